//! Exercises for learning systems: what the player of a package reads, and the route that hands packages out.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

use axum::{
    Extension,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::{IntoParams, ToSchema};

use super::{
    console,
    exercise_sheet::{is_plain, worksheet},
    exercise_words::Words,
    exercises,
    problem::Problem,
};
use crate::{
    app::App,
    audit::Actor,
    auth::Caller,
    store::{Exercise, ExerciseVersion, PictureError, PictureHash, Store, StoreError, VersionState},
    training::{
        Feedback, Item, Kind, LANGUAGES, Source, Truth,
        package::{self, Label, MoodleAsks, MoodleItem, MoodleTexts, NotPrinted, PASS, PackageFile, START, Standard},
    },
};

/// What the player needs besides its content and its texts.
const PLAYER: [&str; 8] = [
    "player/player.css",
    "player/player.js",
    "player/judge.js",
    "player/lms.js",
    "player/state.js",
    "player/texts.js",
    "i18n/vendor/fluent-bundle.js",
    "icon.svg",
];

/// Enhancements that the player can show; they are called as in the console's viewer.
const ENHANCEMENTS: [&str; 3] = ["plain", "inverse", "black_and_white"];

/// Where the player's page says what its content must be.
const PLACE_OF_HASH: &str = "name=\"content-sha256\" content=\"";

/// In which form an exercise leaves the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = ExerciseFormat)]
pub(crate) enum Format {
    /// A SCORM 1.2 package.
    Scorm12,
    /// A SCORM 2004 package, 4th edition.
    Scorm2004,
    /// A cmi5 (xAPI) package.
    Cmi5,
    /// Questions in Moodle's XML format, in one language.
    Moodle,
    /// The same in each language of the rules: a zip with a file a language.
    #[serde(rename = "moodle-languages")]
    MoodleLanguages,
    /// A worksheet to print, with an answer sheet, in one language.
    Pdf,
}

impl Format {
    /// As it is written.
    const fn name(self) -> &'static str {
        match self {
            Self::Scorm12 => "scorm12",
            Self::Scorm2004 => "scorm2004",
            Self::Cmi5 => "cmi5",
            Self::Moodle => "moodle",
            Self::MoodleLanguages => "moodle-languages",
            Self::Pdf => "pdf",
        }
    }

    /// How its file's name ends, and its content type.
    pub(crate) fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Scorm12 => ("scorm12.zip", "application/zip"),
            Self::Scorm2004 => ("scorm2004.zip", "application/zip"),
            Self::Cmi5 => ("cmi5.zip", "application/zip"),
            Self::Moodle => ("moodle.xml", "application/xml"),
            Self::MoodleLanguages => ("moodle.zip", "application/zip"),
            Self::Pdf => ("worksheet.pdf", "application/pdf"),
        }
    }
}

/// Which form, and in which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportQuery {
    /// In which form.
    format: Format,
    /// For `moodle` and `pdf`: one of the rules' languages; English without it, or their first.
    #[param(example = "fr")]
    language: Option<String>,
}

/// Why an exercise cannot leave the service.
#[derive(Debug, Error)]
pub(crate) enum NotExported {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the exercise has no such version")]
    NoVersion,
    #[error("the version is {}: it can be exported when its items are made", .0.name())]
    NotReady(VersionState),
    #[error("a package cannot show the enhancement '{0}'; make a version that compares inverse or black_and_white")]
    Enhancement(String),
    #[error("the exercise is not in the language '{0}'; its rules have {1}")]
    Language(String, String),
    #[error(transparent)]
    Picture(#[from] PictureError),
    #[error("the console's file '{0}' is not in this program")]
    NoFile(String),
    #[error(transparent)]
    Sheet(#[from] NotPrinted),
    #[error("the package cannot be written: {0}")]
    Write(#[from] io::Error),
    #[error("the exercise cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// What a package's player reads.
#[derive(Serialize)]
struct Content<'a> {
    id: String,
    title: &'a str,
    version: u32,
    kind: Kind,
    lead: &'a BTreeMap<String, String>,
    time_limit_s: Option<f64>,
    feedback: Feedback,
    pass: f64,
    languages: &'a [String],
    items: Vec<ContentItem<'a>>,
}

#[derive(Serialize)]
struct ContentItem<'a> {
    picture: String,
    alone: Option<String>,
    size: [usize; 2],
    choices: Vec<ContentChoice<'a>>,
    enhancement: Option<&'a str>,
    truth: &'a Truth,
}

#[derive(Serialize)]
struct ContentChoice<'a> {
    name: &'a str,
    picture: Option<String>,
}

/// Export a version of an exercise for a learning system, which needs nothing of this service then.
///
/// Who looks into a package can find what is right: it has to be in it. docs/exercises.md says more.
#[utoipa::path(
    get,
    path = "/v1/exercises/{id}/versions/{version}/export",
    tag = "Exercises",
    params(
        ("id" = String, Path, description = "The exercise's id."),
        ("version" = u32, Path, description = "From 1."),
        ExportQuery,
    ),
    responses(
        (status = 200, description = "The package, the questions, or the worksheet.", content((Vec<u8> = "application/zip"), (String = "application/xml"), (Vec<u8> = "application/pdf"))),
        (status = 400, description = "The query is wrong, or the rules do not have the language.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such version.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Its items are not made, or compare an enhancement that packages cannot show.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn export(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path((id, version)): Path<(String, String)>,
    query: Result<Query<ExportQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(ExportQuery { format, language }) =
        query.map_err(|rejection| Problem::malformed(rejection.body_text()))?;
    let exercise = exercises::find(&app, exercises::exercise_id(&id)?).await?;
    let version = exercises::version_number(&version)?;
    // A package takes the memory of all its pictures, so only a few are made at a time.
    let _turn = app.drawing.acquire().await.map_err(|_| Problem::internal("The package could not be made."))?;
    let bytes = make(&app.store, &caller.actor(), &exercise, version, (format, language.as_deref())).await.map_err(
        |error| match error {
            NotExported::Store(error) => Problem::from(&error),
            NotExported::NoVersion => exercises::no_version(),
            NotExported::NotReady(_) => {
                Problem::new(StatusCode::CONFLICT, "exercise_not_ready", format!("Not exported: {error}."))
            }
            NotExported::Enhancement(_) => {
                Problem::new(StatusCode::CONFLICT, "enhancement_not_in_packages", format!("Not exported: {error}."))
            }
            NotExported::Language(..) => Problem::malformed(format!("Not exported: {error}.")),
            NotExported::Picture(_) => Problem::not_found(format!("Not exported: {error}.")),
            error => Problem::internal(format!("Not exported: {error}.")),
        },
    )?;
    let (ending, kind) = format.file();
    let name = format!("attachment; filename=\"exercise-{}-{ending}\"", exercise.id);
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

/// Makes the file of one version; `asked` is the language of a form that has one. The audit trail notes who took one with pictures of reviewed parcels.
///
/// # Errors
/// [`NotExported`]
pub(crate) async fn make(
    store: &Store,
    by: &Actor,
    exercise: &Exercise,
    version: u32,
    (format, asked): (Format, Option<&str>),
) -> Result<Vec<u8>, NotExported> {
    let found = exercise.versions.iter().find(|known| known.version == version).ok_or(NotExported::NoVersion)?;
    if !matches!(found.state, VersionState::Ready | VersionState::Published) {
        return Err(NotExported::NotReady(found.state));
    }
    let items = store.exercise_items(exercise.id, version).await?;
    if found.rules.source != Source::Rendered {
        store.exercise_exported(by, exercise.id, version, format.name()).await?;
    }
    let unknown = |name: &&String| !ENHANCEMENTS.contains(&name.as_str());
    let packed = matches!(format, Format::Scorm12 | Format::Scorm2004 | Format::Cmi5);
    if packed && let Some(name) = items.iter().filter_map(|item| item.enhancement.as_ref()).find(unknown) {
        return Err(NotExported::Enhancement(name.clone()));
    }
    let standard = match format {
        Format::Scorm12 => Standard::Scorm12,
        Format::Scorm2004 => Standard::Scorm2004,
        Format::Cmi5 => Standard::Cmi5,
        Format::Moodle => {
            let language = language(found, asked)?;
            return Ok(questions(store, exercise, found, &items, &language).await?.into_bytes());
        }
        Format::MoodleLanguages => return questions_of_languages(store, exercise, found, &items).await,
        Format::Pdf => return worksheet(store, exercise, found, &items, &language(found, asked)?).await,
    };
    let files = player(store, exercise, found, &items).await?;
    let label = Label { id: exercise.id.to_string(), version, title: exercise.title.clone() };
    Ok(package::write(standard, &label, &files)?)
}

/// The player with the exercise's content, pictures and texts.
async fn player(
    store: &Store,
    exercise: &Exercise,
    version: &ExerciseVersion,
    items: &[Item],
) -> Result<Vec<PackageFile>, NotExported> {
    let languages = languages(version);
    let content = serde_json::to_vec(&content(exercise, version, &languages, items))?;
    let page = String::from_utf8_lossy(&console_file(START)?).replacen(
        PLACE_OF_HASH,
        &format!("{PLACE_OF_HASH}{}", PictureHash::of(&content)),
        1,
    );
    let mut files = vec![
        PackageFile { name: START.to_owned(), bytes: page.into_bytes() },
        PackageFile { name: "player/content.json".to_owned(), bytes: content },
    ];
    for name in PLAYER {
        files.push(PackageFile { name: name.to_owned(), bytes: console_file(name)? });
    }
    // English stands in for what a language lacks.
    let texts: BTreeSet<&str> = languages.iter().map(String::as_str).chain(["en"]).collect();
    for language in texts {
        let name = console::texts_file(language, false);
        let mut bytes = console_file(&name)?;
        if version.rules.kind == Kind::Everyday {
            bytes.push(b'\n');
            bytes.extend(console_file(&console::texts_file(language, true))?);
        }
        files.push(PackageFile { name, bytes });
    }
    for hash in pictures(items) {
        let bytes = store.exercise_picture(hash).await?.to_vec();
        files.push(PackageFile { name: format!("player/{}", file_of(hash)), bytes });
    }
    Ok(files)
}

fn content<'a>(
    exercise: &'a Exercise,
    version: &'a ExerciseVersion,
    languages: &'a [String],
    items: &'a [Item],
) -> Content<'a> {
    let item = |item: &'a Item| ContentItem {
        picture: file_of(&item.picture),
        alone: item.alone.as_deref().map(file_of),
        size: item.size,
        choices: item
            .choices
            .iter()
            .map(|choice| ContentChoice { name: &choice.name, picture: choice.picture.as_deref().map(file_of) })
            .collect(),
        enhancement: item.enhancement.as_deref(),
        truth: &item.truth,
    };
    let rules = &version.rules;
    Content {
        id: format!("urn:uuid:{}", exercise.id),
        title: &exercise.title,
        version: version.version,
        kind: rules.kind,
        lead: &exercise.lead,
        time_limit_s: rules.time_limit_s,
        feedback: rules.feedback,
        pass: PASS,
        languages,
        items: items.iter().map(item).collect(),
    }
}

async fn questions(
    store: &Store,
    exercise: &Exercise,
    version: &ExerciseVersion,
    items: &[Item],
    language: &str,
) -> Result<String, NotExported> {
    let (words, kind) = (Words::in_language(language), version.rules.kind);
    let texts = MoodleTexts { question: words.question(kind), threat: words.text("player-threat") };
    let mut questions = Vec::with_capacity(items.len());
    for item in items.iter().filter(|item| is_plain(item)) {
        let picture = store.exercise_picture(&item.picture).await?.to_vec();
        let asks = match (&item.truth.threat, item.truth.choice) {
            (Some(threat), _) if kind == Kind::ClickThreat => MoodleAsks::Place { bbox: threat.bbox },
            (_, Some(right)) => {
                let mut choices = Vec::with_capacity(item.choices.len());
                for choice in &item.choices {
                    let picture = match &choice.picture {
                        Some(hash) => Some(store.exercise_picture(hash).await?.to_vec()),
                        None => None,
                    };
                    choices.push((words.choice(kind, &choice.name), picture));
                }
                MoodleAsks::Choice { choices, right }
            }
            (there, None) => MoodleAsks::Threat { there: there.is_some() },
        };
        questions.push(MoodleItem { picture, asks });
    }
    Ok(package::write_moodle(&exercise.title, &texts, &questions))
}

/// Questions in every language of the rules, a file each.
async fn questions_of_languages(
    store: &Store,
    exercise: &Exercise,
    version: &ExerciseVersion,
    items: &[Item],
) -> Result<Vec<u8>, NotExported> {
    let mut files = Vec::new();
    for language in languages(version) {
        let text = questions(store, exercise, version, items, &language).await?;
        files.push(PackageFile { name: format!("questions-{language}.xml"), bytes: text.into_bytes() });
    }
    Ok(package::archive(&files)?)
}

/// The language that was asked for, where the rules have it; else English where they have that, or their first.
fn language(version: &ExerciseVersion, asked: Option<&str>) -> Result<String, NotExported> {
    let known = languages(version);
    let found = match asked {
        Some(asked) => known.iter().find(|code| *code == asked),
        None => known.iter().find(|code| *code == "en").or(known.first()),
    };
    found.cloned().ok_or_else(|| NotExported::Language(asked.unwrap_or_default().to_owned(), known.join(", ")))
}

fn languages(version: &ExerciseVersion) -> Vec<String> {
    let chosen = &version.rules.languages;
    if chosen.is_empty() { LANGUAGES.map(str::to_owned).to_vec() } else { chosen.clone() }
}

/// Every picture once.
fn pictures(items: &[Item]) -> BTreeSet<&str> {
    let mut all = BTreeSet::new();
    for item in items {
        all.insert(item.picture.as_str());
        all.extend(item.alone.as_deref());
        all.extend(item.choices.iter().filter_map(|choice| choice.picture.as_deref()));
    }
    all
}

fn file_of(hash: &str) -> String {
    format!("pictures/{hash}.png")
}

fn console_file(name: &str) -> Result<Vec<u8>, NotExported> {
    console::bytes(name).ok_or_else(|| NotExported::NoFile(name.to_owned()))
}
