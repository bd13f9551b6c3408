//! What opening parcels showed, version by version.

use std::collections::BTreeMap;

use jiff::Timestamp;
use screening_core::taxonomy::ThreatClass;
use serde::{Deserialize, Serialize};
use sqlx::{Row as _, Sqlite, SqliteExecutor, Transaction, sqlite::SqliteRow, types::Json};
use uuid::Uuid;

use super::{PictureHash, Store, StoreError, audit, retention, scans};
use crate::{
    audit::{Action, Actor, Details, NewEntry},
    clock,
    records::{MOST_PHOTOS, Outcome, Photo},
};

/// One version of an outcome.
#[derive(Clone, Debug)]
pub(crate) struct OutcomeVersion {
    /// From 1.
    pub(crate) version: u32,
    /// When it was recorded.
    pub(crate) at: Timestamp,
    /// By whom, as the audit trail names them.
    pub(crate) by: String,
    /// What it says.
    pub(crate) outcome: Outcome,
    /// The photos that belong to it.
    pub(crate) photos: Vec<StoredPhoto>,
}

/// A photo that is kept, or was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredPhoto {
    /// Its file in the picture store.
    pub(crate) hash: PictureHash,
    /// Pixels a row.
    pub(crate) width: u32,
    /// Rows.
    pub(crate) height: u32,
}

/// What a new version says.
#[derive(Clone, Debug)]
pub(crate) enum OutcomeChange {
    /// All of it, with photos added to those of the version before that are kept.
    Whole {
        /// The version that it corrects; none where it is the first.
        corrects: Option<u32>,
        /// What it says.
        outcome: Outcome,
        /// Which photos of the version before are kept, by their hashes; none: all.
        keep: Option<Vec<String>>,
        /// Photos that are in the picture store already.
        photos: Vec<StoredPhoto>,
    },
    /// The same as before, with one more photo that is in the picture store already.
    Photo(StoredPhoto),
}

/// What became of a change.
#[derive(Clone, Debug)]
pub(crate) enum Recorded {
    /// It is the newest version.
    New,
    /// The newest version says the same, and comes from the same person.
    Known,
    /// There is a version that it does not correct: this is the newest.
    Conflict(u32),
    /// There is no such scan.
    NoScan,
    /// A photo has no version to be added to.
    NoOutcome,
    /// It names a photo that the version before does not have.
    NoPhoto,
    /// It would have more than [`MOST_PHOTOS`].
    TooManyPhotos,
    /// The scan's pictures were deleted then: photos are not kept either.
    PicturesDeleted(Timestamp),
}

/// What is kept of a version, and what its hash in the trail is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Body {
    #[serde(flatten)]
    outcome: Outcome,
    /// SHA-256 each.
    photos: Vec<String>,
}

impl StoredPhoto {
    /// A photo that was stored under this hash.
    pub(crate) fn new(hash: PictureHash, photo: &Photo) -> Self {
        Self { hash, width: photo.width, height: photo.height }
    }
}

impl Store {
    /// Keeps a new version of a scan's outcome, and enters it into the trail. Whoever stored its photos holds
    /// [`super::PictureStore::keeping`].
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn record_outcome(
        &self,
        by: &Actor,
        scan: Uuid,
        change: OutcomeChange,
    ) -> Result<Recorded, StoreError> {
        let key = scan.to_string();
        let brought: Vec<StoredPhoto> = match &change {
            OutcomeChange::Whole { photos, .. } => photos.clone(),
            OutcomeChange::Photo(photo) => vec![photo.clone()],
        };
        let mut transaction = self.write().await?;
        let recorded = apply(&mut transaction, by, &key, change, &brought).await?;
        if !matches!(recorded, Recorded::New) {
            // Nobody may need the photos that came with it.
            let hashes: Vec<String> = brought.iter().map(|photo| photo.hash.to_string()).collect();
            retention::note_unneeded(&mut transaction, hashes.iter().map(String::as_str)).await?;
        }
        transaction.commit().await?;
        Ok(recorded)
    }

    /// All versions of a scan's outcome, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn outcomes(&self, scan: Uuid) -> Result<Vec<OutcomeVersion>, StoreError> {
        let key = scan.to_string();
        // The photos last: each that a version names is there, whatever is added in between.
        let rows = sqlx::query("SELECT * FROM outcomes WHERE scan = ? ORDER BY version")
            .bind(&key)
            .fetch_all(&self.readers)
            .await?;
        let photos = photos(&self.readers, &key).await?;
        rows.iter().map(|row| version(row, &photos)).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// All versions of a scan's outcome as they are kept, oldest first: their hashes stand in the trail.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn outcome_texts(&self, scan: Uuid) -> Result<Vec<String>, StoreError> {
        Ok(sqlx::query_scalar("SELECT body FROM outcomes WHERE scan = ? ORDER BY version")
            .bind(scan.to_string())
            .fetch_all(&self.readers)
            .await?)
    }

    /// A photo that was recorded with some version of a scan's outcome, by its hash.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn outcome_photo(&self, scan: Uuid, hash: &str) -> Result<Option<StoredPhoto>, StoreError> {
        Ok(photos(&self.readers, &scan.to_string()).await?.remove(hash))
    }

    /// All photos of a scan, of every version.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn outcome_photos(&self, scan: Uuid) -> Result<Vec<StoredPhoto>, StoreError> {
        Ok(photos(&self.readers, &scan.to_string()).await?.into_values().collect())
    }
}

async fn apply(
    transaction: &mut Transaction<'static, Sqlite>,
    by: &Actor,
    scan: &str,
    change: OutcomeChange,
    brought: &[StoredPhoto],
) -> Result<Recorded, StoreError> {
    let known: Option<Option<i64>> = sqlx::query_scalar("SELECT pictures_deleted FROM scans WHERE id = ?")
        .bind(scan)
        .fetch_optional(&mut **transaction)
        .await?;
    match known {
        None => return Ok(Recorded::NoScan),
        Some(Some(deleted)) if !brought.is_empty() => {
            return Ok(Recorded::PicturesDeleted(clock::from_milliseconds(deleted)));
        }
        Some(_) => {}
    }
    let newest = newest(&mut **transaction, scan).await?;
    let body = match next(newest.as_ref(), by, change) {
        Ok(body) => body,
        Err(refused) => return Ok(refused),
    };
    let before = newest.map_or(0, |newest| newest.version);
    insert(transaction, by, scan, before, &body, brought).await?;
    Ok(Recorded::New)
}

/// The version that a new one follows.
struct Newest {
    version: u32,
    by: String,
    body: Body,
}

/// What the new version says, or why there is none.
fn next(newest: Option<&Newest>, by: &Actor, change: OutcomeChange) -> Result<Body, Recorded> {
    let before: &[String] = newest.map_or(&[], |newest| &newest.body.photos);
    let (outcome, mut photos, brought) = match change {
        OutcomeChange::Photo(photo) => {
            let newest = newest.ok_or(Recorded::NoOutcome)?;
            (newest.body.outcome.clone(), before.to_vec(), vec![photo])
        }
        OutcomeChange::Whole { corrects, outcome, keep, photos } => {
            let number = newest.map(|newest| newest.version);
            if corrects != number {
                let newest = newest.ok_or(Recorded::NoOutcome)?;
                // Sent twice: the second time, what it corrects is not the newest any more.
                let again = newest.version == corrects.unwrap_or_default() + 1
                    && newest.by == by.as_str()
                    && newest.body.outcome == outcome
                    && photos.iter().all(|photo| newest.body.has(photo));
                return Err(if again { Recorded::Known } else { Recorded::Conflict(newest.version) });
            }
            if keep.iter().flatten().any(|hash| !before.contains(hash)) {
                return Err(Recorded::NoPhoto);
            }
            let kept = |hash: &&String| keep.as_ref().is_none_or(|keep| keep.contains(hash));
            (outcome, before.iter().filter(kept).cloned().collect(), photos)
        }
    };
    for photo in brought {
        if !photos.iter().any(|hash| *hash == photo.hash.as_str()) {
            photos.push(photo.hash.as_str().to_owned());
        }
    }
    if photos.len() > MOST_PHOTOS {
        return Err(Recorded::TooManyPhotos);
    }
    let body = Body { outcome, photos };
    // A photo that is there already changes nothing.
    if newest.is_some_and(|newest| newest.body == body) { Err(Recorded::Known) } else { Ok(body) }
}

impl Body {
    fn has(&self, photo: &StoredPhoto) -> bool {
        self.photos.iter().any(|hash| hash == photo.hash.as_str())
    }
}

async fn newest(database: impl SqliteExecutor<'_>, scan: &str) -> Result<Option<Newest>, StoreError> {
    let row = sqlx::query("SELECT * FROM newest_outcomes WHERE scan = ?").bind(scan).fetch_optional(database).await?;
    let Some(row) = row else { return Ok(None) };
    let Json(body) = row.try_get("body")?;
    Ok(Some(Newest { version: row.try_get("version")?, by: row.try_get("recorded_by")?, body }))
}

async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    by: &Actor,
    scan: &str,
    before: u32,
    body: &Body,
    brought: &[StoredPhoto],
) -> Result<(), StoreError> {
    for photo in brought {
        sqlx::query(
            "INSERT INTO outcome_photos (scan, picture, width, height) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(scan)
        .bind(photo.hash.as_str())
        .bind(photo.width)
        .bind(photo.height)
        .execute(&mut **transaction)
        .await?;
    }
    let version = before + 1;
    let text: String = sqlx::query_scalar(
        "INSERT INTO outcomes (scan, version, at, recorded_by, found, body) VALUES (?, ?, ?, ?, ?, ?) RETURNING body",
    )
    .bind(scan)
    .bind(version)
    .bind(clock::now().as_millisecond())
    .bind(by.as_str())
    .bind(body.outcome.found)
    .bind(Json(body))
    .fetch_one(&mut **transaction)
    .await?;
    let classes: Vec<&str> = body.outcome.classes().into_iter().map(ThreatClass::name).collect();
    let details = Details::none()
        .with("version", version)
        .with("found", body.outcome.found)
        .with_some("classes", (!classes.is_empty()).then(|| classes.join(",")))
        .with("outcome_sha256", audit::sha256(text.as_bytes()))
        .with("photos_sha256", body.photos.join(","));
    audit::append(transaction, NewEntry::about_scan(by.clone(), Action::OutcomeRecorded, scan, details)).await
}

async fn photos(database: impl SqliteExecutor<'_>, scan: &str) -> Result<BTreeMap<String, StoredPhoto>, StoreError> {
    let rows = sqlx::query("SELECT * FROM outcome_photos WHERE scan = ?").bind(scan).fetch_all(database).await?;
    let photo = |row: &SqliteRow| {
        let hash: String = row.try_get("picture")?;
        let stored = PictureHash::stored(hash.clone());
        Ok::<_, sqlx::Error>((
            hash,
            StoredPhoto { hash: stored, width: row.try_get("width")?, height: row.try_get("height")? },
        ))
    };
    rows.iter().map(photo).collect::<Result<_, _>>().map_err(StoreError::from)
}

fn version(row: &SqliteRow, photos: &BTreeMap<String, StoredPhoto>) -> Result<OutcomeVersion, sqlx::Error> {
    let Json(Body { outcome, photos: hashes }) = row.try_get("body")?;
    Ok(OutcomeVersion {
        version: row.try_get("version")?,
        at: scans::moment(row, "at")?,
        by: row.try_get("recorded_by")?,
        outcome,
        photos: hashes.iter().filter_map(|hash| photos.get(hash)).cloned().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(byte: u8) -> StoredPhoto {
        StoredPhoto { hash: PictureHash::of(&[byte]), width: 3, height: 2 }
    }

    fn hash(byte: u8) -> String {
        photo(byte).hash.as_str().to_owned()
    }

    fn nothing(note: &str) -> Outcome {
        Outcome { found: false, items: Vec::new(), declared: None, note: Some(note.to_owned()) }
    }

    fn newest(version: u32, note: &str, photos: &[u8]) -> Newest {
        let photos = photos.iter().map(|byte| hash(*byte)).collect();
        Newest { version, by: "user:anna".to_owned(), body: Body { outcome: nothing(note), photos } }
    }

    fn whole(corrects: Option<u32>, note: &str, keep: Option<&[u8]>, photos: &[u8]) -> OutcomeChange {
        OutcomeChange::Whole {
            corrects,
            outcome: nothing(note),
            keep: keep.map(|keep| keep.iter().map(|byte| hash(*byte)).collect()),
            photos: photos.iter().map(|byte| photo(*byte)).collect(),
        }
    }

    fn anna() -> Actor {
        Actor::user("anna")
    }

    #[test]
    fn a_correction_names_the_newest_version_and_says_which_photos_stay() {
        let before = newest(2, "a", &[1, 2]);
        let of = |change| next(Some(&before), &anna(), change).map(|body| body.photos);
        assert_eq!(of(whole(Some(2), "b", None, &[3])).unwrap(), [hash(1), hash(2), hash(3)]);
        assert_eq!(of(whole(Some(2), "b", Some(&[2]), &[2])).unwrap(), [hash(2)]);
        assert_eq!(of(whole(Some(2), "b", Some(&[]), &[])).unwrap(), [""; 0]);
        assert!(matches!(of(whole(Some(2), "b", Some(&[9]), &[])), Err(Recorded::NoPhoto)));
        for other in [None, Some(1), Some(3)] {
            assert!(matches!(of(whole(other, "b", None, &[])), Err(Recorded::Conflict(2))), "{other:?}");
        }
        assert!(matches!(next(None, &anna(), whole(Some(1), "b", None, &[])), Err(Recorded::NoOutcome)));
        assert!(next(None, &anna(), whole(None, "b", None, &[])).is_ok());
    }

    #[test]
    fn what_is_sent_twice_is_one_version() {
        let before = newest(2, "a", &[1]);
        let of = |by: &Actor, change| next(Some(&before), by, change);
        assert!(matches!(of(&anna(), whole(Some(1), "a", None, &[1])), Err(Recorded::Known)));
        assert!(matches!(of(&Actor::user("bert"), whole(Some(1), "a", None, &[1])), Err(Recorded::Conflict(2))));
        assert!(matches!(of(&anna(), whole(Some(1), "b", None, &[1])), Err(Recorded::Conflict(2))));
        assert!(matches!(of(&anna(), OutcomeChange::Photo(photo(1))), Err(Recorded::Known)));
    }

    #[test]
    fn photos_are_added_to_a_version_up_to_the_limit() {
        let full = newest(1, "a", &(0..MOST_PHOTOS as u8).collect::<Vec<_>>());
        let change = || OutcomeChange::Photo(photo(200));
        assert!(matches!(next(Some(&full), &anna(), change()), Err(Recorded::TooManyPhotos)));
        assert!(matches!(next(None, &anna(), change()), Err(Recorded::NoOutcome)));
        let one = newest(1, "a", &[1]);
        assert_eq!(next(Some(&one), &anna(), change()).unwrap().photos, [hash(1), hash(200)]);
    }
}
