//! The only room with SQL: scans, their reports, the queue and the events in one SQLite database, pictures beside it.
//!
//! What a function here has returned is on disk. Writers take turns on one connection, so that they never meet each
//! other's lock; readers have their own and never wait for a writer.

mod active_model;
mod audit;
mod comparisons;
mod decisions;
mod error;
mod events;
mod exercises;
mod keys;
mod leases;
mod looks;
mod orphans;
mod outcomes;
mod pictures;
mod projected;
mod projections;
mod quality;
mod queue;
mod reports;
mod retention;
mod reviews;
mod scans;
mod sessions;
mod sign_on;
mod statistics;
mod tracking;
mod training;
mod users;
mod views;
mod webhooks;

#[cfg(test)]
mod privacy_tests;

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use sqlx::{
    Connection as _, Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::watch;

pub(crate) use self::{
    active_model::ActiveModel,
    audit::{AuditFilter, Verified, keep_anchor, verify as verify_audit},
    comparisons::{Comparison, Seen},
    decisions::{Made, NewDecision, Receipt, Settled, StoredDecision, Undone},
    error::{OpenError, StoreError},
    events::{DecisionMark, Event, EventKind},
    exercises::{Assigned, Exercise, ExerciseVersion, Published, Unmade, VersionState},
    keys::Key,
    leases::{Claimed, NotClaimed, Wanted},
    looks::Looked,
    outcomes::{OutcomeChange, OutcomeVersion, Recorded, StoredPhoto},
    pictures::{PictureError, PictureHash, PictureStore},
    projected::Revealed,
    projections::{NewProjection, Projection},
    quality::{Cleared, NewDraw, Source},
    queue::QueueEntry,
    reports::{Given, StoredReport},
    retention::Expired,
    reviews::{NewReview, Queued, Review, ReviewCounts, ReviewFilter},
    scans::{Entered, Filter, NewScan, StoredScan, Summary},
    sessions::{Session, SessionLife},
    sign_on::SignOn,
    tracking::{Track, Tracked},
    training::{Answered, GivenAnswer, HandedOut, TrainingSession},
    users::{Changed, Redeemed, User, UserChange},
    views::{Drawn, StoredView},
    webhooks::{DeadDelivery, Delivery, FailedAttempt, NewDelivery, Replayed},
};

/// The database's file in the data folder.
const DATABASE: &str = "screening.sqlite";

/// How long a writer waits for another program's lock, and for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// Connections that read.
const READERS: u32 = 4;

/// Everything the service keeps. One process at a time opens a data folder.
#[derive(Debug)]
pub(crate) struct Store {
    writer: SqlitePool,
    readers: SqlitePool,
    pictures: PictureStore,
    newest_event: watch::Sender<i64>,
    folder: PathBuf,
    /// Held as long as the store is open; the system gives it back when the process ends, however it ends.
    _lock: File,
}

impl Store {
    /// Opens the data folder, or makes it.
    ///
    /// # Errors
    /// When it cannot be written, is used by another process, or its database is damaged; each says what to do.
    pub(crate) async fn open(folder: &Path) -> Result<Self, OpenError> {
        let unusable = |source| OpenError::Folder { folder: folder.to_owned(), source };
        fs::create_dir_all(folder).map_err(unusable)?;
        let lock =
            File::options().write(true).create(true).truncate(false).open(folder.join("lock")).map_err(unusable)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(OpenError::InUse { folder: folder.to_owned() }),
            Err(TryLockError::Error(source)) => return Err(unusable(source)),
        }
        Self::connect(folder, lock, true).await
    }

    /// Opens the data folder beside the service that uses it, for a command that reads, or writes a few rows; without
    /// such a service, as [`Self::open`] does.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub(crate) async fn open_beside(folder: &Path) -> Result<Self, OpenError> {
        match Self::open(folder).await {
            Err(OpenError::InUse { .. }) => {
                let unusable = |source| OpenError::Folder { folder: folder.to_owned(), source };
                let lock = File::open(folder.join("lock")).map_err(unusable)?;
                Self::connect(folder, lock, false).await
            }
            opened => opened,
        }
    }

    /// `alone` tells whether no other process uses the folder, so that the database may be checked and changed.
    async fn connect(folder: &Path, lock: File, alone: bool) -> Result<Self, OpenError> {
        let unusable = |source| OpenError::Folder { folder: folder.to_owned(), source };
        let path = folder.join(DATABASE);
        let begun = Instant::now();
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // Normal would lose the last transactions when the machine stops: they were acknowledged.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE)
            .foreign_keys(true);
        let pool = |most| {
            let pool = SqlitePoolOptions::new().max_connections(most).acquire_timeout(PATIENCE);
            // SQLite ends a transaction by itself when the disk is full. sqlx does not see that and would refuse every
            // later one: such a connection is replaced. The ping waits for a rollback that is on its way.
            pool.after_release(|connection, _| {
                Box::pin(async move {
                    connection.ping().await?;
                    Ok(!connection.is_in_transaction())
                })
            })
        };
        let damaged = |source: sqlx::Error| OpenError::database(&path, source.into());
        let writer =
            pool(1).idle_timeout(None).max_lifetime(None).connect_with(options.clone()).await.map_err(damaged)?;
        if alone {
            check(&writer).await.map_err(|source| OpenError::database(&path, source))?;
            sqlx::migrate!("migrations/sqlite")
                .run(&writer)
                .await
                .map_err(|source| OpenError::Migration { database: path.clone(), source })?;
        }
        let readers = pool(READERS).connect_with(options).await.map_err(damaged)?;
        let pictures = PictureStore::open(&folder.join("pictures")).map_err(unusable)?;
        if alone {
            let unfinished = pictures.delete_unfinished().map_err(unusable)?;
            if unfinished > 0 {
                tracing::info!(unfinished, "deleted what was left of pictures that were being written");
            }
        }

        let newest: i64 = sqlx::query_scalar("SELECT coalesce(max(number), 0) FROM events")
            .fetch_one(&readers)
            .await
            .map_err(damaged)?;
        tracing::info!(folder = %folder.display(), took_ms = begun.elapsed().as_millis() as u64, "store opened");
        let newest_event = watch::Sender::new(newest);
        Ok(Self { writer, readers, pictures, newest_event, folder: folder.to_owned(), _lock: lock })
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The pictures.
    pub(crate) fn pictures(&self) -> &PictureStore {
        &self.pictures
    }

    /// Ends all connections, so that the write-ahead log is folded into the database.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// Begins to write. Takes the lock at once: a transaction that begins by reading could not be continued after
    /// another program's write.
    async fn write(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }
}

/// Finds damage before anything relies on the database.
async fn check(pool: &SqlitePool) -> Result<(), StoreError> {
    let found: Vec<String> = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_all(pool).await?;
    match found.first().map(String::as_str) {
        Some("ok") => Ok(()),
        found => Err(StoreError::Corrupt(found.unwrap_or("the check gave no result").to_owned())),
    }
}
