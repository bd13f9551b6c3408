//! The description of the interface, made from the code.

use axum::Json;
use utoipa::{
    OpenApi,
    openapi::{
        ContentBuilder, OpenApi as Document, Ref, ResponseBuilder, SecurityRequirement,
        path::Operation,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::{
    events::{DecidedEventBody, EventBody, ReviewEventBody},
    exercise_package::Format,
    exercise_scores::CorrectionSchema,
    problem::Problem,
    report::{AbilitySchema, AbortReasonSchema, ClassSchema, DecisionSchema, GroupSchema, ReportTypeSchema},
    statistics::{DecisionGroup, StatisticsBucket},
    webhooks::MessageBody,
};
use crate::auth::policy::{self, Rule};

/// What the two ways to prove who one is are called.
const KEY: &str = "key";
const SESSION: &str = "session";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Parcel screening",
        description = "Takes X-ray pictures of parcels and answers with regions that look like firearms, their parts or \
                       ammunition. It flags regions for a person to look at; it gives no legal finding.\n\n\
                       Whatever goes wrong, the answer's `decision` is `UNKNOWN`, in error bodies too: divert the \
                       parcel unless it reads `CLEAR`. A scan that was acknowledged (200 or 202) is on disk, with its \
                       pictures, and survives a crash. With \
                       authentication on, machines send a key (`Authorization: Bearer KEY`), and people log in for a \
                       session.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    tags(
        (name = "Scans", description = "Send scans, read reports and pictures."),
        (name = "Review", description = "Parcels that people look at: the queue, leases, decisions, and what opening them showed."),
        (name = "Statistics", description = "Figures for those who answer for the work (docs/quality.md)."),
        (name = "Accounts", description = "Who may use the service: people with roles, machines with keys."),
        (name = "Audit", description = "What was done, by whom and when."),
        (name = "Models", description = "Which model screens, and how a challenger compares."),
        (name = "Webhooks", description = "What other systems are told, signed after the Standard Webhooks specification, and what they could not be told."),
        (name = "Exercises", description = "Exercises with known truth, for those who make them."),
        (name = "Training", description = "Sessions and scores of trainees."),
        (name = "Operation", description = "For those who run the service."),
    ),
    components(schemas(
        Problem, CorrectionSchema, Format, EventBody<'static>, ReviewEventBody<'static>, DecidedEventBody<'static>, MessageBody<'static>, DecisionSchema, AbortReasonSchema, AbilitySchema, ReportTypeSchema, ClassSchema, GroupSchema, DecisionGroup,
        StatisticsBucket
    )),
)]
pub(crate) struct Description;

/// The description as JSON.
pub(crate) async fn document(description: Document) -> Json<Document> {
    Json(description)
}

/// Adds to every route who may use it, as the table of `auth/policy.rs` has it, and what others are answered.
pub(crate) fn with_security(mut document: Document) -> Document {
    let components = document.components.get_or_insert_default();
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A machine's key: `Authorization: Bearer KEY`."))
        .build();
    let cookie = ApiKeyValue::with_description(
        "screening",
        "A person's session, which `POST /v1/session` sets. Requests that change something must come from the service's \
         own page (`Sec-Fetch-Site` or `Origin`). Over TLS the cookie is called `__Host-screening`.",
    );
    components.add_security_scheme(KEY, SecurityScheme::Http(bearer));
    components.add_security_scheme(SESSION, SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    for rule in policy::rules() {
        let Some(item) = document.paths.paths.get_mut(rule.path) else { continue };
        let operation = match rule.method {
            "GET" => &mut item.get,
            "POST" => &mut item.post,
            "PUT" => &mut item.put,
            "PATCH" => &mut item.patch,
            "DELETE" => &mut item.delete,
            _ => continue,
        };
        if let Some(operation) = operation {
            secure(operation, &rule);
        }
    }
    document
}

fn secure(operation: &mut Operation, rule: &Rule) {
    if rule.everyone() {
        operation.security = Some(Vec::new());
    } else {
        let none: [&str; 0] = [];
        let schemes = [(SESSION, true), (KEY, rule.allows_keys())].into_iter().filter(|(_, usable)| *usable);
        operation.security = Some(schemes.map(|(scheme, _)| SecurityRequirement::new(scheme, none)).collect());
        answer(operation, "401", "With authentication on: not logged in, or the key is not valid.");
    }
    let who = rule.who_may().join(", ");
    let for_whom =
        if rule.everyone() { "Everyone may.".to_owned() } else { format!("With authentication on, for: {who}.") };
    let text = operation.description.take().map_or_else(|| for_whom.clone(), |text| format!("{text}\n\n{for_whom}"));
    operation.description = Some(text);
    answer(operation, "403", "The role is too weak, or the request comes from another site's page.");
}

/// A problem that the guard answers with, unless the route has one of its own with this status.
fn answer(operation: &mut Operation, status: &str, description: &str) {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let response = ResponseBuilder::new().description(description).content("application/problem+json", content).build();
    operation.responses.responses.entry(status.to_owned()).or_insert(response.into());
}
