//! What webhooks have to be told, and how far that has come.
//!
//! Deliveries are derived from the events: each hook has a cursor, which moves in the transaction that enters its
//! deliveries. So an event that is on disk is told of, whenever the service ends.

use jiff::Timestamp;
use sqlx::{QueryBuilder, Row as _, Sqlite, sqlite::SqliteRow};
use uuid::Uuid;

use super::{Event, EventKind, Store, StoreError, audit, events, scans};
use crate::{
    audit::{Action, Actor, Details, NewEntry},
    clock,
};

/// Something that a hook is to be told.
#[derive(Clone, Debug)]
pub(crate) struct NewDelivery {
    /// The event.
    pub(crate) event: Event,
    /// What is sent.
    pub(crate) body: String,
}

/// A delivery whose time has come.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    /// The same at each attempt.
    pub(crate) id: Uuid,
    /// The scan that it tells of.
    pub(crate) scan: Uuid,
    /// What is sent.
    pub(crate) body: String,
    /// Attempts that failed.
    pub(crate) attempts: u32,
}

/// A delivery that was given up.
#[derive(Clone, Debug)]
pub(crate) struct DeadDelivery {
    /// The same at each attempt.
    pub(crate) id: Uuid,
    /// To whom.
    pub(crate) hook: String,
    /// The scan that it tells of.
    pub(crate) scan: Uuid,
    /// What happened.
    pub(crate) kind: EventKind,
    /// When the delivery was made.
    pub(crate) created: Timestamp,
    /// When it was given up.
    pub(crate) dead: Timestamp,
    /// Attempts that failed.
    pub(crate) attempts: u32,
    /// The last answer's HTTP status, where there was an answer.
    pub(crate) status: Option<u16>,
    /// What was wrong with the last attempt.
    pub(crate) error: String,
}

/// How an attempt failed.
#[derive(Clone, Debug)]
pub(crate) struct FailedAttempt {
    /// Attempts that failed, this one included.
    pub(crate) attempts: u32,
    /// The next attempt; none when the delivery is given up.
    pub(crate) due: Option<Timestamp>,
    /// The answer's HTTP status, where there was an answer.
    pub(crate) status: Option<u16>,
    /// What was wrong.
    pub(crate) error: String,
}

/// What became of a dead delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Replayed {
    /// It is sent again.
    Done,
    /// There is no dead delivery with this id.
    Unknown,
    /// Its hook is not configured.
    NoHook(String),
}

impl Store {
    /// Takes up the hooks that are configured now: new ones are told of what happens from here on. What others were to
    /// be told yet is given up; gives how much that was.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn set_hooks(&self, hooks: &[&str]) -> Result<u64, StoreError> {
        let mut transaction = self.write().await?;
        for hook in hooks {
            sqlx::query(
                "INSERT INTO webhook_cursors (hook, event) SELECT ?, coalesce(max(number), 0) FROM events WHERE 1
                 ON CONFLICT DO NOTHING",
            )
            .bind(*hook)
            .execute(&mut *transaction)
            .await?;
        }
        let mut gone = QueryBuilder::<Sqlite>::new("DELETE FROM webhook_cursors WHERE 1");
        for hook in hooks {
            gone.push(" AND hook <> ").push_bind((*hook).to_owned());
        }
        gone.build().execute(&mut *transaction).await?;
        let given_up = sqlx::query(
            "UPDATE webhook_deliveries SET dead = ?, error = 'The hook is not configured any more.'
             WHERE dead IS NULL AND hook NOT IN (SELECT hook FROM webhook_cursors)",
        )
        .bind(clock::now().as_millisecond())
        .execute(&mut *transaction)
        .await?
        .rows_affected();
        transaction.commit().await?;
        Ok(given_up)
    }

    /// Up to which event deliveries were made for a hook.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn hook_cursor(&self, hook: &str) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar("SELECT event FROM webhook_cursors WHERE hook = ?")
            .bind(hook)
            .fetch_one(&self.readers)
            .await?)
    }

    /// Enters what a hook has to be told of the events after `from` up to `to`.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn add_deliveries(
        &self,
        hook: &str,
        from: i64,
        to: i64,
        deliveries: &[NewDelivery],
    ) -> Result<(), StoreError> {
        let now = clock::now().as_millisecond();
        let mut transaction = self.write().await?;
        let moved = sqlx::query("UPDATE webhook_cursors SET event = ? WHERE hook = ? AND event = ?")
            .bind(to)
            .bind(hook)
            .bind(from)
            .execute(&mut *transaction)
            .await?;
        if moved.rows_affected() == 0 {
            return Ok(());
        }
        for NewDelivery { event, body } in deliveries {
            sqlx::query(
                "INSERT INTO webhook_deliveries (id, hook, event, scan, kind, body, created, due)
                 SELECT ?1, ?2, ?3, id, ?5, ?6, ?7, ?7 FROM scans WHERE id = ?4",
            )
            .bind(Uuid::now_v7().to_string())
            .bind(hook)
            .bind(event.number)
            .bind(event.scan.id.to_string())
            .bind(event.kind.name())
            .bind(body)
            .bind(now)
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Up to `limit` deliveries of a hook whose time has come, the longest due first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn due_deliveries(
        &self,
        hook: &str,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<Delivery>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, scan, body, attempts FROM webhook_deliveries
             WHERE hook = ? AND dead IS NULL AND due <= ? ORDER BY due, id LIMIT ?",
        )
        .bind(hook)
        .bind(now.as_millisecond())
        .bind(limit as i64)
        .fetch_all(&self.readers)
        .await?;
        let delivery = |row: &SqliteRow| {
            Ok::<_, sqlx::Error>(Delivery {
                id: scans::id(row, "id")?,
                scan: scans::id(row, "scan")?,
                body: row.try_get("body")?,
                attempts: row.try_get("attempts")?,
            })
        };
        rows.iter().map(delivery).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// Notes that a delivery arrived.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn delivered(&self, id: Uuid) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("DELETE FROM webhook_deliveries WHERE id = ?")
            .bind(id.to_string())
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Notes that an attempt failed.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn delivery_failed(&self, id: Uuid, failed: &FailedAttempt) -> Result<(), StoreError> {
        let now = clock::now();
        let mut transaction = self.write().await?;
        sqlx::query(
            "UPDATE webhook_deliveries SET attempts = ?, due = ?, dead = ?, status = ?, error = ? WHERE id = ?",
        )
        .bind(failed.attempts)
        .bind(failed.due.unwrap_or(now).as_millisecond())
        .bind(if failed.due.is_none() { Some(now.as_millisecond()) } else { None })
        .bind(failed.status)
        .bind(&failed.error)
        .bind(id.to_string())
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Up to `limit` dead deliveries, newest first, those made before `before`.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn dead_deliveries(
        &self,
        before: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<DeadDelivery>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM webhook_deliveries WHERE dead IS NOT NULL AND (?1 IS NULL OR id < ?1)
             ORDER BY id DESC LIMIT ?2",
        )
        .bind(before.map(|id| id.to_string()))
        .bind(limit as i64)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(dead).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// Sends a dead delivery again, with all its attempts.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn replay_delivery(&self, by: Actor, id: Uuid) -> Result<Replayed, StoreError> {
        let mut transaction = self.write().await?;
        let found: Option<(String, String, bool)> = sqlx::query_as(
            "SELECT hook, scan, hook IN (SELECT hook FROM webhook_cursors) FROM webhook_deliveries
             WHERE id = ? AND dead IS NOT NULL",
        )
        .bind(id.to_string())
        .fetch_optional(&mut *transaction)
        .await?;
        let (hook, scan) = match found {
            None => return Ok(Replayed::Unknown),
            Some((hook, _, false)) => return Ok(Replayed::NoHook(hook)),
            Some((hook, scan, true)) => (hook, scan),
        };
        sqlx::query("UPDATE webhook_deliveries SET dead = NULL, attempts = 0, due = ? WHERE id = ?")
            .bind(clock::now().as_millisecond())
            .bind(id.to_string())
            .execute(&mut *transaction)
            .await?;
        let details = Details::none().with("hook", hook).with("delivery", id);
        audit::append(&mut transaction, NewEntry::about_scan(by, Action::WebhookReplayed, scan, details)).await?;
        transaction.commit().await?;
        Ok(Replayed::Done)
    }

    /// Deliveries of a hook that wait, and that are dead.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn hook_backlog(&self, hook: &str) -> Result<(u64, u64), StoreError> {
        let (waiting, dead): (i64, i64) = sqlx::query_as(
            "SELECT count(*) FILTER (WHERE dead IS NULL), count(dead) FROM webhook_deliveries WHERE hook = ?",
        )
        .bind(hook)
        .fetch_one(&self.readers)
        .await?;
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        Ok((count(waiting), count(dead)))
    }
}

fn dead(row: &SqliteRow) -> Result<DeadDelivery, sqlx::Error> {
    Ok(DeadDelivery {
        id: scans::id(row, "id")?,
        hook: row.try_get("hook")?,
        scan: scans::id(row, "scan")?,
        kind: events::kind(row)?,
        created: scans::moment(row, "created")?,
        dead: scans::moment(row, "dead")?,
        attempts: row.try_get("attempts")?,
        status: row.try_get("status")?,
        error: row.try_get::<Option<String>, _>("error")?.unwrap_or_default(),
    })
}
