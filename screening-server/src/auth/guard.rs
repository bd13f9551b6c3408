//! The layer that holds every request against the table in `policy`.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::Instant;
use uuid::Uuid;

use super::{
    Auth, Caller, Peer,
    origin::{self, Origin},
    policy::{self, Rule},
    service::NotIdentified,
};
use crate::{
    api::problem::{self, Problem},
    app::App,
    audit::{Action, Details, NewEntry},
    metrics,
};

/// Routes below which a scan is named.
const OF_SCAN: &str = "/v1/scans/{id}";

/// Where a photo of what was in a parcel is shown.
const PHOTO: &str = "/v1/review/{id}/outcome/photos/{photo}";

/// Routes that make no sense while nobody has an account.
const OF_ACCOUNTS: [&str; 3] = ["/v1/session", "/v1/users", "/v1/keys"];

/// Lets through who may pass. What a handler is told of the caller is a [`Caller`] among the request's extensions.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    // Without a route, the answer is 404, for everyone.
    let Some(path) = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned()) else {
        return next.run(request).await;
    };
    let (mut parts, body) = request.into_parts();
    let caller = match admit(&app, &parts, &path).await {
        Ok(caller) => caller,
        Err(problem) => {
            metrics::refused(problem.code());
            return problem.closing().into_response();
        }
    };
    let look = look(&parts, &path, &caller);
    parts.extensions.insert(caller);
    let response = next.run(Request::from_parts(parts, body)).await;
    match look {
        Some(look) if response.status().is_success() => look.enter(&app, response).await,
        _ => response,
    }
}

async fn admit(app: &App, request: &Parts, path: &str) -> Result<Caller, Problem> {
    let (method, headers, auth) = (&request.method, &request.headers, &app.auth);
    let Some(rule) = policy::rule(method.as_str(), path) else {
        if policy::rules().any(|rule| rule.path == path) {
            return Err(problem::no_method().await);
        }
        tracing::error!(path, "a route is in no rule: it is refused to everyone");
        return Err(Problem::new(StatusCode::FORBIDDEN, "forbidden", "Nobody may use this route."));
    };
    if !auth.is_on() {
        check_local(request, path, &rule)?;
        return Ok(Caller::Local);
    }
    let address = request.extensions.get::<Peer>().map(|peer| peer.0.ip());
    let caller = match auth.identify(headers, address).await {
        Ok(caller) => caller,
        // What everyone may do needs no key, and no store.
        Err(_) if rule.everyone() => Caller::Stranger,
        Err(NotIdentified::Key) => {
            let detail = "The key is none, is revoked, or has expired. Ask for a new one.";
            return Err(Problem::unauthorized("invalid_key", detail));
        }
        Err(NotIdentified::Store(error)) => return Err(Problem::from(&error)),
    };
    check_origin(request, &caller)?;
    check_role(&rule, &caller)?;
    check_lane(auth, path, request, &caller).await?;
    Ok(caller)
}

/// While authentication is off, pages of other sites are the only ones to keep out.
fn check_local(request: &Parts, path: &str, rule: &Rule) -> Result<(), Problem> {
    let headers = &request.headers;
    if !origin::asks_for_loopback(headers) {
        let detail = "The service was asked for by a name that is not this machine's own. Use http://127.0.0.1, or start \
                      it with --auth on.";
        return Err(Problem::new(StatusCode::FORBIDDEN, "foreign_host", detail));
    }
    if is_unsafe(&request.method) && origin::of(headers) == Origin::Foreign {
        return Err(cross_site());
    }
    let about_accounts = OF_ACCOUNTS.iter().any(|root| path.starts_with(root));
    if about_accounts && !(path == "/v1/session" && rule.method == "GET") {
        let detail = "Authentication is off, so there are no accounts. Start the service with --auth on.";
        return Err(Problem::new(StatusCode::CONFLICT, "authentication_off", detail));
    }
    Ok(())
}

/// A browser sends a cookie on its own, whoever made it ask: so it must be the service's own page. A key it does not
/// send on its own.
fn check_origin(request: &Parts, caller: &Caller) -> Result<(), Problem> {
    if !is_unsafe(&request.method) || matches!(caller, Caller::Machine { .. }) {
        return Ok(());
    }
    match (origin::of(&request.headers), caller) {
        (Origin::Own, _) | (Origin::Untold, Caller::Stranger | Caller::Local | Caller::Machine { .. }) => Ok(()),
        (Origin::Foreign, _) | (Origin::Untold, Caller::Person { .. }) => Err(cross_site()),
    }
}

fn check_role(rule: &Rule, caller: &Caller) -> Result<(), Problem> {
    let allowed = match caller {
        Caller::Local => true,
        Caller::Stranger => rule.everyone(),
        Caller::Machine { .. } => rule.allows_keys(),
        Caller::Person { role, .. } => rule.allows(*role),
    };
    match caller {
        _ if allowed => Ok(()),
        Caller::Stranger => {
            let detail = "Log in at /login, or send a key: Authorization: Bearer KEY.";
            Err(Problem::unauthorized("not_logged_in", detail))
        }
        _ => {
            let detail = format!("This is for: {}.", rule.who_may().join(", "));
            Err(Problem::new(StatusCode::FORBIDDEN, "role_too_weak", detail))
        }
    }
}

/// To a key, scans of other lanes are not there.
async fn check_lane(auth: &Auth, path: &str, request: &Parts, caller: &Caller) -> Result<(), Problem> {
    let lanes = caller.lanes();
    if lanes.names().is_none() || !path.starts_with(OF_SCAN) {
        return Ok(());
    }
    let none = || Problem::not_found("There is no scan with this id.");
    let id = scan_of(request.uri.path()).ok_or_else(none)?;
    let lane = auth.store.lane_of(id).await.map_err(|error| Problem::from(&error))?.ok_or_else(none)?;
    if lanes.holds(lane.as_deref()) { Ok(()) } else { Err(none()) }
}

/// The scan that an address below [`OF_SCAN`], or below `/v1/review`, names.
fn scan_of(address: &str) -> Option<Uuid> {
    address.split('/').nth(3).and_then(|id| Uuid::parse_str(id).ok())
}

fn is_unsafe(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn cross_site() -> Problem {
    let detail = "The request comes from another site's page, or does not tell where it comes from. Programs send a key \
                  instead: Authorization: Bearer KEY.";
    Problem::new(StatusCode::FORBIDDEN, "cross_site", detail)
}

/// Someone is about to see a picture.
struct Look {
    caller: Caller,
    scan: Uuid,
    address: String,
    view: String,
    kind: String,
}

/// What a request for a picture will show to whom; none for any other request.
fn look(request: &Parts, path: &str, caller: &Caller) -> Option<Look> {
    if request.method != Method::GET {
        return None;
    }
    let address = request.uri.path().to_owned();
    let mut parts = address.split('/').skip(5).map(str::to_owned);
    let (view, kind) = match path {
        PHOTO => ("outcome".to_owned(), "photo".to_owned()),
        _ if path.starts_with("/v1/scans/{id}/views/{view}/") => (parts.next()?, parts.next()?),
        _ => return None,
    };
    Some(Look { caller: caller.clone(), scan: scan_of(&address)?, view, kind, address })
}

impl Look {
    /// Enters it into the trail, then lets the picture go out; without the entry it does not.
    async fn enter(self, app: &App, response: Response) -> Response {
        let (actor, now) = (self.caller.actor(), Instant::now());
        if !app.auth.looks.is_new(actor.as_str(), &self.address, now) {
            return response;
        }
        let details = Details::none().with("view", &self.view).with("picture", &self.kind);
        let entry = NewEntry::about_scan(actor.clone(), Action::PictureSeen, self.scan, details);
        if let Err(error) = app.store.record(entry).await {
            return Problem::from(&error).into_response();
        }
        app.auth.looks.entered(actor.as_str(), &self.address, now);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_scan() {
        let id = Uuid::now_v7();
        assert_eq!(scan_of(&format!("/v1/scans/{id}")), Some(id));
        assert_eq!(scan_of(&format!("/v1/scans/{id}/views/0/picture")), Some(id));
        assert_eq!(scan_of("/v1/scans/x/report"), None);
    }
}
