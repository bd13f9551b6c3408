//! The description of the interface, made from the code.

use axum::Json;
use utoipa::OpenApi;

use super::{
    events::EventBody,
    problem::Problem,
    report::{AbilitySchema, AbortReasonSchema, ClassSchema, DecisionSchema, GroupSchema, ReportTypeSchema},
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Parcel screening",
        description = "Takes X-ray pictures of parcels and answers with regions that look like firearms, their parts or \
                       ammunition. It flags regions for a person to look at; it gives no legal finding.\n\n\
                       Whatever goes wrong, the answer's `decision` is `UNKNOWN`, in error bodies too: divert the \
                       parcel unless it reads `CLEAR`. A scan that was acknowledged (200 or 202) is on disk, with its \
                       pictures, and survives a crash. There is no log-in yet: keep the service on one machine or a \
                       closed network.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    tags(
        (name = "Scans", description = "Send scans, read reports and pictures."),
        (name = "Operation", description = "For those who run the service."),
    ),
    components(schemas(
        Problem, EventBody<'static>, DecisionSchema, AbortReasonSchema, AbilitySchema, ReportTypeSchema, ClassSchema, GroupSchema
    )),
)]
pub(crate) struct Description;

/// The description as JSON.
pub(crate) async fn document(description: utoipa::openapi::OpenApi) -> Json<utoipa::openapi::OpenApi> {
    Json(description)
}
