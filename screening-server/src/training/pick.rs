//! Takes reviewed parcels into an exercise: looks at what is stored of them, and gives them pseudonyms.

use std::collections::BTreeSet;

use jiff::Timestamp;
use screening_core::taxonomy::ThreatClass;
use thiserror::Error;
use uuid::Uuid;

use super::{
    picked::{Candidate, PickFault, Picked, pick},
    rules::{Rules, Source},
};
use crate::{
    records::{Outcome, last_word},
    retention::{PseudonymError, PseudonymKey, Pseudonyms},
    review::Action,
    store::{Store, StoreError, StoredDecision, StoredScan},
};

/// What was picked for a version.
#[derive(Clone, Debug, Default)]
pub(crate) struct Picks {
    /// In the order in which they were named; empty for rendered parcels.
    pub(crate) parcels: Vec<Picked>,
    /// The scans that they were, for the audit trail.
    pub(crate) scans: Vec<Uuid>,
    /// The salt of their pseudonyms.
    pub(crate) salt: Option<String>,
}

/// Why nothing was picked.
#[derive(Debug, Error)]
pub(crate) enum NotPicked {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Key(#[from] PseudonymError),
    #[error("{}", list(.0))]
    Refused(Vec<(Uuid, PickFault)>),
}

/// Reasons that a message has room for.
const MOST_TOLD: usize = 20;

fn list(refused: &[(Uuid, PickFault)]) -> String {
    let told: Vec<String> = refused.iter().take(MOST_TOLD).map(|(scan, fault)| format!("{scan}: {fault}")).collect();
    let more = refused.len().saturating_sub(MOST_TOLD);
    if more > 0 { format!("{}; and {more} more", told.join("; ")) } else { told.join("; ") }
}

/// Takes the parcels that rules name: all of them, or none with the reason of each that cannot be taken. The caller holds
/// [`crate::store::PictureStore::keeping`] until what was picked is stored, so that no picture goes in between.
///
/// # Errors
/// [`NotPicked`]
pub(crate) async fn take(store: &Store, rules: &Rules, now: Timestamp) -> Result<Picks, NotPicked> {
    if rules.source == Source::Rendered {
        return Ok(Picks::default());
    }
    let pseudonyms = Pseudonyms::new(PseudonymKey::of(store.folder())?)?;
    let (mut parcels, mut refused) = (Vec::with_capacity(rules.parcels.len()), Vec::new());
    for scan in &rules.parcels {
        match one(store, *scan, rules, &pseudonyms, now).await? {
            Ok(picked) => parcels.push(picked),
            Err(fault) => refused.push((*scan, fault)),
        }
    }
    if !refused.is_empty() {
        return Err(NotPicked::Refused(refused));
    }
    Ok(Picks { parcels, scans: rules.parcels.clone(), salt: Some(pseudonyms.salt()) })
}

/// A reviewed parcel that can be taken.
#[derive(Clone, Debug)]
pub(crate) struct Takeable {
    /// The scan.
    pub(crate) scan: StoredScan,
    /// Whether it was opened; cleared otherwise.
    pub(crate) opened: bool,
    /// Classes of the threats in the view that is shown.
    pub(crate) classes: Vec<ThreatClass>,
    /// The view that is shown.
    pub(crate) view: usize,
    /// Whether it is known how large a pixel is.
    pub(crate) has_scale: bool,
}

/// Some of the parcels that can be taken.
#[derive(Clone, Debug, Default)]
pub(crate) struct TakeablePage {
    /// The newest first.
    pub(crate) parcels: Vec<Takeable>,
    /// After which parcel to go on; none when all were looked at.
    pub(crate) next: Option<Uuid>,
}

/// Reviewed parcels that are looked at for one page: where few can be taken, a page has few and the next goes on.
const LOOKED_AT: usize = 400;

/// Lists parcels that rules of this kind and source can name, `threat` those with or without one alone.
///
/// # Errors
/// [`StoreError`]
pub(crate) async fn takeable(
    store: &Store,
    rules: &Rules,
    threat: Option<bool>,
    before: Option<Uuid>,
    limit: usize,
    now: Timestamp,
) -> Result<TakeablePage, StoreError> {
    let scans = store.decided_scans(before, LOOKED_AT).await?;
    let all = scans.len() < LOOKED_AT;
    let mut page = TakeablePage::default();
    for id in &scans {
        if page.parcels.len() == limit {
            return Ok(page);
        }
        page.next = Some(*id);
        let Some(known) = Known::of(store, *id).await? else { continue };
        let Ok(picked) = pick(&known.candidate(), rules, None, now) else { continue };
        let Some(last) = last_word(&known.decisions) else { continue };
        if threat.is_some_and(|threat| threat == picked.threats.is_empty()) {
            continue;
        }
        let (opened, view) = (last.action == Action::Open, picked.view);
        let has_scale = known.scan.views.get(view).is_some_and(|view| view.mm_per_pixel.is_some());
        let classes: BTreeSet<ThreatClass> = picked.threats.iter().map(|threat| threat.class).collect();
        let classes = classes.into_iter().collect();
        page.parcels.push(Takeable { scan: known.scan, opened, classes, view, has_scale });
    }
    if all {
        page.next = None;
    }
    Ok(page)
}

/// All that is stored of a reviewed parcel.
struct Known {
    scan: StoredScan,
    decisions: Vec<StoredDecision>,
    outcome: Option<Outcome>,
}

impl Known {
    /// None where there is no such scan.
    async fn of(store: &Store, id: Uuid) -> Result<Option<Self>, StoreError> {
        let Some(scan) = store.scan(id).await? else { return Ok(None) };
        let decisions = store.decisions(id).await?;
        let outcome = store.outcomes(id).await?.pop().map(|newest| newest.outcome);
        Ok(Some(Self { scan, decisions, outcome }))
    }

    fn candidate(&self) -> Candidate<'_> {
        Candidate { scan: &self.scan, decisions: &self.decisions, outcome: self.outcome.as_ref() }
    }
}

async fn one(
    store: &Store,
    id: Uuid,
    rules: &Rules,
    pseudonyms: &Pseudonyms,
    now: Timestamp,
) -> Result<Result<Picked, PickFault>, StoreError> {
    let Some(known) = Known::of(store, id).await? else { return Ok(Err(PickFault::Unknown)) };
    let scan = &known.scan;
    let parcel = scan.parcel.as_deref().map(|code| pseudonyms.of(code));
    let picked = pick(&known.candidate(), rules, parcel, now);
    let Ok(found) = &picked else { return Ok(picked) };
    for hash in found.hashes() {
        if store.exercise_picture(hash).await.is_err() {
            let view = scan.views.first().map_or_else(String::new, |view| view.name.clone());
            return Ok(Err(PickFault::Lost(view)));
        }
    }
    Ok(picked)
}
