//! Things people carry: belts, watches, jewellery, glasses, cosmetics, hair dryers, pens, coins.

use std::f32::consts::{PI, TAU};

use glam::{Affine3A, Vec2, Vec3};

use super::kit::*;
use super::leisure::{
    bicycle_pump, binoculars, dumbbell, fishing_reel, nail_set, skates, thermos, vape, walking_stick,
};
use crate::{
    dice::Dice,
    mesh::Mesh,
    physics::material::Material::{self, *},
    shapes::Object,
};

pub(super) const FAMILIES: &[(f32, Maker)] = &[
    (1.6, belt),
    (1.4, watch),
    (1.2, jewellery),
    (1.2, glasses),
    (1.5, hair_dryer),
    (0.9, hair_straightener),
    (1.3, lipsticks),
    (1.0, perfume_bottle),
    (1.2, spray_can),
    (1.0, tubes),
    (1.2, coins),
    (1.2, pens),
    (0.9, wallet),
    (0.7, compact_case),
    (0.8, razor),
    (0.8, lighters),
    (0.6, pill_box),
    (0.5, binoculars),
    (0.6, vape),
    (0.5, dumbbell),
    (0.5, bicycle_pump),
    (0.5, fishing_reel),
    (0.5, skates),
    (0.5, thermos),
    (0.5, walking_stick),
    (0.5, nail_set),
];

/// A metal of which small fittings are cast.
fn fitting(dice: &mut Dice) -> Material {
    *dice.pick(&[Zamak, Brass, StainlessSteel, Steel])
}

pub(super) fn belt(dice: &mut Dice) -> Object {
    let mut it = Object::benign("belt");
    let (w, metal) = (dice.param(22.0, 44.0), fitting(dice));
    // Rolled up, seen on its flat side or on edge.
    let turns = dice.uniform(2.0, 4.0);
    let first = dice.param(20.0, 40.0);
    let steps = (turns * 22.0) as usize;
    let pitch = 4.2;
    let spiral = |i: usize, thickness: f32| {
        let angle = TAU * turns * i as f32 / steps as f32;
        Vec2::from_angle(angle) * (first + pitch * angle / TAU + thickness)
    };
    let mut outline: Vec<Vec2> = (0..=steps).map(|i| spiral(i, 0.0)).collect();
    outline.extend((0..=steps).rev().map(|i| spiral(i, 3.0)));
    let mut roll = Object::benign("roll");
    roll.solid(*dice.pick(&[Leather, Leather, Nylon]), Mesh::extrude(&outline, w));
    let end = first + pitch * turns;
    let mut buckle = Object::benign("buckle");
    let (bx, by) = (dice.param(30.0, 60.0), w * 1.25);
    let wire = dice.uniform(1.6, 3.2);
    if dice.chance(0.7) {
        let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5)];
        let path: Vec<Vec3> = corners.iter().map(|&(u, v)| Vec3::new(u * bx, v * by, 0.0)).collect();
        buckle.solid(metal, Mesh::sweep(&path, wire, 6));
        buckle.solid(metal, rod((-bx * 0.1, -by * 0.5), (-bx * 0.1, by * 0.5), wire * 0.8));
        buckle.solid(metal, rod((-bx * 0.1, 0.0), (bx * 0.52, 0.0), wire * 0.7));
    } else {
        buckle.solid(metal, soft_block(bx * 1.2, by, 2.2, 4.0));
        buckle.solid(metal, Mesh::cylinder(2.4, by * 0.8).upright().at(-bx * 0.4, 0.0, -4.0));
        buckle.solid(metal, Mesh::cylinder(2.0, 8.0).facing().at(bx * 0.4, 0.0, -4.0));
    }
    buckle
        .transform(&(Affine3A::from_translation(Vec3::new(0.0, end + 4.0, 0.0)) * Affine3A::from_rotation_x(PI * 0.5)));
    roll.add_at(buckle, 0.0, 0.0, 0.0);
    if dice.chance(0.5) {
        roll.transform(&Affine3A::from_rotation_x(PI * 0.5));
    }
    it.add_at(roll, 0.0, 0.0, 0.0);
    it
}

pub(super) fn watch(dice: &mut Dice) -> Object {
    let mut it = Object::benign("watch");
    let r = dice.param(13.0, 24.0);
    let metal = *dice.pick(&[StainlessSteel, Brass, Titanium, Gold, Zamak]);
    it.solid(metal, ring(r, r - 2.0, r * 0.4));
    it.solid(metal, disc(r, 1.2).at(0.0, 0.0, -r * 0.2));
    it.solid(Glass, disc(r - 2.0, 1.5).at(0.0, 0.0, r * 0.2));
    it.solid(Brass, disc(r - 2.5, 0.6).at(0.0, 0.0, r * 0.1));
    for i in 0..4 {
        let at = Vec2::from_angle(TAU * i as f32 / 4.0 + 0.4) * r * 0.4;
        let size = r * dice.uniform(0.15, 0.35);
        it.solid(Brass, Mesh::extrude(&toothed(size, size * 0.12, 14), 0.8).at(at.x, at.y, -1.0));
    }
    if dice.chance(0.6) {
        it.solid(Steel, disc(r * 0.35, 2.2).at(-r * 0.3, -r * 0.3, -1.0));
    }
    it.solid(metal, Mesh::cylinder(2.5, 5.0).upright().turned(PI * 0.5).at(0.0, r + 1.0, 0.0));
    let steel_band = dice.chance(0.5);
    let closed = dice.chance(0.5);
    let links = 9;
    for side in [-1.0, 1.0] {
        for i in 0..links {
            let share = i as f32 / links as f32;
            let width = r * (1.0 - 0.3 * share);
            let step = r * 0.42;
            let (x, z) = if closed {
                (r * 1.05 * (1.0 + 0.5 * (share * PI).sin()), -step * i as f32)
            } else {
                (r * 1.15 + step * i as f32, 0.0)
            };
            let one = block(if closed { 3.0 } else { step * 0.92 }, width, if closed { step * 0.92 } else { 3.0 });
            it.solid(if steel_band { metal } else { Leather }, one.at(side * x, 0.0, z));
        }
    }
    if closed {
        it.solid(metal, block(r * 1.2, r * 0.7, 3.0).at(0.0, 0.0, -r * 0.42 * links as f32));
    }
    it
}

pub(super) fn jewellery(dice: &mut Dice) -> Object {
    let mut it = Object::benign("jewellery");
    let metal = *dice.pick(&[Gold, Silver, Brass, StainlessSteel]);
    match dice.below(4) {
        0 => {
            let r = dice.param(26.0, 38.0);
            for i in 0..dice.int(1, 4) {
                it.solid(
                    metal,
                    Mesh::torus(r, dice.uniform(1.0, 4.0)).at(dice.normal() * 8.0, dice.normal() * 8.0, i as f32 * 6.0),
                );
            }
        }
        1 => {
            // A string of beads with a pendant.
            let count = dice.int(20, 40);
            let bead = dice.param(2.2, 7.0);
            let material = *dice.pick(&[Glass, Ceramic, Wood, Silver, Quartz, Polystyrene]);
            let ring_radius = count as f32 * bead * 2.1 / TAU;
            for i in 0..count {
                let at = Vec2::from_angle(TAU * i as f32 / count as f32) * ring_radius * Vec2::new(1.25, 0.75);
                it.solid(
                    material,
                    Mesh::lathe(&[
                        (-bead, bead * 0.3),
                        (-bead * 0.55, bead * 0.85),
                        (bead * 0.55, bead * 0.85),
                        (bead, bead * 0.3),
                    ])
                    .at(at.x, at.y, 0.0),
                );
            }
            it.solid(metal, disc(bead * 2.0, 2.5).at(0.0, -ring_radius * 0.95, 0.0));
        }
        2 => {
            let path = loops(dice, Vec2::new(70.0, 45.0), 3, 1.0);
            it.packed(metal, 0.5, Mesh::sweep(&path, dice.param(0.8, 2.5), 5));
            it.solid(metal, soft_plate(&[(-8.0, 0.0), (0.0, -12.0), (8.0, 0.0), (0.0, 10.0)], 2.0).at(0.0, -32.0, 2.0));
        }
        _ => {
            shell(
                &mut it,
                *dice.pick(&[Wood, Cardboard, Abs]),
                Vec3::new(dice.param(50.0, 110.0), dice.param(45.0, 80.0), 38.0),
                3.0,
                2.5,
            );
            for _ in 0..dice.int(2, 8) {
                let turn = Affine3A::from_rotation_x(dice.uniform(0.0, PI));
                let at = (dice.uniform(-20.0, 20.0), dice.uniform(-16.0, 16.0));
                it.solid(
                    metal,
                    Mesh::torus(dice.uniform(8.0, 11.0), dice.uniform(0.8, 1.8)).transformed(&turn).at(at.0, at.1, 0.0),
                );
                it.solid(Quartz, Mesh::ellipsoid(Vec3::splat(3.0)).at(at.0, at.1 + 9.0, 0.0));
            }
            it.packed(UrethaneFoam, 1.0, block(46.0, 40.0, 12.0).at(0.0, 0.0, -10.0));
        }
    }
    it
}

pub(super) fn glasses(dice: &mut Dice) -> Object {
    let mut it = Object::benign("glasses");
    let (w, h) = (dice.param(22.0, 31.0), dice.param(16.0, 27.0));
    let (frame, wire) = *dice.pick(&[(StainlessSteel, 0.9), (Titanium, 0.9), (Acrylic, 2.2), (Nylon, 2.2)]);
    for side in [-1.0, 1.0] {
        let x = side * (w + 9.0);
        let mut rim = Mesh::torus(1.0, wire / w);
        rim.transform(&Affine3A::from_scale(Vec3::new(w, h, w)));
        it.solid(frame, rim.at(x, 0.0, 0.0));
        let mut glass = disc(1.0, 2.2);
        glass.transform(&Affine3A::from_scale(Vec3::new(w, h, 1.0)));
        it.solid(*dice.pick(&[Polycarbonate, Glass]), glass.at(x, 0.0, 0.0));
        it.solid(Steel, block(3.0, 5.0, 3.0).at(x + side * (w + 2.0), h * 0.4, -2.0));
        let tip = x + side * w;
        // Temples folded behind the lenses.
        it.solid(
            frame,
            Mesh::sweep(
                &[
                    Vec3::new(tip, h * 0.4, -4.0),
                    Vec3::new(-side * 20.0, h * 0.4, -7.0 - side),
                    Vec3::new(-side * 52.0, h * -0.3, -7.0 - side),
                ],
                wire * 1.2,
                6,
            ),
        );
        it.solid(
            Steel,
            Mesh::sweep(&[Vec3::new(tip, h * 0.4, -4.0), Vec3::new(-side * 18.0, h * 0.4, -7.0 - side)], 0.6, 5),
        );
    }
    it.solid(frame, rod((-9.0, h * 0.3), (9.0, h * 0.3), wire));
    if dice.chance(0.4) {
        let mut case = Object::benign("case");
        let (x, y) = (w * 6.2, h * 3.2);
        shell(&mut case, *dice.pick(&[Abs, Steel, Leather]), Vec3::new(x, y, 40.0), 16.0, 1.0);
        case.solid(Steel, Mesh::cylinder(1.6, x * 0.7).at(0.0, y * 0.5, 0.0));
        it.add_at(case, 0.0, 0.0, -4.0);
    }
    it
}

pub(super) fn hair_dryer(dice: &mut Dice) -> Object {
    let mut it = Object::benign("hair dryer");
    let (length, r) = (dice.param(130.0, 210.0), dice.param(28.0, 42.0));
    it.solid(
        Polycarbonate,
        Mesh::lathe_ring(&[
            (-length * 0.5, r * 0.7),
            (-length * 0.5, r * 0.8),
            (-length * 0.3, r),
            (length * 0.1, r * 0.9),
            (length * 0.5, r * 0.62),
            (length * 0.5, r * 0.55),
            (length * 0.1, r * 0.83),
            (-length * 0.3, r - 2.5),
        ]),
    );
    it.add_at(motor(dice, r * 0.42, r * 0.9), -length * 0.2, 0.0, 0.0);
    for k in 0..7 {
        let (sin, cos) = (TAU * k as f32 / 7.0).sin_cos();
        it.solid(Polycarbonate, block(r * 0.3, r * 0.1, 2.0).at(-length * 0.38, cos * r * 0.5, sin * r * 0.5));
    }
    // Heater: mica cross, coiled wire, steel sleeve.
    it.solid(Quartz, block(length * 0.34, r * 1.1, 0.8).at(length * 0.18, 0.0, 0.0));
    it.solid(Quartz, block(length * 0.34, 0.8, r * 1.1).at(length * 0.18, 0.0, 0.0));
    it.solid(Nickel, Mesh::spring(r * 0.5, 0.7, length * 0.3, 9.0).at(length * 0.18, 0.0, 0.0));
    it.solid(Steel, Mesh::tube(r * 0.7, r * 0.7 - 0.4, length * 0.36).at(length * 0.18, 0.0, 0.0));
    it.packed(Steel, 0.3, Mesh::cylinder(r * 0.75, 1.2).at(-length * 0.48, 0.0, 0.0));
    let (grip, w) = (dice.param(85.0, 130.0), r * 0.95);
    let mut handle = Object::benign("handle");
    casing(
        &mut handle,
        Polycarbonate,
        &[
            (-w * 0.5, 0.0),
            (w * 0.5, 0.0),
            (w * 0.42, -grip * 0.6),
            (w * 0.5, -grip),
            (-w * 0.5, -grip),
            (-w * 0.42, -grip * 0.6),
        ],
        w,
        2.2,
    );
    handle.add_at(board(dice, w * 0.6, grip * 0.4), 0.0, -grip * 0.4, 0.0);
    handle.solid(Abs, block(8.0, grip * 0.3, 6.0).at(w * 0.4, -grip * 0.35, 0.0));
    for side in [-1.0, 1.0] {
        handle.solid(
            Copper,
            Mesh::sweep(
                &[
                    Vec3::new(side * 4.0, 0.0, 5.0),
                    Vec3::new(side * 6.0, -grip * 0.5, 6.0),
                    Vec3::new(side * 2.0, -grip, 0.0),
                ],
                1.0,
                5,
            ),
        );
    }
    let folded = dice.chance(0.25);
    let lean = if folded { dice.uniform(1.0, 1.4) } else { dice.uniform(-0.3, 0.15) };
    it.add(
        handle,
        &(Affine3A::from_translation(Vec3::new(-length * 0.16, -r * 0.8, 0.0)) * Affine3A::from_rotation_z(lean)),
    );
    if dice.chance(0.8) {
        let path = loops(dice, Vec2::new(length * 0.8, 70.0), 4, 3.0);
        it.add_at(cable(&path, 3.0), 0.0, -grip - r, r * 0.4);
    }
    it
}

fn hair_straightener(dice: &mut Dice) -> Object {
    let mut it = Object::benign("hair iron");
    let length = dice.param(220.0, 300.0);
    let open = dice.uniform(0.0, 0.2);
    if dice.chance(0.6) {
        for side in [-1.0, 1.0] {
            let mut half = Object::benign("half");
            shell(&mut half, Abs, Vec3::new(length, 16.0, 32.0), 5.0, 2.0);
            half.solid(Aluminium, block(length * 0.38, 4.0, 26.0).at(length * 0.28, -side * 7.0, 0.0));
            half.solid(Ceramic, block(length * 0.3, 2.0, 12.0).at(length * 0.28, -side * 3.0, 0.0));
            half.add_at(board(dice, length * 0.3, 12.0), -length * 0.15, 0.0, 0.0);
            half.transform(
                &(Affine3A::from_translation(Vec3::new(-length * 0.45, 0.0, 0.0))
                    * Affine3A::from_rotation_z(side * open)
                    * Affine3A::from_translation(Vec3::new(length * 0.45, side * 10.0, 0.0))),
            );
            it.add_at(half, 0.0, 0.0, 0.0);
        }
        it.solid(Steel, Mesh::spring(5.0, 0.8, 16.0, 4.0).upright().at(-length * 0.3, 0.0, 0.0));
    } else {
        it.solid(Aluminium, Mesh::tube(13.0, 11.0, length * 0.55).at(length * 0.2, 0.0, 0.0));
        it.packed(Ceramic, 0.5, Mesh::cylinder(6.0, length * 0.4).at(length * 0.2, 0.0, 0.0));
        vessel(&mut it, Abs, &[(-length * 0.55, 12.0), (-length * 0.08, 17.0)], 2.2);
        it.solid(Steel, block(length * 0.5, 2.0, 18.0).at(length * 0.2, 16.0, 0.0));
    }
    let path = loops(dice, Vec2::new(130.0, 80.0), 4, 3.0);
    it.add_at(cable(&path, 2.8), -length * 0.4, 40.0, 0.0);
    it
}

/// Small upright pieces in a row: body tube, inner cup, pomade, cap.
pub(super) fn lipsticks(dice: &mut Dice) -> Object {
    let mut it = Object::benign("lipsticks");
    let (r, length) = (dice.param(7.5, 11.5), dice.param(60.0, 85.0));
    let metal = *dice.pick(&[Aluminium, Brass, Abs, Zamak]);
    for i in 0..dice.int(1, 7) {
        let mut one = Object::benign("lipstick");
        one.solid(metal, Mesh::tube(r, r - dice.uniform(0.5, 1.2), length * 0.55).at(length * 0.2, 0.0, 0.0));
        one.solid(metal, Mesh::cylinder(r, 1.0).at(length * 0.48, 0.0, 0.0));
        one.solid(Abs, Mesh::tube(r - 1.0, r - 2.2, length * 0.7).at(-length * 0.12, 0.0, 0.0));
        one.solid(Aluminium, Mesh::tube(r - 2.2, r - 2.7, length * 0.3));
        one.solid(Oil, Mesh::lathe(&[(-length * 0.1, r - 2.9), (length * 0.2, r - 2.9), (length * 0.32, r * 0.2)]));
        one.solid(Steel, Mesh::cylinder(r - 1.5, 3.0).at(-length * 0.46, 0.0, 0.0));
        let turn = if dice.chance(0.2) { PI } else { 0.0 } + dice.normal() * 0.05;
        it.add(
            one,
            &(Affine3A::from_translation(Vec3::new(dice.normal() * 2.0, i as f32 * r * 2.3, 0.0))
                * Affine3A::from_rotation_z(turn)),
        );
    }
    it
}

fn perfume_bottle(dice: &mut Dice) -> Object {
    let mut it = Object::benign("perfume bottle");
    let (x, y, z) = (dice.param(55.0, 110.0), dice.param(35.0, 80.0), dice.param(22.0, 40.0));
    it.solid(Glass, soft_block(x, y, z, 6.0));
    let wall = dice.uniform(3.0, 7.0);
    it.cavity(Glass, soft_block(x - 2.0 * wall, y - 2.0 * wall, z - 1.4 * wall, 4.0).at(wall * 0.5, 0.0, 0.0));
    it.solid(Ethanol, soft_block((x - 2.0 * wall) * 0.7, y - 2.0 * wall, z - 1.4 * wall, 4.0).at(-x * 0.1, 0.0, 0.0));
    it.solid(Aluminium, Mesh::tube(8.0, 7.0, 14.0).at(x * 0.5 + 6.0, 0.0, 0.0));
    it.solid(Steel, Mesh::spring(2.0, 0.3, 9.0, 5.0).at(x * 0.5, 0.0, 0.0));
    it.solid(Polyethylene, Mesh::tube(1.6, 0.8, x * 0.8).at(0.0, 0.0, 0.0));
    it.solid(*dice.pick(&[Abs, Zamak, Aluminium]), Mesh::tube(13.0, 9.0, 26.0).at(x * 0.5 + 14.0, 0.0, 0.0));
    it
}

pub(super) fn spray_can(dice: &mut Dice) -> Object {
    let mut it = Object::benign("spray can");
    let (r, length) = (dice.param(17.0, 34.0), dice.param(95.0, 230.0));
    let profile = [(-length * 0.5, r), (length * 0.42, r), (length * 0.5, r * 0.6)];
    let (metal, wall) = *dice.pick(&[(Steel, 0.25), (Aluminium, 0.5), (Steel, 0.35)]);
    vessel(&mut it, metal, &profile, wall);
    let share = dice.param(0.2, 0.85);
    it.packed(*dice.pick(&[Water, Ethanol, Oil]), 0.95, filling(&profile, wall, share));
    it.solid(Polyethylene, Mesh::tube(2.0, 1.2, length * 0.85));
    it.solid(Steel, Mesh::cylinder(12.0, 2.0).at(length * 0.5, 0.0, 0.0));
    it.solid(Steel, Mesh::spring(2.4, 0.4, 7.0, 4.0).at(length * 0.46, 0.0, 0.0));
    it.solid(Polypropylene, Mesh::tube(r * 0.95, r * 0.9, 26.0).at(length * 0.55, 0.0, 0.0));
    if dice.chance(0.25) {
        it.solid(Steel, Mesh::ellipsoid(Vec3::splat(4.5)).at(-length * 0.45, r * 0.5, 0.0));
    }
    it
}

fn tubes(dice: &mut Dice) -> Object {
    let mut it = Object::benign("tubes of cream");
    let (r, length) = (dice.param(10.0, 26.0), dice.param(80.0, 180.0));
    for i in 0..dice.int(1, 4) {
        let outline = [(-0.5, -r * 1.25), (0.4, -r), (0.44, -r * 0.5), (0.44, r * 0.5), (0.4, r), (-0.5, r * 1.25)]
            .map(|(u, v)| (u * length, v));
        let y = i as f32 * r * 2.6;
        it.packed(*dice.pick(&[Water, Oil, Soap]), dice.uniform(0.4, 0.9), plate(&outline, r * 1.1).at(0.0, y, 0.0));
        it.solid(*dice.pick(&[Aluminium, Polyethylene]), block(4.0, r * 2.5, 1.2).at(-length * 0.5, y, 0.0));
        it.solid(Polypropylene, Mesh::tube(r * 0.8, r * 0.5, 18.0).at(length * 0.5, y, 0.0));
    }
    it
}

pub(super) fn coins(dice: &mut Dice) -> Object {
    let mut it = Object::benign("coins");
    let metal = *dice.pick(&[Brass, Nickel, Copper, Silver]);
    let stacked = dice.chance(0.3);
    let base = dice.param(8.0, 13.0);
    for i in 0..dice.int(3, 24) {
        let r = if stacked { base } else { base * dice.uniform(0.75, 1.25) };
        let one = if stacked {
            Mesh::cylinder(r, 1.9).at(i as f32 * 2.0, 0.0, 0.0)
        } else {
            disc(r, 1.9).transformed(&Affine3A::from_rotation_x(dice.normal() * 0.3)).at(
                dice.normal() * base * 2.2,
                dice.normal() * base * 1.8,
                i as f32 * 1.2,
            )
        };
        it.solid(metal, one);
    }
    it
}

pub(super) fn pens(dice: &mut Dice) -> Object {
    let mut it = Object::benign("pens");
    let (r, length) = (dice.param(3.6, 9.0), dice.param(115.0, 160.0));
    let mess = dice.uniform(0.0, 0.2);
    for i in 0..dice.int(1, 8) {
        let mut one = Object::benign("pen");
        let body = *dice.pick(&[Abs, Aluminium, Brass, Polypropylene, Wood]);
        if body == Wood {
            one.solid(Wood, Mesh::cylinder(r, length));
            one.solid(Graphite, Mesh::cylinder(r * 0.3, length));
            one.solid(Aluminium, Mesh::tube(r + 0.3, r, 10.0).at(-length * 0.46, 0.0, 0.0));
        } else {
            one.solid(
                body,
                Mesh::lathe_ring(&[
                    (-length * 0.5, r * 0.7),
                    (-length * 0.5, r),
                    (length * 0.42, r),
                    (length * 0.5, r * 0.4),
                    (length * 0.5, r * 0.3),
                    (length * 0.42, r * 0.7),
                ]),
            );
            one.solid(
                if dice.chance(0.4) { Brass } else { Polypropylene },
                Mesh::tube(r * 0.4, r * 0.25, length * 0.75),
            );
            one.solid(Brass, Mesh::lathe(&[(0.0, r * 0.35), (12.0, r * 0.1)]).at(length * 0.45, 0.0, 0.0));
            if dice.chance(0.6) {
                one.solid(Steel, Mesh::spring(r * 0.5, 0.25, 18.0, 8.0).at(length * 0.34, 0.0, 0.0));
                one.solid(Steel, block(42.0, 3.0, 0.8).at(-length * 0.28, 0.0, r + 1.2));
            }
        }
        let turn = dice.normal() * mess + if dice.chance(0.3) { PI } else { 0.0 };
        it.add(
            one,
            &(Affine3A::from_translation(Vec3::new(dice.normal() * 5.0, i as f32 * r * 2.2, 0.0))
                * Affine3A::from_rotation_z(turn)),
        );
    }
    it
}

fn wallet(dice: &mut Dice) -> Object {
    let mut it = Object::benign("wallet");
    let (x, y) = (dice.param(95.0, 190.0), dice.param(75.0, 105.0));
    for z in [-8.0, 8.0] {
        it.solid(Leather, soft_block(x, y, 2.5, 6.0).at(0.0, 0.0, z));
    }
    for i in 0..dice.int(2, 7) {
        it.solid(Pvc, soft_block(85.6, 54.0, 0.8, 3.0).at(dice.normal() * 4.0, dice.normal() * 6.0, i as f32 - 3.0));
    }
    it.packed(Paper, 0.5, block(x * 0.8, y * 0.7, 3.0).at(0.0, 0.0, 4.0));
    it.add_at(coins(dice), x * 0.1, -y * 0.1, 5.0);
    for side in [-1.0, 1.0] {
        it.solid(Brass, disc(5.0, 3.0).at(side * x * 0.4, y * 0.36, 0.0));
    }
    it.solid(Zamak, block(x * 0.85, 4.0, 2.5).at(0.0, -y * 0.4, 0.0));
    it
}

fn compact_case(dice: &mut Dice) -> Object {
    let mut it = Object::benign("make-up case");
    let r = dice.param(28.0, 45.0);
    it.solid(Abs, disc(r, 14.0));
    it.cavity(Abs, disc(r - 2.0, 10.0));
    it.solid(Glass, disc(r * 0.85, 2.0).at(0.0, 0.0, 5.0));
    it.packed(Quartz, 0.9, disc(r * 0.8, 4.0).at(0.0, 0.0, -2.0));
    it.solid(Aluminium, ring(r * 0.82, r * 0.8, 4.0).at(0.0, 0.0, -2.0));
    it.solid(Steel, Mesh::cylinder(1.2, 14.0).at(0.0, r, 0.0));
    it
}

fn razor(dice: &mut Dice) -> Object {
    let mut it = Object::benign("razor");
    let (length, metal) = (dice.param(80.0, 130.0), dice.chance(0.5));
    let body = if metal { *dice.pick(&[Zamak, Brass, StainlessSteel]) } else { Polypropylene };
    it.solid(body, Mesh::lathe(&[(-length, 5.0), (-length * 0.6, 6.0), (-length * 0.1, 4.0), (0.0, 4.0)]));
    it.solid(
        if metal { body } else { Abs },
        soft_block(if metal { 22.0 } else { 14.0 }, 42.0, 6.0, 3.0).at(4.0, 0.0, 0.0),
    );
    for i in 0..if metal { 1 } else { 4 } {
        it.solid(Steel, block(if metal { 20.0 } else { 2.0 }, 38.0, 0.3).at(i as f32 * 3.0, 0.0, 4.0));
    }
    for i in 0..dice.int(0, 3) {
        it.solid(Abs, block(16.0, 44.0, 9.0).at(30.0 + i as f32 * 18.0, 0.0, 0.0));
        it.solid(Steel, block(10.0, 38.0, 0.6).at(30.0 + i as f32 * 18.0, 0.0, 2.0));
    }
    it
}

fn lighters(dice: &mut Dice) -> Object {
    let mut it = Object::benign("lighters");
    let length = dice.param(55.0, 80.0);
    let metal = dice.chance(0.4);
    for i in 0..dice.int(1, 4) {
        let y = i as f32 * 30.0;
        if metal {
            it.solid(Brass, soft_block(length * 0.9, 36.0, 12.0, 3.0).at(0.0, y * 1.4, 0.0));
            it.cavity(Brass, soft_block(length * 0.9 - 1.6, 34.4, 10.4, 3.0).at(0.0, y * 1.4, 0.0));
            it.packed(Cotton, 1.0, block(length * 0.5, 32.0, 9.0).at(-length * 0.15, y * 1.4, 0.0));
            it.solid(Steel, block(14.0, 12.0, 8.0).at(length * 0.25, y * 1.4, 0.0));
        } else {
            it.solid(Acetal, soft_block(length * 0.75, 23.0, 12.0, 5.0).at(-length * 0.12, y, 0.0));
            it.cavity(Acetal, soft_block(length * 0.72, 20.0, 9.0, 4.0).at(-length * 0.12, y, 0.0));
            it.packed(Oil, 0.6, block(length * 0.5, 19.0, 8.5).at(-length * 0.2, y, 0.0));
            it.solid(Steel, soft_block(14.0, 22.0, 0.5, 2.0).at(length * 0.36, y, 5.5));
            it.solid(Steel, soft_block(14.0, 22.0, 0.5, 2.0).at(length * 0.36, y, -5.5));
        }
        it.solid(Steel, disc(4.0, 5.0).at(length * 0.38, if metal { y * 1.4 } else { y } - 5.0, 0.0));
        it.solid(
            Steel,
            Mesh::spring(1.6, 0.3, 10.0, 6.0).at(length * 0.26, if metal { y * 1.4 } else { y } - 5.0, 0.0),
        );
    }
    it
}

fn pill_box(dice: &mut Dice) -> Object {
    let mut it = Object::benign("pills");
    let (columns, rows) = (dice.int(3, 7), dice.int(2, 3));
    let pitch = dice.param(13.0, 19.0);
    for sheet in 0..dice.int(1, 4) {
        let z = sheet as f32 * 9.0;
        it.solid(Aluminium, block(columns as f32 * pitch + 8.0, rows as f32 * pitch + 6.0, 0.06).at(0.0, 0.0, z));
        it.solid(Pvc, block(columns as f32 * pitch + 8.0, rows as f32 * pitch + 6.0, 0.3).at(0.0, 0.0, z + 0.5));
        for i in 0..columns * rows {
            let at = ((i / rows) as f32 - (columns as f32 - 1.0) * 0.5, (i % rows) as f32 - (rows as f32 - 1.0) * 0.5);
            it.solid(Sugar, disc(pitch * 0.3, 4.0).at(at.0 * pitch, at.1 * pitch, z + 2.5));
        }
    }
    it
}
