//! Looks into a folder again and again, and takes in what is there.

use std::{collections::BTreeMap, io, path::Path, sync::Arc, time::Instant};

use bytes::Bytes;
use thiserror::Error;
use tokio::{sync::watch, task::spawn_blocking};

use super::{
    files::{self, Unread},
    group::{self, Group, GroupFiles, Naming, Rules, Step},
    journal::{Journal, Move},
    settle::{Settling, Watched},
    sidecar::{self, Sidecar},
};
use crate::{
    config::WatchSettings,
    intake::{ArrivedScan, Intake, NotAdmitted, Source},
    metrics,
    store::PictureHash,
    views::{ArrivedView, ViewFiles},
};

/// Bounds of a parcel, which are those of every intake.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ParcelLimits {
    /// Bytes of all its files.
    pub(crate) bytes: u64,
    /// Views.
    pub(crate) views: usize,
}

/// Watches a folder until the service ends.
pub(crate) async fn watch(
    settings: WatchSettings,
    limits: ParcelLimits,
    intake: Arc<Intake>,
    mut stopping: watch::Receiver<bool>,
) {
    let pause = settings.poll;
    tracing::info!(folder = %settings.folder.display(), lane = settings.lane, "watching a folder");
    let mut watcher = Watcher {
        settling: Settling::new(settings.settle),
        sidecars: BTreeMap::new(),
        journal: Journal::default(),
        loaded: false,
        other: 0,
        trouble: None,
        stopping: stopping.clone(),
        settings,
        limits,
        intake,
    };
    loop {
        let turn = watcher.turn().await;
        watcher.tell(turn);
        tokio::select! {
            biased;
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

struct Watcher {
    settings: WatchSettings,
    limits: ParcelLimits,
    intake: Arc<Intake>,
    settling: Settling,
    /// Side-cars that were read, with what they looked like then.
    sidecars: BTreeMap<String, (Watched, Result<Sidecar, String>)>,
    /// What is to be moved.
    journal: Journal,
    /// Whether it is known what the last run left to be moved.
    loaded: bool,
    /// Files that are none of ours.
    other: usize,
    /// What was wrong at the last turn, so that it is told once.
    trouble: Option<String>,
    stopping: watch::Receiver<bool>,
}

/// Why a turn ended early. Everything is tried again at the next.
#[derive(Debug, Error)]
enum Trouble {
    #[error("the folder cannot be listed, and is looked for again: {0}")]
    Folder(#[source] io::Error),
    #[error("files whose parcel was taken in cannot be moved out of the folder: {0}")]
    Move(#[source] io::Error),
    #[error("a parcel could not be stored: {0}")]
    Store(#[source] NotAdmitted),
    #[error("the folder could not be read: a task failed")]
    Crashed,
}

impl Watcher {
    /// Looks once, and takes in all that is there.
    async fn turn(&mut self) -> Result<(), Trouble> {
        let (folder, naming) = (self.settings.folder.clone(), self.settings.naming.clone());
        let mut listing = blocking(move || files::list(&folder, &naming)).await?.map_err(Trouble::Folder)?;
        if !self.loaded {
            let folder = self.settings.folder.clone();
            self.journal = blocking(move || Journal::load(&folder)).await?.map_err(Trouble::Move)?;
            self.loaded = true;
            if !self.journal.moves.is_empty() {
                tracing::info!(files = self.journal.moves.len(), "ending moves that the last run began");
            }
        }
        // Files that stay where they are do not keep others from being read.
        let mut moved = self.put_away(Vec::new()).await;
        listing.files.retain(|name, stamp| !self.journal.holds(name, *stamp));
        if listing.other != self.other {
            self.other = listing.other;
            tracing::info!(
                folder = %self.settings.folder.display(),
                entries = listing.other,
                "entries that are neither pictures nor side-cars are left where they are"
            );
        }

        let files = self.settling.observe(Instant::now(), listing.files);
        let rules = Rules { timeout: self.settings.timeout, max_views: self.limits.views };
        let steps = match self.settings.naming.clone() {
            Naming::Pattern { pattern, views } => group::by_pattern(&files, &pattern, views, rules),
            Naming::Sidecar => {
                let sidecars = self.read_sidecars(&files).await?;
                group::by_sidecar(&files, &sidecars, rules)
            }
        };
        for step in steps {
            if *self.stopping.borrow() {
                break;
            }
            let taken = match step {
                Step::Screen(group) => self.take(group).await,
                Step::Reject { files, reason } => self.reject(files, &reason).await,
            };
            match taken {
                Ok(()) => {}
                Err(Trouble::Move(error)) => moved = Err(Trouble::Move(error)),
                Err(trouble) => return Err(trouble),
            }
        }
        moved
    }

    /// Says what goes wrong when it begins and when it ends.
    fn tell(&mut self, turn: Result<(), Trouble>) {
        let folder = self.settings.folder.display();
        let trouble = turn.err().map(|trouble| trouble.to_string());
        match (&self.trouble, &trouble) {
            (Some(_), None) => tracing::info!(%folder, "the watched folder is well again"),
            (before, Some(now)) if before.as_ref() != Some(now) => tracing::error!(%folder, "{now}"),
            _ => {}
        }
        self.trouble = trouble;
    }

    /// Moves files whose parcel is settled, and those that could not be moved before. What still cannot is kept in mind,
    /// and not read again.
    async fn put_away(&mut self, moves: Vec<Move>) -> Result<(), Trouble> {
        self.journal.moves.extend(moves);
        if self.journal.moves.is_empty() {
            return Ok(());
        }
        let (folder, journal) = (self.settings.folder.clone(), self.journal.clone());
        let (rest, moved) = blocking(move || match journal.save(&folder) {
            Ok(()) => journal.finish(&folder),
            Err(error) => (journal, Err(error)),
        })
        .await?;
        self.journal = rest;
        moved.map_err(Trouble::Move)
    }

    /// The side-cars that are whole. One that cannot be read yet is not among them.
    async fn read_sidecars(&mut self, files: &[Watched]) -> Result<BTreeMap<String, Result<Sidecar, String>>, Trouble> {
        let mut read = BTreeMap::new();
        for file in files.iter().filter(|file| file.settled && self.settings.naming.is_sidecar(&file.name)) {
            if let Some((known, sidecar)) = self.sidecars.remove(&file.name)
                && known.stamp == file.stamp
            {
                read.insert(file.name.clone(), (file.clone(), sidecar));
                continue;
            }
            let (folder, wanted) = (self.settings.folder.clone(), file.clone());
            let bytes = blocking(move || files::read(&folder, &wanted.name, wanted.stamp, sidecar::MOST_BYTES)).await?;
            let sidecar = match bytes {
                Ok(bytes) => Sidecar::parse(&bytes).map_err(|error| error.to_string()),
                Err(Unread::Changed) => continue,
                Err(Unread::Failed(_)) if file.unchanged < self.settings.timeout => continue,
                Err(Unread::TooLarge(most)) => Err(format!("the side-car is larger than {most} bytes")),
                Err(error) => Err(error.to_string()),
            };
            read.insert(file.name.clone(), (file.clone(), sidecar));
        }
        self.sidecars = read;
        Ok(self.sidecars.iter().map(|(name, (_, sidecar))| (name.clone(), sidecar.clone())).collect())
    }

    async fn reject(&mut self, files: Vec<Watched>, reason: &str) -> Result<(), Trouble> {
        metrics::refused("folder");
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        tracing::warn!(folder = %self.settings.folder.display(), files = names.join(" "), reason, "files were rejected");
        let away = |file: &Watched| Move::new(&file.name, file.stamp, Some(reason.to_owned()));
        self.put_away(files.iter().map(away).collect()).await
    }

    /// Takes a parcel in, then moves its files.
    async fn take(&mut self, group: Group) -> Result<(), Trouble> {
        // While the service starts or ends, there is no place: the files are there at the next turn too.
        let Ok(place) = self.intake.enter_in_turn().await else { return Ok(()) };
        let (folder, limits, patience) = (self.settings.folder.clone(), self.limits, self.settings.timeout);
        let wanted = group.clone();
        let most = limits.bytes;
        let read = blocking(move || read_views(&folder, &wanted, most, |file| file.unchanged >= patience)).await?;
        let Some(ReadViews { views, bad }) = read else { return Ok(()) };

        let scan = ArrivedScan {
            parcel: group.parcel.clone(),
            lane: group.lane.clone().or_else(|| self.settings.lane.clone()),
            scanned: Some(group.scanned),
            declared: group.declared.clone(),
            idempotency_key: Some(key(&group, &views)),
            views,
            ..ArrivedScan::from(Source::Folder)
        };
        let admission = match self.intake.admit(place, scan).await {
            Ok(admission) => admission,
            Err(NotAdmitted::Conflict { id, .. }) => {
                let reason = format!(
                    "another scan of this parcel code and time of scan came before, as {id}; if a view came too late, \
                     tell with --watch-views how many there are"
                );
                return self.reject(group.files, &reason).await;
            }
            Err(error) => return Err(Trouble::Store(error)),
        };
        tracing::info!(
            id = %admission.id,
            parcel = group.parcel,
            files = group.files.len(),
            read_before = admission.entered.is_none(),
            "a parcel was taken from the folder"
        );
        let fate = |file: &Watched| {
            let reason = bad.get(&file.name);
            if let Some(reason) = reason {
                metrics::refused("folder");
                tracing::warn!(id = %admission.id, file = file.name, reason, "a file is no picture");
            }
            let reason = reason.map(|reason| format!("{reason} (scan {})", admission.id));
            Move::new(&file.name, file.stamp, reason)
        };
        let moves = group.files.iter().map(fate).collect();
        self.put_away(moves).await
    }
}

/// The views of a parcel with their bytes, and why files are empty ones.
struct ReadViews {
    views: Vec<ArrivedView>,
    bad: BTreeMap<String, String>,
}

/// Reads all files of a parcel. None where one changed meanwhile, or cannot be read and has not been waited for long
/// enough.
fn read_views(folder: &Path, group: &Group, most: u64, given_up: impl Fn(&Watched) -> bool) -> Option<ReadViews> {
    let mut bad = BTreeMap::new();
    let mut left = most;
    let mut bytes = |name: &Option<String>| -> Option<Bytes> {
        // What did not come is empty, and an empty view is never CLEAR.
        let Some(name) = name else { return Some(Bytes::new()) };
        let file = group.files.iter().find(|file| file.name == *name)?;
        match files::read(folder, name, file.stamp, left) {
            Ok(bytes) => {
                left -= bytes.len() as u64;
                Some(bytes)
            }
            Err(Unread::Changed) => None,
            Err(Unread::Failed(_)) if !given_up(file) => None,
            Err(error) => {
                bad.insert(name.clone(), error.to_string());
                Some(Bytes::new())
            }
        }
    };
    let mut views = Vec::with_capacity(group.views.len());
    for view in &group.views {
        let files = match &view.files {
            GroupFiles::One(file) => ViewFiles::One(bytes(file)?),
            GroupFiles::Pair { low, high } => ViewFiles::Pair { low: bytes(low)?, high: bytes(high)? },
        };
        views.push(ArrivedView { name: view.name.clone(), files, mm_per_pixel: view.mm_per_pixel });
    }
    Some(ReadViews { views, bad })
}

/// What tells that files were read before: their names, their content, and the time of the scan.
fn key(group: &Group, views: &[ArrivedView]) -> String {
    let mut text = format!("{}\n", group.scanned.as_millisecond());
    let mut names: Vec<&str> = group.files.iter().map(|file| file.name.as_str()).collect();
    names.sort_unstable();
    for name in names {
        text += &format!("{name:?}\n");
    }
    for view in views {
        let hash = |bytes: &Bytes| PictureHash::of(bytes);
        text += &match &view.files {
            ViewFiles::One(bytes) => format!("{}\n", hash(bytes)),
            ViewFiles::Pair { low, high } => format!("{} {}\n", hash(low), hash(high)),
        };
    }
    format!("folder:{}", PictureHash::of(text.as_bytes()))
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
    spawn_blocking(work).await.map_err(|_| Trouble::Crashed)
}
