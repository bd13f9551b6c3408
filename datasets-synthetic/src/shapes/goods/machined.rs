//! Turned and milled parts, ropes and cylinders.

use std::f32::consts::{PI, TAU};

use glam::{Affine3A, Vec2, Vec3};

use super::kit::*;
use crate::{dice::Dice, mesh::Mesh, physics::material::Material::*, shapes::Object};

pub(super) fn wire_rope(dice: &mut Dice) -> Object {
    let mut it = Object::benign("wire rope");
    let r = dice.param(1.0, 4.5);
    let (x, y) = (dice.param(90.0, 240.0), dice.param(80.0, 200.0));
    let turns = dice.int(3, 6);
    it.packed(Steel, 0.65, Mesh::sweep(&loops(dice, Vec2::new(x, y), turns, r * 2.0), r, 6));
    for side in [-1.0, 1.0] {
        it.solid(
            *dice.pick(&[Aluminium, Steel]),
            Mesh::cylinder(r * 2.6, r * 9.0).at(x * 0.3, side * y * 0.4, r * 3.0),
        );
    }
    it
}

pub(super) fn turned_parts(dice: &mut Dice) -> Object {
    let mut it = Object::benign("turned parts");
    let metal = *dice.pick(&[Steel, Brass, Aluminium, StainlessSteel, Bronze]);
    for i in 0..dice.int(1, 4) {
        let (length, r) = (dice.param(25.0, 150.0), dice.param(5.0, 28.0));
        let steps = dice.int(2, 5);
        let mut profile = Vec::new();
        for k in 0..steps {
            let own = r * dice.uniform(0.45, 1.0);
            profile.push((length * (k as f32 / steps as f32 - 0.5), own));
            profile.push((length * ((k as f32 + 1.0) / steps as f32 - 0.5), own));
        }
        let y = i as f32 * r * 2.4;
        it.solid(metal, Mesh::lathe(&profile).at(0.0, y, 0.0));
        if dice.chance(0.7) {
            let bore = r * dice.uniform(0.15, 0.4);
            let deep = length * dice.uniform(0.3, 1.0);
            it.cavity(metal, Mesh::cylinder(bore, deep).at((length - deep) * 0.5, y, 0.0));
        }
    }
    it
}

pub(super) fn milled_block(dice: &mut Dice) -> Object {
    let mut it = Object::benign("machined block");
    let (x, y, z) = (dice.param(40.0, 200.0), dice.param(25.0, 90.0), dice.param(15.0, 50.0));
    let metal = *dice.pick(&[Steel, Aluminium, Aluminium, CastIron, Brass]);
    it.solid(metal, soft_block(x, y, z, 2.0));
    let columns = dice.int(1, 4);
    for i in 0..columns {
        let at = x * ((i as f32 + 0.5) / columns as f32 - 0.5);
        let room = (x / columns as f32).min(y) * 0.4;
        match dice.below(4) {
            0 => hole(&mut it, metal, at, 0.0, room * dice.uniform(0.3, 0.9), z),
            1 => {
                it.cavity(
                    metal,
                    soft_block(room * 1.6, y * dice.uniform(0.3, 0.8), z * 0.7, 4.0).at(at, 0.0, z * 0.15),
                );
            }
            2 => {
                it.cavity(metal, Mesh::cylinder(z * 0.2, y).upright().at(at, 0.0, 0.0));
            }
            _ => {
                it.solid(Steel, screw(room * 0.2, z * 1.4).facing().at(at, 0.0, z * 0.5));
                it.packed(metal, -1.0, disc(room * 0.2, z * 0.9).at(at, 0.0, 0.0));
            }
        }
    }
    if dice.chance(0.4) {
        it.cavity(metal, Mesh::cylinder(z * 0.12, x).at(0.0, y * 0.36, 0.0));
    }
    it
}

pub(super) fn air_cylinder(dice: &mut Dice) -> Object {
    let mut it = Object::benign("air cylinder");
    let (length, r) = (dice.param(80.0, 260.0), dice.param(9.0, 34.0));
    let wall = r * dice.uniform(0.08, 0.16);
    it.solid(Aluminium, Mesh::tube(r, r - wall, length));
    for side in [-1.0, 1.0] {
        it.solid(Aluminium, block(r * 0.9, r * 2.2, r * 2.2).at(side * (length * 0.5 + r * 0.4), 0.0, 0.0));
        it.cavity(
            Aluminium,
            Mesh::cylinder(r * 0.25, r * 1.3).upright().at(side * (length * 0.5 + r * 0.4), r * 0.6, 0.0),
        );
    }
    let stroke = dice.uniform(-0.35, 0.35) * length;
    it.solid(Aluminium, Mesh::cylinder(r - wall, r * 0.5).at(stroke, 0.0, 0.0));
    it.solid(Steel, Mesh::cylinder(r * 0.3, length).at(stroke + length * 0.5, 0.0, 0.0));
    if dice.chance(0.4) {
        it.solid(Steel, Mesh::spring(r * 0.6, r * 0.08, length * 0.4, 8.0).at(stroke - length * 0.2, 0.0, 0.0));
    }
    for (sy, sz) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
        it.solid(Steel, Mesh::cylinder(r * 0.1, length + r * 1.8).at(0.0, sy * r * 0.95, sz * r * 0.95));
    }
    it
}

pub(super) fn turbo_wheel(dice: &mut Dice) -> Object {
    let mut it = Object::benign("turbocharger");
    let r = dice.param(28.0, 52.0);
    for (side, metal) in [(-1.0, Aluminium), (1.0, CastIron)] {
        let x = side * r * 1.3;
        let mut housing = Mesh::torus(r * 1.15, r * 0.42);
        housing.transform(&Affine3A::from_rotation_y(PI * 0.5));
        it.solid(metal, housing.at(x, 0.0, 0.0));
        let mut hollow = Mesh::torus(r * 1.15, r * 0.3);
        hollow.transform(&Affine3A::from_rotation_y(PI * 0.5));
        it.cavity(metal, hollow.at(x, 0.0, 0.0));
        for k in 0..9 {
            let blade = bar((r * 0.15, 0.0), (r * 0.7, r * 0.2), 1.6, r * 0.5).turned(TAU * k as f32 / 9.0).facing();
            it.solid(metal, blade.at(x, 0.0, 0.0));
        }
        it.solid(metal, Mesh::tube(r * 0.5, r * 0.42, r).at(x + side * r * 0.6, 0.0, 0.0));
    }
    it.solid(Steel, Mesh::cylinder(r * 0.12, r * 3.4));
    it.solid(CastIron, Mesh::tube(r * 0.6, r * 0.25, r * 1.4));
    it
}

pub(super) fn bicycle_brake(dice: &mut Dice) -> Object {
    let mut it = Object::benign("brake calliper");
    let h = dice.param(60.0, 110.0);
    for side in [-1.0, 1.0] {
        it.solid(
            Aluminium,
            soft_plate(
                &[
                    (side * 4.0, h * 0.5),
                    (side * 16.0, h * 0.5),
                    (side * 34.0, 0.0),
                    (side * 30.0, -h * 0.5),
                    (side * 20.0, -h * 0.5),
                    (side * 22.0, 0.0),
                ],
                12.0,
            ),
        );
        it.solid(Rubber, block(9.0, 50.0, 12.0).turned(PI * 0.5).at(side * 22.0, -h * 0.45, 0.0));
        it.solid(Steel, screw(3.0, 26.0).at(side * 26.0, -h * 0.4, 0.0));
    }
    it.solid(Steel, Mesh::cylinder(3.4, 46.0).facing().at(0.0, h * 0.42, 0.0));
    it.solid(Steel, Mesh::spring(7.0, 1.2, 16.0, 3.0).facing().at(0.0, h * 0.42, 0.0));
    let reach = dice.uniform(120.0, 200.0);
    it.packed(
        Steel,
        0.5,
        Mesh::sweep(
            &[Vec3::new(10.0, h * 0.5, 0.0), Vec3::new(40.0, h * 0.8, 0.0), Vec3::new(reach, h * 0.9, 0.0)],
            2.4,
            6,
        ),
    );
    it
}
