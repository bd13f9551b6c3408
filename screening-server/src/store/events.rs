//! What happened, in order, for those who listen.

use jiff::Timestamp;
use sqlx::{Row as _, Sqlite, Transaction, sqlite::SqliteRow};
use tokio::sync::watch;

use super::{Store, StoreError, Summary, scans};
use crate::clock;

/// Something that happened to a scan.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// Grows by at least one with each event.
    pub(crate) number: i64,
    /// What happened.
    pub(crate) kind: EventKind,
    /// When.
    pub(crate) at: Timestamp,
    /// The scan as it is now.
    pub(crate) scan: Summary,
}

/// What happened to a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventKind {
    /// It has an answer.
    Screened,
    /// A report came after the answer.
    Late,
}

impl EventKind {
    /// All of them.
    pub(crate) const ALL: [Self; 2] = [Self::Screened, Self::Late];

    /// As events are named.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Screened => "screened",
            Self::Late => "late",
        }
    }
}

impl Store {
    /// Up to `limit` events after the one numbered `after`, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn events(&self, after: i64, limit: usize) -> Result<Vec<Event>, StoreError> {
        let rows = sqlx::query(
            "SELECT events.number, events.kind, events.at, scans.* FROM events JOIN scans ON scans.id = events.scan
             WHERE events.number > ? ORDER BY events.number LIMIT ?",
        )
        .bind(after)
        .bind(limit as i64)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(event).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// The number of the newest event, as it changes.
    pub(crate) fn newest_event(&self) -> watch::Receiver<i64> {
        self.newest_event.subscribe()
    }

    /// Tells listeners of an event that is on disk.
    pub(super) fn announce(&self, number: i64) {
        self.newest_event.send_if_modified(|newest| {
            let newer = number > *newest;
            *newest = number.max(*newest);
            newer
        });
    }
}

pub(super) async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    scan: &str,
    kind: EventKind,
) -> Result<i64, StoreError> {
    let result = sqlx::query("INSERT INTO events (scan, kind, at) VALUES (?, ?, ?)")
        .bind(scan)
        .bind(kind.name())
        .bind(clock::now().as_millisecond())
        .execute(&mut **transaction)
        .await?;
    Ok(result.last_insert_rowid())
}

fn event(row: &SqliteRow) -> Result<Event, sqlx::Error> {
    let kind: String = row.try_get("kind")?;
    Ok(Event {
        number: row.try_get("number")?,
        kind: if kind == EventKind::Late.name() { EventKind::Late } else { EventKind::Screened },
        at: scans::moment(row, "at")?,
        scan: scans::summary(row)?,
    })
}
