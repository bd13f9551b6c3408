//! Takes reviewed parcels into an exercise: looks at what is stored of them, and gives them pseudonyms.

use jiff::Timestamp;
use thiserror::Error;
use uuid::Uuid;

use super::{
    picked::{Candidate, PickFault, Picked, pick},
    rules::{Rules, Source},
};
use crate::{
    retention::{PseudonymError, PseudonymKey, Pseudonyms},
    store::{Store, StoreError},
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

async fn one(
    store: &Store,
    id: Uuid,
    rules: &Rules,
    pseudonyms: &Pseudonyms,
    now: Timestamp,
) -> Result<Result<Picked, PickFault>, StoreError> {
    let Some(scan) = store.scan(id).await? else { return Ok(Err(PickFault::Unknown)) };
    let decisions = store.decisions(id).await?;
    let outcomes = store.outcomes(id).await?;
    let outcome = outcomes.last().map(|newest| &newest.outcome);
    let parcel = scan.parcel.as_deref().map(|code| pseudonyms.of(code));
    let picked = pick(&Candidate { scan: &scan, decisions: &decisions, outcome }, rules, parcel, now);
    let Ok(found) = &picked else { return Ok(picked) };
    for hash in found.hashes() {
        if store.exercise_picture(hash).await.is_err() {
            let view = scan.views.first().map_or_else(String::new, |view| view.name.clone());
            return Ok(Err(PickFault::Lost(view)));
        }
    }
    Ok(picked)
}
