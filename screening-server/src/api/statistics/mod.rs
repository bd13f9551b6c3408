//! Figures for those who answer for the work. docs/quality.md has the formulas and what they cannot say.

mod body;
pub(crate) mod projections;
mod query;

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use jiff::SignedDuration;
use serde::Deserialize;
use utoipa::IntoParams;

pub(super) use self::query::{DecisionGroup, StatisticsBucket};
use self::{
    body::{DecisionsBody, LanesBody, OutcomesBody, QualityBody},
    query::{Range, quality_group},
};
use super::problem::Problem;
use crate::{
    app::App,
    clock,
    records::{Bucket, QualityGroup, grouped},
};

/// Most minutes that live figures are given for.
const MOST_MINUTES: u32 = 24 * 60;

/// Which minutes.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LanesQuery {
    /// The last so many, 1 to 1440; 15 without it.
    #[param(minimum = 1, maximum = 1440)]
    minutes: Option<u32>,
}

/// Which decisions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DecisionsQuery {
    /// How long a stretch of time is; an hour without it.
    by: Option<StatisticsBucket>,
    /// By what decisions are told apart; by nothing without it.
    group: Option<DecisionGroup>,
    /// From when, RFC 3339; without it, 24 hours, 30 days or 12 weeks before `to`.
    #[param(format = DateTime)]
    from: Option<String>,
    /// Up to when, RFC 3339; now without it.
    #[param(format = DateTime)]
    to: Option<String>,
}

/// Which cleared parcels.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct QualityQuery {
    /// What is told apart: some of `week`, `lane` and `model`, with commas in between; all of them without it.
    #[param(example = "week,lane")]
    group: Option<String>,
    /// Cleared then or later, RFC 3339; without it, 12 weeks before `to`.
    #[param(format = DateTime)]
    from: Option<String>,
    /// Cleared before, RFC 3339; now without it.
    #[param(format = DateTime)]
    to: Option<String>,
}

/// Which outcomes.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OutcomesQuery {
    /// Recorded then or later, RFC 3339; without it, 30 days before `to`.
    #[param(format = DateTime)]
    from: Option<String>,
    /// Recorded before, RFC 3339; now without it.
    #[param(format = DateTime)]
    to: Option<String>,
}

/// Show what the lanes do now: scans a minute, answers, missed deadlines.
#[utoipa::path(
    get,
    path = "/v1/statistics/lanes",
    tag = "Statistics",
    params(LanesQuery),
    responses(
        (status = 200, description = "Figures of the last minutes.", body = LanesBody),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn lanes(
    State(app): State<App>,
    query: Result<Query<LanesQuery>, QueryRejection>,
) -> Result<Json<LanesBody>, Problem> {
    let minutes = read(query)?.minutes.unwrap_or(15);
    if !(1..=MOST_MINUTES).contains(&minutes) {
        return Err(Problem::malformed(format!("minutes is {minutes}, but must be from 1 to {MOST_MINUTES}.")));
    }
    let to = clock::now();
    let from = to.checked_sub(SignedDuration::from_mins(i64::from(minutes))).unwrap_or(to);
    let lanes = app.store.lane_figures(from).await.map_err(|error| Problem::from(&error))?;
    Ok(Json(LanesBody::new(Range { from, to }, minutes, &lanes)))
}

/// Show what people decided, by hour, day or week.
#[utoipa::path(
    get,
    path = "/v1/statistics/decisions",
    tag = "Statistics",
    params(DecisionsQuery),
    responses(
        (status = 200, description = "Decisions with override and hit rates.", body = DecisionsBody),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn decisions(
    State(app): State<App>,
    query: Result<Query<DecisionsQuery>, QueryRejection>,
) -> Result<Json<DecisionsBody>, Problem> {
    let query = read(query)?;
    let bucket = query.by.map_or(Bucket::Hour, Bucket::from);
    let range = Range::read(bucket, query.from.as_deref(), query.to.as_deref(), clock::now())?;
    let buckets = app.store.decision_figures(range.from, range.to, bucket, query.group.map(Into::into)).await;
    Ok(Json(DecisionsBody::new(range, &buckets.map_err(|error| Problem::from(&error))?)))
}

/// Show what second reviews say of first ones: miss and override rates by week, lane and model.
#[utoipa::path(
    get,
    path = "/v1/statistics/quality",
    tag = "Statistics",
    params(QualityQuery),
    responses(
        (status = 200, description = "Rates with their intervals.", body = QualityBody),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn quality(
    State(app): State<App>,
    query: Result<Query<QualityQuery>, QueryRejection>,
) -> Result<Json<QualityBody>, Problem> {
    let query = read(query)?;
    let group = quality_group(query.group.as_deref())?;
    let range = Range::read(Bucket::Week, query.from.as_deref(), query.to.as_deref(), clock::now())?;
    let cells = app.store.quality(range.from, range.to).await.map_err(|error| Problem::from(&error))?;
    let total = grouped(&cells, QualityGroup { week: false, lane: false, model: false });
    Ok(Json(QualityBody::new(range, &grouped(&cells, group), total.first())))
}

/// Show what opening parcels showed.
#[utoipa::path(
    get,
    path = "/v1/statistics/outcomes",
    tag = "Statistics",
    params(OutcomesQuery),
    responses(
        (status = 200, description = "Hit rates, and what was found.", body = OutcomesBody),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn outcomes(
    State(app): State<App>,
    query: Result<Query<OutcomesQuery>, QueryRejection>,
) -> Result<Json<OutcomesBody>, Problem> {
    let query = read(query)?;
    let range = Range::read(Bucket::Day, query.from.as_deref(), query.to.as_deref(), clock::now())?;
    let figures = app.store.outcome_figures(range.from, range.to).await.map_err(|error| Problem::from(&error))?;
    Ok(Json(OutcomesBody::new(range, &figures)))
}

fn read<T>(query: Result<Query<T>, QueryRejection>) -> Result<T, Problem> {
    query.map(|Query(query)| query).map_err(|rejection| Problem::malformed(rejection.body_text()))
}
