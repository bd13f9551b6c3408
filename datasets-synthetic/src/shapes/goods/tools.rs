//! Hand tools and power tools: steel heads, jaws and blades, handles of polymer or wood, motors.

use std::f32::consts::{PI, TAU};

use glam::{Affine3A, Vec2, Vec3};

use super::kit::*;
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
fn turned(mut object: Object, angle: f32) -> Object {
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
fn grip(it: &mut Object, material: Material, x: f32, length: f32, width: f32, lean: f32, depth: f32) {
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

fn saw(dice: &mut Dice) -> Object {
    let mut it = Object::benign("saw");
    let length = dice.param(200.0, 420.0);
    if dice.chance(0.5) {
        let w = length * dice.uniform(0.16, 0.28);
        let teeth = (length / 9.0) as usize;
        let mut outline = vec![(length, w * 0.5), (0.0, w)];
        for i in 0..teeth {
            let x = length * i as f32 / teeth as f32;
            outline.push((x, 0.0));
            outline.push((x + length / teeth as f32 * 0.9, -4.0));
        }
        it.solid(Steel, plate(&outline, dice.uniform(0.8, 1.4)));
    } else {
        // A hack saw: frame, thin blade, wing nut.
        let h = dice.uniform(70.0, 110.0);
        it.solid(
            Steel,
            Mesh::sweep(
                &[
                    Vec3::new(length, 0.0, 0.0),
                    Vec3::new(length, h, 0.0),
                    Vec3::new(0.0, h, 0.0),
                    Vec3::new(0.0, 0.0, 0.0),
                ],
                5.0,
                8,
            ),
        );
        it.packed(
            Steel,
            -0.7,
            Mesh::sweep(
                &[
                    Vec3::new(length, 2.0, 0.0),
                    Vec3::new(length, h, 0.0),
                    Vec3::new(0.0, h, 0.0),
                    Vec3::new(0.0, 2.0, 0.0),
                ],
                3.6,
                6,
            ),
        );
        it.solid(Steel, block(length, 12.0, 0.8).at(length * 0.5, 2.0, 0.0));
        it.solid(Steel, Mesh::cylinder(3.0, 26.0).at(length + 8.0, 2.0, 0.0));
    }
    let hand = dice.param(90.0, 125.0);
    let mut handle = Object::benign("handle");
    let material = *dice.pick(&[Wood, Abs]);
    handle.solid(
        material,
        soft_plate(
            &[(0.0, -10.0), (0.0, 50.0), (-hand * 0.6, 60.0), (-hand, 40.0), (-hand, -20.0), (-hand * 0.5, -35.0)],
            22.0,
        ),
    );
    handle.cavity(
        material,
        soft_plate(&[(-hand * 0.3, 0.0), (-hand * 0.3, 38.0), (-hand * 0.68, 36.0), (-hand * 0.68, -10.0)], 22.0),
    );
    for at in [(-10.0, 10.0), (-10.0, 36.0)] {
        handle.solid(Brass, disc(4.0, 24.0).at(at.0, at.1, 0.0));
    }
    it.add_at(handle, 12.0, 0.0, 0.0);
    it
}

/// A blade's outline from the hilt at x = 0 to the point.
fn blade(dice: &mut Dice, length: f32, width: f32) -> Vec<(f32, f32)> {
    match dice.below(4) {
        0 => vec![(0.0, width * 0.5), (0.0, -width * 0.5), (length * 0.7, -width * 0.5), (length, width * 0.42)],
        1 => vec![
            (0.0, width * 0.5),
            (0.0, -width * 0.5),
            (length * 0.75, -width * 0.4),
            (length, 0.1),
            (length * 0.75, width * 0.4),
        ],
        2 => vec![
            (0.0, width * 0.5),
            (0.0, -width * 0.5),
            (length, -width * 0.5),
            (length * 0.92, width * 0.3),
            (length * 0.8, width * 0.5),
        ],
        _ => vec![
            (0.0, width * 0.4),
            (0.0, -width * 0.6),
            (length * 0.5, -width * 0.65),
            (length * 0.85, -width * 0.3),
            (length, width * 0.35),
            (length * 0.6, width * 0.3),
        ],
    }
}

pub(super) fn kitchen_knife(dice: &mut Dice) -> Object {
    let mut it = Object::benign("kitchen knife");
    let (length, width) = (dice.param(80.0, 260.0), dice.param(16.0, 50.0));
    let thick = dice.uniform(1.2, 3.2);
    let shape = blade(dice, length, width);
    it.solid(StainlessSteel, plate(&shape, thick));
    // The edge is ground thin.
    it.packed(StainlessSteel, -0.55, block(length * 0.7, width * 0.3, thick).at(length * 0.36, -width * 0.35, 0.0));
    let (grip, h) = (dice.param(95.0, 130.0), dice.uniform(18.0, 26.0));
    let material = *dice.pick(&[Wood, Abs, Polypropylene, StainlessSteel]);
    let outline = [
        (0.0, -0.45),
        (-0.1, -0.5),
        (-0.5, -0.36),
        (-0.85, -0.48),
        (-1.0, -0.35),
        (-1.0, 0.4),
        (-0.5, 0.5),
        (0.0, 0.45),
    ]
    .map(|(u, v)| (u * grip, v * h));
    if material == StainlessSteel {
        casing(&mut it, material, &outline, 18.0, 1.0);
    } else {
        it.solid(material, soft_plate(&outline, 17.0));
        let share = dice.uniform(0.4, 0.95);
        it.solid(StainlessSteel, block(grip * share, h * 0.6, thick).at(-grip * share * 0.5, 0.0, 0.0));
        for i in 0..3 {
            it.solid(*dice.pick(&[Brass, Steel]), disc(3.0, 18.0).at(-grip * (0.2 + 0.3 * i as f32), 0.0, 0.0));
        }
    }
    it
}

pub(super) fn folding_knife(dice: &mut Dice) -> Object {
    let mut it = Object::benign("folding knife");
    let (grip, h) = (dice.param(75.0, 130.0), dice.param(16.0, 28.0));
    let open = if dice.chance(0.5) { PI } else { dice.uniform(0.0, 1.6) };
    let liner = *dice.pick(&[Steel, StainlessSteel, Brass]);
    let outline = [(0.0, -0.5), (0.0, 0.45), (-0.4, 0.5), (-1.0, 0.35), (-1.0, -0.3), (-0.5, -0.5)]
        .map(|(u, v)| (u * grip, v * h));
    for side in [-1.0, 1.0] {
        it.solid(liner, soft_plate(&outline, 1.3).at(0.0, 0.0, side * 2.6));
        it.solid(*dice.pick(&[Wood, GlassNylon, Aluminium, Abs]), soft_plate(&outline, 3.2).at(0.0, 0.0, side * 5.0));
    }
    let blades = dice.int(1, 3);
    for i in 0..blades {
        let length = grip * dice.uniform(0.7, 0.9);
        let shape = blade(dice, length, h * 0.7);
        let z = (i as f32 - (blades as f32 - 1.0) * 0.5) * 3.2;
        let angle = if i == 0 { open } else { dice.uniform(0.0, 0.12) };
        it.solid(StainlessSteel, plate(&shape, 2.2).turned(PI - angle).at(-h * 0.3, 0.0, z));
    }
    it.solid(Steel, soft_block(grip * 0.85, h * 0.22, 2.4, 1.0).at(-grip * 0.5, h * 0.36, 0.0));
    for x in [-h * 0.3, -grip * 0.5, -grip * 0.92] {
        it.solid(Steel, disc(2.4, 13.0).at(x, 0.0, 0.0));
    }
    if dice.chance(0.5) {
        it.solid(Steel, block(grip * 0.5, 6.0, 1.0).at(-grip * 0.65, 0.0, 8.5));
    }
    it
}

pub(super) fn multi_tool(dice: &mut Dice) -> Object {
    let mut it = Object::benign("multi-tool");
    let (length, h) = (dice.param(65.0, 110.0), dice.param(15.0, 22.0));
    let spread = dice.uniform(0.0, 0.5);
    for side in [-1.0, 1.0] {
        let mut half = Object::benign("half");
        shell(&mut half, StainlessSteel, Vec3::new(length, h, 15.0), 4.0, 1.2);
        for i in 0..dice.int(2, 4) {
            let shape = blade(dice, length * 0.85, h * 0.55);
            half.solid(StainlessSteel, plate(&shape, 1.8).at(-length * 0.45, 0.0, i as f32 * 3.0 - 5.0));
        }
        half.solid(Steel, disc(3.0, 16.0).at(length * 0.45, 0.0, 0.0));
        half.solid(Steel, disc(2.5, 16.0).at(-length * 0.45, 0.0, 0.0));
        it.add(
            turned(half, side * spread),
            &Affine3A::from_translation(Vec3::new(
                -length * 0.5 * spread.cos(),
                -side * (h * 0.55 + length * 0.5 * spread.sin()),
                0.0,
            )),
        );
        it.solid(
            Steel,
            plate(
                &[
                    (-8.0, 0.0),
                    (length * 0.55, side * 1.0),
                    (length * 0.55, side * 3.0),
                    (length * 0.2, side * 8.0),
                    (-8.0, side * 10.0),
                ],
                8.0,
            ),
        );
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

fn file_tool(dice: &mut Dice) -> Object {
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

fn chisel(dice: &mut Dice) -> Object {
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

fn utility_knife(dice: &mut Dice) -> Object {
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

fn soldering_iron(dice: &mut Dice) -> Object {
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

fn vice(dice: &mut Dice) -> Object {
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

fn spirit_level(dice: &mut Dice) -> Object {
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

fn secateurs(dice: &mut Dice) -> Object {
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

fn angle_grinder(dice: &mut Dice) -> Object {
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

fn jigsaw(dice: &mut Dice) -> Object {
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

fn calliper(dice: &mut Dice) -> Object {
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

fn trowel(dice: &mut Dice) -> Object {
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

fn axe(dice: &mut Dice) -> Object {
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

fn crowbar(dice: &mut Dice) -> Object {
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
