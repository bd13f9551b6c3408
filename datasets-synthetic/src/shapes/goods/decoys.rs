//! Hard negatives: harmless things from the same primitives as threats. Hollow blocks, bored rods,
//! springs in tubes, rings of chambers, L and T shapes of steel, rows of small capped cylinders.

use std::f32::consts::{PI, TAU};

use glam::{Affine3A, Vec3};

use super::kit::*;
use super::nozzles::{beads_in_box, glue_sticks, hose_nozzle, telescopic_tube, trigger_sprayer};
use crate::{
    dice::Dice,
    mesh::{Mesh, regular_polygon},
    physics::material::Material::{self, *},
    shapes::Object,
};

pub(super) const FAMILIES: &[(f32, Maker)] = &[
    (1.5, hollow_block),
    (1.5, bored_cylinder),
    (1.5, spring_in_tube),
    (1.3, chambered_ring),
    (1.6, l_shape),
    (1.2, t_shape),
    (1.3, plate_with_holes),
    (1.2, tube_with_baffles),
    (1.4, capped_cylinders),
    (1.0, dowels),
    (1.0, box_of_rods),
    (1.0, curved_box),
    (1.0, tube_on_block),
    (0.8, slotted_bar),
    (0.8, bushes),
    (0.8, handle_with_motor),
    (0.8, anchors),
    (0.7, rivets),
    (0.7, stacked_sheets),
    (0.7, hose_nozzle),
    (0.7, trigger_sprayer),
    (0.6, glue_sticks),
    (0.6, beads_in_box),
    (0.6, telescopic_tube),
];

fn metal(dice: &mut Dice) -> Material {
    *dice.pick(&[Steel, Steel, StainlessSteel, Aluminium, Brass, Zamak, CastIron])
}

/// A long block with a channel below and a bore: a slide of no gun.
fn hollow_block(dice: &mut Dice) -> Object {
    let mut it = Object::benign("hollow block");
    let (x, y, z) = (dice.param(60.0, 240.0), dice.param(16.0, 42.0), dice.param(14.0, 36.0));
    let material = metal(dice);
    let wall = dice.uniform(1.2, 5.0);
    it.solid(material, soft_block(x, y, z, dice.uniform(0.2, 5.0)));
    it.cavity(material, block(x * dice.uniform(0.6, 1.0), y - 2.0 * wall, z - 2.0 * wall));
    match dice.below(4) {
        0 => {
            it.cavity(
                material,
                block(x * 0.3, wall, z - 2.0 * wall).at(dice.uniform(-0.3, 0.3) * x, y * 0.5 - wall * 0.5, 0.0),
            );
        }
        1 => {
            it.solid(Steel, Mesh::spring((y * 0.5 - wall).min(z * 0.5 - wall) * 0.8, 0.8, x * 0.5, 9.0));
        }
        2 => {
            for i in 0..dice.int(2, 5) {
                it.solid(Steel, screw(1.8, y * 0.7).upright().at(x * (i as f32 * 0.2 - 0.4), 0.0, 0.0));
            }
        }
        _ => {
            it.solid(Copper, block(x * 0.7, 3.0, z * 0.3));
            it.packed(Ceramic, 0.6, block(x * 0.5, y * 0.3, z * 0.4));
        }
    }
    it
}

fn bored_cylinder(dice: &mut Dice) -> Object {
    let mut it = Object::benign("bored cylinder");
    let (r, x) = (dice.param(5.0, 26.0), dice.param(40.0, 330.0));
    let material = metal(dice);
    let mut profile = Vec::new();
    let steps = dice.int(1, 4);
    for k in 0..steps {
        let own = r * if k == 0 { 1.0 } else { dice.uniform(0.6, 1.0) };
        profile.push((x * (k as f32 / steps as f32 - 0.5), own));
        profile.push((x * ((k as f32 + 1.0) / steps as f32 - 0.5), own));
    }
    it.solid(material, Mesh::lathe(&profile));
    let bore = r * dice.param(0.2, 0.55);
    it.cavity(material, Mesh::cylinder(bore, x));
    if dice.chance(0.4) {
        let cross = r * 0.25;
        it.packed(material, -0.8, Mesh::cylinder(cross, r * 1.6).upright().at(dice.uniform(-0.4, 0.4) * x, 0.0, 0.0));
    }
    if dice.chance(0.4) {
        it.solid(material, Mesh::extrude(&regular_polygon(r * 1.4, 6), r).facing().at(-x * 0.5 + r, 0.0, 0.0));
        it.cavity(material, Mesh::cylinder(r * 0.9, r).at(-x * 0.5 + r, 0.0, 0.0));
    }
    it
}

fn spring_in_tube(dice: &mut Dice) -> Object {
    let mut it = Object::benign("spring in a tube");
    let (r, x) = (dice.param(6.0, 24.0), dice.param(50.0, 210.0));
    let material = *dice.pick(&[Steel, Aluminium, Abs, Brass, Polypropylene]);
    it.solid(material, Mesh::tube(r, r * dice.uniform(0.78, 0.93), x));
    let turns = dice.uniform(7.0, 20.0);
    let length = x * dice.uniform(0.35, 0.9);
    it.solid(
        Steel,
        Mesh::spring(r * 0.62, r * dice.uniform(0.05, 0.11), length, turns).at(
            (x - length) * dice.uniform(-0.5, 0.5),
            0.0,
            0.0,
        ),
    );
    it.solid(*dice.pick(&[Steel, Brass, Acetal]), Mesh::cylinder(r * 0.75, x * 0.14).at(x * 0.43, 0.0, 0.0));
    if dice.chance(0.6) {
        it.solid(Steel, Mesh::cylinder(r * 0.2, x * 1.2).at(x * 0.15, 0.0, 0.0));
    }
    if dice.chance(0.4) {
        it.solid(material, Mesh::tube(r * 1.5, r, r * 0.5).at(-x * 0.5, 0.0, 0.0));
    }
    it
}

/// A thick disc with a ring of holes: collet, pump rotor, hose coupling, spool.
fn chambered_ring(dice: &mut Dice) -> Object {
    let mut it = Object::benign("ring of holes");
    let (r, x) = (dice.param(14.0, 42.0), dice.param(8.0, 60.0));
    let material = metal(dice);
    it.solid(material, Mesh::cylinder(r, x));
    it.cavity(material, Mesh::cylinder(r * dice.uniform(0.1, 0.35), x));
    let count = dice.int(3, 12);
    let hole = (r * dice.uniform(0.12, 0.24)).min(PI * r * 0.62 / count as f32 * 0.85);
    for i in 0..count {
        let (sin, cos) = (TAU * i as f32 / count as f32).sin_cos();
        it.cavity(material, Mesh::cylinder(hole, x).at(0.0, cos * r * 0.64, sin * r * 0.64));
        if dice.chance(0.2) {
            it.solid(Steel, screw(hole * 0.7, x * 1.3).at(0.0, cos * r * 0.64, sin * r * 0.64));
        }
    }
    if dice.chance(0.5) {
        it.transform(&Affine3A::from_rotation_y(PI * 0.5));
    }
    it
}

/// Bent steel in the outline of a pistol without its inside: bracket, shelf support, pipe elbow, tool.
fn l_shape(dice: &mut Dice) -> Object {
    let mut it = Object::benign("angle");
    let (a, b) = (dice.param(80.0, 210.0), dice.param(60.0, 150.0));
    let (w, lean) = (dice.param(14.0, 42.0), dice.uniform(-0.4, 0.2));
    let material = *dice.pick(&[Steel, Aluminium, Abs, Wood, CastIron, Zamak]);
    match dice.below(3) {
        0 => {
            let depth = dice.uniform(3.0, 26.0);
            it.solid(material, block(a, w, depth));
            it.solid(
                material,
                block(w * 1.1, b, depth).at(0.0, -b * 0.5, 0.0).turned(lean).at(-a * 0.5 + w * 0.6, -w * 0.4, 0.0),
            );
            for i in 0..dice.int(0, 4) {
                hole(&mut it, material, a * (i as f32 * 0.2 - 0.3), 0.0, w * 0.16, depth);
            }
        }
        1 => {
            let r = w * 0.5;
            let path = [
                Vec3::new(a * 0.5, 0.0, 0.0),
                Vec3::new(-a * 0.35, 0.0, 0.0),
                Vec3::new(-a * 0.47, -a * 0.05, 0.0),
                Vec3::new(-a * 0.5, -a * 0.16, 0.0),
                Vec3::new(-a * 0.5 + b * lean, -b, 0.0),
            ];
            it.solid(material, Mesh::sweep(&path, r, 10));
            it.cavity(material, Mesh::sweep(&path, r * dice.uniform(0.6, 0.9), 10));
            it.solid(material, Mesh::tube(r * 1.25, r, r).at(a * 0.48, 0.0, 0.0));
        }
        _ => {
            let depth = dice.uniform(20.0, 40.0);
            casing(
                &mut it,
                *dice.pick(&[Abs, Polypropylene, Aluminium]),
                &[
                    (-a * 0.5, w * 0.5),
                    (a * 0.5, w * 0.5),
                    (a * 0.5, -w * 0.5),
                    (-a * 0.5 + w, -w * 0.5),
                    (-a * 0.5 + w - b * lean, -b),
                    (-a * 0.5 - b * lean, -b),
                ],
                depth,
                2.2,
            );
            it.add_at(electric_bits(dice, a * 0.6, w * 0.6), 0.0, 0.0, 0.0);
        }
    }
    it
}

/// A handful of parts as they sit in a hand-held appliance.
fn electric_bits(dice: &mut Dice, x: f32, y: f32) -> Object {
    let mut it = Object::benign("parts");
    match dice.below(3) {
        0 => {
            it.add_at(motor(dice, y * 0.45, x * 0.5), 0.0, 0.0, 0.0);
        }
        1 => {
            it.add_at(board(dice, x, y), 0.0, 0.0, 0.0);
            it.add_at(cell(dice, 7.1, 49.0), 0.0, 0.0, 9.0);
        }
        _ => {
            it.add_at(transformer(dice, y), x * 0.2, 0.0, 0.0);
            it.solid(Steel, Mesh::spring(y * 0.25, 0.8, x * 0.3, 7.0).at(-x * 0.25, 0.0, 0.0));
        }
    }
    it
}

fn t_shape(dice: &mut Dice) -> Object {
    let mut it = Object::benign("tee");
    let (a, b, w) = (dice.param(60.0, 190.0), dice.param(50.0, 160.0), dice.param(8.0, 34.0));
    let material = metal(dice);
    if dice.chance(0.5) {
        let inner = w * 0.5 * dice.uniform(0.6, 0.9);
        it.solid(material, Mesh::tube(w * 0.5, inner, a));
        it.solid(
            material,
            Mesh::tube(w * 0.5, inner, b).upright().at(dice.uniform(-0.3, 0.3) * a, -b * 0.5 - w * 0.4, 0.0),
        );
    } else {
        it.solid(material, Mesh::cylinder(w * 0.5, a));
        it.solid(
            *dice.pick(&[Wood, Abs, Steel]),
            Mesh::lathe(&[(-b, w * 0.6), (-b * 0.4, w * 0.45), (0.0, w * 0.3)]).upright(),
        );
    }
    it
}

fn plate_with_holes(dice: &mut Dice) -> Object {
    let mut it = Object::benign("plate with holes");
    let (x, y) = (dice.param(60.0, 230.0), dice.param(25.0, 120.0));
    let (material, depth) = (metal(dice), dice.uniform(1.0, 9.0));
    it.solid(material, soft_block(x, y, depth, y * dice.uniform(0.02, 0.2)));
    let (columns, rows) = (dice.int(2, 8), dice.int(1, 3));
    let r = (x / columns as f32).min(y / rows as f32) * dice.uniform(0.12, 0.36);
    for i in 0..columns * rows {
        let at = ((i / rows) as f32 - (columns as f32 - 1.0) * 0.5, (i % rows) as f32 - (rows as f32 - 1.0) * 0.5);
        hole(&mut it, material, at.0 * x / columns as f32, at.1 * y / rows as f32, r, depth);
    }
    if dice.chance(0.4) {
        it.solid(material, block(x, depth.max(2.0), y * 0.4).at(0.0, y * 0.5, y * 0.2));
    }
    it
}

/// A tube with cross walls: filter, exhaust silencer of a model engine, aerator, cartridge filter.
fn tube_with_baffles(dice: &mut Dice) -> Object {
    let mut it = Object::benign("filter tube");
    let (r, x) = (dice.param(12.0, 38.0), dice.param(70.0, 240.0));
    let material = *dice.pick(&[Aluminium, Steel, Polypropylene, Acrylic, Brass]);
    it.solid(material, Mesh::tube(r, r * 0.9, x));
    let paper = dice.chance(0.5);
    if paper {
        it.packed(*dice.pick(&[Paper, Cotton, Graphite]), 0.6, Mesh::tube(r * 0.85, r * 0.35, x * 0.9));
        it.packed(Polypropylene, 0.7, Mesh::tube(r * 0.35, r * 0.28, x * 0.95));
    } else {
        for i in 0..dice.int(2, 4) {
            it.packed(material, 0.7, Mesh::tube(r * 0.9, r * 0.3, 2.0).at(x * (i as f32 * 0.25 - 0.35), 0.0, 0.0));
        }
    }
    for side in [-1.0, 1.0] {
        it.solid(material, Mesh::tube(r, r * 0.3, 5.0).at(side * x * 0.5, 0.0, 0.0));
        it.solid(material, Mesh::tube(r * 0.42, r * 0.3, r).at(side * (x * 0.5 + r * 0.5), 0.0, 0.0));
    }
    it
}

/// Rows of small cylinders with a different cap: felt pens, lip balm, fuses, vials, batteries, plugs.
fn capped_cylinders(dice: &mut Dice) -> Object {
    let mut it = Object::benign("capped cylinders");
    let (r, x) = (dice.param(3.5, 13.0), dice.param(22.0, 110.0));
    let body = *dice.pick(&[Abs, Aluminium, Brass, Glass, Wood, Polypropylene, Steel]);
    let cap = *dice.pick(&[Abs, Brass, Steel, Rubber, Aluminium]);
    let filled = *dice.pick(&[Water, Oil, Quartz, Sugar]);
    let (full, split) = (dice.uniform(0.3, 0.9), dice.uniform(0.55, 0.8));
    let tip = dice.uniform(0.3, 1.0);
    let (columns, rows) = (dice.int(2, 10), dice.int(1, 3));
    let mess = if dice.chance(0.4) { dice.uniform(0.1, 0.8) } else { 0.0 };
    for i in 0..(columns * rows).min(22) {
        let mut one = Object::benign("one");
        if body == Wood {
            one.solid(body, Mesh::cylinder(r, x));
        } else {
            one.solid(body, Mesh::tube(r, r * 0.82, x * split));
            one.solid(body, Mesh::cylinder(r, 1.2).at(-x * split * 0.5, 0.0, 0.0));
            one.packed(filled, 0.9, Mesh::cylinder(r * 0.8, x * split * full));
        }
        one.solid(
            cap,
            Mesh::lathe_ring(&[
                (0.0, r * 0.75),
                (0.0, r),
                (x * (1.0 - split), r * tip),
                (x * (1.0 - split), r * tip * 0.5),
            ])
            .at(x * split * 0.5, 0.0, 0.0),
        );
        let place = Affine3A::from_translation(Vec3::new(
            (i / columns) as f32 * x * 1.15 + dice.normal() * mess * 6.0,
            (i % columns) as f32 * r * 2.2 + dice.normal() * mess * 6.0,
            dice.normal() * mess * 4.0,
        )) * Affine3A::from_rotation_z(dice.normal() * mess);
        it.add(one, &place);
    }
    it
}

fn dowels(dice: &mut Dice) -> Object {
    let mut it = Object::benign("dowels");
    let (r, x) = (dice.param(2.5, 9.0), dice.param(18.0, 80.0));
    let material = *dice.pick(&[Wood, Steel, Brass, Nylon, Graphite, Aluminium]);
    let round = dice.chance(0.5);
    for _ in 0..dice.int(4, 28) {
        let spread = x * 1.3;
        let place = Affine3A::from_translation(Vec3::new(
            dice.uniform(-0.5, 0.5) * spread * 1.5,
            dice.uniform(-0.5, 0.5) * spread,
            dice.uniform(-1.0, 1.0) * r * 2.0,
        )) * Affine3A::from_rotation_z(dice.uniform(0.0, TAU));
        let one = if round {
            Mesh::lathe(&[(-x * 0.5, r * 0.7), (-x * 0.45, r), (x * 0.45, r), (x * 0.5, r * 0.7)])
        } else {
            Mesh::cylinder(r, x)
        };
        it.solid(material, one.transformed(&place));
    }
    it
}

fn box_of_rods(dice: &mut Dice) -> Object {
    let mut it = Object::benign("box of bits");
    let (columns, rows) = (dice.int(4, 9), dice.int(2, 6));
    let pitch = dice.param(8.0, 17.0);
    let (x, y, z) = (columns as f32 * pitch, rows as f32 * pitch, dice.param(24.0, 60.0));
    shell(&mut it, *dice.pick(&[Polypropylene, Cardboard, Steel]), Vec3::new(x + 6.0, y + 6.0, z + 6.0), 2.0, 1.2);
    let material = metal(dice);
    let hollow = dice.chance(0.5);
    for i in 0..columns * rows {
        if dice.chance(0.1) {
            continue;
        }
        let at = ((i / rows) as f32 - (columns as f32 - 1.0) * 0.5, (i % rows) as f32 - (rows as f32 - 1.0) * 0.5);
        let r = pitch * dice.uniform(0.2, 0.42);
        let length = z * dice.uniform(0.5, 0.95);
        it.solid(
            material,
            if hollow { ring(r, r * 0.6, length) } else { disc(r, length) }.at(at.0 * pitch, at.1 * pitch, 0.0),
        );
    }
    if dice.chance(0.6) {
        it.transform(&Affine3A::from_rotation_x(PI * 0.5));
    }
    it
}

/// A flat curved or straight case with rows inside and a spring: dispenser, stapler refill, mint box.
fn curved_box(dice: &mut Dice) -> Object {
    let mut it = Object::benign("dispenser");
    let (x, y, z) = (dice.param(70.0, 190.0), dice.param(18.0, 48.0), dice.param(10.0, 30.0));
    let material = *dice.pick(&[Abs, Polypropylene, Steel, Aluminium]);
    let bend = dice.uniform(-0.15, 0.15) * x;
    let outline: Vec<(f32, f32)> = (0..=6)
        .map(|i| (i as f32 / 6.0 - 0.5, 0.5))
        .chain((0..=6).rev().map(|i| (i as f32 / 6.0 - 0.5, -0.5)))
        .map(|(u, v)| (u * x, v * y + bend * (1.0 - 4.0 * u * u)))
        .collect();
    it.solid(material, plate(&outline, z));
    it.cavity(material, Mesh::extrude(&inset(&points(&outline), 1.4), z - 2.8));
    match dice.below(3) {
        0 => {
            it.packed(Steel, 0.45, block(x * 0.55, y * 0.5, z * 0.6).at(-x * 0.1, bend, 0.0));
            it.solid(Steel, Mesh::spring(y * 0.2, 0.5, x * 0.3, 8.0).at(x * 0.3, bend * 0.7, 0.0));
        }
        1 => {
            let count = (x / 9.0) as usize;
            for i in 0..count {
                let u = (i as f32 + 0.5) / count as f32 - 0.5;
                it.packed(
                    Sugar,
                    1.0,
                    soft_block(6.0, y * 0.7, z * 0.6, 2.0).at(u * x, bend * (1.0 - 4.0 * u * u), 0.0),
                );
            }
        }
        _ => {
            it.solid(LithiumCell, block(x * 0.5, y * 0.7, z * 0.6).at(0.0, bend, 0.0));
            it.add_at(board(dice, x * 0.25, y * 0.6), x * 0.36, bend * 0.5, 0.0);
        }
    }
    it
}

/// A tube that sticks out of a block: valve, tap body, air nozzle, nail puller.
fn tube_on_block(dice: &mut Dice) -> Object {
    let mut it = Object::benign("valve body");
    let (x, y) = (dice.param(40.0, 120.0), dice.param(24.0, 60.0));
    let material = metal(dice);
    let depth = y * dice.uniform(0.5, 0.9);
    it.solid(material, soft_block(x, y, depth, 4.0));
    let r = y * dice.uniform(0.14, 0.32);
    it.cavity(material, Mesh::cylinder(r * 0.7, x));
    let reach = dice.param(50.0, 200.0);
    it.solid(material, Mesh::tube(r, r * 0.7, reach).at(x * 0.5 + reach * 0.5, y * dice.uniform(-0.2, 0.2), 0.0));
    if dice.chance(0.6) {
        it.solid(
            *dice.pick(&[Abs, Steel, Rubber]),
            Mesh::tube(r * 1.3, r * 0.8, dice.param(40.0, 110.0)).upright().at(-x * 0.2, -y, 0.0),
        );
    }
    it.packed(material, -0.8, Mesh::cylinder(r * 0.5, y * 0.9).upright().at(x * 0.2, 0.0, 0.0));
    it.solid(Steel, Mesh::spring(r * 0.45, 0.7, x * 0.4, 7.0).at(-x * 0.1, 0.0, 0.0));
    if dice.chance(0.5) {
        it.solid(Steel, Mesh::torus(y * 0.5, 3.0).at(x * 0.1, -y * 0.9, 0.0));
    }
    it
}

fn slotted_bar(dice: &mut Dice) -> Object {
    let mut it = Object::benign("slotted bar");
    let (x, y, z) = (dice.param(90.0, 320.0), dice.param(14.0, 36.0), dice.param(4.0, 22.0));
    let material = metal(dice);
    it.solid(material, block(x, y, z));
    let slots = dice.int(2, 6);
    for i in 0..slots {
        let at = x * ((i as f32 + 0.5) / slots as f32 - 0.5);
        it.cavity(
            material,
            soft_block(x / slots as f32 * dice.uniform(0.3, 0.8), y * 0.4, z, y * 0.18).at(at, 0.0, 0.0),
        );
    }
    for i in 0..dice.int(0, 10) {
        it.cavity(material, block(2.0, y * 0.2, z).at(x * (i as f32 * 0.07 - 0.4), y * 0.4, 0.0));
    }
    it
}

fn bushes(dice: &mut Dice) -> Object {
    let mut it = Object::benign("bushes");
    let material = *dice.pick(&[Bronze, Brass, Steel, Nylon, Copper]);
    let base = dice.param(4.0, 15.0);
    let length = base * dice.param(1.4, 5.0);
    let flange = dice.chance(0.5);
    for i in 0..dice.int(2, 12) {
        let place =
            Affine3A::from_translation(Vec3::new((i % 4) as f32 * length * 1.2, (i / 4) as f32 * base * 2.6, 0.0))
                * Affine3A::from_rotation_z(dice.normal() * 0.3)
                * Affine3A::from_rotation_y(if dice.chance(0.3) { 1.5 } else { 0.0 });
        it.solid(material, Mesh::tube(base, base * 0.75, length).transformed(&place));
        if flange {
            it.solid(
                material,
                Mesh::tube(base * 1.3, base, base * 0.25).at(-length * 0.5, 0.0, 0.0).transformed(&place),
            );
        }
    }
    it
}

/// A grip, a body with a motor, a snout: massage gun, heat gun, label printer, bar-code reader.
fn handle_with_motor(dice: &mut Dice) -> Object {
    let mut it = Object::benign("hand-held appliance");
    let (x, h) = (dice.param(100.0, 180.0), dice.param(42.0, 72.0));
    casing(
        &mut it,
        *dice.pick(&[Abs, GlassNylon, Polycarbonate]),
        &[
            (-x * 0.5, -h * 0.4),
            (-x * 0.5, h * 0.4),
            (0.0, h * 0.5),
            (x * 0.5, h * 0.3),
            (x * 0.5, -h * 0.3),
            (0.0, -h * 0.5),
        ],
        h * 0.85,
        2.4,
    );
    match dice.below(3) {
        0 => {
            it.add_at(motor(dice, h * 0.32, x * 0.4), -x * 0.1, 0.0, 0.0);
            it.solid(Aluminium, Mesh::tube(h * 0.26, h * 0.2, x * 0.4).at(x * 0.55, 0.0, 0.0));
            it.solid(Steel, Mesh::cylinder(h * 0.12, x * 0.5).at(x * 0.5, 0.0, 0.0));
        }
        1 => {
            it.add_at(board(dice, x * 0.7, h * 0.6), 0.0, 0.0, 0.0);
            it.add_at(board(dice, h * 0.5, h * 0.5), -x * 0.2, 0.0, 14.0);
            it.solid(Glass, block(3.0, h * 0.5, h * 0.6).at(x * 0.48, 0.0, 0.0));
            it.solid(Zamak, block(24.0, 20.0, 20.0).at(x * 0.3, 0.0, 0.0));
        }
        _ => {
            it.packed(Ceramic, 0.5, Mesh::cylinder(h * 0.26, x * 0.4).at(x * 0.25, 0.0, 0.0));
            it.solid(Nickel, Mesh::spring(h * 0.2, 0.7, x * 0.35, 10.0).at(x * 0.25, 0.0, 0.0));
            it.solid(Steel, Mesh::tube(h * 0.36, h * 0.34, x * 0.6).at(x * 0.45, 0.0, 0.0));
            it.add_at(motor(dice, h * 0.25, h * 0.5), -x * 0.25, 0.0, 0.0);
        }
    }
    let (grip, w) = (dice.param(85.0, 130.0), dice.uniform(30.0, 40.0));
    let mut handle = Object::benign("handle");
    casing(&mut handle, Abs, &[(-w * 0.5, 0.0), (w * 0.5, 0.0), (w * 0.45, -grip), (-w * 0.5, -grip)], w, 2.4);
    if dice.chance(0.6) {
        let mut cells = cell_row(dice, 9.1, 65.0, 2);
        cells.transform(&Affine3A::from_rotation_y(PI * 0.5));
        cells.transform(&Affine3A::from_rotation_x(PI * 0.5));
        handle.add_at(cells, 0.0, -grip * 0.6, 0.0);
    }
    handle.solid(Abs, soft_plate(&[(0.0, 0.0), (10.0, 0.0), (7.0, -30.0), (0.0, -30.0)], 14.0).at(w * 0.5, -8.0, 0.0));
    handle.solid(Steel, Mesh::spring(2.6, 0.4, 12.0, 6.0).at(w * 0.4, -18.0, 0.0));
    it.add(
        handle,
        &(Affine3A::from_translation(Vec3::new(dice.uniform(-0.35, 0.0) * x, -h * 0.38, 0.0))
            * Affine3A::from_rotation_z(dice.uniform(-0.35, 0.2))),
    );
    it
}

/// Expansion bolts and wall anchors: pointed cylinders with a rim, singly or in heaps.
fn anchors(dice: &mut Dice) -> Object {
    let mut it = Object::benign("wall anchors");
    let (r, x) = (dice.param(3.0, 7.5), dice.param(25.0, 85.0));
    let plastic = dice.chance(0.5);
    let material = if plastic { Nylon } else { Steel };
    let neat = dice.chance(0.4);
    for i in 0..dice.int(3, 20) {
        let place = if neat {
            Affine3A::from_translation(Vec3::new((i / 8) as f32 * x * 1.2, (i % 8) as f32 * r * 2.5, 0.0))
        } else {
            Affine3A::from_translation(Vec3::new(dice.normal() * x * 0.6, dice.normal() * x * 0.45, dice.normal() * r))
                * Affine3A::from_rotation_z(dice.uniform(0.0, TAU))
        };
        it.solid(
            material,
            Mesh::lathe(&[
                (-x * 0.5, r * 1.25),
                (-x * 0.46, r * 1.25),
                (-x * 0.46, r),
                (x * 0.3, r),
                (x * 0.5, r * 0.5),
            ])
            .transformed(&place),
        );
        it.cavity(material, Mesh::cylinder(r * 0.5, x * 0.9).transformed(&place));
        if !plastic || dice.chance(0.5) {
            it.solid(Steel, screw(r * 0.5, x * 1.1).at(-x * 0.1, 0.0, 0.0).transformed(&place));
        }
    }
    it
}

fn rivets(dice: &mut Dice) -> Object {
    let mut it = Object::benign("rivets");
    let (r, x) = (dice.param(2.0, 6.0), dice.param(8.0, 35.0));
    let material = *dice.pick(&[Copper, Aluminium, Steel, Brass]);
    for _ in 0..dice.int(10, 36) {
        let place =
            Affine3A::from_translation(Vec3::new(dice.normal() * 26.0, dice.normal() * 20.0, dice.normal() * 6.0))
                * Affine3A::from_rotation_z(dice.uniform(0.0, TAU))
                * Affine3A::from_rotation_y(dice.normal() * 0.6);
        it.solid(
            material,
            Mesh::lathe(&[(-x * 0.5 - r * 0.6, r), (-x * 0.5, r * 1.9), (-x * 0.5, r), (x * 0.5, r)])
                .transformed(&place),
        );
    }
    it
}

/// Thin plates seen edge-on: boards in a rack, heat sinks, blades, transformer sheets.
fn stacked_sheets(dice: &mut Dice) -> Object {
    let mut it = Object::benign("stacked sheets");
    let (x, z) = (dice.param(60.0, 240.0), dice.param(30.0, 120.0));
    let material = *dice.pick(&[CircuitBoard, Aluminium, Steel, Copper]);
    let (count, pitch) = (dice.int(3, 14), dice.param(3.0, 14.0));
    for i in 0..count {
        let y = i as f32 * pitch;
        if material == CircuitBoard {
            let mut one = board(dice, x, z);
            one.transform(&Affine3A::from_rotation_x(-PI * 0.5));
            it.add_at(one, 0.0, y, 0.0);
            if i > 5 {
                break;
            }
        } else {
            it.solid(material, block(x * dice.uniform(0.85, 1.0), dice.uniform(0.5, 2.0), z).at(0.0, y, 0.0));
        }
    }
    it.solid(material, block(x, 4.0, z * 0.9).at(0.0, -pitch, 0.0));
    it
}
