//! Household goods: locks, keys, kitchen ware, taps, hinges, crockery, candles, small appliances.

use std::f32::consts::PI;

use glam::{Affine3A, Vec2, Vec3};

use super::kit::*;
use super::sundries::{
    brackets, clock, grater, hand_blender, hole_punch, kitchen_scale, magnets, pepper_mill, picture_frame,
    pipe_fittings, screws_in_box, stapler, statuette, umbrella, whisk,
};
use crate::{
    dice::Dice,
    mesh::{Mesh, regular_polygon},
    physics::material::Material::*,
    shapes::Object,
};

pub(super) const FAMILIES: &[(f32, Maker)] = &[
    (1.8, padlock),
    (1.6, keys),
    (1.2, pan),
    (1.5, cutlery),
    (1.2, tap),
    (1.0, hinges),
    (0.9, door_lock),
    (0.7, door_handle),
    (0.8, candle),
    (1.0, mug),
    (0.8, plates),
    (0.8, drinking_glass),
    (0.8, clothes_iron),
    (0.7, toaster),
    (0.6, kettle),
    (0.8, corkscrew),
    (0.7, can_opener),
    (0.6, meat_grinder),
    (0.6, moka_pot),
    (0.5, door_closer),
    (0.5, coat_hanger),
    (0.8, umbrella),
    (0.6, picture_frame),
    (0.7, clock),
    (0.6, kitchen_scale),
    (0.6, pepper_mill),
    (0.5, whisk),
    (0.7, hand_blender),
    (1.0, screws_in_box),
    (0.7, brackets),
    (0.6, pipe_fittings),
    (0.5, magnets),
    (0.5, tea_light_box),
    (0.5, grater),
    (0.5, statuette),
    (0.5, stapler),
    (0.5, hole_punch),
];

pub(super) fn padlock(dice: &mut Dice) -> Object {
    let mut it = Object::benign("padlock");
    let (x, y) = (dice.param(25.0, 65.0), dice.param(22.0, 55.0));
    let z = x * dice.uniform(0.28, 0.5);
    let metal = *dice.pick(&[Brass, Steel, Brass, Zamak]);
    it.solid(metal, soft_block(x, y, z, dice.uniform(1.5, 7.0)));
    // The cylinder: a bore with plug, pins and their springs.
    it.cavity(metal, Mesh::cylinder(z * 0.3, y * 0.8).upright().at(0.0, -y * 0.1, 0.0));
    it.solid(Brass, Mesh::tube(z * 0.27, z * 0.1, y * 0.7).upright().at(0.0, -y * 0.12, 0.0));
    for i in 0..dice.int(3, 6) {
        let at = -y * 0.4 + i as f32 * y * 0.11;
        it.cavity(metal, Mesh::cylinder(1.3, x * 0.3).at(x * 0.2, at, 0.0));
        it.solid(Steel, Mesh::spring(1.1, 0.2, x * 0.2, 4.0).at(x * 0.24, at, 0.0));
    }
    let (r, rise) = (x * dice.uniform(0.09, 0.13), y * dice.param(0.5, 1.6));
    let half = x * 0.5 - r * 1.5;
    let mut path = vec![Vec3::new(-half, -y * 0.1, 0.0), Vec3::new(-half, y * 0.5 + rise - half, 0.0)];
    for i in 1..8 {
        let angle = PI - PI * i as f32 / 8.0;
        path.push(Vec3::new(half * angle.cos(), y * 0.5 + rise - half + half * angle.sin(), 0.0));
    }
    path.push(Vec3::new(half, y * 0.5 + rise - half, 0.0));
    path.push(Vec3::new(half, y * if dice.chance(0.3) { 0.6 } else { 0.25 }, 0.0));
    it.solid(Steel, Mesh::sweep(&path, r, 8));
    it
}

fn key(dice: &mut Dice, length: f32) -> Object {
    let mut it = Object::benign("key");
    let metal = *dice.pick(&[Brass, Nickel, Steel]);
    let bow = length * dice.uniform(0.17, 0.24);
    it.solid(
        metal,
        Mesh::extrude(&regular_polygon(bow, *dice.pick(&[4, 6, 8, 20])), 2.2).at(-length * 0.5 + bow, 0.0, 0.0),
    );
    hole(&mut it, metal, -length * 0.5 + bow * 0.6, 0.0, bow * 0.35, 2.2);
    let (start, w) = (-length * 0.5 + bow * 1.8, length * 0.07);
    let mut outline = vec![(start, w), (start, -w * 0.6), (length * 0.5, -w * 0.6), (length * 0.5, w * 0.3)];
    for i in 0..6 {
        let x = length * 0.5 - (i as f32 + 0.5) * (length * 0.5 - start) * 0.14;
        outline.push((x, w * dice.uniform(0.1, 0.9)));
    }
    it.solid(metal, plate(&outline, 2.0));
    if dice.chance(0.3) {
        it.solid(Abs, soft_block(bow * 2.6, bow * 2.2, 8.0, bow * 0.5).at(-length * 0.5 + bow, 0.0, 0.0));
        it.add_at(board(dice, bow * 1.6, bow * 1.3), -length * 0.5 + bow, 0.0, 0.0);
    }
    it
}

pub(super) fn keys(dice: &mut Dice) -> Object {
    let mut it = Object::benign("keys");
    let length = dice.param(45.0, 75.0);
    let count = dice.int(1, 7);
    for i in 0..count {
        let own = length * dice.uniform(0.75, 1.1);
        let one = key(dice, own);
        let turn = dice.uniform(-1.2, 1.2) + if dice.chance(0.2) { PI } else { 0.0 };
        it.add(
            one,
            &(Affine3A::from_rotation_z(turn)
                * Affine3A::from_translation(Vec3::new(length * 0.48, 0.0, i as f32 * 2.4))),
        );
    }
    it.solid(Steel, Mesh::torus(dice.uniform(9.0, 16.0), 0.9));
    if dice.chance(0.4) {
        it.solid(*dice.pick(&[Leather, Zamak, Acrylic]), soft_block(38.0, 26.0, 4.0, 6.0).at(-30.0, 0.0, 0.0));
    }
    it
}

pub(super) fn pan(dice: &mut Dice) -> Object {
    let mut it = Object::benign("pan");
    let (r, h) = (dice.param(60.0, 145.0), dice.param(30.0, 90.0));
    let metal = *dice.pick(&[Aluminium, StainlessSteel, CastIron, Steel]);
    let wall = if metal == CastIron { 3.5 } else { dice.uniform(0.7, 2.2) };
    let low = r * dice.uniform(0.75, 1.0);
    it.solid(metal, disc(low, wall * 1.6).at(0.0, 0.0, -h * 0.5));
    it.solid(
        metal,
        Mesh::lathe_ring(&[(-h * 0.5, low - wall), (-h * 0.5, low), (h * 0.5, r), (h * 0.5, r - wall)]).facing(),
    );
    if dice.chance(0.4) {
        it.solid(Steel, disc(low * 0.85, 2.0).at(0.0, 0.0, -h * 0.5 - 2.0));
    }
    let grip = dice.param(90.0, 190.0);
    it.solid(
        *dice.pick(&[Abs, StainlessSteel, Wood]),
        soft_plate(
            &[(r, -8.0), (r + grip, -13.0), (r + grip, 13.0), (r, 8.0)],
            if dice.chance(0.5) { 16.0 } else { 5.0 },
        )
        .at(0.0, 0.0, h * 0.35),
    );
    it.solid(Steel, block(44.0, 14.0, 3.0).at(r + 12.0, 0.0, h * 0.35));
    for side in [-6.0, 6.0] {
        it.solid(Aluminium, Mesh::cylinder(3.0, 10.0).at(r - 2.0, side, h * 0.3));
    }
    it
}

fn spoon(dice: &mut Dice, length: f32) -> Object {
    let mut it = Object::benign("spoon");
    it.solid(
        StainlessSteel,
        soft_plate(
            &[
                (-length * 0.5, -8.0),
                (0.0, -3.5),
                (length * 0.2, -3.0),
                (length * 0.2, 3.0),
                (0.0, 3.5),
                (-length * 0.5, 8.0),
            ],
            dice.uniform(1.6, 2.8),
        ),
    );
    let half = Vec3::new(length * 0.17, length * 0.1, 6.0);
    it.solid(StainlessSteel, Mesh::ellipsoid(half).at(length * 0.34, 0.0, 0.0));
    it.cavity(StainlessSteel, Mesh::ellipsoid(half - 1.3).at(length * 0.34, 0.0, 0.0));
    it
}

fn fork(dice: &mut Dice, length: f32) -> Object {
    let mut it = Object::benign("fork");
    let depth = dice.uniform(1.6, 2.6);
    it.solid(
        StainlessSteel,
        soft_plate(
            &[
                (-length * 0.5, -8.0),
                (0.0, -3.5),
                (length * 0.2, -3.0),
                (length * 0.28, -11.0),
                (length * 0.34, -11.0),
                (length * 0.34, 11.0),
                (length * 0.28, 11.0),
                (length * 0.2, 3.0),
                (0.0, 3.5),
                (-length * 0.5, 8.0),
            ],
            depth,
        ),
    );
    for i in 0..4 {
        it.solid(StainlessSteel, block(length * 0.2, 2.8, depth).at(length * 0.42, (i as f32 - 1.5) * 6.0, 0.0));
    }
    it
}

pub(super) fn cutlery(dice: &mut Dice) -> Object {
    let mut it = Object::benign("cutlery");
    let length = dice.param(130.0, 230.0);
    let (count, mess) = (dice.int(1, 6), dice.uniform(0.0, 0.3));
    for i in 0..count {
        let one = match dice.below(3) {
            0 => spoon(dice, length),
            1 => fork(dice, length),
            _ => {
                let mut knife = Object::benign("knife");
                knife.solid(
                    StainlessSteel,
                    soft_plate(
                        &[
                            (-length * 0.5, -7.0),
                            (-length * 0.5, 7.0),
                            (0.0, 6.0),
                            (length * 0.5, 9.0),
                            (length * 0.5, 0.0),
                            (0.0, -6.0),
                        ],
                        2.2,
                    ),
                );
                knife.solid(StainlessSteel, Mesh::lathe(&[(-length * 0.5, 5.0), (0.0, 4.0)]));
                knife
            }
        };
        let turn = dice.normal() * mess + if dice.chance(0.15) { PI } else { 0.0 };
        it.add(
            one,
            &(Affine3A::from_translation(Vec3::new(
                dice.normal() * 8.0,
                i as f32 * 17.0 * (1.0 - mess),
                i as f32 * 2.5,
            )) * Affine3A::from_rotation_z(turn)),
        );
    }
    it
}

pub(super) fn tap(dice: &mut Dice) -> Object {
    let mut it = Object::benign("tap");
    let (h, r) = (dice.param(70.0, 180.0), dice.param(14.0, 26.0));
    let metal = *dice.pick(&[Brass, Zamak, StainlessSteel]);
    let wall = dice.uniform(2.0, 4.0);
    it.solid(metal, Mesh::tube(r, r - wall, h).upright());
    let reach = dice.param(90.0, 190.0);
    let path: Vec<Vec3> = (0..=10)
        .map(|i| {
            let t = i as f32 / 10.0;
            Vec3::new(reach * t, h * 0.3 + reach * 0.5 * (PI * t * 0.9).sin() - t * 8.0, 0.0)
        })
        .collect();
    it.solid(metal, Mesh::sweep(&path, r * 0.5, 10));
    it.cavity(metal, Mesh::sweep(&path, r * 0.5 - wall * 0.6, 10));
    it.solid(Ceramic, Mesh::cylinder(r * 0.6, 8.0).upright().at(0.0, h * 0.35, 0.0));
    it.solid(Brass, Mesh::tube(r * 0.75, r * 0.2, 26.0).upright().at(0.0, h * 0.5, 0.0));
    it.solid(
        metal,
        soft_plate(&[(-r, -6.0), (r * 0.5, -8.0), (reach * 0.7, 8.0), (reach * 0.7, 16.0), (-r, 12.0)], r * 0.8).at(
            0.0,
            h * 0.5 + 20.0,
            0.0,
        ),
    );
    it.packed(metal, -0.7, block(reach * 0.5, 8.0, r * 0.5).at(reach * 0.25, h * 0.5 + 24.0, 0.0));
    it.solid(Brass, Mesh::tube(9.0, 7.0, 55.0).upright().at(0.0, -h * 0.5 - 24.0, 0.0));
    it.solid(Brass, ring(17.0, 9.0, 9.0).facing().upright().at(0.0, -h * 0.5 - 20.0, 0.0));
    if dice.chance(0.4) {
        for side in [-4.0, 4.0] {
            let hose = [
                Vec3::new(side, -h * 0.5 - 40.0, 0.0),
                Vec3::new(side * 3.0, -h * 0.5 - 100.0, 0.0),
                Vec3::new(side * 8.0, -h * 0.5 - 190.0, 6.0),
            ];
            it.packed(StainlessSteel, 0.35, Mesh::sweep(&hose, 5.5, 8));
            it.solid(Brass, Mesh::cylinder(8.0, 18.0).upright().at(side * 8.0, -h * 0.5 - 195.0, 6.0));
        }
    }
    it
}

pub(super) fn hinges(dice: &mut Dice) -> Object {
    let mut it = Object::benign("hinges");
    let (h, w) = (dice.param(40.0, 120.0), dice.param(18.0, 45.0));
    let (metal, depth) = (*dice.pick(&[Steel, Brass, StainlessSteel]), dice.uniform(1.5, 3.5));
    for i in 0..dice.int(1, 4) {
        let mut one = Object::benign("hinge");
        for side in [-1.0, 1.0] {
            one.solid(metal, block(w, h, depth).at(side * (w * 0.5 + 3.0), 0.0, 0.0));
            for k in 0..3 {
                hole(
                    &mut one,
                    metal,
                    side * (w * 0.55 + if k == 1 { w * 0.15 } else { 0.0 }),
                    (k as f32 - 1.0) * h * 0.34,
                    2.6,
                    depth,
                );
            }
        }
        one.solid(metal, Mesh::tube(4.5, 3.0, h).upright());
        one.solid(Steel, Mesh::cylinder(2.8, h * 1.06).upright());
        let turn = dice.normal() * 0.1;
        it.add(
            one,
            &(Affine3A::from_translation(Vec3::new(i as f32 * 6.0, i as f32 * 4.0, i as f32 * 5.0))
                * Affine3A::from_rotation_z(turn)),
        );
    }
    it
}

pub(super) fn door_lock(dice: &mut Dice) -> Object {
    let mut it = Object::benign("door lock");
    let (x, y) = (dice.param(60.0, 100.0), dice.param(95.0, 180.0));
    shell(&mut it, Steel, Vec3::new(x, y, 15.0), 1.0, 1.3);
    it.solid(StainlessSteel, block(3.0, y * 1.35, 22.0).at(x * 0.5, 0.0, 0.0));
    it.solid(Zamak, block(34.0, 16.0, 12.0).at(x * 0.42, y * 0.2, 0.0));
    it.solid(Steel, block(46.0, 24.0, 10.0).at(x * 0.36, -y * 0.2, 0.0));
    it.solid(Zamak, ring(12.0, 5.0, 13.0).at(-x * 0.1, y * 0.2, 0.0));
    it.solid(Steel, Mesh::spring(4.0, 0.8, 30.0, 7.0).at(x * 0.05, y * 0.36, 0.0));
    it.solid(
        Steel,
        plate(&[(0.0, 0.0), (30.0, 4.0), (30.0, 14.0), (8.0, 30.0), (0.0, 26.0)], 3.0).at(-x * 0.3, -y * 0.1, 0.0),
    );
    for at in [(-0.35, 0.42), (-0.35, -0.42), (0.3, 0.42)] {
        it.solid(Steel, disc(3.0, 14.0).at(at.0 * x, at.1 * y, 0.0));
    }
    if dice.chance(0.6) {
        // A profile cylinder: plug, pins, cam.
        let mut barrel = Object::benign("cylinder");
        let length = dice.uniform(55.0, 90.0);
        barrel.solid(Brass, Mesh::cylinder(8.5, length));
        barrel.cavity(Brass, block(length, 2.0, 7.0));
        barrel.solid(Brass, block(length, 20.0, 10.0).at(0.0, -14.0, 0.0));
        for i in 0..8 {
            barrel.cavity(
                Brass,
                Mesh::cylinder(1.5, 20.0).upright().at(-length * 0.42 + i as f32 * length * 0.12, -12.0, 0.0),
            );
        }
        barrel.cavity(Brass, block(10.0, 20.0, 20.0));
        barrel.solid(Steel, ring(14.0, 6.0, 8.0).facing());
        it.add_at(barrel, -x * 0.2, -y * 0.75, 10.0);
    }
    it
}

fn door_handle(dice: &mut Dice) -> Object {
    let mut it = Object::benign("door handle");
    let (x, metal) = (dice.param(100.0, 140.0), *dice.pick(&[Brass, Aluminium, Zamak, StainlessSteel]));
    let path = [
        Vec3::new(0.0, 0.0, -25.0),
        Vec3::new(0.0, 0.0, 18.0),
        Vec3::new(12.0, 0.0, 28.0),
        Vec3::new(x, dice.uniform(-12.0, 4.0), 28.0),
    ];
    let r = dice.uniform(7.0, 11.0);
    it.solid(metal, Mesh::sweep(&path, r, 10));
    it.cavity(metal, Mesh::sweep(&path[1..], r * dice.uniform(0.5, 0.8), 10));
    it.solid(metal, soft_block(42.0, dice.param(42.0, 230.0), 8.0, 8.0).at(0.0, -20.0, -14.0));
    it.packed(metal, -0.75, soft_block(37.0, 36.0, 6.0, 8.0).at(0.0, -10.0, -14.0));
    it.solid(Steel, block(7.8, 7.8, 100.0).at(0.0, 0.0, -50.0));
    it
}

pub(super) fn candle(dice: &mut Dice) -> Object {
    let mut it = Object::benign("candle");
    let (r, length) = (dice.param(9.0, 40.0), dice.param(60.0, 220.0));
    let mut wax = Object::benign("candle");
    wax.solid(Oil, Mesh::cylinder(r, length));
    wax.solid(Cotton, Mesh::cylinder(1.0, length * 1.05));
    if dice.chance(0.4) {
        vessel(&mut wax, Glass, &[(-length * 0.55, r + 3.0), (length * 0.6, r + 3.0)], 2.5);
    }
    let count = if r < 16.0 { dice.int(1, 6) } else { 1 };
    for i in 0..count {
        it.add_at(wax.clone(), 0.0, i as f32 * r * 2.1, 0.0);
    }
    it
}

fn tea_light_box(dice: &mut Dice) -> Object {
    let mut it = Object::benign("tea lights");
    let (columns, rows) = (dice.int(2, 5), dice.int(2, 5));
    let r = dice.param(18.0, 20.5);
    for i in 0..columns * rows {
        let at = ((i / rows) as f32 * r * 2.1, (i % rows) as f32 * r * 2.1);
        it.solid(Aluminium, ring(r, r - 0.4, 14.0).at(at.0, at.1, 0.0));
        it.solid(Oil, disc(r - 0.5, 11.0).at(at.0, at.1, 0.0));
        it.solid(Steel, disc(5.0, 0.5).at(at.0, at.1, -5.0));
    }
    it
}

pub(super) fn mug(dice: &mut Dice) -> Object {
    let mut it = Object::benign("mug");
    let (r, h) = (dice.param(34.0, 52.0), dice.param(75.0, 120.0));
    let wall = dice.uniform(3.0, 5.0);
    it.packed(Ceramic, 0.65, Mesh::lathe(&[(-h * 0.5, r * dice.uniform(0.75, 1.0)), (h * 0.5, r)]));
    it.packed(Ceramic, -0.65, Mesh::lathe(&[(-h * 0.5 + wall * 1.4, r * 0.8 - wall), (h * 0.5, r - wall)]));
    let arc: Vec<Vec3> = (0..=8)
        .map(|i| {
            let angle = PI * (i as f32 / 8.0 - 0.5);
            Vec3::new(h * 0.32 * angle.sin(), r * 0.95 + h * 0.3 * angle.cos(), 0.0)
        })
        .collect();
    it.packed(Ceramic, 0.65, Mesh::sweep(&arc, 5.5, 8));
    it
}

fn plates(dice: &mut Dice) -> Object {
    let mut it = Object::benign("crockery");
    let r = dice.param(65.0, 140.0);
    let deep = dice.param(12.0, 60.0);
    let count = dice.int(1, 5);
    for i in 0..count {
        let z = i as f32 * 8.0;
        it.packed(Ceramic, 0.65, disc(r * 0.55, 4.5).at(0.0, 0.0, z));
        it.packed(
            Ceramic,
            0.65,
            Mesh::lathe_ring(&[(z, r * 0.52), (z - 2.0, r * 0.56), (z + deep - 3.0, r), (z + deep, r - 2.0)]).facing(),
        );
        it.packed(Ceramic, 0.65, ring(r * 0.5, r * 0.46, 4.0).at(0.0, 0.0, z - 4.0));
    }
    it
}

fn drinking_glass(dice: &mut Dice) -> Object {
    let mut it = Object::benign("drinking glass");
    let (r, h) = (dice.param(26.0, 45.0), dice.param(70.0, 130.0));
    let material = if dice.chance(0.25) { LeadGlass } else { Glass };
    let wall = dice.uniform(1.2, 3.0);
    if dice.chance(0.5) {
        let profile = [(-h * 0.5, r * 0.8), (h * 0.5, r)];
        it.solid(material, Mesh::lathe(&profile));
        it.cavity(material, Mesh::lathe(&[(-h * 0.5 + wall * 3.0, r * 0.8 - wall), (h * 0.5, r - wall)]));
    } else {
        it.solid(
            material,
            Mesh::lathe(&[
                (-h, r * 0.85),
                (-h + 3.0, r * 0.8),
                (-h + 6.0, 5.0),
                (-h * 0.3, 4.0),
                (-h * 0.2, r * 0.4),
                (0.1 * h, r),
                (h * 0.6, r * 0.8),
            ]),
        );
        it.cavity(material, Mesh::lathe(&[(-h * 0.15, r * 0.35), (0.12 * h, r - wall), (h * 0.6, r * 0.8 - wall)]));
    }
    it
}

fn clothes_iron(dice: &mut Dice) -> Object {
    let mut it = Object::benign("clothes iron");
    let (x, z) = (dice.param(190.0, 270.0), dice.param(95.0, 120.0));
    let sole: Vec<Vec2> = points(
        &[(-0.5, -0.45), (-0.5, 0.45), (0.0, 0.5), (0.3, 0.3), (0.5, 0.0), (0.3, -0.3), (0.0, -0.5)]
            .map(|(u, v)| (u * x, v * z)),
    );
    // Built lying on its side: the sole is seen edge-on, the handle above it.
    let lay = Affine3A::from_rotation_x(PI * 0.5);
    it.solid(Aluminium, Mesh::extrude(&sole, 12.0).transformed(&lay).at(0.0, -50.0, 0.0));
    it.solid(StainlessSteel, Mesh::extrude(&sole, 1.2).transformed(&lay).at(0.0, -57.0, 0.0));
    it.packed(
        StainlessSteel,
        0.6,
        Mesh::sweep(
            &[
                Vec3::new(-x * 0.35, -50.0, -25.0),
                Vec3::new(x * 0.3, -50.0, -8.0),
                Vec3::new(x * 0.3, -50.0, 8.0),
                Vec3::new(-x * 0.35, -50.0, 25.0),
            ],
            4.5,
            8,
        ),
    );
    casing(
        &mut it,
        Polypropylene,
        &[(-x * 0.48, -44.0), (-x * 0.48, 45.0), (x * 0.1, 55.0), (x * 0.2, 20.0), (x * 0.5, -44.0)],
        z * 0.7,
        2.5,
    );
    it.packed(
        Polypropylene,
        -1.0,
        soft_plate(&[(-x * 0.3, -10.0), (-x * 0.3, 30.0), (x * 0.05, 36.0), (x * 0.1, -5.0)], z * 0.7),
    );
    it.solid(Steel, Mesh::cylinder(13.0, 12.0).upright().at(0.0, -36.0, 0.0));
    let path = loops(dice, Vec2::new(120.0, 80.0), 4, 3.5);
    it.add_at(cable(&path, 3.2), -x * 0.55, 30.0, z * 0.3);
    it
}

fn toaster(dice: &mut Dice) -> Object {
    let mut it = Object::benign("toaster");
    let (x, y, z) = (dice.param(240.0, 300.0), dice.param(150.0, 190.0), dice.param(140.0, 180.0));
    shell(&mut it, *dice.pick(&[Steel, Polypropylene]), Vec3::new(x, y, z), 20.0, 1.2);
    for i in 0..4 {
        let depth = (i as f32 - 1.5) * z * 0.2;
        it.solid(Steel, block(x * 0.7, y * 0.7, 0.5).at(0.0, 0.0, depth));
        for k in 0..6 {
            it.solid(Nickel, block(x * 0.66, 1.0, 0.8).at(0.0, (k as f32 - 2.5) * y * 0.1, depth + 2.0));
        }
    }
    for k in 0..9 {
        it.solid(Steel, rod(((k as f32 - 4.0) * x * 0.08, -y * 0.35), ((k as f32 - 4.0) * x * 0.08, y * 0.35), 1.0));
    }
    it.solid(Steel, Mesh::spring(4.0, 0.7, y * 0.5, 14.0).upright().at(x * 0.42, 0.0, 0.0));
    it.add_at(iron_core(dice), x * 0.42, -y * 0.3, z * 0.2);
    it
}

fn iron_core(dice: &mut Dice) -> Object {
    let size = dice.uniform(18.0, 30.0);
    transformer(dice, size)
}

fn kettle(dice: &mut Dice) -> Object {
    let mut it = Object::benign("kettle");
    let (r, h) = (dice.param(60.0, 85.0), dice.param(150.0, 220.0));
    vessel(
        &mut it,
        *dice.pick(&[StainlessSteel, Glass, Polypropylene]),
        &[(-h * 0.5, r), (h * 0.3, r * 0.8), (h * 0.5, r * 0.6)],
        dice.uniform(0.6, 2.0),
    );
    it.solid(StainlessSteel, Mesh::cylinder(r * 0.95, 1.5).at(-h * 0.45, 0.0, 0.0));
    it.packed(Aluminium, 0.8, Mesh::torus(r * 0.6, 6.0).facing().at(-h * 0.48, 0.0, 0.0));
    it.solid(Polypropylene, Mesh::tube(r * 0.9, r * 0.86, 26.0).at(-h * 0.5 - 14.0, 0.0, 0.0));
    it.solid(Brass, Mesh::tube(12.0, 9.0, 18.0).at(-h * 0.5 - 14.0, 0.0, 0.0));
    it.solid(
        Polypropylene,
        Mesh::sweep(
            &[
                Vec3::new(h * 0.45, r * 0.7, 0.0),
                Vec3::new(h * 0.4, r * 1.6, 0.0),
                Vec3::new(-h * 0.2, r * 1.5, 0.0),
                Vec3::new(-h * 0.35, r, 0.0),
            ],
            12.0,
            8,
        ),
    );
    it
}

fn corkscrew(dice: &mut Dice) -> Object {
    let mut it = Object::benign("corkscrew");
    let length = dice.param(100.0, 170.0);
    it.solid(Steel, Mesh::spring(4.0, 1.5, 55.0, 5.0).at(length * 0.3, 0.0, 0.0));
    if dice.chance(0.5) {
        it.solid(
            *dice.pick(&[Wood, Zamak]),
            Mesh::lathe(&[(-50.0, 8.0), (0.0, 12.0), (50.0, 8.0)]).upright().at(-20.0, 0.0, 0.0),
        );
        it.solid(Steel, Mesh::cylinder(2.0, 45.0).at(2.0, 0.0, 0.0));
    } else {
        it.solid(Zamak, Mesh::cylinder(5.0, length * 0.8));
        it.solid(Zamak, ring(17.0, 12.0, 10.0).facing().at(length * 0.5, 0.0, 0.0));
        for side in [-1.0, 1.0] {
            it.solid(
                Zamak,
                rod((length * 0.1, side * 8.0), (length * dice.uniform(-0.4, 0.5), side * length * 0.45), 5.0),
            );
            it.solid(Zamak, Mesh::extrude(&toothed(12.0, 3.0, 12), 7.0).at(length * 0.1, side * 12.0, 0.0));
        }
        it.solid(Zamak, soft_block(14.0, 34.0, 8.0, 6.0).at(-length * 0.42, 0.0, 0.0));
    }
    it
}

fn can_opener(dice: &mut Dice) -> Object {
    let mut it = Object::benign("can opener");
    let length = dice.param(150.0, 210.0);
    for side in [-1.0, 1.0] {
        it.solid(Steel, bar((length * 0.3, side * 2.0), (-length * 0.5, side * 18.0), 14.0, 1.8));
        it.solid(Polypropylene, bar((-length * 0.1, side * 9.0), (-length * 0.5, side * 18.0), 20.0, 14.0));
    }
    it.solid(Steel, Mesh::extrude(&toothed(11.0, 1.6, 18), 4.0).at(length * 0.3, -6.0, 4.0));
    it.solid(Steel, disc(9.0, 2.0).at(length * 0.3, 8.0, 4.0));
    it.solid(Steel, Mesh::cylinder(2.5, 26.0).facing().at(length * 0.3, -6.0, 12.0));
    it.solid(Abs, soft_block(65.0, 14.0, 10.0, 6.0).at(length * 0.3, -6.0, 26.0));
    it
}

fn meat_grinder(dice: &mut Dice) -> Object {
    let mut it = Object::benign("mincer");
    let (r, length) = (dice.param(24.0, 36.0), dice.param(100.0, 150.0));
    it.solid(CastIron, Mesh::tube(r, r - 4.0, length));
    it.solid(
        CastIron,
        Mesh::lathe_ring(&[(0.0, r * 0.7), (0.0, r * 0.85), (70.0, r * 1.6), (70.0, r * 1.45)]).upright().at(
            -length * 0.2,
            r * 0.8,
            0.0,
        ),
    );
    it.solid(CastIron, Mesh::cylinder(r * 0.35, length * 0.9));
    it.packed(CastIron, 0.8, Mesh::spring(r * 0.55, r * 0.25, length * 0.8, 4.0));
    it.solid(Steel, Mesh::tube(r + 6.0, r - 4.0, 16.0).at(length * 0.5, 0.0, 0.0));
    it.packed(Steel, 0.55, Mesh::cylinder(r, 5.0).at(length * 0.5, 0.0, 0.0));
    it.solid(CastIron, bar((-length * 0.55, 0.0), (-length * 0.6, dice.uniform(-150.0, 150.0)), 16.0, 9.0));
    it.solid(
        CastIron,
        plate(&[(0.0, 0.0), (24.0, 0.0), (30.0, -90.0), (-30.0, -90.0), (-30.0, -76.0), (8.0, -72.0)], 22.0).at(
            -length * 0.2,
            -r,
            0.0,
        ),
    );
    it
}

fn moka_pot(dice: &mut Dice) -> Object {
    let mut it = Object::benign("coffee pot");
    let (r, h) = (dice.param(32.0, 55.0), dice.param(120.0, 200.0));
    vessel(&mut it, Aluminium, &[(-h * 0.5, r), (-h * 0.1, r * 0.75)], 3.0);
    vessel(&mut it, Aluminium, &[(-h * 0.08, r * 0.75), (h * 0.45, r * 0.95)], 2.6);
    it.solid(Aluminium, Mesh::tube(r * 0.72, r * 0.68, h * 0.2).at(-h * 0.12, 0.0, 0.0));
    it.solid(Aluminium, Mesh::lathe_ring(&[(-h * 0.4, 4.0), (-h * 0.4, 5.0), (-h * 0.1, 9.0), (-h * 0.1, 8.0)]));
    it.solid(Aluminium, Mesh::tube(6.0, 4.5, h * 0.4).at(h * 0.15, 0.0, 0.0));
    it.solid(Brass, Mesh::cylinder(6.0, 14.0).upright().at(-h * 0.25, r, 0.0));
    it.solid(
        Abs,
        Mesh::sweep(
            &[Vec3::new(h * 0.4, r, 0.0), Vec3::new(h * 0.42, r * 1.8, 0.0), Vec3::new(-h * 0.02, r * 1.9, 0.0)],
            8.0,
            8,
        ),
    );
    it
}

fn door_closer(dice: &mut Dice) -> Object {
    let mut it = Object::benign("door closer");
    let (x, y) = (dice.param(160.0, 240.0), dice.param(38.0, 60.0));
    it.solid(Aluminium, soft_block(x, y, y * 0.8, 5.0));
    it.cavity(Aluminium, Mesh::cylinder(y * 0.3, x * 0.9));
    it.solid(Steel, Mesh::spring(y * 0.25, y * 0.05, x * 0.4, 9.0).at(-x * 0.22, 0.0, 0.0));
    it.solid(Steel, Mesh::cylinder(y * 0.28, x * 0.22).at(x * 0.12, 0.0, 0.0));
    it.packed(Oil, 0.8, Mesh::cylinder(y * 0.3, x * 0.2).at(x * 0.34, 0.0, 0.0));
    it.solid(Steel, disc(y * 0.18, y * 1.2).at(x * 0.12, 0.0, 0.0));
    it.solid(Steel, bar((x * 0.12, 0.0), (-x * 0.6, y * dice.uniform(-2.0, 2.0)), 22.0, 6.0).at(0.0, 0.0, y * 0.6));
    it
}

fn coat_hanger(dice: &mut Dice) -> Object {
    let mut it = Object::benign("coat hanger");
    let x = dice.param(330.0, 430.0);
    let (material, r) = if dice.chance(0.5) { (Steel, 1.5) } else { (Wood, 7.0) };
    it.solid(
        material,
        Mesh::sweep(&[Vec3::new(-x * 0.5, -60.0, 0.0), Vec3::ZERO, Vec3::new(x * 0.5, -60.0, 0.0)], r, 8),
    );
    it.solid(material, Mesh::sweep(&[Vec3::new(-x * 0.5, -60.0, 0.0), Vec3::new(x * 0.5, -60.0, 0.0)], r * 0.8, 8));
    let hook: Vec<Vec3> = (0..=9)
        .map(|i| {
            let angle = PI * 1.25 * i as f32 / 9.0;
            Vec3::new(22.0 * angle.sin(), 50.0 - 22.0 * angle.cos() + 0.0, 0.0)
        })
        .collect();
    it.solid(Steel, rod((0.0, 0.0), (0.0, 28.0), 1.8));
    it.solid(Steel, Mesh::sweep(&hook, 1.8, 6));
    it
}
