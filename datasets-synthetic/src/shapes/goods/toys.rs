//! Toys, among them toy guns of polymer with their few metal parts.

use std::f32::consts::{PI, TAU};

use glam::{Affine3A, Vec2, Vec3};

use super::kit::*;
use crate::{dice::Dice, mesh::Mesh, physics::material::Material::*, shapes::Object};

pub(super) const FAMILIES: &[(f32, Maker)] = &[
    (1.2, toy_car),
    (2.0, toy_gun),
    (1.0, water_pistol),
    (1.0, bricks),
    (0.9, train),
    (0.8, doll),
    (0.6, ball),
    (0.8, puzzle_box),
    (0.6, robot),
    (0.5, yo_yos),
    (0.5, wind_up_toy),
    (0.5, board_game),
];

pub(super) fn toy_car(dice: &mut Dice) -> Object {
    let mut it = Object::benign("toy car");
    let (x, y) = (dice.param(60.0, 260.0), dice.param(0.28, 0.4));
    let (h, z) = (x * y, x * dice.uniform(0.36, 0.46));
    let cast = x < 110.0 && dice.chance(0.6);
    let body = if cast { Zamak } else { Abs };
    let outline =
        [(-0.5, -0.3), (-0.5, 0.1), (-0.28, 0.15), (-0.16, 0.5), (0.16, 0.5), (0.3, 0.1), (0.5, 0.0), (0.5, -0.3)]
            .map(|(u, v)| (u * x, v * h));
    casing(&mut it, body, &outline, z, if cast { 1.3 } else { 2.0 });
    for wheel in [-0.3, 0.3] {
        it.solid(Steel, disc(x * 0.012 + 0.4, z * 1.05).at(wheel * x, -h * 0.32, 0.0));
        for side in [-1.0, 1.0] {
            it.solid(
                *dice.pick(&[Abs, Rubber]),
                ring(h * 0.26, h * 0.1, z * 0.14).at(wheel * x, -h * 0.32, side * z * 0.46),
            );
        }
    }
    if x > 110.0 {
        it.add(
            motor(dice, 10.0, 26.0),
            &(Affine3A::from_translation(Vec3::new(-x * 0.3, -h * 0.1, 0.0)) * Affine3A::from_rotation_y(1.57)),
        );
        it.add_at(cell_row(dice, 7.1, 49.0, 3), 0.0, 0.0, 0.0);
        it.add_at(board(dice, x * 0.25, z * 0.6), x * 0.22, -h * 0.1, 0.0);
        it.solid(Steel, Mesh::spring(4.0, 0.8, h * 0.35, 5.0).upright().at(x * 0.3, -h * 0.1, z * 0.3));
    } else {
        it.solid(Steel, block(x * 0.8, 1.2, z * 0.8).at(0.0, -h * 0.28, 0.0));
    }
    it
}

/// A toy gun: a thin shell of polymer; inside a spring, a piston or sound box, cells and screws.
pub(super) fn toy_gun(dice: &mut Dice) -> Object {
    let mut it = Object::benign("toy gun");
    let (length, h) = (dice.param(120.0, 290.0), dice.param(26.0, 55.0));
    let depth = h * dice.uniform(0.55, 0.95);
    let wall = dice.uniform(1.6, 2.6);
    let nose = dice.uniform(0.3, 1.0);
    casing(
        &mut it,
        Abs,
        &[
            (-length * 0.5, -h * 0.5),
            (-length * 0.5, h * 0.4),
            (-length * 0.3, h * 0.5),
            (0.1 * length, h * 0.5),
            (length * 0.5, h * 0.5 * nose),
            (length * 0.5, 0.0),
            (0.1 * length, -h * 0.5),
        ],
        depth,
        wall,
    );
    let (grip, w) = (dice.param(60.0, 105.0), h * dice.uniform(0.7, 1.1));
    let lean = dice.uniform(-0.45, -0.05);
    let mut handle = Object::benign("handle");
    casing(&mut handle, Abs, &[(-w * 0.5, 0.0), (w * 0.5, 0.0), (w * 0.45, -grip), (-w * 0.5, -grip)], depth, wall);
    let electric = dice.chance(0.55);
    if electric {
        let mut cells = cell_row(dice, 7.1, 49.0, 2);
        cells.transform(&Affine3A::from_rotation_z(PI * 0.5));
        handle.add_at(cells, 0.0, -grip * 0.6, 0.0);
        it.add_at(board(dice, length * 0.25, h * 0.5), 0.0, 0.0, 0.0);
        it.add_at(loudspeaker(dice, h * 0.3), -length * 0.25, 0.0, depth * 0.2);
        if dice.chance(0.5) {
            it.add_at(motor(dice, h * 0.22, h * 0.7), length * 0.2, 0.0, 0.0);
        }
    } else {
        it.solid(Acetal, Mesh::tube(h * 0.26, h * 0.22, length * 0.4).at(-length * 0.1, h * 0.1, 0.0));
        it.solid(Steel, Mesh::spring(h * 0.18, 0.7, length * 0.35, 12.0).at(-length * 0.15, h * 0.1, 0.0));
        it.solid(Acetal, Mesh::cylinder(h * 0.2, length * 0.12).at(length * 0.08, h * 0.1, 0.0));
        if dice.chance(0.4) {
            handle.solid(Zamak, block(w * 0.4, grip * 0.6, depth * 0.3).at(0.0, -grip * 0.5, 0.0));
        }
    }
    handle.solid(Steel, screw(1.3, depth * 0.7).facing().at(0.0, -grip * 0.85, 0.0));
    it.add(
        handle,
        &(Affine3A::from_translation(Vec3::new(-length * dice.uniform(0.22, 0.38), -h * 0.4, 0.0))
            * Affine3A::from_rotation_z(lean)),
    );
    // Trigger, guard, return spring, screws through the halves of the shell.
    let tx = -length * 0.12;
    it.solid(
        Abs,
        soft_plate(&[(0.0, 0.0), (8.0, 0.0), (5.0, -h * 0.45), (-3.0, -h * 0.45)], depth * 0.3).at(tx, -h * 0.45, 0.0),
    );
    it.solid(
        Abs,
        Mesh::sweep(
            &[Vec3::new(tx + 30.0, -h * 0.4, 0.0), Vec3::new(tx + 26.0, -h * 0.95, 0.0), Vec3::new(tx - 12.0, -h, 0.0)],
            3.2,
            6,
        ),
    );
    it.solid(Steel, Mesh::spring(2.4, 0.4, 14.0, 6.0).at(tx - 6.0, -h * 0.35, 0.0));
    for i in 0..dice.int(3, 6) {
        let at = (length * (0.18 * i as f32 - 0.42), h * if i % 2 == 0 { 0.34 } else { -0.22 });
        it.solid(Abs, ring(3.4, 1.4, depth * 0.8).at(at.0, at.1, 0.0));
        it.solid(Steel, screw(1.3, 9.0).facing().at(at.0, at.1, depth * 0.2));
    }
    if dice.chance(0.6) {
        it.solid(Abs, Mesh::tube(h * 0.2, h * 0.14, length * 0.45).at(length * 0.42, h * 0.15, 0.0));
    }
    it
}

pub(super) fn water_pistol(dice: &mut Dice) -> Object {
    let mut it = Object::benign("water pistol");
    let (length, r) = (dice.param(130.0, 300.0), dice.param(14.0, 30.0));
    vessel(
        &mut it,
        Polypropylene,
        &[(-length * 0.5, r * 0.7), (-length * 0.3, r), (length * 0.2, r), (length * 0.5, r * 0.3)],
        1.6,
    );
    if dice.chance(0.4) {
        vessel(&mut it, Polypropylene, &[(-length * 0.2, r), (length * 0.1, r * 1.2), (length * 0.25, r * 0.4)], 1.6);
    }
    let grip = dice.param(60.0, 95.0);
    let mut handle = Object::benign("handle");
    casing(
        &mut handle,
        Polypropylene,
        &[(-r * 0.6, 0.0), (r * 0.6, 0.0), (r * 0.5, -grip), (-r * 0.7, -grip)],
        r * 1.1,
        1.6,
    );
    it.add(
        handle,
        &(Affine3A::from_translation(Vec3::new(-length * 0.3, -r * 0.8, 0.0))
            * Affine3A::from_rotation_z(dice.uniform(-0.4, 0.0))),
    );
    it.solid(Polyethylene, Mesh::tube(r * 0.3, r * 0.2, length * 0.4).at(length * 0.1, 0.0, 0.0));
    it.solid(Steel, Mesh::spring(r * 0.25, 0.6, length * 0.14, 7.0).at(-length * 0.1, -r * 0.3, 0.0));
    it.solid(Steel, Mesh::ellipsoid(Vec3::splat(2.4)).at(0.0, -r * 0.3, 0.0));
    it.solid(
        Polypropylene,
        soft_plate(&[(0.0, 0.0), (10.0, 0.0), (6.0, -24.0), (-2.0, -24.0)], 9.0).at(-length * 0.12, -r, 0.0),
    );
    it
}

fn bricks(dice: &mut Dice) -> Object {
    let mut it = Object::benign("toy bricks");
    let unit = dice.param(8.0, 18.0);
    let material = *dice.pick(&[Abs, Abs, Wood]);
    for _ in 0..dice.int(8, 26) {
        let (a, b) = (dice.int(1, 4) as f32, dice.int(1, 2) as f32);
        let place = Affine3A::from_translation(Vec3::new(
            dice.normal() * unit * 4.0,
            dice.normal() * unit * 3.0,
            dice.normal() * unit,
        )) * Affine3A::from_rotation_z(dice.uniform(0.0, TAU))
            * Affine3A::from_rotation_x(dice.normal() * 0.5);
        it.solid(material, block(a * unit, b * unit, unit * 1.2).transformed(&place));
        if material == Abs {
            it.cavity(material, block(a * unit - 3.0, b * unit - 3.0, unit).at(0.0, 0.0, -2.0).transformed(&place));
        }
    }
    it
}

fn train(dice: &mut Dice) -> Object {
    let mut it = Object::benign("model train");
    let (x, y) = (dice.param(90.0, 260.0), dice.param(30.0, 50.0));
    shell(&mut it, *dice.pick(&[Abs, Zamak]), Vec3::new(x, y, y * 0.8), 3.0, 1.3);
    it.solid(Zamak, block(x * 0.9, y * 0.14, y * 0.5).at(0.0, -y * 0.4, 0.0));
    it.add_at(motor(dice, y * 0.25, x * 0.22), 0.0, 0.0, 0.0);
    for i in 0..4 {
        let at = (i as f32 - 1.5) * x * 0.24;
        it.solid(Steel, disc(1.3, y * 0.8).at(at, -y * 0.55, 0.0));
        for side in [-1.0, 1.0] {
            it.solid(Brass, ring(y * 0.2, y * 0.12, 3.0).at(at, -y * 0.55, side * y * 0.34));
        }
    }
    it.add_at(board(dice, x * 0.5, y * 0.3), -x * 0.1, y * 0.3, 0.0);
    if dice.chance(0.5) {
        for side in [-1.0, 1.0] {
            it.solid(Nickel, block(x * 1.2, 3.0, 2.4).at(0.0, -y * 1.2 + side * 8.0, 0.0));
        }
        for i in 0..14 {
            it.solid(Abs, block(4.0, 30.0, 2.0).at((i as f32 - 6.5) * x * 0.085, -y * 1.2, -2.0));
        }
    }
    it
}

fn doll(dice: &mut Dice) -> Object {
    let mut it = Object::benign("doll");
    let h = dice.param(120.0, 330.0);
    let stuffed = dice.chance(0.5);
    let material = if stuffed { Polyester } else { Pvc };
    let fill = if stuffed { 0.25 } else { 0.3 };
    let half = |a: f32, b: f32, c: f32| Vec3::new(a, b, c) * h;
    it.packed(material, fill, Mesh::ellipsoid(half(0.13, 0.12, 0.12)).at(0.0, h * 0.38, 0.0));
    it.packed(material, fill, Mesh::ellipsoid(half(0.15, 0.2, 0.11)).at(0.0, h * 0.1, 0.0));
    for side in [-1.0, 1.0] {
        it.packed(
            material,
            fill,
            Mesh::ellipsoid(half(0.05, 0.2, 0.05)).turned(side * dice.uniform(0.2, 1.2)).at(
                side * h * 0.2,
                h * 0.14,
                0.0,
            ),
        );
        it.packed(
            material,
            fill,
            Mesh::ellipsoid(half(0.065, 0.24, 0.065)).turned(side * dice.uniform(0.0, 0.4)).at(
                side * h * 0.09,
                -h * 0.26,
                0.0,
            ),
        );
        it.solid(Glass, Mesh::ellipsoid(Vec3::splat(h * 0.012 + 1.0)).at(side * h * 0.05, h * 0.4, h * 0.1));
    }
    if dice.chance(0.4) {
        shell(&mut it, Abs, Vec3::new(46.0, 40.0, 22.0), 5.0, 1.6);
        it.add_at(cell_row(dice, 5.7, 5.0, 3), 0.0, 8.0, 0.0);
        it.add_at(loudspeaker(dice, 14.0), 0.0, -6.0, 0.0);
    } else if !stuffed {
        it.solid(
            Steel,
            Mesh::sweep(
                &[Vec3::new(0.0, h * 0.3, 0.0), Vec3::new(0.0, -h * 0.05, 0.0), Vec3::new(h * 0.08, -h * 0.4, 0.0)],
                1.0,
                5,
            ),
        );
    }
    it
}

fn ball(dice: &mut Dice) -> Object {
    let mut it = Object::benign("balls");
    let r = dice.param(11.0, 70.0);
    let material = *dice.pick(&[Rubber, Pvc, Leather, Polystyrene]);
    let wall = (r * dice.uniform(0.05, 0.3)).max(1.0);
    for i in 0..if r < 35.0 { dice.int(1, 6) } else { 1 } {
        let at = ((i % 3) as f32 * r * 2.05, (i / 3) as f32 * r * 2.05);
        it.solid(material, Mesh::ellipsoid(Vec3::splat(r)).at(at.0, at.1, 0.0));
        it.cavity(material, Mesh::ellipsoid(Vec3::splat(r - wall)).at(at.0, at.1, 0.0));
    }
    it
}

fn puzzle_box(dice: &mut Dice) -> Object {
    let mut it = Object::benign("puzzle");
    let (x, y) = (dice.param(110.0, 320.0), dice.param(90.0, 230.0));
    shell(&mut it, Cardboard, Vec3::new(x, y, 45.0), 1.0, 1.6);
    for _ in 0..dice.int(40, 90) {
        let place = Affine3A::from_translation(Vec3::new(
            dice.uniform(-0.42, 0.42) * x,
            dice.uniform(-0.42, 0.42) * y,
            dice.uniform(-18.0, 4.0),
        )) * Affine3A::from_rotation_z(dice.uniform(0.0, TAU))
            * Affine3A::from_rotation_x(dice.normal() * 0.7);
        it.solid(Cardboard, block(19.0, 16.0, 2.2).transformed(&place));
    }
    it
}

fn robot(dice: &mut Dice) -> Object {
    let mut it = Object::benign("toy robot");
    let h = dice.param(110.0, 260.0);
    shell(&mut it, Abs, Vec3::new(h * 0.36, h * 0.4, h * 0.24), h * 0.04, 2.0);
    let mut head = Object::benign("head");
    shell(&mut head, Abs, Vec3::new(h * 0.22, h * 0.18, h * 0.2), h * 0.05, 2.0);
    it.add_at(head, 0.0, h * 0.32, 0.0);
    it.add_at(board(dice, h * 0.25, h * 0.22), 0.0, h * 0.06, 0.0);
    it.add_at(cell_row(dice, 7.1, 49.0, 2), 0.0, -h * 0.1, 0.0);
    for side in [-1.0, 1.0] {
        for (x, y, lean, length) in [(0.24, 0.06, 0.4, 0.34), (0.1, -0.36, 0.05, 0.36)] {
            let mut limb = Object::benign("limb");
            shell(&mut limb, Abs, Vec3::new(h * 0.11, h * length, h * 0.12), h * 0.03, 1.8);
            if dice.chance(0.6) {
                limb.add_at(motor(dice, h * 0.035, h * 0.08), 0.0, h * 0.1, 0.0);
            }
            limb.solid(Steel, screw(1.3, 10.0).facing().at(0.0, h * length * 0.4, 0.0));
            it.add(
                limb,
                &(Affine3A::from_translation(Vec3::new(side * x * h, y * h, 0.0))
                    * Affine3A::from_rotation_z(side * lean)),
            );
        }
    }
    it
}

fn yo_yos(dice: &mut Dice) -> Object {
    let mut it = Object::benign("spinning toys");
    let r = dice.param(20.0, 34.0);
    for i in 0..dice.int(1, 3) {
        let x = i as f32 * r * 2.3;
        it.solid(*dice.pick(&[Wood, Aluminium, Abs]), disc(r, 14.0).at(x, 0.0, 10.0));
        it.solid(Abs, disc(r, 14.0).at(x, 0.0, -10.0));
        it.solid(Steel, disc(3.0, 30.0).at(x, 0.0, 0.0));
        it.packed(Cotton, 1.0, ring(r * 0.6, 3.0, 4.0).at(x, 0.0, 0.0));
        it.add_at(bearing(8.0, 3.5, 5.0), x, 0.0, 0.0);
    }
    it
}

fn wind_up_toy(dice: &mut Dice) -> Object {
    let mut it = Object::benign("wind-up toy");
    let r = dice.param(22.0, 40.0);
    it.solid(*dice.pick(&[Abs, Steel]), Mesh::ellipsoid(Vec3::new(r * 1.3, r, r)));
    let inner = Vec3::new(r * 1.3, r, r) - 1.4;
    it.cavity(Abs, Mesh::ellipsoid(inner));
    shell(&mut it, Steel, Vec3::new(r * 0.9, r * 0.8, r * 0.5), 2.0, 0.8);
    it.packed(Steel, 0.55, ring(r * 0.3, r * 0.08, r * 0.3).at(-r * 0.15, 0.0, 0.0));
    for k in 0..3 {
        it.solid(
            Brass,
            Mesh::extrude(&toothed(r * (0.1 + 0.05 * k as f32), 1.0, 12), 1.2).at(
                r * (0.1 * k as f32),
                r * 0.1,
                k as f32 * 3.0 - 4.0,
            ),
        );
    }
    it.solid(Steel, soft_block(16.0, 10.0, 1.4, 4.0).at(0.0, r * 1.3, 0.0));
    it.solid(Steel, rod((0.0, 0.0), (0.0, r * 1.25), 1.4));
    it
}

fn board_game(dice: &mut Dice) -> Object {
    let mut it = Object::benign("board game");
    let (x, y) = (dice.param(180.0, 380.0), dice.param(150.0, 280.0));
    shell(&mut it, Cardboard, Vec3::new(x, y, 50.0), 1.0, 1.8);
    it.solid(Cardboard, block(x * 0.94, y * 0.94, 4.0).at(0.0, 0.0, 15.0));
    it.solid(Cardboard, block(1.5, y * 0.94, 34.0).at(x * 0.18, 0.0, -4.0));
    for _ in 0..dice.int(8, 24) {
        let at = Vec2::new(dice.uniform(-0.42, 0.1) * x, dice.uniform(-0.4, 0.4) * y);
        let piece = if dice.chance(0.6) {
            Mesh::lathe(&[(-11.0, 7.0), (-6.0, 4.0), (6.0, 2.5), (7.0, 5.0), (12.0, 4.0)])
        } else {
            block(15.0, 15.0, 15.0)
        };
        it.solid(*dice.pick(&[Polystyrene, Wood, Abs]), piece.turned(dice.uniform(0.0, TAU)).at(at.x, at.y, -10.0));
    }
    it.packed(Paper, 0.95, block(x * 0.22, y * 0.36, 20.0).at(x * 0.32, y * 0.22, -6.0));
    it.packed(Paper, 0.95, block(x * 0.22, y * 0.36, 16.0).at(x * 0.32, -y * 0.22, -6.0));
    it
}
