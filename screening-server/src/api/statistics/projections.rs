//! How often people find fictitious threats, by person and class, as JSON and as CSV.

use axum::{
    Extension, Json,
    extract::{Query, State, rejection::QueryRejection},
    http::header,
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use screening_core::taxonomy::ThreatClass;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{body::ProportionBody, read};
use crate::{
    api::{problem::Problem, report::ClassSchema},
    app::App,
    auth::{Caller, Role},
    clock,
    projection::{MonthlyRow, monthly},
};

/// Which month.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MonthQuery {
    /// The month in UTC, `YYYY-MM`; the present one without it.
    #[param(example = "2026-03")]
    month: Option<String>,
}

/// How often people found fictitious threats in a month.
#[derive(Serialize, ToSchema)]
#[schema(as = ProjectionStatistics)]
pub(crate) struct ProjectionsBody {
    /// The month in UTC.
    #[schema(example = "2026-03")]
    month: String,
    /// By person; for each all classes together first, then class by class.
    rows: Vec<RowBody>,
}

/// Figures of one person.
#[derive(Serialize, ToSchema)]
#[schema(as = ProjectionFigures)]
struct RowBody {
    /// The account.
    #[schema(example = "anna")]
    operator: String,
    /// The threats' class; null for all together.
    #[schema(value_type = Option<ClassSchema>)]
    class: Option<ThreatClass>,
    /// Those found, of those shown.
    hits: ProportionBody,
    /// Those not found.
    misses: u64,
    /// Pictures in which a place was marked where the threat was not.
    marked_elsewhere: u64,
    /// The median time from the picture to the decision, as the console says, in milliseconds.
    median_ms: f64,
}

impl From<&MonthlyRow> for RowBody {
    fn from(row: &MonthlyRow) -> Self {
        Self {
            operator: row.by.clone(),
            class: row.class,
            hits: row.found.into(),
            misses: row.found.of - row.found.count,
            marked_elsewhere: row.elsewhere,
            median_ms: row.median_ms,
        }
    }
}

/// Show how often people found fictitious threats in a month. Operators see their own figures alone.
#[utoipa::path(
    get,
    path = "/v1/statistics/projections",
    tag = "Statistics",
    params(MonthQuery),
    responses(
        (status = 200, description = "Hit rates with their intervals, and times.", body = ProjectionsBody),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    query: Result<Query<MonthQuery>, QueryRejection>,
) -> Result<Json<ProjectionsBody>, Problem> {
    let (month, rows) = rows(&app, &caller, query).await?;
    Ok(Json(ProjectionsBody { month: month.text, rows: rows.iter().map(RowBody::from).collect() }))
}

/// The same as CSV: a line a person and class, `all` for all classes together.
#[utoipa::path(
    get,
    path = "/v1/statistics/projections.csv",
    tag = "Statistics",
    params(MonthQuery),
    responses(
        (status = 200, description = "The figures.", body = String, content_type = "text/csv"),
        (status = 400, description = "The query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be read.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn csv(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    query: Result<Query<MonthQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let (month, rows) = rows(&app, &caller, query).await?;
    let mut text = CSV_HEAD.to_owned();
    for row in &rows {
        text.push_str(&line(&month.text, row));
    }
    let name = format!("attachment; filename=\"projections-{}.csv\"", month.text);
    let kind = "text/csv".to_owned();
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], text).into_response())
}

const CSV_HEAD: &str = "month,operator,class,shown,hits,misses,hit_rate,hit_rate_low,hit_rate_high,marked_elsewhere,\
                        median_ms\r\n";

fn line(month: &str, row: &MonthlyRow) -> String {
    // A spreadsheet would take such a name for a formula.
    let guard = if row.by.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    let class = row.class.map_or("all", ThreatClass::name);
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let interval = row.found.interval();
    let [rate, low, high] =
        [row.found.rate(), interval.map(|[low, _]| low), interval.map(|[_, high]| high)].map(number);
    let (count, of) = (row.found.count, row.found.of);
    format!(
        "{month},{guard}{},{class},{of},{count},{},{rate},{low},{high},{},{}\r\n",
        row.by,
        of - count,
        row.elsewhere,
        row.median_ms
    )
}

async fn rows(
    app: &App,
    caller: &Caller,
    query: Result<Query<MonthQuery>, QueryRejection>,
) -> Result<(Month, Vec<MonthlyRow>), Problem> {
    let month = Month::read(read(query)?.month.as_deref(), clock::now())?;
    let only = match caller {
        Caller::Person { name, role: Role::Operator, .. } => Some(name.as_str()),
        _ => None,
    };
    let shown = app.store.projections_shown(month.from, month.to, only).await.map_err(|error| Problem::from(&error))?;
    Ok((month, monthly(&shown)))
}

/// A month in UTC.
#[derive(Debug, PartialEq, Eq)]
struct Month {
    text: String,
    from: Timestamp,
    to: Timestamp,
}

impl Month {
    fn read(text: Option<&str>, now: Timestamp) -> Result<Self, Problem> {
        let wrong = || Problem::malformed("`month` must be a month as 2026-03.");
        let first = match text {
            None => now.to_zoned(TimeZone::UTC).date().first_of_month(),
            Some(text) if text.len() == 7 => format!("{text}-01").parse::<Date>().map_err(|_| wrong())?,
            Some(_) => return Err(wrong()),
        };
        let next = first.last_of_month().tomorrow().map_err(|_| wrong())?;
        let moment = |date: Date| date.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp()).map_err(|_| wrong());
        Ok(Self { text: first.strftime("%Y-%m").to_string(), from: moment(first)?, to: moment(next)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Proportion;

    #[test]
    fn a_month_is_from_its_first_midnight_to_the_next_ones() {
        let now = clock::parse("2026-12-31T23:59:59Z").unwrap();
        let of = |text| Month::read(text, now).map(|month| [clock::rfc3339(month.from), clock::rfc3339(month.to)]).ok();
        let december = ["2026-12-01T00:00:00.000Z".to_owned(), "2027-01-01T00:00:00.000Z".to_owned()];
        assert_eq!((of(None), of(Some("2026-12"))), (Some(december.clone()), Some(december)));
        for text in ["2026", "2026-13", "2026-1", "2026-3-1", "march", "2026-03-01", ""] {
            assert_eq!(of(Some(text)), None, "{text}");
        }
    }

    #[test]
    fn a_line_has_the_rate_with_its_interval_and_no_formula() {
        let row = MonthlyRow {
            by: "=cmd".to_owned(),
            class: None,
            found: Proportion::new(0, 20),
            elsewhere: 1,
            median_ms: 1500.5,
        };
        let text = line("2026-03", &row);
        assert!(text.starts_with("2026-03,'=cmd,all,20,0,20,0,0,0.16"), "{text}");
        assert!(text.ends_with(",1,1500.5\r\n"), "{text}");
        assert_eq!(text.split(',').count(), CSV_HEAD.split(',').count());
    }
}
