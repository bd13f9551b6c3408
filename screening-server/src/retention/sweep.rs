//! Deletes what has been kept long enough: once an hour, in small steps, so that scans that come in do not wait for it.

use std::{sync::Arc, time::Duration};

use super::{Due, Rules};
use crate::{
    audit::Actor,
    clock,
    store::{Store, StoreError},
};

/// How often the service looks for what has to go.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Scans looked through in one transaction, and pictures deleted before it is looked for further ones.
const STEP: usize = 50;

/// What went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Swept {
    /// Scans whose pictures went while their reports stay.
    pub(crate) pictures: u64,
    /// Scans that went as a whole.
    pub(crate) scans: u64,
    /// Files of pictures.
    pub(crate) files: u64,
}

/// Deletes what has to go now.
///
/// # Errors
/// [`StoreError`]; what was deleted until then is in the audit trail.
pub(crate) async fn sweep(store: &Store, rules: &Rules, by: &Actor) -> Result<Swept, StoreError> {
    let mut swept = Swept::default();
    let mut after = None;
    loop {
        let page = store.delete_expired(by, rules, clock::now(), after, STEP).await?;
        for expired in &page.expired {
            match expired.due {
                Due::Pictures => swept.pictures += 1,
                Due::Scan => swept.scans += 1,
            }
        }
        after = page.last;
        if after.is_none() {
            break;
        }
    }
    loop {
        let unneeded = store.unneeded_pictures(STEP).await?;
        if unneeded.is_empty() {
            return Ok(swept);
        }
        for picture in &unneeded {
            swept.files += u64::from(store.delete_unneeded(picture).await?);
        }
    }
}

/// Sweeps at once and then again and again, until the service ends.
pub(crate) async fn keep_sweeping(store: Arc<Store>, rules: Rules) {
    let mut tick = tokio::time::interval(EVERY);
    loop {
        tick.tick().await;
        match sweep(&store, &rules, &Actor::service()).await {
            Ok(swept) if swept == Swept::default() => {}
            Ok(Swept { pictures, scans, files }) => {
                tracing::info!(pictures, scans, files, "deleted what was kept long enough");
            }
            Err(error) => tracing::error!(%error, "what was kept long enough could not be deleted; trying again"),
        }
    }
}
