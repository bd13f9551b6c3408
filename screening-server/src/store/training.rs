//! Sessions of trainees and their answers.

use jiff::Timestamp;
use sqlx::{Row as _, Sqlite, Transaction, sqlite::SqliteRow, types::Json};
use uuid::Uuid;

use super::{Store, StoreError, scans};
use crate::{
    clock,
    training::{
        Answer, Item,
        score::{Judgement, Trial},
    },
};

/// A trainee's session.
#[derive(Clone, Debug)]
pub(crate) struct TrainingSession {
    /// Its id.
    pub(crate) id: Uuid,
    /// Of which exercise.
    pub(crate) exercise: Uuid,
    /// Of which version.
    pub(crate) version: u32,
    /// Whose.
    pub(crate) trainee: String,
    /// Fixes the order of the items.
    pub(crate) seed: u32,
    /// Where the adaptive mode begins.
    pub(crate) level: Option<f64>,
    /// When it began.
    pub(crate) began: Timestamp,
    /// When it ended; none while it goes on.
    pub(crate) ended: Option<Timestamp>,
    /// What was handed out, in order.
    pub(crate) handed_out: Vec<HandedOut>,
}

impl TrainingSession {
    /// Items that were answered, with what the answers were worth, in order.
    pub(crate) fn done(&self) -> Vec<(usize, Judgement)> {
        self.handed_out.iter().filter_map(|out| Some((out.item, out.given.as_ref()?.judgement))).collect()
    }

    /// What was handed out and not answered yet.
    pub(crate) fn open(&self) -> Option<&HandedOut> {
        self.handed_out.last().filter(|out| out.given.is_none())
    }
}

/// An item that a trainee was shown.
#[derive(Clone, Debug)]
pub(crate) struct HandedOut {
    /// Which item of the version.
    pub(crate) item: usize,
    /// When, by the service's clock.
    pub(crate) shown: Timestamp,
    /// The answer; none before it.
    pub(crate) given: Option<GivenAnswer>,
}

/// An answer as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct GivenAnswer {
    /// When it came.
    pub(crate) at: Timestamp,
    /// As it was given; none where time ran out before.
    pub(crate) answer: Option<Answer>,
    /// What it was worth.
    pub(crate) judgement: Judgement,
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answered {
    /// It is kept.
    Done,
    /// The item was answered before: the first answer holds.
    Before,
    /// The session has ended.
    Ended,
    /// The item was not handed out.
    NotHandedOut,
}

impl Store {
    /// Begins a session, or gives the one that is open.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn begin_training(
        &self,
        exercise: Uuid,
        version: u32,
        trainee: &str,
        level: Option<f64>,
        now: Timestamp,
    ) -> Result<Uuid, StoreError> {
        let mut transaction = self.write().await?;
        let open: Option<String> =
            sqlx::query_scalar("SELECT id FROM training_sessions WHERE exercise = ? AND trainee = ? AND ended IS NULL")
                .bind(exercise.to_string())
                .bind(trainee)
                .fetch_optional(&mut *transaction)
                .await?;
        if let Some(id) = open.and_then(|id| Uuid::parse_str(&id).ok()) {
            return Ok(id);
        }
        let id = Uuid::now_v7();
        // The end of an id is random.
        let seed = u32::from_be_bytes([id.as_bytes()[12], id.as_bytes()[13], id.as_bytes()[14], id.as_bytes()[15]]);
        sqlx::query(
            "INSERT INTO training_sessions (id, exercise, version, trainee, seed, level, began) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(id.to_string())
        .bind(exercise.to_string())
        .bind(version)
        .bind(trainee)
        .bind(seed)
        .bind(level)
        .bind(now.as_millisecond())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// One session.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn training_session(&self, id: Uuid) -> Result<Option<TrainingSession>, StoreError> {
        let row = sqlx::query("SELECT * FROM training_sessions WHERE id = ?")
            .bind(id.to_string())
            .fetch_optional(&self.readers)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let answers = sqlx::query("SELECT * FROM training_answers WHERE session = ? ORDER BY position")
            .bind(id.to_string())
            .fetch_all(&self.readers)
            .await?;
        let handed_out = answers.iter().map(handed_out).collect::<Result<_, _>>()?;
        Ok(Some(session(&row, handed_out)?))
    }

    /// A trainee's sessions, newest first, without what was handed out.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn training_sessions(&self, trainee: &str) -> Result<Vec<TrainingSession>, StoreError> {
        let rows = sqlx::query("SELECT * FROM training_sessions WHERE trainee = ? ORDER BY id DESC LIMIT 200")
            .bind(trainee)
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(|row| session(row, Vec::new())).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// The trainee's newest session of an exercise that has ended.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn last_training(
        &self,
        exercise: Uuid,
        trainee: &str,
    ) -> Result<Option<TrainingSession>, StoreError> {
        let id: Option<String> = sqlx::query_scalar(
            "SELECT id FROM training_sessions WHERE exercise = ? AND trainee = ? AND ended IS NOT NULL
             ORDER BY id DESC LIMIT 1",
        )
        .bind(exercise.to_string())
        .bind(trainee)
        .fetch_optional(&self.readers)
        .await?;
        match id.and_then(|id| Uuid::parse_str(&id).ok()) {
            Some(id) => self.training_session(id).await,
            None => Ok(None),
        }
    }

    /// Hands an item out at a position, unless that was done before; gives the session as it is then.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn hand_out(
        &self,
        id: Uuid,
        position: usize,
        item: usize,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query(
            "INSERT INTO training_answers (session, position, item, shown) SELECT id, ?, ?, ? FROM training_sessions
             WHERE id = ? AND ended IS NULL ON CONFLICT DO NOTHING",
        )
        .bind(position as i64)
        .bind(item as i64)
        .bind(now.as_millisecond())
        .bind(id.to_string())
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Keeps an answer. The session ends with it where `last` says that no item follows.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn keep_answer(
        &self,
        id: Uuid,
        position: usize,
        given: &GivenAnswer,
        last: bool,
    ) -> Result<Answered, StoreError> {
        let mut transaction = self.write().await?;
        if ended(&mut transaction, id).await? {
            return Ok(Answered::Ended);
        }
        let kept = sqlx::query(
            "UPDATE training_answers SET answered = ?, answer = ?, judgement = ?
             WHERE session = ? AND position = ? AND answered IS NULL",
        )
        .bind(given.at.as_millisecond())
        .bind(given.answer.as_ref().map(Json))
        .bind(Json(given.judgement))
        .bind(id.to_string())
        .bind(position as i64)
        .execute(&mut *transaction)
        .await?;
        if kept.rows_affected() == 0 {
            let there: bool =
                sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM training_answers WHERE session = ? AND position = ?)")
                    .bind(id.to_string())
                    .bind(position as i64)
                    .fetch_one(&mut *transaction)
                    .await?;
            return Ok(if there { Answered::Before } else { Answered::NotHandedOut });
        }
        if last {
            end(&mut transaction, id, given.at).await?;
        }
        transaction.commit().await?;
        Ok(Answered::Done)
    }

    /// Ends a session; one that has ended stays as it is.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn end_training(&self, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        end(&mut transaction, id, now).await?;
        Ok(transaction.commit().await?)
    }

    /// All answers with their trainees, oldest first: of one exercise, or of all.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn trials(&self, exercise: Option<Uuid>) -> Result<Vec<(String, Trial)>, StoreError> {
        let rows = sqlx::query(
            "SELECT sessions.trainee, answers.shown, answers.answered, answers.judgement, items.content
             FROM training_answers AS answers
             JOIN training_sessions AS sessions ON sessions.id = answers.session
             JOIN exercise_items AS items ON items.exercise = sessions.exercise AND items.version = sessions.version
                                             AND items.number = answers.item
             WHERE answers.answered IS NOT NULL AND (?1 IS NULL OR sessions.exercise = ?1)
             ORDER BY answers.answered, answers.session, answers.position",
        )
        .bind(exercise.map(|id| id.to_string()))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(trial).collect::<Result<_, _>>().map_err(StoreError::from)
    }
}

async fn ended(transaction: &mut Transaction<'static, Sqlite>, id: Uuid) -> Result<bool, StoreError> {
    let ended: Option<Option<i64>> = sqlx::query_scalar("SELECT ended FROM training_sessions WHERE id = ?")
        .bind(id.to_string())
        .fetch_optional(&mut **transaction)
        .await?;
    Ok(ended.flatten().is_some())
}

async fn end(transaction: &mut Transaction<'static, Sqlite>, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query("UPDATE training_sessions SET ended = ? WHERE id = ? AND ended IS NULL")
        .bind(now.as_millisecond())
        .bind(id.to_string())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

fn session(row: &SqliteRow, handed_out: Vec<HandedOut>) -> Result<TrainingSession, sqlx::Error> {
    let ended: Option<i64> = row.try_get("ended")?;
    Ok(TrainingSession {
        id: scans::id(row, "id")?,
        exercise: scans::id(row, "exercise")?,
        version: row.try_get("version")?,
        trainee: row.try_get("trainee")?,
        seed: row.try_get("seed")?,
        level: row.try_get("level")?,
        began: scans::moment(row, "began")?,
        ended: ended.map(clock::from_milliseconds),
        handed_out,
    })
}

fn handed_out(row: &SqliteRow) -> Result<HandedOut, sqlx::Error> {
    let answered: Option<i64> = row.try_get("answered")?;
    let given = match answered {
        None => None,
        Some(at) => {
            let answer: Option<Json<Answer>> = row.try_get("answer")?;
            let Json(judgement) = row.try_get("judgement")?;
            Some(GivenAnswer { at: clock::from_milliseconds(at), answer: answer.map(|Json(answer)| answer), judgement })
        }
    };
    Ok(HandedOut { item: number(row, "item")?, shown: scans::moment(row, "shown")?, given })
}

fn number(row: &SqliteRow, column: &str) -> Result<usize, sqlx::Error> {
    Ok(usize::try_from(row.try_get::<i64, _>(column)?).unwrap_or_default())
}

fn trial(row: &SqliteRow) -> Result<(String, Trial), sqlx::Error> {
    let Json(judgement) = row.try_get("judgement")?;
    let Json(item): Json<Item> = row.try_get("content")?;
    let (shown, at) = (scans::moment(row, "shown")?, scans::moment(row, "answered")?);
    let took_ms = u64::try_from(at.as_millisecond() - shown.as_millisecond()).unwrap_or_default();
    Ok((row.try_get("trainee")?, item.trial(judgement, took_ms, at)))
}
