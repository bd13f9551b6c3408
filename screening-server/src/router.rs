//! Every route.

use axum::{Router, routing::get};
use tower_http::compression::CompressionLayer;
use utoipa::OpenApi as _;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    api::{
        audit, bundle, console, events, exercise_package, exercise_parcels, exercise_scores, exercises, health, keys,
        metrics, model_changes, models, oidc, openapi, outcomes, pictures, problem, projections, reasons, review,
        review_decision, scans, session, similar, statistics, training, users, webhooks,
    },
    app::App,
    middleware,
};

/// The service: routes with the layers around them.
pub(crate) fn router(app: &App) -> Router {
    let (described, openapi) = OpenApiRouter::with_openapi(openapi::Description::openapi())
        .routes(routes!(scans::create, scans::list))
        .routes(routes!(scans::show))
        .routes(routes!(scans::report))
        .routes(routes!(scans::cancel))
        .routes(routes!(reasons::show))
        .routes(routes!(pictures::picture))
        .routes(routes!(pictures::annotated))
        .routes(routes!(pictures::thumbnail))
        .routes(routes!(pictures::atomic_number))
        .routes(routes!(similar::list))
        .routes(routes!(events::listen))
        .routes(routes!(bundle::export))
        .routes(routes!(review::queue))
        .routes(routes!(review::claim))
        .routes(routes!(review::show))
        .routes(routes!(review::renew, review::give_back))
        .routes(routes!(review_decision::first_look))
        .routes(routes!(review_decision::decide))
        .routes(routes!(review_decision::undo))
        .routes(routes!(projections::take_parcel))
        .routes(routes!(outcomes::record, outcomes::show))
        .routes(routes!(outcomes::add_photo))
        .routes(routes!(outcomes::photo))
        .routes(routes!(statistics::lanes))
        .routes(routes!(statistics::decisions))
        .routes(routes!(statistics::quality))
        .routes(routes!(statistics::outcomes))
        .routes(routes!(statistics::projections::show))
        .routes(routes!(statistics::projections::csv))
        .routes(routes!(session::show, session::log_in, session::log_out))
        .routes(routes!(session::set_password))
        .routes(routes!(session::first))
        .routes(routes!(oidc::begin))
        .routes(routes!(oidc::end))
        .routes(routes!(users::list, users::add))
        .routes(routes!(users::change))
        .routes(routes!(keys::list, keys::add))
        .routes(routes!(keys::revoke))
        .routes(routes!(audit::list))
        .routes(routes!(models::list))
        .routes(routes!(models::activate))
        .routes(routes!(models::differences))
        .routes(routes!(model_changes::list))
        .routes(routes!(webhooks::dead))
        .routes(routes!(webhooks::replay))
        .routes(routes!(exercises::list, exercises::add))
        .routes(routes!(exercise_parcels::list))
        .routes(routes!(exercises::show))
        .routes(routes!(exercises::take_up_course))
        .routes(routes!(exercises::add_version))
        .routes(routes!(exercises::items))
        .routes(routes!(exercises::picture))
        .routes(routes!(exercises::publish))
        .routes(routes!(exercise_package::export))
        .routes(routes!(exercises::assign))
        .routes(routes!(exercise_scores::of_exercise))
        .routes(routes!(exercise_scores::csv))
        .routes(routes!(exercise_scores::own))
        .routes(routes!(training::list))
        .routes(routes!(training::begin))
        .routes(routes!(training::show))
        .routes(routes!(training::hand_out))
        .routes(routes!(training::picture))
        .routes(routes!(training::answer))
        .routes(routes!(training::end))
        .routes(routes!(training::result))
        .routes(routes!(health::alive))
        .routes(routes!(health::ready))
        .routes(routes!(metrics::render))
        .split_for_parts();
    let openapi = openapi::with_security(openapi);
    let routes = described
        .route("/openapi.json", get(move || openapi::document(openapi.clone())))
        .merge(console_files())
        .fallback(problem::no_route)
        .method_not_allowed_fallback(problem::no_method)
        .with_state(app.clone());
    middleware::around(routes, app)
}

/// What every page loads. Compressed: it holds nothing that is secret, and is the same for all.
fn console_files() -> Router<App> {
    Router::new()
        .route("/docs", get(console::docs))
        .route("/", get(console::page))
        .route("/login", get(console::log_in))
        .route("/console/{*file}", get(console::asset))
        .layer(CompressionLayer::new())
}
