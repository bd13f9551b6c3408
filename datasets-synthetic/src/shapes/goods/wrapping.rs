//! What fills a parcel around the goods: folded cloth, bubble wrap, foam, paper, stacks of print.

use std::f32::consts::TAU;

use glam::{Affine3A, Vec2, Vec3};

use super::kit::*;
use crate::{
    dice::Dice,
    mesh::{Mesh, smooth_outline},
    physics::material::Material::*,
    shapes::Object,
};

type Builder = fn(&mut Dice, Vec2) -> Object;

const FAMILIES: &[(f32, Builder)] = &[
    (4.0, folded_cloth),
    (1.0, bubble_wrap),
    (1.0, foam_blocks),
    (1.5, crumpled_paper),
    (1.5, books),
    (1.0, magazines),
    (1.0, loose_fill),
    (0.8, honeycomb),
    (0.7, corrugated_inserts),
];

/// Filling of about `size` mm, its face towards z.
pub(super) fn draw(dice: &mut Dice, size: Vec2) -> Object {
    let size = size.clamp(Vec2::splat(40.0), Vec2::splat(800.0));
    let weights: Vec<f32> = FAMILIES.iter().map(|family| family.0).collect();
    FAMILIES[dice.weighted(&weights)].1(dice, size).centre()
}

/// One layer of cloth: a thin plate with a wavy, irregular outline.
pub(super) fn cloth_sheet(dice: &mut Dice, size: Vec2, thickness: f32) -> Mesh {
    let count = 18;
    let (k1, k2) = (dice.int(2, 4) as f32, dice.int(5, 8) as f32);
    let (p1, p2) = (dice.uniform(0.0, TAU), dice.uniform(0.0, TAU));
    let square = dice.uniform(0.3, 1.0);
    let outline: Vec<Vec2> = (0..count)
        .map(|i| {
            let angle = TAU * i as f32 / count as f32;
            let (sin, cos) = angle.sin_cos();
            let to_edge = 1.0 / cos.abs().max(sin.abs());
            let wave = 1.0 + 0.06 * (angle * k1 + p1).sin() + 0.03 * (angle * k2 + p2).sin();
            Vec2::new(cos, sin) * size * 0.5 * ((1.0 - square) + square * to_edge) * wave * 0.92
        })
        .collect();
    Mesh::extrude(&smooth_outline(&outline, 1), thickness)
}

/// A long narrow pleat: where cloth lies double or rolls over.
fn pleat(dice: &mut Dice, size: Vec2, fill: f32, object: &mut Object, fabric: crate::physics::material::Material) {
    let from = Vec2::new(dice.uniform(-0.48, 0.48), dice.uniform(-0.48, 0.48)) * size;
    let heading = dice.uniform(0.0, TAU);
    let (length, curl) = (size.min_element() * dice.uniform(0.2, 0.9), dice.normal() * 0.25);
    let mut path = Vec::with_capacity(7);
    let (mut at, mut angle) = (from, heading);
    for _ in 0..7 {
        let half = size * 0.5;
        path.push(at.clamp(-half, half).extend(dice.normal() * 4.0));
        at += Vec2::from_angle(angle) * length / 6.0;
        angle += curl;
    }
    path.dedup_by(|a, b| a.distance(*b) < 1.0);
    object.packed(fabric, fill, Mesh::sweep(&path, dice.log_uniform(2.0, 9.0), 6));
}

fn folded_cloth(dice: &mut Dice, size: Vec2) -> Object {
    let mut it = Object::benign("folded cloth");
    let fabric = *dice.pick(&[Cotton, Cotton, Wool, Polyester]);
    let layers = dice.int(4, 12);
    let heap = dice.param(20.0, 110.0);
    for i in 0..layers {
        let part = Vec2::new(dice.uniform(0.45, 1.0), dice.uniform(0.45, 1.0));
        let sheet = cloth_sheet(dice, size * part, heap / layers as f32);
        let room = (Vec2::ONE - part) * size * 0.5;
        let at = Vec2::new(dice.uniform(-1.0, 1.0), dice.uniform(-1.0, 1.0)) * room;
        let turn = dice.normal() * 0.08;
        it.packed(fabric, dice.uniform(0.5, 1.0), sheet.turned(turn).at(at.x, at.y, i as f32 * heap / layers as f32));
    }
    for _ in 0..dice.int(6, 16) {
        let fill = dice.uniform(0.5, 1.0);
        pleat(dice, size * 0.95, fill, &mut it, fabric);
    }
    it
}

fn bubble_wrap(dice: &mut Dice, size: Vec2) -> Object {
    let mut it = Object::benign("bubble wrap");
    let pitch = dice.param(11.0, 30.0).max(size.max_element() / 16.0);
    for layer in 0..dice.int(1, 3) {
        let z = layer as f32 * 8.0;
        let turn = dice.uniform(-0.2, 0.2);
        it.solid(
            Polyethylene,
            Mesh::extrude(
                &[Vec2::new(-0.5, -0.5), Vec2::new(0.5, -0.5), Vec2::new(0.5, 0.5), Vec2::new(-0.5, 0.5)]
                    .map(|p| p * size * 0.95),
                0.15,
            )
            .turned(turn * 0.1)
            .at(0.0, 0.0, z),
        );
        let (columns, rows) = ((size.x / pitch) as usize, (size.y / pitch) as usize);
        for i in 0..(columns * rows).min(110) {
            let (column, row) = (i % columns.max(1), i / columns.max(1));
            let at = Vec2::new(
                column as f32 - columns as f32 * 0.5 + 0.25 + 0.5 * (row % 2) as f32,
                row as f32 - rows as f32 * 0.5 + 0.5,
            ) * pitch;
            let ring = Mesh::extrude(&crate::mesh::regular_polygon(pitch * 0.42, 8), 0.2);
            it.solid(Polyethylene, ring.at(at.x, at.y, z + 3.0));
        }
    }
    it
}

fn foam_blocks(dice: &mut Dice, size: Vec2) -> Object {
    let mut it = Object::benign("foam");
    let foam = *dice.pick(&[StyreneFoam, UrethaneFoam]);
    let depth = dice.param(30.0, 140.0);
    match dice.below(3) {
        0 => {
            it.solid(foam, block(size.x, size.y, depth));
            for _ in 0..dice.int(1, 4) {
                let hollow = Vec2::new(dice.uniform(0.15, 0.5), dice.uniform(0.15, 0.5)) * size;
                let at = Vec2::new(dice.uniform(-0.5, 0.5), dice.uniform(-0.5, 0.5)) * (size - hollow) * 0.8;
                it.packed(foam, -0.5, block(hollow.x, hollow.y, depth).at(at.x, at.y, 0.0));
            }
        }
        1 => {
            for (sx, sy) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
                let corner = size * dice.uniform(0.22, 0.35);
                it.solid(
                    foam,
                    block(corner.x, corner.y, depth).at(
                        sx * (size.x - corner.x) * 0.5,
                        sy * (size.y - corner.y) * 0.5,
                        0.0,
                    ),
                );
            }
        }
        _ => {
            for side in [-1.0, 1.0] {
                let w = size.x * dice.uniform(0.15, 0.28);
                it.solid(foam, block(w, size.y, depth).at(side * (size.x - w) * 0.5, 0.0, 0.0));
                for i in 0..3 {
                    it.cavity(
                        foam,
                        block(w * 0.5, size.y * 0.14, depth).at(
                            side * (size.x * 0.5 - w * 0.7),
                            (i as f32 - 1.0) * size.y * 0.3,
                            0.0,
                        ),
                    );
                }
            }
        }
    }
    it
}

fn crumpled_paper(dice: &mut Dice, size: Vec2) -> Object {
    let mut it = Object::benign("crumpled paper");
    let balls = dice.int(4, 10);
    for _ in 0..balls {
        let r = size.min_element() * dice.uniform(0.12, 0.26);
        let at = Vec2::new(dice.uniform(-0.5, 0.5), dice.uniform(-0.5, 0.5)) * (size - 2.0 * r).max(Vec2::ZERO);
        it.packed(Paper, dice.uniform(0.02, 0.06), cloth_sheet(dice, Vec2::splat(r * 2.0), r).at(at.x, at.y, 0.0));
        for _ in 0..dice.int(4, 9) {
            // A facet of a sheet that happens to stand on edge.
            let (a, b) = (
                Vec2::from_angle(dice.uniform(0.0, TAU)) * r * dice.unit(),
                Vec2::from_angle(dice.uniform(0.0, TAU)) * r * 0.9,
            );
            it.solid(
                Paper,
                bar(
                    (at.x + a.x, at.y + a.y),
                    (at.x + b.x, at.y + b.y),
                    dice.uniform(0.5, 3.0),
                    dice.uniform(1.0, 12.0),
                ),
            );
        }
    }
    it
}

fn books(dice: &mut Dice, size: Vec2) -> Object {
    let mut it = Object::benign("books");
    let count = dice.int(1, 4);
    let mut z = 0.0;
    for i in 0..count {
        let part = Vec2::new(dice.uniform(0.65, 1.0), dice.uniform(0.65, 1.0));
        let (x, y, thick) = (size.x * part.x, size.y * part.y, dice.param(10.0, 48.0));
        let mut one = Object::benign("book");
        one.packed(Paper, dice.uniform(0.75, 0.95), block(x - 6.0, y - 6.0, thick - 5.0));
        one.solid(Cardboard, block(x, y, 2.5).at(0.0, 0.0, thick * 0.5));
        one.solid(Cardboard, block(x, y, 2.5).at(0.0, 0.0, -thick * 0.5));
        one.solid(Cardboard, block(2.5, y, thick).at(-x * 0.5, 0.0, 0.0));
        let on_edge = dice.chance(0.15);
        if on_edge {
            one.transform(&Affine3A::from_rotation_x(TAU * 0.25));
        }
        let turn = Affine3A::from_rotation_z(dice.normal() * 0.06);
        let at = Vec2::new(dice.uniform(-0.5, 0.5), dice.uniform(-0.5, 0.5))
            * (size - Vec2::new(x, y))
            * if i == 0 { 1.0 } else { 0.7 };
        it.add(one, &(Affine3A::from_translation(Vec3::new(at.x, at.y, z)) * turn));
        z += thick + 3.0;
    }
    it
}

fn magazines(dice: &mut Dice, size: Vec2) -> Object {
    let mut it = Object::benign("magazines");
    for i in 0..dice.int(2, 7) {
        let thick = dice.param(3.0, 9.0);
        let sheet = block(size.x * 0.9, size.y * 0.9, thick);
        let place = Affine3A::from_translation(Vec3::new(
            dice.normal() * size.x * 0.02,
            dice.normal() * size.y * 0.02,
            i as f32 * 9.0,
        )) * Affine3A::from_rotation_z(dice.normal() * 0.04);
        it.packed(Paper, 1.0, sheet.transformed(&place));
        for y in [-0.2, 0.2] {
            it.solid(Steel, block(1.0, 12.0, 0.8).at(-size.x * 0.45, y * size.y, 0.0).transformed(&place));
        }
    }
    it
}

fn loose_fill(dice: &mut Dice, size: Vec2) -> Object {
    let mut it = Object::benign("loose fill");
    let (foam, fill) = *dice.pick(&[(StyreneFoam, 1.0), (Flour, 0.05), (UrethaneFoam, 1.0)]);
    let r = dice.param(8.0, 15.0);
    for _ in 0..dice.int(40, 80) {
        let at = Vec2::new(dice.uniform(-0.48, 0.48), dice.uniform(-0.48, 0.48)) * size;
        let bend = dice.uniform(0.3, 0.9) * r;
        let path = [Vec3::new(-r, 0.0, 0.0), Vec3::new(0.0, bend, 0.0), Vec3::new(r, 0.0, 0.0)];
        it.packed(
            foam,
            fill,
            Mesh::sweep(&path, r * 0.7, 6).turned(dice.uniform(0.0, TAU)).at(at.x, at.y, dice.uniform(-40.0, 40.0)),
        );
    }
    it
}

/// Paper cut into a net of cells and stretched.
fn honeycomb(dice: &mut Dice, size: Vec2) -> Object {
    let mut it = Object::benign("honeycomb paper");
    let pitch = dice.param(14.0, 30.0).max(size.max_element() / 14.0);
    let (columns, rows) = ((size.x / pitch) as usize, (size.y / pitch / 0.87) as usize);
    for column in 0..columns {
        for row in 0..rows {
            let x = (column as f32 - columns as f32 * 0.5 + 0.5 * (row % 2) as f32) * pitch;
            let y = (row as f32 - rows as f32 * 0.5) * pitch * 0.87;
            let lean = if row % 2 == 0 { 0.5 } else { -0.5 };
            it.solid(Paper, block(1.0, pitch * 0.9, 8.0).turned(lean).at(x, y, 0.0));
        }
    }
    it
}

fn corrugated_inserts(dice: &mut Dice, size: Vec2) -> Object {
    let mut it = Object::benign("dividers");
    let depth = dice.param(40.0, 120.0);
    let (columns, rows) = (dice.int(1, 4), dice.int(1, 3));
    for i in 0..columns {
        let x = size.x * ((i as f32 + 1.0) / (columns as f32 + 1.0) - 0.5);
        it.packed(Cardboard, 0.6, block(4.0, size.y * 0.96, depth).turned(dice.normal() * 0.03).at(x, 0.0, 0.0));
    }
    for i in 0..rows {
        let y = size.y * ((i as f32 + 1.0) / (rows as f32 + 1.0) - 0.5);
        it.packed(Cardboard, 0.6, block(size.x * 0.96, 4.0, depth).turned(dice.normal() * 0.03).at(0.0, y, 0.0));
    }
    it.packed(Cardboard, 0.5, block(size.x * 0.96, size.y * 0.96, 3.0).at(0.0, 0.0, -depth * 0.5));
    it
}
