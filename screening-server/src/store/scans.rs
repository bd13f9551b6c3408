//! Scans: entered, found, listed.

use jiff::Timestamp;
use screening_core::report::{Decision, Report};
use sqlx::{QueryBuilder, Row as _, Sqlite, Transaction, sqlite::SqliteRow, types::Json};
use uuid::Uuid;

use super::{Store, StoreError, StoredReport, StoredView, reports, views};
use crate::{
    clock,
    intake::{Declared, Source},
};

/// A scan that is to be kept. Its pictures are in the picture store already.
#[derive(Clone, Debug)]
pub(crate) struct NewScan {
    /// Grows with time (UUIDv7).
    pub(crate) id: Uuid,
    /// Which intake it came by.
    pub(crate) source: Source,
    /// When its first byte arrived.
    pub(crate) received: Timestamp,
    /// When the scanner took it, as the line says, else as `received`.
    pub(crate) scanned: Timestamp,
    /// The parcel's code as it was sent.
    pub(crate) parcel: Option<String>,
    /// The code in one spelling, where the line sent the time of the scan too: both are the scan's key.
    pub(crate) parcel_key: Option<String>,
    /// The lane it lies on.
    pub(crate) lane: Option<String>,
    /// What the sender declared.
    pub(crate) declared: Declared,
    /// The sender's own key of the request.
    pub(crate) idempotency_key: Option<String>,
    /// SHA-256 of all that was sent; none of what did not arrive as a whole.
    pub(crate) fingerprint: Option<String>,
    /// When the line must be answered.
    pub(crate) deadline: Timestamp,
    /// Its views.
    pub(crate) views: Vec<StoredView>,
}

/// Whether a scan was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entered {
    /// It is kept.
    New,
    /// It was entered before.
    Known {
        /// Under this id.
        id: Uuid,
        /// Whether all of it was the same.
        same: bool,
        /// Whether the idempotency key told so, or else the code and the time.
        by_idempotency_key: bool,
    },
}

/// A scan with all that is known of it.
#[derive(Clone, Debug)]
pub(crate) struct StoredScan {
    /// Grows with time (UUIDv7).
    pub(crate) id: Uuid,
    /// Which intake it came by.
    pub(crate) source: String,
    /// When its first byte arrived.
    pub(crate) received: Timestamp,
    /// When the scanner took it.
    pub(crate) scanned: Timestamp,
    /// The parcel's code as it was sent.
    pub(crate) parcel: Option<String>,
    /// The lane it lies on.
    pub(crate) lane: Option<String>,
    /// What the sender declared.
    pub(crate) declared: Declared,
    /// When the line must be, or had to be, answered.
    pub(crate) deadline: Timestamp,
    /// When its pictures were deleted; none while they are kept.
    pub(crate) pictures_deleted: Option<Timestamp>,
    /// Its views.
    pub(crate) views: Vec<StoredView>,
    /// All reports about it, in the order in which they were made.
    pub(crate) reports: Vec<StoredReport>,
}

impl StoredScan {
    /// A scan that was entered just now, with its answer where it has one already: as the store gives it.
    pub(crate) fn fresh(scan: NewScan, answer: Option<Report>) -> Self {
        let reports = answer.map(|report| StoredReport { made: clock::now(), late: false, report });
        Self {
            id: scan.id,
            source: scan.source.name().to_owned(),
            received: scan.received,
            scanned: scan.scanned,
            parcel: scan.parcel,
            lane: scan.lane,
            declared: scan.declared,
            deadline: scan.deadline,
            pictures_deleted: None,
            views: scan.views,
            reports: reports.into_iter().collect(),
        }
    }

    /// The scan with the answer that its line was given, where the store does not have it yet.
    pub(crate) fn with_answer(mut self, answer: Option<&Report>) -> Self {
        if let (None, Some(answer)) = (self.given(), answer) {
            self.reports.push(StoredReport { made: clock::now(), late: false, report: answer.clone() });
        }
        self
    }

    /// The machine's answer that the line was given, once there is one.
    pub(crate) fn given(&self) -> Option<&Report> {
        self.machine(false)
    }

    /// The machine's report that came after the line had been answered without it.
    pub(crate) fn late(&self) -> Option<&Report> {
        self.machine(true)
    }

    /// The machine's report that people look at: its own where that came late, else what the line was told.
    pub(crate) fn looked_at(&self) -> Option<&Report> {
        self.late().or(self.given())
    }

    fn machine(&self, late: bool) -> Option<&Report> {
        let mut reports = self.reports.iter().rev();
        reports.find(|report| report.is_machine() && report.late == late).map(|report| &report.report)
    }
}

/// A scan as a line of a list.
#[derive(Clone, Debug)]
pub(crate) struct Summary {
    /// Grows with time (UUIDv7).
    pub(crate) id: Uuid,
    /// The parcel's code as it was sent.
    pub(crate) parcel: Option<String>,
    /// The lane it lies on.
    pub(crate) lane: Option<String>,
    /// When its first byte arrived.
    pub(crate) received: Timestamp,
    /// When the scanner took it.
    pub(crate) scanned: Timestamp,
    /// The answer, by its term; none while there is none.
    pub(crate) decision: Option<String>,
    /// Why there is no full answer, by its term.
    pub(crate) abort_reason: Option<String>,
    /// The first of the report's reasons.
    pub(crate) reason: Option<String>,
    /// Alarming regions.
    pub(crate) regions: u32,
    /// Their classes, that with the highest score first.
    pub(crate) classes: Vec<String>,
    /// The highest score of an alarming region.
    pub(crate) top_score: Option<f32>,
    /// The first view that has a picture.
    pub(crate) thumbnail_view: Option<u32>,
}

/// Which scans are listed. Empty fields ask for nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    /// Those older than this scan.
    pub(crate) before: Option<Uuid>,
    /// Those with this answer.
    pub(crate) decision: Option<Decision>,
    /// Those that have an answer, or have none yet.
    pub(crate) decided: Option<bool>,
    /// Those of this code, as it was sent.
    pub(crate) parcel: Option<String>,
    /// Those of this lane.
    pub(crate) lane: Option<String>,
    /// Those of any of these lanes.
    pub(crate) lanes: Option<Vec<String>>,
    /// Those received then or later.
    pub(crate) since: Option<Timestamp>,
    /// Those received before.
    pub(crate) until: Option<Timestamp>,
}

impl Store {
    /// Enters a scan and its place in the queue, unless it was entered before: by its idempotency key, or by its code
    /// and time. It is on disk when this returns.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn enter(&self, scan: &NewScan) -> Result<Entered, StoreError> {
        let mut transaction = self.write().await?;
        if let Some(known) = known(&mut transaction, scan).await? {
            return Ok(known);
        }
        insert(&mut transaction, scan).await?;
        super::queue::insert(&mut transaction, &scan.id.to_string(), scan.deadline).await?;
        transaction.commit().await?;
        Ok(Entered::New)
    }

    /// Enters a scan that nobody will screen, with the answer that was given for it.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn enter_answered(&self, scan: &NewScan, report: &Report) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        insert(&mut transaction, scan).await?;
        let event = reports::give(&mut transaction, &scan.id.to_string(), report).await?;
        transaction.commit().await?;
        self.announce(event);
        Ok(())
    }

    /// The scan with this id.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn scan(&self, id: Uuid) -> Result<Option<StoredScan>, StoreError> {
        let key = id.to_string();
        let row = sqlx::query("SELECT * FROM scans WHERE id = ?").bind(&key).fetch_optional(&self.readers).await?;
        let Some(row) = row else { return Ok(None) };
        let declared: Json<Declared> = row.try_get("declared")?;
        Ok(Some(StoredScan {
            id,
            source: row.try_get("source")?,
            received: moment(&row, "received")?,
            scanned: moment(&row, "scanned")?,
            parcel: row.try_get("parcel")?,
            lane: row.try_get("lane")?,
            declared: declared.0,
            deadline: moment(&row, "deadline")?,
            pictures_deleted: row.try_get::<Option<i64>, _>("pictures_deleted")?.map(clock::from_milliseconds),
            views: self.views(&key).await?,
            reports: self.reports(&key).await?,
        }))
    }

    /// Up to `limit` scans, newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn list(&self, filter: &Filter, limit: usize) -> Result<Vec<Summary>, StoreError> {
        let mut query = QueryBuilder::<Sqlite>::new("SELECT * FROM scans WHERE 1");
        let mut also = |condition: &'static str, value: Option<String>| {
            if let Some(value) = value {
                query.push(condition).push_bind(value);
            }
        };
        // They bound the search where the moments alone would read all newer rows. A second on either side is for a clock
        // that was read twice.
        also(" AND id < ", filter.before.map(|id| id.to_string()));
        also(" AND decision = ", filter.decision.map(|decision| decision.name().to_owned()));
        also(" AND parcel = ", filter.parcel.clone());
        also(" AND lane = ", filter.lane.clone());
        also(" AND id >= ", filter.since.map(|moment| id_at(moment, -1)));
        also(" AND id <= ", filter.until.map(|moment| id_at(moment, 1)));
        if let Some(lanes) = &filter.lanes {
            query.push(" AND lane IN (SELECT value FROM json_each(").push_bind(Json(lanes.clone())).push("))");
        }
        match filter.decided {
            Some(true) => drop(query.push(" AND decision IS NOT NULL")),
            Some(false) => drop(query.push(" AND decision IS NULL")),
            None => {}
        }
        if let Some(since) = filter.since {
            query.push(" AND received >= ").push_bind(since.as_millisecond());
        }
        if let Some(until) = filter.until {
            query.push(" AND received < ").push_bind(until.as_millisecond());
        }
        query.push(" ORDER BY id DESC LIMIT ").push_bind(limit as i64);
        let rows = query.build().fetch_all(&self.readers).await?;
        rows.iter().map(summary).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// Scans without an answer, with their deadlines and lanes, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn undecided(&self) -> Result<Vec<(Uuid, Timestamp, Option<String>)>, StoreError> {
        let rows = sqlx::query("SELECT id, deadline, lane FROM scans WHERE decision IS NULL ORDER BY id")
            .fetch_all(&self.readers)
            .await?;
        let waiting =
            |row: &SqliteRow| Ok::<_, sqlx::Error>((id(row, "id")?, moment(row, "deadline")?, row.try_get("lane")?));
        rows.iter().map(waiting).collect::<Result<_, _>>().map_err(StoreError::from)
    }
}

/// The scan's earlier self.
async fn known(transaction: &mut Transaction<'static, Sqlite>, scan: &NewScan) -> Result<Option<Entered>, StoreError> {
    let found = sqlx::query(
        "SELECT id, fingerprint, 1 AS by_idempotency_key FROM scans WHERE idempotency_key = ?1
         UNION ALL
         SELECT id, fingerprint, 0 FROM scans WHERE parcel_key = ?2 AND scanned = ?3
         LIMIT 1",
    )
    .bind(&scan.idempotency_key)
    .bind(&scan.parcel_key)
    .bind(scan.scanned.as_millisecond())
    .fetch_optional(&mut **transaction)
    .await?;
    let Some(row) = found else { return Ok(None) };
    let fingerprint: Option<String> = row.try_get("fingerprint")?;
    Ok(Some(Entered::Known {
        id: id(&row, "id")?,
        same: fingerprint == scan.fingerprint,
        by_idempotency_key: row.try_get("by_idempotency_key")?,
    }))
}

async fn insert(transaction: &mut Transaction<'static, Sqlite>, scan: &NewScan) -> Result<(), StoreError> {
    let id = scan.id.to_string();
    sqlx::query(
        "INSERT INTO scans (id, source, received, scanned, parcel, parcel_key, lane, declared, idempotency_key,
                            fingerprint, deadline)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&id)
    .bind(scan.source.name())
    .bind(scan.received.as_millisecond())
    .bind(scan.scanned.as_millisecond())
    .bind(&scan.parcel)
    .bind(&scan.parcel_key)
    .bind(&scan.lane)
    .bind(Json(&scan.declared))
    .bind(&scan.idempotency_key)
    .bind(&scan.fingerprint)
    .bind(scan.deadline.as_millisecond())
    .execute(&mut **transaction)
    .await?;
    views::insert(transaction, &id, &scan.views).await
}

pub(super) fn summary(row: &SqliteRow) -> Result<Summary, sqlx::Error> {
    let classes: Json<Vec<String>> = row.try_get("classes")?;
    Ok(Summary {
        id: id(row, "id")?,
        parcel: row.try_get("parcel")?,
        lane: row.try_get("lane")?,
        received: moment(row, "received")?,
        scanned: moment(row, "scanned")?,
        decision: row.try_get("decision")?,
        abort_reason: row.try_get("abort_reason")?,
        reason: row.try_get("reason")?,
        regions: row.try_get("regions")?,
        classes: classes.0,
        top_score: row.try_get("top_score")?,
        thumbnail_view: row.try_get("thumbnail_view")?,
    })
}

/// The least id of a scan that came in so many seconds after a moment: ids begin with their time.
pub(super) fn id_at(moment: Timestamp, seconds: i64) -> String {
    let milliseconds = u64::try_from(moment.as_millisecond() + 1000 * seconds).unwrap_or_default();
    Uuid::from_u128(u128::from(milliseconds) << 80).to_string()
}

pub(super) fn id(row: &SqliteRow, column: &str) -> Result<Uuid, sqlx::Error> {
    let text: String = row.try_get(column)?;
    Uuid::parse_str(&text).map_err(|error| sqlx::Error::Decode(error.into()))
}

pub(super) fn moment(row: &SqliteRow, column: &str) -> Result<Timestamp, sqlx::Error> {
    Ok(clock::from_milliseconds(row.try_get(column)?))
}
