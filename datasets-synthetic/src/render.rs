//! From a packed scene to what the detector reads, with the truth.

use screening_core::{geometry::PixelBox, taxonomy::ThreatClass};

use crate::{
    dice::Dice,
    physics::{
        beam::{BASES, Beam},
        detector::{DetectorSpec, Signal},
    },
    raster::{Grid, Patch},
    scene::Scene,
    shapes::Object,
};

/// Optical depth that a threat must add at a pixel to count as its shadow.
pub(crate) const SHADOW: f32 = 0.04;
/// Mean change of transmission inside its shadow below which a threat cannot be seen.
pub(crate) const VISIBLE: f32 = 0.02;
/// Mean optical depth of what covers a threat above which it is not asked for.
const COVERED: f64 = 2.6;

/// A known threat in a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// What it is.
    pub class: ThreatClass,
    /// The box of its shadow, pixels.
    pub bbox: PixelBox,
    /// Pixels of its shadow.
    pub area: usize,
    /// Whether it can be seen at all: enough pixels, and the beam gets through what covers it.
    pub visible: bool,
    /// Mean optical depth of everything else inside its shadow.
    pub cover: f32,
    /// How far its face is turned from the beam, degrees.
    pub tilt: f32,
}

/// Transmission planes of one exposure, row by row, air 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Exposure {
    /// Size and scale.
    pub grid: Grid,
    /// Low-energy transmission.
    pub low: Vec<f32>,
    /// High-energy transmission.
    pub high: Vec<f32>,
    /// Transmission at which only noise and scatter are left.
    pub floor: f32,
    /// The threats.
    pub truth: Vec<Truth>,
}

/// Sends the beam through the scene onto the detector.
pub fn expose(scene: &Scene, beam: &Beam, detector: &DetectorSpec, dice: &mut Dice) -> Exposure {
    let grid = scene.grid;
    let pixels = grid.width * grid.height;
    let mut columns: [Vec<f32>; BASES] = std::array::from_fn(|_| vec![0.0; pixels]);
    let mut shadows = Vec::new();
    for placed in &scene.objects {
        let shadow = add_object(&placed.object, &grid, beam, &mut columns);
        if let (Some(class), Some(shadow)) = (placed.object.class, shadow) {
            shadows.push((class, placed.tilt, shadow));
        }
    }
    for cloth in &scene.cloth {
        add_matter(&cloth.thickness(&grid), beam.per_mm(cloth.material), grid.width, &mut columns);
    }
    let (mut low, mut high) = (vec![1.0; pixels], vec![1.0; pixels]);
    transmit(&columns, beam, &mut low, &mut high);
    let truth = shadows
        .into_iter()
        .filter_map(|(class, tilt, shadow)| measure(class, tilt, &shadow, &columns, beam, grid.width))
        .collect();
    let floor = detector.electronic.max(1.0 / detector.photons) * 2.0 + detector.scatter;
    detector.expose(&mut Signal { width: grid.width, data: &mut low }, dice);
    detector.expose(&mut Signal { width: grid.width, data: &mut high }, dice);
    Exposure { grid, low, high, floor, truth }
}

/// Adds an object's matter to the basis sums; for a threat also returns its own optical depth.
pub(crate) fn add_object(object: &Object, grid: &Grid, beam: &Beam, columns: &mut [Vec<f32>; BASES]) -> Option<Patch> {
    let (low, high) = object.bounds();
    let mut patch = grid.patch(low, high);
    if patch.data.is_empty() {
        return None;
    }
    let reference = beam.reference();
    let mut shadow = object.class.map(|_| Patch { data: vec![0.0; patch.data.len()], ..patch });
    let mut done = Vec::new();
    for body in &object.bodies {
        if done.contains(&body.material) {
            continue;
        }
        done.push(body.material);
        patch.data.fill(0.0);
        for same in object.bodies.iter().filter(|other| other.material == body.material) {
            patch.add_thickness(grid, &same.mesh, same.fill);
        }
        // A cavity that reaches out of its matter takes nothing from elsewhere.
        patch.data.iter_mut().for_each(|t| *t = t.max(0.0));
        let per_mm = beam.per_mm(body.material);
        add_matter(&patch, per_mm, grid.width, columns);
        if let Some(shadow) = &mut shadow {
            let depth_per_mm: f32 = per_mm.iter().zip(reference).map(|(a, b)| a * b).sum();
            for (sum, thickness) in shadow.data.iter_mut().zip(&patch.data) {
                *sum += depth_per_mm * thickness;
            }
        }
    }
    shadow
}

/// Adds matter of one material, given as its thickness in mm, to the basis sums of a picture of `width` columns.
fn add_matter(thickness: &Patch, per_mm: [f32; BASES], width: usize, columns: &mut [Vec<f32>; BASES]) {
    if thickness.width == 0 {
        return;
    }
    for (y, row) in thickness.data.chunks_exact(thickness.width).enumerate() {
        let start = (thickness.y + y) * width + thickness.x;
        for (column, amount) in columns.iter_mut().zip(per_mm) {
            for (sum, thickness) in column[start..start + row.len()].iter_mut().zip(row) {
                *sum += amount * thickness;
            }
        }
    }
}

fn transmit(columns: &[Vec<f32>; BASES], beam: &Beam, low: &mut [f32], high: &mut [f32]) {
    const RUN: usize = 64;
    let [a, b, c] = columns;
    for (((a, b), c), (low, high)) in
        a.chunks(RUN).zip(b.chunks(RUN)).zip(c.chunks(RUN)).zip(low.chunks_mut(RUN).zip(high.chunks_mut(RUN)))
    {
        // A run of pure air stays at 1.
        if [a, b, c].iter().any(|run| run.iter().any(|&v| v != 0.0)) {
            beam.transmit([a, b, c], low, high);
        }
    }
}

fn measure(
    class: ThreatClass,
    tilt: f32,
    shadow: &Patch,
    columns: &[Vec<f32>; BASES],
    beam: &Beam,
    width: usize,
) -> Option<Truth> {
    let reference = beam.reference();
    let (mut left, mut right, mut top, mut bottom) = (usize::MAX, 0, usize::MAX, 0);
    let (mut area, mut cover, mut change) = (0usize, 0.0f64, 0.0f64);
    for (y, row) in shadow.data.chunks_exact(shadow.width).enumerate() {
        for (x, &own) in row.iter().enumerate().filter(|(_, own)| **own > SHADOW) {
            (left, right) = (left.min(x), right.max(x));
            (top, bottom) = (top.min(y), bottom.max(y));
            let at = (shadow.y + y) * width + shadow.x + x;
            let all: f32 = columns.iter().zip(reference).map(|(column, r)| column[at] * r).sum();
            let others = (all - own).max(0.0);
            area += 1;
            cover += f64::from(others);
            change += f64::from((-others).exp() * (1.0 - (-own).exp()));
        }
    }
    if area == 0 {
        return None;
    }
    let bbox = PixelBox {
        x: (shadow.x + left) as f32,
        y: (shadow.y + top) as f32,
        width: (right - left + 1) as f32,
        height: (bottom - top + 1) as f32,
    };
    let seen = change / area as f64;
    let cover = cover / area as f64;
    let visible = seen > f64::from(VISIBLE) && cover < COVERED && area >= 24 && bbox.width.max(bbox.height) >= 9.0;
    Some(Truth { class, bbox, area, visible, cover: cover as f32, tilt })
}

#[cfg(test)]
mod tests {
    use glam::{Affine3A, Vec3};

    use super::*;
    use crate::{
        dice::Split,
        mesh::Mesh,
        physics::{beam::BeamSpec, material::Material},
        scene::Placed,
    };

    const IDEAL: DetectorSpec =
        DetectorSpec { photons: 1e9, electronic: 0.0, scatter: 0.0, blur: 0.0, lag: 0.0, gain: 0.0 };

    fn shoot(objects: Vec<Object>) -> Exposure {
        let grid = Grid { width: 200, height: 100, mm_per_pixel: [1.0, 1.0] };
        let objects = objects.into_iter().map(|object| Placed { object, tilt: 0.0 }).collect();
        let beam = Beam::new(&BeamSpec::default()).unwrap();
        expose(&Scene { grid, objects, cloth: Vec::new() }, &beam, &IDEAL, &mut Dice::new(1, 0, Split::Train))
    }

    fn slab(class: Option<ThreatClass>, material: Material, size: Vec3, x: f32) -> Object {
        let mut object = Object { name: "slab", class, bodies: Vec::new() };
        object.solid(material, Mesh::cuboid(size));
        object.transform(&Affine3A::from_translation(Vec3::new(x, 0.0, 0.0)));
        object
    }

    #[test]
    fn transmission_follows_beer_and_lambert_and_layers_multiply_in_each_bin() {
        let beam = Beam::new(&BeamSpec::default()).unwrap();
        let one = shoot(vec![slab(None, Material::Steel, Vec3::new(40.0, 40.0, 6.0), 0.0)]);
        let two = shoot(vec![slab(None, Material::Steel, Vec3::new(40.0, 40.0, 3.0), 0.0); 2]);
        let at = 50 * 200 + 100;
        let (low, high) = beam.through(Material::Steel, 6.0);
        assert!((one.low[at] - low).abs() < 1e-3 && (one.high[at] - high).abs() < 1e-3);
        assert!((one.low[at] - two.low[at]).abs() < 1e-3, "two halves are as thick as the whole");
        assert!((one.low[0] - 1.0).abs() < 1e-3, "air is 1");
    }

    #[test]
    fn truth_is_the_shadow_of_the_threat_alone() {
        let threat = slab(Some(ThreatClass::Barrel), Material::Steel, Vec3::new(50.0, 20.0, 10.0), 30.0);
        let cover = slab(None, Material::Polyethylene, Vec3::new(150.0, 90.0, 60.0), 0.0);
        let exposure = shoot(vec![cover, threat]);
        let truth = &exposure.truth[0];
        assert_eq!(exposure.truth.len(), 1);
        assert_eq!(truth.bbox, PixelBox { x: 105.0, y: 40.0, width: 50.0, height: 20.0 });
        assert_eq!(truth.area, 1000);
        assert!(truth.visible && truth.cover > 0.5, "{truth:?}");
    }

    #[test]
    fn what_no_beam_reaches_is_not_counted_as_visible() {
        let threat = slab(Some(ThreatClass::Bullet), Material::Lead, Vec3::new(30.0, 20.0, 10.0), 0.0);
        let wall = slab(None, Material::Lead, Vec3::new(60.0, 60.0, 30.0), 0.0);
        assert!(!shoot(vec![wall, threat]).truth[0].visible);
    }

    #[test]
    fn a_cavity_outside_its_matter_takes_nothing_from_others() {
        let mut tube = slab(None, Material::Steel, Vec3::new(20.0, 20.0, 5.0), 0.0);
        tube.cavity(Material::Steel, Mesh::cuboid(Vec3::new(60.0, 8.0, 50.0)));
        let plate = slab(None, Material::Steel, Vec3::new(100.0, 60.0, 4.0), 0.0);
        let (with, without) = (shoot(vec![plate.clone(), tube]), shoot(vec![plate]));
        let beside = 50 * 200 + 125;
        assert!((with.low[beside] - without.low[beside]).abs() < 1e-4);
    }
}
