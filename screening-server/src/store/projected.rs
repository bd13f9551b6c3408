//! The work of people on pictures with fictitious threats: leased and given back as parcels are, decided, revealed.

use jiff::Timestamp;
use sqlx::{Sqlite, SqliteExecutor, Transaction, sqlite::SqliteRow};
use uuid::Uuid;

use super::{
    Claimed, EventKind, NewDecision, NotClaimed, Projection, Review, Store, StoreError, events, leases,
    projections::{self, enter},
    reviews,
};
use crate::{
    audit::{Action as AuditAction, Actor},
    projection::{Score, score},
    review::{self, Action, FIRST_LEVEL, Fault, MarkedRegion, Purpose, Reviewer, Rules, State, Subject, check, risk},
};

/// What came of a decision about a picture with a fictitious threat.
#[derive(Clone, Debug)]
pub(crate) enum Revealed {
    /// It is on disk, now or since it was sent before. What was in the picture can be told.
    Done(Box<Projection>),
    /// There is no such picture.
    Unknown,
    /// The person does not hold it (any more).
    LeaseLost,
    /// The idempotency key was used for another decision.
    KeyReused,
    /// It may not be made.
    Refused(Fault),
}

impl Store {
    /// Keeps a decision about a picture with a fictitious threat. It is no decision about the parcel. Where a place was
    /// marked that the threat is not at, the parcel itself comes before people in the same transaction.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was stored then.
    pub(crate) async fn decide_projection(
        &self,
        new: NewDecision<'_>,
        rules: &Rules,
        now: Timestamp,
    ) -> Result<Revealed, StoreError> {
        let mut transaction = self.write().await?;
        let Some(projection) = projections::projection(&mut *transaction, new.scan).await? else {
            return Ok(Revealed::Unknown);
        };
        if let Some(decided) = &projection.decided {
            let is_own = decided.by == new.by.name;
            return Ok(match (is_own && decided.idempotency_key == new.draft.idempotency_key, decided.action) {
                (true, action) if action == new.draft.action => Revealed::Done(Box::new(projection)),
                (true, _) => Revealed::KeyReused,
                (false, _) => Revealed::LeaseLost,
            });
        }
        let review = projections::load(&mut *transaction, new.scan).await?;
        let Some(review) = review.filter(|review| review.is_held(&new.by.name, new.token, now)) else {
            return Ok(Revealed::LeaseLost);
        };
        if is_key_used(&mut *transaction, &new.by.name, &new.draft.idempotency_key).await? {
            return Ok(Revealed::KeyReused);
        }
        let lane = review.lane.as_deref();
        let name = new.views.get(projection.view).map(|view| view.name.clone()).unwrap_or_default();
        let subject = Subject {
            level: review.level,
            is_second: false,
            is_known: new.by.is_known,
            lacks_first_look: rules.boxes_after_first.holds(lane) && review.first_action.is_none(),
            views: new.views.clone(),
            regions: new.regions.clone(),
        };
        if let Err(fault) = check(new.draft, &subject) {
            return Ok(Revealed::Refused(fault));
        }
        let score = score(new.draft, &name, projection.bbox);
        keep(&mut transaction, &new, &projection, &review, score, now).await?;
        let event = if score.elsewhere {
            put_before_people(&mut transaction, &projection, &Actor::service(), "marked_elsewhere", rules, now).await?
        } else {
            None
        };
        let kept = projections::projection(&mut *transaction, new.scan).await?;
        transaction.commit().await?;
        event.into_iter().for_each(|event| self.announce(event));
        tracing::info!(projection = %new.scan, found = score.found, "a person decided about a fictitious threat");
        Ok(kept.map_or(Revealed::Unknown, |kept| Revealed::Done(Box::new(kept))))
    }

    /// Gives the parcel whose picture held a fictitious threat to whoever decided about that, for a decision about the
    /// parcel itself. One that no person was to look at comes under review by this.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn claim_host(
        &self,
        id: Uuid,
        by: &Reviewer,
        actor: &Actor,
        rules: &Rules,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Claimed, StoreError> {
        let mut transaction = self.write().await?;
        let projection = projections::projection(&mut *transaction, id).await?;
        let is_own = |projection: &Projection| projection.decided.as_ref().is_some_and(|made| made.by == by.name);
        let Some(projection) = projection.filter(is_own) else { return Ok(Claimed::Refused(NotClaimed::Unknown)) };
        put_before_people(&mut transaction, &projection, actor, "asked_for", rules, now).await?;
        let found = reviews::load(&mut *transaction, projection.host).await?;
        let mut review = match leases::may_take(found, by, now) {
            Ok(review) => review,
            Err(reason) => return Ok(Claimed::Refused(reason)),
        };
        let event = leases::take(&mut transaction, &mut review, by, now, until).await?;
        transaction.commit().await?;
        self.announce(event);
        Ok(Claimed::Leased(Box::new(review)))
    }
}

/// Gives a picture to a person, and enters that it was shown.
pub(super) async fn lease(
    transaction: &mut Transaction<'static, Sqlite>,
    review: &mut Review,
    by: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<(), StoreError> {
    if !review.is_taken(now) {
        review.first_action = None;
    }
    review.state = State::Leased;
    review.held_by = Some(by.to_owned());
    review.lease = Some((Uuid::now_v7(), until));
    save(transaction, review).await?;
    let row = row(transaction, review.scan).await?;
    enter(transaction, Actor::user(by), AuditAction::ProjectionShown, &row, |details| details).await
}

/// Holds a picture for longer; false when the person does not hold it.
pub(super) async fn renew(
    transaction: &mut Transaction<'static, Sqlite>,
    id: Uuid,
    by: &str,
    token: Uuid,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, StoreError> {
    let Some(mut review) = held(transaction, id, by, token, now).await? else { return Ok(false) };
    review.lease = Some((token, until));
    save(transaction, &review).await?;
    Ok(true)
}

/// Gives a picture back undecided; false when the person does not hold it.
pub(super) async fn give_back(
    transaction: &mut Transaction<'static, Sqlite>,
    id: Uuid,
    by: &str,
    token: Uuid,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(mut review) = held(transaction, id, by, token, now).await? else { return Ok(false) };
    review.state = State::Waiting;
    (review.held_by, review.lease, review.first_action) = (None, None, None);
    save(transaction, &review).await?;
    Ok(true)
}

/// Notes what the holder would do at first; what was noted before stays. None when the person does not hold it.
pub(super) async fn first_look(
    transaction: &mut Transaction<'static, Sqlite>,
    id: Uuid,
    by: &str,
    token: Uuid,
    action: Action,
    now: Timestamp,
) -> Result<Option<Review>, StoreError> {
    let Some(mut review) = held(transaction, id, by, token, now).await? else { return Ok(None) };
    review.first_action = review.first_action.or(Some(action));
    save(transaction, &review).await?;
    Ok(Some(review))
}

async fn held(
    transaction: &mut Transaction<'static, Sqlite>,
    id: Uuid,
    by: &str,
    token: Uuid,
    now: Timestamp,
) -> Result<Option<Review>, StoreError> {
    let review = projections::load(&mut **transaction, id).await?;
    Ok(review.filter(|review| review.is_held(by, token, now)))
}

async fn save(transaction: &mut Transaction<'static, Sqlite>, review: &Review) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE projections SET state = ?, held_by = ?, lease_token = ?, lease_until = ?, first_action = ? WHERE id = ?",
    )
    .bind(review.state.name())
    .bind(&review.held_by)
    .bind(review.lease.map(|(token, _)| token.to_string()))
    .bind(review.lease.map(|(_, until)| until.as_millisecond()))
    .bind(review.first_action.map(Action::name))
    .bind(review.scan.to_string())
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

async fn row(transaction: &mut Transaction<'static, Sqlite>, id: Uuid) -> Result<SqliteRow, StoreError> {
    let row = sqlx::query("SELECT * FROM projections WHERE id = ?").bind(id.to_string());
    Ok(row.fetch_one(&mut **transaction).await?)
}

async fn is_key_used(database: impl SqliteExecutor<'_>, by: &str, key: &str) -> Result<bool, StoreError> {
    let query = "SELECT EXISTS (SELECT 1 FROM decisions WHERE decided_by = ?1 AND idempotency_key = ?2)
                     OR EXISTS (SELECT 1 FROM projections WHERE decided_by = ?1 AND idempotency_key = ?2)";
    Ok(sqlx::query_scalar(query).bind(by).bind(key).fetch_one(database).await?)
}

/// Writes down what was decided and what it scores, with its entry in the trail.
async fn keep(
    transaction: &mut Transaction<'static, Sqlite>,
    new: &NewDecision<'_>,
    projection: &Projection,
    review: &Review,
    score: Score,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (id, draft, by) = (new.scan.to_string(), new.draft, &new.by.name);
    let Score { found, elsewhere } = score;
    sqlx::query(
        "UPDATE projections SET state = 'decided', closed_at = ?2, decision = ?3, decided_by = ?4, action = ?5, found = ?6,
                                elsewhere = ?7, idempotency_key = ?8, held_by = NULL, lease_token = NULL,
                                lease_until = NULL
         WHERE id = ?1",
    )
    .bind(&id)
    .bind(now.as_millisecond())
    .bind(Uuid::now_v7().to_string())
    .bind(by)
    .bind(draft.action.name())
    .bind(found)
    .bind(elsewhere)
    .bind(&draft.idempotency_key)
    .execute(&mut **transaction)
    .await?;
    sqlx::query(
        "INSERT INTO projection_results (id, at, decided_by, lane, class, found, elsewhere, took_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&id)
    .bind(now.as_millisecond())
    .bind(by)
    .bind(&projection.lane)
    .bind(projection.class.name())
    .bind(found)
    .bind(elsewhere)
    .bind(i64::try_from(draft.took_ms).unwrap_or(i64::MAX))
    .execute(&mut **transaction)
    .await?;
    let row = row(transaction, new.scan).await?;
    let region = |region: &MarkedRegion| format!("{} {} {:?}", region.change.name(), region.view, region.bbox);
    let regions: Vec<String> = draft.regions.iter().map(region).collect();
    enter(transaction, new.actor.clone(), AuditAction::ProjectionDecided, &row, |details| {
        details
            .with("action", draft.action.name())
            .with("found", found)
            .with("elsewhere", elsewhere)
            .with_some("opinion", draft.opinion.map(review::Opinion::name))
            .with_some("first_action", review.first_action.map(Action::name))
            .with_some("note", draft.note.as_ref())
            .with("regions", regions.join("; "))
            .with("views_seen", draft.views_seen.join(","))
            .with("took_ms", draft.took_ms)
    })
    .await
}

/// Puts the host before people as any parcel, unless it was; gives the number of the event.
async fn put_before_people(
    transaction: &mut Transaction<'static, Sqlite>,
    projection: &Projection,
    actor: &Actor,
    why: &str,
    rules: &Rules,
    now: Timestamp,
) -> Result<Option<i64>, StoreError> {
    let host = projection.host.to_string();
    let due = rules.due(projection.lane.as_deref(), FIRST_LEVEL, now);
    let entered = sqlx::query(
        "INSERT INTO reviews (scan_id, purpose, state, level, queued_at, due_at, lane, parcel_code, risk)
         SELECT id, ?2, ?3, ?4, ?5, ?6, lane, parcel, ?7 FROM scans WHERE id = ?1 ON CONFLICT DO NOTHING",
    )
    .bind(&host)
    .bind(Purpose::Line.name())
    .bind(State::Waiting.name())
    .bind(FIRST_LEVEL)
    .bind(now.as_millisecond())
    .bind(due.map(Timestamp::as_millisecond))
    .bind(risk(None, None))
    .execute(&mut **transaction)
    .await?;
    if entered.rows_affected() == 0 {
        return Ok(None);
    }
    let row = row(transaction, projection.id).await?;
    enter(transaction, actor.clone(), AuditAction::ProjectionHostQueued, &row, |details| details.with("why", why))
        .await?;
    events::insert(transaction, &host, EventKind::Review).await.map(Some)
}
