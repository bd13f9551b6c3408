//! The queue's table; `queue::database` gives it its meaning.

use jiff::Timestamp;
use sqlx::{Sqlite, Transaction, sqlite::SqliteRow};
use uuid::Uuid;

use super::{Store, StoreError, scans};
use crate::clock;

/// A scan that waits, as it is handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct QueueEntry {
    /// The scan.
    pub(crate) scan: Uuid,
    /// When its line must be answered.
    pub(crate) deadline: Timestamp,
    /// How often it was handed out, this time included.
    pub(crate) deliveries: u32,
}

impl Store {
    /// Puts a scan into the queue, unless it is there.
    pub(crate) async fn enqueue(&self, scan: Uuid, deadline: Timestamp) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        insert(&mut transaction, &scan.to_string(), deadline).await?;
        Ok(transaction.commit().await?)
    }

    /// Hands out the scan whose deadline is next, `soonest` or later. Then come those that cannot be done in time, and
    /// last those whose deadline has passed: nobody waits for them.
    pub(crate) async fn lease(
        &self,
        now: Timestamp,
        soonest: Timestamp,
        until: Timestamp,
    ) -> Result<Option<QueueEntry>, StoreError> {
        let mut transaction = self.write().await?;
        let row = sqlx::query(
            "UPDATE queue SET leased_until = ?2, deliveries = deliveries + 1
             WHERE scan = (SELECT scan FROM queue WHERE leased_until < ?1
                           ORDER BY deadline < ?3, deadline < ?1, deadline, scan LIMIT 1)
             RETURNING scan, deadline, deliveries",
        )
        .bind(now.as_millisecond())
        .bind(until.as_millisecond())
        .bind(soonest.as_millisecond())
        .fetch_optional(&mut *transaction)
        .await?;
        let entry = row.as_ref().map(entry).transpose()?;
        transaction.commit().await?;
        Ok(entry)
    }

    /// Takes a scan out of the queue.
    pub(crate) async fn dequeue(&self, scan: Uuid) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("DELETE FROM queue WHERE scan = ?").bind(scan.to_string()).execute(&mut *transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// Gives a lease back, unless the scan was handed out again since.
    pub(crate) async fn release(&self, entry: &QueueEntry) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("UPDATE queue SET leased_until = 0 WHERE scan = ? AND deliveries = ?")
            .bind(entry.scan.to_string())
            .bind(entry.deliveries)
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Gives all leases back; gives how many there were.
    pub(crate) async fn release_all(&self) -> Result<u64, StoreError> {
        let mut transaction = self.write().await?;
        let released = sqlx::query("UPDATE queue SET leased_until = 0 WHERE leased_until > 0")
            .execute(&mut *transaction)
            .await?
            .rows_affected();
        transaction.commit().await?;
        Ok(released)
    }

    /// Puts scans without an answer into the queue that are not there; gives how many there were.
    pub(crate) async fn enqueue_forgotten(&self) -> Result<u64, StoreError> {
        let mut transaction = self.write().await?;
        let added = sqlx::query(
            "INSERT INTO queue (scan, deadline)
             SELECT id, deadline FROM scans WHERE decision IS NULL AND id NOT IN (SELECT scan FROM queue)",
        )
        .execute(&mut *transaction)
        .await?
        .rows_affected();
        transaction.commit().await?;
        Ok(added)
    }

    /// When the oldest scan in the queue arrived; none when it is empty.
    pub(crate) async fn queue_oldest(&self) -> Result<Option<Timestamp>, StoreError> {
        // Ids begin with their time.
        let oldest: Option<String> = sqlx::query_scalar("SELECT min(scan) FROM queue").fetch_one(&self.readers).await?;
        let arrived = |id: Uuid| i64::try_from(id.as_u128() >> 80).unwrap_or_default();
        Ok(oldest.and_then(|id| Uuid::parse_str(&id).ok()).map(|id| clock::from_milliseconds(arrived(id))))
    }

    /// Scans in the queue that are free, and that are handed out.
    pub(crate) async fn queue_depth(&self, now: Timestamp) -> Result<(u64, u64), StoreError> {
        let (all, leased): (i64, i64) =
            sqlx::query_as("SELECT count(*), count(*) FILTER (WHERE leased_until >= ?) FROM queue")
                .bind(now.as_millisecond())
                .fetch_one(&self.readers)
                .await?;
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        Ok((count(all - leased), count(leased)))
    }
}

pub(super) async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    scan: &str,
    deadline: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO queue (scan, deadline) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .bind(scan)
        .bind(deadline.as_millisecond())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

fn entry(row: &SqliteRow) -> Result<QueueEntry, sqlx::Error> {
    use sqlx::Row as _;
    Ok(QueueEntry {
        scan: scans::id(row, "scan")?,
        deadline: scans::moment(row, "deadline")?,
        deliveries: row.try_get("deliveries")?,
    })
}
