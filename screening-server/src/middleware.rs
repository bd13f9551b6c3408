//! Every layer around the routes, outermost first, each with the reason for its place.

use std::{
    any::Any,
    time::{Duration, Instant},
};

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer},
    set_header::SetResponseHeaderLayer,
    trace::TraceLayer,
};
use tracing::info_span;
use uuid::Uuid;

use crate::{api::problem::Problem, app::App, auth, metrics};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The console runs its own scripts and nothing else; pictures may come from memory (a dropped file).
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
                              connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// For a year, browsers ask this host over HTTPS alone, whatever a link says.
const HTTPS_ONLY: &str = "max-age=31536000";

/// Puts the layers around the routes.
pub(crate) fn around(router: Router, app: &App) -> Router {
    let fixed = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    // A whole scan may take its body's time and its screening's; nothing else may take longer.
    let limit = app.settings.intake.body + app.settings.worker.deadline + Duration::from_secs(5);
    let layers = ServiceBuilder::new()
        // First, so that every line of the log about a request carries its id.
        .layer(SetRequestIdLayer::new(REQUEST_ID, NewRequestId))
        .layer(TraceLayer::new_for_http().make_span_with(|request: &Request| {
            let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok());
            let (method, path) = (request.method(), request.uri().path());
            info_span!("request", id = id.unwrap_or_default(), %method, path, scan = tracing::field::Empty)
        }))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        // On every answer, those of the layers below included.
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::CONTENT_SECURITY_POLICY, CONTENT_POLICY))
        .layer(fixed(header::REFERRER_POLICY, "no-referrer"))
        .layer(fixed(header::CACHE_CONTROL, "no-store"))
        .option_layer(app.auth.tls().then(|| fixed(header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY)))
        // Outside the panic's answer, so that a crash is counted as the 500 it becomes.
        .layer(from_fn(count))
        .layer(CatchPanicLayer::custom(crashed))
        // What ends in time needs no rescue.
        .layer(from_fn_with_state(limit, in_time))
        // Innermost, so that no layer answers with what a caller may not have, and every refusal is counted.
        .layer(from_fn_with_state(app.clone(), auth::guard));
    router.layer(layers)
}

#[derive(Clone, Copy)]
struct NewRequestId;

impl MakeRequestId for NewRequestId {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        HeaderValue::from_str(&Uuid::now_v7().to_string()).ok().map(RequestId::new)
    }
}

async fn count(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let method = request.method().clone();
    let response = next.run(request).await;
    let route = route.as_deref().unwrap_or("none");
    metrics::request(route, method.as_str(), response.status().as_u16(), begun.elapsed());
    response
}

async fn in_time(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::no_answer().into_response(),
    }
}

#[allow(clippy::needless_pass_by_value, reason = "the layer hands the panic over")]
fn crashed(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = text.unwrap_or("no message"), "a request crashed");
    Problem::internal("The request crashed.").into_response()
}
