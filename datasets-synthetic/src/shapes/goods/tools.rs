//! Hand tools and power tools: steel heads, jaws and blades, handles of polymer or wood, motors.

use std::f32::consts::{PI, TAU};

use glam::{Affine3A, Vec2, Vec3};

use super::blades::{folding_knife, kitchen_knife, multi_tool, saw};
use super::kit::*;
use super::workbench::{
    angle_grinder, axe, calliper, caulking_gun, chisel, crowbar, file_tool, glue_gun, jigsaw, secateurs,
    soldering_iron, spirit_level, spray_gun, staple_gun, trowel, utility_knife, vice,
};
use crate::{
    dice::Dice,
    mesh::{Mesh, regular_polygon},
    physics::material::Material::{self, *},
    shapes::Object,
};

pub(super) const FAMILIES: &[(f32, Maker)] = &[
    (2.0, pliers),
    (1.5, power_drill),
    (1.8, spanner),
    (1.2, adjustable_wrench),
    (0.8, pipe_wrench),
    (1.6, scissors),
    (1.6, screwdriver),
    (1.4, hammer),
    (0.8, saw),
    (1.6, kitchen_knife),
    (1.4, folding_knife),
    (1.0, multi_tool),
    (1.0, g_clamp),
    (0.7, bar_clamp),
    (0.9, tape_measure),
    (1.3, socket_set),
    (0.9, hex_keys),
    (1.0, drill_bits),
    (0.8, file_tool),
    (0.6, chisel),
    (0.8, utility_knife),
    (0.9, glue_gun),
    (0.8, caulking_gun),
    (0.9, staple_gun),
    (0.7, soldering_iron),
    (0.6, vice),
    (0.6, spirit_level),
    (0.8, secateurs),
    (0.7, angle_grinder),
    (0.5, jigsaw),
    (0.8, ratchet),
    (0.6, calliper),
    (0.5, trowel),
    (0.5, axe),
    (0.6, crowbar),
    (0.6, spray_gun),
    (0.5, chuck),
];

/// Slim hand tools that lie side by side in a roll.
pub(super) const BUNDLE: &[(f32, Maker)] = &[
    (2.0, pliers),
    (2.0, spanner),
    (1.2, adjustable_wrench),
    (2.0, screwdriver),
    (1.2, scissors),
    (1.0, folding_knife),
    (1.0, multi_tool),
    (1.0, file_tool),
    (0.8, chisel),
    (0.8, utility_knife),
    (0.8, hammer),
];

fn tool_steel(dice: &mut Dice) -> Material {
    *dice.pick(&[Steel, Steel, Steel, StainlessSteel, CastIron])
}

/// Turns an object in the xy plane.
pub(super) fn turned(mut object: Object, angle: f32) -> Object {
    object.transform(&Affine3A::from_rotation_z(angle));
    object
}

pub(super) fn pliers(dice: &mut Dice) -> Object {
    let mut it = Object::benign("pliers");
    let (length, depth) = (dice.param(120.0, 240.0), dice.param(8.0, 14.0));
    let jaw = length * dice.param(0.22, 0.42);
    let (head, open) = (length * dice.uniform(0.06, 0.09), dice.uniform(0.02, 0.22));
    let (metal, needle) = (tool_steel(dice), dice.uniform(0.15, 0.75));
    let bow = length * dice.uniform(0.06, 0.13);
    for side in [-1.0, 1.0] {
        let mut half = Object::benign("half");
        half.solid(
            metal,
            plate(
                &[
                    (-head * 0.6, -0.5),
                    (jaw, 0.0),
                    (jaw, side * head * needle * 0.6),
                    (jaw * 0.55, side * head * 0.9),
                    (0.0, side * head * 1.1),
                    (-head * 0.8, side * head * 0.6),
                ],
                depth,
            ),
        );
        let grip = [
            (-head * 0.3, side * head * 0.2),
            (-length * 0.16, side * bow * -0.6),
            (-length * 0.36, side * -bow),
            (-(length - jaw), side * bow * -0.72),
        ];
        let path: Vec<Vec3> = grip.iter().map(|&(x, y)| Vec3::new(x, y, 0.0)).collect();
        half.solid(metal, Mesh::sweep(&path, depth * 0.36, 8));
        if dice.chance(0.85) {
            half.solid(*dice.pick(&[Pvc, Rubber, Polypropylene]), Mesh::sweep(&path[1..], depth * 0.75, 8));
            half.packed(Pvc, -0.3, Mesh::sweep(&path[1..], depth * 0.36, 8));
        }
        it.add(turned(half, side * open), &Affine3A::IDENTITY);
    }
    it.solid(metal, disc(head * 0.6, depth * 1.3));
    if dice.chance(0.3) {
        it.solid(Steel, Mesh::spring(5.0, 0.8, length * 0.1, 5.0).upright().at(-length * 0.16, 0.0, 0.0));
    }
    it
}

/// A pistol grip with a hollow, at `x`, leaning back by `lean`.
pub(super) fn grip(it: &mut Object, material: Material, x: f32, length: f32, width: f32, lean: f32, depth: f32) {
    let mut part = Object::benign("grip");
    casing(
        &mut part,
        material,
        &[
            (-width * 0.5, 0.0),
            (width * 0.5, 0.0),
            (width * 0.46, -length * 0.5),
            (width * 0.55, -length),
            (-width * 0.55, -length),
            (-width * 0.42, -length * 0.5),
        ],
        depth,
        2.4,
    );
    it.add(turned(part, lean), &Affine3A::from_translation(Vec3::new(x, 0.0, 0.0)));
}

fn drill_chuck(dice: &mut Dice, radius: f32) -> Object {
    let mut it = Object::benign("chuck");
    let length = radius * 2.6;
    it.solid(Steel, Mesh::lathe(&[(-length * 0.5, radius), (length * 0.2, radius), (length * 0.5, radius * 0.55)]));
    it.cavity(Steel, Mesh::cylinder(radius * 0.32, length * 0.9).at(length * 0.06, 0.0, 0.0));
    for i in 0..3 {
        let angle = TAU * i as f32 / 3.0;
        let (sin, cos) = angle.sin_cos();
        it.solid(
            Steel,
            Mesh::cylinder(radius * 0.14, length * 0.6).at(length * 0.2, cos * radius * 0.2, sin * radius * 0.2),
        );
    }
    it.solid(Steel, Mesh::cylinder(radius * 0.4, length * 0.4).at(-length * 0.6, 0.0, 0.0));
    if dice.chance(0.6) {
        it.solid(Nylon, Mesh::tube(radius * 1.2, radius, length * 0.5).at(-length * 0.15, 0.0, 0.0));
    }
    it
}

pub(super) fn chuck(dice: &mut Dice) -> Object {
    let radius = dice.param(14.0, 28.0);
    drill_chuck(dice, radius)
}

fn gear_train(dice: &mut Dice, radius: f32, length: f32) -> Object {
    let mut it = Object::benign("gears");
    it.solid(Aluminium, Mesh::tube(radius, radius * 0.84, length));
    for i in 0..dice.int(2, 3) {
        let at = length * (i as f32 * 0.3 - 0.3);
        for k in 0..3 {
            let (sin, cos) = (TAU * k as f32 / 3.0 + i as f32).sin_cos();
            it.solid(
                Steel,
                Mesh::tube(radius * 0.3, radius * 0.1, length * 0.2).at(at, cos * radius * 0.48, sin * radius * 0.48),
            );
        }
        it.solid(Steel, Mesh::tube(radius * 0.83, radius * 0.76, length * 0.2).at(at, 0.0, 0.0));
    }
    it.solid(Steel, Mesh::cylinder(radius * 0.16, length * 1.1));
    it
}

pub(super) fn power_drill(dice: &mut Dice) -> Object {
    let mut it = Object::benign("power drill");
    let (length, height, depth) = (dice.param(120.0, 190.0), dice.param(48.0, 66.0), dice.param(46.0, 62.0));
    let outline =
        [(-0.5, -0.4), (-0.5, 0.4), (-0.3, 0.5), (0.3, 0.5), (0.5, 0.34), (0.5, -0.34), (0.2, -0.5), (-0.3, -0.5)]
            .map(|(u, v)| (u * length, v * height));
    casing(&mut it, GlassNylon, &outline, depth, 2.6);
    let r = height * 0.36;
    it.add_at(motor(dice, r, length * 0.4), -length * 0.22, 0.0, 0.0);
    it.add_at(gear_train(dice, r * 0.95, length * 0.28), length * 0.2, 0.0, 0.0);
    let chuck_radius = height * dice.param(0.28, 0.42);
    it.add_at(drill_chuck(dice, chuck_radius), length * 0.5 + chuck_radius * 1.6, 0.0, 0.0);
    if dice.chance(0.4) {
        it.solid(
            Steel,
            Mesh::cylinder(dice.uniform(1.5, 4.5), 80.0).at(length * 0.5 + chuck_radius * 2.8 + 35.0, 0.0, 0.0),
        );
    }
    let (hand, lean) = (dice.param(95.0, 125.0), dice.uniform(-0.35, 0.05));
    let gx = dice.uniform(-0.3, 0.0) * length;
    let mut handle = Object::benign("handle");
    grip(&mut handle, GlassNylon, 0.0, hand, 36.0, 0.0, 40.0);
    handle.solid(Abs, soft_plate(&[(18.0, -8.0), (28.0, -10.0), (24.0, -34.0), (16.0, -30.0)], 14.0));
    handle.add_at(board(dice, 22.0, 16.0), 4.0, -24.0, 0.0);
    if dice.chance(0.75) {
        let mut pack = Object::benign("battery pack");
        let cells = dice.int(3, 5);
        shell(&mut pack, GlassNylon, Vec3::new(cells as f32 * 19.0 + 8.0, 34.0, 72.0), 6.0, 2.2);
        for i in 0..cells {
            let mut one = cell(dice, 9.2, 62.0);
            one.transform(&Affine3A::from_rotation_y(PI * 0.5));
            pack.add_at(one, (i as f32 - (cells as f32 - 1.0) * 0.5) * 18.6, -3.0, 0.0);
        }
        pack.add_at(board(dice, 50.0, 10.0), 0.0, 13.0, 0.0);
        handle.add_at(pack, 10.0, -hand - 14.0, 0.0);
    } else {
        let path = bends(dice, Vec2::new(110.0, 60.0));
        handle.add_at(cable(&path, 3.6), -30.0, -hand - 20.0, 0.0);
    }
    it.add(turned(handle, lean), &Affine3A::from_translation(Vec3::new(gx, -height * 0.42, 0.0)));
    it
}

/// An open jaw of a spanner at the origin, its mouth towards +x.
fn jaw(it: &mut Object, metal: Material, size: f32, depth: f32, lean: f32, at: f32, flip: f32) {
    let r = size * 1.05;
    let head = [
        (-r, -0.3 * r),
        (-r, 0.3 * r),
        (-0.5 * r, 0.9 * r),
        (0.4 * r, 1.1 * r),
        (1.0 * r, 0.8 * r),
        (0.95 * r, 0.5 * r),
        (-0.2 * r, 0.5 * r),
        (-0.45 * r, 0.0),
        (-0.2 * r, -0.5 * r),
        (0.95 * r, -0.5 * r),
        (1.0 * r, -0.8 * r),
        (0.4 * r, -1.1 * r),
        (-0.5 * r, -0.9 * r),
    ];
    it.solid(metal, plate(&head, depth).turned(lean + if flip < 0.0 { PI } else { 0.0 }).at(at, 0.0, 0.0));
}

pub(super) fn spanner(dice: &mut Dice) -> Object {
    let mut it = Object::benign("spanner");
    let (length, size) = (dice.param(90.0, 280.0), dice.param(9.0, 22.0));
    let metal = tool_steel(dice);
    let depth = size * dice.uniform(0.35, 0.55);
    let reach = length * 0.5 - size;
    it.solid(
        metal,
        soft_plate(
            &[(-reach, -size * 0.42), (reach, -size * 0.36), (reach, size * 0.36), (-reach, size * 0.42)],
            depth * 0.7,
        ),
    );
    if dice.chance(0.5) {
        it.packed(metal, -0.5, block(reach * 1.4, size * 0.4, depth * 0.7));
    }
    let lean = dice.uniform(0.15, 0.4);
    jaw(&mut it, metal, size, depth, lean, reach + size * 0.7, 1.0);
    if dice.chance(0.6) {
        let head = (size * 1.0, -reach - size * 0.7);
        it.solid(metal, disc(head.0, depth * 1.2).at(head.1, 0.0, 0.0));
        it.cavity(metal, Mesh::extrude(&regular_polygon(head.0 * 0.66, 12), depth * 1.2).at(head.1, 0.0, 0.0));
    } else {
        jaw(&mut it, metal, size * 0.88, depth, lean, -reach - size * 0.6, -1.0);
    }
    it
}

pub(super) fn adjustable_wrench(dice: &mut Dice) -> Object {
    let mut it = Object::benign("adjustable wrench");
    let length = dice.param(140.0, 310.0);
    let (w, depth) = (length * dice.uniform(0.085, 0.11), length * dice.uniform(0.05, 0.07));
    let metal = tool_steel(dice);
    it.solid(
        metal,
        soft_plate(
            &[(-length * 0.62, -w * 0.6), (0.0, -w * 0.55), (0.0, w * 0.55), (-length * 0.62, w * 0.6)],
            depth * 0.6,
        ),
    );
    hole(&mut it, metal, -length * 0.56, 0.0, w * 0.3, depth * 0.6);
    let mut head = Object::benign("head");
    head.solid(
        metal,
        plate(
            &[
                (0.0, -w),
                (w * 1.2, -w * 1.3),
                (w * 3.0, -w * 0.95),
                (w * 3.1, -w * 0.4),
                (w * 1.5, -w * 0.3),
                (w * 1.5, w * 1.5),
                (0.0, w * 0.8),
            ],
            depth,
        ),
    );
    let gap = dice.uniform(0.1, 1.0) * w;
    head.solid(
        metal,
        plate(
            &[(w * 1.6, -w * 0.3 + gap), (w * 3.0, -w * 0.2 + gap), (w * 2.6, w * 0.5 + gap), (w * 1.6, w * 0.8 + gap)],
            depth,
        ),
    );
    head.cavity(metal, block(w * 0.7, w * 0.9, depth).at(w * 0.9, w * 0.2, 0.0));
    head.solid(metal, Mesh::cylinder(w * 0.3, w * 0.8).upright().at(w * 0.9, w * 0.2, 0.0));
    it.add(turned(head, dice.uniform(0.1, 0.4)), &Affine3A::IDENTITY);
    it
}

fn pipe_wrench(dice: &mut Dice) -> Object {
    let mut it = Object::benign("pipe wrench");
    let length = dice.param(200.0, 360.0);
    let w = length * 0.075;
    it.solid(
        CastIron,
        plate(
            &[
                (-length * 0.6, -w * 0.5),
                (0.0, -w * 0.45),
                (w * 0.6, -w),
                (w * 1.8, -w),
                (w * 1.8, w),
                (0.0, w * 0.45),
                (-length * 0.6, w * 0.5),
            ],
            w * 0.8,
        ),
    );
    it.cavity(CastIron, block(length * 0.45, w * 0.4, w * 0.8).at(-length * 0.32, 0.0, 0.0));
    let opening = dice.uniform(1.0, 2.6) * w;
    it.solid(Steel, block(w * 3.6 + opening, w * 0.55, w * 0.7).at(w * 1.0 + opening * 0.3, w * 1.1, 0.0));
    it.solid(
        Steel,
        plate(&[(0.0, w * 1.4), (w * 1.2, w * 1.3), (w * 1.2, -w * 1.2), (w * 0.4, -w * 1.2), (0.0, 0.0)], w * 0.75)
            .at(w * 2.2 + opening, 0.0, 0.0),
    );
    it.solid(Steel, ring(w * 0.8, w * 0.4, w * 0.8).facing().upright().at(w * 0.6, w * 1.1, 0.0));
    it
}

pub(super) fn scissors(dice: &mut Dice) -> Object {
    let mut it = Object::benign("scissors");
    let length = dice.param(90.0, 260.0);
    let (metal, depth) = (*dice.pick(&[Steel, StainlessSteel]), dice.uniform(1.6, 3.4));
    let (blade, open) = (length * dice.param(0.4, 0.6), dice.uniform(0.0, 0.35));
    let w = length * dice.uniform(0.04, 0.06);
    let polymer = dice.chance(0.7);
    let bow = length * dice.uniform(0.075, 0.11);
    for side in [-1.0, 1.0] {
        let mut half = Object::benign("half");
        half.solid(
            metal,
            plate(
                &[
                    (-w, -side * w * 0.7),
                    (blade * 0.95, -side * 0.5),
                    (blade, side * w * 0.2),
                    (blade * 0.6, side * w * 0.8),
                    (0.0, side * w),
                    (-w * 1.5, side * w * 0.3),
                ],
                depth,
            )
            .at(0.0, 0.0, side * depth * 0.5),
        );
        let tang = length - blade - bow * 2.0;
        half.solid(metal, bar((0.0, 0.0), (-tang, -side * bow * 0.7), w * 0.9, depth).at(0.0, 0.0, side * depth * 0.5));
        let mut eye = Mesh::torus(bow * 0.8, if polymer { bow * 0.26 } else { bow * 0.14 });
        eye.transform(&Affine3A::from_scale(Vec3::new(dice.uniform(1.1, 1.6), 1.0, 1.0)));
        half.solid(if polymer { Abs } else { metal }, eye.at(-tang - bow * 1.1, -side * bow * 1.05, 0.0));
        it.add(turned(half, side * open * 0.5), &Affine3A::IDENTITY);
    }
    it.solid(metal, disc(w * 0.5, depth * 3.0));
    it
}

pub(super) fn screwdriver(dice: &mut Dice) -> Object {
    let mut it = Object::benign("screwdriver");
    let (shaft, radius) = (dice.param(40.0, 210.0), dice.param(1.5, 4.5));
    let (grip, thick) = (dice.param(65.0, 115.0), dice.param(8.0, 17.0));
    let material = *dice.pick(&[Abs, Acrylic, Wood, Polypropylene]);
    it.solid(
        material,
        Mesh::lathe(&[
            (-grip, thick * 0.8),
            (-grip * 0.85, thick),
            (-grip * 0.4, thick * 0.9),
            (-grip * 0.2, thick),
            (-grip * 0.08, thick * 0.55),
            (0.0, thick * 0.6),
        ]),
    );
    it.cavity(material, Mesh::cylinder(radius, grip * 0.6).at(-grip * 0.3, 0.0, 0.0));
    it.solid(Steel, Mesh::lathe(&[(-grip * 0.6, radius), (shaft * 0.92, radius), (shaft, radius * 0.35)]));
    if dice.chance(0.5) {
        it.solid(Steel, block(radius * 2.0, radius * 2.4, 0.9).at(shaft, 0.0, 0.0));
    }
    it
}

pub(super) fn hammer(dice: &mut Dice) -> Object {
    let mut it = Object::benign("hammer");
    let (length, head) = (dice.param(200.0, 350.0), dice.param(80.0, 140.0));
    let r = head * dice.param(0.1, 0.18);
    let mut top = Object::benign("head");
    top.solid(
        Steel,
        Mesh::lathe(&[(0.12 * head, r * 0.8), (0.3 * head, r), (0.5 * head, r * 1.05), (0.52 * head, r * 0.9)]),
    );
    top.solid(Steel, soft_block(head * 0.3, r * 2.0, r * 2.0, r * 0.3));
    if dice.chance(0.5) {
        top.solid(
            Steel,
            plate(
                &[
                    (-0.12 * head, r),
                    (-0.12 * head, -r),
                    (-0.4 * head, -r * 0.9),
                    (-0.55 * head, -r * 1.6),
                    (-0.5 * head, -r * 0.4),
                    (-0.3 * head, r * 0.6),
                ],
                r * 1.2,
            ),
        );
    } else {
        top.solid(
            Steel,
            plate(&[(-0.14 * head, r), (-0.14 * head, -r), (-0.5 * head, -r * 0.2), (-0.5 * head, r * 0.2)], r * 1.8),
        );
    }
    top.cavity(Steel, block(r * 1.2, r * 2.0, r * 1.0));
    it.add(turned(top, PI * 0.5), &Affine3A::from_translation(Vec3::new(length * 0.5, 0.0, 0.0)));
    if dice.chance(0.6) {
        it.solid(
            Wood,
            Mesh::lathe(&[
                (-length * 0.5, r * 0.75),
                (-length * 0.2, r * 0.8),
                (length * 0.3, r * 0.55),
                (length * 0.53, r * 0.55),
            ]),
        );
    } else {
        it.solid(Steel, Mesh::tube(r * 0.55, r * 0.4, length * 0.95));
        it.solid(Rubber, Mesh::tube(r * 0.85, r * 0.55, length * 0.42).at(-length * 0.28, 0.0, 0.0));
    }
    it
}

pub(super) fn g_clamp(dice: &mut Dice) -> Object {
    let mut it = Object::benign("clamp");
    let (x, y) = (dice.param(70.0, 180.0), dice.param(50.0, 120.0));
    let w = x * dice.uniform(0.1, 0.15);
    let metal = *dice.pick(&[CastIron, Steel, Aluminium]);
    let frame = [
        (-0.5 * x, 0.0),
        (-0.5 * x, y),
        (0.5 * x, y),
        (0.5 * x, 0.0),
        (0.5 * x - w, 0.0),
        (0.5 * x - w, y - w),
        (-0.5 * x + w, y - w),
        (-0.5 * x + w, 0.0),
    ];
    it.solid(metal, plate(&frame, w * 0.8));
    it.solid(metal, ring(w * 0.9, w * 0.4, w).facing().at(0.5 * x - w * 0.5, w * 0.3, 0.0));
    it.solid(Steel, Mesh::cylinder(w * 0.4, x * 1.1).at(x * dice.uniform(0.2, 0.6), w * 0.3, 0.0));
    let end = x * 0.9;
    it.solid(Steel, Mesh::cylinder(w * 0.2, y * 0.7).upright().at(end, w * 0.3, 0.0));
    it
}

fn bar_clamp(dice: &mut Dice) -> Object {
    let mut it = Object::benign("bar clamp");
    let length = dice.param(180.0, 420.0);
    it.solid(Steel, block(length, 16.0, 7.0));
    let y = dice.param(50.0, 90.0);
    for (x, lean) in [(length * 0.48, 0.0), (dice.uniform(-0.3, 0.3) * length, dice.uniform(-0.1, 0.1))] {
        it.solid(
            *dice.pick(&[CastIron, GlassNylon]),
            plate(&[(-8.0, -14.0), (14.0, -14.0), (14.0, 10.0), (8.0, y), (-8.0, y)], 18.0)
                .turned(lean)
                .at(x, 0.0, 0.0),
        );
        it.solid(Rubber, block(6.0, 24.0, 24.0).at(x - 10.0, y * 0.85, 0.0));
    }
    it.solid(Steel, Mesh::cylinder(5.0, 110.0).at(-length * 0.25, y * 0.8, 0.0));
    it.solid(Wood, Mesh::cylinder(14.0, 90.0).at(-length * 0.45, y * 0.8, 0.0));
    it
}

fn tape_measure(dice: &mut Dice) -> Object {
    let mut it = Object::benign("tape measure");
    let (r, z) = (dice.param(24.0, 42.0), dice.param(20.0, 38.0));
    casing(
        &mut it,
        Abs,
        &[(-r, -r), (r * 1.1, -r), (r * 1.1, 0.0), (r * 0.6, r), (-r * 0.7, r), (-r, r * 0.5)],
        z,
        2.2,
    );
    it.packed(Steel, dice.uniform(0.35, 0.7), ring(r * 0.86, r * dice.uniform(0.5, 0.65), z * 0.65));
    it.packed(Steel, 0.5, ring(r * 0.45, r * 0.2, z * 0.4));
    it.solid(Steel, disc(2.5, z));
    it.solid(Steel, block(2.0, 12.0, 18.0).at(r * 1.12, -r * 0.9, 0.0));
    it.solid(Steel, block(r, 8.0, 1.0).at(0.0, 0.0, z * 0.55));
    it
}

/// One socket along x: square drive at one end, hexagon at the other.
fn socket(dice: &mut Dice, radius: f32, length: f32) -> Object {
    let mut it = Object::benign("socket");
    let drive = dice.uniform(0.28, 0.5) * radius;
    it.solid(
        Steel,
        Mesh::lathe(&[
            (-length * 0.5, radius * 0.9),
            (0.0, radius * 0.9),
            (length * 0.1, radius),
            (length * 0.5, radius),
        ]),
    );
    it.cavity(
        Steel,
        Mesh::extrude(&regular_polygon(radius * 0.72, 6), length * 0.5).facing().at(length * 0.25, 0.0, 0.0),
    );
    it.cavity(Steel, block(length * 0.45, drive * 2.0, drive * 2.0).at(-length * 0.27, 0.0, 0.0));
    it
}

pub(super) fn socket_set(dice: &mut Dice) -> Object {
    let mut it = Object::benign("sockets");
    let (rows, count) = (dice.int(1, 2), dice.int(2, 6));
    let (first, growth) = (dice.param(5.5, 9.0), dice.uniform(0.4, 1.6));
    for row in 0..rows {
        let mut x = 0.0;
        for i in 0..count {
            let radius = first + i as f32 * growth;
            let length = dice.uniform(22.0, 28.0) + radius;
            let mut one = socket(dice, radius, length);
            one.transform(&Affine3A::from_rotation_z(PI * 0.5));
            x += radius;
            it.add_at(one, x, row as f32 * 52.0, 0.0);
            x += radius + 3.0;
        }
    }
    if dice.chance(0.5) {
        let (low, high) = it.bounds();
        it.solid(Steel, block(high.x - low.x, 12.0, 2.0).at((low.x + high.x) * 0.5, low.y + 12.0, -first));
    }
    it.name = "sockets";
    it
}

pub(super) fn ratchet(dice: &mut Dice) -> Object {
    let mut it = Object::benign("ratchet");
    let (length, r) = (dice.param(120.0, 260.0), dice.param(12.0, 20.0));
    it.solid(Steel, disc(r, r * 0.9));
    it.packed(Steel, -0.4, disc(r * 0.6, r * 0.5));
    it.solid(Steel, block(r * 0.7, r * 0.7, r).at(0.0, 0.0, r * 0.9));
    it.solid(Steel, Mesh::lathe(&[(-length * 0.5, r * 0.3), (length * 0.5, r * 0.45)]).at(-length * 0.5, 0.0, 0.0));
    it.solid(Abs, Mesh::tube(r * 0.75, r * 0.45, length * 0.45).at(-length * 0.75, 0.0, 0.0));
    if dice.chance(0.6) {
        let one = socket(dice, r * 0.7, 30.0);
        it.add(one, &(Affine3A::from_translation(Vec3::new(0.0, 0.0, r * 2.0)) * Affine3A::from_rotation_y(-PI * 0.5)));
    }
    it
}

pub(super) fn hex_keys(dice: &mut Dice) -> Object {
    let mut it = Object::benign("hex keys");
    let (count, longest) = (dice.int(1, 9), dice.param(60.0, 170.0));
    for i in 0..count {
        let share = 1.0 - i as f32 / (count as f32 + 3.0);
        let (length, radius) = (longest * share, longest * 0.024 * share + 0.5);
        let y = i as f32 * longest * 0.055;
        it.solid(
            Steel,
            Mesh::sweep(
                &[
                    Vec3::new(0.0, y, 0.0),
                    Vec3::new(length * 0.94, y, 0.0),
                    Vec3::new(length, y + length * 0.05, 0.0),
                    Vec3::new(length, y + length * 0.35, 0.0),
                ],
                radius,
                6,
            ),
        );
    }
    if dice.chance(0.6) {
        it.solid(
            Abs,
            block(14.0, longest * 0.055 * count as f32 + 4.0, 10.0).at(
                10.0,
                longest * 0.027 * (count as f32 - 1.0),
                0.0,
            ),
        );
    }
    it
}

pub(super) fn drill_bits(dice: &mut Dice) -> Object {
    let mut it = Object::benign("drill bits");
    let count = dice.int(1, 9);
    let longest = dice.param(60.0, 180.0);
    for i in 0..count {
        let share = 1.0 - i as f32 * 0.07;
        let (length, radius) = (longest * share, longest * 0.04 * share);
        let y = i as f32 * longest * 0.11;
        // The twist shows as a wavy outline; a thin core with a wound flute does the same.
        it.solid(Steel, Mesh::cylinder(radius * 0.9, length * 0.4).at(-length * 0.3, y, 0.0));
        it.solid(Steel, Mesh::cylinder(radius * 0.45, length * 0.6).at(length * 0.2, y, 0.0));
        it.packed(Steel, 0.8, Mesh::spring(radius * 0.65, radius * 0.4, length * 0.58, 4.0).at(length * 0.2, y, 0.0));
    }
    if dice.chance(0.4) {
        let (low, high) = it.bounds();
        it.solid(
            *dice.pick(&[Abs, Steel]),
            block(10.0, high.y - low.y + 6.0, 14.0).at(-longest * 0.4, (low.y + high.y) * 0.5, 0.0),
        );
    }
    it
}
