//! Closed triangle meshes: the one form of every shape. Lengths are millimetres, triangles wind
//! counter-clockwise seen from outside.

use std::f32::consts::{PI, TAU};

use glam::{Affine3A, Vec2, Vec3};

/// A closed surface.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mesh {
    /// Corners, mm.
    pub vertices: Vec<Vec3>,
    /// Corner numbers, counter-clockwise seen from outside.
    pub triangles: Vec<[u32; 3]>,
}

impl Mesh {
    /// A box of the given full size, centred.
    pub fn cuboid(size: Vec3) -> Self {
        let h = size * 0.5;
        let outline = [Vec2::new(-h.x, -h.y), Vec2::new(h.x, -h.y), Vec2::new(h.x, h.y), Vec2::new(-h.x, h.y)];
        Self::extrude(&outline, size.z)
    }

    /// A box with edges along z rounded by `radius`, centred.
    pub fn rounded_cuboid(size: Vec3, radius: f32) -> Self {
        Self::extrude(&rounded_rectangle(size.x, size.y, radius), size.z)
    }

    /// A full cylinder along x, centred.
    pub fn cylinder(radius: f32, length: f32) -> Self {
        Self::frustum(radius, radius, length)
    }

    /// A cone's slice along x, centred: `r0` at -x, `r1` at +x.
    pub fn frustum(r0: f32, r1: f32, length: f32) -> Self {
        Self::lathe(&[(-length * 0.5, r0), (length * 0.5, r1)])
    }

    /// A tube along x, centred, open at both ends.
    pub fn tube(outer: f32, inner: f32, length: f32) -> Self {
        let h = length * 0.5;
        Self::lathe_ring(&[(-h, inner), (-h, outer), (h, outer), (h, inner)])
    }

    /// A surface of revolution around x through `(x, radius)` points in rising x; ends with a radius
    /// above 0 are closed by a disc.
    pub fn lathe(profile: &[(f32, f32)]) -> Self {
        let mut points = Vec::with_capacity(profile.len() + 2);
        if let (Some(first), Some(last)) = (profile.first(), profile.last()) {
            points.push((first.0, 0.0));
            points.extend_from_slice(profile);
            points.push((last.0, 0.0));
        }
        revolve(&points, false)
    }

    /// A ring of revolution around x: a closed outline of `(x, radius)` points. Points go the way of
    /// [`Mesh::tube`]: inner edge at low x, outer edge at low x, outer at high x, inner at high x.
    pub fn lathe_ring(outline: &[(f32, f32)]) -> Self {
        revolve(outline, true)
    }

    /// An ellipsoid with the given half axes, centred.
    pub fn ellipsoid(half_axes: Vec3) -> Self {
        let rows = 12;
        let profile: Vec<_> = (0..=rows)
            .map(|i| {
                let angle = PI * i as f32 / rows as f32;
                (-angle.cos(), angle.sin().max(0.0))
            })
            .collect();
        let mut mesh = revolve(&profile, false);
        mesh.transform(&Affine3A::from_scale(half_axes));
        mesh
    }

    /// A torus in the xy plane, centred: `ring` is the radius of its centre line.
    pub fn torus(ring: f32, radius: f32) -> Self {
        let steps = 40;
        let path: Vec<_> = (0..=steps)
            .map(|i| {
                let angle = TAU * i as f32 / steps as f32;
                Vec3::new(ring * angle.cos(), ring * angle.sin(), 0.0)
            })
            .collect();
        Self::sweep(&path, radius, 10)
    }

    /// A round rod of `radius` along a path of points: wires, cables, springs. The ends are closed.
    pub fn sweep(path: &[Vec3], radius: f32, sides: usize) -> Self {
        let mut mesh = Self::default();
        if path.len() < 2 {
            return mesh;
        }
        let sides = sides.max(3);
        let mut normal = (path[1] - path[0]).any_orthogonal_vector().normalize_or(Vec3::Y);
        for (i, &point) in path.iter().enumerate() {
            let tangent = (path[(i + 1).min(path.len() - 1)] - path[i.saturating_sub(1)]).normalize_or(Vec3::X);
            // Carrying the normal along (instead of computing it anew) keeps the rod from twisting.
            normal = (normal - tangent * normal.dot(tangent)).normalize_or(tangent.any_orthonormal_vector());
            let binormal = tangent.cross(normal);
            for s in 0..sides {
                let (sin, cos) = (TAU * s as f32 / sides as f32).sin_cos();
                mesh.vertices.push(point + (normal * cos + binormal * sin) * radius);
            }
        }
        let (n, rings) = (sides as u32, path.len() as u32);
        for ring in 0..rings - 1 {
            for s in 0..n {
                let (a, b) = (ring * n + s, ring * n + (s + 1) % n);
                mesh.triangles.push([a, b, b + n]);
                mesh.triangles.push([a, b + n, a + n]);
            }
        }
        for s in 1..n - 1 {
            mesh.triangles.push([0, s + 1, s]);
            let base = (rings - 1) * n;
            mesh.triangles.push([base, base + s, base + s + 1]);
        }
        mesh
    }

    /// A coil spring along x, centred: `radius` of the coil, `wire` radius, `turns`.
    pub fn spring(radius: f32, wire: f32, length: f32, turns: f32) -> Self {
        let steps = (turns * 10.0).ceil().max(2.0) as usize;
        let path: Vec<_> = (0..=steps)
            .map(|i| {
                let t = i as f32 / steps as f32;
                let (sin, cos) = (TAU * turns * t).sin_cos();
                Vec3::new((t - 0.5) * length, radius * cos, radius * sin)
            })
            .collect();
        Self::sweep(&path, wire, 5)
    }

    /// A simple polygon in the xy plane (either winding, concave allowed) extruded along z by
    /// `depth`, centred on z = 0.
    pub fn extrude(outline: &[Vec2], depth: f32) -> Self {
        let mut outline = outline.to_vec();
        if signed_area(&outline) < 0.0 {
            outline.reverse();
        }
        let caps = ear_clip(&outline);
        let n = outline.len() as u32;
        let mut mesh = Self::default();
        for z in [-depth * 0.5, depth * 0.5] {
            mesh.vertices.extend(outline.iter().map(|p| p.extend(z)));
        }
        for [a, b, c] in caps {
            mesh.triangles.push([c, b, a]);
            mesh.triangles.push([a + n, b + n, c + n]);
        }
        for i in 0..n {
            let j = (i + 1) % n;
            mesh.triangles.push([i, j, j + n]);
            mesh.triangles.push([i, j + n, i + n]);
        }
        mesh
    }

    /// Moves, turns or scales in place; a mirroring transform turns the triangles round again.
    pub fn transform(&mut self, by: &Affine3A) {
        for vertex in &mut self.vertices {
            *vertex = by.transform_point3(*vertex);
        }
        if by.matrix3.determinant() < 0.0 {
            for triangle in &mut self.triangles {
                triangle.swap(1, 2);
            }
        }
    }

    /// The same mesh moved, turned or scaled.
    pub fn transformed(mut self, by: &Affine3A) -> Self {
        self.transform(by);
        self
    }

    /// The same mesh moved by `(x, y, z)` mm.
    pub fn at(self, x: f32, y: f32, z: f32) -> Self {
        self.transformed(&Affine3A::from_translation(Vec3::new(x, y, z)))
    }

    /// The same mesh turned in the xy plane by `angle` radians, counter-clockwise.
    pub fn turned(self, angle: f32) -> Self {
        self.transformed(&Affine3A::from_rotation_z(angle))
    }

    /// The same mesh with its x axis laid along y.
    pub fn upright(self) -> Self {
        self.turned(PI * 0.5)
    }

    /// The same mesh with its x axis laid along z (towards the viewer).
    pub fn facing(self) -> Self {
        self.transformed(&Affine3A::from_rotation_y(-PI * 0.5))
    }

    /// Adds another closed surface to this one; where both overlap, matter counts twice.
    pub fn merge(&mut self, other: Self) {
        let base = self.vertices.len() as u32;
        self.vertices.extend(other.vertices);
        self.triangles.extend(other.triangles.into_iter().map(|t| t.map(|i| i + base)));
    }

    /// Enclosed volume in mm3 (divergence theorem); negative when the surface is inside out.
    pub fn volume(&self) -> f32 {
        let corner = |i: u32| self.vertices[i as usize];
        self.triangles.iter().map(|&[a, b, c]| corner(a).dot(corner(b).cross(corner(c)))).sum::<f32>() / 6.0
    }

    /// Smallest and largest corner, mm; zeros for an empty mesh.
    pub fn bounds(&self) -> (Vec3, Vec3) {
        let mut points = self.vertices.iter().copied();
        let first = points.next().unwrap_or(Vec3::ZERO);
        points.fold((first, first), |(low, high), p| (low.min(p), high.max(p)))
    }
}

/// The outline of a rectangle of full size `width` x `height` with rounded corners.
pub fn rounded_rectangle(width: f32, height: f32, radius: f32) -> Vec<Vec2> {
    let radius = radius.clamp(0.01, 0.499 * width.min(height));
    let centre = Vec2::new(width * 0.5 - radius, height * 0.5 - radius);
    let mut outline = Vec::with_capacity(20);
    for (quarter, sign) in
        [(0, Vec2::new(1.0, 1.0)), (1, Vec2::new(-1.0, 1.0)), (2, Vec2::new(-1.0, -1.0)), (3, Vec2::new(1.0, -1.0))]
    {
        for step in 0..=4 {
            let angle = (quarter as f32 + step as f32 / 4.0) * PI * 0.5;
            outline.push(centre * sign + Vec2::from_angle(angle) * radius);
        }
    }
    outline
}

/// The outline of a regular polygon or, with many sides, a circle.
pub fn regular_polygon(radius: f32, sides: usize) -> Vec<Vec2> {
    (0..sides.max(3)).map(|i| Vec2::from_angle(TAU * i as f32 / sides.max(3) as f32) * radius).collect()
}

/// Smooths an outline by cutting its corners (Chaikin 1974), `rounds` times.
pub fn smooth_outline(outline: &[Vec2], rounds: usize) -> Vec<Vec2> {
    (0..rounds).fold(outline.to_vec(), |points, _| {
        let n = points.len();
        (0..n)
            .flat_map(|i| {
                let (a, b) = (points[i], points[(i + 1) % n]);
                [a.lerp(b, 0.25), a.lerp(b, 0.75)]
            })
            .collect()
    })
}

fn signed_area(outline: &[Vec2]) -> f32 {
    let n = outline.len();
    (0..n).map(|i| outline[i].perp_dot(outline[(i + 1) % n])).sum::<f32>() * 0.5
}

fn revolve(points: &[(f32, f32)], ring: bool) -> Mesh {
    let widest = points.iter().map(|p| p.1).fold(0.0, f32::max);
    // Enough sides that the facets stay below a scanner's resolution.
    let sides = (8.0 + widest.sqrt() * 4.0).min(40.0) as u32;
    let n = points.len() as u32;
    let mut mesh = Mesh::default();
    for &(x, radius) in points {
        for s in 0..sides {
            let (sin, cos) = (TAU * s as f32 / sides as f32).sin_cos();
            mesh.vertices.push(Vec3::new(x, radius * cos, radius * sin));
        }
    }
    for i in 0..if ring { n } else { n.saturating_sub(1) } {
        let next = (i + 1) % n;
        for s in 0..sides {
            let t = (s + 1) % sides;
            let [a, b, c, d] = [i * sides + s, i * sides + t, next * sides + t, next * sides + s];
            // A ring of radius 0 is one point: its triangles have no area and are left out.
            if points[i as usize].1 > 0.0 {
                mesh.triangles.push([a, b, c]);
            }
            if points[next as usize].1 > 0.0 {
                mesh.triangles.push([a, c, d]);
            }
        }
    }
    mesh
}

fn ear_clip(outline: &[Vec2]) -> Vec<[u32; 3]> {
    let mut left: Vec<u32> = (0..outline.len() as u32).collect();
    let mut triangles = Vec::with_capacity(outline.len());
    while left.len() > 3 {
        let n = left.len();
        let at = |i: usize| outline[left[i % n] as usize];
        let is_ear = |i: &usize| {
            let (a, b, c) = (at(i + n - 1), at(*i), at(i + 1));
            let convex = (b - a).perp_dot(c - b) > 0.0;
            convex
                && !left.iter().any(|&other| {
                    let p = outline[other as usize];
                    p != a
                        && p != b
                        && p != c
                        && (b - a).perp_dot(p - a) >= 0.0
                        && (c - b).perp_dot(p - b) >= 0.0
                        && (a - c).perp_dot(p - c) >= 0.0
                })
        };
        // A self-touching outline may have no clean ear; cutting any corner still ends.
        let ear = (0..n).find(is_ear).unwrap_or(0);
        triangles.push([left[(ear + n - 1) % n], left[ear], left[(ear + 1) % n]]);
        left.remove(ear);
    }
    if let [a, b, c] = left[..] {
        triangles.push([a, b, c]);
    }
    triangles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f32, expected: f32, tolerance: f32) {
        assert!((got - expected).abs() <= tolerance * expected.abs(), "{got} is not {expected}");
    }

    #[test]
    fn volumes_are_positive_and_right() {
        close(Mesh::cuboid(Vec3::new(2.0, 3.0, 4.0)).volume(), 24.0, 1e-5);
        close(Mesh::cylinder(10.0, 5.0).volume(), PI * 100.0 * 5.0, 0.03);
        close(Mesh::tube(10.0, 8.0, 5.0).volume(), PI * 36.0 * 5.0, 0.03);
        close(Mesh::frustum(10.0, 0.0, 30.0).volume(), PI * 1000.0, 0.03);
        close(Mesh::ellipsoid(Vec3::new(10.0, 8.0, 6.0)).volume(), 4.0 / 3.0 * PI * 480.0, 0.08);
        close(Mesh::torus(20.0, 3.0).volume(), 2.0 * PI * PI * 20.0 * 9.0, 0.08);
        close(Mesh::sweep(&[Vec3::ZERO, Vec3::X * 10.0], 2.0, 24).volume(), PI * 40.0, 0.03);
    }

    #[test]
    fn concave_outlines_and_either_winding_extrude_to_their_area() {
        let l = [(0.0, 0.0), (4.0, 0.0), (4.0, 1.0), (1.0, 1.0), (1.0, 3.0), (0.0, 3.0)].map(|(x, y)| Vec2::new(x, y));
        close(Mesh::extrude(&l, 2.0).volume(), 12.0, 1e-5);
        let mut reversed = l;
        reversed.reverse();
        close(Mesh::extrude(&reversed, 2.0).volume(), 12.0, 1e-5);
    }

    #[test]
    fn mirroring_keeps_the_outside_outside() {
        let mirrored = Mesh::cuboid(Vec3::ONE).transformed(&Affine3A::from_scale(Vec3::new(-1.0, 1.0, 1.0)));
        close(mirrored.volume(), 1.0, 1e-5);
    }

    #[test]
    fn every_edge_is_shared_by_two_opposite_triangles() {
        for mesh in
            [Mesh::cuboid(Vec3::ONE), Mesh::cylinder(3.0, 9.0), Mesh::tube(5.0, 3.0, 9.0), Mesh::torus(9.0, 2.0)]
        {
            let mut edges = std::collections::HashMap::new();
            for [a, b, c] in &mesh.triangles {
                for (from, to) in [(a, b), (b, c), (c, a)] {
                    let (from, to) = (mesh.vertices[*from as usize], mesh.vertices[*to as usize]);
                    let key = |v: Vec3| (v * 1000.0).round().to_array().map(|x| x as i64);
                    *edges.entry((key(from), key(to))).or_insert(0) += 1;
                    *edges.entry((key(to), key(from))).or_insert(0) -= 1;
                }
            }
            assert!(edges.values().all(|&count| count == 0));
        }
    }
}
