//! Building blocks that the threat shapes share: plates, rods, coils, walls.

use std::f32::consts::{PI, TAU};

use glam::{Affine3A, Vec2, Vec3};

use crate::{dice::Dice, mesh::Mesh, physics::material::Material, shapes::Object};

/// An outline from `(x, y)` corners, smoothed `rounds` times; doubled corners stay sharp.
pub(super) fn soft(corners: &[(f32, f32)], rounds: usize) -> Vec<Vec2> {
    let corners: Vec<Vec2> = corners.iter().map(|&(x, y)| Vec2::new(x, y)).collect();
    let mut outline = (0..rounds).fold(corners, |points, _| cut_corners(&points));
    outline.dedup_by(|a, b| a.distance_squared(*b) < 1e-4);
    while outline.len() > 3 && outline[0].distance_squared(outline[outline.len() - 1]) < 1e-4 {
        outline.pop();
    }
    outline
}

/// One round of Chaikin's corner cutting, at most 13 mm off a corner: long straight edges stay.
fn cut_corners(points: &[Vec2]) -> Vec<Vec2> {
    let n = points.len();
    (0..n)
        .flat_map(|i| {
            let (a, b) = (points[i], points[(i + 1) % n]);
            let cut = (b - a) * (13.0 / a.distance(b).max(1e-3)).min(0.25);
            [a + cut, b - cut]
        })
        .collect()
}

/// The polygon `corners` extruded along z.
pub(super) fn plate(corners: &[(f32, f32)], depth: f32) -> Mesh {
    Mesh::extrude(&soft(corners, 0), depth)
}

/// The smoothed polygon `corners` extruded along z.
pub(super) fn soft_plate(corners: &[(f32, f32)], depth: f32) -> Mesh {
    Mesh::extrude(&soft(corners, 2), depth)
}

/// Moves an outline's corners inwards by `by` mm (outwards when negative).
pub(super) fn inset(outline: &[Vec2], by: f32) -> Vec<Vec2> {
    let n = outline.len();
    let area: f32 = (0..n).map(|i| outline[i].perp_dot(outline[(i + 1) % n])).sum();
    let inwards = area.signum();
    (0..n)
        .map(|i| {
            let here = outline[i];
            let before = (here - outline[(i + n - 1) % n]).normalize_or(Vec2::X).perp() * inwards;
            let after = (outline[(i + 1) % n] - here).normalize_or(Vec2::X).perp() * inwards;
            let middle = (before + after).normalize_or(before);
            // A sharp corner would move without bound.
            here + middle * (by / middle.dot(before).max(0.5))
        })
        .collect()
}

/// An outline extruded along z with both faces drawn in by `bevel`: grips, stocks, slides.
pub(super) fn bevelled(outline: &[Vec2], depth: f32, bevel: f32) -> Mesh {
    let flat = Mesh::extrude(outline, depth);
    let n = outline.len();
    let full: Vec<Vec2> = flat.vertices[..n].iter().map(|v| v.truncate()).collect();
    let bevel = bevel.min(depth * 0.45);
    let small = inset(&full, bevel);
    let half = depth * 0.5;
    let mut mesh = Mesh::default();
    for (ring, z) in [(&small, -half), (&full, bevel - half), (&full, half - bevel), (&small, half)] {
        mesh.vertices.extend(ring.iter().map(|p| p.extend(z)));
    }
    let n = n as u32;
    // The flat body's caps come first: one triangle of the back, one of the front, in turns.
    let caps = 2 * (n as usize - 2);
    mesh.triangles.extend(flat.triangles[..caps].iter().map(|t| t.map(|i| if i < n { i } else { i + 2 * n })));
    for ring in 0..3 {
        for i in 0..n {
            let (a, b) = (ring * n + i, ring * n + (i + 1) % n);
            mesh.triangles.push([a, b, b + n]);
            mesh.triangles.push([a, b + n, a + n]);
        }
    }
    mesh
}

/// A box between two x and two y, centred on z = 0.
pub(super) fn block(x: (f32, f32), y: (f32, f32), depth: f32) -> Mesh {
    Mesh::cuboid(Vec3::new(x.1 - x.0, y.1 - y.0, depth)).at((x.0 + x.1) * 0.5, (y.0 + y.1) * 0.5, 0.0)
}

/// A box between two x, two y and two z.
pub(super) fn brick(x: (f32, f32), y: (f32, f32), z: (f32, f32)) -> Mesh {
    block(x, y, z.1 - z.0).at(0.0, 0.0, (z.0 + z.1) * 0.5)
}

/// A full rod along x between two x at height `y`.
pub(super) fn rod(x: (f32, f32), y: f32, radius: f32) -> Mesh {
    Mesh::cylinder(radius, x.1 - x.0).at((x.0 + x.1) * 0.5, y, 0.0)
}

/// An open tube along x between two x at height `y`.
pub(super) fn pipe(x: (f32, f32), y: f32, outer: f32, inner: f32) -> Mesh {
    Mesh::tube(outer, inner, x.1 - x.0).at((x.0 + x.1) * 0.5, y, 0.0)
}

/// A pin across the object (along z).
pub(super) fn pin(x: f32, y: f32, radius: f32, length: f32) -> Mesh {
    turned(&[(-length * 0.5, radius), (length * 0.5, radius)], 10).facing().at(x, y, 0.0)
}

/// A body of revolution around x with few sides, for things that come in numbers.
pub(super) fn turned(profile: &[(f32, f32)], sides: usize) -> Mesh {
    let path: Vec<Vec3> = profile.iter().map(|&(x, _)| Vec3::new(x, 0.0, 0.0)).collect();
    let mut mesh = Mesh::sweep(&path, 1.0, sides);
    // A polygon of few sides has less area than its circle: widened to keep the matter right.
    let angle = TAU / sides as f32;
    let widen = (angle / angle.sin()).sqrt();
    for (vertex, ring) in mesh.vertices.iter_mut().zip(profile.iter().flat_map(|p| std::iter::repeat_n(p.1, sides))) {
        *vertex = Vec3::new(vertex.x, vertex.y * ring * widen, vertex.z * ring * widen);
    }
    mesh
}

/// A ball of few triangles.
pub(super) fn ball(radius: f32) -> Mesh {
    let profile: Vec<_> = [-1.0f32, -0.75, -0.2, 0.35, 0.85, 1.0]
        .into_iter()
        .map(|x| (x * radius, (1.0 - x * x).max(0.0).sqrt().max(0.05) * radius))
        .collect();
    turned(&profile, 8)
}

/// A coil spring along x between two x at height `y`, of few triangles.
pub(super) fn coil(x: (f32, f32), y: f32, radius: f32, wire: f32, turns: f32) -> Mesh {
    let steps = (turns * 7.0).ceil().max(4.0) as usize;
    let path: Vec<_> = (0..=steps)
        .map(|i| {
            let t = i as f32 / steps as f32;
            let (sin, cos) = (TAU * turns * t).sin_cos();
            Vec3::new(x.0 + (x.1 - x.0) * t, y + radius * cos, radius * sin)
        })
        .collect();
    // 1.25: a square rod of this half diagonal has the cross-section of the round wire.
    Mesh::sweep(&path, wire * 1.25, 4)
}

/// A trigger guard or loop: a bar of `bar` mm along a smoothed outline, open inside.
pub(super) fn hoop(object: &mut Object, material: Material, corners: &[(f32, f32)], bar: f32, depth: f32) {
    let outline = soft(corners, 2);
    object.solid(material, Mesh::extrude(&outline, depth));
    object.cavity(material, Mesh::extrude(&inset(&outline, bar), depth));
}

/// A body extruded along z, laid along x instead.
pub(super) fn along_x(mesh: Mesh) -> Mesh {
    mesh.transformed(&Affine3A::from_rotation_y(PI * 0.5))
}

/// A round-topped trigger hanging down from `(x, y)`.
pub(super) fn trigger(x: f32, y: f32, height: f32, depth: f32) -> Mesh {
    soft_plate(
        &[
            (x - 4.0, y + 3.0),
            (x + 4.0, y + 3.0),
            (x + 2.5, y - height * 0.45),
            (x + 5.0, y - height),
            (x + 1.5, y - height),
            (x - 2.0, y - height * 0.5),
        ],
        depth,
    )
}

/// Gun steel, sometimes stainless.
pub(super) fn steel(dice: &mut Dice) -> Material {
    if dice.chance(0.25) { Material::StainlessSteel } else { Material::Steel }
}

/// A structural polymer.
pub(super) fn polymer(dice: &mut Dice) -> Material {
    *dice.pick(&[Material::GlassNylon, Material::GlassNylon, Material::Nylon, Material::Polycarbonate, Material::Abs])
}

/// What grip panels are made of.
pub(super) fn panel_stuff(dice: &mut Dice) -> Material {
    *dice.pick(&[
        Material::Wood,
        Material::Wood,
        Material::GlassNylon,
        Material::Rubber,
        Material::Acrylic,
        Material::Abs,
    ])
}
