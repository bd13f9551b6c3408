//! A soft bag: hardly anything of it but thin outlines, seams, zips and dark fittings shows.

use std::f32::consts::TAU;

use glam::{Affine3A, Vec2, Vec3};

use super::kit::{block, rod};
use crate::{
    dice::Dice,
    mesh::{Mesh, regular_polygon, smooth_outline},
    physics::material::Material::{Abs, Brass, Nylon, Polyester, Pvc, Rubber, Steel, Zamak},
    shapes::Object,
};

/// A bag of about `size` mm with piping along its edges, zips with their pulls, straps and buckles.
pub(super) fn soft_bag(dice: &mut Dice, size: Vec2) -> Object {
    let mut it = Object::benign("soft bag");
    let outline = wander(dice, size);
    let cloth = dice.param(0.4, 1.6);
    it.packed(Polyester, 1.0, Mesh::extrude(&outline, cloth));
    let piping = dice.param(1.2, 3.0);
    for _ in 0..dice.int(2, 5) {
        // Front and back edges lie beside each other in the picture.
        let share = dice.uniform(0.72, 1.0);
        let shift = size * Vec2::new(dice.uniform(-0.04, 0.04), dice.uniform(-0.04, 0.04));
        let path = closed_path(&outline, share, shift);
        it.solid(*dice.pick(&[Pvc, Pvc, Rubber, Nylon]), Mesh::sweep(&path, piping * dice.uniform(0.6, 1.2), 4));
    }
    for _ in 0..dice.int(1, 3) {
        let share = dice.uniform(0.6, 0.95);
        let path = closed_path(&outline, share, Vec2::ZERO);
        let from = dice.below(path.len() / 2);
        let part = &path[from..from + path.len() / 3];
        let (metal, pull) = if dice.chance(0.5) { (Brass, Brass) } else { (Nylon, Zamak) };
        it.packed(metal, 0.5, Mesh::sweep(part, dice.uniform(1.4, 2.6), 4));
        if let Some(&at) = part.last() {
            let mut one = Object::benign("zip pull");
            one.solid(pull, block(10.0, 7.0, 4.0));
            one.solid(pull, block(dice.uniform(18.0, 35.0), 5.0, 1.8).at(14.0, 0.0, 0.0));
            let place = Affine3A::from_translation(at) * Affine3A::from_rotation_z(dice.uniform(0.0, TAU));
            it.add(one, &place);
        }
    }
    for _ in 0..dice.int(6, 22) {
        let one = fitting(dice);
        let at = outline[dice.below(outline.len())] * dice.uniform(0.3, 1.0);
        let place = Affine3A::from_translation(at.extend(0.0)) * Affine3A::from_rotation_z(dice.uniform(0.0, TAU));
        it.add(one, &place);
    }
    for _ in 0..dice.int(3, 12) {
        // Seams of the lining and of clothes: faint, long, never straight.
        let ends = [0; 2].map(|_| outline[dice.below(outline.len())] * dice.uniform(0.3, 1.0));
        let path = bent(dice, ends);
        it.packed(Polyester, 1.0, Mesh::sweep(&path, dice.uniform(0.6, 2.0), 3));
    }
    for _ in 0..dice.int(0, 3) {
        let ends = [0; 2].map(|_| outline[dice.below(outline.len())] * dice.uniform(0.3, 0.95));
        let path = bent(dice, ends);
        it.packed(Polyester, 0.9, Mesh::sweep(&path, dice.uniform(1.5, 4.0), 4));
    }
    it
}

/// A buckle, ring, stud or slider of metal or plastic.
fn fitting(dice: &mut Dice) -> Object {
    let mut it = Object::benign("fitting");
    let metal = *dice.pick(&[Steel, Zamak, Brass]);
    let (w, h) = (dice.param(14.0, 40.0), dice.param(12.0, 26.0));
    let wire = dice.param(1.2, 2.4);
    match dice.below(4) {
        0 => {
            for side in [-0.5, 0.5] {
                it.solid(metal, rod((-w * 0.5, side * h), (w * 0.5, side * h), wire));
                it.solid(metal, rod((side * w, -h * 0.5), (side * w, h * 0.5), wire));
            }
            it.solid(metal, rod((0.0, -h * 0.5), (0.0, h * 0.5), wire));
        }
        1 => {
            it.solid(metal, Mesh::torus(w * 0.5, wire));
        }
        2 => {
            it.solid(metal, Mesh::extrude(&regular_polygon(dice.param(3.0, 7.0), 12), 2.5));
        }
        _ => {
            it.solid(Abs, block(w * 1.3, h, 7.0));
            it.cavity(Abs, block(w, h * 0.5, 5.0));
        }
    }
    it
}

/// The bag's outline: a rounded rectangle that sags.
fn wander(dice: &mut Dice, size: Vec2) -> Vec<Vec2> {
    let corners = 14;
    let power = dice.uniform(2.5, 5.0);
    let points: Vec<Vec2> = (0..corners)
        .map(|i| {
            let way = Vec2::from_angle(TAU * i as f32 / corners as f32);
            // A superellipse lies between the ellipse and the rectangle.
            let reach = (way.x.abs().powf(power) + way.y.abs().powf(power)).powf(-1.0 / power);
            way * reach * size * 0.5 * dice.uniform(0.9, 1.0)
        })
        .collect();
    smooth_outline(&points, 2)
}

fn closed_path(outline: &[Vec2], share: f32, shift: Vec2) -> Vec<Vec3> {
    let first = outline.first().copied();
    outline.iter().copied().chain(first).map(|p| (p * share + shift).extend(0.0)).collect()
}

fn bent(dice: &mut Dice, [from, to]: [Vec2; 2]) -> Vec<Vec3> {
    let sag = (to - from).perp() * dice.uniform(-0.4, 0.4);
    (0..=20)
        .map(|i| {
            let t = i as f32 / 20.0;
            (from.lerp(to, t) + sag * (4.0 * t * (1.0 - t))).extend(0.0)
        })
        .collect()
}
