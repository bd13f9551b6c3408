//! Pictures with fictitious threats among what waits for people, apart from every parcel's own record: no row of a scan,
//! a review, a decision or an event knows of them. `projection` has the rules.

use jiff::Timestamp;
use screening_core::{geometry::PixelBox, taxonomy::ThreatClass};
use sqlx::{QueryBuilder, Row as _, Sqlite, SqliteExecutor, Transaction, sqlite::SqliteRow, types::Json};
use uuid::Uuid;

use super::{
    Drawn, PictureHash, Review, Store, StoreError, StoredScan, StoredView, audit, quality, retention, reviews, scans,
};
use crate::{
    audit::{Action as AuditAction, Actor, Details, NewEntry},
    likeness::Signature,
    projection::Shown,
    review::Action,
};

/// A picture with a fictitious threat that is put among what waits. Its files are on disk.
#[derive(Clone, Debug)]
pub(crate) struct NewProjection {
    /// Grows with time (UUIDv7).
    pub(crate) id: Uuid,
    /// The scan whose picture it is a copy of.
    pub(crate) host: Uuid,
    pub(crate) lane: Option<String>,
    pub(crate) parcel: Option<String>,
    pub(crate) class: ThreatClass,
    /// The number of the view that the threat is in.
    pub(crate) view: usize,
    /// Its place there.
    pub(crate) bbox: PixelBox,
    /// 0 to 1.
    pub(crate) realism: f32,
    /// The view's file with the threat.
    pub(crate) picture: PictureHash,
    /// The same as the detector would have seen it.
    pub(crate) drawn: Drawn,
    /// 0 to 1.
    pub(crate) risk: f64,
    pub(crate) queued: Timestamp,
    /// What is shown as its time limit.
    pub(crate) due: Option<Timestamp>,
    /// When it goes away where nobody took it.
    pub(crate) ends: Timestamp,
}

/// A picture with a fictitious threat.
#[derive(Clone, Debug)]
pub(crate) struct Projection {
    pub(crate) id: Uuid,
    pub(crate) host: Uuid,
    pub(crate) lane: Option<String>,
    pub(crate) class: ThreatClass,
    pub(crate) view: usize,
    pub(crate) bbox: PixelBox,
    /// What was made of it, where it was decided.
    pub(crate) decided: Option<ProjectionDecided>,
}

/// What someone made of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProjectionDecided {
    pub(crate) decision: Uuid,
    pub(crate) by: String,
    pub(crate) at: Timestamp,
    pub(crate) action: Action,
    pub(crate) found: bool,
    pub(crate) elsewhere: bool,
    pub(crate) idempotency_key: String,
}

/// How many wait, and how many are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct OpenProjections {
    pub(crate) waiting: u64,
    pub(crate) leased: u64,
}

impl OpenProjections {
    /// All of them.
    pub(crate) fn sum(self) -> usize {
        usize::try_from(self.waiting + self.leased).unwrap_or(usize::MAX)
    }
}

impl Store {
    /// Up to which event cleared parcels were drawn from. The first time, that is the newest: what was cleared before
    /// lends no picture.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn projection_cursor(&self) -> Result<i64, StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query(
            "INSERT INTO projection_cursor SELECT 1, coalesce(max(number), 0) FROM events WHERE true
             ON CONFLICT DO NOTHING",
        )
        .execute(&mut *transaction)
        .await?;
        let event = sqlx::query_scalar("SELECT event FROM projection_cursor").fetch_one(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(event)
    }

    /// Puts pictures among what waits, of the events after `from` up to `to`; says how many. One whose host is under
    /// review, lost its pictures, or is no CLEAR parcel is left out. The picture store must be held by
    /// [`super::PictureStore::keeping`].
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn project(&self, from: i64, to: i64, new: &[NewProjection]) -> Result<usize, StoreError> {
        let mut transaction = self.write().await?;
        let moved = sqlx::query("UPDATE projection_cursor SET event = ? WHERE event = ?")
            .bind(to)
            .bind(from)
            .execute(&mut *transaction)
            .await?;
        let mut waiting = 0;
        for projection in new {
            if moved.rows_affected() > 0 && insert(&mut transaction, projection).await? {
                waiting += 1;
            } else {
                let drawn = &projection.drawn;
                let pictures = [&projection.picture, &drawn.picture, &drawn.thumbnail].map(PictureHash::as_str);
                retention::note_unneeded(&mut transaction, pictures).await?;
            }
        }
        transaction.commit().await?;
        Ok(waiting)
    }

    /// How many are open.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn open_projections(&self) -> Result<OpenProjections, StoreError> {
        let row = sqlx::query(
            "SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting,
                    count(*) FILTER (WHERE state = 'leased') AS leased FROM projected_reviews",
        )
        .fetch_one(&self.readers)
        .await?;
        Ok(OpenProjections { waiting: quality::count(&row, "waiting")?, leased: quality::count(&row, "leased")? })
    }

    /// A picture with a fictitious threat, while it is kept.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn projection(&self, id: Uuid) -> Result<Option<Projection>, StoreError> {
        projection(&self.readers, id).await
    }

    /// The scan, or what is shown as one: the host of a projection under the projection's id, with its picture.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn scan_or_projected(&self, id: Uuid) -> Result<Option<StoredScan>, StoreError> {
        if let Some(scan) = self.scan(id).await? {
            return Ok(Some(scan));
        }
        let row = sqlx::query("SELECT * FROM projections WHERE id = ?").bind(id.to_string());
        let Some(row) = row.fetch_optional(&self.readers).await? else { return Ok(None) };
        let Some(mut scan) = self.scan(scans::id(&row, "host")?).await? else { return Ok(None) };
        let Some(view) = scan.views.get_mut(number(&row, "view")?) else { return Ok(None) };
        *view = projected(&row, view)?;
        scan.id = id;
        Ok(Some(scan))
    }

    /// Ends what time and the parcels' own reviews bring about: leases that ran out, pictures that nobody took, and
    /// those whose host came under review.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn end_projections(&self, now: Timestamp) -> Result<(), StoreError> {
        let moment = now.as_millisecond();
        let found: Vec<SqliteRow> = sqlx::query(
            "SELECT * FROM (
                 SELECT *, CASE WHEN due_at <= ?1 THEN 'time_limit'
                                WHEN state = 'leased' AND lease_until <= ?1 THEN 'lease'
                                WHEN state = 'waiting' AND ends_at <= ?1 THEN 'not_taken'
                                WHEN state = 'waiting' AND EXISTS (SELECT 1 FROM reviews WHERE scan_id = host)
                                THEN 'under_review' END AS why
                 FROM projections WHERE state IN ('waiting', 'leased')) WHERE why IS NOT NULL",
        )
        .bind(moment)
        .fetch_all(&self.readers)
        .await?;
        if found.is_empty() {
            return Ok(());
        }
        let mut transaction = self.write().await?;
        for row in &found {
            let why: String = row.try_get("why")?;
            // What was renewed or decided since it was found is left alone.
            let token: Option<String> = row.try_get("lease_token")?;
            let until: Option<i64> = row.try_get("lease_until")?;
            let query = if why == "lease" {
                "UPDATE projections SET state = 'waiting', held_by = NULL, lease_token = NULL, lease_until = NULL,
                                        first_action = NULL
                 WHERE id = ?1 AND state = 'leased' AND lease_token IS ?3 AND lease_until IS ?4"
            } else {
                "UPDATE projections SET state = 'not_reviewed', closed_at = ?2, held_by = NULL, lease_token = NULL,
                                        lease_until = NULL
                 WHERE id = ?1 AND state IN ('waiting', 'leased') AND lease_token IS ?3 AND lease_until IS ?4"
            };
            let id: String = row.try_get("id")?;
            let ended = sqlx::query(query).bind(&id).bind(moment).bind(token).bind(until);
            if ended.execute(&mut *transaction).await?.rows_affected() > 0 {
                enter(&mut transaction, Actor::service(), AuditAction::ProjectionEnded, row, |details| {
                    let held: Option<String> = row.try_get("held_by").unwrap_or_default();
                    details.with("why", &why).with_some("held_by", held)
                })
                .await?;
            }
        }
        Ok(transaction.commit().await?)
    }

    /// Deletes those that were closed before a moment, with their pictures. What was made of them stays.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn delete_projections(&self, before: Timestamp) -> Result<(), StoreError> {
        let found: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM projections WHERE closed_at <= ?)")
            .bind(before.as_millisecond())
            .fetch_one(&self.readers)
            .await?;
        if !found {
            return Ok(());
        }
        let mut transaction = self.write().await?;
        delete(&mut transaction, "closed_at <= ", before).await?;
        Ok(transaction.commit().await?)
    }

    /// Takes all of them away, and forgets up to where parcels were drawn from.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn stop_projecting(&self, now: Timestamp) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        let open = sqlx::query("SELECT * FROM projections WHERE state IN ('waiting', 'leased')");
        for row in &open.fetch_all(&mut *transaction).await? {
            enter(&mut transaction, Actor::service(), AuditAction::ProjectionEnded, row, |details| {
                details.with("why", "switched_off")
            })
            .await?;
        }
        delete(&mut transaction, "queued_at <= ", now).await?;
        sqlx::query("DELETE FROM projection_cursor").execute(&mut *transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// What people made of those that were shown to them from a moment up to another.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn projections_shown(
        &self,
        from: Timestamp,
        to: Timestamp,
        only: Option<&str>,
    ) -> Result<Vec<Shown>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM projection_results WHERE at >= ?1 AND at < ?2 AND (?3 IS NULL OR decided_by = ?3) ORDER BY at, id",
        );
        let rows = rows.bind(from.as_millisecond()).bind(to.as_millisecond()).bind(only);
        rows.fetch_all(&self.readers).await?.iter().map(shown).collect::<Result<_, _>>().map_err(StoreError::from)
    }
}

/// One that nobody decided about, as a review.
pub(super) async fn load(database: impl SqliteExecutor<'_>, id: Uuid) -> Result<Option<Review>, StoreError> {
    let row = sqlx::query("SELECT * FROM projected_reviews WHERE scan_id = ?").bind(id.to_string());
    let row = row.fetch_optional(database).await?;
    row.as_ref().map(reviews::review).transpose().map_err(StoreError::from)
}

/// One with its truth.
pub(super) async fn projection(database: impl SqliteExecutor<'_>, id: Uuid) -> Result<Option<Projection>, StoreError> {
    let row = sqlx::query("SELECT * FROM projections WHERE id = ?").bind(id.to_string());
    let row = row.fetch_optional(database).await?;
    row.as_ref().map(read).transpose().map_err(StoreError::from)
}

/// Whether a decision is one about a picture with a fictitious threat.
pub(super) async fn is_decision(database: impl SqliteExecutor<'_>, decision: Uuid) -> Result<bool, StoreError> {
    let query = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM projections WHERE decision = ?)");
    Ok(query.bind(decision.to_string()).fetch_one(database).await?)
}

/// Enters something about one in the audit trail, about its host, with where the threat is.
pub(super) async fn enter(
    transaction: &mut Transaction<'static, Sqlite>,
    actor: Actor,
    action: AuditAction,
    row: &SqliteRow,
    more: impl FnOnce(Details) -> Details,
) -> Result<(), StoreError> {
    let truth = read(row)?;
    let details = Details::none()
        .with("projection", truth.id)
        .with("class", truth.class)
        .with("view", truth.view)
        .with("box", format!("{:?}", <[f32; 4]>::from(truth.bbox)));
    audit::append(transaction, NewEntry::about_scan(actor, action, truth.host, more(details))).await
}

async fn insert(transaction: &mut Transaction<'static, Sqlite>, new: &NewProjection) -> Result<bool, StoreError> {
    let inserted = sqlx::query(
        "INSERT INTO projections (id, host, lane, parcel_code, class, view, box, realism, picture, drawn, thumbnail,
                                  dense, signature, risk, queued_at, due_at, ends_at, state)
         SELECT ?1, id, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, 'waiting' FROM scans
         WHERE id = ?2 AND decision = 'CLEAR' AND pictures_deleted IS NULL
               AND NOT EXISTS (SELECT 1 FROM reviews WHERE scan_id = scans.id)
         ON CONFLICT DO NOTHING",
    )
    .bind(new.id.to_string())
    .bind(new.host.to_string())
    .bind(&new.lane)
    .bind(&new.parcel)
    .bind(new.class.name())
    .bind(new.view as i64)
    .bind(Json(new.bbox))
    .bind(new.realism)
    .bind(new.picture.as_str())
    .bind(new.drawn.picture.as_str())
    .bind(new.drawn.thumbnail.as_str())
    .bind(Json(&new.drawn.dense))
    .bind(new.drawn.signature.as_bytes())
    .bind(new.risk)
    .bind(new.queued.as_millisecond())
    .bind(new.due.map(Timestamp::as_millisecond))
    .bind(new.ends.as_millisecond())
    .execute(&mut **transaction)
    .await?;
    if inserted.rows_affected() == 0 {
        return Ok(false);
    }
    let row = sqlx::query("SELECT * FROM projections WHERE id = ?").bind(new.id.to_string());
    let row = row.fetch_one(&mut **transaction).await?;
    enter(transaction, Actor::service(), AuditAction::ProjectionMade, &row, |details| {
        details.with("realism", new.realism).with("picture_sha256", new.picture.as_str())
    })
    .await?;
    Ok(true)
}

/// Deletes those of which a time is up to a moment, and notes their pictures.
async fn delete(
    transaction: &mut Transaction<'static, Sqlite>,
    condition: &str,
    moment: Timestamp,
) -> Result<(), StoreError> {
    let mut query = QueryBuilder::<Sqlite>::new("DELETE FROM projections WHERE ");
    query.push(condition).push_bind(moment.as_millisecond()).push(" RETURNING picture, drawn, thumbnail");
    for row in query.build().fetch_all(&mut **transaction).await? {
        let pictures: [String; 3] = [row.try_get(0)?, row.try_get(1)?, row.try_get(2)?];
        retention::note_unneeded(transaction, pictures.iter().map(String::as_str)).await?;
    }
    Ok(())
}

fn number(row: &SqliteRow, column: &str) -> Result<usize, sqlx::Error> {
    Ok(usize::try_from(row.try_get::<i64, _>(column)?).unwrap_or_default())
}

fn class(row: &SqliteRow) -> Result<ThreatClass, sqlx::Error> {
    row.try_get::<String, _>("class")?.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

fn read(row: &SqliteRow) -> Result<Projection, sqlx::Error> {
    let Json(bbox) = row.try_get("box")?;
    Ok(Projection {
        id: scans::id(row, "id")?,
        host: scans::id(row, "host")?,
        lane: row.try_get("lane")?,
        class: class(row)?,
        view: number(row, "view")?,
        bbox,
        decided: decided(row)?,
    })
}

fn decided(row: &SqliteRow) -> Result<Option<ProjectionDecided>, sqlx::Error> {
    if row.try_get::<Option<String>, _>("decision")?.is_none() {
        return Ok(None);
    }
    Ok(Some(ProjectionDecided {
        decision: scans::id(row, "decision")?,
        by: row.try_get("decided_by")?,
        at: scans::moment(row, "closed_at")?,
        action: reviews::word(row.try_get("action")?, Action::named)?,
        found: row.try_get("found")?,
        elsewhere: row.try_get("elsewhere")?,
        idempotency_key: row.try_get("idempotency_key")?,
    }))
}

/// The view that holds the threat, in the place of the host's.
fn projected(row: &SqliteRow, host: &StoredView) -> Result<StoredView, sqlx::Error> {
    let hash = |column: &str| Ok::<_, sqlx::Error>(PictureHash::stored(row.try_get(column)?));
    let Json(dense) = row.try_get("dense")?;
    let signature = Signature::stored(row.try_get("signature")?);
    let drawn = signature.map(|signature| {
        Ok::<_, sqlx::Error>(Drawn { picture: hash("drawn")?, thumbnail: hash("thumbnail")?, dense, signature })
    });
    Ok(StoredView {
        name: host.name.clone(),
        mm_per_pixel: host.mm_per_pixel,
        picture: hash("picture")?,
        high: None,
        drawn: drawn.transpose()?,
    })
}

fn shown(row: &SqliteRow) -> Result<Shown, sqlx::Error> {
    Ok(Shown {
        by: row.try_get("decided_by")?,
        class: class(row)?,
        found: row.try_get("found")?,
        elsewhere: row.try_get("elsewhere")?,
        took_ms: quality::count(row, "took_ms")?,
    })
}
