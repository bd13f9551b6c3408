//! Puts drawn parcels before people again.
//!
//! Parcels are taken from the events by a cursor, so that none is forgotten, whenever the service ends. A person's
//! decision is drawn from once it is final.

use std::{sync::Arc, time::Duration};

use super::{SampleRules, is_drawn};
use crate::{
    clock, review,
    store::{Cleared, NewDraw, Source, Store, StoreError},
};

/// How often it is looked for parcels that were cleared.
const POLL: Duration = Duration::from_secs(1);

/// How long to wait after the store failed.
const STORE_FAILED: Duration = Duration::from_secs(5);

/// Parcels looked at in one step.
const PAGE: usize = 200;

/// Events after which the cursor is written down though nothing was drawn.
const UNWRITTEN: i64 = 1000;

/// Draws from what is cleared, until the service ends. Without a sample, nothing that is cleared meanwhile is drawn
/// later.
pub(crate) async fn keep_drawing(store: Arc<Store>, sample: Option<SampleRules>, rules: review::Rules) {
    let Some(sample) = sample else {
        if let Err(error) = store.stop_drawing().await {
            tracing::error!(%error, "it could not be noted that no parcel is reviewed a second time");
        }
        return;
    };
    let mut cursor = None;
    loop {
        let pause = match step(&store, &sample, &rules, &mut cursor).await {
            Ok(true) => continue,
            Ok(false) => POLL,
            Err(error) => {
                tracing::error!(%error, "no parcel can be drawn for a second review; trying again");
                STORE_FAILED
            }
        };
        tokio::time::sleep(pause).await;
    }
}

/// How far was written down, and read.
#[derive(Clone, Copy)]
struct Cursor {
    written: i64,
    read: i64,
}

/// Looks at some parcels; tells whether there may be more.
async fn step(
    store: &Store,
    sample: &SampleRules,
    rules: &review::Rules,
    cursor: &mut Option<Cursor>,
) -> Result<bool, StoreError> {
    let at = match *cursor {
        Some(at) => at,
        None => {
            let written = store.drawing_cursor().await?;
            Cursor { written, read: written }
        }
    };
    let page = store.cleared(at.read, PAGE).await?;
    let draws: Vec<NewDraw> = page.cleared.iter().filter_map(|cleared| draw(cleared, sample, rules)).collect();
    let mut next = Cursor { read: page.read, ..at };
    if !draws.is_empty() || next.read - at.written > UNWRITTEN {
        let drawn = store.draw(at.written, next.read, &draws).await?;
        if drawn > 0 {
            tracing::info!(parcels = drawn, "cleared parcels come back for a second review");
        }
        next.written = next.read;
    }
    *cursor = Some(next);
    Ok(page.cleared.len() == PAGE)
}

/// A cleared parcel as one that is reviewed again, where it is one of the sample.
fn draw(cleared: &Cleared, sample: &SampleRules, rules: &review::Rules) -> Option<NewDraw> {
    let lane = cleared.lane.as_deref();
    let share = match cleared.source {
        Source::Person => sample.person.of(lane),
        // Where people look at all that the machine clears, it is their word that counts.
        Source::Machine if rules.enters(Some(cleared.decision.as_str())) => return None,
        Source::Machine => sample.machine.of(lane),
    };
    if !is_drawn(sample.seed, share, cleared.scan) {
        return None;
    }
    let now = clock::now();
    Some(NewDraw {
        cleared: cleared.clone(),
        share,
        seed: sample.seed,
        // As what was not inspected, which is what a parcel that the machine cleared is shown as.
        risk: review::risk(None, None),
        at: now,
        due: rules.due(lane, review::FIRST_LEVEL, now),
    })
}
