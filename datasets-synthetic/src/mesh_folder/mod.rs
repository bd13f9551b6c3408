//! Further shapes from a folder of meshes (STL, OBJ, glTF, GLB) that the user brings.
//!
//! A `shapes.toml` in the folder says what each file is:
//!
//! ```toml
//! [[shape]]
//! file = "bracket.stl"
//! class = "barrel"                 # of the taxonomy; threats only
//! material = "steel"               # see Material, in snake case
//! length_mm = 180                  # longest side; files rarely say their unit
//! parts = { grip = "glass_nylon" } # optional: OBJ groups or glTF meshes of another material
//! ```
//!
//! Every group or mesh must be a closed surface. The longest side is laid along x and the shortest along z.

mod error;
mod gltf;
mod read;
mod surface;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use glam::{Affine3A, Mat3A, Vec3, Vec3A};
use screening_core::taxonomy::ThreatClass;
use serde::Deserialize;

pub use self::error::{MeshFolderError, MeshProblem};
use crate::{physics::material::Material, shapes::Object};

/// The file that describes a folder.
const LIST: &str = "shapes.toml";
/// Longest sides that a parcel may hold, mm.
const LENGTHS: std::ops::RangeInclusive<f32> = 2.0..=1500.0;

/// What a folder's shapes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Threats: each shape has a class.
    Threat,
    /// Goods: none has.
    Benign,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    shape: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    file: String,
    class: Option<ThreatClass>,
    material: Material,
    length_mm: f32,
    #[serde(default)]
    parts: BTreeMap<String, Material>,
}

/// Reads every shape of a folder, in the order of its `shapes.toml`; centred, in mm.
///
/// # Errors
/// [`MeshFolderError`] when the list cannot be read, names what is not there, or leaves a mesh of the folder out; or when
/// a mesh is broken, too large or not closed.
pub fn read_folder(folder: &Path, role: Role) -> Result<Vec<Object>, MeshFolderError> {
    let list = folder.join(LIST);
    let text = std::fs::read_to_string(&list)
        .map_err(|source| MeshFolderError::List { path: list.clone(), message: source.to_string() })?;
    let List { shape } = toml::from_str(&text)
        .map_err(|source| MeshFolderError::List { path: list.clone(), message: source.to_string() })?;
    for path in meshes_in(folder)? {
        let named = |entry: &Entry| path.file_name().is_some_and(|name| name == entry.file.as_str());
        if !shape.iter().any(named) {
            return Err(MeshFolderError::Unlisted { path, list });
        }
    }
    shape
        .iter()
        .map(|entry| {
            object(folder, entry, role)
                .map_err(|problem| MeshFolderError::Mesh { path: folder.join(&entry.file), problem })
        })
        .collect()
}

/// The folder's mesh files, sorted.
fn meshes_in(folder: &Path) -> Result<Vec<PathBuf>, MeshFolderError> {
    let unreadable = |source: std::io::Error| MeshFolderError::Folder { path: folder.to_owned(), source };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if read::Format::of(&path).is_some() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn object(folder: &Path, entry: &Entry, role: Role) -> Result<Object, MeshProblem> {
    match (role, entry.class) {
        (Role::Threat, None) => return Err(MeshProblem::NoClass),
        (Role::Benign, Some(_)) => return Err(MeshProblem::UnwantedClass),
        _ => {}
    }
    if !LENGTHS.contains(&entry.length_mm) {
        return Err(MeshProblem::Length { least: *LENGTHS.start(), most: *LENGTHS.end() });
    }
    let parts = read::read(folder, &entry.file)?;
    if let Some(name) = entry.parts.keys().find(|name| !parts.iter().any(|(known, _)| known == *name)) {
        let known = parts.into_iter().map(|(known, _)| known).collect::<Vec<_>>().join(", ");
        return Err(MeshProblem::NoSuchPart { name: name.clone(), known });
    }
    let mut object = entry.class.map_or_else(|| Object::benign("mesh"), Object::threat);
    for (name, mesh) in parts {
        let material = entry.parts.get(&name).copied().unwrap_or(entry.material);
        let closed = surface::closed(mesh).map_err(|problem| match problem {
            MeshProblem::Open { edges, .. } => MeshProblem::Open { part: name.clone(), edges },
            other => other,
        })?;
        object.solid(material, closed);
    }
    let object = lay_flat(object, entry.length_mm);
    Ok(object.centre())
}

/// Scales to the length and turns the longest side along x, the shortest along z.
fn lay_flat(mut object: Object, length: f32) -> Object {
    let (low, high) = object.bounds();
    let size = (high - low).to_array();
    let mut axes = [0, 1, 2];
    axes.sort_by(|&a, &b| size[b].total_cmp(&size[a]));
    let unit = |axis: usize| Vec3A::from(Vec3::AXES[axis]);
    let mut rows = axes.map(unit);
    // An odd exchange of axes would mirror the shape.
    if rows[0].cross(rows[1]).dot(rows[2]) < 0.0 {
        rows[2] = -rows[2];
    }
    let turn = Mat3A::from_cols(rows[0], rows[1], rows[2]).transpose();
    let scale = length / size[axes[0]];
    object.transform(&Affine3A { matrix3: turn * scale, translation: Vec3A::ZERO });
    object
}
