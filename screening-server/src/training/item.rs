//! Items of exercises, and what an answer to one is worth.

use jiff::Timestamp;
use screening_core::taxonomy::ThreatClass;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use super::{
    rules::Kind,
    score::{Judgement, Trial},
};

/// Most marks of one answer: with many, some would meet any threat.
const MOST_MARKS: usize = 3;
/// How far outside a threat's box a mark may lie, as a share of the box's longer side, and at least in pixels.
const NEAR: (f64, f64) = (0.05, 4.0);

/// One item as it is kept: pictures by their SHA-256.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Item {
    /// What the trainee looks at.
    pub(crate) picture: String,
    /// The true object alone and in place, where there is one.
    pub(crate) alone: Option<String>,
    /// Columns and rows.
    pub(crate) size: [usize; 2],
    /// Millimetres a pixel, where they are known.
    pub(crate) mm_per_pixel: Option<[f32; 2]>,
    /// What can be chosen; empty where nothing is to be chosen.
    pub(crate) choices: Vec<Choice>,
    /// The enhancement that it is shown with, where the exercise compares one.
    pub(crate) enhancement: Option<String>,
    /// What is right.
    pub(crate) truth: Truth,
    /// The pseudonym of the parcel that it was made of; none of a rendered one, or one without a code.
    #[serde(default)]
    pub(crate) parcel: Option<String>,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Choice {
    /// A class's name, or an everyday object's in English.
    pub(crate) name: String,
    /// Its picture, where pictures are to be chosen from.
    pub(crate) picture: Option<String>,
}

/// What is right.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = ExerciseTruth)]
pub(crate) struct Truth {
    /// The threat; null where there is none.
    pub(crate) threat: Option<TrueThreat>,
    /// Further threats in the same picture; only reviewed parcels have some. A mark at one of them is right too.
    #[serde(default)]
    pub(crate) others: Vec<TrueThreat>,
    /// Which choice is right, from 0; null where nothing is to be chosen.
    pub(crate) choice: Option<usize>,
}

/// A threat in an item's picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = ExerciseThreat)]
pub(crate) struct TrueThreat {
    /// What it is.
    #[schema(value_type = String, example = "pistol")]
    pub(crate) class: ThreatClass,
    /// Its box in pixels: left, top, width, height.
    #[schema(value_type = Vec<f64>, min_items = 4, max_items = 4)]
    pub(crate) bbox: [f64; 4],
    /// View difficulty, 0 to 1; 0 where it was not measured.
    pub(crate) view_difficulty: f64,
    /// Superposition, 0 to 1; 0 where it was not measured.
    pub(crate) superposition: f64,
    /// Whether view difficulty and superposition were measured: they are not known of threats in reviewed parcels.
    #[serde(default = "yes")]
    pub(crate) measured: bool,
    /// What else was measured; null unless it was projected.
    #[serde(default)]
    pub(crate) projected: Option<ProjectedFactors>,
}

/// What is known of a projected threat besides; docs/projection.md has the formulas.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = ExerciseProjectedFactors)]
pub(crate) struct ProjectedFactors {
    /// Share of the parcel that the eye cannot look through, 0 to 1.
    pub(crate) opacity: f64,
    /// Mean high-pass signal of the parcel, grey levels.
    pub(crate) clutter: f64,
    /// How real the picture looks, 0 to 1: the least of the three scores.
    pub(crate) realism: f64,
}

fn yes() -> bool {
    true
}

impl TrueThreat {
    /// How hard it is to see, 0 to 1: the mean of view difficulty and superposition. It orders threats; it is no chance
    /// of missing one. None where it was not measured.
    pub(crate) fn difficulty(&self) -> Option<f64> {
        self.measured.then_some((self.view_difficulty + self.superposition) / 2.0)
    }

    fn holds(&self, [x, y]: [f64; 2]) -> bool {
        let [left, top, width, height] = self.bbox;
        let near = (NEAR.0 * width.max(height)).max(NEAR.1);
        (left - near..=left + width + near).contains(&x) && (top - near..=top + height + near).contains(&y)
    }
}

/// What a trainee says of an item; which fields are needed depends on the kind of exercise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExerciseAnswer)]
pub(crate) struct Answer {
    /// Whether there is a threat: free search, yes or no, and enhancement.
    #[serde(default)]
    pub(crate) threat: Option<bool>,
    /// Where it is, x and y in pixels of the picture: up to three with free search, one with click the threat.
    #[serde(default)]
    #[schema(value_type = Vec<Vec<f64>>, max_items = 3)]
    pub(crate) marks: Vec<[f64; 2]>,
    /// Which choice is right, from 0: name the class, match the part, everyday objects; with inspectable 0 is yes and 1
    /// is no.
    #[serde(default)]
    pub(crate) choice: Option<usize>,
}

/// Why an answer is none. It was not counted; another one can be given.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub(crate) enum BadAnswer {
    #[error("say whether there is a threat: \"threat\": true or false")]
    NoThreat,
    #[error("mark where the threat is: 1 to {MOST_MARKS} places, each as [x, y] in pixels of the picture")]
    NoMark,
    #[error("mark one place: [x, y] in pixels of the picture")]
    OneMark,
    #[error("marks go with a threat: leave them out, or say \"threat\": true")]
    MarkWithoutThreat,
    #[error("choose one of the choices, from 0 to {0}: \"choice\"")]
    NoChoice(usize),
    #[error("this exercise asks for something else: leave {0} out")]
    NotAsked(&'static str),
}

impl Item {
    /// An answer to this item, for the scores.
    pub(crate) fn trial(&self, judgement: Judgement, took_ms: u64, at: Timestamp) -> Trial {
        let threat = self.truth.threat.as_ref();
        let measured = threat.filter(|threat| threat.measured);
        Trial {
            judgement,
            took_ms,
            at,
            class: threat.map(|threat| threat.class),
            view_difficulty: measured.map(|threat| threat.view_difficulty),
            superposition: measured.map(|threat| threat.superposition),
            enhancement: self.enhancement.clone(),
        }
    }

    /// What an answer in time is worth.
    ///
    /// # Errors
    /// [`BadAnswer`] where it does not answer what is asked.
    pub(crate) fn judge(&self, kind: Kind, answer: &Answer) -> Result<Judgement, BadAnswer> {
        let there = self.truth.threat.as_ref();
        let all = || there.into_iter().chain(&self.truth.others);
        let marked = || there.map(|_| answer.marks.iter().any(|mark| all().any(|threat| threat.holds(*mark))));
        match kind {
            Kind::FreeSearch | Kind::YesNo | Kind::Enhancement => {
                if answer.choice.is_some() {
                    return Err(BadAnswer::NotAsked("choice"));
                }
                let said = answer.threat.ok_or(BadAnswer::NoThreat)?;
                match (kind, said) {
                    (Kind::FreeSearch, true) if !(1..=MOST_MARKS).contains(&answer.marks.len()) => {
                        return Err(BadAnswer::NoMark);
                    }
                    (Kind::FreeSearch, false) if !answer.marks.is_empty() => return Err(BadAnswer::MarkWithoutThreat),
                    (Kind::YesNo | Kind::Enhancement, _) if !answer.marks.is_empty() => {
                        return Err(BadAnswer::NotAsked("marks"));
                    }
                    _ => {}
                }
                let located = if answer.marks.is_empty() { None } else { marked() };
                Ok(Judgement::Detection { threat: there.is_some(), said, located })
            }
            Kind::ClickThreat => match answer.marks.len() {
                _ if answer.threat.is_some() => Err(BadAnswer::NotAsked("threat")),
                _ if answer.choice.is_some() => Err(BadAnswer::NotAsked("choice")),
                1 => Ok(Judgement::Choice { correct: marked() == Some(true) }),
                _ => Err(BadAnswer::OneMark),
            },
            Kind::NameClass | Kind::MatchPart | Kind::Everyday | Kind::Inspectable => {
                if answer.threat.is_some() {
                    return Err(BadAnswer::NotAsked("threat"));
                }
                if !answer.marks.is_empty() {
                    return Err(BadAnswer::NotAsked("marks"));
                }
                let most = self.choices.len().saturating_sub(1);
                let choice = answer.choice.filter(|choice| *choice <= most).ok_or(BadAnswer::NoChoice(most))?;
                Ok(Judgement::Choice { correct: self.truth.choice == Some(choice) })
            }
        }
    }
}

#[cfg(test)]
pub(super) fn item(threat: Option<f64>) -> Item {
    let threat = threat.map(|difficulty| TrueThreat {
        class: ThreatClass::Pistol,
        bbox: [100.0, 50.0, 40.0, 20.0],
        view_difficulty: difficulty,
        superposition: difficulty,
        measured: true,
        projected: None,
    });
    Item {
        picture: String::new(),
        alone: None,
        size: [200, 100],
        mm_per_pixel: None,
        choices: Vec::new(),
        enhancement: None,
        truth: Truth { threat, ..Truth::default() },
        parcel: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(threat: bool, marks: &[[f64; 2]]) -> Answer {
        Answer { threat: Some(threat), marks: marks.to_vec(), choice: None }
    }

    #[test]
    fn a_mark_is_right_in_the_box_and_just_beside_it() {
        let judge = |mark| item(Some(0.5)).judge(Kind::FreeSearch, &says(true, &[mark])).unwrap();
        let located = |located| Judgement::Detection { threat: true, said: true, located: Some(located) };
        assert_eq!(judge([120.0, 60.0]), located(true));
        assert_eq!(judge([96.5, 60.0]), located(true));
        assert_eq!(judge([90.0, 60.0]), located(false));
        assert_eq!(judge([f64::NAN, 60.0]), located(false));
        let alarm = item(None).judge(Kind::FreeSearch, &says(true, &[[1.0, 1.0]])).unwrap();
        assert_eq!(alarm, Judgement::Detection { threat: false, said: true, located: None });
    }

    #[test]
    fn a_mark_at_any_threat_of_the_picture_is_right() {
        let mut two = item(Some(0.5));
        let other = TrueThreat { bbox: [10.0, 10.0, 20.0, 20.0], ..two.truth.threat.clone().unwrap() };
        let judge = |item: &Item| item.judge(Kind::FreeSearch, &says(true, &[[20.0, 20.0]])).unwrap();
        let located = |located| Judgement::Detection { threat: true, said: true, located: Some(located) };
        assert_eq!(judge(&two), located(false));
        two.truth.others.push(other);
        assert_eq!(judge(&two), located(true));
    }

    #[test]
    fn what_does_not_answer_the_question_is_told_so() {
        let threat = item(Some(0.5));
        let four = [[1.0, 1.0]; 4];
        assert_eq!(threat.judge(Kind::FreeSearch, &says(true, &four)), Err(BadAnswer::NoMark));
        assert_eq!(threat.judge(Kind::FreeSearch, &Answer::default()), Err(BadAnswer::NoThreat));
        assert_eq!(threat.judge(Kind::FreeSearch, &says(false, &four)), Err(BadAnswer::MarkWithoutThreat));
        assert_eq!(threat.judge(Kind::ClickThreat, &says(true, &four)), Err(BadAnswer::NotAsked("threat")));
        let choice = Answer { choice: Some(2), ..Answer::default() };
        let two = Choice { name: "a".to_owned(), picture: None };
        let choosing = Item {
            choices: vec![two.clone(), two],
            truth: Truth { choice: Some(1), ..Truth::default() },
            ..item(None)
        };
        assert_eq!(choosing.judge(Kind::Everyday, &choice), Err(BadAnswer::NoChoice(1)));
        let right = choosing.judge(Kind::Everyday, &Answer { choice: Some(1), ..choice }).unwrap();
        assert_eq!(right, Judgement::Choice { correct: true });
    }
}
