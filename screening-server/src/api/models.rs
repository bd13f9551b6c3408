//! Models: which are installed, which one screens, and how a challenger compares.

use axum::{
    Extension, Json,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::StatusCode,
};
use screening_core::{report::ModelStamp, verdict::Policy};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::problem::Problem;
use crate::{
    app::App,
    audit::{Action, Details, NewEntry},
    auth::Caller,
    clock,
    models::Installed,
    store::{ActiveModel, Comparison, Seen},
};

/// Most differences on one page.
const LARGEST_PAGE: usize = 500;

/// The models that there are.
#[derive(Serialize, ToSchema)]
pub(crate) struct ModelList {
    /// The one that screens; null until it is ready.
    active: Option<ModelWords>,
    /// The one that screens a share of the scans too, after they were answered.
    challenger: Option<ChallengerWords>,
    /// Those that can be activated, by name.
    installed: Vec<InstalledModel>,
    /// What decides: first the policy for any lane, then those of lanes that have their own.
    policies: Vec<PolicyInForce>,
}

/// A policy that decides now.
#[derive(Serialize, ToSchema)]
pub(crate) struct PolicyInForce {
    /// The lane that it is for; null for every lane without its own.
    #[schema(example = "3")]
    lane: Option<String>,
    /// Its name.
    #[schema(example = "default")]
    name: String,
    /// Its version.
    #[schema(example = "1")]
    version: String,
}

impl PolicyInForce {
    fn of(lane: Option<&str>, policy: &Policy) -> Self {
        Self { lane: lane.map(str::to_owned), name: policy.name.clone(), version: policy.version.clone() }
    }
}

/// A model as reports name it.
#[derive(Serialize, ToSchema)]
#[schema(as = ModelStamp)]
pub(crate) struct ModelWords {
    /// Its own name.
    #[schema(example = "parcel-standard")]
    model: String,
    /// Its version.
    #[schema(example = "1.0.0")]
    version: String,
    /// SHA-256 of its file.
    sha256: String,
}

/// A challenger.
#[derive(Serialize, ToSchema)]
#[schema(as = Challenger)]
pub(crate) struct ChallengerWords {
    /// The name of its files.
    name: String,
    /// The model.
    #[serde(flatten)]
    about: ModelWords,
    /// The share of scans that it screens, in percent.
    #[schema(example = 5.0)]
    percent: f64,
}

/// An installed model.
#[derive(Serialize, ToSchema)]
pub(crate) struct InstalledModel {
    /// The name of its files, for `POST /v1/models/{name}/activate`.
    #[schema(example = "parcel-standard")]
    name: String,
    /// What its manifest says; null where that cannot be read.
    about: Option<ModelWords>,
    /// Whether it screens now.
    active: bool,
    /// Why its manifest cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<String>,
}

/// A model was activated.
#[derive(Serialize, ToSchema)]
pub(crate) struct Activated {
    /// The one that screened before.
    before: Option<ModelWords>,
    /// The one that screens now. Scans that were begun end with the one before.
    active: ModelWords,
}

/// Which differences.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DifferencesQuery {
    /// Differences on the page, 1 to 500; 50 without it.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
    /// Only those before this number: the `next` of the page before.
    before: Option<u64>,
}

/// Where the active model and a challenger came to different results.
#[derive(Serialize, ToSchema)]
pub(crate) struct Differences {
    /// How often each pair of models was compared, the latest pair first.
    compared: Vec<ComparedModels>,
    /// Scans with different results, newest first.
    differences: Vec<Difference>,
    /// For `before`, to get those that follow; null when these are the last.
    next: Option<u64>,
}

/// Two models that screened the same scans.
#[derive(Serialize, ToSchema)]
pub(crate) struct ComparedModels {
    /// SHA-256 of the one that answered.
    model_sha256: String,
    /// SHA-256 of the challenger.
    challenger_sha256: String,
    /// Scans that both screened.
    scans: u64,
    /// Those with another decision, or with other classes that raised an alarm.
    different: u64,
}

/// A scan with different results.
#[derive(Serialize, ToSchema)]
pub(crate) struct Difference {
    /// Grows with time.
    number: u64,
    /// The scan.
    scan: Uuid,
    /// When the challenger was done, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// What the model saw that answered.
    active: SeenBody,
    /// What the challenger saw.
    challenger: SeenBody,
}

/// What one model made of a scan.
#[derive(Serialize, ToSchema)]
#[schema(as = Seen)]
pub(crate) struct SeenBody {
    /// Its name and version.
    #[schema(example = "parcel-standard 1.0.0")]
    model: String,
    /// SHA-256 of its file.
    sha256: String,
    /// Its decision.
    #[schema(value_type = crate::api::report::DecisionSchema)]
    decision: String,
    /// Classes that raised an alarm.
    #[schema(value_type = Vec<crate::api::report::ClassSchema>)]
    classes: Vec<String>,
    /// The highest score of a region that raised an alarm, 0 to 1.
    top_score: Option<f32>,
}

impl From<ModelStamp> for ModelWords {
    fn from(stamp: ModelStamp) -> Self {
        Self { model: stamp.name, version: stamp.version, sha256: stamp.sha256 }
    }
}

impl From<Seen> for SeenBody {
    fn from(seen: Seen) -> Self {
        let Seen { model, sha256, decision, classes, top_score } = seen;
        Self { model, sha256, decision, classes, top_score }
    }
}

/// List the models.
#[utoipa::path(
    get,
    path = "/v1/models",
    tag = "Models",
    responses((status = 200, description = "All models.", body = ModelList))
)]
pub(crate) async fn list(State(app): State<App>) -> Result<Json<ModelList>, Problem> {
    let active = app.lineup.screening().map(|screening| screening.model());
    let challenger = app.shadow.challenger().map(|challenger| ChallengerWords {
        name: challenger.name().to_owned(),
        about: challenger.model().into(),
        percent: 100.0 * challenger.share(),
    });
    let lineup = std::sync::Arc::clone(&app.lineup);
    let installed = tokio::task::spawn_blocking(move || lineup.installed());
    let installed = installed.await.map_err(|_| Problem::internal("The folder of models could not be read."))?;
    let hash = active.as_ref().map(|active| active.sha256.clone());
    let listed = |installed: Installed| {
        let (about, fault) = match installed.manifest {
            Ok(words) => (Some(words), None),
            Err(fault) => (None, Some(fault)),
        };
        let active = about.is_some() && about.as_ref().map(|words| &words.sha256) == hash.as_ref();
        let about = about.map(|words| ModelWords { model: words.model, version: words.version, sha256: words.sha256 });
        InstalledModel { name: installed.name, about, active, fault }
    };
    let installed = installed.into_iter().map(listed).collect();
    let policies = app.lineup.policies();
    let own = policies.lanes().map(|(lane, policy)| PolicyInForce::of(Some(lane), policy));
    let policies = std::iter::once(PolicyInForce::of(None, &policies.of(None))).chain(own).collect();
    Ok(Json(ModelList { active: active.map(ModelWords::from), challenger, installed, policies }))
}

/// Screen with an installed model from now on.
///
/// The model is loaded and warmed first; scans go on meanwhile, and none is lost. What was begun ends with the model
/// before. It goes on after a restart, until the configuration names another model.
#[utoipa::path(
    post,
    path = "/v1/models/{name}/activate",
    tag = "Models",
    params(("name" = String, Path, description = "The name of an installed model.", example = "parcel-standard")),
    responses(
        (status = 200, description = "It screens.", body = Activated),
        (status = 404, description = "No such model is installed.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It cannot be used; the model before goes on.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The service is not ready, or the audit trail cannot be written.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn activate(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
) -> Result<Json<Activated>, Problem> {
    app.gate.check()?;
    let files = app.lineup.files(&name).map_err(|error| Problem::not_found(format!("{error:#}.")))?;
    let (before, active) = app.lineup.activate(files).await.map_err(|error| {
        tracing::error!(model = name, error = format!("{error:#}"), "a model could not be activated");
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "model_unusable", format!("{error:#}."))
    })?;
    let details = Details::none()
        .with("name", &name)
        .with("model", format!("{} {}", active.name, active.version))
        .with("sha256", &active.sha256)
        .with_some("sha256_before", before.as_ref().map(|before| &before.sha256));
    let entry =
        NewEntry { actor: caller.actor(), action: Action::ModelActivated, subject: "service".to_owned(), details };
    let chosen = ActiveModel { name: name.clone(), sha256: active.sha256.clone(), configured: app.lineup.configured() };
    app.store.set_active_model(&chosen, entry).await.map_err(|error| Problem::from(&error))?;
    tracing::info!(model = name, sha256 = active.sha256, "another model screens");
    Ok(Json(Activated { before: before.map(ModelWords::from), active: active.into() }))
}

/// List where the challenger came to another result than the model that answered.
#[utoipa::path(
    get,
    path = "/v1/models/differences",
    tag = "Models",
    params(DifferencesQuery),
    responses(
        (status = 200, description = "A page of differences.", body = Differences),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn differences(
    State(app): State<App>,
    query: Result<Query<DifferencesQuery>, QueryRejection>,
) -> Result<Json<Differences>, Problem> {
    let Query(query) = query.map_err(|rejection| Problem::malformed(rejection.body_text()))?;
    let limit = query.limit.unwrap_or(50);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(Problem::malformed(format!("limit is {limit}, but must be from 1 to {LARGEST_PAGE}.")));
    }
    let before = query.before.map(|before| i64::try_from(before).unwrap_or(i64::MAX));
    let failed = |error| Problem::from(&error);
    let compared = app.store.compared().await.map_err(failed)?;
    let mut found = app.store.differences(before, limit + 1).await.map_err(failed)?;
    let more = found.len() > limit;
    found.truncate(limit);
    let number = |number: i64| u64::try_from(number).unwrap_or_default();
    let next = if more { found.last().map(|(last, _)| number(*last)) } else { None };
    let body = |(at_number, comparison): (i64, Comparison)| Difference {
        number: number(at_number),
        scan: comparison.scan,
        at: clock::rfc3339(comparison.at),
        active: comparison.model.into(),
        challenger: comparison.challenger.into(),
    };
    let compared = compared.into_iter().map(|pair| ComparedModels {
        model_sha256: pair.model,
        challenger_sha256: pair.challenger,
        scans: pair.scans,
        different: pair.different,
    });
    Ok(Json(Differences { compared: compared.collect(), differences: found.into_iter().map(body).collect(), next }))
}
