//! Whether a surface is closed: only then has every point an inside and an outside, and matter a thickness.

use std::collections::HashMap;

use super::MeshProblem;
use crate::mesh::Mesh;

/// Corners closer than this share of the size are one corner.
const WELD: f32 = 1e-5;

/// The mesh with coinciding corners made one, facing outwards.
///
/// # Errors
/// [`MeshProblem`] when it is empty, has a corner that is no number, is not closed, or encloses nothing.
pub(super) fn closed(mesh: Mesh) -> Result<Mesh, MeshProblem> {
    if mesh.triangles.is_empty() {
        return Err(MeshProblem::Empty);
    }
    if !mesh.vertices.iter().all(|v| v.is_finite() && v.abs().max_element() < 1e9) {
        return Err(MeshProblem::NotFinite);
    }
    let mut mesh = weld(mesh);
    let mut edges: HashMap<(u32, u32), i32> = HashMap::new();
    for [a, b, c] in &mesh.triangles {
        for (from, to) in [(*a, *b), (*b, *c), (*c, *a)] {
            let (key, way) = if from < to { ((from, to), 1) } else { ((to, from), -1) };
            *edges.entry(key).or_default() += way;
        }
    }
    let open = edges.values().filter(|&&count| count != 0).count();
    if open > 0 {
        return Err(MeshProblem::Open { part: String::new(), edges: open });
    }
    // A surface that is inside out as a whole says the same.
    let volume = mesh.volume();
    let (low, high) = mesh.bounds();
    if !volume.is_finite() || volume.abs() <= 1e-6 * (high - low).max_element().powi(3) {
        return Err(MeshProblem::Flat);
    }
    if volume < 0.0 {
        mesh.triangles.iter_mut().for_each(|t| t.swap(1, 2));
    }
    Ok(mesh)
}

/// Moves the mesh to its middle and joins corners that coincide; triangles that thereby lose their area are dropped.
fn weld(mesh: Mesh) -> Mesh {
    let (low, high) = mesh.bounds();
    let middle = (low + high) * 0.5;
    let step = ((high - low).max_element() * WELD).max(f32::MIN_POSITIVE);
    let mut known: HashMap<[i64; 3], u32> = HashMap::new();
    let mut vertices = Vec::new();
    let number: Vec<u32> = mesh
        .vertices
        .iter()
        .map(|&v| {
            let v = v - middle;
            let key = (v / step).round().to_array().map(|x| x as i64);
            *known.entry(key).or_insert_with(|| {
                vertices.push(v);
                vertices.len() as u32 - 1
            })
        })
        .collect();
    let triangles = mesh
        .triangles
        .into_iter()
        .map(|t| t.map(|i| number[i as usize]))
        .filter(|[a, b, c]| a != b && b != c && a != c)
        .collect();
    Mesh { vertices, triangles }
}

#[cfg(test)]
mod tests {
    use glam::Vec3;

    use super::*;

    /// Every triangle with corners of its own, as STL files have them.
    fn soup(mesh: &Mesh) -> Mesh {
        let vertices = mesh.triangles.iter().flatten().map(|&i| mesh.vertices[i as usize]).collect();
        let triangles = (0..mesh.triangles.len() as u32).map(|i| [3 * i, 3 * i + 1, 3 * i + 2]).collect();
        Mesh { vertices, triangles }
    }

    #[test]
    fn a_soup_of_triangles_is_joined_and_turned_outwards() {
        let tube = Mesh::tube(10.0, 7.0, 80.0);
        let joined = closed(soup(&tube)).unwrap();
        assert!((joined.volume() / tube.volume() - 1.0).abs() < 1e-3);
        assert!(joined.vertices.len() <= tube.vertices.len());
        let mut inverted = soup(&tube);
        inverted.triangles.iter_mut().for_each(|t| t.swap(0, 1));
        assert!(closed(inverted).unwrap().volume() > 0.0);
    }

    #[test]
    fn holes_turned_triangles_flat_and_mad_surfaces_are_refused() {
        let mut holed = Mesh::cuboid(Vec3::ONE);
        holed.triangles.pop();
        assert!(matches!(closed(holed), Err(MeshProblem::Open { edges: 3, .. })));
        let mut turned = Mesh::cuboid(Vec3::ONE);
        turned.triangles[4].swap(0, 1);
        assert!(matches!(closed(turned), Err(MeshProblem::Open { .. })));
        let flat = Mesh { vertices: vec![Vec3::ZERO, Vec3::X, Vec3::Y], triangles: vec![[0, 1, 2], [2, 1, 0]] };
        assert!(matches!(closed(flat), Err(MeshProblem::Flat)));
        let mut mad = Mesh::cuboid(Vec3::ONE);
        mad.vertices[0].x = f32::NAN;
        assert!(matches!(closed(mad), Err(MeshProblem::NotFinite)));
        assert!(matches!(closed(Mesh::default()), Err(MeshProblem::Empty)));
    }
}
