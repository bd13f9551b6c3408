//! Car, bicycle and machine parts: toothed wheels, chains, discs, springs, pistons, shafts, rails.

use std::f32::consts::{PI, TAU};

use glam::{Affine3A, Vec2, Vec3};

use super::kit::*;
use super::machined::{air_cylinder, bicycle_brake, milled_block, turbo_wheel, turned_parts, wire_rope};
use crate::{
    dice::Dice,
    mesh::{Mesh, regular_polygon},
    physics::material::Material::*,
    shapes::Object,
};

pub(super) const FAMILIES: &[(f32, Maker)] = &[
    (1.2, gear),
    (1.0, chain),
    (1.0, brake_disc),
    (1.2, coil_springs),
    (1.0, piston),
    (1.0, bearings),
    (1.0, pedal),
    (0.9, shock_absorber),
    (1.0, spark_plugs),
    (0.7, brake_pads),
    (0.8, wheel_hub),
    (0.8, crank_set),
    (0.8, fuel_injector),
    (0.7, oil_filter),
    (0.8, starter_motor),
    (1.0, electric_motor),
    (1.0, linear_rail),
    (0.8, rod_bundle),
    (0.8, pump),
    (0.7, gearbox),
    (0.6, camshaft),
    (0.7, valve_set),
    (0.6, headlamp),
    (0.6, wire_rope),
    (0.8, turned_parts),
    (0.7, milled_block),
    (0.6, air_cylinder),
    (0.5, turbo_wheel),
    (0.6, bicycle_brake),
];

pub(super) fn gear(dice: &mut Dice) -> Object {
    let mut it = Object::benign("gear");
    let (r, t) = (dice.param(14.0, 90.0), dice.param(4.0, 26.0));
    let teeth = dice.int(12, 44);
    it.solid(Steel, Mesh::extrude(&toothed(r, r * 0.1, teeth), t));
    hole(&mut it, Steel, 0.0, 0.0, r * dice.uniform(0.15, 0.4), t);
    if dice.chance(0.6) {
        it.packed(Steel, -0.6, ring(r * 0.8, r * 0.5, t));
        it.solid(Steel, ring(r * 0.45, r * 0.4, t * 0.6).at(0.0, 0.0, t * 0.7));
    }
    for i in 0..dice.int(0, 6) {
        let at = Vec2::from_angle(TAU * i as f32 / 6.0) * r * 0.64;
        it.packed(Steel, -0.4, disc(r * 0.1, t).at(at.x, at.y, 0.0));
    }
    it
}

pub(super) fn chain(dice: &mut Dice) -> Object {
    let mut it = Object::benign("chain");
    let pitch = dice.param(9.0, 17.0);
    let links = dice.int(14, 34);
    let (mut at, mut angle, curl) = (Vec2::ZERO, 0.0f32, dice.uniform(-0.35, 0.35));
    let roller = dice.chance(0.6);
    for i in 0..links {
        let next = at + Vec2::from_angle(angle) * pitch;
        if roller {
            for side in [-1.0, 1.0] {
                let z = side * pitch * (0.25 + 0.08 * (i % 2) as f32);
                it.solid(Steel, bar((at.x, at.y), (next.x, next.y), pitch * 0.62, pitch * 0.1).at(0.0, 0.0, z));
            }
            it.solid(Steel, disc(pitch * 0.3, pitch * 0.6).at(at.x, at.y, 0.0));
        } else {
            let mut link = Mesh::sweep(
                &[
                    Vec3::new(-pitch * 0.6, 0.0, 0.0),
                    Vec3::new(-pitch * 0.4, pitch * 0.35, 0.0),
                    Vec3::new(pitch * 0.4, pitch * 0.35, 0.0),
                    Vec3::new(pitch * 0.6, 0.0, 0.0),
                    Vec3::new(pitch * 0.4, -pitch * 0.35, 0.0),
                    Vec3::new(-pitch * 0.4, -pitch * 0.35, 0.0),
                    Vec3::new(-pitch * 0.6, 0.0, 0.0),
                ],
                pitch * 0.13,
                5,
            );
            if i % 2 == 1 {
                link.transform(&Affine3A::from_rotation_x(PI * 0.5));
            }
            let middle = (at + next) * 0.5;
            it.solid(Steel, link.turned(angle).at(middle.x, middle.y, 0.0));
        }
        at = next;
        angle += curl + dice.normal() * 0.12;
    }
    it
}

pub(super) fn brake_disc(dice: &mut Dice) -> Object {
    let mut it = Object::benign("brake disc");
    let r = dice.param(70.0, 140.0);
    let bicycle = dice.chance(0.5);
    let t = if bicycle { 1.9 } else { dice.uniform(8.0, 20.0) };
    let metal = if bicycle { StainlessSteel } else { CastIron };
    it.solid(metal, ring(r, r * 0.78, t));
    let holes = if bicycle { 30 } else { 16 };
    for i in 0..holes {
        let at = Vec2::from_angle(TAU * i as f32 / holes as f32) * r * if i % 2 == 0 { 0.85 } else { 0.93 };
        hole(&mut it, metal, at.x, at.y, r * 0.026, t);
    }
    if bicycle {
        for i in 0..6 {
            let angle = TAU * i as f32 / 6.0;
            it.solid(metal, bar((r * 0.3, 0.0), (r * 0.74, r * 0.25), r * 0.07, t).turned(angle));
        }
        it.solid(metal, ring(r * 0.34, r * 0.24, t));
    } else {
        it.solid(metal, ring(r * 0.58, r * 0.3, 7.0).at(0.0, 0.0, 24.0));
        it.solid(metal, ring(r * 0.6, r * 0.54, 40.0).at(0.0, 0.0, 8.0));
        it.solid(metal, ring(r * 0.78, r * 0.58, 6.0));
        for i in 0..5 {
            let at = Vec2::from_angle(TAU * i as f32 / 5.0) * r * 0.44;
            hole(&mut it, metal, at.x, at.y, 6.5, 7.0);
        }
    }
    it
}

pub(super) fn coil_springs(dice: &mut Dice) -> Object {
    let mut it = Object::benign("springs");
    let (r, length) = (dice.param(4.0, 36.0), dice.param(25.0, 190.0));
    let wire = r * dice.param(0.07, 0.2);
    let turns = dice.uniform(4.0, 14.0).min(length / (wire * 2.2));
    for i in 0..if r < 12.0 { dice.int(1, 4) } else { 1 } {
        let turn = dice.normal() * 0.2;
        it.solid(Steel, Mesh::spring(r, wire, length, turns).turned(turn).at(0.0, i as f32 * r * 2.3, 0.0));
    }
    it
}

pub(super) fn piston(dice: &mut Dice) -> Object {
    let mut it = Object::benign("piston");
    let r = dice.param(20.0, 48.0);
    it.solid(Aluminium, Mesh::cylinder(r, r * 1.6));
    it.cavity(Aluminium, Mesh::cylinder(r * 0.84, r * 1.3).at(-r * 0.16, 0.0, 0.0));
    for i in 0..3 {
        it.packed(Steel, 0.8, Mesh::tube(r, r * 0.9, r * 0.05).at(r * (0.68 - 0.13 * i as f32), 0.0, 0.0));
    }
    it.solid(Steel, Mesh::tube(r * 0.26, r * 0.15, r * 1.7).facing());
    if dice.chance(0.6) {
        let length = r * dice.uniform(2.6, 3.6);
        it.solid(
            Steel,
            plate(&[(0.0, -r * 0.22), (-length, -r * 0.32), (-length, r * 0.32), (0.0, r * 0.22)], r * 0.35),
        );
        it.packed(Steel, -0.5, block(length * 0.6, r * 0.25, r * 0.35).at(-length * 0.5, 0.0, 0.0));
        it.solid(Steel, ring(r * 0.7, r * 0.52, r * 0.5).at(-length - r * 0.5, 0.0, 0.0));
    }
    it
}

pub(super) fn bearings(dice: &mut Dice) -> Object {
    let mut it = Object::benign("bearings");
    let r = dice.param(8.0, 50.0);
    let inner = r * dice.param(0.3, 0.6);
    for i in 0..if r < 25.0 { dice.int(1, 4) } else { 1 } {
        let mut one = bearing(r, inner, r * dice.uniform(0.3, 0.6));
        if dice.chance(0.3) {
            one.transform(&Affine3A::from_rotation_x(dice.uniform(0.5, 1.5)));
        }
        it.add_at(one, i as f32 * r * 2.1, dice.normal() * 3.0, 0.0);
    }
    it
}

fn pedal(dice: &mut Dice) -> Object {
    let mut it = Object::benign("pedal");
    let (x, y, z) = (dice.param(80.0, 110.0), dice.param(60.0, 100.0), dice.param(16.0, 28.0));
    let body = *dice.pick(&[Aluminium, Nylon, Steel]);
    it.solid(body, soft_block(x, y, z, 8.0));
    it.cavity(body, soft_block(x * 0.85, y * 0.3, z, 4.0).at(0.0, y * 0.27, 0.0));
    it.cavity(body, soft_block(x * 0.85, y * 0.3, z, 4.0).at(0.0, -y * 0.27, 0.0));
    it.packed(body, -0.5, Mesh::cylinder(9.0, x));
    it.solid(
        Steel,
        Mesh::lathe(&[(-x * 0.48, 4.0), (x * 0.4, 5.5), (x * 0.5, 8.0), (x * 0.6, 8.0), (x * 0.6 + 18.0, 7.0)]),
    );
    it.add(
        bearing(9.0, 5.0, 6.0),
        &(Affine3A::from_translation(Vec3::new(x * 0.42, 0.0, 0.0)) * Affine3A::from_rotation_y(PI * 0.5)),
    );
    it
}

pub(super) fn shock_absorber(dice: &mut Dice) -> Object {
    let mut it = Object::benign("shock absorber");
    let (length, r) = (dice.param(160.0, 380.0), dice.param(14.0, 26.0));
    it.solid(Steel, Mesh::tube(r, r - 2.0, length * 0.5).at(-length * 0.2, 0.0, 0.0));
    it.packed(Oil, 0.9, Mesh::cylinder(r - 2.0, length * 0.4).at(-length * 0.22, 0.0, 0.0));
    it.solid(Steel, Mesh::cylinder(r * 0.35, length * 0.75).at(length * 0.12, 0.0, 0.0));
    it.solid(Steel, Mesh::cylinder(r * 0.8, 16.0).at(-length * 0.15, 0.0, 0.0));
    if dice.chance(0.6) {
        it.solid(Steel, Mesh::spring(r * 1.6, r * 0.25, length * 0.65, 7.0).at(length * 0.1, 0.0, 0.0));
    }
    for side in [-1.0, 1.0] {
        it.solid(Steel, ring(r * 0.9, r * 0.65, r).at(side * length * 0.5, 0.0, 0.0));
        it.solid(Rubber, ring(r * 0.65, r * 0.35, r).at(side * length * 0.5, 0.0, 0.0));
    }
    it
}

pub(super) fn spark_plugs(dice: &mut Dice) -> Object {
    let mut it = Object::benign("spark plugs");
    let r = dice.param(6.0, 9.0);
    let length = r * dice.param(7.0, 10.0);
    for i in 0..dice.int(1, 5) {
        let mut one = Object::benign("spark plug");
        one.solid(
            Ceramic,
            Mesh::lathe(&[
                (-length * 0.5, r * 0.5),
                (-length * 0.1, r * 0.65),
                (0.0, r * 0.7),
                (length * 0.4, r * 0.35),
            ]),
        );
        one.solid(Steel, Mesh::tube(r * 0.95, r * 0.68, length * 0.34).at(length * 0.25, 0.0, 0.0));
        one.solid(Steel, Mesh::extrude(&regular_polygon(r * 1.4, 6), length * 0.14).facing());
        one.packed(Steel, -0.9, Mesh::cylinder(r * 0.7, length * 0.14));
        one.solid(Nickel, Mesh::cylinder(r * 0.14, length));
        one.solid(Steel, Mesh::cylinder(r * 0.42, length * 0.12).at(-length * 0.55, 0.0, 0.0));
        one.solid(
            Nickel,
            Mesh::sweep(
                &[
                    Vec3::new(length * 0.42, r * 0.8, 0.0),
                    Vec3::new(length * 0.52, r * 0.7, 0.0),
                    Vec3::new(length * 0.53, 0.0, 0.0),
                ],
                r * 0.13,
                5,
            ),
        );
        let turn = if dice.chance(0.3) { PI } else { 0.0 } + dice.normal() * 0.06;
        it.add(
            one,
            &(Affine3A::from_translation(Vec3::new(dice.normal() * 3.0, i as f32 * r * 3.2, 0.0))
                * Affine3A::from_rotation_z(turn)),
        );
    }
    it
}

fn brake_pads(dice: &mut Dice) -> Object {
    let mut it = Object::benign("brake pads");
    let (x, y) = (dice.param(40.0, 150.0), dice.param(25.0, 65.0));
    let outline = [(-0.5, -0.3), (-0.35, 0.5), (0.35, 0.5), (0.5, -0.3), (0.25, -0.5), (-0.25, -0.5)]
        .map(|(u, v)| (u * x, v * y));
    for i in 0..dice.int(1, 4) {
        let mut one = Object::benign("pad");
        one.solid(Steel, plate(&outline, 5.0));
        one.solid(Graphite, soft_block(x * 0.75, y * 0.8, 10.0, 5.0).at(0.0, 0.0, 7.0));
        one.packed(CastIron, 0.15, soft_block(x * 0.75, y * 0.8, 10.0, 5.0).at(0.0, 0.0, 7.0));
        let turn = dice.normal() * 0.1;
        it.add(
            one,
            &(Affine3A::from_translation(Vec3::new((i % 2) as f32 * x * 1.06, (i / 2) as f32 * y * 1.1, 0.0))
                * Affine3A::from_rotation_z(turn)),
        );
    }
    it
}

fn wheel_hub(dice: &mut Dice) -> Object {
    let mut it = Object::benign("wheel hub");
    let (length, r) = (dice.param(90.0, 150.0), dice.param(14.0, 24.0));
    it.solid(
        Aluminium,
        Mesh::lathe_ring(&[
            (-length * 0.4, r * 0.8),
            (-length * 0.4, r * 1.9),
            (-length * 0.36, r * 1.9),
            (-length * 0.3, r),
            (length * 0.3, r),
            (length * 0.36, r * 1.9),
            (length * 0.4, r * 1.9),
            (length * 0.4, r * 0.8),
        ]),
    );
    for side in [-1.0, 1.0] {
        it.add(
            bearing(r * 0.8, r * 0.36, 8.0),
            &(Affine3A::from_translation(Vec3::new(side * length * 0.36, 0.0, 0.0))
                * Affine3A::from_rotation_y(PI * 0.5)),
        );
        it.solid(Steel, Mesh::extrude(&regular_polygon(9.0, 6), 6.0).facing().at(side * length * 0.5, 0.0, 0.0));
    }
    it.solid(Steel, Mesh::cylinder(r * 0.33, length * 1.4));
    for i in 0..dice.int(0, 8) {
        it.solid(
            Steel,
            Mesh::extrude(&toothed(r * 1.2 + i as f32 * 2.4, 4.0, 14 + i), 1.8).facing().at(
                length * 0.4 + 26.0 - i as f32 * 4.0,
                0.0,
                0.0,
            ),
        );
    }
    it
}

fn crank_set(dice: &mut Dice) -> Object {
    let mut it = Object::benign("crank set");
    let r = dice.param(50.0, 95.0);
    let teeth = dice.int(26, 44);
    let metal = *dice.pick(&[Aluminium, Steel]);
    it.solid(metal, Mesh::extrude(&toothed(r, 5.0, teeth), 3.0));
    it.cavity(metal, disc(r * 0.72, 3.0));
    for i in 0..5 {
        it.solid(Aluminium, bar((0.0, 0.0), (r * 0.76, 0.0), 12.0, 7.0).turned(TAU * i as f32 / 5.0));
    }
    it.solid(
        Aluminium,
        soft_plate(&[(-16.0, -15.0), (170.0, -11.0), (182.0, 0.0), (170.0, 11.0), (-16.0, 15.0)], 14.0)
            .at(0.0, 0.0, 8.0),
    );
    hole(&mut it, Aluminium, 0.0, 0.0, 8.0, 34.0);
    it.solid(Steel, disc(8.0, dice.param(20.0, 110.0)));
    it
}

fn fuel_injector(dice: &mut Dice) -> Object {
    let mut it = Object::benign("injectors");
    let length = dice.param(60.0, 150.0);
    let r = length * 0.1;
    for i in 0..dice.int(1, 4) {
        let y = i as f32 * r * 4.0;
        it.solid(
            Steel,
            Mesh::lathe(&[
                (-length * 0.5, r * 0.6),
                (-length * 0.1, r),
                (length * 0.15, r),
                (length * 0.2, r * 0.6),
                (length * 0.5, r * 0.45),
            ])
            .at(0.0, y, 0.0),
        );
        it.cavity(Steel, Mesh::cylinder(r * 0.3, length * 0.9).at(0.0, y, 0.0));
        it.solid(Steel, Mesh::cylinder(r * 0.18, length * 0.6).at(length * 0.12, y, 0.0));
        it.packed(Copper, 0.6, Mesh::tube(r * 1.4, r, length * 0.2).at(0.0, y, 0.0));
        it.solid(Nylon, Mesh::tube(r * 1.7, r * 1.4, length * 0.3).at(0.0, y, 0.0));
        it.solid(Nylon, block(length * 0.14, r * 2.4, r * 1.6).at(-length * 0.1, y + r * 2.0, 0.0));
        it.solid(Brass, block(2.0, r * 2.2, 0.8).at(-length * 0.1, y + r * 2.0, 0.0));
        it.solid(Steel, Mesh::spring(r * 0.25, 0.4, length * 0.15, 5.0).at(-length * 0.2, y, 0.0));
    }
    it
}

fn oil_filter(dice: &mut Dice) -> Object {
    let mut it = Object::benign("oil filter");
    let (r, length) = (dice.param(28.0, 48.0), dice.param(60.0, 130.0));
    vessel(&mut it, Steel, &[(-length * 0.5, r), (length * 0.45, r), (length * 0.5, r * 0.8)], 0.7);
    it.packed(Paper, 0.5, Mesh::tube(r * 0.85, r * 0.4, length * 0.75));
    it.packed(Steel, 0.6, Mesh::tube(r * 0.4, r * 0.4 - 0.8, length * 0.75));
    it.solid(Steel, Mesh::tube(r * 0.9, 10.0, 4.0).at(-length * 0.48, 0.0, 0.0));
    it.solid(Steel, Mesh::spring(12.0, 1.2, 12.0, 3.0).at(length * 0.42, 0.0, 0.0));
    it.solid(Rubber, Mesh::tube(r * 0.95, r * 0.8, 4.0).at(-length * 0.5, 0.0, 0.0));
    it
}

fn starter_motor(dice: &mut Dice) -> Object {
    let mut it = Object::benign("starter motor");
    let (r, length) = (dice.param(28.0, 42.0), dice.param(100.0, 150.0));
    it.add_at(motor(dice, r, length), 0.0, 0.0, 0.0);
    it.solid(Steel, Mesh::tube(r * 0.55, r * 0.5, length * 0.6).at(length * 0.1, r * 1.5, 0.0));
    it.packed(Copper, 0.6, Mesh::tube(r * 0.48, r * 0.25, length * 0.45).at(length * 0.1, r * 1.5, 0.0));
    it.solid(Steel, Mesh::cylinder(r * 0.22, length * 0.4).at(length * 0.0, r * 1.5, 0.0));
    it.solid(Aluminium, Mesh::tube(r, r * 0.85, length * 0.3).at(-length * 0.64, 0.0, 0.0));
    it.solid(Steel, Mesh::extrude(&toothed(r * 0.4, 3.0, 10), 20.0).facing().at(-length * 0.75, 0.0, 0.0));
    for side in [-1.0, 1.0] {
        it.solid(Copper, Mesh::cylinder(3.5, 20.0).at(length * 0.45, r * 1.5 + side * 7.0, 0.0));
    }
    it
}

pub(super) fn electric_motor(dice: &mut Dice) -> Object {
    let (r, aspect) = (dice.param(10.0, 48.0), dice.param(1.3, 3.2));
    let mut it = motor(dice, r, r * aspect);
    if dice.chance(0.4) {
        it.add_at(gear_head(dice, r), -r * aspect * 0.5 - r * 0.7, 0.0, 0.0);
    }
    it
}

fn gear_head(dice: &mut Dice, r: f32) -> Object {
    let mut it = Object::benign("gear head");
    it.solid(*dice.pick(&[Zamak, Steel]), Mesh::tube(r, r * 0.86, r));
    for k in 0..3 {
        let (sin, cos) = (TAU * k as f32 / 3.0).sin_cos();
        it.solid(Steel, Mesh::tube(r * 0.36, r * 0.1, r * 0.6).at(0.0, cos * r * 0.46, sin * r * 0.46));
    }
    it.solid(Steel, Mesh::cylinder(r * 0.18, r * 2.0).at(-r * 0.8, 0.0, 0.0));
    it
}

pub(super) fn linear_rail(dice: &mut Dice) -> Object {
    let mut it = Object::benign("rail");
    let (length, w) = (dice.param(140.0, 480.0), dice.param(10.0, 42.0));
    match dice.below(4) {
        0 => {
            it.solid(Steel, block(length, w, w * 0.8));
            for i in 0..(length / 50.0) as usize {
                hole(&mut it, Steel, (i as f32 + 0.5) * 50.0 - length * 0.5, 0.0, w * 0.2, w * 0.8);
            }
            it.solid(
                Steel,
                soft_block(w * 3.0, w * 2.2, w * 0.6, 2.0).at(dice.uniform(-0.3, 0.3) * length, 0.0, w * 0.6),
            );
        }
        1 => {
            // A drawer runner: thin folded profiles in one another, balls between.
            for (k, wall) in [(1.0, 1.2), (0.8, 1.2), (0.6, 1.2)] {
                for side in [-1.0, 1.0] {
                    it.solid(
                        Steel,
                        block(length * k, wall, 11.0).at(length * (1.0 - k) * 0.5, side * w * 0.5 * k, 0.0),
                    );
                }
                it.solid(Steel, block(length * k, w * k, wall).at(length * (1.0 - k) * 0.5, 0.0, -6.0));
            }
        }
        2 => {
            // A slotted profile of aluminium.
            it.solid(Aluminium, block(length, w, w));
            it.packed(Aluminium, -0.85, block(length, w * 0.8, w * 0.8));
            it.solid(Aluminium, Mesh::tube(w * 0.25, w * 0.12, length));
            for side in [-1.0, 1.0] {
                it.cavity(Aluminium, block(length, w * 0.2, w * 0.1).at(0.0, 0.0, side * w * 0.45));
            }
        }
        _ => {
            it.solid(Steel, block(length, w, 2.2));
            for side in [-1.0, 1.0] {
                it.solid(Steel, block(length, 2.2, w * 0.6).at(0.0, side * w * 0.5, w * 0.3));
            }
            for i in 0..(length / 32.0) as usize {
                it.cavity(Steel, soft_block(16.0, 6.0, 2.2, 3.0).at((i as f32 + 0.5) * 32.0 - length * 0.5, 0.0, 0.0));
            }
        }
    }
    it
}

pub(super) fn rod_bundle(dice: &mut Dice) -> Object {
    let mut it = Object::benign("rods and tubes");
    let (r, length) = (dice.param(2.0, 14.0), dice.param(90.0, 420.0));
    let metal = *dice.pick(&[Steel, Aluminium, Brass, Copper, StainlessSteel, Steel]);
    for i in 0..dice.int(1, 7) {
        let hollow = dice.chance(0.6);
        let own = length * dice.uniform(0.7, 1.0);
        let one = if hollow { Mesh::tube(r, r * dice.uniform(0.5, 0.88), own) } else { Mesh::cylinder(r, own) };
        let turn = dice.normal() * 0.05;
        it.solid(metal, one.turned(turn).at(0.0, (i % 4) as f32 * r * 2.2, (i / 4) as f32 * r * 2.2));
    }
    it
}

fn pump(dice: &mut Dice) -> Object {
    let mut it = Object::benign("pump");
    let r = dice.param(20.0, 42.0);
    let aspect = dice.uniform(1.8, 2.6);
    it.add_at(motor(dice, r, r * aspect), r * 1.5, 0.0, 0.0);
    let metal = *dice.pick(&[Aluminium, CastIron, Brass]);
    it.solid(metal, Mesh::cylinder(r * 1.2, r * 1.1).at(-r * 0.6, 0.0, 0.0));
    it.cavity(metal, Mesh::cylinder(r, r * 0.8).at(-r * 0.6, 0.0, 0.0));
    for k in 0..6 {
        let (sin, cos) = (TAU * k as f32 / 6.0).sin_cos();
        it.solid(Nylon, block(r * 0.5, 2.5, 2.5).at(-r * 0.6, cos * r * 0.6, sin * r * 0.6));
    }
    for (y, turn) in [(0.0, 0.0), (r * 1.4, PI * 0.5)] {
        it.solid(
            metal,
            Mesh::tube(r * 0.4, r * 0.28, r * 1.2).turned(turn).at(if y > 0.0 { -r * 0.6 } else { -r * 1.7 }, y, 0.0),
        );
    }
    it
}

fn gearbox(dice: &mut Dice) -> Object {
    let mut it = Object::benign("gearbox");
    let (x, y) = (dice.param(60.0, 140.0), dice.param(50.0, 100.0));
    shell(&mut it, Aluminium, Vec3::new(x, y, y * 0.7), 8.0, 4.0);
    for i in 0..3 {
        let at = (i as f32 - 1.0) * x * 0.28;
        let r = y * dice.uniform(0.16, 0.36);
        it.solid(
            Steel,
            Mesh::extrude(&toothed(r, r * 0.12, 20), 10.0).at(at, dice.uniform(-0.1, 0.1) * y, i as f32 * 8.0 - 8.0),
        );
        it.solid(Steel, disc(r * 0.25, y * 0.66).at(at, 0.0, 0.0));
    }
    it.solid(Steel, Mesh::cylinder(y * 0.1, x * 1.6));
    corner_screws(&mut it, x * 0.44, y * 0.42, 2.4, y * 0.6);
    it
}

fn camshaft(dice: &mut Dice) -> Object {
    let mut it = Object::benign("camshaft");
    let (length, r) = (dice.param(150.0, 400.0), dice.param(9.0, 16.0));
    it.solid(Steel, Mesh::cylinder(r, length));
    it.packed(Steel, -0.9, Mesh::cylinder(r * 0.3, length));
    let lobes = dice.int(4, 8);
    for i in 0..lobes {
        let lobe =
            soft_plate(&[(-r * 1.3, -r * 1.2), (r * 1.3, -r * 1.2), (r * 0.9, r * 2.3), (-r * 0.9, r * 2.3)], 12.0)
                .facing()
                .transformed(&Affine3A::from_rotation_x(i as f32 * 1.6));
        it.packed(Steel, 0.8, lobe.at(length * ((i as f32 + 0.5) / lobes as f32 - 0.5), 0.0, 0.0));
    }
    it
}

fn valve_set(dice: &mut Dice) -> Object {
    let mut it = Object::benign("valves");
    let (length, r) = (dice.param(70.0, 130.0), dice.param(11.0, 22.0));
    for i in 0..dice.int(1, 6) {
        let turn = if i % 2 == 1 { PI } else { 0.0 };
        it.solid(
            Steel,
            Mesh::lathe(&[
                (-length * 0.5, r),
                (-length * 0.47, r),
                (-length * 0.38, r * 0.25),
                (length * 0.5, r * 0.2),
            ])
            .turned(turn)
            .at(0.0, i as f32 * r * 1.5, 0.0),
        );
        if dice.chance(0.5) {
            it.solid(Steel, Mesh::spring(r * 0.7, r * 0.12, length * 0.4, 6.0).at(0.0, i as f32 * r * 1.5, 0.0));
        }
    }
    it
}

fn headlamp(dice: &mut Dice) -> Object {
    let mut it = Object::benign("lamp");
    let r = dice.param(30.0, 90.0);
    it.solid(
        *dice.pick(&[Steel, Abs]),
        Mesh::lathe_ring(&[
            (-r * 0.9, r * 0.2),
            (-r * 0.9, r * 0.24),
            (-r * 0.4, r * 0.75),
            (0.0, r),
            (0.0, r - 1.5),
            (-r * 0.4, r * 0.7),
        ])
        .facing(),
    );
    it.solid(Glass, disc(r * 0.98, 3.0));
    it.solid(Glass, Mesh::ellipsoid(Vec3::new(7.0, 7.0, 12.0)).at(0.0, 0.0, -r * 0.5));
    it.solid(Brass, disc(9.0, 14.0).at(0.0, 0.0, -r * 0.95));
    it.solid(Steel, ring(r + 2.0, r - 1.0, 8.0));
    it.add_at(cable(&bends(dice, Vec2::new(r * 1.6, r)), 1.8), 0.0, 0.0, -r);
    it
}
