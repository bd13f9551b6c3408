//! Makes the items of exercises in the background. How far it has come is in the store: after a restart it goes on there.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use datasets_synthetic::drill::{DrillError, Studio};
use tokio::{
    sync::{Notify, watch},
    task::spawn_blocking,
};

use super::{
    item::{Choice, Item},
    make::{Made, make},
    plan::plan,
};
use crate::store::{Store, StoreError, Unmade};

/// How long to wait after the store failed.
const PAUSE: Duration = Duration::from_secs(5);

/// Makes items whenever a version is in work; `wake` tells that there is a new one. Ends when the service stops.
pub(crate) async fn keep_making(store: Arc<Store>, wake: Arc<Notify>, mut stopping: watch::Receiver<bool>) {
    let mut studio: Option<Arc<Studio>> = None;
    loop {
        let worked = tokio::select! {
            worked = step(&store, &mut studio) => worked,
            _ = stopping.wait_for(|stopping| *stopping) => return,
        };
        let wait = async {
            match worked {
                Ok(true) => {}
                Ok(false) => wake.notified().await,
                Err(error) => {
                    tracing::error!(%error, "items of an exercise could not be made; tried again soon");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        };
        tokio::select! {
            () = wait => {}
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
    }
}

/// Makes the next item; false when there is none to make.
async fn step(store: &Store, studio: &mut Option<Arc<Studio>>) -> Result<bool, StoreError> {
    let Some(unmade) = store.unmade_item().await? else { return Ok(false) };
    let Unmade { exercise, version, number, rules } = unmade;
    let Some(planned) = plan(&rules).into_iter().nth(number) else {
        store.version_made(exercise, version).await?;
        return Ok(true);
    };
    let ready = studio.clone();
    let made = spawn_blocking(move || {
        let studio = ready.map_or_else(|| Studio::new().map(Arc::new), Ok)?;
        let made = make(&studio, &rules, &planned)?;
        Ok::<_, DrillError>((studio, made))
    });
    match made.await {
        Ok(Ok((ready, made))) => {
            *studio = Some(ready);
            keep(store, exercise, version, number, made).await?;
        }
        Ok(Err(error)) => store.version_failed(exercise, version, &format!("item {}: {error}", number + 1)).await?,
        Err(error) => {
            tracing::error!(%error, %exercise, version, number, "an item's making was broken off");
            store
                .version_failed(exercise, version, "the item could not be made; the service's log has the cause")
                .await?;
        }
    }
    Ok(true)
}

/// Stores an item: its pictures first, then the row that needs them.
async fn keep(store: &Store, exercise: uuid::Uuid, version: u32, number: usize, made: Made) -> Result<(), StoreError> {
    let pictures = store.pictures();
    let _keeping = pictures.keeping().await;
    let put = async |bytes: Vec<u8>| pictures.put(Bytes::from(bytes)).await.map(|hash| hash.as_str().to_owned());
    let alone = match made.alone {
        Some(alone) => Some(put(alone).await?),
        None => None,
    };
    let mut choices = Vec::with_capacity(made.choices.len());
    for (name, picture) in made.choices {
        let picture = match picture {
            Some(picture) => Some(put(picture).await?),
            None => None,
        };
        choices.push(Choice { name, picture });
    }
    let item = Item {
        picture: put(made.picture).await?,
        alone,
        size: made.size,
        mm_per_pixel: made.mm_per_pixel,
        choices,
        enhancement: made.enhancement,
        truth: made.truth,
    };
    store.add_item(exercise, version, number, &item).await
}
