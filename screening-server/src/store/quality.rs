//! The sample of cleared parcels that is reviewed a second time: drawn, and what came of it.

use jiff::Timestamp;
use sqlx::{Row as _, Sqlite, Transaction, sqlite::SqliteRow};
use uuid::Uuid;

use super::{EventKind, Store, StoreError, audit, events, reviews, scans};
use crate::{
    audit::{Action as AuditAction, Actor, Details, NewEntry},
    clock,
    records::{Bucket, QualityCell, QualityCounts, QualityKey},
    review::{FIRST_LEVEL, Purpose, State},
};

/// Who cleared a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A person.
    Person,
    /// The machine alone.
    Machine,
}

impl Source {
    /// As it is written.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Machine => "machine",
        }
    }
}

/// A parcel that was cleared, and whose clearing is final.
#[derive(Clone, Debug)]
pub(crate) struct Cleared {
    /// The scan.
    pub(crate) scan: Uuid,
    /// By whom.
    pub(crate) source: Source,
    /// The person; none for the machine.
    pub(crate) by: Option<String>,
    /// When.
    pub(crate) at: Timestamp,
    /// The lane it lay on.
    pub(crate) lane: Option<String>,
    /// The machine's answer, by its term.
    pub(crate) decision: String,
    /// The model that ran: name and version.
    pub(crate) model: Option<String>,
    /// Its hash.
    pub(crate) model_sha256: Option<String>,
}

/// Some parcels that were cleared.
#[derive(Clone, Debug)]
pub(crate) struct ClearedPage {
    /// In the order of their events.
    pub(crate) cleared: Vec<Cleared>,
    /// The last event that was looked at.
    pub(crate) read: i64,
}

/// A parcel that is to be reviewed a second time.
#[derive(Clone, Debug)]
pub(crate) struct NewDraw {
    pub(crate) cleared: Cleared,
    /// Of the lane, 0 to 1.
    pub(crate) share: f64,
    pub(crate) seed: u64,
    /// Its place in the queue, 0 to 1, where it was in none before.
    pub(crate) risk: f64,
    pub(crate) at: Timestamp,
    /// When it must be decided; none without a time limit.
    pub(crate) due: Option<Timestamp>,
}

impl Store {
    /// Up to which event cleared parcels were drawn from. The first time, that is the newest: what was cleared before is
    /// not drawn.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn drawing_cursor(&self) -> Result<i64, StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query(
            "INSERT INTO quality_cursor SELECT 1, coalesce(max(number), 0) FROM events WHERE true ON CONFLICT DO NOTHING",
        )
        .execute(&mut *transaction)
        .await?;
        let event = sqlx::query_scalar("SELECT event FROM quality_cursor").fetch_one(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(event)
    }

    /// Forgets up to where was drawn: nothing is, and what is cleared meanwhile will not be.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn stop_drawing(&self) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("DELETE FROM quality_cursor").execute(&mut *transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// Up to `limit` parcels that were cleared by events after `after`, and whose pictures are there.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn cleared(&self, after: i64, limit: usize) -> Result<ClearedPage, StoreError> {
        // The newest event first: a later one would be looked at in vain otherwise, and missed by the cursor.
        let newest: i64 =
            sqlx::query_scalar("SELECT coalesce(max(number), 0) FROM events").fetch_one(&self.readers).await?;
        let rows = sqlx::query(
            "SELECT events.number, events.scan, scans.lane, scans.decision, events.kind,
                    decisions.decided_by, coalesce(decisions.at, scans.decided) AS cleared_at,
                    json_extract(body, '$.model.name') || ' ' || json_extract(body, '$.model.version') AS model,
                    json_extract(body, '$.model.sha256') AS model_sha256
             FROM events JOIN scans ON scans.id = events.scan
                  LEFT JOIN decisions ON decisions.id = events.decision
                  LEFT JOIN reports ON reports.id = (SELECT id FROM reports AS others
                                                     WHERE others.scan = scans.id AND report_type = 'MACHINE'
                                                     ORDER BY late DESC, id DESC LIMIT 1)
             WHERE events.number > ?1 AND events.number <= ?2 AND scans.pictures_deleted IS NULL
                   AND (events.kind = 'screened' AND scans.decision = 'CLEAR'
                        OR events.kind = 'decided' AND decisions.action = 'clear' AND decisions.purpose = 'line')
             ORDER BY events.number LIMIT ?3",
        )
        .bind(after)
        .bind(newest)
        .bind(limit as i64)
        .fetch_all(&self.readers)
        .await?;
        let read = match rows.last() {
            Some(last) if rows.len() == limit => last.try_get("number")?,
            _ => newest.max(after),
        };
        let cleared = rows.iter().map(cleared).collect::<Result<_, _>>()?;
        Ok(ClearedPage { cleared, read })
    }

    /// Puts parcels before people again, of the events after `from` up to `to`; says how many. One that is under review
    /// by now, or was drawn before, is left as it is.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn draw(&self, from: i64, to: i64, draws: &[NewDraw]) -> Result<usize, StoreError> {
        let mut transaction = self.write().await?;
        let moved = sqlx::query("UPDATE quality_cursor SET event = ? WHERE event = ?")
            .bind(to)
            .bind(from)
            .execute(&mut *transaction)
            .await?;
        if moved.rows_affected() == 0 {
            return Ok(0);
        }
        let (mut drawn, mut newest) = (0, None);
        for draw in draws {
            if queue(&mut transaction, draw).await? {
                insert(&mut transaction, draw).await?;
                let scan = draw.cleared.scan.to_string();
                newest = Some(events::insert(&mut transaction, &scan, EventKind::Review).await?);
                drawn += 1;
            }
        }
        transaction.commit().await?;
        newest.into_iter().for_each(|event| self.announce(event));
        Ok(drawn)
    }

    /// What came of the sample, and how often people cleared what the machine had an alarm about: for parcels cleared,
    /// and decisions made, from a moment up to another, by week, lane and model.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn quality(&self, from: Timestamp, to: Timestamp) -> Result<Vec<QualityCell>, StoreError> {
        let (week, offset) = (Bucket::Week.milliseconds(), Bucket::Week.offset());
        // The newest second decision that was not taken back: it is the only one that settles, but for those of a review
        // whose time was over.
        let samples = sqlx::query(
            "SELECT (cleared_at + ?3) / ?4 * ?4 - ?3 AS week, drawn.lane, drawn.model, source,
                    count(*) AS drawn,
                    count(*) FILTER (WHERE action IN ('clear', 'open', 'escalate', 'second_opinion')) AS reviewed,
                    count(*) FILTER (WHERE action IN ('open', 'escalate', 'second_opinion')) AS missed,
                    count(*) FILTER (WHERE action IN ('open', 'escalate', 'second_opinion') AND found = 1) AS confirmed,
                    count(*) FILTER (WHERE action = 'not_reviewed') AS not_reviewed
             FROM quality_draws AS drawn
                  LEFT JOIN decisions ON decisions.id = (
                      SELECT id FROM decisions AS others
                      WHERE others.scan_id = drawn.scan AND purpose = 'quality' AND undone_at IS NULL AND final_at IS NOT NULL
                      ORDER BY id DESC LIMIT 1)
                  LEFT JOIN newest_outcomes ON newest_outcomes.scan = drawn.scan
             WHERE cleared_at >= ?1 AND cleared_at < ?2
             GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        );
        let samples = samples.bind(from.as_millisecond()).bind(to.as_millisecond()).bind(offset).bind(week);
        let overrides = sqlx::query(
            "SELECT (at + ?3) / ?4 * ?4 - ?3 AS week, lane, model,
                    count(*) AS alarms, count(*) FILTER (WHERE action = 'clear') AS overridden
             FROM decisions
             WHERE at >= ?1 AND at < ?2 AND purpose = 'line' AND undone_at IS NULL AND settles = 1
                   AND machine_decision = 'ALARM' AND action IN ('clear', 'open')
             GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        );
        let overrides = overrides.bind(from.as_millisecond()).bind(to.as_millisecond()).bind(offset).bind(week);
        let (samples, overrides) = (samples.fetch_all(&self.readers).await?, overrides.fetch_all(&self.readers).await?);
        let cells = samples.iter().map(sample).chain(overrides.iter().map(overridden));
        cells.collect::<Result<_, _>>().map_err(StoreError::from)
    }
}

/// Gives a parcel its place in the queue; tells whether it has one.
async fn queue(transaction: &mut Transaction<'static, Sqlite>, draw: &NewDraw) -> Result<bool, StoreError> {
    let cleared = &draw.cleared;
    let placed = match cleared.source {
        // It was under review before, and keeps its risk.
        Source::Person => sqlx::query(
            "UPDATE reviews SET purpose = ?2, state = ?3, level = ?4, queued_at = ?5, due_at = ?6, not_for = ?7,
                                    held_by = NULL, lease_token = NULL, lease_until = NULL, first_action = NULL
                 WHERE scan_id = ?1 AND purpose = 'line' AND state = 'decided'",
        ),
        Source::Machine => sqlx::query(
            "INSERT INTO reviews (scan_id, purpose, state, level, queued_at, due_at, not_for, lane, parcel_code, risk)
             SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, lane, parcel, ?8 FROM scans WHERE id = ?1 ON CONFLICT DO NOTHING",
        ),
    };
    let placed = placed
        .bind(cleared.scan.to_string())
        .bind(Purpose::Quality.name())
        .bind(State::Waiting.name())
        .bind(FIRST_LEVEL)
        .bind(draw.at.as_millisecond())
        .bind(draw.due.map(Timestamp::as_millisecond))
        .bind(&cleared.by);
    let placed = match cleared.source {
        Source::Person => placed,
        Source::Machine => placed.bind(draw.risk),
    };
    Ok(placed.execute(&mut **transaction).await?.rows_affected() > 0)
}

async fn insert(transaction: &mut Transaction<'static, Sqlite>, draw: &NewDraw) -> Result<(), StoreError> {
    let cleared = &draw.cleared;
    sqlx::query(
        "INSERT INTO quality_draws (scan, source, lane, cleared_at, cleared_by, model, model_sha256, share, seed, drawn_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(cleared.scan.to_string())
    .bind(cleared.source.name())
    .bind(&cleared.lane)
    .bind(cleared.at.as_millisecond())
    .bind(&cleared.by)
    .bind(&cleared.model)
    .bind(&cleared.model_sha256)
    .bind(draw.share)
    .bind(draw.seed.to_string())
    .bind(draw.at.as_millisecond())
    .execute(&mut **transaction)
    .await?;
    let details = Details::none()
        .with("cleared_by", cleared.by.as_deref().unwrap_or("machine"))
        .with("share", draw.share)
        .with("seed", draw.seed);
    let entry = NewEntry::about_scan(Actor::service(), AuditAction::QualityDrawn, cleared.scan, details);
    audit::append(transaction, entry).await
}

fn cleared(row: &SqliteRow) -> Result<Cleared, sqlx::Error> {
    let kind: String = row.try_get("kind")?;
    let source = if kind == EventKind::Decided.name() { Source::Person } else { Source::Machine };
    Ok(Cleared {
        scan: scans::id(row, "scan")?,
        source,
        by: row.try_get("decided_by")?,
        at: reviews::optional_moment(row, "cleared_at")?.unwrap_or_default(),
        lane: row.try_get("lane")?,
        decision: row.try_get::<Option<String>, _>("decision")?.unwrap_or_default(),
        model: row.try_get("model")?,
        model_sha256: row.try_get("model_sha256")?,
    })
}

fn key(row: &SqliteRow) -> Result<QualityKey, sqlx::Error> {
    Ok(QualityKey {
        week: Some(clock::from_milliseconds(row.try_get("week")?)),
        lane: row.try_get("lane")?,
        model: row.try_get("model")?,
    })
}

pub(super) fn count(row: &SqliteRow, column: &str) -> Result<u64, sqlx::Error> {
    row.try_get::<i64, _>(column).map(|count| u64::try_from(count).unwrap_or_default())
}

fn sample(row: &SqliteRow) -> Result<QualityCell, sqlx::Error> {
    let counts = QualityCounts {
        drawn: count(row, "drawn")?,
        reviewed: count(row, "reviewed")?,
        missed: count(row, "missed")?,
        confirmed: count(row, "confirmed")?,
        not_reviewed: count(row, "not_reviewed")?,
    };
    let source: String = row.try_get("source")?;
    let cell = QualityCell { key: key(row)?, ..QualityCell::default() };
    Ok(if source == Source::Person.name() {
        QualityCell { person: counts, ..cell }
    } else {
        QualityCell { machine: counts, ..cell }
    })
}

fn overridden(row: &SqliteRow) -> Result<QualityCell, sqlx::Error> {
    let (alarms, overridden) = (count(row, "alarms")?, count(row, "overridden")?);
    Ok(QualityCell { key: key(row)?, alarms, overridden, ..QualityCell::default() })
}
