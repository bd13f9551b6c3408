//! The step wedge: the test piece that every scanner is judged by.

use glam::Vec3;

use super::Object;
use crate::{mesh::Mesh, physics::material::Material};

/// A row of blocks of one material along x, each `side` mm square and as thick as `steps` says (mm), centred.
pub fn step_wedge(material: Material, steps: &[f32], side: f32) -> Object {
    let mut wedge = Object::benign("step wedge");
    let left = -0.5 * side * (steps.len() as f32 - 1.0);
    for (number, &thickness) in steps.iter().enumerate() {
        wedge.solid(material, Mesh::cuboid(Vec3::new(side, side, thickness)).at(left + number as f32 * side, 0.0, 0.0));
    }
    wedge
}
