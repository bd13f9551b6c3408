//! Reviewed parcels in exercises: what may be taken of one, and what is right in it. Pure.

use datasets_synthetic::dice::{Dice, Split};
use jiff::Timestamp;
use screening_core::{report::ReportType, taxonomy::ThreatClass};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{
    item::{Choice, Item, TrueThreat, Truth},
    plan::class_choices,
    rules::{Kind, Rules, Source},
};
use crate::{
    clock,
    records::{self, LastWord, Outcome, TruthRegion, last_word},
    review::Action,
    store::{StoredDecision, StoredScan, StoredView},
};

/// A parcel that was picked: what is needed of it until its items are made. It names neither code, lane, time nor scan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Picked {
    /// The pseudonym of its code; none where it has none.
    pub(crate) parcel: Option<String>,
    /// The number of its view.
    #[serde(default)]
    pub(crate) view: usize,
    /// The files.
    pub(crate) files: Files,
    /// Millimetres a pixel, where they are known.
    pub(crate) mm_per_pixel: Option<[f32; 2]>,
    /// The threats in the view.
    pub(crate) threats: Vec<TrueThreat>,
}

/// The files of one view, by their SHA-256.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Files {
    /// As people were shown it.
    Drawn {
        /// PNG.
        picture: String,
        /// Columns and rows.
        size: [usize; 2],
    },
    /// As it came from the scanner, to be projected into.
    Raw {
        /// The file, or the low layer of a pair in two files.
        picture: String,
        /// The high layer of a pair in two files.
        high: Option<String>,
    },
}

/// Why a parcel cannot be taken.
#[derive(Debug, Error)]
pub(crate) enum PickFault {
    #[error("there is no such scan, or it was deleted")]
    Unknown,
    #[error("its pictures were deleted at {}", clock::rfc3339(*.0))]
    PicturesDeleted(Timestamp),
    #[error("no person has decided about it; it can be taken when one has")]
    Undecided,
    #[error("its decision can be taken back until {}; take it after that", clock::rfc3339(*.0))]
    NotFinal(Timestamp),
    #[error("it was to be opened, and what that showed is not on record; record its outcome first")]
    NoOutcome,
    #[error("opening found {0}, and no region of a person or the machine marks it: where it lies is not known")]
    Unmarked(String),
    #[error("the view '{0}' was not drawn yet; open the parcel in the console once")]
    NotDrawn(String),
    #[error("the picture of the view '{0}' is lost or damaged")]
    Lost(String),
    #[error("threats are projected into parcels that a person cleared and in which nothing was found; this is none")]
    NotBenign,
    #[error("how large a pixel of the view '{0}' is is not known; say mm_per_pixel in the rules")]
    NoScale(String),
    #[error("it holds no threat, and this kind asks for one in each parcel")]
    NoThreat,
    #[error("it holds threats of several classes, and one is to be named")]
    SeveralClasses,
}

/// What is known of a scan that someone wants to take.
pub(super) struct Candidate<'a> {
    /// The scan.
    pub(super) scan: &'a StoredScan,
    /// All decisions about it.
    pub(super) decisions: &'a [StoredDecision],
    /// What opening showed; none where that is not on record.
    pub(super) outcome: Option<&'a Outcome>,
}

/// Takes one view of a parcel: the one with most threats, the first where there are none. `parcel` is its pseudonym.
///
/// What is right is what a person decided last and what opening showed: a threat is a region whose class was found. A
/// parcel without one was cleared or opened, and nothing was found.
///
/// # Errors
/// [`PickFault`]
pub(super) fn pick(
    candidate: &Candidate<'_>,
    rules: &Rules,
    parcel: Option<String>,
    now: Timestamp,
) -> Result<Picked, PickFault> {
    let Candidate { scan, decisions, outcome } = candidate;
    if let Some(at) = scan.pictures_deleted {
        return Err(PickFault::PicturesDeleted(at));
    }
    let decision = last_word(decisions).ok_or(PickFault::Undecided)?;
    if decision.made_final.is_none() && now < decision.undo_until {
        return Err(PickFault::NotFinal(decision.undo_until));
    }
    let report = scan.looked_at().ok_or(PickFault::Undecided)?;
    let regions = match (decision.action, outcome) {
        (_, Some(outcome)) if outcome.found => {
            let known = records::truth(report, Some(LastWord::of(decision)), Some(outcome)).regions;
            let sure = |region: &TruthRegion| !region.ignored && region.report_type == ReportType::GroundTruth;
            let regions: Vec<TruthRegion> = known.into_iter().filter(sure).collect();
            if regions.is_empty() {
                let classes: Vec<&str> = outcome.classes().into_iter().map(ThreatClass::name).collect();
                return Err(PickFault::Unmarked(classes.join(", ")));
            }
            regions
        }
        (_, Some(_)) | (Action::Clear, None) => Vec::new(),
        (Action::Open, None) => return Err(PickFault::NoOutcome),
        _ => return Err(PickFault::Undecided),
    };
    if rules.source == Source::Projected {
        return host(scan, decision.action == Action::Clear && regions.is_empty(), rules, parcel);
    }
    check_kind(rules.kind, &regions)?;
    let in_view = |view: usize| regions.iter().filter(move |region| region.view == view);
    let number = (0..scan.views.len()).rev().max_by_key(|view| in_view(*view).count()).unwrap_or_default();
    let (Some(view), Some(about)) = (scan.views.get(number), report.views.get(number)) else {
        return Err(PickFault::NotDrawn(String::new()));
    };
    let drawn = view.drawn.as_ref().ok_or_else(|| PickFault::NotDrawn(view.name.clone()))?;
    let threats = in_view(number).map(|region| TrueThreat {
        class: region.class,
        bbox: [region.bbox.x, region.bbox.y, region.bbox.width, region.bbox.height].map(f64::from),
        view_difficulty: 0.0,
        superposition: 0.0,
        measured: false,
        projected: None,
    });
    Ok(Picked {
        parcel,
        view: number,
        files: Files::Drawn {
            picture: drawn.picture.as_str().to_owned(),
            size: [about.width as usize, about.height as usize],
        },
        mm_per_pixel: view.mm_per_pixel,
        threats: threats.collect(),
    })
}

fn host(scan: &StoredScan, benign: bool, rules: &Rules, parcel: Option<String>) -> Result<Picked, PickFault> {
    if !benign {
        return Err(PickFault::NotBenign);
    }
    let Some(StoredView { name, mm_per_pixel, picture, high, .. }) = scan.views.first() else {
        return Err(PickFault::NotDrawn(String::new()));
    };
    let mm_per_pixel = mm_per_pixel.or(rules.mm_per_pixel).ok_or_else(|| PickFault::NoScale(name.clone()))?;
    let files =
        Files::Raw { picture: picture.as_str().to_owned(), high: high.as_ref().map(|high| high.as_str().to_owned()) };
    Ok(Picked { parcel, view: 0, files, mm_per_pixel: Some(mm_per_pixel), threats: Vec::new() })
}

fn check_kind(kind: Kind, regions: &[TruthRegion]) -> Result<(), PickFault> {
    match kind {
        Kind::ClickThreat | Kind::NameClass if regions.is_empty() => Err(PickFault::NoThreat),
        Kind::NameClass if regions.iter().any(|region| region.class != regions[0].class) => {
            Err(PickFault::SeveralClasses)
        }
        _ => Ok(()),
    }
}

impl Picked {
    /// The files that it needs.
    pub(crate) fn hashes(&self) -> Vec<&str> {
        let (picture, high) = match &self.files {
            Files::Drawn { picture, .. } => (picture, None),
            Files::Raw { picture, high } => (picture, high.as_deref()),
        };
        std::iter::once(picture.as_str()).chain(high).collect()
    }

    /// The item of a parcel that is shown as it was; none of one that is to be projected into.
    pub(super) fn item(&self, rules: &Rules, number: usize) -> Option<Item> {
        let Files::Drawn { picture, size } = &self.files else { return None };
        let mut threats = self.threats.iter().cloned();
        let threat = threats.next();
        let named = threat.as_ref().filter(|_| rules.kind == Kind::NameClass).map(|threat| threat.class);
        let mut dice = Dice::new(u64::from(rules.seed), number as u64, Split::Train);
        let classes = named.map(|class| class_choices(class, &mut dice)).unwrap_or_default();
        let choice = |class: &ThreatClass| Choice { name: class.name().to_owned(), picture: None };
        Some(Item {
            picture: picture.clone(),
            alone: None,
            size: *size,
            mm_per_pixel: self.mm_per_pixel,
            choices: classes.iter().map(choice).collect(),
            enhancement: None,
            truth: Truth {
                choice: named.and_then(|named| classes.iter().position(|class| *class == named)),
                threat,
                others: threats.collect(),
            },
            parcel: self.parcel.clone(),
        })
    }
}
