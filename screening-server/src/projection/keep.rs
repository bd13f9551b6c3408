//! Puts fictitious threats among what waits for people, and takes away what is over.
//!
//! Pictures are made long after the line has its answer, one at a time, and of what failed nothing is left: the parcel
//! knows nothing of it. Cleared parcels are taken from the events by a cursor.

use std::{sync::Arc, time::Duration};

use jiff::SignedDuration;
use screening_core::pipeline::Screener;
use tokio::{
    sync::{Semaphore, watch},
    task::spawn_blocking,
};
use uuid::Uuid;

use super::{
    ProjectionRules,
    make::{Made, make},
};
use crate::{
    clock,
    models::Lineup,
    records::is_drawn,
    review,
    store::{Cleared, Drawn, NewProjection, PictureError, Source, Store, StoreError, StoredScan},
    views::{ArrivedView, ViewFiles},
};

/// How often it is looked for parcels that were cleared, and for what is over.
const POLL: Duration = Duration::from_secs(1);

/// How long to wait after the store failed.
const STORE_FAILED: Duration = Duration::from_secs(5);

/// Parcels looked at in one step.
const PAGE: usize = 50;

/// Events after which the cursor is written down though no parcel was taken.
const UNWRITTEN: i64 = 1000;

/// Those that may wait at a time. Parcels that are drawn meanwhile are left alone.
const MOST_OPEN: usize = 5;

/// How long one waits for someone to take it.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(60);

/// A parcel that was cleared longer ago is left alone: among new ones it would stand out.
const STALE: SignedDuration = SignedDuration::from_mins(10);

/// How long one that is closed is kept, so that its picture can be looked at and a decision that is sent again is known.
const KEPT: SignedDuration = SignedDuration::from_mins(60);

/// Keeps projections until the service stops. Without rules, those that the last run left are taken away.
pub(crate) async fn keep_projecting(
    store: Arc<Store>,
    lineup: Arc<Lineup>,
    drawing: Arc<Semaphore>,
    rules: Option<ProjectionRules>,
    review: review::Rules,
    mut stopping: watch::Receiver<bool>,
) {
    let Some(rules) = rules else {
        if let Err(error) = store.stop_projecting(clock::now()).await {
            tracing::error!(%error, "projections of the last run could not be taken away");
        }
        return;
    };
    let mut keeper = Keeper { store, lineup, drawing, rules: Arc::new(rules), review, cursor: None };
    loop {
        let pause = tokio::select! {
            worked = keeper.work() => match worked {
                Ok(()) => POLL,
                Err(error) => {
                    tracing::error!(%error, "projections cannot be kept; trying again");
                    STORE_FAILED
                }
            },
            _ = stopping.wait_for(|stopping| *stopping) => return,
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
    }
}

/// How far was written down, and read.
#[derive(Clone, Copy)]
struct Cursor {
    written: i64,
    read: i64,
}

struct Keeper {
    store: Arc<Store>,
    lineup: Arc<Lineup>,
    drawing: Arc<Semaphore>,
    rules: Arc<ProjectionRules>,
    review: review::Rules,
    cursor: Option<Cursor>,
}

impl Keeper {
    async fn work(&mut self) -> Result<(), StoreError> {
        let now = clock::now();
        self.store.end_projections(now).await?;
        self.store.delete_projections(now.checked_sub(KEPT).unwrap_or(now)).await?;
        while self.take_in().await? {}
        Ok(())
    }

    /// Looks at some parcels; tells whether there may be more.
    async fn take_in(&mut self) -> Result<bool, StoreError> {
        let at = match self.cursor {
            Some(at) => at,
            None => {
                let written = self.store.projection_cursor().await?;
                *self.cursor.insert(Cursor { written, read: written })
            }
        };
        // Until a model is there, nothing can be drawn.
        let Some(screening) = self.lineup.screening() else { return Ok(false) };
        let page = self.store.cleared(at.read, PAGE).await?;
        let mut next = Cursor { read: page.read, ..at };
        let mut room = MOST_OPEN.saturating_sub(self.store.open_projections().await?.sum());
        let mut pictures = Vec::new();
        for cleared in page.cleared.iter().filter(|cleared| self.is_taken(cleared)) {
            if room == 0 {
                break;
            }
            if let Some(picture) = self.picture(cleared.scan, screening.screener(cleared.lane.as_deref())).await? {
                pictures.push(picture);
                room -= 1;
            }
        }
        if !pictures.is_empty() || next.read - at.written > UNWRITTEN {
            // Taken only now: whoever waits to delete keeps scans from coming in.
            let _keeping = self.store.pictures().keeping().await;
            let mut projections = Vec::with_capacity(pictures.len());
            for (scan, made) in pictures {
                projections.push(self.projection(scan, made).await?);
            }
            let waiting = self.store.project(at.written, next.read, &projections).await?;
            if waiting > 0 {
                tracing::info!(pictures = waiting, "pictures with a fictitious threat wait for people");
            }
            next.written = next.read;
        }
        self.cursor = Some(next);
        Ok(page.cleared.len() == PAGE)
    }

    /// Whether a parcel that was cleared lends its picture.
    fn is_taken(&self, cleared: &Cleared) -> bool {
        let is_fresh = clock::now().duration_since(cleared.at) < STALE;
        let share = self.rules.shares.of(cleared.lane.as_deref());
        cleared.source == Source::Machine && is_fresh && is_drawn(self.rules.seed, share, cleared.scan)
    }

    /// A parcel with its picture; none where that cannot be made.
    async fn picture(&self, id: Uuid, screener: &Arc<Screener>) -> Result<Option<(StoredScan, Made)>, StoreError> {
        let Some(scan) = self.store.scan(id).await? else { return Ok(None) };
        match self.make(&scan, screener).await {
            Ok(made) => Ok(Some((scan, made))),
            Err(why) => {
                tracing::info!(scan = %id, %why, "no fictitious threat is projected into a parcel");
                Ok(None)
            }
        }
    }

    /// The projection of a picture, whose files are on disk then.
    async fn projection(&self, scan: StoredScan, made: Made) -> Result<NewProjection, StoreError> {
        let now = clock::now();
        let pictures = self.store.pictures();
        Ok(NewProjection {
            id: Uuid::now_v7(),
            host: scan.id,
            class: made.class,
            view: 0,
            bbox: made.bbox,
            realism: made.realism,
            picture: pictures.put(made.file).await?,
            drawn: Drawn {
                picture: pictures.put_derived(made.drawn.png).await?,
                thumbnail: pictures.put_derived(made.drawn.thumbnail).await?,
                dense: made.drawn.dense.into_runs(),
                signature: made.drawn.signature,
            },
            // As what was not inspected, which is what it is shown as.
            risk: review::risk(None, None),
            queued: now,
            due: self.review.due(scan.lane.as_deref(), review::FIRST_LEVEL, now),
            ends: now.checked_add(LONGEST_WAIT).unwrap_or(now),
            lane: scan.lane,
            parcel: scan.parcel,
        })
    }

    /// Makes the picture, or says why not.
    async fn make(&self, scan: &StoredScan, screener: &Arc<Screener>) -> Result<Made, String> {
        let [view] = scan.views.as_slice() else {
            return Err(format!("it has {} views; a threat would have to be in all of them", scan.views.len()));
        };
        let pictures = self.store.pictures();
        let lost = |error: PictureError| error.to_string();
        let picture = pictures.get(&view.picture).await.map_err(lost)?;
        let files = match &view.high {
            None => ViewFiles::One(picture),
            Some(high) => ViewFiles::Pair { low: picture, high: pictures.get(high).await.map_err(lost)? },
        };
        let mm_per_pixel = view.mm_per_pixel.or_else(|| self.rules.scales.of(scan.lane.as_deref()));
        let view = ArrivedView { name: view.name.clone(), files, mm_per_pixel };
        // It takes the memory of a whole picture, so only a few are made at a time.
        let _turn = self.drawing.acquire().await.map_err(|error| error.to_string())?;
        let (rules, screener, id) = (Arc::clone(&self.rules), Arc::clone(screener), scan.id);
        let made = spawn_blocking(move || make(&rules, &screener, id, &view)).await;
        made.map_err(|error| error.to_string())?.map_err(|error| error.to_string())
    }
}
