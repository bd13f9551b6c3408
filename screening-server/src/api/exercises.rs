//! Exercises, for those who make them.

use std::collections::BTreeMap;

use axum::{
    Extension, Json,
    extract::{Path, State, rejection::JsonRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{body, problem::Problem};
use crate::{
    app::App,
    auth::{Caller, user_name},
    clock,
    store::{Assigned, Exercise, ExerciseVersion, PictureError, Published, VersionState},
    training::{BadRules, Item, LANGUAGES, NotPicked, Picks, Rules, Source, Truth, lessons, take},
};

/// Longest title, characters.
const LONGEST_TITLE: usize = 120;

/// Longest text before an exercise, characters.
const LONGEST_LEAD: usize = 4000;

/// An exercise to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewExercise {
    /// What people call it, 1 to 120 characters.
    #[schema(example = "Pistols among tools")]
    title: String,
    /// What trainees read before they begin, by language (en, ar, es, fr, sq, sr, uk), each at most 4000 characters.
    #[serde(default)]
    lead: BTreeMap<String, String>,
    /// What its items are like.
    rules: Rules,
}

/// All exercises.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExerciseList {
    /// Newest first.
    exercises: Vec<ExerciseBody>,
}

/// An exercise.
#[derive(Serialize, ToSchema)]
#[schema(as = Exercise)]
pub(crate) struct ExerciseBody {
    /// Its id.
    id: Uuid,
    /// What people call it.
    title: String,
    /// What trainees read before they begin, by language.
    lead: BTreeMap<String, String>,
    /// When it was made, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    created: String,
    /// Who made it, as the audit trail names them.
    created_by: String,
    /// Oldest first. None of them ever changes; other rules make a new one.
    versions: Vec<VersionBody>,
    /// Accounts that may do the newest published version.
    trainees: Vec<String>,
}

/// A version of an exercise.
#[derive(Serialize, ToSchema)]
#[schema(as = ExerciseVersion)]
struct VersionBody {
    /// From 1.
    version: u32,
    /// What its items are like.
    rules: Rules,
    /// How far it is.
    state: StateSchema,
    /// Why its items could not be made; null unless it failed.
    fault: Option<String>,
    /// Items that are made.
    made: u32,
    /// Items that it will have.
    total: u32,
    /// When it was made, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    created: String,
    /// When it was published; null before.
    #[schema(format = DateTime)]
    published: Option<String>,
}

/// How far a version is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ExerciseState)]
enum StateSchema {
    /// Its items are being made.
    Generating,
    /// It can be looked at and published.
    Ready,
    /// Its items could not be made.
    Failed,
    /// Trainees may do it.
    Published,
}

/// The items of a version, with their truth.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExercisePreview {
    /// Those that are made, in order.
    items: Vec<PreviewItem>,
}

/// An item as its maker sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = ExercisePreviewItem)]
struct PreviewItem {
    /// From 0.
    number: usize,
    /// Columns and rows of its picture.
    size: [usize; 2],
    /// Names to choose from; empty where nothing is to be chosen.
    choices: Vec<String>,
    /// The enhancement that it is shown with.
    enhancement: Option<String>,
    /// What is right.
    truth: Truth,
    /// The pseudonym of the reviewed parcel that it was made of; null of a rendered one, or one without a code.
    parcel: Option<String>,
}

/// Who may do an exercise.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Trainees {
    /// Names of accounts, at most 500.
    trainees: Vec<String>,
}

impl From<Exercise> for ExerciseBody {
    fn from(exercise: Exercise) -> Self {
        let Exercise { id, title, lead, created, created_by, versions, trainees } = exercise;
        let versions = versions.into_iter().map(VersionBody::from).collect();
        Self { id, title, lead, created: clock::rfc3339(created), created_by, versions, trainees }
    }
}

impl From<ExerciseVersion> for VersionBody {
    fn from(version: ExerciseVersion) -> Self {
        Self {
            version: version.version,
            rules: version.rules,
            state: match version.state {
                VersionState::Generating => StateSchema::Generating,
                VersionState::Ready => StateSchema::Ready,
                VersionState::Failed => StateSchema::Failed,
                VersionState::Published => StateSchema::Published,
            },
            fault: version.fault,
            made: version.made,
            total: version.total,
            created: clock::rfc3339(version.created),
            published: version.published.map(clock::rfc3339),
        }
    }
}

/// List all exercises.
#[utoipa::path(
    get,
    path = "/v1/exercises",
    tag = "Exercises",
    responses(
        (status = 200, description = "All exercises.", body = ExerciseList),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(State(app): State<App>) -> Result<Json<ExerciseList>, Problem> {
    let exercises = app.store.exercises().await.map_err(|error| Problem::from(&error))?;
    Ok(Json(ExerciseList { exercises: exercises.into_iter().map(ExerciseBody::from).collect() }))
}

/// Make an exercise by rules.
///
/// Its items are made in the background: `made` of its first version grows to `total`, then its state is `ready`.
#[utoipa::path(
    post,
    path = "/v1/exercises",
    tag = "Exercises",
    request_body = NewExercise,
    responses(
        (status = 201, description = "The exercise.", body = ExerciseBody),
        (status = 400, description = "The body is no JSON, or the title or a rule cannot be used.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "A parcel cannot be taken: not decided for good, deleted, without a picture, or not what the source needs. Nothing was made.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is missing, or is not what it should be.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn add(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    body: Result<Json<NewExercise>, JsonRejection>,
) -> Result<Response, Problem> {
    let NewExercise { title, lead, rules } = body::json(body)?;
    let title = title.trim();
    if title.is_empty() || title.chars().count() > LONGEST_TITLE || title.chars().any(char::is_control) {
        let detail = format!("The title must have 1 to {LONGEST_TITLE} characters, on one line.");
        return Err(Problem::new(StatusCode::BAD_REQUEST, "bad_title", detail));
    }
    let unusable = |(language, text): (&String, &String)| {
        !LANGUAGES.contains(&language.as_str()) || text.chars().count() > LONGEST_LEAD
    };
    if lead.iter().any(unusable) {
        let detail =
            format!("lead must have texts of at most {LONGEST_LEAD} characters for: {}.", LANGUAGES.join(", "));
        return Err(Problem::new(StatusCode::BAD_REQUEST, "bad_lead", detail));
    }
    // Until the row is there that needs the pictures of what was picked.
    let _keeping = app.store.pictures().keeping().await;
    let (rules, picks) = checked(&app, rules).await?;
    let added = app.store.add_exercise(&caller.actor(), title, &lead, &rules, &picks, clock::now()).await;
    let id = added.map_err(|error| Problem::from(&error))?;
    app.exercises.notify_one();
    Ok((StatusCode::CREATED, Json(ExerciseBody::from(find(&app, id).await?))).into_response())
}

/// Take up the shipped course: five graded lessons, made by rules like any exercise.
///
/// Lessons that are there already stay as they are. Their items are made in the background.
#[utoipa::path(
    post,
    path = "/v1/course",
    tag = "Exercises",
    responses(
        (status = 200, description = "The lessons, in order.", body = ExerciseList),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn take_up_course(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<ExerciseList>, Problem> {
    let lessons = lessons().map_err(|error| Problem::internal(format!("The course is damaged: {error}.")))?;
    let taken = app.store.take_up_course(&caller.actor(), &lessons, clock::now()).await;
    app.exercises.notify_one();
    let mut exercises = Vec::with_capacity(lessons.len());
    for id in taken.map_err(|error| Problem::from(&error))? {
        exercises.push(find(&app, id).await?.into());
    }
    Ok(Json(ExerciseList { exercises }))
}

/// Show an exercise with all its versions.
#[utoipa::path(
    get,
    path = "/v1/exercises/{id}",
    tag = "Exercises",
    params(("id" = String, Path, description = "The exercise's id.")),
    responses(
        (status = 200, description = "The exercise.", body = ExerciseBody),
        (status = 404, description = "There is no such exercise.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(State(app): State<App>, Path(id): Path<String>) -> Result<Json<ExerciseBody>, Problem> {
    Ok(Json(find(&app, exercise_id(&id)?).await?.into()))
}

/// Make a new version of an exercise, by other rules.
///
/// The versions before stay as they are; trainees get the newest that is published.
#[utoipa::path(
    post,
    path = "/v1/exercises/{id}/versions",
    tag = "Exercises",
    params(("id" = String, Path, description = "The exercise's id.")),
    request_body = Rules,
    responses(
        (status = 201, description = "The exercise with its new version.", body = ExerciseBody),
        (status = 400, description = "The body is no JSON, or a rule cannot be used.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such exercise.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "A parcel cannot be taken: not decided for good, deleted, without a picture, or not what the source needs. Nothing was made.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is missing, or is not what it should be.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn add_version(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    body: Result<Json<Rules>, JsonRejection>,
) -> Result<Response, Problem> {
    let rules = body::json(body)?;
    let id = exercise_id(&id)?;
    let _keeping = app.store.pictures().keeping().await;
    let (rules, picks) = checked(&app, rules).await?;
    let added = app.store.add_exercise_version(&caller.actor(), id, &rules, &picks, clock::now()).await;
    if added.map_err(|error| Problem::from(&error))?.is_none() {
        return Err(unknown());
    }
    app.exercises.notify_one();
    Ok((StatusCode::CREATED, Json(ExerciseBody::from(find(&app, id).await?))).into_response())
}

/// Look at the items of a version before trainees do, with their truth.
#[utoipa::path(
    get,
    path = "/v1/exercises/{id}/versions/{version}/items",
    tag = "Exercises",
    params(("id" = String, Path, description = "The exercise's id."), ("version" = u32, Path, description = "From 1.")),
    responses(
        (status = 200, description = "The items that are made.", body = ExercisePreview),
        (status = 404, description = "There is no such version.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn items(
    State(app): State<App>,
    Path((id, version)): Path<(String, String)>,
) -> Result<Json<ExercisePreview>, Problem> {
    let items = items_of(&app, &id, &version).await?;
    let preview = |(number, item): (usize, Item)| PreviewItem {
        number,
        size: item.size,
        choices: item.choices.into_iter().map(|choice| choice.name).collect(),
        enhancement: item.enhancement,
        truth: item.truth,
        parcel: item.parcel,
    };
    Ok(Json(ExercisePreview { items: items.into_iter().enumerate().map(preview).collect() }))
}

/// A picture of an item: `picture`, what trainees see; `alone`, the true object alone and in place; `choice-0` and so on,
/// what can be chosen.
#[utoipa::path(
    get,
    path = "/v1/exercises/{id}/versions/{version}/items/{number}/{picture}",
    tag = "Exercises",
    params(
        ("id" = String, Path, description = "The exercise's id."),
        ("version" = u32, Path, description = "From 1."),
        ("number" = usize, Path, description = "From 0."),
        ("picture" = String, Path, description = "`picture`, `alone` or `choice-0` and so on."),
    ),
    responses(
        (status = 200, description = "The picture.", body = Vec<u8>, content_type = "image/png"),
        (status = 404, description = "There is none.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn picture(
    State(app): State<App>,
    Path((id, version, number, picture)): Path<(String, String, String, String)>,
) -> Result<Response, Problem> {
    let items = items_of(&app, &id, &version).await?;
    let none = || Problem::not_found("There is no item with this number.");
    let item = number.parse().ok().and_then(|number: usize| items.get(number)).ok_or_else(none)?;
    png(&app, item, &picture).await
}

/// Give a version to trainees. From then on it never changes.
#[utoipa::path(
    post,
    path = "/v1/exercises/{id}/versions/{version}/publish",
    tag = "Exercises",
    params(("id" = String, Path, description = "The exercise's id."), ("version" = u32, Path, description = "From 1.")),
    responses(
        (status = 200, description = "The exercise.", body = ExerciseBody),
        (status = 404, description = "There is no such version.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Its items are not made.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn publish(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path((id, version)): Path<(String, String)>,
) -> Result<Json<ExerciseBody>, Problem> {
    let (id, version) = (exercise_id(&id)?, version_number(&version)?);
    let published = app.store.publish_exercise(&caller.actor(), id, version, clock::now()).await;
    match published.map_err(|error| Problem::from(&error))? {
        Published::Done => Ok(Json(find(&app, id).await?.into())),
        Published::Unknown => Err(no_version()),
        Published::NotReady(state) => {
            let detail = format!(
                "The version is {}: it can be published when its state is ready. Where it failed, its fault says what to \
                 change; make a new version.",
                state.name()
            );
            Err(Problem::new(StatusCode::CONFLICT, "exercise_not_ready", detail))
        }
    }
}

/// Say who may do an exercise, in place of who might before.
#[utoipa::path(
    put,
    path = "/v1/exercises/{id}/trainees",
    tag = "Exercises",
    params(("id" = String, Path, description = "The exercise's id.")),
    request_body = Trainees,
    responses(
        (status = 200, description = "The exercise.", body = ExerciseBody),
        (status = 400, description = "The body is no JSON, or a name is none of an account.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such exercise.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is missing, or is not what it should be.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be used.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn assign(
    State(app): State<App>,
    Path(id): Path<String>,
    body: Result<Json<Trainees>, JsonRejection>,
) -> Result<Json<ExerciseBody>, Problem> {
    let Trainees { trainees } = body::json(body)?;
    let id = exercise_id(&id)?;
    let no_account = |name: &str| {
        let detail = format!("There is no account called '{name}'. Nothing was changed.");
        Problem::new(StatusCode::BAD_REQUEST, "no_account", detail)
    };
    if trainees.len() > 500 {
        return Err(Problem::malformed("At most 500 trainees can be named."));
    }
    let named: Result<Vec<String>, Problem> =
        trainees.iter().map(|name| user_name(name).map_err(|_| no_account(name))).collect();
    let assigned = app.store.set_trainees(id, &named?, clock::now()).await;
    match assigned.map_err(|error| Problem::from(&error))? {
        Assigned::Done => Ok(Json(find(&app, id).await?.into())),
        Assigned::Unknown => Err(unknown()),
        Assigned::NoAccount(name) => Err(no_account(&name)),
    }
}

/// Rules that items can be made by, with the parcels that they name.
async fn checked(app: &App, mut rules: Rules) -> Result<(Rules, Picks), Problem> {
    rules.check().map_err(|error| bad_rules(&error))?;
    if rules.source == Source::Reviewed {
        rules.items = u32::try_from(rules.parcels.len()).unwrap_or(u32::MAX);
    }
    let picks = take(&app.store, &rules, clock::now()).await.map_err(|error| match error {
        NotPicked::Store(error) => Problem::from(&error),
        NotPicked::Key(error) => Problem::internal(format!("No parcel can be taken: {error}.")),
        NotPicked::Refused(_) => {
            Problem::new(StatusCode::CONFLICT, "parcels_refused", format!("Parcels cannot be taken: {error}."))
        }
    })?;
    Ok((rules, picks))
}

/// The exercise with this id.
pub(super) async fn find(app: &App, id: Uuid) -> Result<Exercise, Problem> {
    app.store.exercise(id).await.map_err(|error| Problem::from(&error))?.ok_or_else(unknown)
}

pub(super) fn exercise_id(text: &str) -> Result<Uuid, Problem> {
    Uuid::parse_str(text).map_err(|_| unknown())
}

async fn items_of(app: &App, id: &str, version: &str) -> Result<Vec<Item>, Problem> {
    let (id, version) = (exercise_id(id)?, version_number(version)?);
    let exercise = find(app, id).await?;
    if !exercise.versions.iter().any(|known| known.version == version) {
        return Err(no_version());
    }
    app.store.exercise_items(id, version).await.map_err(|error| Problem::from(&error))
}

/// One of an item's pictures.
pub(super) async fn png(app: &App, item: &Item, name: &str) -> Result<Response, Problem> {
    let choice =
        || name.strip_prefix("choice-")?.parse().ok().and_then(|at: usize| item.choices.get(at)?.picture.as_ref());
    let hash = match name {
        "picture" => Some(&item.picture),
        "alone" => item.alone.as_ref(),
        _ => choice(),
    };
    let hash = hash.ok_or_else(|| Problem::not_found("The item has no such picture."))?;
    let bytes = app.store.exercise_picture(hash).await.map_err(|error| match error {
        PictureError::Missing(_) => Problem::not_found(format!("The picture is lost: {error}.")),
        PictureError::Corrupt(_) | PictureError::Unreadable(..) => {
            Problem::not_found(format!("The picture is damaged: {error}."))
        }
    })?;
    // What a trainee is shown must not stay in a browser that another trainee uses.
    Ok(([(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "no-store")], bytes).into_response())
}

pub(super) fn version_number(text: &str) -> Result<u32, Problem> {
    text.parse().map_err(|_| no_version())
}

fn unknown() -> Problem {
    Problem::not_found("There is no exercise with this id; /v1/exercises lists all.")
}

pub(super) fn no_version() -> Problem {
    Problem::not_found("The exercise has no such version.")
}

fn bad_rules(error: &BadRules) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad_rules", format!("The rules cannot be used: {error}."))
}
