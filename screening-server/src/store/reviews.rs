//! Reviews: put before people, listed, counted. `review` has the rules, docs/review.md the words; `leases` has who holds them.

use std::{cmp::Ordering, time::Duration};

use jiff::Timestamp;
use screening_core::report::Reason;
use sqlx::{QueryBuilder, Row as _, Sqlite, SqliteExecutor, Transaction, sqlite::SqliteRow, types::Json};
use uuid::Uuid;

use super::{EventKind, Store, StoreError, events, projections, scans};
use crate::{
    clock,
    review::{Action, FIRST_LEVEL, Purpose, State, resting},
};

/// Reviews in which there is something left to decide; the indexes say it in the same words.
pub(super) const OPEN: &str = "state IN ('waiting', 'leased', 'escalated', 'second_opinion')";

/// Where reviews are kept: the scans' own, and pictures with a fictitious threat, which are shown as such.
pub(super) struct Kind {
    /// All columns of those that are listed, with their scan's.
    listed: &'static str,
    /// All columns.
    pub(super) all: &'static str,
}

pub(super) const REAL: Kind = Kind {
    listed: "SELECT reviews.*, scans.scanned, scans.received, scans.deadline, scans.decision, scans.classes,
                    (SELECT json_extract(body, '$.reasons') FROM reports
                     WHERE scan = reviews.scan_id AND report_type = 'MACHINE' AND NOT late
                     ORDER BY reports.id DESC LIMIT 1) AS reasons,
                    (SELECT json_group_array(name) FROM (SELECT name FROM views WHERE scan = reviews.scan_id
                                                         ORDER BY number)) AS views
             FROM reviews JOIN scans ON scans.id = reviews.scan_id WHERE ",
    all: "SELECT * FROM reviews WHERE ",
};

pub(super) const PROJECTED: Kind = Kind {
    listed: "SELECT reviews.*, scans.scanned, scans.received, scans.deadline, scans.decision, scans.classes,
                    NULL AS reasons,
                    (SELECT json_group_array(name) FROM (SELECT name FROM views WHERE scan = reviews.host
                                                         ORDER BY number)) AS views
             FROM projected_reviews AS reviews JOIN scans ON scans.id = reviews.host WHERE ",
    all: "SELECT * FROM projected_reviews WHERE ",
};

/// The most urgent first.
pub(super) const BY_URGENCY: &str = " ORDER BY due_at IS NULL, due_at, risk DESC, queued_at, scan_id";

/// Rows changed in one transaction by what time brings about.
pub(super) const STEP: i64 = 100;

/// A parcel that is put before people.
#[derive(Clone, Debug)]
pub(crate) struct NewReview {
    pub(crate) scan: Uuid,
    pub(crate) lane: Option<String>,
    pub(crate) parcel: Option<String>,
    /// 0 to 1.
    pub(crate) risk: f64,
    pub(crate) queued: Timestamp,
    /// When it must be decided; none without a time limit.
    pub(crate) due: Option<Timestamp>,
}

/// A parcel that people look at, or looked at.
#[derive(Clone, Debug)]
pub(crate) struct Review {
    pub(crate) scan: Uuid,
    pub(crate) lane: Option<String>,
    pub(crate) parcel: Option<String>,
    pub(crate) purpose: Purpose,
    pub(crate) state: State,
    pub(crate) level: u8,
    /// 0 to 1.
    pub(crate) risk: f64,
    pub(crate) queued: Timestamp,
    /// When it must be decided; none without a time limit.
    pub(crate) due: Option<Timestamp>,
    /// Who looks at it.
    pub(crate) held_by: Option<String>,
    /// Proves that, with how long it holds.
    pub(crate) lease: Option<(Uuid, Timestamp)>,
    /// What the holder would do, said before the machine's regions were shown.
    pub(crate) first_action: Option<Action>,
    /// Who may not take it.
    pub(crate) not_for: Option<String>,
}

impl Review {
    /// Whether someone asked for another person's opinion.
    pub(crate) fn is_second(&self) -> bool {
        self.purpose == Purpose::Line && self.not_for.is_some()
    }

    /// Whether its holder is not to know why the parcel is there: it is reviewed a second time.
    pub(crate) fn is_blind(&self) -> bool {
        self.purpose == Purpose::Quality && self.state.is_open()
    }

    /// Where it waits when nobody holds it.
    pub(crate) fn stage(&self) -> State {
        resting(self.level, self.is_second())
    }

    /// Whether the person holds it now by this lease, and has time left.
    pub(crate) fn is_held(&self, by: &str, token: Uuid, now: Timestamp) -> bool {
        self.state == State::Leased
            && self.held_by.as_deref() == Some(by)
            && self.lease.is_some_and(|(known, until)| known == token && until > now)
            && !self.is_over(now)
    }

    /// Whether its time limit has passed.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.due.is_some_and(|due| due <= now)
    }

    /// The order of the queue, as [`BY_URGENCY`] has it.
    pub(super) fn by_urgency(&self, other: &Self) -> Ordering {
        let whole = |review: &Self| (review.due.is_none(), review.due);
        let rest = |review: &Self| (review.queued, review.scan);
        whole(self)
            .cmp(&whole(other))
            .then_with(|| other.risk.total_cmp(&self.risk))
            .then_with(|| rest(self).cmp(&rest(other)))
    }

    pub(super) fn is_taken(&self, now: Timestamp) -> bool {
        self.state == State::Leased && self.lease.is_some_and(|(_, until)| until > now)
    }
}

/// A review as a line of the queue.
#[derive(Clone, Debug)]
pub(crate) struct Queued {
    pub(crate) review: Review,
    pub(crate) scanned: Timestamp,
    /// How long the machine had for its answer.
    pub(crate) allowed: Duration,
    /// The machine's answer, by its term.
    pub(crate) machine_decision: Option<String>,
    pub(crate) reasons: Vec<Reason>,
    /// The class of the region with the highest score.
    pub(crate) top_class: Option<String>,
    pub(crate) views: Vec<String>,
}

/// Which reviews are listed. Empty fields ask for nothing, but that those closed are left out.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReviewFilter {
    pub(crate) lane: Option<String>,
    /// A class of an alarming region.
    pub(crate) class: Option<String>,
    pub(crate) state: Option<State>,
    /// A part of the parcel's code.
    pub(crate) code: Option<String>,
    /// Queued then or later.
    pub(crate) from: Option<Timestamp>,
    /// Queued before.
    pub(crate) to: Option<Timestamp>,
    pub(crate) held_by: Option<String>,
    /// Those after this one in the list.
    pub(crate) after: Option<Uuid>,
}

/// How many reviews there are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ReviewCounts {
    pub(crate) waiting: u64,
    pub(crate) leased: u64,
    pub(crate) escalated: u64,
    pub(crate) second_opinion: u64,
    /// Parcels that people decided, since the moment that was asked for.
    pub(crate) decided: u64,
    /// Parcels that nobody decided in time, since that moment.
    pub(crate) not_reviewed: u64,
    /// When the oldest of the open ones was queued.
    pub(crate) oldest: Option<Timestamp>,
}

impl Store {
    /// Up to which event parcels were put before people.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn review_cursor(&self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar("SELECT event FROM review_cursor").fetch_one(&self.readers).await?)
    }

    /// Puts parcels before people, of the events after `from` up to `to`. One that is there already keeps its place, but
    /// for its risk.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn enter_reviews(&self, from: i64, to: i64, reviews: &[NewReview]) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        let moved = sqlx::query("UPDATE review_cursor SET event = ? WHERE event = ?")
            .bind(to)
            .bind(from)
            .execute(&mut *transaction)
            .await?;
        if moved.rows_affected() == 0 {
            return Ok(());
        }
        let mut newest = None;
        for review in reviews {
            let scan = review.scan.to_string();
            let entered = sqlx::query(
                "INSERT INTO reviews (scan_id, lane, parcel_code, purpose, state, level, risk, queued_at, due_at)
                 SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM scans WHERE id = ?1
                 ON CONFLICT (scan_id) DO UPDATE SET risk = excluded.risk
                 WHERE purpose = excluded.purpose AND risk <> excluded.risk
                       AND state IN ('waiting', 'leased', 'escalated', 'second_opinion')",
            )
            .bind(&scan)
            .bind(&review.lane)
            .bind(&review.parcel)
            .bind(Purpose::Line.name())
            .bind(State::Waiting.name())
            .bind(FIRST_LEVEL)
            .bind(review.risk)
            .bind(review.queued.as_millisecond())
            .bind(review.due.map(Timestamp::as_millisecond))
            .execute(&mut *transaction)
            .await?;
            if entered.rows_affected() > 0 {
                newest = Some(events::insert(&mut transaction, &scan, EventKind::Review).await?);
            }
        }
        transaction.commit().await?;
        newest.into_iter().for_each(|event| self.announce(event));
        Ok(())
    }

    /// The review of a scan.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn review(&self, scan: Uuid) -> Result<Option<Review>, StoreError> {
        match load(&self.readers, scan).await? {
            Some(review) => Ok(Some(review)),
            None => projections::load(&self.readers, scan).await,
        }
    }

    /// Up to `limit` reviews, the most urgent first; closed ones, which the filter has to ask for, newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn reviews(&self, filter: &ReviewFilter, limit: usize) -> Result<Vec<Queued>, StoreError> {
        let mut found = self.listed(&REAL, filter, limit).await?;
        if filter.state.is_none_or(State::is_open) {
            found.extend(self.listed(&PROJECTED, filter, limit).await?);
            found.sort_by(|a, b| a.review.by_urgency(&b.review));
            found.truncate(limit);
        }
        Ok(found)
    }

    async fn listed(&self, from: &Kind, filter: &ReviewFilter, limit: usize) -> Result<Vec<Queued>, StoreError> {
        let mut query = QueryBuilder::<Sqlite>::new(from.listed);
        let closed = filter.state.is_some_and(|state| !state.is_open());
        match filter.state {
            Some(state) => query.push("state = ").push_bind(state.name()),
            None => query.push(OPEN),
        };
        for (condition, value) in [(" AND reviews.lane = ", &filter.lane), (" AND reviews.held_by = ", &filter.held_by)]
        {
            if let Some(value) = value {
                query.push(condition).push_bind(value.clone());
            }
        }
        if let Some(code) = &filter.code {
            query.push(" AND instr(upper(reviews.parcel_code), upper(").push_bind(code.clone()).push(")) > 0");
        }
        if let Some(class) = &filter.class {
            query.push(" AND ").push_bind(class.clone()).push(" IN (SELECT value FROM json_each(scans.classes))");
        }
        if let Some(from) = filter.from {
            query.push(" AND reviews.queued_at >= ").push_bind(from.as_millisecond());
        }
        if let Some(to) = filter.to {
            query.push(" AND reviews.queued_at < ").push_bind(to.as_millisecond());
        }
        match filter.after.map(|scan| scan.to_string()) {
            Some(after) if closed => drop(query.push(" AND reviews.scan_id < ").push_bind(after)),
            Some(after) => {
                query.push(
                    " AND (due_at IS NULL, coalesce(due_at, 0), -risk, queued_at, scan_id) >
                          (SELECT due_at IS NULL, coalesce(due_at, 0), -risk, queued_at, scan_id FROM reviews
                           WHERE scan_id = ",
                );
                query.push_bind(after.clone()).push(
                    " UNION ALL SELECT due_at IS NULL, coalesce(due_at, 0), -risk, queued_at, id FROM projections
                      WHERE id = ",
                );
                query.push_bind(after).push(")");
            }
            None => {}
        }
        query.push(if closed { " ORDER BY reviews.scan_id DESC" } else { BY_URGENCY });
        query.push(" LIMIT ").push_bind(limit as i64);
        let rows = query.build().fetch_all(&self.readers).await?;
        rows.iter().map(queued).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// How many reviews there are, and how many parcels were decided since a moment.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn review_counts(&self, since: Timestamp) -> Result<ReviewCounts, StoreError> {
        let open: (i64, i64, i64, i64, Option<i64>) = sqlx::query_as(
            "SELECT count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'leased'),
                    count(*) FILTER (WHERE state = 'escalated'), count(*) FILTER (WHERE state = 'second_opinion'),
                    min(queued_at)
             FROM reviews WHERE state IN ('waiting', 'leased', 'escalated', 'second_opinion')",
        )
        .fetch_one(&self.readers)
        .await?;
        let (decided, not_reviewed): (i64, i64) = sqlx::query_as(
            "SELECT count(*) FILTER (WHERE action <> 'not_reviewed'), count(*) FILTER (WHERE action = 'not_reviewed')
             FROM decisions WHERE at >= ? AND settles = 1 AND undone_at IS NULL AND purpose = 'line'",
        )
        .bind(since.as_millisecond())
        .fetch_one(&self.readers)
        .await?;
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        Ok(ReviewCounts {
            waiting: count(open.0),
            leased: count(open.1),
            escalated: count(open.2),
            second_opinion: count(open.3),
            decided: count(decided),
            not_reviewed: count(not_reviewed),
            oldest: open.4.map(clock::from_milliseconds),
        })
    }

    /// Whether a lease has run out, a time limit has ended, or a decision has become final.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn has_review_work(&self, now: Timestamp) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM reviews WHERE state = 'leased' AND lease_until <= ?1)
                 OR EXISTS (SELECT 1 FROM reviews WHERE due_at IS NOT NULL AND due_at <= ?1
                            AND state IN ('waiting', 'leased', 'escalated', 'second_opinion'))
                 OR EXISTS (SELECT 1 FROM decisions WHERE settles = 1 AND final_at IS NULL AND undone_at IS NULL
                            AND undo_until <= ?1)",
        )
        .bind(now.as_millisecond())
        .fetch_one(&self.readers)
        .await?)
    }
}

/// The review of a scan.
pub(super) async fn load(database: impl SqliteExecutor<'_>, scan: Uuid) -> Result<Option<Review>, StoreError> {
    let row = sqlx::query("SELECT * FROM reviews WHERE scan_id = ?").bind(scan.to_string());
    let row = row.fetch_optional(database).await?;
    row.as_ref().map(review).transpose().map_err(StoreError::from)
}

/// Writes down what changes of a review; gives the number of the event that tells of it.
pub(super) async fn save(transaction: &mut Transaction<'static, Sqlite>, review: &Review) -> Result<i64, StoreError> {
    let scan = review.scan.to_string();
    sqlx::query(
        "UPDATE reviews SET state = ?, level = ?, due_at = ?, held_by = ?, lease_token = ?, lease_until = ?,
                            first_action = ?, not_for = ?
         WHERE scan_id = ?",
    )
    .bind(review.state.name())
    .bind(review.level)
    .bind(review.due.map(Timestamp::as_millisecond))
    .bind(&review.held_by)
    .bind(review.lease.map(|(token, _)| token.to_string()))
    .bind(review.lease.map(|(_, until)| until.as_millisecond()))
    .bind(review.first_action.map(Action::name))
    .bind(&review.not_for)
    .bind(&scan)
    .execute(&mut **transaction)
    .await?;
    events::insert(transaction, &scan, EventKind::Review).await
}

pub(super) fn review(row: &SqliteRow) -> Result<Review, sqlx::Error> {
    let until = optional_moment(row, "lease_until")?;
    let token = row.try_get::<Option<String>, _>("lease_token")?.and_then(|text| Uuid::parse_str(&text).ok());
    let first_action: Option<String> = row.try_get("first_action")?;
    Ok(Review {
        scan: scans::id(row, "scan_id")?,
        lane: row.try_get("lane")?,
        parcel: row.try_get("parcel_code")?,
        purpose: word(row.try_get("purpose")?, Purpose::named)?,
        state: word(row.try_get("state")?, State::named)?,
        level: row.try_get("level")?,
        risk: row.try_get("risk")?,
        queued: scans::moment(row, "queued_at")?,
        due: optional_moment(row, "due_at")?,
        held_by: row.try_get("held_by")?,
        lease: token.zip(until),
        first_action: first_action.map(|text| word(&text, Action::named)).transpose()?,
        not_for: row.try_get("not_for")?,
    })
}

fn queued(row: &SqliteRow) -> Result<Queued, sqlx::Error> {
    let reasons: Option<Json<Vec<Reason>>> = row.try_get("reasons")?;
    let (classes, views): (Json<Vec<String>>, Json<Vec<String>>) = (row.try_get("classes")?, row.try_get("views")?);
    Ok(Queued {
        review: review(row)?,
        scanned: scans::moment(row, "scanned")?,
        allowed: since(scans::moment(row, "received")?, scans::moment(row, "deadline")?),
        machine_decision: row.try_get("decision")?,
        reasons: reasons.map(|Json(reasons)| reasons).unwrap_or_default(),
        top_class: classes.0.into_iter().next(),
        views: views.0,
    })
}

pub(super) fn optional_moment(row: &SqliteRow, column: &str) -> Result<Option<Timestamp>, sqlx::Error> {
    Ok(row.try_get::<Option<i64>, _>(column)?.map(clock::from_milliseconds))
}

/// What a word of the store stands for.
pub(super) fn word<T>(text: &str, named: impl Fn(&str) -> Option<T>) -> Result<T, sqlx::Error> {
    named(text).ok_or_else(|| sqlx::Error::Decode(format!("the word '{text}' is not known").into()))
}

/// How long ago a moment was; nothing where it is to come.
pub(super) fn since(moment: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(now.duration_since(moment)).unwrap_or_default()
}
