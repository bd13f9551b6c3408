//! Deletion of what has been kept long enough.
//!
//! What is deleted of a scan, and the entry in the audit trail that says so, are one transaction. It leaves a note of
//! every picture that the scan does not need any more; such a picture is deleted when no other scan needs it. So neither
//! is forgotten, whenever the service ends.

use std::time::Duration;

use jiff::Timestamp;
use sqlx::{Row as _, Sqlite, SqliteExecutor, Transaction, sqlite::SqliteRow};
use uuid::Uuid;

use super::{PictureHash, Store, StoreError, audit, scans};
use crate::{
    audit::{Action, Actor, Details, NewEntry},
    clock,
    retention::{Class, Due, Rules},
};

/// A scan of which something has to go.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expired {
    /// The scan.
    pub(crate) scan: Uuid,
    /// The lane it lay on.
    pub(crate) lane: Option<String>,
    /// What its reports say.
    pub(crate) classes: Vec<Class>,
    /// When the newest of them was made.
    pub(crate) newest: Timestamp,
    /// What has to go.
    pub(crate) due: Due,
}

/// Some scans, looked through.
#[derive(Clone, Debug)]
pub(crate) struct ExpiredPage {
    /// Those of which something has to go, or went.
    pub(crate) expired: Vec<Expired>,
    /// The last scan that was looked at; none when there are no more.
    pub(crate) last: Option<Uuid>,
}

impl Store {
    /// Looks through up to `limit` scans that are older than `after`, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn expired(
        &self,
        rules: &Rules,
        now: Timestamp,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<ExpiredPage, StoreError> {
        look(&self.readers, rules, now, after, limit).await
    }

    /// Looks through scans as [`Self::expired`] does, and deletes what has to go. Files of pictures are left for
    /// [`Self::delete_unneeded`].
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn delete_expired(
        &self,
        by: &Actor,
        rules: &Rules,
        now: Timestamp,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<ExpiredPage, StoreError> {
        let mut transaction = self.write().await?;
        let page = look(&mut *transaction, rules, now, after, limit).await?;
        for expired in &page.expired {
            delete(&mut transaction, by, now, expired).await?;
        }
        transaction.commit().await?;
        Ok(page)
    }

    /// Up to `limit` pictures that some scan does not need any more.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn unneeded_pictures(&self, limit: usize) -> Result<Vec<PictureHash>, StoreError> {
        let found: Vec<String> = sqlx::query_scalar("SELECT picture FROM unneeded_pictures LIMIT ?")
            .bind(limit as i64)
            .fetch_all(&self.readers)
            .await?;
        Ok(found.into_iter().map(PictureHash::stored).collect())
    }

    /// Deletes a picture's file, unless a scan needs it; tells whether it did.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn delete_unneeded(&self, picture: &PictureHash) -> Result<bool, StoreError> {
        // A scan that comes in now may bring the same picture: its row must be there before this looks for one.
        let alone = self.pictures.alone().await;
        let needed = self.needs(picture).await?;
        if !needed {
            self.pictures.delete(picture).await?;
        }
        drop(alone);
        let mut transaction = self.write().await?;
        sqlx::query("DELETE FROM unneeded_pictures WHERE picture = ?")
            .bind(picture.as_str())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(!needed)
    }
}

/// Notes that pictures may be needed by nobody.
pub(super) async fn note_unneeded(
    transaction: &mut Transaction<'static, Sqlite>,
    pictures: impl IntoIterator<Item = &str>,
) -> Result<(), StoreError> {
    for picture in pictures {
        sqlx::query("INSERT INTO unneeded_pictures (picture) VALUES (?) ON CONFLICT DO NOTHING")
            .bind(picture)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

async fn look(
    database: impl SqliteExecutor<'_>,
    rules: &Rules,
    now: Timestamp,
    after: Option<Uuid>,
    limit: usize,
) -> Result<ExpiredPage, StoreError> {
    let Some(soonest) = rules.soonest() else { return Ok(ExpiredPage { expired: Vec::new(), last: None }) };
    let newest = now.checked_sub(soonest).unwrap_or(Timestamp::UNIX_EPOCH).as_millisecond();
    // Not those that are still screened, or of which a webhook is still to be told.
    let rows = sqlx::query(
        "SELECT id, lane, pictures_deleted,
                (SELECT max(at) FROM (SELECT made AS at FROM reports WHERE scan = scans.id
                                      UNION ALL SELECT at FROM decisions WHERE scan_id = scans.id
                                      UNION ALL SELECT at FROM outcomes WHERE scan = scans.id)) AS newest,
                (SELECT group_concat(DISTINCT kind) FROM (
                    SELECT report_type || ' ' || json_extract(body, '$.decision') AS kind
                    FROM reports WHERE scan = scans.id
                    UNION ALL SELECT 'OPERATOR decided' FROM decisions
                              WHERE scan_id = scans.id AND action <> 'not_reviewed'
                    UNION ALL SELECT 'OUTCOME recorded' FROM outcomes WHERE scan = scans.id)) AS classes
         FROM scans
         WHERE decided <= ?1 AND (?2 IS NULL OR id > ?2)
               AND NOT EXISTS (SELECT 1 FROM queue WHERE scan = scans.id)
               AND NOT EXISTS (SELECT 1 FROM webhook_deliveries WHERE scan = scans.id AND dead IS NULL)
               AND NOT EXISTS (SELECT 1 FROM events JOIN webhook_cursors ON webhook_cursors.event < events.number
                               WHERE events.scan = scans.id)
         ORDER BY id LIMIT ?3",
    )
    .bind(newest)
    .bind(after.map(|id| id.to_string()))
    .bind(limit as i64)
    .fetch_all(database)
    .await?;
    let last = rows.last().map(|row| scans::id(row, "id")).transpose()?;
    let expired = rows.iter().map(|row| judge(row, rules, now)).filter_map(Result::transpose);
    Ok(ExpiredPage { expired: expired.collect::<Result<_, _>>()?, last })
}

fn judge(row: &SqliteRow, rules: &Rules, now: Timestamp) -> Result<Option<Expired>, sqlx::Error> {
    let Some(newest) = row.try_get::<Option<i64>, _>("newest")?.map(clock::from_milliseconds) else { return Ok(None) };
    let classes = row.try_get::<Option<String>, _>("classes")?.unwrap_or_default();
    let class = |report: &str| report.split_once(' ').map_or(Class::Reviewed, |(kind, said)| Class::of(kind, said));
    let mut classes: Vec<Class> = classes.split(',').filter(|text| !text.is_empty()).map(class).collect();
    classes.sort_unstable();
    classes.dedup();
    let age = Duration::try_from(now.duration_since(newest)).unwrap_or_default();
    let gone = row.try_get::<Option<i64>, _>("pictures_deleted")?.is_some();
    let due = rules.due(&classes, age).filter(|due| !(gone && *due == Due::Pictures));
    let Some(due) = due else { return Ok(None) };
    Ok(Some(Expired { scan: scans::id(row, "id")?, lane: row.try_get("lane")?, classes, newest, due }))
}

async fn delete(
    transaction: &mut Transaction<'static, Sqlite>,
    by: &Actor,
    now: Timestamp,
    expired: &Expired,
) -> Result<(), StoreError> {
    let scan = expired.scan.to_string();
    let pictures: Vec<String> = sqlx::query_scalar(
        "SELECT picture FROM views WHERE scan = ?1 UNION SELECT high FROM views WHERE scan = ?1 AND high IS NOT NULL
         UNION SELECT drawn FROM views WHERE scan = ?1 AND drawn IS NOT NULL
         UNION SELECT thumbnail FROM views WHERE scan = ?1 AND thumbnail IS NOT NULL
         UNION SELECT picture FROM outcome_photos WHERE scan = ?1
         UNION SELECT picture FROM projections WHERE host = ?1 UNION SELECT drawn FROM projections WHERE host = ?1
         UNION SELECT thumbnail FROM projections WHERE host = ?1",
    )
    .bind(&scan)
    .fetch_all(&mut **transaction)
    .await?;
    note_unneeded(transaction, pictures.iter().map(String::as_str)).await?;
    // Copies go with what they were made of.
    sqlx::query("DELETE FROM projections WHERE host = ?").bind(&scan).execute(&mut **transaction).await?;
    let action = match expired.due {
        Due::Pictures => {
            sqlx::query("UPDATE scans SET pictures_deleted = ?, thumbnail_view = NULL WHERE id = ?")
                .bind(now.as_millisecond())
                .bind(&scan)
                .execute(&mut **transaction)
                .await?;
            sqlx::query(
                "UPDATE views SET drawn = NULL, thumbnail = NULL, dense = NULL, signature = NULL WHERE scan = ?",
            )
            .bind(&scan)
            .execute(&mut **transaction)
            .await?;
            Action::PicturesDeleted
        }
        Due::Scan => {
            sqlx::query("DELETE FROM scans WHERE id = ?").bind(&scan).execute(&mut **transaction).await?;
            Action::ScanDeleted
        }
    };
    let classes: Vec<&str> = expired.classes.iter().map(|class| class.name()).collect();
    let details = Details::none()
        .with("classes", classes.join(","))
        .with("newest_report", clock::rfc3339(expired.newest))
        .with("pictures_sha256", pictures.join(","));
    audit::append(transaction, NewEntry::about_scan(by.clone(), action, &scan, details)).await
}
