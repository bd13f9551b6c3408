//! Sessions of trainees. What is right is not told before the answer, whatever is asked for.

use std::collections::BTreeMap;

use axum::{
    Extension, Json,
    extract::{Path, State, rejection::JsonRejection},
    http::StatusCode,
    response::Response,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{body, exercises, problem::Problem, score_body::ScoresBody};
use crate::{
    app::App,
    auth::Caller,
    clock,
    store::{Answered, GivenAnswer, HandedOut, TrainingSession},
    training::{
        Answer, Feedback, Item, Kind, Rules, Truth, next,
        score::{self, Correction, Judgement, Trial},
        stairs,
    },
};

/// How long after an item's time an answer may come: what the way through the network takes.
const GRACE_MS: i64 = 2000;

/// What a trainee may do.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrainingList {
    /// Exercises that are published and assigned, newest first.
    exercises: Vec<AssignedExercise>,
    /// Own sessions, newest first.
    sessions: Vec<SessionEntry>,
}

/// An exercise that a trainee may do.
#[derive(Serialize, ToSchema)]
struct AssignedExercise {
    /// Its id.
    id: Uuid,
    /// What people call it.
    title: String,
    /// What to read before, by language.
    lead: BTreeMap<String, String>,
    /// What is asked.
    kind: Kind,
    /// Items.
    items: u32,
}

/// A session in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = TrainingSessionEntry)]
struct SessionEntry {
    /// Its id.
    id: Uuid,
    /// Of which exercise.
    exercise: Uuid,
    /// When it began, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    began: String,
    /// When it ended; null while it goes on.
    #[schema(format = DateTime)]
    ended: Option<String>,
}

/// A session to begin.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSession {
    /// Of which exercise.
    exercise: Uuid,
}

/// A session.
#[derive(Serialize, ToSchema)]
#[schema(as = TrainingSession)]
pub(crate) struct SessionBody {
    /// Its id.
    id: Uuid,
    /// Of which exercise.
    exercise: Uuid,
    /// Of which version.
    version: u32,
    /// What is asked.
    kind: Kind,
    /// Items.
    items: usize,
    /// Items that are answered.
    answered: usize,
    /// When it began, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    began: String,
    /// When it ended; null while it goes on.
    #[schema(format = DateTime)]
    ended: Option<String>,
    /// When it is told what was right.
    feedback: Feedback,
    /// Enhancements that may be used.
    enhancements: Vec<String>,
    /// The item that waits for an answer; null where none was asked for since the last answer.
    item: Option<ItemBody>,
}

/// An item of a session.
#[derive(Serialize, ToSchema)]
#[schema(as = TrainingItem)]
struct ItemBody {
    /// From 0; its pictures lie below `items/{position}` of the session.
    position: usize,
    /// Columns and rows of its picture.
    size: [usize; 2],
    /// Millimetres a pixel along x and y, where they are known.
    mm_per_pixel: Option<[f32; 2]>,
    /// What can be chosen; empty where nothing is to be chosen.
    choices: Vec<ChoiceBody>,
    /// The enhancement to show it with.
    enhancement: Option<String>,
    /// Milliseconds until its time is over, by the service's clock; null without a limit.
    left_ms: Option<i64>,
}

/// Something to choose.
#[derive(Serialize, ToSchema)]
#[schema(as = TrainingChoice)]
struct ChoiceBody {
    /// A class's name, or an everyday object's in English.
    name: String,
    /// Whether it has a picture: `choice-0` and so on.
    picture: bool,
}

/// An answer to the item at a position.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAnswer {
    /// The item's position.
    position: usize,
    /// What the trainee says.
    answer: Answer,
}

/// What became of an answer.
#[derive(Serialize, ToSchema)]
#[schema(as = TrainingAnswered)]
pub(crate) struct AnsweredBody {
    /// What it was worth; null where that is told at the end.
    judged: Option<JudgedBody>,
    /// The session now.
    session: SessionBody,
}

/// An answer with what was right.
#[derive(Serialize, ToSchema)]
#[schema(as = TrainingJudged)]
struct JudgedBody {
    /// The item's position.
    position: usize,
    /// Whether its time ran out.
    late: bool,
    /// Whether it was right.
    correct: bool,
    /// Whether the mark is at the threat; null where none was marked or there is none.
    located: Option<bool>,
    /// From when the item was handed out to the answer, milliseconds.
    took_ms: i64,
    /// What the trainee said; null where nothing was said.
    answer: Option<Answer>,
    /// What is right.
    truth: Truth,
    /// What was shown; `left_ms` is null.
    item: ItemBody,
}

/// How a session went.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrainingResult {
    /// The session.
    session: SessionBody,
    /// Its scores.
    scores: ScoresBody,
    /// Its answers, in order.
    answers: Vec<JudgedBody>,
}

/// The name under which someone's answers are kept.
pub(super) fn trainee(caller: &Caller) -> String {
    match caller {
        Caller::Person { name, .. } => name.clone(),
        Caller::Local | Caller::Stranger | Caller::Machine { .. } => caller.actor().as_str().to_owned(),
    }
}

/// List the exercises that one may do, and one's sessions.
#[utoipa::path(
    get,
    path = "/v1/training",
    tag = "Training",
    responses(
        (status = 200, description = "Exercises and sessions.", body = TrainingList),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<TrainingList>, Problem> {
    let name = trainee(&caller);
    let all = app.store.exercises().await.map_err(|error| Problem::from(&error))?;
    let mine = all.iter().filter(|exercise| may_do(&caller, &exercise.trainees));
    let exercises = mine.filter_map(|exercise| {
        let rules = &exercise.published()?.rules;
        Some(AssignedExercise {
            id: exercise.id,
            title: exercise.title.clone(),
            lead: exercise.lead.clone(),
            kind: rules.kind,
            items: rules.items,
        })
    });
    let sessions = app.store.training_sessions(&name).await.map_err(|error| Problem::from(&error))?;
    let entry = |session: TrainingSession| SessionEntry {
        id: session.id,
        exercise: session.exercise,
        began: clock::rfc3339(session.began),
        ended: session.ended.map(clock::rfc3339),
    };
    Ok(Json(TrainingList { exercises: exercises.collect(), sessions: sessions.into_iter().map(entry).collect() }))
}

/// While authentication is off, nobody can be named, so everyone may.
fn may_do(caller: &Caller, trainees: &[String]) -> bool {
    matches!(caller, Caller::Local) || trainees.contains(&trainee(caller))
}

/// Begin a session, or go on with the one that was interrupted.
#[utoipa::path(
    post,
    path = "/v1/training/sessions",
    tag = "Training",
    request_body = NewSession,
    responses(
        (status = 200, description = "The session.", body = SessionBody),
        (status = 400, description = "The body is no JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such exercise, or it is not assigned.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The exercise is not published.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is missing, or is not what it should be.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn begin(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    body: Result<Json<NewSession>, JsonRejection>,
) -> Result<Json<SessionBody>, Problem> {
    let NewSession { exercise: id } = body::json(body)?;
    let exercise = exercises::find(&app, id).await?;
    if !may_do(&caller, &exercise.trainees) {
        let detail = "The exercise is not assigned to you. Ask its trainer.";
        return Err(Problem::new(StatusCode::NOT_FOUND, "not_assigned", detail));
    }
    let Some(version) = exercise.published() else {
        let detail = "The exercise is not published yet. Its trainer publishes it.";
        return Err(Problem::new(StatusCode::CONFLICT, "not_published", detail));
    };
    let name = trainee(&caller);
    let last = app.store.last_training(id, &name).await.map_err(|error| Problem::from(&error))?;
    let level = last.and_then(|last| Some(stairs(&version.rules, last.level, &last.done())?.level()));
    let begun = app.store.begin_training(id, version.version, &name, level, clock::now()).await;
    let course = Course::of(&app, &caller, begun.map_err(|error| Problem::from(&error))?).await?;
    Ok(Json(course.body()))
}

/// Show a session.
#[utoipa::path(
    get,
    path = "/v1/training/sessions/{id}",
    tag = "Training",
    params(("id" = String, Path, description = "The session's id.")),
    responses(
        (status = 200, description = "The session.", body = SessionBody),
        (status = 404, description = "There is no such session of yours.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Json<SessionBody>, Problem> {
    Ok(Json(Course::of(&app, &caller, session_id(&id)?).await?.body()))
}

/// Hand out the next item: its clock begins. One that waits for an answer is given again, and its clock goes on; one
/// whose time is over counts as late.
#[utoipa::path(
    post,
    path = "/v1/training/sessions/{id}/next",
    tag = "Training",
    params(("id" = String, Path, description = "The session's id.")),
    responses(
        (status = 200, description = "The session with its item; without one where it has ended.", body = SessionBody),
        (status = 404, description = "There is no such session of yours.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn hand_out(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Json<SessionBody>, Problem> {
    let id = session_id(&id)?;
    let mut course = Course::of(&app, &caller, id).await?;
    let now = clock::now();
    if let Some(open) = course.session.open()
        && course.is_over(open, now)
    {
        let given = GivenAnswer { at: now, answer: None, judgement: Judgement::Late };
        let position = course.session.handed_out.len().saturating_sub(1);
        let kept = app.store.keep_answer(id, position, &given, course.is_last()).await;
        kept.map_err(|error| Problem::from(&error))?;
        course = Course::of(&app, &caller, id).await?;
    }
    if course.session.ended.is_none() && course.session.open().is_none() {
        let done = course.session.done();
        let Course { rules, items, session } = &course;
        if let Some(item) = next(rules, items, session.seed, session.level, &done) {
            let handed_out = app.store.hand_out(id, done.len(), item, now).await;
            handed_out.map_err(|error| Problem::from(&error))?;
        }
        course = Course::of(&app, &caller, id).await?;
    }
    Ok(Json(course.body()))
}

/// A picture of an item that was handed out: `picture`, or `choice-0` and so on; `alone`, the true object alone and in
/// place, when it has been told what was right.
#[utoipa::path(
    get,
    path = "/v1/training/sessions/{id}/items/{position}/{picture}",
    tag = "Training",
    params(
        ("id" = String, Path, description = "The session's id."),
        ("position" = usize, Path, description = "From 0."),
        ("picture" = String, Path, description = "`picture`, `alone` or `choice-0` and so on."),
    ),
    responses(
        (status = 200, description = "The picture.", body = Vec<u8>, content_type = "image/png"),
        (status = 404, description = "There is none, or not yet.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn picture(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path((id, position, picture)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let course = Course::of(&app, &caller, session_id(&id)?).await?;
    let none = || Problem::not_found("No item was handed out at this position.");
    let handed_out = position.parse().ok().and_then(|at: usize| course.session.handed_out.get(at)).ok_or_else(none)?;
    if picture == "alone" && !course.tells(handed_out) {
        return Err(Problem::not_found("This picture is shown when it is told what was right."));
    }
    let item = course.items.get(handed_out.item).ok_or_else(none)?;
    exercises::png(&app, item, &picture).await
}

/// Answer the item that waits. Only the first answer to an item counts.
#[utoipa::path(
    post,
    path = "/v1/training/sessions/{id}/answers",
    tag = "Training",
    params(("id" = String, Path, description = "The session's id.")),
    request_body = NewAnswer,
    responses(
        (status = 200, description = "It is kept.", body = AnsweredBody),
        (status = 400, description = "The body is no JSON, or does not answer what is asked: nothing is counted.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such session of yours.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The item was answered before or not handed out, or the session has ended.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is missing, or is not what it should be.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn answer(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    body: Result<Json<NewAnswer>, JsonRejection>,
) -> Result<Json<AnsweredBody>, Problem> {
    let NewAnswer { position, answer } = body::json(body)?;
    let id = session_id(&id)?;
    let course = Course::of(&app, &caller, id).await?;
    if course.session.ended.is_some() {
        return Err(refused(Answered::Ended));
    }
    let handed_out = course.session.handed_out.get(position).ok_or_else(|| refused(Answered::NotHandedOut))?;
    if handed_out.given.is_some() {
        return Err(refused(Answered::Before));
    }
    let lost = || Problem::internal("The item is lost; begin another session.");
    let item = course.items.get(handed_out.item).ok_or_else(lost)?;
    let judgement = item.judge(course.rules.kind, &answer).map_err(|error| {
        Problem::new(StatusCode::BAD_REQUEST, "bad_answer", format!("Not counted, answer again: {error}."))
    })?;
    let now = clock::now();
    let judgement = if course.is_over(handed_out, now) { Judgement::Late } else { judgement };
    let given = GivenAnswer { at: now, answer: Some(answer), judgement };
    let kept = app.store.keep_answer(id, position, &given, course.is_last()).await;
    match kept.map_err(|error| Problem::from(&error))? {
        Answered::Done => {}
        other => return Err(refused(other)),
    }
    let course = Course::of(&app, &caller, id).await?;
    let told = course.session.handed_out.get(position).filter(|handed_out| course.tells(handed_out));
    let judged = told.and_then(|handed_out| course.judged(position, handed_out));
    Ok(Json(AnsweredBody { judged, session: course.body() }))
}

/// End a session before its last item; what was answered counts. One that has ended stays as it is.
#[utoipa::path(
    post,
    path = "/v1/training/sessions/{id}/end",
    tag = "Training",
    params(("id" = String, Path, description = "The session's id.")),
    responses(
        (status = 200, description = "The session.", body = SessionBody),
        (status = 404, description = "There is no such session of yours.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn end(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Json<SessionBody>, Problem> {
    let id = session_id(&id)?;
    Course::of(&app, &caller, id).await?;
    app.store.end_training(id, clock::now()).await.map_err(|error| Problem::from(&error))?;
    Ok(Json(Course::of(&app, &caller, id).await?.body()))
}

/// Show how a session went, with what was right, when it has ended.
#[utoipa::path(
    get,
    path = "/v1/training/sessions/{id}/result",
    tag = "Training",
    params(("id" = String, Path, description = "The session's id.")),
    responses(
        (status = 200, description = "The result.", body = TrainingResult),
        (status = 404, description = "There is no such session of yours.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The session goes on.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn result(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Json<TrainingResult>, Problem> {
    let course = Course::of(&app, &caller, session_id(&id)?).await?;
    if course.session.ended.is_none() {
        let detail = "The session goes on: its result is there when it has ended.";
        return Err(Problem::new(StatusCode::CONFLICT, "session_open", detail));
    }
    let trials: Vec<Trial> = course.session.handed_out.iter().filter_map(|out| course.trial(out)).collect();
    let outs = course.session.handed_out.iter().enumerate();
    let answers = outs.filter_map(|(position, handed_out)| course.judged(position, handed_out)).collect();
    let scores = score::score(&trials, Correction::default()).into();
    Ok(Json(TrainingResult { session: course.body(), scores, answers }))
}

/// A session with the rules and items of its version.
struct Course {
    session: TrainingSession,
    rules: Rules,
    items: Vec<Item>,
}

impl Course {
    /// A session of the caller's own; others' are not there.
    async fn of(app: &App, caller: &Caller, id: Uuid) -> Result<Self, Problem> {
        let session = app.store.training_session(id).await.map_err(|error| Problem::from(&error))?;
        let session = session.filter(|session| session.trainee == trainee(caller)).ok_or_else(no_session)?;
        let exercise = exercises::find(app, session.exercise).await?;
        let mut versions = exercise.versions.into_iter();
        let version = versions.find(|version| version.version == session.version).ok_or_else(no_session)?;
        let items = app.store.exercise_items(session.exercise, session.version).await;
        Ok(Self { session, rules: version.rules, items: items.map_err(|error| Problem::from(&error))? })
    }

    /// Whether an item's time is over.
    fn is_over(&self, handed_out: &HandedOut, now: Timestamp) -> bool {
        let over = |limit| now.as_millisecond() - handed_out.shown.as_millisecond() > limit + GRACE_MS;
        self.limit_ms().is_some_and(over)
    }

    fn limit_ms(&self) -> Option<i64> {
        self.rules.time_limit_s.map(|seconds| (seconds * 1000.0) as i64)
    }

    /// Whether no item follows the one that was handed out last.
    fn is_last(&self) -> bool {
        self.session.handed_out.len() >= self.items.len()
    }

    /// Whether the trainee may know what was right at an item.
    fn tells(&self, handed_out: &HandedOut) -> bool {
        let at_once = self.rules.feedback == Feedback::AtOnce && handed_out.given.is_some();
        at_once || self.session.ended.is_some()
    }

    fn body(&self) -> SessionBody {
        let Self { session, rules, items } = self;
        let open = session.open().filter(|_| session.ended.is_none());
        SessionBody {
            id: session.id,
            exercise: session.exercise,
            version: session.version,
            kind: rules.kind,
            items: items.len(),
            answered: session.done().len(),
            began: clock::rfc3339(session.began),
            ended: session.ended.map(clock::rfc3339),
            feedback: rules.feedback,
            enhancements: rules.enhancements.clone(),
            item: open.and_then(|open| self.open_item(open)),
        }
    }

    /// The item that waits, with the time that is left.
    fn open_item(&self, open: &HandedOut) -> Option<ItemBody> {
        let passed = clock::now().as_millisecond() - open.shown.as_millisecond();
        let left_ms = self.limit_ms().map(|limit| (limit - passed).max(0));
        Some(ItemBody { left_ms, ..self.item_body(self.session.handed_out.len().saturating_sub(1), open)? })
    }

    fn item_body(&self, position: usize, handed_out: &HandedOut) -> Option<ItemBody> {
        let item = self.items.get(handed_out.item)?;
        let choice = |choice: &crate::training::Choice| ChoiceBody {
            name: choice.name.clone(),
            picture: choice.picture.is_some(),
        };
        Some(ItemBody {
            position,
            size: item.size,
            mm_per_pixel: item.mm_per_pixel,
            choices: item.choices.iter().map(choice).collect(),
            enhancement: item.enhancement.clone(),
            left_ms: None,
        })
    }

    fn judged(&self, position: usize, handed_out: &HandedOut) -> Option<JudgedBody> {
        let given = handed_out.given.as_ref()?;
        let (correct, located) = match given.judgement {
            Judgement::Detection { threat, said, located } => (threat == said, located),
            Judgement::Choice { correct } => (correct, None),
            Judgement::Late => (false, None),
        };
        Some(JudgedBody {
            position,
            late: given.judgement == Judgement::Late,
            correct,
            located,
            took_ms: given.at.as_millisecond() - handed_out.shown.as_millisecond(),
            answer: given.answer.clone(),
            truth: self.items.get(handed_out.item)?.truth.clone(),
            item: self.item_body(position, handed_out)?,
        })
    }

    fn trial(&self, handed_out: &HandedOut) -> Option<Trial> {
        let given = handed_out.given.as_ref()?;
        let item = self.items.get(handed_out.item)?;
        let took = given.at.as_millisecond() - handed_out.shown.as_millisecond();
        Some(item.trial(given.judgement, u64::try_from(took).unwrap_or_default(), given.at))
    }
}

fn session_id(text: &str) -> Result<Uuid, Problem> {
    Uuid::parse_str(text).map_err(|_| no_session())
}

fn no_session() -> Problem {
    Problem::not_found("There is no session of yours with this id; /v1/training lists yours.")
}

fn refused(why: Answered) -> Problem {
    let (code, detail) = match why {
        Answered::Before => ("already_answered", "The item was answered before: the first answer holds."),
        Answered::Ended => ("session_ended", "The session has ended; every answer before is kept. See its result."),
        Answered::NotHandedOut | Answered::Done => {
            ("not_handed_out", "No item waits at this position; ask for the next one first.")
        }
    };
    Problem::new(StatusCode::CONFLICT, code, detail)
}
