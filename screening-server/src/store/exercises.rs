//! Exercises, their versions and items.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sqlx::{Row as _, Sqlite, Transaction, sqlite::SqliteRow, types::Json};
use uuid::Uuid;

use super::{PictureError, PictureHash, Store, StoreError, audit, retention, scans};
use crate::{
    audit::{Action, Actor, Details, NewEntry},
    clock,
    training::{Item, Lesson, Picked, Picks, Rules},
};

/// An exercise.
#[derive(Clone, Debug)]
pub(crate) struct Exercise {
    /// Its id.
    pub(crate) id: Uuid,
    /// What people call it.
    pub(crate) title: String,
    /// What trainees read before they begin, by language.
    pub(crate) lead: BTreeMap<String, String>,
    /// When it was made.
    pub(crate) created: Timestamp,
    /// By whom.
    pub(crate) created_by: String,
    /// Oldest first.
    pub(crate) versions: Vec<ExerciseVersion>,
    /// Who may do it, by name.
    pub(crate) trainees: Vec<String>,
}

impl Exercise {
    /// The newest version that trainees may do.
    pub(crate) fn published(&self) -> Option<&ExerciseVersion> {
        self.versions.iter().rfind(|version| version.state == VersionState::Published)
    }
}

/// One version of an exercise. Its rules and items never change.
#[derive(Clone, Debug)]
pub(crate) struct ExerciseVersion {
    /// From 1.
    pub(crate) version: u32,
    /// What its items are like.
    pub(crate) rules: Rules,
    /// How far it is.
    pub(crate) state: VersionState,
    /// Why it failed.
    pub(crate) fault: Option<String>,
    /// Items that it will have.
    pub(crate) total: u32,
    /// Items that are made.
    pub(crate) made: u32,
    /// When it was made.
    pub(crate) created: Timestamp,
    /// When it was published.
    pub(crate) published: Option<Timestamp>,
}

/// How far a version is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VersionState {
    /// Its items are being made.
    Generating,
    /// It can be looked at and published.
    Ready,
    /// Its items could not be made.
    Failed,
    /// Trainees may do it.
    Published,
}

impl VersionState {
    /// As it is written.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Generating => "generating",
            Self::Ready => "ready",
            Self::Failed => "failed",
            Self::Published => "published",
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "ready" => Self::Ready,
            "failed" => Self::Failed,
            "published" => Self::Published,
            _ => Self::Generating,
        }
    }
}

/// An item that is to be made.
#[derive(Clone, Debug)]
pub(crate) struct Unmade {
    /// Of which exercise.
    pub(crate) exercise: Uuid,
    /// Of which version.
    pub(crate) version: u32,
    /// From 0; where it is the version's number of items, all are made.
    pub(crate) number: usize,
    /// The version's rules.
    pub(crate) rules: Rules,
    /// The reviewed parcels that were picked for it.
    pub(crate) picked: Vec<Picked>,
}

/// What became of a wish to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Published {
    /// It is published, now or since before.
    Done,
    /// There is no such version.
    Unknown,
    /// It is not ready.
    NotReady(VersionState),
}

/// What became of a list of trainees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Assigned {
    /// These may do the exercise, and nobody else.
    Done,
    /// There is no such exercise.
    Unknown,
    /// There is no account of this name; nothing was changed.
    NoAccount(String),
}

impl Store {
    /// Keeps a new exercise with its first version.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn add_exercise(
        &self,
        by: &Actor,
        title: &str,
        lead: &BTreeMap<String, String>,
        rules: &Rules,
        picks: &Picks,
        now: Timestamp,
    ) -> Result<Uuid, StoreError> {
        let id = Uuid::now_v7();
        let mut transaction = self.write().await?;
        insert(&mut transaction, by, id, title, lead, None, now).await?;
        insert_version(&mut transaction, by, id, 1, (rules, picks), now).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Keeps the lessons of the shipped course that are not there yet; gives the exercises of all of them, in order.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn take_up_course(
        &self,
        by: &Actor,
        lessons: &[(&str, Lesson)],
        now: Timestamp,
    ) -> Result<Vec<Uuid>, StoreError> {
        let mut transaction = self.write().await?;
        let mut ids = Vec::with_capacity(lessons.len());
        for (name, lesson) in lessons {
            let there: Option<String> = sqlx::query_scalar("SELECT id FROM exercises WHERE lesson = ?")
                .bind(*name)
                .fetch_optional(&mut *transaction)
                .await?;
            if let Some(id) = there.and_then(|id| Uuid::parse_str(&id).ok()) {
                ids.push(id);
                continue;
            }
            let id = Uuid::now_v7();
            insert(&mut transaction, by, id, &lesson.title, &lesson.lead, Some(name), now).await?;
            insert_version(&mut transaction, by, id, 1, (&lesson.rules, &Picks::default()), now).await?;
            ids.push(id);
        }
        transaction.commit().await?;
        Ok(ids)
    }

    /// Keeps a new version of an exercise and gives its number; none where there is no such exercise.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn add_exercise_version(
        &self,
        by: &Actor,
        exercise: Uuid,
        rules: &Rules,
        picks: &Picks,
        now: Timestamp,
    ) -> Result<Option<u32>, StoreError> {
        let mut transaction = self.write().await?;
        let last: Option<u32> = sqlx::query_scalar("SELECT max(version) FROM exercise_versions WHERE exercise = ?")
            .bind(exercise.to_string())
            .fetch_one(&mut *transaction)
            .await?;
        let Some(last) = last else { return Ok(None) };
        insert_version(&mut transaction, by, exercise, last + 1, (rules, picks), now).await?;
        transaction.commit().await?;
        Ok(Some(last + 1))
    }

    /// All exercises, newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn exercises(&self) -> Result<Vec<Exercise>, StoreError> {
        let ids: Vec<String> =
            sqlx::query_scalar("SELECT id FROM exercises ORDER BY id DESC").fetch_all(&self.readers).await?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids.iter().filter_map(|id| Uuid::parse_str(id).ok()) {
            found.extend(self.exercise(id).await?);
        }
        Ok(found)
    }

    /// One exercise.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn exercise(&self, id: Uuid) -> Result<Option<Exercise>, StoreError> {
        let text = id.to_string();
        let row = sqlx::query("SELECT * FROM exercises WHERE id = ?").bind(&text).fetch_optional(&self.readers).await?;
        let Some(row) = row else { return Ok(None) };
        let versions = sqlx::query(
            "SELECT *, (SELECT count(*) FROM exercise_items AS items
                        WHERE items.exercise = versions.exercise AND items.version = versions.version) AS made
             FROM exercise_versions AS versions WHERE exercise = ? ORDER BY version",
        )
        .bind(&text)
        .fetch_all(&self.readers)
        .await?;
        let trainees = sqlx::query_scalar("SELECT trainee FROM exercise_trainees WHERE exercise = ? ORDER BY trainee")
            .bind(&text)
            .fetch_all(&self.readers)
            .await?;
        Ok(Some(Exercise {
            id,
            title: row.try_get("title")?,
            lead: row
                .try_get::<Option<Json<BTreeMap<String, String>>>, _>("lead")?
                .map(|Json(lead)| lead)
                .unwrap_or_default(),
            created: scans::moment(&row, "created")?,
            created_by: row.try_get("created_by")?,
            versions: versions.iter().map(version).collect::<Result<_, _>>()?,
            trainees,
        }))
    }

    /// The next item to make, of the oldest version that is in work.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn unmade_item(&self) -> Result<Option<Unmade>, StoreError> {
        let row = sqlx::query(
            "SELECT exercise, version, rules,
                    (SELECT count(*) FROM exercise_items AS items
                     WHERE items.exercise = versions.exercise AND items.version = versions.version) AS made
             FROM exercise_versions AS versions WHERE state = 'generating' ORDER BY created, exercise, version LIMIT 1",
        )
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let Json(rules) = row.try_get("rules")?;
        let number = usize::try_from(row.try_get::<i64, _>("made")?).unwrap_or_default();
        let (exercise, version) = (scans::id(&row, "exercise")?, row.try_get("version")?);
        let picked: Vec<Json<Picked>> = sqlx::query_scalar(
            "SELECT content FROM exercise_picked WHERE exercise = ? AND version = ? ORDER BY number",
        )
        .bind(exercise.to_string())
        .bind(version)
        .fetch_all(&self.readers)
        .await?;
        let picked = picked.into_iter().map(|Json(parcel)| parcel).collect();
        Ok(Some(Unmade { exercise, version, number, rules, picked }))
    }

    /// Keeps an item whose pictures are stored.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn add_item(
        &self,
        exercise: Uuid,
        version: u32,
        number: usize,
        item: &Item,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("INSERT INTO exercise_items (exercise, version, number, content) VALUES (?, ?, ?, ?)")
            .bind(exercise.to_string())
            .bind(version)
            .bind(number as i64)
            .bind(Json(item))
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Notes that all items of a version are made.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn version_made(&self, exercise: Uuid, version: u32) -> Result<(), StoreError> {
        self.settle_version(exercise, version, VersionState::Ready, None).await
    }

    /// Notes why the items of a version cannot be made.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn version_failed(&self, exercise: Uuid, version: u32, why: &str) -> Result<(), StoreError> {
        self.settle_version(exercise, version, VersionState::Failed, Some(why)).await
    }

    async fn settle_version(
        &self,
        exercise: Uuid,
        version: u32,
        state: VersionState,
        fault: Option<&str>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query(
            "UPDATE exercise_versions SET state = ?, fault = ? WHERE exercise = ? AND version = ? AND state = 'generating'",
        )
        .bind(state.name())
        .bind(fault)
        .bind(exercise.to_string())
        .bind(version)
        .execute(&mut *transaction)
        .await?;
        // What was picked is in the items now, or of no use.
        let picked: Vec<Json<Picked>> =
            sqlx::query_scalar("DELETE FROM exercise_picked WHERE exercise = ? AND version = ? RETURNING content")
                .bind(exercise.to_string())
                .bind(version)
                .fetch_all(&mut *transaction)
                .await?;
        let files: Vec<String> =
            picked.iter().flat_map(|Json(parcel)| parcel.hashes().into_iter().map(str::to_owned)).collect();
        retention::note_unneeded(&mut transaction, files.iter().map(String::as_str)).await?;
        Ok(transaction.commit().await?)
    }

    /// Notes that a version left the service in a form.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn exercise_exported(
        &self,
        by: &Actor,
        exercise: Uuid,
        version: u32,
        format: &str,
    ) -> Result<(), StoreError> {
        let entry = about(by, Action::ExerciseExported, exercise, version);
        self.record(NewEntry { details: entry.details.with("format", format), ..entry }).await
    }

    /// The items of a version that are made, in order.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn exercise_items(&self, exercise: Uuid, version: u32) -> Result<Vec<Item>, StoreError> {
        let rows = sqlx::query("SELECT content FROM exercise_items WHERE exercise = ? AND version = ? ORDER BY number")
            .bind(exercise.to_string())
            .bind(version)
            .fetch_all(&self.readers)
            .await?;
        let items = rows.iter().map(|row| Ok(row.try_get::<Json<Item>, _>("content")?.0));
        items.collect::<Result<_, sqlx::Error>>().map_err(StoreError::from)
    }

    /// A picture that an item names.
    ///
    /// # Errors
    /// [`PictureError`]
    pub(crate) async fn exercise_picture(&self, hash: &str) -> Result<bytes::Bytes, PictureError> {
        self.pictures.get(&PictureHash::stored(hash.to_owned())).await
    }

    /// Lets trainees do a version from now on.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn publish_exercise(
        &self,
        by: &Actor,
        exercise: Uuid,
        version: u32,
        now: Timestamp,
    ) -> Result<Published, StoreError> {
        let mut transaction = self.write().await?;
        let state: Option<String> =
            sqlx::query_scalar("SELECT state FROM exercise_versions WHERE exercise = ? AND version = ?")
                .bind(exercise.to_string())
                .bind(version)
                .fetch_optional(&mut *transaction)
                .await?;
        match state.as_deref().map(VersionState::named) {
            None => return Ok(Published::Unknown),
            Some(VersionState::Published) => return Ok(Published::Done),
            Some(VersionState::Ready) => {}
            Some(state) => return Ok(Published::NotReady(state)),
        }
        sqlx::query(
            "UPDATE exercise_versions SET state = 'published', published = ? WHERE exercise = ? AND version = ?",
        )
        .bind(now.as_millisecond())
        .bind(exercise.to_string())
        .bind(version)
        .execute(&mut *transaction)
        .await?;
        audit::append(&mut transaction, about(by, Action::ExercisePublished, exercise, version)).await?;
        transaction.commit().await?;
        Ok(Published::Done)
    }

    /// Says who may do an exercise, instead of those who might before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn set_trainees(
        &self,
        exercise: Uuid,
        trainees: &[String],
        now: Timestamp,
    ) -> Result<Assigned, StoreError> {
        let id = exercise.to_string();
        let mut transaction = self.write().await?;
        let known: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM exercises WHERE id = ?)")
            .bind(&id)
            .fetch_one(&mut *transaction)
            .await?;
        if !known {
            return Ok(Assigned::Unknown);
        }
        sqlx::query("DELETE FROM exercise_trainees WHERE exercise = ?").bind(&id).execute(&mut *transaction).await?;
        for name in trainees {
            let added = sqlx::query(
                "INSERT INTO exercise_trainees (exercise, trainee, assigned) SELECT ?, name, ? FROM users WHERE name = ?
                 ON CONFLICT DO NOTHING",
            )
            .bind(&id)
            .bind(now.as_millisecond())
            .bind(name)
            .execute(&mut *transaction)
            .await?;
            if added.rows_affected() == 0 {
                let there: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM users WHERE name = ?)")
                    .bind(name)
                    .fetch_one(&mut *transaction)
                    .await?;
                if !there {
                    return Ok(Assigned::NoAccount(name.clone()));
                }
            }
        }
        transaction.commit().await?;
        Ok(Assigned::Done)
    }
}

async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    by: &Actor,
    id: Uuid,
    title: &str,
    lead: &BTreeMap<String, String>,
    lesson: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO exercises (id, title, created, created_by, lead, lesson) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(id.to_string())
        .bind(title)
        .bind(now.as_millisecond())
        .bind(by.as_str())
        .bind(Json(lead))
        .bind(lesson)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

async fn insert_version(
    transaction: &mut Transaction<'static, Sqlite>,
    by: &Actor,
    exercise: Uuid,
    version: u32,
    (rules, picks): (&Rules, &Picks),
    now: Timestamp,
) -> Result<(), StoreError> {
    // Which scans they were stays in the audit trail alone.
    let rules = &Rules { parcels: Vec::new(), ..rules.clone() };
    sqlx::query(
        "INSERT INTO exercise_versions (exercise, version, rules, state, total, created)
         VALUES (?, ?, ?, 'generating', ?, ?)",
    )
    .bind(exercise.to_string())
    .bind(version)
    .bind(Json(rules))
    .bind(rules.items)
    .bind(now.as_millisecond())
    .execute(&mut **transaction)
    .await?;
    for (number, parcel) in picks.parcels.iter().enumerate() {
        sqlx::query("INSERT INTO exercise_picked (exercise, version, number, content) VALUES (?, ?, ?, ?)")
            .bind(exercise.to_string())
            .bind(version)
            .bind(number as i64)
            .bind(Json(parcel))
            .execute(&mut **transaction)
            .await?;
    }
    for scan in &picks.scans {
        let details = Details::none().with("exercise", exercise).with("version", version);
        audit::append(transaction, NewEntry::about_scan(by.clone(), Action::ParcelPicked, scan, details)).await?;
    }
    let entry = about(by, Action::ExerciseAdded, exercise, version);
    let details = entry.details.with_some("salt", picks.salt.as_ref());
    audit::append(transaction, NewEntry { details, ..entry }).await
}

fn about(by: &Actor, action: Action, exercise: Uuid, version: u32) -> NewEntry {
    let details = Details::none().with("version", version);
    NewEntry { actor: by.clone(), action, subject: format!("exercise:{exercise}"), details }
}

fn version(row: &SqliteRow) -> Result<ExerciseVersion, sqlx::Error> {
    let Json(rules) = row.try_get("rules")?;
    let state: String = row.try_get("state")?;
    let published: Option<i64> = row.try_get("published")?;
    Ok(ExerciseVersion {
        version: row.try_get("version")?,
        rules,
        state: VersionState::named(&state),
        fault: row.try_get("fault")?,
        total: row.try_get("total")?,
        made: row.try_get("made")?,
        created: scans::moment(row, "created")?,
        published: published.map(clock::from_milliseconds),
    })
}
