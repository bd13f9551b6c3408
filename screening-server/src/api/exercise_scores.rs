//! How trainees do in an exercise.

use std::collections::BTreeMap;

use axum::{
    Extension, Json,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::header,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    exercises::{exercise_id, find},
    problem::Problem,
    score_body::{GroupBody, ScoresBody, SheetBody},
};
use crate::{
    app::App,
    auth::Caller,
    training::score::{self, Correction, Estimate, Scores, Trial},
};

/// How rates of 0 and 1 are corrected for d' and c.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ScoresQuery {
    /// `log_linear` without it.
    correction: Option<CorrectionSchema>,
}

/// A correction of rates of 0 and 1.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ScoreCorrection)]
pub(super) enum CorrectionSchema {
    /// Half a trial more of hits and false alarms, one trial more (Hautus 1995).
    LogLinear,
    /// 1/(2N) in place of 0, 1 - 1/(2N) in place of 1 (Macmillan and Kaplan 1985).
    HalfTrial,
}

fn correction(query: Result<Query<ScoresQuery>, QueryRejection>) -> Result<Correction, Problem> {
    let Query(query) = query.map_err(|rejection| Problem::malformed(rejection.body_text()))?;
    Ok(match query.correction {
        None | Some(CorrectionSchema::LogLinear) => Correction::LogLinear,
        Some(CorrectionSchema::HalfTrial) => Correction::HalfTrial,
    })
}

/// The scores of all trainees in an exercise, for its trainer.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExerciseScores {
    /// By name.
    trainees: Vec<TraineeScores>,
}

/// A trainee's scores.
#[derive(Serialize, ToSchema)]
struct TraineeScores {
    /// The account.
    trainee: String,
    /// Its scores.
    sheet: SheetBody,
}

/// A trainee's own scores, beside the others without names.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnScores {
    /// Of all exercises.
    sheet: SheetBody,
    /// The others.
    group: GroupBody,
    /// By exercise.
    exercises: Vec<OwnExerciseScores>,
}

/// A trainee's scores in one exercise.
#[derive(Serialize, ToSchema)]
struct OwnExerciseScores {
    /// The exercise.
    exercise: Uuid,
    /// The scores.
    scores: ScoresBody,
    /// The others.
    group: GroupBody,
}

/// How each trainee does in an exercise, by factor and from week to week. A session that goes on counts too.
#[utoipa::path(
    get,
    path = "/v1/exercises/{id}/scores",
    tag = "Exercises",
    params(("id" = String, Path, description = "The exercise's id."), ScoresQuery),
    responses(
        (status = 200, description = "The scores.", body = ExerciseScores),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such exercise.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn of_exercise(
    State(app): State<App>,
    Path(id): Path<String>,
    query: Result<Query<ScoresQuery>, QueryRejection>,
) -> Result<Json<ExerciseScores>, Problem> {
    let correction = correction(query)?;
    let people = people(&app, Some(find(&app, exercise_id(&id)?).await?.id)).await?;
    let of =
        |(trainee, trials): (String, Vec<Trial>)| TraineeScores { trainee, sheet: SheetBody::new(&trials, correction) };
    let trainees = people.into_iter().map(of);
    Ok(Json(ExerciseScores { trainees: trainees.collect() }))
}

/// The same as CSV: a line a trainee.
#[utoipa::path(
    get,
    path = "/v1/exercises/{id}/scores.csv",
    tag = "Exercises",
    params(("id" = String, Path, description = "The exercise's id."), ScoresQuery),
    responses(
        (status = 200, description = "The scores.", body = String, content_type = "text/csv"),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such exercise.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn csv(
    State(app): State<App>,
    Path(id): Path<String>,
    query: Result<Query<ScoresQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let correction = correction(query)?;
    let people = people(&app, Some(find(&app, exercise_id(&id)?).await?.id)).await?;
    let mut text = CSV_HEAD.to_owned();
    for (trainee, trials) in &people {
        text.push_str(&line(trainee, &score::score(trials, correction)));
    }
    let name = "attachment; filename=\"scores.csv\"";
    Ok(([(header::CONTENT_TYPE, "text/csv"), (header::CONTENT_DISPOSITION, name)], text).into_response())
}

/// How one does oneself, beside the others without names.
#[utoipa::path(
    get,
    path = "/v1/training/scores",
    tag = "Training",
    responses(
        (status = 200, description = "The scores.", body = OwnScores),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn own(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<OwnScores>, Problem> {
    let trainee = super::training::trainee(&caller);
    let all = people(&app, None).await?;
    let mut exercises = Vec::new();
    for exercise in app.store.exercises().await.map_err(|error| Problem::from(&error))? {
        let mut of_exercise = people(&app, Some(exercise.id)).await?;
        let Some(own) = of_exercise.remove(&trainee) else { continue };
        let scores = score::score(&own, Correction::default()).into();
        exercises.push(OwnExerciseScores { exercise: exercise.id, scores, group: group(&of_exercise, &trainee) });
    }
    let sheet = SheetBody::new(all.get(&trainee).map(Vec::as_slice).unwrap_or_default(), Correction::default());
    Ok(Json(OwnScores { sheet, group: group(&all, &trainee), exercises }))
}

fn group(people: &BTreeMap<String, Vec<Trial>>, but: &str) -> GroupBody {
    let others = people.iter().filter(|(name, _)| *name != but);
    let scores: Vec<Scores> = others.map(|(_, trials)| score::score(trials, Correction::default())).collect();
    score::compare(&scores).into()
}

async fn people(app: &App, exercise: Option<Uuid>) -> Result<BTreeMap<String, Vec<Trial>>, Problem> {
    let trials = app.store.trials(exercise).await.map_err(|error| Problem::from(&error))?;
    let mut people: BTreeMap<String, Vec<Trial>> = BTreeMap::new();
    for (trainee, trial) in trials {
        people.entry(trainee).or_default().push(trial);
    }
    Ok(people)
}

const CSV_HEAD: &str = "trainee,answered,late,hits,misses,false_alarms,correct_rejections,hit_rate,hit_rate_low,\
                        hit_rate_high,false_alarm_rate,false_alarm_rate_low,false_alarm_rate_high,d_prime,d_prime_low,\
                        d_prime_high,criterion,criterion_low,criterion_high,a_prime,a_prime_low,a_prime_high,correct,\
                        correct_low,correct_high,localisation,localisation_low,localisation_high,\
                        response_time_median_ms\r\n";

/// One line; empty where there is nothing to take a value from.
fn line(trainee: &str, scores: &Scores) -> String {
    let counts = scores.detection.map(|detection| detection.counts).unwrap_or_default();
    let sensitivity = scores.detection.and_then(|detection| detection.sensitivity);
    // A spreadsheet would take such a name for a formula.
    let guard = if trainee.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    let mut fields = vec![format!("{guard}{trainee}"), scores.answered.to_string(), scores.late.to_string()];
    let counted = [counts.hits, counts.misses, counts.false_alarms, counts.correct_rejections];
    fields.extend(counted.map(|count| count.to_string()));
    let estimates = [
        scores.detection.and_then(|detection| detection.hit_rate),
        scores.detection.and_then(|detection| detection.false_alarm_rate),
        sensitivity.map(|s| s.d_prime),
        sensitivity.map(|s| s.criterion),
        sensitivity.map(|s| s.a_prime),
        scores.correct,
        scores.localisation,
    ];
    let text = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    for estimate in estimates {
        let part = |part: fn(Estimate) -> f64| text(estimate.map(part));
        fields.extend([part(|e| e.value), part(|e| e.low), part(|e| e.high)]);
    }
    fields.push(text(scores.response_time.map(|time| time.median_ms)));
    fields.join(",") + "\r\n"
}
