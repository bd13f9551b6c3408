//! What an exercise is like: rules from which its items are made.

use std::collections::BTreeSet;

use screening_core::taxonomy::ThreatClass;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;
use uuid::Uuid;

use super::score::Staircase;

/// Most items of an exercise.
const MOST_ITEMS: u32 = 200;
/// Tube voltages that beams are known for, kVp.
const KVP: std::ops::RangeInclusive<f64> = 80.0..=200.0;
/// The longer side of a picture, pixels.
const SIDES: std::ops::RangeInclusive<u32> = 160..=1200;
/// Languages that the console's texts exist in.
pub(crate) const LANGUAGES: [&str; 7] = ["en", "ar", "es", "fr", "sq", "sr", "uk"];

/// What a trainee is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ExerciseKind)]
pub(crate) enum Kind {
    /// Is there a threat, and where?
    FreeSearch,
    /// There is a threat: where?
    ClickThreat,
    /// Is there a threat?
    YesNo,
    /// There is a threat: of which class?
    NameClass,
    /// To which kind of firearm does this part belong?
    MatchPart,
    /// What is this everyday object?
    Everyday,
    /// Is there a threat? Each picture is shown plain, and later again with an enhancement.
    Enhancement,
    /// Can the whole parcel be inspected, or is a part of it too dense?
    Inspectable,
}

/// Where the parcels of an exercise come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ExerciseSource)]
pub(crate) enum Source {
    /// They are rendered, with their goods and threats.
    #[default]
    Rendered,
    /// Reviewed parcels, as they were scanned: what is right is what people decided and what opening showed.
    Reviewed,
    /// Reviewed parcels that were cleared, with the program's own threats projected into them.
    Projected,
}

/// When a trainee is told what was right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ExerciseFeedback)]
pub(crate) enum Feedback {
    /// After each answer.
    #[default]
    AtOnce,
    /// When the session has ended.
    AtEnd,
}

/// The rules of one version of an exercise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExerciseRules)]
pub(crate) struct Rules {
    /// What is asked.
    pub(crate) kind: Kind,
    /// Where the parcels come from.
    #[serde(default)]
    pub(crate) source: Source,
    /// Scans of reviewed parcels, by id, 1 to 200; none with the source `rendered`. They are taken once and not kept: a
    /// version shows none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) parcels: Vec<Uuid>,
    /// Source `projected`: millimetres a pixel across the belt and along it, 0.05 to 20, for scans whose line did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<f64>>, min_items = 2, max_items = 2)]
    pub(crate) mm_per_pixel: Option<[f32; 2]>,
    /// Source `projected`: tube voltage of the scanner, 80 to 200 kVp.
    #[serde(default = "kvp")]
    #[schema(default = 160.0)]
    pub(crate) kvp: f64,
    /// Source `projected`: realism below which a picture is refused, 0 to 1.
    #[serde(default = "half")]
    #[schema(default = 0.5)]
    pub(crate) least_realism: f64,
    /// Items, 1 to 200. With the source `reviewed` there are as many as parcels.
    #[serde(default = "twenty")]
    #[schema(default = 20)]
    pub(crate) items: u32,
    /// Share of items with a threat, 0 to 1. Kinds that need a threat in each item take no notice of it.
    #[serde(default = "half")]
    #[schema(default = 0.5)]
    pub(crate) prevalence: f64,
    /// Classes of threats, in turn; all without it.
    #[serde(default)]
    #[schema(value_type = Vec<String>, example = json!(["pistol", "revolver"]))]
    pub(crate) classes: Vec<ThreatClass>,
    /// Lowest and highest view difficulty of threats, 0 to 1.
    #[serde(default = "whole")]
    #[schema(value_type = Vec<f64>, min_items = 2, max_items = 2)]
    pub(crate) view_difficulty: [f64; 2],
    /// Lowest and highest superposition of threats, 0 to 1.
    #[serde(default = "whole")]
    #[schema(value_type = Vec<f64>, min_items = 2, max_items = 2)]
    pub(crate) superposition: [f64; 2],
    /// Seconds for each item, 1 to 600; no limit without it.
    #[serde(default)]
    pub(crate) time_limit_s: Option<f64>,
    /// Names of the viewer's enhancements that may be used. The kind `enhancement` compares the first one.
    #[serde(default)]
    pub(crate) enhancements: Vec<String>,
    /// Languages of what is exported, of en, ar, es, fr, sq, sr and uk; all without it.
    #[serde(default)]
    pub(crate) languages: Vec<String>,
    /// Fixes the items.
    #[serde(default)]
    pub(crate) seed: u32,
    /// When trainees are told what was right.
    #[serde(default)]
    pub(crate) feedback: Feedback,
    /// Adaptive mode: the hit rate, 0.55 to 0.95, that each trainee is kept near; without it all get the same items.
    #[serde(default)]
    pub(crate) keep_near: Option<f64>,
    /// Longer side of the pictures in pixels, 160 to 1200.
    #[serde(default = "side")]
    #[schema(default = 640)]
    pub(crate) picture_side: u32,
}

fn twenty() -> u32 {
    20
}

fn half() -> f64 {
    0.5
}

fn whole() -> [f64; 2] {
    [0.0, 1.0]
}

fn kvp() -> f64 {
    160.0
}

fn side() -> u32 {
    640
}

/// Why rules cannot be used.
#[derive(Clone, Debug, Error, PartialEq)]
pub(crate) enum BadRules {
    #[error("items is {0}, but must be from 1 to {MOST_ITEMS}")]
    Items(u32),
    #[error("prevalence is {0}, but must be from 0 to 1")]
    Prevalence(f64),
    #[error("{name} is {low} to {high}, but must be a range within 0 to 1, the lower value first")]
    Range { name: &'static str, low: f64, high: f64 },
    #[error("time_limit_s is {0}, but must be from 1 to 600")]
    TimeLimit(f64),
    #[error("picture_side is {0}, but must be from {low} to {high}", low = SIDES.start(), high = SIDES.end())]
    Side(u32),
    #[error("'{0}' is not one of the languages: {list}", list = LANGUAGES.join(", "))]
    Language(String),
    #[error("at most 16 enhancements can be named, each with 1 to 40 letters, digits, hyphens or underscores")]
    Enhancements,
    #[error("the kind enhancement compares an enhancement: name it first in enhancements")]
    NoEnhancement,
    #[error("the kind enhancement shows each picture twice: items must be even")]
    Odd,
    #[error("no part among the classes belongs to one kind of firearm alone; use {list}", list = MATCHES.map(|(part, _)| part.name()).join(", "))]
    NoMatch,
    #[error("keep_near needs threats to be harder or easier: it goes with free_search and yes_no alone")]
    NotAdaptive,
    #[error("the source {0} takes reviewed parcels: name their scans in parcels, 1 to {MOST_ITEMS}, each once")]
    Parcels(&'static str),
    #[error("parcels go with the sources reviewed and projected alone")]
    NoSource,
    #[error("this kind cannot be made of {0} parcels; use free_search, click_threat, yes_no or name_class")]
    KindOfSource(&'static str),
    #[error("mm_per_pixel must be two numbers from 0.05 to 20")]
    Scale,
    #[error("kvp is {0}, but must be from {low} to {high}", low = KVP.start(), high = KVP.end())]
    Kvp(f64),
    #[error("least_realism is {0}, but must be from 0 to 1")]
    Realism(f64),
    #[error("keep_near needs threats whose difficulty is known: that of reviewed parcels is not")]
    NotMeasured,
    #[error(transparent)]
    Target(#[from] super::score::BadTarget),
}

/// Parts that belong to one kind of firearm alone, and that kind.
pub(super) const MATCHES: [(ThreatClass, ThreatClass); 3] = [
    (ThreatClass::Slide, ThreatClass::Pistol),
    (ThreatClass::Cylinder, ThreatClass::Revolver),
    (ThreatClass::BoltOrBreechBlock, ThreatClass::LongGun),
];

impl Source {
    /// As it is written.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Rendered => "rendered",
            Self::Reviewed => "reviewed",
            Self::Projected => "projected",
        }
    }
}

impl Rules {
    /// Whether items can be made by these rules.
    ///
    /// # Errors
    /// [`BadRules`], the first that is wrong.
    pub(crate) fn check(&self) -> Result<(), BadRules> {
        if !(1..=MOST_ITEMS).contains(&self.items) {
            return Err(BadRules::Items(self.items));
        }
        if !(0.0..=1.0).contains(&self.prevalence) {
            return Err(BadRules::Prevalence(self.prevalence));
        }
        for (name, [low, high]) in [("view_difficulty", self.view_difficulty), ("superposition", self.superposition)] {
            if !(0.0 <= low && low <= high && high <= 1.0) {
                return Err(BadRules::Range { name, low, high });
            }
        }
        if let Some(limit) = self.time_limit_s.filter(|limit| !(1.0..=600.0).contains(limit)) {
            return Err(BadRules::TimeLimit(limit));
        }
        if !SIDES.contains(&self.picture_side) {
            return Err(BadRules::Side(self.picture_side));
        }
        if let Some(language) = self.languages.iter().find(|language| !LANGUAGES.contains(&language.as_str())) {
            return Err(BadRules::Language(language.clone()));
        }
        self.check_enhancements()?;
        self.check_source()?;
        if self.kind == Kind::MatchPart && self.match_parts().is_empty() {
            return Err(BadRules::NoMatch);
        }
        if let Some(target) = self.keep_near {
            Staircase::new(target, None)?;
            if !matches!(self.kind, Kind::FreeSearch | Kind::YesNo) {
                return Err(BadRules::NotAdaptive);
            }
            if self.source == Source::Reviewed {
                return Err(BadRules::NotMeasured);
            }
        }
        Ok(())
    }

    fn check_source(&self) -> Result<(), BadRules> {
        let kinds = [Kind::FreeSearch, Kind::ClickThreat, Kind::YesNo, Kind::NameClass];
        match self.source {
            Source::Rendered if !self.parcels.is_empty() => return Err(BadRules::NoSource),
            Source::Rendered => {}
            source => {
                let distinct: BTreeSet<&Uuid> = self.parcels.iter().collect();
                let count = self.parcels.len();
                if !(1..=MOST_ITEMS as usize).contains(&count) || distinct.len() < count {
                    return Err(BadRules::Parcels(source.name()));
                }
                let fits = kinds.contains(&self.kind) || source == Source::Projected && self.kind == Kind::Enhancement;
                if !fits {
                    return Err(BadRules::KindOfSource(source.name()));
                }
            }
        }
        if self.mm_per_pixel.is_some_and(|mm| !mm.iter().all(|mm| (0.05..=20.0).contains(mm))) {
            return Err(BadRules::Scale);
        }
        if !KVP.contains(&self.kvp) {
            return Err(BadRules::Kvp(self.kvp));
        }
        if !(0.0..=1.0).contains(&self.least_realism) {
            return Err(BadRules::Realism(self.least_realism));
        }
        Ok(())
    }

    fn check_enhancements(&self) -> Result<(), BadRules> {
        let word = |name: &String| {
            (1..=40).contains(&name.len())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        };
        if self.enhancements.len() > 16 || !self.enhancements.iter().all(word) {
            return Err(BadRules::Enhancements);
        }
        match self.kind {
            Kind::Enhancement if self.enhancements.is_empty() => Err(BadRules::NoEnhancement),
            Kind::Enhancement if self.items % 2 == 1 => Err(BadRules::Odd),
            _ => Ok(()),
        }
    }

    /// Rules for the question which reviewed parcels can be taken. A scale is taken to be known.
    ///
    /// # Errors
    /// [`BadRules`] where the source or the kind has no such parcels.
    pub(crate) fn picking(source: Source, kind: Kind) -> Result<Self, BadRules> {
        let rules = Self {
            kind,
            source,
            parcels: vec![Uuid::nil()],
            mm_per_pixel: Some([1.0, 1.0]),
            kvp: kvp(),
            least_realism: half(),
            items: twenty(),
            prevalence: half(),
            classes: Vec::new(),
            view_difficulty: whole(),
            superposition: whole(),
            time_limit_s: None,
            enhancements: Vec::new(),
            languages: Vec::new(),
            seed: 0,
            feedback: Feedback::AtOnce,
            keep_near: None,
            picture_side: side(),
        };
        rules.check_source()?;
        Ok(rules)
    }

    /// The classes of threats.
    pub(super) fn classes(&self) -> Vec<ThreatClass> {
        if self.classes.is_empty() { ThreatClass::ALL.to_vec() } else { self.classes.clone() }
    }

    /// The parts to be matched with firearms.
    pub(super) fn match_parts(&self) -> Vec<ThreatClass> {
        let classes = self.classes();
        MATCHES.iter().map(|(part, _)| *part).filter(|part| classes.contains(part)).collect()
    }
}

#[cfg(test)]
pub(super) fn rules(kind: Kind) -> Rules {
    let picking = Rules::picking(Source::Reviewed, Kind::YesNo).unwrap();
    Rules {
        kind,
        source: Source::Rendered,
        parcels: Vec::new(),
        mm_per_pixel: None,
        items: 10,
        seed: 1,
        picture_side: 160,
        ..picking
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_made_is_refused_with_what_to_do() {
        let good = rules(Kind::YesNo);
        assert_eq!(good.check(), Ok(()));
        let reviewed = Rules { source: Source::Reviewed, parcels: vec![Uuid::nil()], ..good.clone() };
        assert_eq!(reviewed.check(), Ok(()));
        let cases = [
            (Rules { items: 0, ..good.clone() }, "from 1 to 200"),
            (Rules { prevalence: f64::NAN, ..good.clone() }, "prevalence"),
            (Rules { superposition: [0.6, 0.4], ..good.clone() }, "the lower value first"),
            (Rules { time_limit_s: Some(0.0), ..good.clone() }, "time_limit_s"),
            (Rules { languages: vec!["xx".to_owned()], ..good.clone() }, "'xx' is not one of"),
            (Rules { kind: Kind::Enhancement, ..good.clone() }, "name it first"),
            (Rules { kind: Kind::MatchPart, classes: vec![ThreatClass::Bullet], ..good.clone() }, "slide"),
            (Rules { keep_near: Some(0.2), ..good.clone() }, "0.55 to 0.95"),
            (Rules { kind: Kind::Everyday, keep_near: Some(0.7), ..good.clone() }, "free_search and yes_no"),
            (Rules { parcels: vec![Uuid::nil()], ..good.clone() }, "reviewed and projected"),
            (Rules { source: Source::Reviewed, ..good.clone() }, "name their scans"),
            (Rules { parcels: vec![Uuid::nil(); 2], ..reviewed.clone() }, "each once"),
            (Rules { kind: Kind::Everyday, ..reviewed.clone() }, "cannot be made of reviewed"),
            (Rules { keep_near: Some(0.7), ..reviewed.clone() }, "whose difficulty is known"),
            (Rules { mm_per_pixel: Some([1.0, 0.0]), ..reviewed.clone() }, "0.05 to 20"),
            (Rules { kvp: f64::NAN, ..reviewed.clone() }, "80 to 200"),
            (Rules { least_realism: 2.0, ..reviewed }, "least_realism"),
        ];
        for (rules, words) in cases {
            let said = rules.check().unwrap_err().to_string();
            assert!(said.contains(words), "{said}");
        }
    }
}
