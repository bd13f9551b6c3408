//! Tools of the workbench: files, glue and staple guns, clamps of cast iron, machines with a handle.

use std::f32::consts::PI;

use glam::{Affine3A, Vec2, Vec3};

use super::kit::*;
use super::tools::{grip, turned};
use crate::{dice::Dice, mesh::Mesh, physics::material::Material::*, shapes::Object};

pub(super) fn file_tool(dice: &mut Dice) -> Object {
    let mut it = Object::benign("file");
    let (length, w) = (dice.param(120.0, 280.0), dice.param(8.0, 28.0));
    if dice.chance(0.3) {
        it.solid(Steel, Mesh::lathe(&[(-length * 0.5, w * 0.3), (length * 0.3, w * 0.25), (length * 0.5, w * 0.1)]));
    } else {
        it.solid(
            Steel,
            plate(
                &[
                    (-length * 0.5, -w * 0.5),
                    (length * 0.3, -w * 0.5),
                    (length * 0.5, -w * 0.3),
                    (length * 0.5, w * 0.3),
                    (length * 0.3, w * 0.5),
                    (-length * 0.5, w * 0.5),
                ],
                w * 0.25,
            ),
        );
    }
    it.solid(Steel, Mesh::lathe(&[(-length * 0.5 - 50.0, 1.0), (-length * 0.5, w * 0.2)]));
    it.solid(
        *dice.pick(&[Wood, Abs]),
        Mesh::lathe(&[(-length * 0.5 - 100.0, 12.0), (-length * 0.5 - 60.0, 14.0), (-length * 0.5 - 8.0, 8.0)]),
    );
    it
}

pub(super) fn chisel(dice: &mut Dice) -> Object {
    let mut it = Object::benign("chisel");
    let (length, w) = (dice.param(80.0, 160.0), dice.param(8.0, 34.0));
    it.solid(
        Steel,
        plate(
            &[
                (0.0, -4.0),
                (length * 0.2, -4.0),
                (length * 0.3, -w * 0.5),
                (length, -w * 0.5),
                (length, w * 0.5),
                (length * 0.3, w * 0.5),
                (length * 0.2, 4.0),
                (0.0, 4.0),
            ],
            5.0,
        ),
    );
    it.solid(
        *dice.pick(&[Wood, Acrylic, Abs]),
        Mesh::lathe(&[(-120.0, 13.0), (-100.0, 15.0), (-40.0, 13.0), (0.0, 9.0)]),
    );
    it.solid(Steel, Mesh::cylinder(3.0, 60.0).at(-25.0, 0.0, 0.0));
    it.solid(Steel, Mesh::tube(15.5, 14.0, 8.0).at(-112.0, 0.0, 0.0));
    it
}

pub(super) fn utility_knife(dice: &mut Dice) -> Object {
    let mut it = Object::benign("utility knife");
    let (length, h) = (dice.param(110.0, 175.0), dice.param(20.0, 36.0));
    let outline = [(-0.5, -0.5), (-0.5, 0.2), (-0.1, 0.5), (0.5, 0.25), (0.5, -0.2), (0.1, -0.3)]
        .map(|(u, v)| (u * length, v * h));
    casing(&mut it, *dice.pick(&[Zamak, Abs, Aluminium]), &outline, 18.0, 2.4);
    it.solid(
        Steel,
        plate(&[(0.0, -9.0), (60.0, -9.0), (46.0, 9.0), (14.0, 9.0)], 0.7).at(length * 0.5 - 34.0, 0.0, 0.0),
    );
    for i in 0..dice.int(0, 4) {
        it.solid(
            Steel,
            plate(&[(0.0, -9.0), (60.0, -9.0), (46.0, 9.0), (14.0, 9.0)], 0.7).at(-length * 0.4, 0.0, i as f32 - 3.0),
        );
    }
    it.solid(Steel, screw(2.5, 16.0).facing().at(-length * 0.05, 0.0, 0.0));
    it.solid(Steel, Mesh::spring(2.5, 0.4, 16.0, 6.0).at(length * 0.1, 3.0, 0.0));
    it.solid(Zamak, block(30.0, 8.0, 8.0).at(length * 0.12, h * 0.2, 0.0));
    it
}

pub(super) fn glue_gun(dice: &mut Dice) -> Object {
    let mut it = Object::benign("glue gun");
    let (length, h) = (dice.param(110.0, 180.0), dice.param(30.0, 45.0));
    let outline = [(-0.5, -0.4), (-0.5, 0.45), (0.1, 0.5), (0.5, 0.25), (0.5, -0.25), (0.2, -0.45)]
        .map(|(u, v)| (u * length, v * h));
    casing(&mut it, Abs, &outline, 28.0, 2.0);
    it.solid(Aluminium, Mesh::tube(h * 0.3, h * 0.17, length * 0.32).at(length * 0.2, 0.0, 0.0));
    it.packed(Ceramic, 0.8, block(length * 0.25, 6.0, 14.0).at(length * 0.2, -h * 0.3, 0.0));
    it.solid(Brass, Mesh::lathe(&[(0.0, h * 0.25), (10.0, h * 0.2), (22.0, 2.5)]).at(length * 0.48, 0.0, 0.0));
    it.solid(Silicone, Mesh::tube(h * 0.34, h * 0.26, 16.0).at(length * 0.45, 0.0, 0.0));
    it.solid(Polyethylene, Mesh::cylinder(5.6, length * dice.uniform(0.5, 1.0)).at(-length * 0.4, 0.0, 0.0));
    it.solid(Steel, Mesh::spring(4.0, 0.5, 28.0, 7.0).at(-length * 0.15, -h * 0.3, 0.0));
    grip(&mut it, Abs, -length * 0.25, dice.param(80.0, 105.0), 30.0, dice.uniform(-0.4, -0.1), 26.0);
    it.solid(
        Abs,
        soft_plate(&[(0.0, 0.0), (14.0, -4.0), (8.0, -44.0), (-2.0, -42.0)], 12.0).at(-length * 0.05, -h * 0.4, 0.0),
    );
    let path = bends(dice, Vec2::new(120.0, 50.0));
    it.add_at(cable(&path, 2.6), -length * 0.5, -100.0, 0.0);
    it
}

pub(super) fn caulking_gun(dice: &mut Dice) -> Object {
    let mut it = Object::benign("caulking gun");
    let (length, r) = (dice.param(200.0, 260.0), dice.param(22.0, 28.0));
    if dice.chance(0.5) {
        it.packed(Steel, 1.0, Mesh::tube(r + 1.2, r, length));
    } else {
        for (y, z) in [(-r, 0.0), (r, 0.0), (0.0, -r)] {
            it.solid(Steel, Mesh::cylinder(2.6, length).at(0.0, y, z));
        }
        it.solid(Steel, Mesh::tube(r + 1.5, r * 0.5, 2.0).at(length * 0.5, 0.0, 0.0));
    }
    it.solid(Steel, Mesh::cylinder(3.5, length * 1.2).at(-length * dice.uniform(0.3, 0.7), 0.0, 0.0));
    it.solid(Steel, Mesh::cylinder(r * 0.9, 2.0).at(-length * 0.4, 0.0, 0.0));
    if dice.chance(0.5) {
        it.packed(Silicone, 0.95, Mesh::cylinder(r * 0.92, length * 0.85));
        it.solid(Polyethylene, Mesh::tube(r * 0.97, r * 0.92, length * 0.86));
        it.solid(
            Polyethylene,
            Mesh::lathe_ring(&[(0.0, 4.0), (0.0, 5.5), (80.0, 2.5), (80.0, 1.5)]).at(length * 0.45, 0.0, 0.0),
        );
    }
    let back = -length * 0.5;
    it.solid(
        *dice.pick(&[Zamak, Aluminium, Abs]),
        plate(&[(0.0, -r), (0.0, r), (-26.0, r * 0.8), (-30.0, -8.0)], 20.0).at(back, 0.0, 0.0),
    );
    for (lean, x) in [(-0.1, -22.0), (0.3, -2.0)] {
        it.solid(Steel, Mesh::tube(8.0, 7.0, 110.0).upright().at(0.0, -60.0, 0.0).turned(lean).at(back + x, 0.0, 0.0));
    }
    it.solid(Steel, Mesh::spring(6.0, 0.8, 24.0, 5.0).at(back - 16.0, 0.0, 0.0));
    it
}

pub(super) fn staple_gun(dice: &mut Dice) -> Object {
    let mut it = Object::benign("staple gun");
    let (length, h) = (dice.param(130.0, 180.0), dice.param(70.0, 100.0));
    let outline = [
        (0.5, -0.5),
        (0.5, 0.2),
        (0.3, 0.4),
        (-0.5, 0.5),
        (-0.5, 0.22),
        (0.1, 0.1),
        (0.12, -0.2),
        (-0.3, -0.25),
        (-0.3, -0.5),
    ]
    .map(|(u, v)| (u * length, v * h));
    it.solid(Steel, plate(&outline, 24.0));
    it.cavity(Steel, Mesh::extrude(&inset(&points(&outline), 1.3), 21.4));
    it.solid(Steel, Mesh::spring(8.0, 1.6, h * 0.4, 6.0).upright().at(length * 0.36, h * 0.0, 0.0));
    it.solid(Steel, block(5.0, h * 0.7, 14.0).at(length * 0.46, -h * 0.1, 0.0));
    it.solid(Steel, bar((length * 0.34, h * 0.3), (-length * 0.55, h * dice.uniform(0.5, 0.85)), 12.0, 16.0));
    it.packed(Steel, -0.75, bar((length * 0.3, h * 0.3), (-length * 0.55, h * 0.66), 9.0, 13.0));
    it.packed(Steel, 0.5, block(length * dice.uniform(0.2, 0.5), 8.0, 10.0).at(length * 0.1, -h * 0.42, 0.0));
    it.solid(Steel, Mesh::spring(2.5, 0.4, length * 0.3, 8.0).at(-length * 0.1, -h * 0.4, 0.0));
    it
}

pub(super) fn soldering_iron(dice: &mut Dice) -> Object {
    let mut it = Object::benign("soldering iron");
    let grip = dice.param(95.0, 140.0);
    it.solid(Abs, Mesh::lathe_ring(&[(-grip, 6.0), (-grip, 9.0), (0.0, 13.0), (0.0, 8.0)]));
    it.solid(StainlessSteel, Mesh::tube(5.0, 4.3, 75.0).at(36.0, 0.0, 0.0));
    it.packed(Nickel, 0.3, Mesh::cylinder(4.0, 40.0).at(46.0, 0.0, 0.0));
    it.solid(Copper, Mesh::lathe(&[(70.0, 3.0), (96.0, 3.0), (112.0, 0.5)]));
    let path = loops(dice, Vec2::new(110.0, 70.0), 4, 2.2);
    it.add_at(cable(&path, 2.2), -grip, 40.0, 0.0);
    it
}

pub(super) fn vice(dice: &mut Dice) -> Object {
    let mut it = Object::benign("vice");
    let (x, y, z) = (dice.param(70.0, 140.0), dice.param(30.0, 55.0), dice.param(40.0, 70.0));
    it.solid(
        CastIron,
        plate(
            &[(-x * 0.5, -y), (x * 0.1, -y), (x * 0.1, y), (-x * 0.2, y), (-x * 0.25, -y * 0.3), (-x * 0.5, -y * 0.3)],
            z,
        ),
    );
    it.packed(CastIron, -0.6, block(x * 0.3, y * 1.2, z * 0.7).at(-x * 0.05, -y * 0.2, 0.0));
    let gap = dice.uniform(0.05, 0.4) * x;
    it.solid(
        CastIron,
        plate(&[(0.0, -y * 0.6), (x * 0.25, -y * 0.6), (x * 0.3, y * 0.5), (x * 0.1, y), (0.0, y)], z).at(
            x * 0.1 + gap,
            0.0,
            0.0,
        ),
    );
    it.solid(Steel, Mesh::cylinder(7.0, x * 1.2).at(x * 0.3, -y * 0.2, 0.0));
    it.solid(Steel, Mesh::cylinder(4.0, y * 2.2).upright().at(x * 0.9, -y * 0.2, 0.0));
    it
}

pub(super) fn spirit_level(dice: &mut Dice) -> Object {
    let mut it = Object::benign("spirit level");
    let (x, y) = (dice.param(180.0, 420.0), dice.param(28.0, 60.0));
    it.solid(Aluminium, block(x, y, 22.0));
    it.cavity(Aluminium, block(x, y - 4.0, 19.0));
    for at in [-0.4, 0.0, 0.4] {
        it.solid(Acrylic, disc(y * 0.3, 16.0).at(at * x, 0.0, 0.0));
        it.cavity(Acrylic, Mesh::cylinder(5.0, 30.0_f32.min(y * 0.5)).at(at * x, 0.0, 0.0));
        it.solid(Ethanol, Mesh::cylinder(5.0, 24.0_f32.min(y * 0.4)).at(at * x - 2.0, 0.0, 0.0));
    }
    it
}

pub(super) fn secateurs(dice: &mut Dice) -> Object {
    let mut it = Object::benign("secateurs");
    let length = dice.param(160.0, 230.0);
    let w = length * 0.07;
    let open = dice.uniform(0.03, 0.2);
    for side in [-1.0, 1.0] {
        let mut half = Object::benign("half");
        half.solid(
            Steel,
            soft_plate(
                &[
                    (-w, -side * w),
                    (w * 2.0, -side * w * 0.4),
                    (length * 0.32, side * w * 0.2),
                    (length * 0.2, side * w * 1.5),
                    (0.0, side * w * 1.1),
                ],
                3.5,
            )
            .at(0.0, 0.0, side * 2.0),
        );
        let path = [
            Vec3::ZERO,
            Vec3::new(-length * 0.2, -side * w * 1.4, 0.0),
            Vec3::new(-length * 0.45, -side * w * 1.7, 0.0),
            Vec3::new(-length * 0.66, -side * w, 0.0),
        ];
        half.solid(*dice.pick(&[Aluminium, Steel]), Mesh::sweep(&path, 4.5, 6));
        half.solid(Pvc, Mesh::sweep(&path[1..], 8.0, 8));
        it.add(turned(half, side * open), &Affine3A::IDENTITY);
    }
    it.solid(Steel, disc(w * 0.6, 14.0));
    it.solid(Steel, Mesh::spring(6.0, 0.9, w * 2.2, 5.0).upright().at(-length * 0.14, 0.0, 0.0));
    it
}

pub(super) fn angle_grinder(dice: &mut Dice) -> Object {
    let mut it = Object::benign("angle grinder");
    let (length, r) = (dice.param(190.0, 270.0), dice.param(27.0, 36.0));
    vessel(
        &mut it,
        GlassNylon,
        &[(-length * 0.5, r * 0.8), (-length * 0.1, r * 0.75), (0.1 * length, r), (length * 0.35, r)],
        2.6,
    );
    it.add_at(motor(dice, r * 0.72, length * 0.36), length * 0.12, 0.0, 0.0);
    it.solid(Magnesium, soft_block(length * 0.22, r * 1.7, r * 1.6, 8.0).at(length * 0.45, 0.0, 0.0));
    it.packed(Magnesium, -0.8, soft_block(length * 0.18, r * 1.3, r * 1.3, 8.0).at(length * 0.45, 0.0, 0.0));
    it.solid(Steel, Mesh::extrude(&toothed(r * 0.55, 2.5, 24), 8.0).at(length * 0.46, 0.0, 4.0));
    it.solid(Steel, disc(6.0, r * 2.0).at(length * 0.46, 0.0, 8.0));
    let wheel = dice.uniform(50.0, 62.0);
    if dice.chance(0.6) {
        it.packed(Ceramic, 0.6, ring(wheel, 11.0, 3.0).at(length * 0.46, 0.0, r * 1.3));
    }
    it.solid(
        Steel,
        plate(
            &[
                (0.0, -wheel),
                (wheel * 0.5, -wheel * 0.85),
                (wheel * 0.9, 0.0),
                (wheel * 0.5, wheel * 0.85),
                (0.0, wheel),
            ],
            1.4,
        )
        .at(length * 0.46, 0.0, r),
    );
    it.add_at(board(dice, 60.0, 18.0), -length * 0.3, 0.0, 0.0);
    it
}

pub(super) fn jigsaw(dice: &mut Dice) -> Object {
    let mut it = Object::benign("jigsaw");
    let (x, y) = (dice.param(170.0, 220.0), dice.param(100.0, 140.0));
    let outline = [
        (0.5, -0.1),
        (0.5, 0.35),
        (0.2, 0.5),
        (-0.5, 0.5),
        (-0.5, 0.25),
        (0.0, 0.2),
        (0.0, 0.05),
        (-0.5, 0.0),
        (-0.5, -0.25),
        (0.4, -0.25),
    ]
    .map(|(u, v)| (u * x, v * y));
    casing(&mut it, GlassNylon, &outline, 58.0, 2.6);
    it.add_at(motor(dice, y * 0.17, x * 0.42), -x * 0.08, -y * 0.12, 0.0);
    it.solid(Steel, Mesh::extrude(&toothed(y * 0.15, 2.0, 24), 6.0).at(x * 0.26, -y * 0.08, 0.0));
    it.solid(Steel, block(8.0, y * 0.6, 8.0).at(x * 0.4, -y * 0.05, 0.0));
    it.solid(Steel, block(6.0, 70.0, 1.4).at(x * 0.4, -y * 0.5, 0.0));
    it.solid(Steel, block(x * 0.9, 3.0, 66.0).at(0.0, -y * 0.34, 0.0));
    it
}

pub(super) fn calliper(dice: &mut Dice) -> Object {
    let mut it = Object::benign("calliper");
    let length = dice.param(150.0, 260.0);
    let metal = *dice.pick(&[StainlessSteel, CarbonFibre]);
    it.solid(metal, block(length, 15.0, 3.4));
    let slide = dice.uniform(-0.3, 0.2) * length;
    for (x, flip) in [(-length * 0.5, 1.0), (slide, -1.0)] {
        it.solid(
            metal,
            plate(&[(0.0, 8.0), (flip * 14.0, 8.0), (flip * 8.0, -40.0), (0.0, -44.0)], 3.4).at(
                x - flip * 14.0,
                0.0,
                0.0,
            ),
        );
        it.solid(metal, plate(&[(0.0, 8.0), (flip * 10.0, 8.0), (flip * 1.0, 24.0)], 3.0).at(x, 0.0, 0.0));
    }
    it.solid(Abs, block(56.0, 32.0, 9.0).at(slide + 34.0, 0.0, 3.0));
    it.add_at(board(dice, 46.0, 22.0), slide + 34.0, 0.0, 2.0);
    it.solid(Steel, disc(5.5, 3.0).at(slide + 46.0, 6.0, 4.0));
    it
}

pub(super) fn trowel(dice: &mut Dice) -> Object {
    let mut it = Object::benign("trowel");
    let length = dice.param(90.0, 180.0);
    let w = length * dice.uniform(0.4, 0.7);
    it.solid(
        Steel,
        soft_plate(
            &[(0.0, -w * 0.5), (length * 0.6, -w * 0.45), (length, 0.0), (length * 0.6, w * 0.45), (0.0, w * 0.5)],
            1.4,
        ),
    );
    it.solid(
        Steel,
        Mesh::sweep(&[Vec3::new(10.0, 0.0, 0.0), Vec3::new(-20.0, 0.0, 18.0), Vec3::new(-70.0, 0.0, 20.0)], 4.5, 8),
    );
    it.solid(Wood, Mesh::lathe(&[(-60.0, 11.0), (-20.0, 14.0), (60.0, 10.0)]).at(-95.0, 0.0, 20.0));
    it
}

pub(super) fn axe(dice: &mut Dice) -> Object {
    let mut it = Object::benign("hatchet");
    let length = dice.param(260.0, 380.0);
    let head = dice.param(90.0, 140.0);
    it.solid(
        Steel,
        soft_plate(
            &[(-18.0, 22.0), (18.0, 22.0), (26.0, -head * 0.6), (44.0, -head), (-44.0, -head), (-26.0, -head * 0.5)],
            20.0,
        )
        .at(length * 0.45, 0.0, 0.0),
    );
    it.packed(Steel, -0.5, block(90.0, head * 0.6, 20.0).at(length * 0.45, -head * 0.7, 0.0));
    it.cavity(Steel, block(28.0, 12.0, 20.0).at(length * 0.45, 0.0, 0.0));
    it.solid(Wood, Mesh::lathe(&[(-length * 0.5, 16.0), (-length * 0.3, 13.0), (length * 0.5, 12.0)]));
    it
}

pub(super) fn crowbar(dice: &mut Dice) -> Object {
    let mut it = Object::benign("crowbar");
    let (length, r) = (dice.param(180.0, 420.0), dice.param(5.0, 10.0));
    let hook = length * 0.12;
    let path: Vec<Vec3> = [
        (-0.5 * length, 0.0),
        (0.3 * length, 0.0),
        (0.42 * length, hook * 0.15),
        (0.5 * length, hook * 0.7),
        (0.46 * length, hook * 1.3),
        (0.38 * length, hook * 1.2),
    ]
    .iter()
    .map(|&(x, y)| Vec3::new(x, y, 0.0))
    .collect();
    it.solid(Steel, Mesh::sweep(&path, r, 8));
    it.solid(
        Steel,
        plate(&[(-40.0, -r * 1.6), (0.0, -r), (0.0, r), (-40.0, r * 1.6)], r * 0.8).at(-length * 0.5, 0.0, 0.0),
    );
    it
}

pub(super) fn spray_gun(dice: &mut Dice) -> Object {
    let mut it = Object::benign("spray gun");
    let length = dice.param(120.0, 170.0);
    let metal = *dice.pick(&[Aluminium, Zamak, Brass]);
    it.solid(
        metal,
        soft_plate(&[(-length * 0.5, -14.0), (-length * 0.5, 12.0), (length * 0.4, 14.0), (length * 0.4, -14.0)], 24.0),
    );
    it.cavity(metal, Mesh::cylinder(5.0, length * 0.8));
    it.solid(Steel, Mesh::cylinder(1.6, length * 0.85));
    it.solid(Steel, Mesh::spring(3.8, 0.6, length * 0.3, 8.0).at(-length * 0.25, 0.0, 0.0));
    it.solid(
        Brass,
        Mesh::lathe_ring(&[(0.0, 4.0), (0.0, 14.0), (14.0, 12.0), (20.0, 4.0)]).at(length * 0.42, 0.0, 0.0),
    );
    it.solid(
        metal,
        soft_plate(&[(0.0, 0.0), (28.0, 0.0), (22.0, -100.0), (-2.0, -100.0)], 22.0)
            .turned(dice.uniform(-0.3, -0.1))
            .at(-length * 0.45, -8.0, 0.0),
    );
    it.packed(
        metal,
        -0.8,
        Mesh::cylinder(5.0, 96.0).upright().at(14.0, -50.0, 0.0).turned(-0.2).at(-length * 0.45, -8.0, 0.0),
    );
    it.solid(
        Steel,
        Mesh::sweep(&[Vec3::new(8.0, -12.0, 0.0), Vec3::new(0.0, -40.0, 0.0), Vec3::new(6.0, -72.0, 0.0)], 3.5, 6),
    );
    if dice.chance(0.6) {
        let r = dice.uniform(35.0, 50.0);
        let mut cup = Object::benign("cup");
        vessel(&mut cup, *dice.pick(&[Polypropylene, Aluminium]), &[(-45.0, r), (45.0, r)], 1.5);
        cup.transform(&Affine3A::from_rotation_z(PI * 0.5));
        it.add_at(cup, length * 0.15, 70.0, 0.0);
    }
    it
}
