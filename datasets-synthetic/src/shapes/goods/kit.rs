//! Parts that many goods share: casings, boards, cells, windings, motors, cables, screws.

use std::f32::consts::TAU;

use glam::{Affine3A, Vec2, Vec3};

use crate::{
    dice::Dice,
    mesh::{Mesh, rounded_rectangle, smooth_outline},
    physics::material::Material::{self, *},
    shapes::Object,
};

/// What a family of goods is: a function from draws to one object.
pub(super) type Maker = fn(&mut Dice) -> Object;

pub(super) fn points(list: &[(f32, f32)]) -> Vec<Vec2> {
    list.iter().map(|&(x, y)| Vec2::new(x, y)).collect()
}

/// A plate with straight edges, its face towards z.
pub(super) fn plate(list: &[(f32, f32)], depth: f32) -> Mesh {
    Mesh::extrude(&points(list), depth)
}

/// A plate with rounded edges, its face towards z.
pub(super) fn soft_plate(list: &[(f32, f32)], depth: f32) -> Mesh {
    Mesh::extrude(&smooth_outline(&points(list), 2), depth)
}

pub(super) fn block(x: f32, y: f32, z: f32) -> Mesh {
    Mesh::cuboid(Vec3::new(x, y, z))
}

pub(super) fn soft_block(x: f32, y: f32, z: f32, radius: f32) -> Mesh {
    Mesh::rounded_cuboid(Vec3::new(x, y, z), radius)
}

/// A disc whose face lies towards z.
pub(super) fn disc(radius: f32, thickness: f32) -> Mesh {
    Mesh::cylinder(radius, thickness).facing()
}

/// A flat ring whose face lies towards z.
pub(super) fn ring(outer: f32, inner: f32, thickness: f32) -> Mesh {
    Mesh::tube(outer, inner, thickness).facing()
}

/// A round rod in the xy plane.
pub(super) fn rod(from: (f32, f32), to: (f32, f32), radius: f32) -> Mesh {
    Mesh::sweep(&[Vec3::new(from.0, from.1, 0.0), Vec3::new(to.0, to.1, 0.0)], radius, 8)
}

/// A flat bar in the xy plane.
pub(super) fn bar(from: (f32, f32), to: (f32, f32), width: f32, depth: f32) -> Mesh {
    let (a, b) = (Vec2::from(from), Vec2::from(to));
    let middle = (a + b) * 0.5;
    block(a.distance(b), width, depth).turned((b - a).to_angle()).at(middle.x, middle.y, 0.0)
}

/// An outline moved inwards by `distance`, corner by corner; meant for walls of smooth outlines.
pub(super) fn inset(outline: &[Vec2], distance: f32) -> Vec<Vec2> {
    let n = outline.len();
    let area: f32 = (0..n).map(|i| outline[i].perp_dot(outline[(i + 1) % n])).sum();
    (0..n)
        .map(|i| {
            let before = (outline[i] - outline[(i + n - 1) % n]).normalize_or_zero();
            let after = (outline[(i + 1) % n] - outline[i]).normalize_or_zero();
            let inward = (before + after).perp().normalize_or_zero() * area.signum();
            let stretch = inward.dot(after.perp() * area.signum()).max(0.5);
            outline[i] + inward * distance / stretch
        })
        .collect()
}

/// A hollow casing of a smoothed outline: walls of `wall` mm all around.
pub(super) fn casing(object: &mut Object, material: Material, list: &[(f32, f32)], depth: f32, wall: f32) {
    let outline = smooth_outline(&points(list), 2);
    object.solid(material, Mesh::extrude(&outline, depth));
    object.cavity(material, Mesh::extrude(&inset(&outline, wall), (depth - 2.0 * wall).max(0.1)));
}

/// A hollow box of full `size` with walls of `wall` mm, centred.
pub(super) fn shell(object: &mut Object, material: Material, size: Vec3, corner: f32, wall: f32) {
    object.solid(material, Mesh::extrude(&rounded_rectangle(size.x, size.y, corner), size.z));
    let inner = (size - 2.0 * wall).max(Vec3::splat(0.1));
    object.cavity(material, Mesh::extrude(&rounded_rectangle(inner.x, inner.y, corner - wall), inner.z));
}

/// A hollow turned vessel along x: an outer `(x, radius)` profile and the wall's thickness.
pub(super) fn vessel(object: &mut Object, material: Material, profile: &[(f32, f32)], wall: f32) {
    object.solid(material, Mesh::lathe(profile));
    let (first, last) = (profile.first().map_or(0.0, |p| p.0), profile.last().map_or(0.0, |p| p.0));
    let inner: Vec<_> = profile
        .iter()
        .map(|&(x, r)| (x.clamp(first + wall, (last - wall).max(first + wall)), (r - wall).max(0.0)))
        .collect();
    object.cavity(material, Mesh::lathe(&inner));
}

/// What fills a vessel made by [`vessel`] up to the given share of its length.
pub(super) fn filling(profile: &[(f32, f32)], wall: f32, share: f32) -> Mesh {
    let (first, last) = (profile.first().map_or(0.0, |p| p.0), profile.last().map_or(0.0, |p| p.0));
    let top = first + (last - first) * share;
    let mut inner: Vec<(f32, f32)> = Vec::with_capacity(profile.len() + 1);
    for pair in profile.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        if a.0 > top {
            break;
        }
        inner.push((a.0.max(first + wall), (a.1 - wall).max(0.0)));
        if b.0 > top {
            let t = (top - a.0) / (b.0 - a.0).max(1e-3);
            inner.push((top, (a.1 + (b.1 - a.1) * t - wall).max(0.0)));
        }
    }
    Mesh::lathe(&inner)
}

/// A screw along x, its head at -x.
pub(super) fn screw(radius: f32, length: f32) -> Mesh {
    let (head, h) = (radius * 2.0, length * 0.5);
    Mesh::lathe(&[(-h, head), (-h + radius, head), (-h + radius, radius), (h - radius, radius), (h, radius * 0.3)])
}

/// Screws that point towards z in the corners of a casing.
pub(super) fn corner_screws(object: &mut Object, x: f32, y: f32, radius: f32, length: f32) {
    for (sx, sy) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
        object.solid(Steel, screw(radius, length).facing().at(sx * x, sy * y, 0.0));
    }
}

/// A populated circuit board in the xy plane, parts towards +z.
pub(super) fn board(dice: &mut Dice, x: f32, y: f32) -> Object {
    let mut it = Object::benign("circuit board");
    it.solid(CircuitBoard, block(x, y, 1.5));
    let chips = dice.int(2, 9);
    for _ in 0..chips {
        let side = dice.uniform(4.0, 0.3 * x.min(y).max(15.0));
        let (w, h) = (side, side * dice.uniform(0.4, 1.0));
        let (px, py) = (dice.uniform(-0.5, 0.5) * (x - w).max(0.0), dice.uniform(-0.5, 0.5) * (y - h).max(0.0));
        it.solid(Ceramic, block(w, h, 1.2).at(px, py, 1.4));
        it.solid(Copper, block(w * 0.5, h * 0.5, 0.25).at(px, py, 2.2));
        if dice.chance(0.6) {
            // Rows of legs on both sides, under the body.
            it.packed(Copper, 0.35, block(w, h * 1.2, 0.5).at(px, py, 0.9));
        }
    }
    for _ in 0..dice.int(4, 14) {
        let (px, py) = (dice.uniform(-0.48, 0.48) * x, dice.uniform(-0.48, 0.48) * y);
        let material = *dice.pick(&[Solder, Ceramic, Solder, Copper]);
        it.solid(material, block(dice.uniform(1.0, 3.5), dice.uniform(0.8, 2.0), 1.0).at(px, py, 1.3));
    }
    for _ in 0..dice.int(0, 3) {
        let radius = dice.uniform(2.0, 6.0);
        let (px, py) = (dice.uniform(-0.4, 0.4) * x, dice.uniform(-0.4, 0.4) * y);
        it.solid(Aluminium, disc(radius, radius * 2.2).at(px, py, radius * 1.1 + 0.8));
    }
    if dice.chance(0.4) {
        let radius = dice.uniform(4.0, 8.0);
        let (px, py) = (dice.uniform(-0.35, 0.35) * x, dice.uniform(-0.35, 0.35) * y);
        it.add_at(toroid(dice, radius), px, py, radius * 0.4);
    }
    for _ in 0..dice.int(1, 3) {
        // A connector on an edge: a steel shell around rows of brass pins.
        let (w, depth) = (dice.uniform(7.0, 22.0).min(x * 0.6), dice.uniform(4.0, 9.0));
        let px = dice.uniform(-0.45, 0.45) * (x - w).max(0.0);
        let py = (y - depth) * if dice.chance(0.5) { 0.5 } else { -0.5 };
        it.solid(Steel, block(w, depth, 0.5).at(px, py, 1.2));
        it.packed(Brass, 0.3, block(w * 0.8, depth * 0.8, 2.0).at(px, py, 3.0));
    }
    it
}

/// A ring core with its winding, face towards z.
pub(super) fn toroid(dice: &mut Dice, radius: f32) -> Object {
    let mut it = Object::benign("inductor");
    let inner = radius * dice.uniform(0.45, 0.6);
    it.solid(Ferrite, ring(radius, inner, radius * 0.6));
    it.packed(Copper, 0.5, ring(radius + 1.2, (inner - 1.2).max(0.3), radius * 0.6 + 2.0));
    it.packed(Copper, -0.5, ring(radius, inner, radius * 0.6));
    it
}

/// A transformer of stacked sheets: core with two windows, winding around the middle leg.
pub(super) fn transformer(dice: &mut Dice, size: f32) -> Object {
    let mut it = Object::benign("transformer");
    let (x, y, z) = (size, size * dice.uniform(0.75, 0.95), size * dice.uniform(0.3, 0.6));
    let core = if size < 30.0 { Ferrite } else { Steel };
    let (window_x, window_y) = (x * 0.19, y * 0.62);
    it.packed(core, 0.95, block(x, y, z));
    for side in [-1.0, 1.0] {
        it.packed(core, -0.95, block(window_x, window_y, z).at(side * x * 0.25, 0.0, 0.0));
    }
    let (wx, wz) = (x * 0.62, z + x * 0.3);
    it.packed(Copper, 0.55, block(wx, window_y * 0.92, wz));
    it.packed(Copper, -0.55, block(x * 0.31, window_y * 0.92, z));
    it.solid(Nylon, block(wx * 1.05, 1.5, wz).at(0.0, window_y * 0.48, 0.0));
    it.solid(Nylon, block(wx * 1.05, 1.5, wz).at(0.0, -window_y * 0.48, 0.0));
    it
}

/// A brushed motor along x: can, magnets, laminated rotor, windings, commutator, shaft.
pub(super) fn motor(dice: &mut Dice, radius: f32, length: f32) -> Object {
    let mut it = Object::benign("motor");
    let wall = (radius * 0.08).max(0.6);
    it.solid(Steel, Mesh::tube(radius, radius - wall, length));
    it.packed(Ferrite, 0.8, Mesh::tube(radius - wall, radius * 0.74, length * 0.7));
    let rotor = radius * 0.68;
    it.packed(Steel, 0.6, Mesh::tube(rotor, radius * 0.13, length * dice.uniform(0.4, 0.55)));
    for side in [-1.0, 1.0] {
        let end = Mesh::tube(rotor * 0.9, radius * 0.2, length * 0.12);
        it.packed(Copper, 0.6, end.at(side * length * 0.33, 0.0, 0.0));
        it.solid(Steel, Mesh::tube(radius, radius * 0.15, wall).at(side * length * 0.5, 0.0, 0.0));
    }
    it.solid(Copper, Mesh::tube(radius * 0.3, radius * 0.13, length * 0.12).at(length * 0.43, 0.0, 0.0));
    it.solid(Steel, Mesh::cylinder(radius * 0.12, length * 1.35).at(-length * 0.15, 0.0, 0.0));
    it
}

/// A round cell along x: can, active mass, collector, cap.
pub(super) fn cell(dice: &mut Dice, radius: f32, length: f32) -> Object {
    let mut it = Object::benign("cell");
    let lithium = dice.chance(0.4);
    let mass = if lithium { LithiumCell } else { AlkalineCell };
    it.solid(Steel, Mesh::tube(radius, radius - 0.35, length));
    it.packed(mass, 0.95, Mesh::cylinder(radius - 0.35, length * 0.9));
    it.solid(Brass, Mesh::cylinder(radius * 0.09, length * 0.75));
    it.solid(Steel, Mesh::cylinder(radius * 0.4, 1.6).at(length * 0.5 + 0.8, 0.0, 0.0));
    it
}

/// Cells side by side along y.
pub(super) fn cell_row(dice: &mut Dice, radius: f32, length: f32, count: usize) -> Object {
    let mut it = Object::benign("cells in a row");
    let alternate = dice.chance(0.5);
    for i in 0..count {
        let one = cell(dice, radius, length);
        let mut place =
            Affine3A::from_translation(Vec3::new(0.0, (i as f32 - count as f32 * 0.5) * radius * 2.04, 0.0));
        if alternate && i % 2 == 1 {
            place *= Affine3A::from_rotation_z(TAU * 0.5);
        }
        it.add(one, &place);
    }
    it.centre()
}

/// A loudspeaker facing z: basket, magnet, pole, voice coil, cone.
pub(super) fn loudspeaker(dice: &mut Dice, radius: f32) -> Object {
    let mut it = Object::benign("loudspeaker");
    let magnet = radius * dice.uniform(0.4, 0.6);
    let depth = radius * 0.7;
    if radius < 14.0 {
        it.solid(Steel, ring(radius, radius * 0.8, 1.2));
        it.solid(Neodymium, disc(magnet, radius * 0.25).at(0.0, 0.0, -radius * 0.3));
        return it;
    }
    it.solid(Steel, ring(radius, radius * 0.86, 1.2));
    it.solid(
        Steel,
        Mesh::lathe_ring(&[(-depth, magnet), (-depth, magnet + 1.0), (0.0, radius * 0.9), (0.0, radius * 0.9 - 1.0)])
            .facing(),
    );
    it.solid(Ferrite, ring(magnet, magnet * 0.45, radius * 0.25).at(0.0, 0.0, -depth - radius * 0.12));
    it.solid(Steel, disc(magnet * 0.95, 2.5).at(0.0, 0.0, -depth - radius * 0.26));
    it.solid(Steel, disc(magnet * 0.38, radius * 0.3).at(0.0, 0.0, -depth - radius * 0.1));
    it.packed(Copper, 0.6, ring(magnet * 0.44, magnet * 0.4, radius * 0.2).at(0.0, 0.0, -depth * 0.8));
    it
}

/// A sheathed cable with a copper core along a path.
pub(super) fn cable(path: &[Vec3], radius: f32) -> Object {
    let mut it = Object::benign("cable");
    it.solid(Pvc, Mesh::sweep(path, radius, 5));
    it.packed(Copper, 0.7, Mesh::sweep(path, radius * 0.45, 4));
    it
}

/// Loops of a cable coiled up by hand: unequal, a little askew, bundled by a tie.
pub(super) fn loops(dice: &mut Dice, size: Vec2, turns: usize, thickness: f32) -> Vec<Vec3> {
    let steps = turns * 18;
    let (wobble, phase) = (dice.uniform(0.03, 0.12), dice.uniform(0.0, TAU));
    (0..=steps)
        .map(|i| {
            let t = i as f32 / 18.0 * TAU;
            let swell = 1.0 + wobble * (t * 0.37 + phase).sin() + wobble * 0.5 * (t * 2.3).cos();
            let lift = (i as f32 / steps.max(1) as f32 - 0.5) * thickness * turns.min(4) as f32;
            Vec3::new(
                size.x * 0.5 * swell * t.cos(),
                size.y * 0.5 * swell * t.sin(),
                lift + thickness * (t * 1.7).sin(),
            )
        })
        .collect()
}

/// A cable that lies in soft bends within a box of the given size.
pub(super) fn bends(dice: &mut Dice, size: Vec2) -> Vec<Vec3> {
    let (fx, fy) = (dice.uniform(0.6, 1.6), dice.uniform(1.2, 3.2));
    let (px, py) = (dice.uniform(0.0, TAU), dice.uniform(0.0, TAU));
    let steps = 48;
    (0..=steps)
        .map(|i| {
            let t = i as f32 / steps as f32 * TAU;
            Vec3::new(size.x * 0.5 * (t * fx + px).sin(), size.y * 0.5 * (t * fy + py).sin(), 2.0 * (t * 2.0).sin())
        })
        .collect()
}

/// A mains plug along x with pins at +x.
pub(super) fn plug(dice: &mut Dice) -> Object {
    let mut it = Object::benign("plug");
    let length = dice.param(25.0, 42.0);
    it.solid(Pvc, Mesh::lathe(&[(-length * 0.5, 5.0), (0.0, 13.0), (length * 0.4, 15.0), (length * 0.5, 15.0)]));
    let flat = dice.chance(0.4);
    for side in [-6.5, 6.5] {
        let pin = if flat { block(18.0, 6.0, 1.6) } else { Mesh::cylinder(2.2, 19.0) };
        it.solid(Brass, pin.at(length * 0.5 + 9.0, side, 0.0));
        it.solid(Brass, block(12.0, 5.0, 4.0).at(length * 0.2, side, 0.0));
    }
    it
}

/// A ball bearing facing z.
pub(super) fn bearing(outer: f32, inner: f32, width: f32) -> Object {
    let mut it = Object::benign("bearing");
    let gap = (outer - inner) * 0.3;
    it.solid(Steel, ring(outer, outer - gap, width));
    it.solid(Steel, ring(inner + gap, inner, width));
    let (middle, ball) = ((outer + inner) * 0.5, (outer - inner) * 0.26);
    let count = ((TAU * middle / (ball * 2.6)) as usize).clamp(5, 12);
    for i in 0..count {
        let at = Vec2::from_angle(TAU * i as f32 / count as f32) * middle;
        it.solid(
            Steel,
            Mesh::lathe(&[
                (-ball, ball * 0.3),
                (-ball * 0.6, ball * 0.8),
                (ball * 0.6, ball * 0.8),
                (ball, ball * 0.3),
            ])
            .at(at.x, at.y, 0.0),
        );
    }
    it
}

/// A toothed wheel's outline.
pub(super) fn toothed(radius: f32, tooth: f32, teeth: usize) -> Vec<Vec2> {
    let teeth = teeth.max(5);
    (0..teeth)
        .flat_map(|i| {
            let at = |share: f32, r: f32| Vec2::from_angle(TAU * (i as f32 + share) / teeth as f32) * r;
            [
                at(0.0, radius - tooth),
                at(0.3, radius - tooth),
                at(0.42, radius),
                at(0.78, radius),
                at(0.9, radius - tooth),
            ]
        })
        .collect()
}

/// Cuts a round hole towards z.
pub(super) fn hole(object: &mut Object, material: Material, x: f32, y: f32, radius: f32, depth: f32) {
    object.cavity(material, disc(radius, depth).at(x, y, 0.0));
}
