//! Musical instruments and their parts.

use std::f32::consts::{PI, TAU};

use glam::{Affine3A, Vec3};

use super::kit::*;
use crate::{dice::Dice, mesh::Mesh, physics::material::Material::*, shapes::Object};

pub(super) const FAMILIES: &[(f32, Maker)] = &[
    (1.2, flute),
    (1.0, mouth_organ),
    (1.0, trumpet_part),
    (0.6, clarinet),
    (0.6, music_box),
    (0.6, microphone),
    (0.4, tuning_machine),
    (0.5, bells),
    (0.5, tripod),
];

/// Pieces of a flute, side by side as they lie in their case.
pub(super) fn flute(dice: &mut Dice) -> Object {
    let mut it = Object::benign("flute");
    let (length, r) = (dice.param(160.0, 360.0), dice.param(8.0, 11.0));
    let metal = *dice.pick(&[Silver, Brass, Nickel, Wood]);
    let wall = if metal == Wood { r * 0.4 } else { 0.5 };
    for piece in 0..dice.int(1, 3) {
        let own = length * (1.0 - 0.3 * piece as f32);
        let y = piece as f32 * r * 4.5;
        it.solid(metal, Mesh::tube(r, r - wall, own).at(0.0, y, 0.0));
        it.solid(metal, Mesh::tube(r + 1.2, r, 12.0).at(-own * 0.48, y, 0.0));
        if piece == 0 && metal != Wood {
            for i in 0..dice.int(5, 10) {
                let x = own * (i as f32 * 0.09 - 0.4);
                it.solid(metal, ring(7.0, 2.0, 1.6).at(x, y, r + 3.0));
                it.packed(Wool, 1.0, disc(6.5, 2.5).at(x, y, r + 1.5));
                it.solid(metal, block(3.0, 12.0, 1.5).at(x, y + 8.0, r + 1.0));
            }
            it.solid(Steel, Mesh::cylinder(1.5, own * 0.8).at(0.0, y + 13.0, r * 0.6));
            it.solid(metal, Mesh::tube(2.6, 1.6, own * 0.7).at(0.0, y + 13.0, r * 0.6));
        } else {
            for i in 0..4 {
                hole(&mut it, metal, own * (0.12 * i as f32), y, r * 0.4, 3.0);
            }
        }
    }
    it
}

pub(super) fn mouth_organ(dice: &mut Dice) -> Object {
    let mut it = Object::benign("mouth organ");
    let (x, y) = (dice.param(90.0, 180.0), dice.param(22.0, 32.0));
    for side in [-1.0, 1.0] {
        it.solid(StainlessSteel, soft_block(x, y, 0.8, 4.0).at(0.0, 0.0, side * 12.0));
        it.solid(Brass, block(x * 0.94, y * 0.9, 1.0).at(0.0, 0.0, side * 5.0));
    }
    let count = (x / 9.0) as usize;
    let comb = *dice.pick(&[Wood, Abs]);
    it.solid(comb, block(x * 0.94, y * 0.9, 8.0));
    for i in 0..count {
        let at = x * 0.9 * ((i as f32 + 0.5) / count as f32 - 0.5);
        it.cavity(comb, block(x * 0.055, y * 0.75, 8.0).at(at, 1.0, 0.0));
        for side in [-1.0, 1.0] {
            it.cavity(Brass, block(2.2, y * 0.6, 1.0).at(at, 0.0, side * 5.0));
            it.solid(Brass, block(2.0, y * 0.6, 0.3).at(at, 0.0, side * 5.6));
        }
    }
    it
}

/// Valves and a length of bent tube of a brass instrument.
pub(super) fn trumpet_part(dice: &mut Dice) -> Object {
    let mut it = Object::benign("trumpet part");
    let (length, r) = (dice.param(110.0, 260.0), dice.param(5.5, 8.0));
    let metal = *dice.pick(&[Brass, Silver]);
    for i in 0..3 {
        let x = (i as f32 - 1.0) * r * 4.4;
        it.solid(metal, Mesh::tube(r * 1.8, r * 1.65, length * 0.42).upright().at(x, 0.0, 0.0));
        it.solid(Nickel, Mesh::tube(r * 1.6, r * 1.4, length * 0.28).upright().at(x, 0.0, 0.0));
        it.solid(Steel, Mesh::spring(r * 1.1, 0.6, length * 0.1, 6.0).upright().at(x, -length * 0.14, 0.0));
        it.solid(metal, Mesh::cylinder(2.0, length * 0.2).upright().at(x, length * 0.3, 0.0));
        it.solid(Ceramic, disc(r, 2.0).transformed(&Affine3A::from_rotation_x(PI * 0.5)).at(x, length * 0.4, 0.0));
    }
    let mut path = Vec::new();
    for i in 0..=10 {
        let angle = PI * (0.5 - i as f32 / 10.0);
        path.push(Vec3::new(length * 0.5 + length * 0.16 * angle.cos(), length * 0.16 * angle.sin(), r * 2.0));
    }
    path.insert(0, Vec3::new(-length * 0.6, length * 0.16, r * 2.0));
    path.push(Vec3::new(-length * 0.6, -length * 0.16, r * 2.0));
    it.solid(metal, Mesh::sweep(&path, r, 8));
    it.cavity(metal, Mesh::sweep(&path, r - 0.6, 8));
    if dice.chance(0.5) {
        it.solid(
            metal,
            Mesh::lathe_ring(&[
                (-length, r),
                (-length, r + 0.6),
                (-length * 0.4, r * 1.8),
                (0.0, r * 8.0),
                (0.0, r * 7.8),
                (-length * 0.4, r * 1.5),
            ])
            .turned(PI)
            .at(-length * 1.2, length * 0.16, r * 2.0),
        );
    } else {
        it.solid(
            metal,
            Mesh::lathe_ring(&[(0.0, 3.0), (0.0, 13.0), (12.0, 11.0), (30.0, 5.0), (80.0, 4.5), (80.0, 3.0)]).at(
                -length * 0.6 - 80.0,
                length * 0.16,
                r * 2.0,
            ),
        );
    }
    it
}

fn clarinet(dice: &mut Dice) -> Object {
    let mut it = Object::benign("clarinet part");
    let length = dice.param(160.0, 280.0);
    let r = dice.param(12.0, 16.0);
    it.solid(Wood, Mesh::tube(r, 7.5, length));
    it.packed(Wood, 0.6, Mesh::tube(r, 7.5, length));
    for i in 0..dice.int(5, 11) {
        let x = length * (i as f32 * 0.085 - 0.42);
        it.solid(Nickel, ring(6.5, 4.0, 2.0).at(x, 0.0, r + 1.5));
        it.solid(Nickel, rod((x, 0.0), (x + 26.0, r), 1.5).at(0.0, 0.0, r));
    }
    it.solid(Steel, Mesh::cylinder(1.6, length * 0.7).at(0.0, r, r * 0.5));
    for side in [-1.0, 1.0] {
        it.solid(Nickel, Mesh::tube(r + 1.4, r, 9.0).at(side * length * 0.48, 0.0, 0.0));
    }
    it
}

pub(super) fn music_box(dice: &mut Dice) -> Object {
    let mut it = Object::benign("music box");
    let (x, y) = (dice.param(70.0, 160.0), dice.param(55.0, 110.0));
    shell(&mut it, Wood, Vec3::new(x, y, 50.0), 1.0, 5.0);
    it.solid(Zamak, block(50.0, 34.0, 4.0).at(0.0, 0.0, -12.0));
    it.solid(Brass, Mesh::tube(8.0, 6.8, 22.0).at(-6.0, 0.0, 0.0));
    for i in 0..12 {
        it.solid(Steel, block(1.4, 18.0, 1.2).at(-15.0 + i as f32 * 1.7, 16.0, 0.0));
    }
    it.packed(Steel, 0.5, disc(10.0, 12.0).at(18.0, 0.0, 0.0));
    it.solid(Brass, disc(10.5, 0.8).at(18.0, 0.0, 7.0));
    it.solid(Steel, disc(1.5, 40.0).at(18.0, 0.0, -18.0));
    it
}

pub(super) fn microphone(dice: &mut Dice) -> Object {
    let mut it = Object::benign("microphone");
    let (length, r) = (dice.param(120.0, 200.0), dice.param(11.0, 17.0));
    vessel(&mut it, *dice.pick(&[Zamak, Aluminium, Abs]), &[(-length * 0.6, r * 0.7), (length * 0.3, r)], 2.0);
    it.packed(Steel, 0.35, Mesh::ellipsoid(Vec3::new(r * 1.5, r * 1.6, r * 1.6)).at(length * 0.45, 0.0, 0.0));
    it.packed(Steel, -0.35, Mesh::ellipsoid(Vec3::new(r * 1.5, r * 1.6, r * 1.6) - 1.5).at(length * 0.45, 0.0, 0.0));
    it.solid(Neodymium, Mesh::cylinder(r * 0.6, 8.0).at(length * 0.32, 0.0, 0.0));
    it.packed(Copper, 0.5, Mesh::tube(r * 0.75, r * 0.65, 5.0).at(length * 0.36, 0.0, 0.0));
    it.add_at(board(dice, length * 0.35, r), 0.0, 0.0, 0.0);
    it.solid(Brass, Mesh::tube(r * 0.6, r * 0.5, 18.0).at(-length * 0.58, 0.0, 0.0));
    if dice.chance(0.5) {
        it.add_at(cell_row(dice, 7.1, 49.0, 1), -length * 0.3, 0.0, 0.0);
    }
    it
}

fn tuning_machine(dice: &mut Dice) -> Object {
    let mut it = Object::benign("tuning machines");
    let pitch = dice.param(22.0, 30.0);
    it.solid(Steel, soft_block(pitch * 3.4, 20.0, 1.4, 4.0));
    for i in 0..3 {
        let x = (i as f32 - 1.0) * pitch;
        it.solid(Brass, Mesh::extrude(&toothed(7.0, 1.2, 14), 4.0).at(x, 0.0, 4.0));
        it.solid(Steel, disc(3.2, 40.0).at(x, 0.0, -10.0));
        it.solid(Steel, rod((x - 6.0, 6.0), (x - 6.0, -24.0), 2.0).at(0.0, 0.0, 4.0));
        it.solid(*dice.pick(&[Abs, Zamak]), soft_block(12.0, 16.0, 6.0, 4.0).at(x - 6.0, -30.0, 4.0));
    }
    it
}

fn bells(dice: &mut Dice) -> Object {
    let mut it = Object::benign("bells");
    let r = dice.param(12.0, 45.0);
    for i in 0..if r < 22.0 { dice.int(1, 5) } else { 1 } {
        let x = i as f32 * r * 2.2;
        it.solid(
            *dice.pick(&[Bronze, Brass, Steel]),
            Mesh::lathe_ring(&[
                (-r * 1.2, r * 0.1),
                (-r * 1.3, r * 0.3),
                (-r * 0.9, r * 0.62),
                (r * 0.2, r * 0.7),
                (r * 0.6, r),
                (r * 0.6, r * 0.88),
                (r * 0.2, r * 0.62),
                (-r * 0.85, r * 0.52),
            ])
            .at(0.0, x, 0.0),
        );
        it.solid(Steel, Mesh::ellipsoid(Vec3::splat(r * 0.2)).at(r * 0.4, x, 0.0));
        it.solid(Steel, Mesh::torus(r * 0.25, 1.4).at(-r * 1.5, x, 0.0));
    }
    if r >= 22.0 && dice.chance(0.6) {
        it.solid(Wood, Mesh::lathe(&[(-r * 1.4 - 90.0, 9.0), (-r * 1.4 - 40.0, 12.0), (-r * 1.4, 7.0)]));
    }
    it
}

pub(super) fn tripod(dice: &mut Dice) -> Object {
    let mut it = Object::benign("tripod");
    let (length, r) = (dice.param(180.0, 450.0), dice.param(6.0, 13.0));
    for k in 0..3 {
        let (sin, cos) = (TAU * k as f32 / 3.0).sin_cos();
        let (y, z) = (cos * r * 1.8, sin * r * 1.8);
        it.solid(Aluminium, Mesh::tube(r, r - 1.2, length).at(0.0, y, z));
        it.solid(Aluminium, Mesh::tube(r - 1.4, r - 2.4, length * 0.9).at(length * 0.02, y, z));
        it.solid(Rubber, Mesh::lathe(&[(0.0, r * 0.8), (18.0, r * 1.1)]).at(length * 0.5, y, z));
        it.solid(Nylon, block(22.0, r * 2.2, r * 2.2).at(length * 0.15, y, z));
        it.solid(Steel, screw(2.0, 24.0).upright().at(-length * 0.48, y, z));
    }
    it.solid(Magnesium, Mesh::cylinder(r * 2.0, 26.0).at(-length * 0.52, 0.0, 0.0));
    it.solid(Steel, Mesh::ellipsoid(Vec3::splat(r * 1.5)).at(-length * 0.52 - 28.0, 0.0, 0.0));
    it.solid(Magnesium, Mesh::tube(r * 2.2, r * 1.5, 30.0).at(-length * 0.52 - 28.0, 0.0, 0.0));
    it.solid(Aluminium, block(9.0, 50.0, 44.0).at(-length * 0.52 - 58.0, 0.0, 0.0));
    it.solid(Steel, Mesh::cylinder(3.2, 24.0).at(-length * 0.52 - 62.0, 0.0, 0.0));
    it.solid(Abs, rod((-length * 0.52 - 30.0, 0.0), (-length * 0.2, r * 6.0), 5.0));
    it
}
