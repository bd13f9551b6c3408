//! What happened, in order, for those who listen.

use jiff::Timestamp;
use sqlx::{Row as _, Sqlite, Transaction, sqlite::SqliteRow};
use tokio::sync::watch;
use uuid::Uuid;

use super::{Store, StoreError, Summary, reviews, scans};
use crate::{
    clock,
    review::{Action, State},
};

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
    /// Its review as it is now, where it has one.
    pub(crate) review: Option<ReviewMark>,
    /// The decision that a [`EventKind::Decided`] tells of.
    pub(crate) decision: Option<DecisionMark>,
}

/// A review in short.
#[derive(Clone, Debug)]
pub(crate) struct ReviewMark {
    /// Where it stands.
    pub(crate) state: State,
    /// Its level.
    pub(crate) level: u8,
    /// Who holds it.
    pub(crate) held_by: Option<String>,
}

/// A decision in short; who made it is not for everyone.
#[derive(Clone, Debug)]
pub(crate) struct DecisionMark {
    /// The decision.
    pub(crate) id: Uuid,
    /// What was decided.
    pub(crate) action: Action,
    /// At which level.
    pub(crate) level: u8,
    /// When.
    pub(crate) at: Timestamp,
}

/// What happened to a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventKind {
    /// It has an answer.
    Screened,
    /// A report came after the answer.
    Late,
    /// Its review changed.
    Review,
    /// What a person decided about it, or that nobody did in time, is final.
    Decided,
}

impl EventKind {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Screened, Self::Late, Self::Review, Self::Decided];

    /// Those that webhooks are told of.
    pub(crate) const TOLD: [Self; 3] = [Self::Screened, Self::Late, Self::Decided];

    /// As events are named.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Screened => "screened",
            Self::Late => "late",
            Self::Review => "review",
            Self::Decided => "decided",
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
            "SELECT events.number, events.kind, events.at, scans.*, reviews.state, reviews.level, reviews.held_by,
                    decisions.id AS decision_id, decisions.action, decisions.level AS decision_level,
                    decisions.at AS decision_at
             FROM events JOIN scans ON scans.id = events.scan
                         LEFT JOIN reviews ON reviews.scan_id = scans.id
                         LEFT JOIN decisions ON decisions.id = events.decision
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

/// Enters that a decision is final.
pub(super) async fn insert_decided(
    transaction: &mut Transaction<'static, Sqlite>,
    scan: &str,
    decision: &str,
) -> Result<i64, StoreError> {
    let number = insert(transaction, scan, EventKind::Decided).await?;
    sqlx::query("UPDATE events SET decision = ? WHERE number = ?")
        .bind(decision)
        .bind(number)
        .execute(&mut **transaction)
        .await?;
    Ok(number)
}

fn event(row: &SqliteRow) -> Result<Event, sqlx::Error> {
    Ok(Event {
        number: row.try_get("number")?,
        kind: kind(row)?,
        at: scans::moment(row, "at")?,
        scan: scans::summary(row)?,
        review: review(row)?,
        decision: decision(row)?,
    })
}

pub(super) fn kind(row: &SqliteRow) -> Result<EventKind, sqlx::Error> {
    let named = |word: &str| EventKind::ALL.into_iter().find(|known| known.name() == word);
    reviews::word(row.try_get("kind")?, named)
}

fn review(row: &SqliteRow) -> Result<Option<ReviewMark>, sqlx::Error> {
    let Some(state) = row.try_get::<Option<String>, _>("state")? else { return Ok(None) };
    Ok(Some(ReviewMark {
        state: reviews::word(&state, State::named)?,
        level: row.try_get("level")?,
        held_by: row.try_get("held_by")?,
    }))
}

fn decision(row: &SqliteRow) -> Result<Option<DecisionMark>, sqlx::Error> {
    let Some(action) = row.try_get::<Option<String>, _>("action")? else { return Ok(None) };
    Ok(Some(DecisionMark {
        id: scans::id(row, "decision_id")?,
        action: reviews::word(&action, Action::named)?,
        level: row.try_get("decision_level")?,
        at: scans::moment(row, "decision_at")?,
    }))
}
