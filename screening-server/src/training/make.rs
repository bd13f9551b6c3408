//! From a plan to an item's pictures and truth.

use datasets_synthetic::drill::{DrillError, ParcelSpec, Studio, everyday_names};
use screening_core::taxonomy::ThreatClass;

use super::{
    item::{TrueThreat, Truth},
    plan::{Planned, Shows},
    rules::{Kind, Rules},
};

/// Longer side of a picture that is chosen from, pixels.
const CHOICE_SIDE: usize = 320;
/// Everyday names that wrong ones are drawn from.
const NAMES: usize = 60;

/// An item whose pictures are not stored yet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Made {
    /// PNG.
    pub(crate) picture: Vec<u8>,
    /// PNG of the true object alone, in place.
    pub(crate) alone: Option<Vec<u8>>,
    /// Columns and rows.
    pub(crate) size: [usize; 2],
    /// Millimetres a pixel, where they are known.
    pub(crate) mm_per_pixel: Option<[f32; 2]>,
    /// Names to choose from, some with a picture (PNG).
    pub(crate) choices: Vec<(String, Option<Vec<u8>>)>,
    /// The enhancement that it is shown with.
    pub(crate) enhancement: Option<String>,
    /// What is right.
    pub(crate) truth: Truth,
    /// The pseudonym of the parcel that it was made of.
    pub(crate) parcel: Option<String>,
}

/// Makes one item.
///
/// # Errors
/// [`DrillError`] when no parcel has what the rules ask for.
pub(super) fn make(studio: &Studio, rules: &Rules, planned: &Planned) -> Result<Made, DrillError> {
    let seed = u64::from(rules.seed);
    let number = u64::from(planned.scene);
    let side = rules.picture_side as usize;
    let enhancement = planned.enhancement.clone();
    match &planned.shows {
        Shows::Parcel { threat, dense, choices } => {
            let spec = ParcelSpec {
                seed,
                long_side: side,
                threat: *threat,
                view_difficulty: rules.view_difficulty.map(|value| value as f32),
                superposition: rules.superposition.map(|value| value as f32),
                dense: *dense,
            };
            let parcel = studio.parcel(&spec, number)?;
            let found = parcel.truth.map(|truth| TrueThreat {
                class: truth.class,
                bbox: [truth.bbox.x, truth.bbox.y, truth.bbox.width, truth.bbox.height].map(f64::from),
                view_difficulty: f64::from(truth.view_difficulty),
                superposition: f64::from(truth.superposition),
                measured: true,
                projected: None,
            });
            let mut names: Vec<String> = choices.iter().map(|class| class.name().to_owned()).collect();
            let mut right = choices.iter().position(|class| Some(*class) == *threat);
            if rules.kind == Kind::Inspectable {
                names = ["inspectable", "too_dense"].map(str::to_owned).to_vec();
                right = Some(usize::from(*dense));
            }
            Ok(Made {
                picture: parcel.picture,
                alone: parcel.alone,
                size: parcel.size,
                mm_per_pixel: Some(parcel.mm_per_pixel),
                choices: names.into_iter().map(|name| (name, None)).collect(),
                enhancement,
                truth: Truth { threat: found, choice: right, ..Truth::default() },
                parcel: None,
            })
        }
        Shows::Part { part, choices, right } => {
            let alone = |class: ThreatClass, of: u64| studio.threat_alone(class, seed, number * 10 + of, CHOICE_SIDE);
            let firearms = choices
                .iter()
                .enumerate()
                .map(|(at, class)| Ok((class.name().to_owned(), Some(alone(*class, at as u64 + 1)?))));
            Ok(Made {
                picture: alone(*part, 0)?,
                alone: None,
                size: [CHOICE_SIDE; 2],
                mm_per_pixel: None,
                choices: firearms.collect::<Result<_, DrillError>>()?,
                enhancement,
                truth: Truth { choice: Some(*right), ..Truth::default() },
                parcel: None,
            })
        }
        Shows::Everyday { choices } => {
            let (name, picture) = studio.everyday(seed, number, side)?;
            let wrong = everyday_names(seed.wrapping_add(number), NAMES).into_iter().filter(|other| *other != name);
            let mut names: Vec<String> = wrong.take(choices - 1).map(str::to_owned).collect();
            // In the order of the alphabet, so that its place says nothing.
            names.push(name.to_owned());
            names.sort_unstable();
            let right = names.iter().position(|other| other == name);
            Ok(Made {
                picture,
                alone: None,
                size: [side; 2],
                mm_per_pixel: None,
                choices: names.into_iter().map(|name| (name, None)).collect(),
                enhancement,
                truth: Truth { choice: right, ..Truth::default() },
                parcel: None,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{plan::plan, rules::rules},
        *,
    };

    #[test]
    fn items_of_every_kind_are_made_as_planned() {
        let studio = Studio::new().unwrap();
        let kinds = [Kind::ClickThreat, Kind::NameClass, Kind::MatchPart, Kind::Everyday, Kind::Inspectable];
        for kind in kinds {
            let rules = Rules { items: 2, classes: vec![ThreatClass::Slide], ..rules(kind) };
            for planned in plan(&rules) {
                let made = make(&studio, &rules, &planned).unwrap();
                assert!(made.picture.starts_with(b"\x89PNG"), "{kind:?}");
                let right = made.truth.choice.map(|choice| made.choices[choice].0.as_str());
                match kind {
                    Kind::ClickThreat => assert_eq!(made.truth.threat.unwrap().class, ThreatClass::Slide),
                    Kind::NameClass => assert_eq!(right, Some("slide")),
                    Kind::MatchPart => assert!(right == Some("pistol") && made.choices.iter().all(|c| c.1.is_some())),
                    Kind::Everyday => assert_eq!(made.choices.len(), 4),
                    _ => assert!(right == Some("inspectable") || right == Some("too_dense")),
                }
            }
        }
    }
}
