//! Reviews in people's hands: taken under a lease, held, given back, lost.
//!
//! A lease is taken in a transaction of the one writer, so two people never hold the same parcel.

use std::cmp::Ordering;

use jiff::Timestamp;
use sqlx::{QueryBuilder, Sqlite, SqliteExecutor, Transaction};
use uuid::Uuid;

use super::{
    Review, Store, StoreError, audit, projected, projections,
    reviews::{BY_URGENCY, Kind, OPEN, PROJECTED, REAL, STEP, load, review, save},
};
use crate::{
    audit::{Action as AuditAction, Actor, Details, NewEntry},
    clock,
    review::{Action, Reviewer, State},
};

/// What someone wants to look at: this parcel, or the most urgent one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) scan: Option<Uuid>,
    pub(crate) lane: Option<String>,
    pub(crate) level: Option<u8>,
}

/// What came of a claim.
#[derive(Clone, Debug)]
pub(crate) enum Claimed {
    /// The person holds it.
    Leased(Box<Review>),
    /// Nothing waits for the person.
    Nothing,
    /// The parcel that was asked for is not to be had.
    Refused(NotClaimed),
}

/// Why a parcel is not to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NotClaimed {
    /// It is in no review.
    Unknown,
    /// There is nothing left to decide.
    Closed,
    /// This person looks at it.
    Held(String),
    /// It waits for someone of this level.
    Level(u8),
    /// Another person has to look.
    OtherPerson,
}

impl Store {
    /// Gives a parcel to a person until a moment: the one that is asked for, or the most urgent that the person may take.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn claim_review(
        &self,
        by: &Reviewer,
        wanted: &Wanted,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Claimed, StoreError> {
        let mut transaction = self.write().await?;
        let found = match wanted.scan {
            None => {
                let real = free(&mut *transaction, &REAL, by, wanted, now, 1).await?.pop();
                let projected = free(&mut *transaction, &PROJECTED, by, wanted, now, 1).await?.pop();
                let is_first =
                    |projected: &Review| real.as_ref().is_none_or(|real| projected.by_urgency(real) == Ordering::Less);
                match projected.filter(is_first) {
                    Some(projected) => Some((projected, true)),
                    None => real.map(|real| (real, false)),
                }
            }
            Some(scan) => {
                let real = load(&mut *transaction, scan).await?;
                let is_projected = real.is_none();
                let found = if is_projected { projections::load(&mut *transaction, scan).await? } else { real };
                match may_take(found, by, now) {
                    Ok(review) => Some((review, is_projected)),
                    Err(reason) => return Ok(Claimed::Refused(reason)),
                }
            }
        };
        let Some((mut review, is_projected)) = found else { return Ok(Claimed::Nothing) };
        if is_projected {
            projected::lease(&mut transaction, &mut review, &by.name, now, until).await?;
            transaction.commit().await?;
            return Ok(Claimed::Leased(Box::new(review)));
        }
        let event = take(&mut transaction, &mut review, by, now, until).await?;
        transaction.commit().await?;
        self.announce(event);
        Ok(Claimed::Leased(Box::new(review)))
    }

    /// Up to `limit` parcels that the person may take next, the most urgent first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn next_reviews(
        &self,
        by: &Reviewer,
        wanted: &Wanted,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<Review>, StoreError> {
        let mut next = free(&self.readers, &REAL, by, wanted, now, limit).await?;
        next.extend(free(&self.readers, &PROJECTED, by, wanted, now, limit).await?);
        next.sort_by(Review::by_urgency);
        next.truncate(limit);
        Ok(next)
    }

    /// Holds a parcel for longer; false when the person does not hold it.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn renew_lease(
        &self,
        scan: Uuid,
        by: &str,
        token: Uuid,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.write().await?;
        let renewed = sqlx::query(
            "UPDATE reviews SET lease_until = ?1
             WHERE scan_id = ?2 AND state = 'leased' AND held_by = ?3 AND lease_token = ?4 AND lease_until > ?5
                   AND (due_at IS NULL OR due_at > ?5)",
        )
        .bind(until.as_millisecond())
        .bind(scan.to_string())
        .bind(by)
        .bind(token.to_string())
        .bind(now.as_millisecond())
        .execute(&mut *transaction)
        .await?
        .rows_affected();
        let renewed = renewed > 0 || projected::renew(&mut transaction, scan, by, token, now, until).await?;
        transaction.commit().await?;
        Ok(renewed)
    }

    /// Gives a parcel back undecided; false when the person does not hold it.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn give_back(
        &self,
        scan: Uuid,
        by: &str,
        token: Uuid,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.write().await?;
        let review = load(&mut *transaction, scan).await?.filter(|review| review.is_held(by, token, now));
        let Some(mut review) = review else {
            let given = projected::give_back(&mut transaction, scan, by, token, now).await?;
            transaction.commit().await?;
            return Ok(given);
        };
        let event = put_back(&mut transaction, &mut review).await?;
        transaction.commit().await?;
        self.announce(event);
        Ok(true)
    }

    /// Notes what the holder would do without the machine's regions; what was noted first stays. None when the person
    /// does not hold the parcel.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn first_look(
        &self,
        scan: Uuid,
        actor: Actor,
        by: &str,
        token: Uuid,
        action: Action,
        now: Timestamp,
    ) -> Result<Option<Review>, StoreError> {
        let mut transaction = self.write().await?;
        let review = load(&mut *transaction, scan).await?.filter(|review| review.is_held(by, token, now));
        let Some(mut review) = review else {
            let looked = projected::first_look(&mut transaction, scan, by, token, action, now).await?;
            transaction.commit().await?;
            return Ok(looked);
        };
        if review.first_action.is_some() {
            return Ok(Some(review));
        }
        sqlx::query("UPDATE reviews SET first_action = ? WHERE scan_id = ?")
            .bind(action.name())
            .bind(scan.to_string())
            .execute(&mut *transaction)
            .await?;
        let details = Details::none().with("action", action.name());
        audit::append(&mut transaction, NewEntry::about_scan(actor, AuditAction::FirstLook, scan, details)).await?;
        transaction.commit().await?;
        review.first_action = Some(action);
        Ok(Some(review))
    }

    /// Gives back what people hold who gave no sign of life; says how many parcels.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn end_leases(&self, now: Timestamp) -> Result<usize, StoreError> {
        let mut transaction = self.write().await?;
        let rows = sqlx::query("SELECT * FROM reviews WHERE state = 'leased' AND lease_until <= ? LIMIT ?")
            .bind(now.as_millisecond())
            .bind(STEP)
            .fetch_all(&mut *transaction)
            .await?;
        let mut newest = None;
        for row in &rows {
            newest = Some(end_lease(&mut transaction, &mut review(row)?).await?);
        }
        transaction.commit().await?;
        newest.into_iter().for_each(|event| self.announce(event));
        Ok(rows.len())
    }
}

/// Those that nobody holds and the person may take, the most urgent first.
async fn free(
    database: impl SqliteExecutor<'_>,
    kind: &Kind,
    by: &Reviewer,
    wanted: &Wanted,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<Review>, StoreError> {
    let now = now.as_millisecond();
    let mut query = QueryBuilder::<Sqlite>::new(kind.all);
    query.push(OPEN).push(" AND (state <> 'leased' OR lease_until <= ").push_bind(now);
    query.push(") AND (due_at IS NULL OR due_at > ").push_bind(now);
    query.push(") AND level <= ").push_bind(by.most_level);
    query.push(" AND (not_for IS NULL OR not_for <> ").push_bind(by.name.clone()).push(")");
    if let Some(lane) = &wanted.lane {
        query.push(" AND lane = ").push_bind(lane.clone());
    }
    if let Some(level) = wanted.level {
        query.push(" AND level = ").push_bind(level);
    }
    query.push(BY_URGENCY).push(" LIMIT ").push_bind(limit as i64);
    let rows = query.build().fetch_all(database).await?;
    rows.iter().map(review).collect::<Result<_, _>>().map_err(StoreError::from)
}

/// Whether a person may have a parcel by name. Whoever holds it already may, where the name is theirs alone.
pub(super) fn may_take(review: Option<Review>, by: &Reviewer, now: Timestamp) -> Result<Review, NotClaimed> {
    let review = review.ok_or(NotClaimed::Unknown)?;
    if !review.state.is_open() || review.is_over(now) {
        return Err(NotClaimed::Closed);
    }
    if review.level > by.most_level {
        return Err(NotClaimed::Level(review.level));
    }
    if review.not_for.as_deref() == Some(by.name.as_str()) {
        return Err(NotClaimed::OtherPerson);
    }
    match &review.held_by {
        Some(holder) if review.is_taken(now) && !(by.is_known && *holder == by.name) => {
            Err(NotClaimed::Held(holder.clone()))
        }
        _ => Ok(review),
    }
}

/// Gives a review that they may take to a person; gives the number of the event.
pub(super) async fn take(
    transaction: &mut Transaction<'static, Sqlite>,
    review: &mut Review,
    by: &Reviewer,
    now: Timestamp,
    until: Timestamp,
) -> Result<i64, StoreError> {
    let is_own = review.is_taken(now);
    if review.state == State::Leased && !is_own {
        end_lease(transaction, review).await?;
    }
    if !is_own {
        review.first_action = None;
    }
    lease(transaction, review, &by.name, until).await
}

/// Gives a review to a person; gives the number of the event.
pub(super) async fn lease(
    transaction: &mut Transaction<'static, Sqlite>,
    review: &mut Review,
    by: &str,
    until: Timestamp,
) -> Result<i64, StoreError> {
    review.state = State::Leased;
    review.held_by = Some(by.to_owned());
    review.lease = Some((Uuid::now_v7(), until));
    save(transaction, review).await
}

/// Puts a review back where it waits; gives the number of the event.
async fn put_back(transaction: &mut Transaction<'static, Sqlite>, review: &mut Review) -> Result<i64, StoreError> {
    review.state = review.stage();
    (review.held_by, review.lease, review.first_action) = (None, None, None);
    save(transaction, review).await
}

/// Takes a review from a person who gave no sign of life; gives the number of the event.
async fn end_lease(transaction: &mut Transaction<'static, Sqlite>, review: &mut Review) -> Result<i64, StoreError> {
    let details = Details::none()
        .with_some("held_by", review.held_by.as_ref())
        .with_some("lease_until", review.lease.map(|(_, until)| clock::rfc3339(until)));
    let entry = NewEntry::about_scan(Actor::service(), AuditAction::LeaseLost, review.scan, details);
    audit::append(transaction, entry).await?;
    put_back(transaction, review).await
}
