//! Thickness of closed meshes along the beam, pixel by pixel.
//!
//! The beam runs along z and is taken as parallel. For a closed surface the matter crossed at a
//! pixel is the sum over its triangles of depth, counted positive where the surface faces the
//! detector and negative where it faces away. Corners are snapped to 1/256 pixel and edges are
//! decided in whole numbers with a top-left rule, so neighbouring triangles share every pixel
//! exactly once and no seam leaks.

use glam::{Vec2, Vec3};

use crate::mesh::Mesh;

const SUBPIXEL: f32 = 256.0;

/// Where a scene lies on the picture: millimetres to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Millimetres per pixel along x and y.
    pub mm_per_pixel: [f32; 2],
}

impl Grid {
    /// Millimetres to pixels: the scene's origin is the picture's middle, y points up in the scene
    /// and down in the picture; z stays in millimetres.
    pub fn to_pixels(&self, point: Vec3) -> Vec3 {
        Vec3::new(
            self.width as f32 * 0.5 + point.x / self.mm_per_pixel[0],
            self.height as f32 * 0.5 - point.y / self.mm_per_pixel[1],
            point.z,
        )
    }

    /// The place in the scene of a point of the picture, in pixels; the inverse of [`Self::to_pixels`].
    pub fn to_scene(&self, pixel: Vec2) -> Vec2 {
        Vec2::new(
            (pixel.x - self.width as f32 * 0.5) * self.mm_per_pixel[0],
            (self.height as f32 * 0.5 - pixel.y) * self.mm_per_pixel[1],
        )
    }

    /// The patch that holds everything between two corners in millimetres; empty when outside.
    pub fn patch(&self, low: Vec3, high: Vec3) -> Patch {
        let a = self.to_pixels(Vec3::new(low.x, high.y, 0.0));
        let b = self.to_pixels(Vec3::new(high.x, low.y, 0.0));
        let clip = |value: f32, limit: usize| value.clamp(0.0, limit as f32) as usize;
        let (x, y) = (clip(a.x.floor(), self.width), clip(a.y.floor(), self.height));
        let (right, bottom) = (clip(b.x.ceil() + 1.0, self.width), clip(b.y.ceil() + 1.0, self.height));
        let (width, height) = (right.saturating_sub(x), bottom.saturating_sub(y));
        Patch { x, y, width, height, data: vec![0.0; width * height] }
    }
}

/// A window of the picture with one number per pixel, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch {
    /// Left column in the picture.
    pub x: usize,
    /// Top row in the picture.
    pub y: usize,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `width * height` numbers.
    pub data: Vec<f32>,
}

impl Patch {
    /// Adds `weight` times the thickness of `mesh` in mm, at pixel centres.
    pub fn add_thickness(&mut self, grid: &Grid, mesh: &Mesh, weight: f32) {
        let corners: Vec<Corner> = mesh
            .vertices
            .iter()
            .map(|&v| {
                let p = grid.to_pixels(v);
                Corner {
                    x: (p.x.clamp(-30_000.0, 30_000.0) * SUBPIXEL).round() as i64,
                    y: (p.y.clamp(-30_000.0, 30_000.0) * SUBPIXEL).round() as i64,
                    z: f64::from(p.z),
                }
            })
            .collect();
        for &[a, b, c] in &mesh.triangles {
            self.add_triangle(corners[a as usize], corners[b as usize], corners[c as usize], weight);
        }
    }

    fn add_triangle(&mut self, a: Corner, mut b: Corner, mut c: Corner, weight: f32) {
        let mut area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        if area == 0 {
            return;
        }
        // Rows run downwards, so a triangle that faces +z has a negative area here.
        let facing = if area < 0 { 1.0 } else { -1.0 };
        if area < 0 {
            std::mem::swap(&mut b, &mut c);
            area = -area;
        }
        let one = SUBPIXEL as i64;
        let half = one / 2;
        let rows = |y: i64| (y - half).div_euclid(one);
        let top = (rows(a.y.min(b.y).min(c.y) - 1) + 1).max(self.y as i64);
        let bottom = rows(a.y.max(b.y).max(c.y)).min((self.y + self.height) as i64 - 1);
        let (left, right) = (self.x as i64, (self.x + self.width) as i64 - 1);
        let edges = [Edge::new(a, b), Edge::new(b, c), Edge::new(c, a)];

        // Depth as a plane over the picture, in subpixels from corner a.
        let inverse = 1.0 / area as f64;
        let (bz, cz) = (b.z - a.z, c.z - a.z);
        let dzdx = (bz * (c.y - a.y) as f64 - cz * (b.y - a.y) as f64) * inverse;
        let dzdy = (cz * (b.x - a.x) as f64 - bz * (c.x - a.x) as f64) * inverse;
        let scale = f64::from(weight) * facing;

        for row in top..=bottom {
            let y = row * one + half;
            let (mut first, mut last) = (left, right);
            for edge in &edges {
                edge.clip(y, half, one, &mut first, &mut last);
            }
            if first > last {
                continue;
            }
            let z = a.z + dzdx * (first * one + half - a.x) as f64 + dzdy * (y - a.y) as f64;
            let (start, step) = ((z * scale) as f32, (dzdx * SUBPIXEL as f64 * scale) as f32);
            let offset = (row as usize - self.y) * self.width;
            let span = &mut self.data[offset + first as usize - self.x..=offset + last as usize - self.x];
            for (i, value) in span.iter_mut().enumerate() {
                *value += start + step * i as f32;
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Corner {
    x: i64,
    y: i64,
    z: f64,
}

/// Inside is where `slope_x * x + slope_y * y + offset >= 0`.
struct Edge {
    slope_x: i64,
    slope_y: i64,
    offset: i64,
}

impl Edge {
    fn new(from: Corner, to: Corner) -> Self {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let (slope_x, slope_y) = (-dy, dx);
        // Pixels exactly on an edge belong to the triangle below or right of it.
        let owns_edge = dy < 0 || (dy == 0 && dx > 0);
        let offset = -(slope_x * from.x + slope_y * from.y) - i64::from(!owns_edge);
        Self { slope_x, slope_y, offset }
    }

    /// Narrows the columns `first..=last` of the row at subpixel `y` to those inside.
    fn clip(&self, y: i64, half: i64, one: i64, first: &mut i64, last: &mut i64) {
        let rest = self.slope_y * y + self.offset + self.slope_x * half;
        let slope = self.slope_x * one;
        if slope > 0 {
            *first = (*first).max(-rest.div_euclid(slope));
        } else if slope < 0 {
            *last = (*last).min(rest.div_euclid(-slope));
        } else if rest < 0 {
            *last = *first - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use glam::{Affine3A, Quat};
    use proptest::prelude::*;

    use super::*;

    const GRID: Grid = Grid { width: 200, height: 160, mm_per_pixel: [1.0, 1.0] };

    fn thickness(mesh: &Mesh) -> Patch {
        let mut patch = GRID.patch(Vec3::splat(-1e4), Vec3::splat(1e4));
        patch.add_thickness(&GRID, mesh, 1.0);
        patch
    }

    #[test]
    fn a_box_is_as_thick_as_it_is_deep() {
        let patch = thickness(&Mesh::cuboid(Vec3::new(60.0, 40.0, 25.0)));
        assert!((patch.data[80 * 200 + 100] - 25.0).abs() < 1e-3);
        assert_eq!(patch.data[80 * 200 + 10], 0.0);
        let sum: f32 = patch.data.iter().sum();
        assert!((sum - 60.0 * 40.0 * 25.0).abs() < 1.0, "{sum}");
    }

    #[test]
    fn a_cavity_takes_its_matter_away() {
        let mut patch = thickness(&Mesh::cylinder(20.0, 80.0));
        patch.add_thickness(&GRID, &Mesh::cylinder(12.0, 80.0), -1.0);
        let middle = patch.data[80 * 200 + 100];
        assert!((middle - 16.0).abs() < 0.5, "{middle}");
    }

    proptest! {
        #[test]
        fn no_seam_leaks_in_any_pose(x in -1.0f32..1.0, y in -1.0f32..1.0, z in -1.0f32..1.0, w in 0.1f32..1.0) {
            let turn = Quat::from_xyzw(x, y, z, w).normalize();
            for mesh in [Mesh::cuboid(Vec3::new(70.0, 30.0, 20.0)), Mesh::tube(20.0, 14.0, 60.0), Mesh::torus(40.0, 8.0)] {
                let volume = mesh.volume();
                let patch = thickness(&mesh.transformed(&Affine3A::from_quat(turn)));
                let sum: f32 = patch.data.iter().sum();
                prop_assert!((sum - volume).abs() < 0.03 * volume, "{} against {}", sum, volume);
                let deepest = patch.data.iter().copied().fold(0.0, f32::max);
                prop_assert!(deepest < 105.0, "a leak of {} mm", deepest);
                prop_assert!(patch.data.iter().all(|&t| t > -1e-2));
            }
        }
    }
}
