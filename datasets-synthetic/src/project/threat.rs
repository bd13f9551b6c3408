//! What is projected: a shape of this crate, or a cut-out from a scan.

use glam::{Affine3A, Vec3};
use screening_core::{
    quality::{QualityOptions, assess},
    scan::{Plane, View},
    taxonomy::ThreatClass,
};

use super::{
    error::{Form, ProjectError},
    host::{swapped, transmissions},
};
use crate::{
    dice::Dice,
    scene::{Placed, posed_threat},
    shapes::{Object, threat::threat},
};

/// A threat of the library.
#[derive(Clone, Debug)]
pub enum Threat {
    /// A shape with known matter, rendered in the host's beam and at its scale.
    Shape(Shape),
    /// A piece of a scan.
    Cutout(Box<Cutout>),
}

impl Threat {
    /// What messages call it.
    pub fn name(&self) -> &str {
        match self {
            Self::Shape(shape) => shape.object.name,
            Self::Cutout(cutout) => &cutout.name,
        }
    }

    /// Its class.
    pub fn class(&self) -> ThreatClass {
        match self {
            Self::Shape(shape) => shape.class,
            Self::Cutout(cutout) => cutout.class,
        }
    }

    /// How far it is turned from its easiest view, degrees, where that is known.
    pub fn rotation(&self) -> Option<f32> {
        match self {
            Self::Shape(shape) => Some(shape.rotation),
            Self::Cutout(cutout) => cutout.rotation,
        }
    }
}

/// A shape of this crate in a pose.
#[derive(Clone, Debug)]
pub struct Shape {
    pub(super) object: Object,
    pub(super) class: ThreatClass,
    pub(super) rotation: f32,
    /// Whether its place in the scene's frame is kept.
    pub(super) fixed: bool,
}

impl Shape {
    /// A shape of `class` with every measure drawn from `dice`; `turned` draws its pose too, else it shows its side.
    pub fn draw(class: ThreatClass, turned: bool, dice: &mut Dice) -> Self {
        let flat = Placed { object: threat(class, dice), tilt: 0.0 };
        let (object, rotation) = if turned { posed_threat(dice, &flat) } else { (flat.object, 0.0) };
        Self { object: object.centre(), class, rotation, fixed: false }
    }

    /// A threat of a packed scene, where it lies: to compare both ways of making a scan. None for goods.
    pub fn in_place(placed: &Placed) -> Option<Self> {
        let class = placed.object.class?;
        Some(Self { object: placed.object.clone(), class, rotation: placed.tilt, fixed: true })
    }

    /// The same shape, larger or smaller by `factor`.
    pub fn scaled(mut self, factor: f32) -> Self {
        self.object.transform(&Affine3A::from_scale(Vec3::splat(factor)));
        self
    }
}

/// A threat cut out of a scan.
#[derive(Clone, Debug)]
pub struct Cutout {
    pub(super) name: String,
    pub(super) class: ThreatClass,
    pub(super) form: Form,
    pub(super) bits: u8,
    pub(super) mm_per_pixel: [f32; 2],
    pub(super) width: usize,
    /// Transmission of each channel relative to the ground around the threat.
    pub(super) planes: Vec<Vec<f32>>,
    pub(super) mask: Vec<bool>,
    pub(super) rotation: Option<f32>,
    pub(super) depth_mm: Option<f32>,
}

/// What a library says of a cut-out beside its picture.
#[derive(Clone, Debug)]
pub struct CutoutFacts {
    /// What messages call it.
    pub name: String,
    /// Its class.
    pub class: ThreatClass,
    /// How far it is turned from its easiest view, degrees.
    pub rotation: Option<f32>,
    /// How deep it is along the beam, mm; its shorter side where it is not given.
    pub depth_mm: Option<f32>,
}

/// Share of a cut-out's pixels that must be ground.
const LEAST_GROUND: f32 = 0.05;

impl Cutout {
    /// Takes what `mask` marks out of `view`. Transmission is relative to the median of the ground that the mask leaves, so
    /// a threat scanned alone and one on an even ground both do.
    ///
    /// # Errors
    /// [`ProjectError`] when the mask is empty, of another size, or leaves no ground, or the scale is missing.
    pub fn new(facts: CutoutFacts, view: &View, mask: &Plane<bool>) -> Result<Self, ProjectError> {
        let CutoutFacts { name, class, rotation, depth_mm } = facts;
        let (width, height) = view.pixels.size();
        if (mask.width(), mask.height()) != (width, height) {
            let mask = (mask.width(), mask.height());
            return Err(ProjectError::MaskSize { name, mask, picture: (width, height) });
        }
        let marked = mask.data().iter().filter(|&&m| m).count();
        if marked == 0 {
            return Err(ProjectError::EmptyMask { name });
        }
        if ((mask.data().len() - marked) as f32) < LEAST_GROUND * mask.data().len() as f32 {
            return Err(ProjectError::NoGround { name });
        }
        let mm_per_pixel = match view.mm_per_pixel {
            Some(mm) if mm.iter().all(|mm| (0.05..=20.0).contains(mm)) => mm,
            _ => return Err(ProjectError::ThreatScale { name }),
        };
        let air = assess(view, &QualityOptions::default()).air_colour;
        let (form, mut planes, _) = transmissions(&view.pixels, air);
        // Pixels beside the mask may still show the threat's soft edge.
        let near = dilated(mask.data(), width, 3);
        for plane in &mut planes {
            let mut ground: Vec<f32> = plane.iter().zip(&near).filter(|(_, near)| !**near).map(|(t, _)| *t).collect();
            if ground.is_empty() {
                return Err(ProjectError::NoGround { name });
            }
            let middle = ground.len() / 2;
            let level = *ground.select_nth_unstable_by(middle, f32::total_cmp).1;
            plane.iter_mut().for_each(|t| *t /= level.max(1e-3));
        }
        if form == Form::Dual && swapped(&planes) {
            return Err(ProjectError::Swapped);
        }
        let mask = mask.data().to_vec();
        let bits = view.source_bits;
        Ok(Self { name, class, form, bits, mm_per_pixel, width, planes, mask, rotation, depth_mm })
    }
}

/// Every pixel within `reach` of a set one, in a square.
pub(super) fn dilated(mask: &[bool], width: usize, reach: usize) -> Vec<bool> {
    let height = mask.len() / width.max(1);
    let spread = |mask: &[bool], step: usize, line: usize| -> Vec<bool> {
        (0..mask.len())
            .map(|i| {
                let place = i / step % line;
                let (before, after) = (place.min(reach), (line - 1 - place).min(reach));
                (i - before * step..=i + after * step).step_by(step).any(|j| mask[j])
            })
            .collect()
    };
    if mask.is_empty() {
        return Vec::new();
    }
    spread(&spread(mask, 1, width), width, height)
}

#[cfg(test)]
mod tests {
    use screening_core::scan::Pixels;

    use super::*;

    fn facts() -> CutoutFacts {
        CutoutFacts { name: "sample".to_owned(), class: ThreatClass::Pistol, rotation: None, depth_mm: None }
    }

    fn view(mm_per_pixel: Option<[f32; 2]>) -> View {
        let plane = Plane::filled(40, 30, 60_000u16);
        let pixels = Pixels::DualEnergy { low: plane.clone(), high: plane };
        View { name: "cut".to_owned(), pixels, source_bits: 16, mm_per_pixel }
    }

    fn mask(marks: impl Fn(usize) -> bool) -> Plane<bool> {
        Plane::new(40, 30, (0..1200).map(marks).collect()).unwrap()
    }

    #[test]
    fn what_cannot_be_cut_out_is_refused_with_the_reason() {
        let scaled = view(Some([1.0, 1.0]));
        let some = mask(|i| i % 40 > 15 && i % 40 < 25 && i / 40 > 10 && i / 40 < 20);
        assert!(Cutout::new(facts(), &scaled, &some).is_ok());
        let refused = |view: &View, mask: &Plane<bool>| Cutout::new(facts(), view, mask).unwrap_err();
        assert!(matches!(refused(&scaled, &mask(|_| false)), ProjectError::EmptyMask { .. }));
        assert!(matches!(refused(&scaled, &mask(|_| true)), ProjectError::NoGround { .. }));
        assert!(matches!(refused(&view(None), &some), ProjectError::ThreatScale { .. }));
        let small = Plane::filled(20, 20, true);
        assert!(matches!(refused(&scaled, &small), ProjectError::MaskSize { .. }));
    }

    #[test]
    fn dilation_reaches_as_far_as_it_says_and_not_around_the_edge() {
        let mut one = vec![false; 7 * 5];
        one[2 * 7 + 6] = true;
        let grown = dilated(&one, 7, 1);
        assert_eq!(grown.iter().filter(|&&m| m).count(), 6);
        assert!(grown[7 + 5] && !grown[3 * 7]);
    }
}
