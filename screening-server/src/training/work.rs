//! Makes the items of exercises in the background. How far it has come is in the store: after a restart it goes on there.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use datasets_synthetic::{
    drill::Studio,
    physics::beam::{Beam, BeamSpec},
};
use tokio::{
    sync::{Notify, watch},
    task::spawn_blocking,
};
use uuid::Uuid;

use super::{
    item::{Choice, Item},
    make::{Made, make},
    picked::{Files, Picked},
    plan::{Planned, Shows, plan},
    project::{HostScan, MOST_HOSTS, Wanted, project},
    rules::{Rules, Source},
};
use crate::store::{Store, StoreError, Unmade};

/// How long to wait after the store failed.
const PAUSE: Duration = Duration::from_secs(5);

/// What a worker that crashed leaves to say.
const BROKEN: &str = "the item could not be made; the service's log has the cause";

/// What is kept from item to item, since it takes long to set up.
#[derive(Default)]
struct Workshop {
    studio: Option<Arc<Studio>>,
    /// The newest beam, with its tube voltage.
    beam: Option<(f64, Arc<Beam>)>,
}

/// Makes items whenever a version is in work; `wake` tells that there is a new one. Ends when the service stops.
pub(crate) async fn keep_making(store: Arc<Store>, wake: Arc<Notify>, mut stopping: watch::Receiver<bool>) {
    let mut workshop = Workshop::default();
    loop {
        let worked = tokio::select! {
            worked = step(&store, &mut workshop) => worked,
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
async fn step(store: &Store, workshop: &mut Workshop) -> Result<bool, StoreError> {
    let Some(unmade) = store.unmade_item().await? else { return Ok(false) };
    let Unmade { exercise, version, number, rules, picked } = unmade;
    if rules.source == Source::Reviewed && number < picked.len() {
        let item = picked.get(number).and_then(|parcel| parcel.item(&rules, number));
        match item {
            Some(item) => store.add_item(exercise, version, number, &item).await?,
            None => store.version_failed(exercise, version, BROKEN).await?,
        }
        return Ok(true);
    }
    let planned = match rules.source {
        Source::Reviewed => None,
        Source::Rendered | Source::Projected => plan(&rules).into_iter().nth(number),
    };
    let Some(planned) = planned else {
        store.version_made(exercise, version).await?;
        return Ok(true);
    };
    let made = match rules.source {
        Source::Projected => projected(store, workshop, rules, planned, &picked).await,
        Source::Rendered | Source::Reviewed => rendered(workshop, rules, planned).await,
    };
    match made {
        Ok(made) => keep(store, exercise, version, number, made).await?,
        Err(fault) => store.version_failed(exercise, version, &format!("item {}: {fault}", number + 1)).await?,
    }
    Ok(true)
}

async fn rendered(workshop: &mut Workshop, rules: Rules, planned: Planned) -> Result<Made, String> {
    let ready = workshop.studio.clone();
    let made = spawn_blocking(move || {
        let studio = ready.map_or_else(|| Studio::new().map(Arc::new), Ok)?;
        let made = make(&studio, &rules, &planned)?;
        Ok::<_, datasets_synthetic::drill::DrillError>((studio, made))
    });
    let (studio, made) = made.await.map_err(|error| broken(&error))?.map_err(|error| error.to_string())?;
    workshop.studio = Some(studio);
    Ok(made)
}

/// Tries a few of the parcels, beginning with another one for each item.
async fn projected(
    store: &Store,
    workshop: &mut Workshop,
    rules: Rules,
    planned: Planned,
    picked: &[Picked],
) -> Result<Made, String> {
    let Shows::Parcel { threat, ref choices, .. } = planned.shows else { return Err(BROKEN.to_owned()) };
    let beam = beam(workshop, rules.kvp).await?;
    let mut last = BROKEN.to_owned();
    for before in 0..MOST_HOSTS.min(picked.len()) {
        let Some(host) = picked.get((planned.scene as usize + before) % picked.len()) else { break };
        let host = read(store, host).await?;
        let wanted = Wanted { threat, choices: choices.clone(), before: before as u64 };
        let (beam, rules, planned) = (Arc::clone(&beam), rules.clone(), planned.clone());
        let made = spawn_blocking(move || project(&beam, &rules, &planned, &wanted, &host));
        match made.await.map_err(|error| broken(&error))? {
            Ok(made) => return Ok(made),
            Err(error) => last = error.to_string(),
        }
    }
    Err(format!("none of the parcels that were tried took the threat; the last said: {last}"))
}

async fn beam(workshop: &mut Workshop, kvp: f64) -> Result<Arc<Beam>, String> {
    if let Some((known, beam)) = &workshop.beam
        && known.to_bits() == kvp.to_bits()
    {
        return Ok(Arc::clone(beam));
    }
    let made = spawn_blocking(move || Beam::new(&BeamSpec { kvp, ..BeamSpec::default() }));
    let beam = made.await.map_err(|error| broken(&error))?.map_err(|error| error.to_string())?;
    let beam = Arc::new(beam);
    workshop.beam = Some((kvp, Arc::clone(&beam)));
    Ok(beam)
}

async fn read(store: &Store, host: &Picked) -> Result<HostScan, String> {
    let (Files::Raw { picture, high }, Some(mm_per_pixel)) = (&host.files, host.mm_per_pixel) else {
        return Err(BROKEN.to_owned());
    };
    let high = match high {
        Some(high) => Some(file(store, high).await?),
        None => None,
    };
    Ok(HostScan { parcel: host.parcel.clone(), picture: file(store, picture).await?, high, mm_per_pixel })
}

async fn file(store: &Store, hash: &str) -> Result<Bytes, String> {
    store.exercise_picture(hash).await.map_err(|error| format!("a picture of a parcel is lost: {error}"))
}

fn broken(error: &tokio::task::JoinError) -> String {
    tracing::error!(%error, "an item's making was broken off");
    BROKEN.to_owned()
}

/// Stores an item: its pictures first, then the row that needs them.
async fn keep(store: &Store, exercise: Uuid, version: u32, number: usize, made: Made) -> Result<(), StoreError> {
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
        parcel: made.parcel,
    };
    store.add_item(exercise, version, number, &item).await
}
