//! Pictures for people who learn to read X-ray pictures: parcels with at most one threat whose difficulty is measured, and
//! single objects.
//!
//! View difficulty and superposition follow Schwaninger, Hardmeier and Hofer (2005); docs/exercises.md has the formulas.

use std::f32::consts::TAU;

use glam::{Affine3A, Quat, Vec2, Vec3};
use screening_core::{geometry::PixelBox, overlay::encode_png, scan::Plane, taxonomy::ThreatClass};
use thiserror::Error;

use crate::{
    dice::{Dice, Split},
    look::{Look, MaterialIndex, Picture},
    mesh::Mesh,
    physics::{
        beam::{Beam, BeamError, BeamSpec},
        detector::DetectorSpec,
        material::Material,
    },
    raster::Grid,
    render::{Exposure, expose},
    scene::{Placed, Scene, SceneOptions},
    shapes::{Object, goods, threat::threat},
};

/// The difficult views of the X-Ray Object Recognition Test are turned this far from the easy one, degrees.
const DIFFICULT_VIEW: f32 = 85.0;
/// Scenes drawn until one has the threat that was asked for.
const TRIES: u64 = 24;
/// Steel that the beam does not get through, mm.
const WALL_MM: f32 = 90.0;

/// Why there is no picture.
#[derive(Debug, Error)]
pub enum DrillError {
    /// No scene had what was asked for.
    #[error(
        "none of {TRIES} parcels had a visible {class} of the difficulty that was asked for; widen the ranges of view \
         difficulty and superposition"
    )]
    NotFound {
        /// The threat.
        class: ThreatClass,
    },
    /// The picture has no pixels.
    #[error("the picture could not be encoded: {0}")]
    Encode(String),
    /// The physics could not be set up.
    #[error(transparent)]
    Beam(#[from] BeamError),
}

/// What the parcel of a picture is like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParcelSpec {
    /// Fixes the picture, together with its number.
    pub seed: u64,
    /// Longer side, pixels.
    pub long_side: usize,
    /// The threat; none for ordinary goods alone.
    pub threat: Option<ThreatClass>,
    /// View difficulty of the threat: lowest and highest, 0 to 1.
    pub view_difficulty: [f32; 2],
    /// Superposition of the threat: lowest and highest, 0 to 1.
    pub superposition: [f32; 2],
    /// Whether the parcel holds a block of steel that the beam does not get through.
    pub dense: bool,
}

/// What is known of a threat in a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct DrillTruth {
    /// What it is.
    pub class: ThreatClass,
    /// The box of its shadow, pixels.
    pub bbox: PixelBox,
    /// Rotation out of its side view as a share of 85 degrees, 0 to 1.
    pub view_difficulty: f32,
    /// 1 less the root mean square difference of the picture with and without the threat, over the threat's pixels, as a
    /// share of the grey scale: 1 for a threat that does not show.
    pub superposition: f32,
}

/// A parcel's picture with its truth.
#[derive(Clone, Debug, PartialEq)]
pub struct Parcel {
    /// PNG.
    pub picture: Vec<u8>,
    /// PNG of the threat alone, in the same place; none without one.
    pub alone: Option<Vec<u8>>,
    /// Columns and rows.
    pub size: [usize; 2],
    /// Millimetres a pixel along x and y.
    pub mm_per_pixel: [f32; 2],
    /// The threat; none without one.
    pub truth: Option<DrillTruth>,
}

/// The scanner that all pictures of an exercise are made with, in the field's standard pseudo-colour.
pub struct Studio {
    beam: Beam,
    index: MaterialIndex,
}

impl Studio {
    /// Sets the scanner up.
    ///
    /// # Errors
    /// [`DrillError::Beam`] when the attenuation data cannot be read.
    pub fn new() -> Result<Self, DrillError> {
        let beam = Beam::new(&BeamSpec::default())?;
        let index = MaterialIndex::new(&beam);
        Ok(Self { beam, index })
    }

    /// The picture number `number` of these parcels. The same seed and number give the same bytes.
    ///
    /// # Errors
    /// [`DrillError`]
    pub fn parcel(&self, spec: &ParcelSpec, number: u64) -> Result<Parcel, DrillError> {
        let options = SceneOptions { long_side: [spec.long_side; 2], threat_share: 0.0, ..SceneOptions::default() };
        for attempt in 0..TRIES {
            let mut dice = Dice::new(spec.seed, number * TRIES + attempt, Split::Train);
            let Some(class) = spec.threat else {
                let scene = self.dense_or_not(Scene::draw_around(&mut dice, &options, &[]), spec, &mut dice);
                return self.finished(&scene, None, None, &mut dice);
            };
            if let Some(parcel) = self.with_threat(spec, class, &options, &mut dice)? {
                return Ok(parcel);
            }
        }
        Err(DrillError::NotFound { class: spec.threat.unwrap_or(ThreatClass::Pistol) })
    }

    /// One try; none where the threat is not as asked for.
    fn with_threat(
        &self,
        spec: &ParcelSpec,
        class: ThreatClass,
        options: &SceneOptions,
        dice: &mut Dice,
    ) -> Result<Option<Parcel>, DrillError> {
        let object = threat(class, dice);
        let around = Placed { object: object.clone(), tilt: 0.0 };
        let mut ordinary = Scene::draw_around(dice, options, &[around]);
        let Some(at) = ordinary.objects.iter().position(|placed| placed.object.class.is_some()) else {
            return Ok(None);
        };
        let place = middle(&ordinary.objects.remove(at).object);
        let ordinary = self.dense_or_not(ordinary, spec, dice);
        let view_difficulty = dice.uniform(spec.view_difficulty[0], spec.view_difficulty[1]);
        let turned = turned(object, view_difficulty * DIFFICULT_VIEW, place, dice);
        let alone = Scene { grid: ordinary.grid, objects: vec![turned.clone()], cloth: Vec::new() };
        let mut scene = ordinary.clone();
        scene.objects.push(turned);
        // The same noise in both, so that the difference is the threat's.
        let detector = DetectorSpec::draw(dice);
        let (with, without) = (
            expose(&scene, &self.beam, &detector, &mut dice.clone()),
            expose(&ordinary, &self.beam, &detector, &mut dice.clone()),
        );
        let Some(seen) = with.truth.first().filter(|truth| truth.visible) else { return Ok(None) };
        let superposition = superposition(&with, &without, &seen.bbox);
        if superposition < spec.superposition[0] || superposition > spec.superposition[1] {
            return Ok(None);
        }
        let truth = DrillTruth { class, bbox: seen.bbox, view_difficulty, superposition };
        let alone = expose(&alone, &self.beam, &detector, &mut dice.clone());
        self.painted(&with, Some(&alone), Some(truth), dice).map(Some)
    }

    fn dense_or_not(&self, mut scene: Scene, spec: &ParcelSpec, dice: &mut Dice) -> Scene {
        if spec.dense {
            let grid = scene.grid;
            let canvas = Vec2::new(grid.width as f32 * grid.mm_per_pixel[0], grid.height as f32 * grid.mm_per_pixel[1]);
            let size = canvas * Vec2::new(dice.uniform(0.25, 0.4), dice.uniform(0.25, 0.4));
            let mut block = Object::benign("steel block");
            block.solid(Material::Steel, Mesh::cuboid(size.extend(WALL_MM)));
            let at = (canvas - size) * 0.3 * Vec2::new(dice.uniform(-1.0, 1.0), dice.uniform(-1.0, 1.0));
            block.transform(&Affine3A::from_translation(at.extend(0.0)));
            scene.objects.push(Placed { object: block, tilt: 0.0 });
        }
        scene
    }

    fn finished(
        &self,
        scene: &Scene,
        alone: Option<&Exposure>,
        truth: Option<DrillTruth>,
        dice: &mut Dice,
    ) -> Result<Parcel, DrillError> {
        let detector = DetectorSpec::draw(dice);
        let exposure = expose(scene, &self.beam, &detector, dice);
        self.painted(&exposure, alone, truth, dice)
    }

    fn painted(
        &self,
        exposure: &Exposure,
        alone: Option<&Exposure>,
        truth: Option<DrillTruth>,
        dice: &mut Dice,
    ) -> Result<Parcel, DrillError> {
        let Grid { width, height, mm_per_pixel } = exposure.grid;
        let picture = self.paint(exposure, dice)?;
        let alone = alone.map(|alone| self.paint(alone, dice)).transpose()?;
        Ok(Parcel { picture, alone, size: [width, height], mm_per_pixel, truth })
    }

    fn paint(&self, exposure: &Exposure, dice: &mut Dice) -> Result<Vec<u8>, DrillError> {
        let Exposure { grid, low, high, floor, .. } = exposure;
        let Picture { width, height, pixels } =
            Look::standard().paint(grid.width, low, high, *floor, &self.index, dice);
        let failed = |error: &dyn std::fmt::Display| DrillError::Encode(error.to_string());
        let plane = Plane::new(width, height, pixels).map_err(|error| failed(&error))?;
        encode_png(&plane).map_err(|error| failed(&error))
    }

    /// One threat of a class, alone on the belt, in its side view turned in the picture: PNG.
    ///
    /// # Errors
    /// [`DrillError`]
    pub fn threat_alone(&self, class: ThreatClass, seed: u64, number: u64, side: usize) -> Result<Vec<u8>, DrillError> {
        let mut dice = Dice::new(seed, number, Split::Train);
        let object = threat(class, &mut dice);
        self.object_alone(object, side, &mut dice)
    }

    /// One everyday object, alone on the belt: what it is called in English, and its PNG.
    ///
    /// # Errors
    /// [`DrillError`]
    pub fn everyday(&self, seed: u64, number: u64, side: usize) -> Result<(&'static str, Vec<u8>), DrillError> {
        let mut dice = Dice::new(seed, number, Split::Train);
        let object = goods::goods(&mut dice);
        let name = object.name;
        Ok((name, self.object_alone(object, side, &mut dice)?))
    }

    fn object_alone(&self, object: Object, side: usize, dice: &mut Dice) -> Result<Vec<u8>, DrillError> {
        let placed = turned(object, 0.0, Vec2::ZERO, dice);
        let (low, high) = placed.object.bounds();
        let longest = (high - low).truncate().max_element().max(1.0);
        let grid = Grid { width: side, height: side, mm_per_pixel: [longest * 1.3 / side as f32; 2] };
        let scene = Scene { grid, objects: vec![placed], cloth: Vec::new() };
        let exposure = expose(&scene, &self.beam, &DetectorSpec::draw(dice), dice);
        self.paint(&exposure, dice)
    }
}

/// The names of some everyday objects, in English: what an object of a drill may be mistaken for.
pub fn everyday_names(seed: u64, count: usize) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for number in 0..count as u64 * 20 {
        let name = goods::goods(&mut Dice::new(seed, number, Split::Train)).name;
        if !names.contains(&name) {
            names.push(name);
        }
        if names.len() == count {
            break;
        }
    }
    names
}

fn middle(object: &Object) -> Vec2 {
    let (low, high) = object.bounds();
    ((low + high) * 0.5).truncate()
}

/// The object turned out of its side view by `tilt` degrees about any axis in the picture, then in the picture, with its
/// middle at `place`.
fn turned(mut object: Object, tilt: f32, place: Vec2, dice: &mut Dice) -> Placed {
    let axis = Vec2::from_angle(dice.uniform(0.0, TAU)).extend(0.0);
    let pose = Quat::from_rotation_z(dice.uniform(0.0, TAU)) * Quat::from_axis_angle(axis, tilt.to_radians());
    object.transform(&Affine3A::from_quat(pose));
    let off = place - middle(&object);
    object.transform(&Affine3A::from_translation(Vec3::new(off.x, off.y, 0.0)));
    Placed { object, tilt }
}

fn superposition(with: &Exposure, without: &Exposure, area: &PixelBox) -> f32 {
    let grey = |exposure: &Exposure, at: usize| {
        let transmission = (exposure.low.get(at).unwrap_or(&1.0) + exposure.high.get(at).unwrap_or(&1.0)) * 0.5;
        f64::from(transmission.clamp(0.0, 1.0))
    };
    let (left, top) = (area.x as usize, area.y as usize);
    let (right, bottom) = (left + area.width as usize, top + area.height as usize);
    let (mut squares, mut count) = (0.0, 0usize);
    for y in top..bottom.min(with.grid.height) {
        for at in y * with.grid.width + left..y * with.grid.width + right.min(with.grid.width) {
            let difference = (grey(with, at) - grey(without, at)).powi(2);
            // The threat's pixels alone: its box holds others that do not differ.
            if difference > 1e-6 {
                squares += difference;
                count += 1;
            }
        }
    }
    (1.0 - (squares / count.max(1) as f64).sqrt()) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(threat: Option<ThreatClass>) -> ParcelSpec {
        let all = [0.0, 1.0];
        ParcelSpec { seed: 5, long_side: 240, threat, view_difficulty: all, superposition: all, dense: false }
    }

    #[test]
    fn a_threat_is_as_hard_as_was_asked_for_and_the_same_again() {
        let studio = Studio::new().unwrap();
        let spec =
            ParcelSpec { view_difficulty: [0.5, 0.6], superposition: [0.3, 0.98], ..spec(Some(ThreatClass::Pistol)) };
        let parcel = studio.parcel(&spec, 3).unwrap();
        let truth = parcel.truth.clone().unwrap();
        assert!(
            (0.5..=0.6).contains(&truth.view_difficulty) && (0.3..=0.98).contains(&truth.superposition),
            "{truth:?}"
        );
        assert!(parcel.alone.is_some());
        assert!(truth.bbox.x + truth.bbox.width <= parcel.size[0] as f32);
        assert_eq!(studio.parcel(&spec, 3).unwrap(), parcel);
        assert_ne!(studio.parcel(&spec, 4).unwrap().picture, parcel.picture);
    }

    #[test]
    fn an_ordinary_parcel_has_no_truth_and_ranges_that_nothing_meets_are_said() {
        let studio = Studio::new().unwrap();
        let parcel = studio.parcel(&spec(None), 0).unwrap();
        assert_eq!((parcel.truth, parcel.alone), (None, None));
        let hopeless = ParcelSpec { superposition: [0.0, 0.0001], ..spec(Some(ThreatClass::Bullet)) };
        let said = studio.parcel(&hopeless, 0).unwrap_err().to_string();
        assert!(said.contains("widen the ranges"), "{said}");
    }

    #[test]
    fn single_objects_are_drawn_and_named() {
        let studio = Studio::new().unwrap();
        let (name, png) = studio.everyday(1, 2, 128).unwrap();
        assert!(!name.is_empty() && png.starts_with(b"\x89PNG"));
        assert_eq!(everyday_names(1, 6).len(), 6);
        assert_ne!(
            studio.threat_alone(ThreatClass::Revolver, 1, 0, 128).unwrap(),
            studio.threat_alone(ThreatClass::Pistol, 1, 0, 128).unwrap()
        );
    }
}
