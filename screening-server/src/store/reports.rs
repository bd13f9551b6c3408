//! Reports about scans, and which of them is the answer.
//!
//! A scan has one answer: the report that the line was given. A report that comes after it is kept and marked late.

use jiff::Timestamp;
use screening_core::report::{Report, ReportType};
use sqlx::{Row as _, Sqlite, Transaction, sqlite::SqliteRow, types::Json};
use uuid::Uuid;

use super::{EventKind, Store, StoreError, audit, events, scans};
use crate::clock;

/// A report about a scan.
#[derive(Clone, Debug)]
pub(crate) struct StoredReport {
    /// When it was made.
    pub(crate) made: Timestamp,
    /// Whether it came after the line had been answered without it.
    pub(crate) late: bool,
    /// What it says.
    pub(crate) report: Report,
}

impl StoredReport {
    pub(super) fn is_machine(&self) -> bool {
        self.report.report_type == ReportType::Machine
    }
}

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    /// It is the answer.
    Answer,
    /// There was an answer already.
    Late,
    /// There is no such scan.
    Nowhere,
}

impl Store {
    /// Keeps the report of a screening: as the answer where there is none yet, else as late. Its work is done: the scan
    /// leaves the queue.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn decide(&self, scan: Uuid, report: &Report) -> Result<Given, StoreError> {
        let key = scan.to_string();
        let mut transaction = self.write().await?;
        let decision: Option<Option<String>> = sqlx::query_scalar("SELECT decision FROM scans WHERE id = ?")
            .bind(&key)
            .fetch_optional(&mut *transaction)
            .await?;
        let (given, event) = match decision {
            None => return Ok(Given::Nowhere),
            Some(None) => (Given::Answer, give(&mut transaction, &key, report).await?),
            Some(Some(_)) => {
                insert(&mut transaction, &key, report, true).await?;
                sqlx::query("UPDATE scans SET thumbnail_view = ? WHERE id = ?")
                    .bind(first_picture(report))
                    .bind(&key)
                    .execute(&mut *transaction)
                    .await?;
                (Given::Late, events::insert(&mut transaction, &key, EventKind::Late).await?)
            }
        };
        sqlx::query("DELETE FROM queue WHERE scan = ?").bind(&key).execute(&mut *transaction).await?;
        transaction.commit().await?;
        self.announce(event);
        Ok(given)
    }

    /// Keeps what the line was told in place of a screening's report. Such a report that was kept a moment before is
    /// late all the same: it is not what the line was told. The scan stays in the queue.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn give_up(&self, scan: Uuid, report: &Report) -> Result<Given, StoreError> {
        let key = scan.to_string();
        let mut transaction = self.write().await?;
        let known: Option<i64> =
            sqlx::query_scalar("SELECT 1 FROM scans WHERE id = ?").bind(&key).fetch_optional(&mut *transaction).await?;
        if known.is_none() {
            return Ok(Given::Nowhere);
        }
        sqlx::query("UPDATE reports SET late = 1 WHERE scan = ? AND report_type = 'MACHINE'")
            .bind(&key)
            .execute(&mut *transaction)
            .await?;
        let event = give(&mut transaction, &key, report).await?;
        transaction.commit().await?;
        self.announce(event);
        Ok(Given::Answer)
    }

    pub(super) async fn reports(&self, scan: &str) -> Result<Vec<StoredReport>, StoreError> {
        let rows = sqlx::query("SELECT made, late, body FROM reports WHERE scan = ? ORDER BY id")
            .bind(scan)
            .fetch_all(&self.readers)
            .await?;
        let report = |row: &SqliteRow| {
            let Json(report) = row.try_get("body")?;
            Ok::<_, sqlx::Error>(StoredReport { made: scans::moment(row, "made")?, late: row.try_get("late")?, report })
        };
        rows.iter().map(report).collect::<Result<_, _>>().map_err(StoreError::from)
    }
}

/// Makes a report the scan's answer; gives the number of the event that tells of it.
pub(super) async fn give(
    transaction: &mut Transaction<'static, Sqlite>,
    scan: &str,
    report: &Report,
) -> Result<i64, StoreError> {
    let alarms: Vec<_> = report.regions.iter().filter(|region| region.alarm).collect();
    // Regions come best first.
    let mut classes: Vec<&'static str> = Vec::new();
    for region in &alarms {
        if !classes.contains(&region.class.name()) {
            classes.push(region.class.name());
        }
    }
    sqlx::query(
        "UPDATE scans SET decision = ?, abort_reason = ?, reason = ?, regions = ?, classes = ?, top_score = ?,
                          decided = ?,
                          thumbnail_view = coalesce(thumbnail_view, ?,
                              CASE WHEN ? THEN (SELECT min(number) FROM views WHERE scan = scans.id) END)
         WHERE id = ?",
    )
    .bind(report.decision.name())
    .bind(report.abort_reason.map(|reason| reason.name()))
    .bind(report.reasons.first().map(|reason| &reason.text))
    .bind(alarms.len() as i64)
    .bind(Json(classes))
    .bind(alarms.first().map(|region| region.score))
    .bind(clock::now().as_millisecond())
    .bind(first_picture(report))
    // Nothing is known of the views yet: whether the first can be drawn will be seen when it is asked for.
    .bind(report.views.is_empty())
    .bind(scan)
    .execute(&mut **transaction)
    .await?;
    insert(transaction, scan, report, false).await?;
    events::insert(transaction, scan, EventKind::Screened).await
}

/// The first view that could be read.
fn first_picture(report: &Report) -> Option<i64> {
    report.views.iter().position(|view| view.width > 0).map(|number| number as i64)
}

async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    scan: &str,
    report: &Report,
    late: bool,
) -> Result<(), StoreError> {
    let report_type = match report.report_type {
        ReportType::Machine => "MACHINE",
        ReportType::Operator => "OPERATOR",
        ReportType::GroundTruth => "GROUND_TRUTH",
    };
    let inserted = sqlx::query("INSERT INTO reports (scan, report_type, late, made, body) VALUES (?, ?, ?, ?, ?)")
        .bind(scan)
        .bind(report_type)
        .bind(late)
        .bind(clock::now().as_millisecond())
        .bind(Json(report))
        .execute(&mut **transaction)
        .await?;
    audit::decided(transaction, scan, inserted.last_insert_rowid(), report, late).await
}
