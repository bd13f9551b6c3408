//! Blades: saws, knives, folding tools.

use std::f32::consts::PI;

use glam::{Affine3A, Vec3};

use super::kit::*;
use super::tools::turned;
use crate::{dice::Dice, mesh::Mesh, physics::material::Material::*, shapes::Object};

pub(super) fn saw(dice: &mut Dice) -> Object {
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
pub(super) fn blade(dice: &mut Dice, length: f32, width: f32) -> Vec<(f32, f32)> {
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
