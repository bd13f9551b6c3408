//! Decisions about parcels: made, taken back, made final. Each is one transaction with its entry in the audit trail and
//! its event.

use std::time::Duration;

use jiff::Timestamp;
use sqlx::{Row as _, Sqlite, Transaction, sqlite::SqliteRow, types::Json};
use uuid::Uuid;

use super::{
    Review, Store, StoreError, audit, events, leases, projections,
    reviews::{self, STEP},
    scans,
};
use crate::{
    audit::{Action as AuditAction, Actor, Details, NewEntry},
    clock,
    review::{
        Action, Draft, Fault, MarkedRegion, Next, Opinion, Purpose, Reviewer, Rules, State, Subject, SubjectView,
        check, next,
    },
};

/// A decision that someone wants to make.
#[derive(Clone, Debug)]
pub(crate) struct NewDecision<'a> {
    pub(crate) scan: Uuid,
    pub(crate) actor: Actor,
    pub(crate) by: &'a Reviewer,
    /// Proves that they hold the parcel.
    pub(crate) token: Uuid,
    pub(crate) draft: &'a Draft,
    /// The parcel's views.
    pub(crate) views: Vec<SubjectView>,
    /// The machine's regions, by their ids.
    pub(crate) regions: Vec<u32>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub(crate) enum Made {
    /// It is on disk, now or since it was sent before.
    Done(Receipt),
    /// The person does not hold the parcel (any more).
    LeaseLost,
    /// The idempotency key was used for another decision.
    KeyReused,
    /// It may not be made.
    Refused(Fault),
}

/// A decision that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Receipt {
    pub(crate) id: Uuid,
    /// Until when it can be taken back.
    pub(crate) undo_until: Timestamp,
    /// What became of the review.
    pub(crate) state: State,
    /// The level at which it goes on, or ended.
    pub(crate) level: u8,
}

/// What came of taking a decision back.
#[derive(Clone, Debug)]
pub(crate) enum Undone {
    /// The person holds the parcel again.
    Done(Box<Review>),
    /// There is no such decision.
    Unknown,
    /// Another person made it.
    NotYours,
    /// It is final, or someone went on from it.
    Over,
}

/// A decision as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct StoredDecision {
    pub(crate) id: Uuid,
    pub(crate) purpose: Purpose,
    pub(crate) action: Action,
    /// At which it was made.
    pub(crate) level: u8,
    /// At which the review goes on, or ended.
    pub(crate) to_level: u8,
    pub(crate) opinion: Option<Opinion>,
    /// Whether it closes the review.
    pub(crate) settles: bool,
    pub(crate) decided_by: String,
    pub(crate) at: Timestamp,
    pub(crate) took_ms: i64,
    pub(crate) note: Option<String>,
    pub(crate) regions: Vec<MarkedRegion>,
    pub(crate) enhancements: Vec<String>,
    pub(crate) used: Vec<String>,
    pub(crate) views_seen: Vec<String>,
    pub(crate) boxes: String,
    pub(crate) first_action: Option<Action>,
    pub(crate) machine_decision: Option<String>,
    pub(crate) model: Option<String>,
    pub(crate) policy: Option<String>,
    pub(crate) undo_until: Timestamp,
    pub(crate) undone: Option<Timestamp>,
    pub(crate) made_final: Option<Timestamp>,
}

/// A decision that is final, for the figures.
#[derive(Clone, Debug)]
pub(crate) struct Settled {
    pub(crate) scan: Uuid,
    pub(crate) purpose: Purpose,
    pub(crate) action: Action,
    pub(crate) lane: Option<String>,
    /// What the machine had decided, by its term.
    pub(crate) machine_decision: Option<String>,
    /// From the queue to the decision.
    pub(crate) waited: Duration,
    /// From the picture to the decision, as the console says.
    pub(crate) looked: Duration,
}

/// What the machine said, as far as it stands beside a decision.
struct Machine {
    decision: Option<String>,
    model: Option<String>,
    model_sha256: Option<String>,
    policy: Option<String>,
}

impl Store {
    /// Makes a decision, for whoever holds the parcel. Sent again with the same key, it is the same one.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was stored then.
    pub(crate) async fn make_decision(
        &self,
        new: NewDecision<'_>,
        rules: &Rules,
        now: Timestamp,
    ) -> Result<Made, StoreError> {
        let mut transaction = self.write().await?;
        if let Some(row) = by_key(&mut transaction, &new.by.name, &new.draft.idempotency_key).await? {
            return Ok(replayed(&row, &new)?);
        }
        let review = reviews::load(&mut *transaction, new.scan).await?;
        let Some(review) = review.filter(|review| review.is_held(&new.by.name, new.token, now)) else {
            return Ok(Made::LeaseLost);
        };
        let after_first = rules.boxes_after_first.holds(review.lane.as_deref());
        let subject = Subject {
            level: review.level,
            is_second: review.is_second(),
            is_known: new.by.is_known,
            lacks_first_look: after_first && review.first_action.is_none(),
            views: new.views,
            regions: new.regions,
        };
        if let Err(fault) = check(new.draft, &subject) {
            return Ok(Made::Refused(fault));
        }
        let first = if review.is_second() { first_opinion(&mut transaction, new.scan).await? } else { None };
        let next = next(new.draft, review.level, review.purpose, first);
        let boxes = if after_first { "after_first" } else { "shown" };
        let receipt = Receipt {
            id: Uuid::now_v7(),
            undo_until: now.checked_add(rules.undo).unwrap_or(now),
            state: next.state,
            level: next.level,
        };
        insert(&mut transaction, &review, new.draft, &new.by.name, &new.actor, boxes, receipt, now).await?;
        let event = reviews::save(&mut transaction, &after(review, new.draft, next, &new.by.name, rules, now)).await?;
        transaction.commit().await?;
        self.announce(event);
        Ok(Made::Done(receipt))
    }

    /// Takes a decision back and gives the parcel to the same person again, until a moment.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn undo_decision(
        &self,
        id: Uuid,
        by: &Reviewer,
        actor: Actor,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Undone, StoreError> {
        let mut transaction = self.write().await?;
        let row = sqlx::query("SELECT * FROM decisions WHERE id = ?").bind(id.to_string());
        let Some(row) = row.fetch_optional(&mut *transaction).await? else {
            return Ok(if projections::is_decision(&mut *transaction, id).await? {
                Undone::Over
            } else {
                Undone::Unknown
            });
        };
        let (decision, scan) = (stored(&row)?, scans::id(&row, "scan_id")?);
        if decision.decided_by != by.name || decision.action == Action::NotReviewed {
            return Ok(Undone::NotYours);
        }
        let review = reviews::load(&mut *transaction, scan).await?;
        let newest = newest(&mut transaction, scan, None).await?;
        let stands = |review: &Review| {
            review.state != State::Leased
                && review.level == decision.to_level
                && review.purpose == decision.purpose
                && !review.is_over(now)
        };
        let can = decision.undone.is_none() && decision.made_final.is_none() && now < decision.undo_until;
        let is_newest = newest.is_some_and(|newest| newest.id == id);
        let Some(mut review) = review.filter(|review| can && is_newest && stands(review)) else {
            return Ok(Undone::Over);
        };
        sqlx::query("UPDATE decisions SET undone_at = ? WHERE id = ?")
            .bind(now.as_millisecond())
            .bind(id.to_string())
            .execute(&mut *transaction)
            .await?;
        review.level = decision.level;
        review.due = reviews::optional_moment(&row, "due_before")?;
        review.first_action = decision.first_action;
        if review.purpose == Purpose::Line {
            let before = self::newest(&mut transaction, scan, Some(id)).await?;
            let asked = before.filter(|before| before.action == Action::SecondOpinion);
            review.not_for = asked.map(|before| before.decided_by);
        }
        let details = Details::none().with("decision", id).with("action", decision.action.name());
        audit::append(&mut transaction, NewEntry::about_scan(actor, AuditAction::ReviewUndone, scan, details)).await?;
        let event = leases::lease(&mut transaction, &mut review, &by.name, until).await?;
        transaction.commit().await?;
        self.announce(event);
        Ok(Undone::Done(Box::new(review)))
    }

    /// All decisions about a scan, in the order in which they were made.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn decisions(&self, scan: Uuid) -> Result<Vec<StoredDecision>, StoreError> {
        let rows = sqlx::query("SELECT * FROM decisions WHERE scan_id = ? ORDER BY id")
            .bind(scan.to_string())
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(stored).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// Scans whose review has ended with a decision, the newest first, after `before` in that order.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn decided_scans(&self, before: Option<Uuid>, limit: usize) -> Result<Vec<Uuid>, StoreError> {
        let rows = sqlx::query(
            "SELECT scan_id FROM reviews WHERE state = 'decided' AND (?1 IS NULL OR scan_id < ?1)
             ORDER BY scan_id DESC LIMIT ?2",
        )
        .bind(before.map(|id| id.to_string()))
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(|row| scans::id(row, "scan_id")).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// Ends reviews whose time limit has passed: they are not reviewed.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn end_overdue(&self, now: Timestamp) -> Result<Vec<Settled>, StoreError> {
        let mut transaction = self.write().await?;
        let rows = sqlx::query(
            "SELECT * FROM reviews WHERE due_at IS NOT NULL AND due_at <= ?
                    AND state IN ('waiting', 'leased', 'escalated', 'second_opinion') ORDER BY due_at LIMIT ?",
        )
        .bind(now.as_millisecond())
        .bind(STEP)
        .fetch_all(&mut *transaction)
        .await?;
        let (mut ended, mut newest) = (Vec::with_capacity(rows.len()), None);
        for row in &rows {
            let mut review = reviews::review(row)?;
            let receipt =
                Receipt { id: Uuid::now_v7(), undo_until: now, state: State::NotReviewed, level: review.level };
            let machine =
                insert(&mut transaction, &review, &nobody(), "service", &Actor::service(), "shown", receipt, now)
                    .await?;
            review.state = State::NotReviewed;
            (review.held_by, review.lease) = (None, None);
            reviews::save(&mut transaction, &review).await?;
            newest = Some(settle(&mut transaction, review.scan, receipt.id, review.purpose, now).await?);
            ended.push(Settled {
                scan: review.scan,
                purpose: review.purpose,
                action: Action::NotReviewed,
                waited: reviews::since(review.queued, now),
                looked: Duration::ZERO,
                lane: review.lane,
                machine_decision: machine.decision,
            });
        }
        transaction.commit().await?;
        newest.flatten().into_iter().for_each(|event| self.announce(event));
        Ok(ended)
    }

    /// Makes decisions final that cannot be taken back any more.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn settle_decisions(&self, now: Timestamp) -> Result<Vec<Settled>, StoreError> {
        let mut transaction = self.write().await?;
        let rows = sqlx::query(
            "SELECT * FROM decisions WHERE settles = 1 AND final_at IS NULL AND undone_at IS NULL AND undo_until <= ?
             ORDER BY undo_until LIMIT ?",
        )
        .bind(now.as_millisecond())
        .bind(STEP)
        .fetch_all(&mut *transaction)
        .await?;
        let (mut settled, mut newest) = (Vec::with_capacity(rows.len()), None);
        for row in &rows {
            let (decision, scan) = (stored(row)?, scans::id(row, "scan_id")?);
            newest = settle(&mut transaction, scan, decision.id, decision.purpose, now).await?.or(newest);
            settled.push(Settled {
                scan,
                purpose: decision.purpose,
                action: decision.action,
                lane: row.try_get("lane")?,
                machine_decision: decision.machine_decision,
                waited: reviews::since(scans::moment(row, "queued_at")?, decision.at),
                looked: Duration::from_millis(u64::try_from(decision.took_ms).unwrap_or_default()),
            });
        }
        transaction.commit().await?;
        newest.into_iter().for_each(|event| self.announce(event));
        Ok(settled)
    }
}

/// The review after a decision.
fn after(mut review: Review, draft: &Draft, next: Next, by: &str, rules: &Rules, now: Timestamp) -> Review {
    if review.purpose == Purpose::Line {
        review.not_for = (next.state == State::SecondOpinion).then(|| by.to_owned());
    }
    if !next.settles() {
        // Whoever comes next has the time of their level.
        review.due = rules.due(review.lane.as_deref(), next.level, now);
    }
    tracing::info!(scan = %review.scan, action = draft.action.name(), state = next.state.name(), "a person decided");
    (review.state, review.level) = (next.state, next.level);
    (review.held_by, review.lease, review.first_action) = (None, None, None);
    review
}

/// What the service says where nobody has decided.
fn nobody() -> Draft {
    Draft {
        action: Action::NotReviewed,
        level: None,
        opinion: None,
        note: None,
        regions: Vec::new(),
        enhancements: Vec::new(),
        used: Vec::new(),
        views_seen: Vec::new(),
        took_ms: 0,
        idempotency_key: String::new(),
    }
}

/// Notes that a decision is final, and that others are to be told; gives the number of the event. A quality review says
/// nothing of where the parcel goes.
async fn settle(
    transaction: &mut Transaction<'static, Sqlite>,
    scan: Uuid,
    decision: Uuid,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<i64>, StoreError> {
    sqlx::query("UPDATE decisions SET final_at = ? WHERE id = ?")
        .bind(now.as_millisecond())
        .bind(decision.to_string())
        .execute(&mut **transaction)
        .await?;
    if purpose == Purpose::Quality {
        return Ok(None);
    }
    events::insert_decided(transaction, &scan.to_string(), &decision.to_string()).await.map(Some)
}

/// Writes a decision down, with its entry in the trail.
#[allow(clippy::too_many_arguments, reason = "who decided what about what, each from another place")]
async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    review: &Review,
    draft: &Draft,
    by: &str,
    actor: &Actor,
    boxes: &str,
    receipt: Receipt,
    now: Timestamp,
) -> Result<Machine, StoreError> {
    let machine = machine(transaction, review.scan).await?;
    let key = Some(&draft.idempotency_key).filter(|key| !key.is_empty());
    sqlx::query(
        "INSERT INTO decisions (id, scan_id, purpose, action, level, to_level, opinion, settles, decided_by, at, queued_at,
                                took_ms, note, regions, enhancements, used, views_seen, boxes, first_action,
                                machine_decision, model, model_sha256, policy, lane, due_before, undo_until,
                                idempotency_key)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(receipt.id.to_string())
    .bind(review.scan.to_string())
    .bind(review.purpose.name())
    .bind(draft.action.name())
    .bind(review.level)
    .bind(receipt.level)
    .bind(draft.opinion.map(Opinion::name))
    .bind(!receipt.state.is_open())
    .bind(by)
    .bind(now.as_millisecond())
    .bind(review.queued.as_millisecond())
    .bind(i64::try_from(draft.took_ms).unwrap_or(i64::MAX))
    .bind(&draft.note)
    .bind(Json(&draft.regions))
    .bind(Json(&draft.enhancements))
    .bind(Json(&draft.used))
    .bind(Json(&draft.views_seen))
    .bind(boxes)
    .bind(review.first_action.map(Action::name))
    .bind(&machine.decision)
    .bind(&machine.model)
    .bind(&machine.model_sha256)
    .bind(&machine.policy)
    .bind(&review.lane)
    .bind(review.due.map(Timestamp::as_millisecond))
    .bind(receipt.undo_until.as_millisecond())
    .bind(key)
    .execute(&mut **transaction)
    .await?;
    let action = match draft.action {
        Action::NotReviewed => AuditAction::NotReviewed,
        _ => AuditAction::ReviewDecided,
    };
    let details = details(review, draft, boxes, receipt, &machine);
    audit::append(transaction, NewEntry::about_scan(actor.clone(), action, review.scan, details)).await?;
    Ok(machine)
}

/// What the trail says of a decision: enough to know what was decided, and what the person had seen by then.
fn details(review: &Review, draft: &Draft, boxes: &str, receipt: Receipt, machine: &Machine) -> Details {
    let details = Details::none()
        .with("decision", receipt.id)
        .with("purpose", review.purpose.name())
        .with("action", draft.action.name())
        .with("level", review.level)
        .with("state", receipt.state.name())
        .with("to_level", receipt.level)
        .with_some("opinion", draft.opinion.map(Opinion::name))
        .with_some("machine_decision", machine.decision.as_ref())
        .with_some("model", machine.model.as_ref())
        .with_some("model_sha256", machine.model_sha256.as_ref())
        .with_some("policy", machine.policy.as_ref())
        .with_some("due_at", review.due.map(clock::rfc3339));
    if draft.action == Action::NotReviewed {
        return details.with_some("held_by", review.held_by.as_ref());
    }
    let region = |region: &MarkedRegion| {
        let of = region.of.map(|id| format!(" of {id}")).unwrap_or_default();
        format!("{} {} {} {:?}{of}", region.change.name(), region.class, region.view, region.bbox)
    };
    let regions: Vec<String> = draft.regions.iter().map(region).collect();
    details
        .with_some("note", draft.note.as_ref())
        .with("regions", regions.join("; "))
        .with("views_seen", draft.views_seen.join(","))
        .with("enhancements", draft.enhancements.join(","))
        .with("used", draft.used.join(","))
        .with("boxes", boxes)
        .with_some("first_action", review.first_action.map(Action::name))
        .with("took_ms", draft.took_ms)
}

/// What the machine said of a scan: its own report where that came late, else what the line was told.
async fn machine(transaction: &mut Transaction<'static, Sqlite>, scan: Uuid) -> Result<Machine, StoreError> {
    let row = sqlx::query(
        "SELECT json_extract(body, '$.decision') AS decision, json_extract(body, '$.model.sha256') AS model_sha256,
                json_extract(body, '$.model.name') || ' ' || json_extract(body, '$.model.version') AS model,
                json_extract(body, '$.policy.name') || ' ' || json_extract(body, '$.policy.version') AS policy
         FROM reports WHERE scan = ? AND report_type = 'MACHINE' ORDER BY late DESC, id DESC LIMIT 1",
    )
    .bind(scan.to_string())
    .fetch_optional(&mut **transaction)
    .await?;
    let text = |column: &str| row.as_ref().map_or(Ok(None), |row| row.try_get::<Option<String>, _>(column));
    Ok(Machine {
        decision: text("decision")?,
        model: text("model")?,
        model_sha256: text("model_sha256")?,
        policy: text("policy")?,
    })
}

async fn by_key(
    transaction: &mut Transaction<'static, Sqlite>,
    by: &str,
    key: &str,
) -> Result<Option<SqliteRow>, StoreError> {
    let query = sqlx::query("SELECT * FROM decisions WHERE decided_by = ? AND idempotency_key = ?");
    Ok(query.bind(by).bind(key).fetch_optional(&mut **transaction).await?)
}

/// The answer to a decision that was sent before, unless it is another one.
fn replayed(row: &SqliteRow, new: &NewDecision<'_>) -> Result<Made, sqlx::Error> {
    let (decision, draft) = (stored(row)?, new.draft);
    let is_same = scans::id(row, "scan_id")? == new.scan
        && decision.action == draft.action
        && decision.opinion == draft.opinion
        && decision.note == draft.note
        && decision.regions == draft.regions
        && draft.level.is_none_or(|level| level == decision.to_level);
    if !is_same {
        return Ok(Made::KeyReused);
    }
    let state = match decision.action {
        _ if decision.settles => State::Decided,
        Action::SecondOpinion => State::SecondOpinion,
        _ => State::Escalated,
    };
    Ok(Made::Done(Receipt { id: decision.id, undo_until: decision.undo_until, state, level: decision.to_level }))
}

/// What the person would do who asked for another opinion.
async fn first_opinion(
    transaction: &mut Transaction<'static, Sqlite>,
    scan: Uuid,
) -> Result<Option<Opinion>, StoreError> {
    let newest = newest(transaction, scan, None).await?;
    Ok(newest.filter(|decision| decision.action == Action::SecondOpinion).and_then(|decision| decision.opinion))
}

/// The newest decision about a scan that was not taken back, of those before `before`.
async fn newest(
    transaction: &mut Transaction<'static, Sqlite>,
    scan: Uuid,
    before: Option<Uuid>,
) -> Result<Option<StoredDecision>, StoreError> {
    let row = sqlx::query(
        "SELECT * FROM decisions WHERE scan_id = ?1 AND undone_at IS NULL AND (?2 IS NULL OR id < ?2)
         ORDER BY id DESC LIMIT 1",
    )
    .bind(scan.to_string())
    .bind(before.map(|id| id.to_string()))
    .fetch_optional(&mut **transaction)
    .await?;
    row.as_ref().map(stored).transpose().map_err(StoreError::from)
}

pub(super) fn stored(row: &SqliteRow) -> Result<StoredDecision, sqlx::Error> {
    fn list<T: serde::de::DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<Vec<T>, sqlx::Error> {
        row.try_get::<Json<Vec<T>>, _>(column).map(|Json(list)| list)
    }
    let (opinion, first): (Option<String>, Option<String>) = (row.try_get("opinion")?, row.try_get("first_action")?);
    Ok(StoredDecision {
        id: scans::id(row, "id")?,
        purpose: reviews::word(row.try_get("purpose")?, Purpose::named)?,
        action: reviews::word(row.try_get("action")?, Action::named)?,
        level: row.try_get("level")?,
        to_level: row.try_get("to_level")?,
        opinion: opinion.map(|text| reviews::word(&text, Opinion::named)).transpose()?,
        settles: row.try_get("settles")?,
        decided_by: row.try_get("decided_by")?,
        at: scans::moment(row, "at")?,
        took_ms: row.try_get("took_ms")?,
        note: row.try_get("note")?,
        regions: list(row, "regions")?,
        enhancements: list(row, "enhancements")?,
        used: list(row, "used")?,
        views_seen: list(row, "views_seen")?,
        boxes: row.try_get("boxes")?,
        first_action: first.map(|text| reviews::word(&text, Action::named)).transpose()?,
        machine_decision: row.try_get("machine_decision")?,
        model: row.try_get("model")?,
        policy: row.try_get("policy")?,
        undo_until: scans::moment(row, "undo_until")?,
        undone: reviews::optional_moment(row, "undone_at")?,
        made_final: reviews::optional_moment(row, "final_at")?,
    })
}
