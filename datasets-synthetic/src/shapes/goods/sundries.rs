//! Small things of a household: clocks, scales, frames, fittings, things of the desk.

use std::f32::consts::{PI, TAU};

use glam::{Affine3A, Vec2, Vec3};

use super::kit::*;
use crate::{
    dice::Dice,
    mesh::{Mesh, regular_polygon},
    physics::material::Material::*,
    shapes::Object,
};

pub(super) fn umbrella(dice: &mut Dice) -> Object {
    let mut it = Object::benign("umbrella");
    let length = dice.param(200.0, 340.0);
    it.solid(Steel, Mesh::tube(6.0, 5.2, length));
    it.solid(Steel, Mesh::tube(4.6, 4.0, length * 0.7).at(length * 0.2, 0.0, 0.0));
    it.solid(Steel, Mesh::spring(7.0, 0.5, length * 0.3, 14.0).at(length * 0.1, 0.0, 0.0));
    for i in 0..8 {
        let (sin, cos) = (TAU * i as f32 / 8.0).sin_cos();
        it.solid(
            Steel,
            Mesh::sweep(
                &[Vec3::new(-length * 0.35, cos * 12.0, sin * 12.0), Vec3::new(length * 0.5, cos * 10.0, sin * 10.0)],
                1.3,
                5,
            ),
        );
        it.solid(
            Steel,
            Mesh::sweep(
                &[Vec3::new(-length * 0.35, cos * 15.0, sin * 15.0), Vec3::new(length * 0.3, cos * 16.0, sin * 16.0)],
                1.1,
                5,
            ),
        );
    }
    it.packed(Polyester, 1.0, Mesh::lathe(&[(-length * 0.45, 18.0), (0.0, 24.0), (length * 0.5, 16.0)]));
    it.solid(
        *dice.pick(&[Wood, Abs, Rubber]),
        Mesh::lathe(&[(-length * 0.5 - 70.0, 14.0), (-length * 0.5 - 30.0, 13.0), (-length * 0.5, 15.0)]),
    );
    it
}

pub(super) fn picture_frame(dice: &mut Dice) -> Object {
    let mut it = Object::benign("picture frame");
    let (x, y, w) = (dice.param(120.0, 320.0), dice.param(90.0, 240.0), dice.param(10.0, 35.0));
    let material = *dice.pick(&[Wood, Aluminium, Polystyrene]);
    it.solid(material, block(x, y, 14.0));
    it.cavity(material, block(x - 2.0 * w, y - 2.0 * w, 14.0));
    it.solid(Glass, block(x - w, y - w, 2.0));
    it.solid(Cardboard, block(x - w, y - w, 3.0).at(0.0, 0.0, -4.0));
    for (sx, sy) in [(-1.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
        it.solid(Steel, block(14.0, 8.0, 0.7).at(sx * (x * 0.5 - w), sy * (y * 0.5 - w), -7.0));
    }
    it.solid(Steel, rod((-x * 0.4, y * 0.3), (x * 0.4, y * 0.3), 0.7).at(0.0, 0.0, -8.0));
    it
}

pub(super) fn clock(dice: &mut Dice) -> Object {
    let mut it = Object::benign("clock");
    let r = dice.param(35.0, 130.0);
    let metal = *dice.pick(&[Abs, Steel, Brass]);
    it.solid(metal, ring(r, r - 2.0, 34.0));
    it.solid(metal, disc(r, 1.2).at(0.0, 0.0, -16.0));
    it.solid(Glass, disc(r - 2.0, 2.0).at(0.0, 0.0, 14.0));
    let (a, b) = (dice.uniform(0.0, TAU), dice.uniform(0.0, TAU));
    it.solid(Aluminium, bar((0.0, 0.0), (r * 0.8 * a.cos(), r * 0.8 * a.sin()), 4.0, 0.8).at(0.0, 0.0, 9.0));
    it.solid(Aluminium, bar((0.0, 0.0), (r * 0.5 * b.cos(), r * 0.5 * b.sin()), 5.0, 0.8).at(0.0, 0.0, 10.0));
    if dice.chance(0.5) {
        // Clockwork: plates, pillars, wheels, main spring, bells.
        for z in [-10.0, 4.0] {
            it.solid(Brass, disc(r * 0.62, 1.4).at(0.0, 0.0, z));
            it.packed(Brass, -0.5, disc(r * 0.3, 1.4).at(r * 0.15, 0.0, z));
        }
        for i in 0..6 {
            let at = Vec2::from_angle(TAU * i as f32 / 6.0) * r * dice.uniform(0.15, 0.4);
            let size = r * dice.uniform(0.08, 0.26);
            it.solid(Brass, Mesh::extrude(&toothed(size, size * 0.12, 18), 1.2).at(at.x, at.y, i as f32 * 2.0 - 8.0));
            it.solid(Steel, disc(1.2, 14.0).at(at.x, at.y, -3.0));
        }
        it.packed(Steel, 0.6, ring(r * 0.24, r * 0.08, 9.0).at(-r * 0.25, -r * 0.2, -3.0));
        for side in [-1.0, 1.0] {
            it.solid(Steel, Mesh::ellipsoid(Vec3::new(r * 0.4, r * 0.22, r * 0.4)).at(side * r * 0.5, r * 1.15, 0.0));
            it.cavity(
                Steel,
                Mesh::ellipsoid(Vec3::new(r * 0.4, r * 0.22, r * 0.4) - 1.5).at(side * r * 0.5, r * 1.15, 0.0),
            );
        }
    } else {
        it.solid(Abs, block(55.0, 55.0, 15.0).at(0.0, 0.0, -8.0));
        it.packed(Abs, -0.9, block(51.0, 51.0, 11.0).at(0.0, 0.0, -8.0));
        it.add_at(cell(dice, 7.1, 49.0), 0.0, -16.0, -8.0);
        it.packed(Copper, 0.6, Mesh::cylinder(4.0, 14.0).at(8.0, 14.0, -8.0));
    }
    it
}

pub(super) fn kitchen_scale(dice: &mut Dice) -> Object {
    let mut it = Object::benign("scale");
    let (x, y) = (dice.param(150.0, 310.0), dice.param(140.0, 300.0));
    it.solid(Glass, soft_block(x, y, 5.0, 12.0));
    it.solid(Abs, soft_block(x * 0.5, y * 0.3, 12.0, 8.0).at(0.0, y * 0.3, -8.0));
    it.packed(Abs, -0.8, soft_block(x * 0.48, y * 0.28, 9.0, 8.0).at(0.0, y * 0.3, -8.0));
    it.add_at(board(dice, x * 0.3, y * 0.16), 0.0, y * 0.3, -8.0);
    for (sx, sy) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
        it.solid(Rubber, disc(18.0, 9.0).at(sx * x * 0.4, sy * y * 0.4, -8.0));
        it.solid(Steel, block(30.0, 20.0, 3.0).at(sx * x * 0.4, sy * y * 0.4, -8.0));
        it.cavity(Steel, block(20.0, 6.0, 3.0).at(sx * x * 0.4, sy * y * 0.4, -8.0));
        it.add_at(
            cable(
                &[
                    Vec3::new(sx * x * 0.4, sy * y * 0.4, -8.0),
                    Vec3::new(sx * 20.0, 0.0, -8.0),
                    Vec3::new(0.0, y * 0.25, -8.0),
                ],
                0.8,
            ),
            0.0,
            0.0,
            0.0,
        );
    }
    it.add_at(cell_row(dice, 5.2, 44.0, 3), x * 0.12, y * 0.3, -8.0);
    it
}

pub(super) fn pepper_mill(dice: &mut Dice) -> Object {
    let mut it = Object::benign("pepper mill");
    let (r, h) = (dice.param(20.0, 32.0), dice.param(110.0, 260.0));
    vessel(
        &mut it,
        *dice.pick(&[Wood, Acrylic, StainlessSteel]),
        &[(-h * 0.5, r), (-h * 0.2, r * 0.7), (h * 0.2, r * 0.75), (h * 0.3, r), (h * 0.5, r * 0.6)],
        4.0,
    );
    it.solid(Steel, Mesh::cylinder(2.5, h * 0.95));
    it.solid(Steel, Mesh::lathe_ring(&[(-h * 0.48, 6.0), (-h * 0.48, 13.0), (-h * 0.38, 11.0), (-h * 0.38, 6.0)]));
    it.solid(Steel, Mesh::spring(5.0, 0.7, h * 0.14, 5.0).at(-h * 0.3, 0.0, 0.0));
    it.packed(Food, 0.6, Mesh::cylinder(r * 0.5, h * 0.4).at(-h * 0.1, 0.0, 0.0));
    it.solid(StainlessSteel, Mesh::ellipsoid(Vec3::splat(6.0)).at(h * 0.53, 0.0, 0.0));
    it
}

pub(super) fn whisk(dice: &mut Dice) -> Object {
    let mut it = Object::benign("whisk");
    let length = dice.param(110.0, 190.0);
    for i in 0..6 {
        let turn = PI * i as f32 / 6.0;
        let path: Vec<Vec3> = (0..=16)
            .map(|k| {
                let angle = PI * k as f32 / 16.0;
                let wide = length * 0.22 * (angle * 2.0 - PI).sin() * -(angle.sin() * 0.5 + 0.5);
                Vec3::new(length * angle.sin(), wide * turn.cos(), wide * turn.sin())
            })
            .collect();
        it.solid(StainlessSteel, Mesh::sweep(&path, 0.9, 5));
    }
    it.solid(StainlessSteel, Mesh::tube(10.0, 9.0, 110.0).at(-52.0, 0.0, 0.0));
    it
}

pub(super) fn hand_blender(dice: &mut Dice) -> Object {
    let mut it = Object::benign("hand blender");
    let (length, r) = (dice.param(150.0, 210.0), dice.param(24.0, 34.0));
    vessel(&mut it, Abs, &[(-length * 0.5, r * 0.7), (0.0, r), (length * 0.5, r * 0.8)], 2.5);
    it.add_at(motor(dice, r * 0.72, length * 0.4), length * 0.15, 0.0, 0.0);
    it.add_at(board(dice, length * 0.3, r), -length * 0.25, 0.0, 0.0);
    it.solid(StainlessSteel, Mesh::tube(r * 0.6, r * 0.6 - 1.0, length * 0.8).at(length * 0.85, 0.0, 0.0));
    it.solid(Steel, Mesh::cylinder(3.5, length * 0.9).at(length * 0.9, 0.0, 0.0));
    it.solid(
        StainlessSteel,
        Mesh::lathe_ring(&[(0.0, r * 0.6 - 1.0), (0.0, r * 0.6), (26.0, r * 1.1), (26.0, r * 1.1 - 1.0)]).at(
            length * 1.25,
            0.0,
            0.0,
        ),
    );
    it.solid(StainlessSteel, block(2.0, r * 1.7, 9.0).at(length * 1.34, 0.0, 0.0));
    it
}

pub(super) fn screws_in_box(dice: &mut Dice) -> Object {
    let mut it = Object::benign("box of screws");
    let (x, y, z) = (dice.param(50.0, 110.0), dice.param(40.0, 80.0), dice.param(20.0, 45.0));
    shell(&mut it, *dice.pick(&[Cardboard, Polypropylene]), Vec3::new(x, y, z), 1.0, 1.2);
    let (r, length) = (dice.param(1.2, 3.4), dice.param(12.0, 50.0));
    let metal = *dice.pick(&[Steel, Brass, StainlessSteel]);
    let nuts = dice.chance(0.25);
    for _ in 0..dice.int(12, 40) {
        let one = if nuts { ring(r * 2.2, r * 1.1, r * 1.8) } else { screw(r, length.min(x * 0.6)) };
        let turn = Affine3A::from_rotation_z(dice.uniform(0.0, TAU)) * Affine3A::from_rotation_y(dice.normal() * 0.4);
        let reach = if nuts { 0.45 } else { 0.3 };
        let at =
            Vec3::new(dice.uniform(-reach, reach) * x, dice.uniform(-reach, reach) * y, dice.uniform(-0.35, 0.35) * z);
        it.solid(metal, one.transformed(&(Affine3A::from_translation(at) * turn)));
    }
    it
}

pub(super) fn brackets(dice: &mut Dice) -> Object {
    let mut it = Object::benign("brackets");
    let (a, b, w) = (dice.param(30.0, 160.0), dice.param(25.0, 130.0), dice.param(12.0, 32.0));
    let (metal, depth) = (*dice.pick(&[Steel, Aluminium, Brass]), dice.uniform(1.8, 5.0));
    let flat = dice.chance(0.5);
    for i in 0..dice.int(1, 4) {
        let mut one = Object::benign("bracket");
        if flat {
            one.solid(metal, plate(&[(0.0, 0.0), (a, 0.0), (a, w), (w, w), (w, b), (0.0, b)], depth));
            for k in 0..3 {
                hole(&mut one, metal, a * (0.3 + 0.28 * k as f32), w * 0.5, w * 0.16, depth);
                hole(&mut one, metal, w * 0.5, b * (0.35 + 0.25 * k as f32), w * 0.16, depth);
            }
        } else {
            one.solid(metal, plate(&[(0.0, 0.0), (a, 0.0), (a, depth), (depth, depth), (depth, b), (0.0, b)], w));
            one.solid(metal, plate(&[(depth, depth), (a * 0.3, depth), (depth, b * 0.3)], 3.0));
        }
        let turn = Affine3A::from_rotation_z(dice.normal() * 0.15);
        it.add(
            one,
            &(Affine3A::from_translation(Vec3::new(i as f32 * 5.0, i as f32 * 4.0, i as f32 * depth * 1.2)) * turn),
        );
    }
    it
}

pub(super) fn pipe_fittings(dice: &mut Dice) -> Object {
    let mut it = Object::benign("pipe fittings");
    let r = dice.param(8.0, 24.0);
    let metal = *dice.pick(&[Brass, Copper, Steel, Pvc]);
    let wall = r * dice.uniform(0.1, 0.25);
    for i in 0..dice.int(1, 4) {
        let mut one = Object::benign("fitting");
        let length = r * dice.uniform(3.0, 6.0);
        one.solid(metal, Mesh::tube(r, r - wall, length));
        match dice.below(3) {
            0 => {
                one.solid(metal, Mesh::tube(r, r - wall, length * 0.5).upright().at(0.0, length * 0.3, 0.0));
            }
            1 => {
                one.solid(metal, Mesh::extrude(&regular_polygon(r * 1.3, 6), r).facing());
                one.cavity(metal, Mesh::cylinder(r, r));
            }
            _ => {
                // A valve: ball, stem, lever.
                one.solid(Brass, Mesh::ellipsoid(Vec3::splat(r * 0.9)));
                one.cavity(Brass, Mesh::cylinder(r * 0.6, r * 1.8));
                one.solid(Brass, Mesh::cylinder(r * 0.25, r * 2.0).upright().at(0.0, r * 1.2, 0.0));
                one.solid(Steel, soft_block(length, r * 0.3, r, 2.0).at(length * 0.3, r * 2.2, 0.0));
            }
        }
        for side in [-1.0, 1.0] {
            one.solid(metal, Mesh::tube(r * 1.2, r, r * 0.7).at(side * length * 0.42, 0.0, 0.0));
        }
        let turn = Affine3A::from_rotation_z(dice.uniform(-0.5, 0.5));
        it.add(one, &(Affine3A::from_translation(Vec3::new(i as f32 * r, i as f32 * r * 2.6, 0.0)) * turn));
    }
    it
}

pub(super) fn magnets(dice: &mut Dice) -> Object {
    let mut it = Object::benign("magnets");
    let (r, t) = (dice.param(4.0, 16.0), dice.param(2.0, 9.0));
    let stacked = dice.chance(0.5);
    for i in 0..dice.int(3, 14) {
        let one = Mesh::cylinder(r, t);
        it.solid(
            Neodymium,
            if stacked {
                one.at(i as f32 * (t + 0.3), 0.0, 0.0)
            } else {
                one.facing().at((i % 5) as f32 * r * 2.2, (i / 5) as f32 * r * 2.2, 0.0)
            },
        );
    }
    it
}

pub(super) fn grater(dice: &mut Dice) -> Object {
    let mut it = Object::benign("grater");
    let (x, y) = (dice.param(150.0, 230.0), dice.param(60.0, 110.0));
    it.solid(StainlessSteel, block(x, y, 0.8));
    let rows = 12;
    for i in 0..rows * 6 {
        let at = ((i / 6) as f32 - rows as f32 * 0.5, (i % 6) as f32 - 2.5);
        it.cavity(
            StainlessSteel,
            Mesh::extrude(&regular_polygon(3.0, 6), 0.8).at(at.0 * x * 0.07, at.1 * y * 0.14, 0.0),
        );
    }
    it.solid(
        StainlessSteel,
        Mesh::sweep(
            &[
                Vec3::new(-x * 0.5, -y * 0.5, 0.0),
                Vec3::new(x * 0.8, -y * 0.3, 0.0),
                Vec3::new(x * 0.8, y * 0.3, 0.0),
                Vec3::new(-x * 0.5, y * 0.5, 0.0),
            ],
            2.5,
            6,
        ),
    );
    it
}

pub(super) fn statuette(dice: &mut Dice) -> Object {
    let mut it = Object::benign("statuette");
    let h = dice.param(90.0, 260.0);
    let material = *dice.pick(&[Bronze, Ceramic, Wood, Zamak, Concrete, Brass]);
    let mut profile = vec![(-h * 0.5, h * 0.2), (-h * 0.42, h * 0.2)];
    for i in 1..9 {
        profile.push((-h * 0.42 + h * 0.1 * i as f32, h * dice.uniform(0.05, 0.19)));
    }
    let outer = Mesh::lathe(&profile);
    let hollow = matches!(material, Bronze | Zamak | Brass | Ceramic);
    it.solid(material, outer);
    if hollow {
        let inner: Vec<_> = profile.iter().map(|&(x, r)| (x, (r - h * 0.025).max(0.5))).collect();
        it.cavity(material, Mesh::lathe(&inner));
    }
    let arm = [
        Vec3::new(h * 0.2, h * 0.1, 0.0),
        Vec3::new(h * 0.1, h * 0.25, 0.0),
        Vec3::new(h * dice.uniform(0.0, 0.4), h * 0.32, 0.0),
    ];
    it.solid(material, Mesh::sweep(&arm, h * 0.03, 8));
    it
}

pub(super) fn stapler(dice: &mut Dice) -> Object {
    let mut it = Object::benign("stapler");
    let length = dice.param(90.0, 160.0);
    let lift = dice.uniform(0.05, 0.2);
    it.solid(*dice.pick(&[Steel, Abs]), block(length, 4.0, 32.0).at(0.0, -10.0, 0.0));
    it.solid(Steel, block(length * 0.9, 1.2, 16.0).at(0.0, -4.0, 0.0));
    it.packed(Steel, 0.45, block(length * dice.uniform(0.3, 0.7), 6.0, 12.0).at(length * 0.1, 1.0, 0.0));
    it.solid(Steel, Mesh::spring(2.5, 0.4, length * 0.3, 9.0).at(-length * 0.25, 1.0, 0.0));
    it.solid(
        Abs,
        soft_plate(&[(-length * 0.48, -2.0), (length * 0.5, -2.0), (length * 0.5, 12.0), (-length * 0.48, 16.0)], 26.0)
            .turned(lift)
            .at(0.0, 12.0, 0.0),
    );
    it.packed(
        Abs,
        -0.75,
        soft_plate(&[(-length * 0.46, 0.0), (length * 0.48, 0.0), (length * 0.48, 10.0), (-length * 0.46, 14.0)], 22.0)
            .turned(lift)
            .at(0.0, 12.0, 0.0),
    );
    it.solid(Steel, disc(2.5, 32.0).at(-length * 0.44, 2.0, 0.0));
    it
}

pub(super) fn hole_punch(dice: &mut Dice) -> Object {
    let mut it = Object::benign("hole punch");
    let x = dice.param(90.0, 130.0);
    it.solid(Steel, soft_block(x, 60.0, 1.6, 4.0));
    for side in [-1.0, 1.0] {
        it.solid(Steel, block(22.0, 30.0, 24.0).at(side * x * 0.36, 4.0, 14.0));
        it.packed(Steel, -0.85, block(18.0, 26.0, 20.0).at(side * x * 0.36, 4.0, 14.0));
        it.solid(Steel, disc(3.2, 32.0).at(side * x * 0.36, 4.0, 14.0));
        it.solid(Steel, Mesh::spring(5.0, 0.8, 20.0, 5.0).facing().at(side * x * 0.36, 4.0, 14.0));
    }
    it.solid(
        *dice.pick(&[Steel, Abs]),
        soft_block(x * 1.02, 70.0, 3.0, 6.0)
            .transformed(&Affine3A::from_rotation_x(dice.uniform(0.1, 0.4)))
            .at(0.0, -10.0, 34.0),
    );
    it
}
