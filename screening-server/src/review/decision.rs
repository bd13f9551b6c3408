//! What may be decided about a parcel, and what becomes of it.
//!
//! Clearing is the one step that lets a parcel go, so it is the one with conditions: every view was seen, no threat is
//! marked, and where a second opinion was asked for, both persons are of one mind.

use screening_core::taxonomy::ThreatClass;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Action, Change, FIRST_LEVEL, LAST_LEVEL, Opinion, Purpose, State};

/// Longest note and reason, in characters.
const LONGEST_TEXT: usize = 2000;

/// Longest name of an enhancement or a view, in characters.
const LONGEST_NAME: usize = 128;

/// Longest idempotency key, in characters.
const LONGEST_KEY: usize = 255;

/// Most regions of one decision.
const MOST_REGIONS: usize = 200;

/// Most names in a list.
const MOST_NAMES: usize = 64;

/// A day, in milliseconds.
const LONGEST_LOOK_MS: u64 = 86_400_000;

/// A decision as a person sends it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Draft {
    pub(crate) action: Action,
    /// To which level, with `escalate`.
    pub(crate) level: Option<u8>,
    /// What the person would do, with `second_opinion`.
    pub(crate) opinion: Option<Opinion>,
    pub(crate) note: Option<String>,
    pub(crate) regions: Vec<MarkedRegion>,
    /// Enhancements that were on at the decision.
    pub(crate) enhancements: Vec<String>,
    /// Enhancements that were used at all.
    pub(crate) used: Vec<String>,
    /// Views that were on the screen, by name.
    pub(crate) views_seen: Vec<String>,
    /// From the picture to the decision.
    pub(crate) took_ms: u64,
    /// The client's own key of the decision.
    pub(crate) idempotency_key: String,
}

/// What a person made of a region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct MarkedRegion {
    /// The view's name.
    pub(crate) view: String,
    /// `[x, y, width, height]` in pixels of the view.
    #[serde(rename = "box")]
    pub(crate) bbox: [f32; 4],
    pub(crate) class: ThreatClass,
    pub(crate) change: Change,
    /// The machine's region that it was, by its `id` in the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) of: Option<u32>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
}

/// What is decided about.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    /// The review's level.
    pub(crate) level: u8,
    /// Whether another person asked for this one's opinion.
    pub(crate) is_second: bool,
    /// Whether persons can be told apart.
    pub(crate) is_known: bool,
    /// Whether the person still has to look without the machine's regions.
    pub(crate) lacks_first_look: bool,
    /// The parcel's views.
    pub(crate) views: Vec<SubjectView>,
    /// The machine's regions, by their ids.
    pub(crate) regions: Vec<u32>,
}

/// A view of the parcel.
#[derive(Clone, Debug)]
pub(crate) struct SubjectView {
    pub(crate) name: String,
    /// Columns and rows; none where they are not known.
    pub(crate) size: Option<[u32; 2]>,
    /// Whether there is a picture to look at.
    pub(crate) has_picture: bool,
}

/// Why a decision is refused. Nothing is stored of it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum Fault {
    #[error("Only the service decides that a parcel was not reviewed.")]
    ServiceOnly,
    #[error("Look at the parcel without the machine's regions first, and say what you would do (first-look).")]
    FirstLookMissing,
    #[error("The view '{0}' was not seen. Look at every view before clearing a parcel.")]
    ViewNotSeen(String),
    #[error("The view '{0}' has no picture to look at, so that the parcel cannot be cleared. Open it, or escalate.")]
    NoPicture(String),
    #[error("There is no picture of the parcel, so that it cannot be cleared. Open it, or escalate.")]
    NoViews,
    #[error("A threat is marked in view '{0}'. Dismiss the region, or do not clear the parcel.")]
    ThreatMarked(String),
    #[error("Name the level to escalate to: 2 or 3, and higher than the present one, which is {0}.")]
    Level(u8),
    #[error("Say in the note why the parcel is escalated.")]
    NoNote,
    #[error("`{0}` goes with {1} alone.")]
    Misplaced(&'static str, &'static str),
    #[error("A second opinion was asked for already: decide, or escalate.")]
    SecondAlready,
    #[error("There is nobody above level 3 who could settle two opinions: decide.")]
    NobodyAbove,
    #[error(
        "With authentication off nobody can be told from another, so there is no second opinion. Escalate instead."
    )]
    NobodyElse,
    #[error("{0}")]
    Malformed(String),
}

impl Fault {
    /// A stable key.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::FirstLookMissing => "first_look_missing",
            Self::ViewNotSeen(_) => "view_not_seen",
            Self::NoPicture(_) | Self::NoViews => "no_picture",
            Self::ThreatMarked(_) => "threat_marked",
            Self::NobodyElse => "needs_another_person",
            _ => "bad_decision",
        }
    }
}

/// What becomes of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Next {
    pub(crate) state: State,
    pub(crate) level: u8,
}

impl Next {
    /// Whether there is nothing left to decide.
    pub(crate) const fn settles(self) -> bool {
        !self.state.is_open()
    }
}

/// Whether a decision may be made.
///
/// # Errors
/// The first thing that is wrong with it.
pub(crate) fn check(draft: &Draft, subject: &Subject) -> Result<(), Fault> {
    check_form(draft)?;
    if subject.lacks_first_look {
        return Err(Fault::FirstLookMissing);
    }
    if draft.level.is_some() && draft.action != Action::Escalate {
        return Err(Fault::Misplaced("level", "escalate"));
    }
    if draft.opinion.is_some() && draft.action != Action::SecondOpinion {
        return Err(Fault::Misplaced("opinion", "second_opinion"));
    }
    for region in &draft.regions {
        check_region(region, subject)?;
    }
    match draft.action {
        Action::NotReviewed => Err(Fault::ServiceOnly),
        Action::Open => Ok(()),
        Action::Clear => check_clear(draft, subject),
        Action::Escalate => {
            let higher = draft.level.is_some_and(|level| (subject.level + 1..=LAST_LEVEL).contains(&level));
            let has_note = draft.note.as_deref().is_some_and(|note| !note.trim().is_empty());
            match (higher, has_note) {
                (false, _) => Err(Fault::Level(subject.level)),
                (true, false) => Err(Fault::NoNote),
                (true, true) => Ok(()),
            }
        }
        Action::SecondOpinion if !subject.is_known => Err(Fault::NobodyElse),
        Action::SecondOpinion if subject.is_second => Err(Fault::SecondAlready),
        Action::SecondOpinion if subject.level >= LAST_LEVEL => Err(Fault::NobodyAbove),
        Action::SecondOpinion => Ok(()),
    }
}

/// What becomes of a review by a decision that was checked; `first` is what the person would do who asked for this one's
/// opinion.
///
/// Either of two people has a parcel opened. It takes both to clear one: where the second clears what the first would
/// have opened, the next level decides. A quality review ends with the first word: whoever does not clear would not have
/// cleared.
pub(crate) fn next(draft: &Draft, level: u8, purpose: Purpose, first: Option<Opinion>) -> Next {
    let at = |state| Next { state, level };
    match draft.action {
        _ if purpose == Purpose::Quality => at(State::Decided),
        Action::Clear if first == Some(Opinion::Open) => {
            Next { state: State::Escalated, level: (level + 1).min(LAST_LEVEL) }
        }
        Action::Clear | Action::Open => at(State::Decided),
        Action::Escalate => Next { state: State::Escalated, level: draft.level.unwrap_or(LAST_LEVEL) },
        Action::SecondOpinion => at(State::SecondOpinion),
        Action::NotReviewed => at(State::NotReviewed),
    }
}

/// Where a review waits when nobody holds it.
pub(crate) const fn resting(level: u8, is_second: bool) -> State {
    match (is_second, level > FIRST_LEVEL) {
        (true, _) => State::SecondOpinion,
        (false, true) => State::Escalated,
        (false, false) => State::Waiting,
    }
}

fn check_clear(draft: &Draft, subject: &Subject) -> Result<(), Fault> {
    if subject.views.is_empty() {
        return Err(Fault::NoViews);
    }
    for view in &subject.views {
        if !view.has_picture {
            return Err(Fault::NoPicture(view.name.clone()));
        }
        if !draft.views_seen.contains(&view.name) {
            return Err(Fault::ViewNotSeen(view.name.clone()));
        }
    }
    match draft.regions.iter().find(|region| region.change.marks_threat()) {
        Some(region) => Err(Fault::ThreatMarked(region.view.clone())),
        None => Ok(()),
    }
}

fn check_region(region: &MarkedRegion, subject: &Subject) -> Result<(), Fault> {
    let wrong = |what: String| Err(Fault::Malformed(what));
    let Some(view) = subject.views.iter().find(|view| view.name == region.view) else {
        return wrong(format!("A region lies in view '{}', which the parcel does not have.", shown(&region.view)));
    };
    let [x, y, width, height] = region.bbox;
    let is_box = region.bbox.iter().all(|side| side.is_finite()) && x >= 0.0 && y >= 0.0 && width > 0.0 && height > 0.0;
    // Half a pixel is lost where a client rounds.
    let fits =
        view.size.is_none_or(|[columns, rows]| x + width <= columns as f32 + 0.5 && y + height <= rows as f32 + 0.5);
    if !is_box || !fits {
        return wrong(format!("A region of view '{}' is no box inside the picture.", view.name));
    }
    match (region.change, region.of) {
        (Change::Drawn, None) => {}
        (Change::Drawn, Some(_)) => return wrong("A drawn region is of no other one: leave `of` out.".to_owned()),
        (_, Some(id)) if subject.regions.contains(&id) => {}
        (change, _) => {
            return wrong(format!("A region that is {} needs the machine's region as `of`, by its id.", change.name()));
        }
    }
    let has_reason = region.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    if region.change == Change::Dismissed && !has_reason {
        return wrong("Give the reason why a region is dismissed.".to_owned());
    }
    Ok(())
}

/// Lengths and characters.
fn check_form(draft: &Draft) -> Result<(), Fault> {
    let wrong = |what: String| Err(Fault::Malformed(what));
    let key = &draft.idempotency_key;
    if !(1..=LONGEST_KEY).contains(&key.len()) || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return wrong(format!("The idempotency key must be of 1 to {LONGEST_KEY} visible characters of ASCII."));
    }
    if draft.took_ms > LONGEST_LOOK_MS {
        return wrong(format!("took_ms is {}, but must be at most {LONGEST_LOOK_MS}.", draft.took_ms));
    }
    if draft.regions.len() > MOST_REGIONS {
        return wrong(format!("There are {} regions, but must be at most {MOST_REGIONS}.", draft.regions.len()));
    }
    let reasons = draft.regions.iter().filter_map(|region| region.reason.as_ref());
    for text in draft.note.iter().chain(reasons) {
        let is_text = text.chars().all(|c| !c.is_control() || c == '\n' || c == '\t');
        if text.chars().count() > LONGEST_TEXT || !is_text {
            return wrong(format!("A note or reason must be of at most {LONGEST_TEXT} characters, none of control."));
        }
    }
    for names in [&draft.enhancements, &draft.used, &draft.views_seen] {
        let fits =
            |name: &String| (1..=LONGEST_NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
        if names.len() > MOST_NAMES || !names.iter().all(fits) {
            return wrong(format!(
                "A list must be of at most {MOST_NAMES} names of at most {LONGEST_NAME} characters."
            ));
        }
    }
    Ok(())
}

/// What was sent, cut where it is long.
fn shown(text: &str) -> String {
    text.chars().take(LONGEST_NAME).filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
#[path = "decision_tests.rs"]
mod tests;
