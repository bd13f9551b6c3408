//! The shapes of goods and threats, as coarse as a scanner sees them, with their insides.
//!
//! Every object is built in its own frame in millimetres: length along x, height along y, and z
//! towards the detector; the scene turns and places it. Threat shapes are outlines, walls and
//! cavities that give a plausible shadow: they carry no dimension of any make.

pub mod goods;
pub mod threat;
pub mod wedge;

use glam::{Affine3A, Vec3};
use screening_core::taxonomy::ThreatClass;

use crate::{mesh::Mesh, physics::material::Material};

/// One body of an object: matter, or a cavity cut out of matter of the same material.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Closed surface, mm.
    pub mesh: Mesh,
    /// What it is made of.
    pub material: Material,
    /// 1 for solid matter, -1 for a cavity, between 0 and 1 for loosely packed matter.
    pub fill: f32,
}

/// A thing that lies in a parcel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// What a person would call it, for example `pliers`.
    pub name: &'static str,
    /// The threat class; none for ordinary goods.
    pub class: Option<ThreatClass>,
    /// Bodies; matter first, then the cavities in it.
    pub bodies: Vec<Body>,
}

impl Object {
    /// An empty object of ordinary goods.
    pub fn benign(name: &'static str) -> Self {
        Self { name, class: None, bodies: Vec::new() }
    }

    /// An empty object of a threat class, named after it.
    pub fn threat(class: ThreatClass) -> Self {
        Self { name: class.name(), class: Some(class), bodies: Vec::new() }
    }

    /// Adds solid matter.
    pub fn solid(&mut self, material: Material, mesh: Mesh) -> &mut Self {
        self.packed(material, 1.0, mesh)
    }

    /// Adds matter that fills its space to the share `fill` (0 to 1): cloth, powder, stacks.
    pub fn packed(&mut self, material: Material, fill: f32, mesh: Mesh) -> &mut Self {
        self.bodies.push(Body { mesh, material, fill });
        self
    }

    /// Cuts a cavity out of matter of `material` that was added before.
    pub fn cavity(&mut self, material: Material, mesh: Mesh) -> &mut Self {
        self.packed(material, -1.0, mesh)
    }

    /// Replaces what lies within `mesh` of matter `from` by solid `to`.
    pub fn inlay(&mut self, from: Material, to: Material, mesh: Mesh) -> &mut Self {
        self.cavity(from, mesh.clone());
        self.solid(to, mesh)
    }

    /// Adds all bodies of another object, moved by `place`.
    pub fn add(&mut self, other: Object, place: &Affine3A) -> &mut Self {
        for body in other.bodies {
            self.bodies.push(Body { mesh: body.mesh.transformed(place), ..body });
        }
        self
    }

    /// Adds all bodies of another object, moved by `(x, y, z)` mm.
    pub fn add_at(&mut self, other: Object, x: f32, y: f32, z: f32) -> &mut Self {
        self.add(other, &Affine3A::from_translation(Vec3::new(x, y, z)))
    }

    /// Moves, turns or scales the whole object.
    pub fn transform(&mut self, by: &Affine3A) {
        for body in &mut self.bodies {
            body.mesh.transform(by);
        }
    }

    /// Smallest and largest corner, mm; zeros when empty.
    pub fn bounds(&self) -> (Vec3, Vec3) {
        let mut all = self.bodies.iter().filter(|body| !body.mesh.vertices.is_empty()).map(|body| body.mesh.bounds());
        let first = all.next().unwrap_or_default();
        all.fold(first, |(low, high), (l, h)| (low.min(l), high.max(h)))
    }

    /// Moves the object so that the middle of its bounds is the origin.
    pub fn centre(mut self) -> Self {
        let (low, high) = self.bounds();
        self.transform(&Affine3A::from_translation(-(low + high) * 0.5));
        self
    }

    /// Mass in grams, cavities taken off.
    pub fn mass(&self) -> f32 {
        self.bodies.iter().map(|body| body.mesh.volume() * 1e-3 * body.fill * body.material.density() as f32).sum()
    }
}
