//! What scans lie on: trays with a rim, and the seam of the belt.

use glam::{Vec2, Vec3};

use crate::{
    dice::Dice,
    mesh::{Mesh, rounded_rectangle},
    physics::material::Material::{Abs, Polyethylene, Polypropylene, Rubber},
    shapes::Object,
};

/// A tray of about `size` mm outside, seen from above: floor, slanted walls, a lip, ribs.
pub(super) fn tray(dice: &mut Dice, size: Vec2) -> Object {
    let mut it = Object::benign("tray");
    let material = *dice.pick(&[Polypropylene, Abs, Polyethylene]);
    let corner = dice.param(25.0, 60.0);
    let floor = dice.param(2.0, 4.5);
    let (height, wall) = (dice.param(45.0, 110.0), dice.param(2.0, 4.0));
    let (lip, slant) = (dice.param(5.0, 14.0), dice.param(10.0, 40.0));
    let ring = |it: &mut Object, outer: f32, wide: f32, deep: f32| {
        let at = |inward: f32| {
            let inner = (size - 2.0 * inward).max(Vec2::splat(1.0));
            rounded_rectangle(inner.x, inner.y, corner - inward * 0.4)
        };
        it.solid(material, Mesh::extrude(&at(outer), deep));
        it.cavity(material, Mesh::extrude(&at(outer + wide), deep));
    };
    it.solid(material, Mesh::extrude(&rounded_rectangle(size.x - 2.0 * lip, size.y - 2.0 * lip, corner), floor));
    ring(&mut it, 0.0, lip, wall * dice.uniform(1.2, 3.0));
    // A slanted wall crosses the beam along its slope.
    ring(&mut it, lip, slant, wall * (1.0 + (height / slant).powi(2)).sqrt());
    // Walls meet lip and floor in thicker edges.
    for edge in [lip, lip + slant] {
        ring(&mut it, edge, dice.uniform(1.5, 4.0), wall * dice.uniform(1.5, 4.0));
    }
    let ribs = dice.int(0, 8);
    for rib in 0..ribs {
        let x = size.x * ((rib as f32 + 0.5) / ribs as f32 - 0.5);
        for side in [-0.5, 0.5] {
            let block = Mesh::cuboid(Vec3::new(dice.uniform(2.0, 5.0), lip + slant, wall * 3.0));
            it.solid(material, block.at(x, side * (size.y - lip - slant), 0.0));
        }
    }
    it
}

/// The seam of a belt `size.y` mm wide that runs along x: two layers overlap in a strip a little askew.
pub(super) fn belt_seam(dice: &mut Dice, size: Vec2) -> Object {
    let mut it = Object::benign("belt seam");
    let (wide, thick) = (dice.param(8.0, 60.0), dice.param(0.8, 3.0));
    let x = dice.uniform(-0.5, 0.5) * size.x;
    let seam = Mesh::cuboid(Vec3::new(wide, size.y * 1.6, thick)).turned(dice.uniform(-0.3, 0.3));
    it.solid(Rubber, seam.at(x, 0.0, 0.0));
    it
}
