//! Server-sent events of what happens to scans.

use std::{collections::VecDeque, convert::Infallible, time::Duration};

use axum::{
    Extension,
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::{
        IntoResponse, Response, Sse,
        sse::{Event as Frame, KeepAlive},
    },
};
use futures_util::{StreamExt as _, stream};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    problem::Problem,
    review_body::{DecidedActionSchema, StateSchema, sees_reviews},
    scan::ListEntry,
};
use crate::{
    app::App,
    auth::{Caller, LaneScope},
    clock,
    store::{DecisionMark, Event, EventKind},
};

/// Events read at a time.
const PAGE: usize = 100;

/// How often a comment is sent while nothing happens, so that proxies and clients see that the line lives.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// How long a client listens before it has to show again who it is: it comes back by itself, and misses nothing.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// Where to begin.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventsQuery {
    /// Begin after this event, as `Last-Event-ID` does; 0 is before the first one.
    last_event_id: Option<i64>,
}

/// The data of an event.
#[derive(Serialize, ToSchema)]
#[schema(as = ScanEvent)]
pub(crate) struct EventBody<'a> {
    /// When it happened, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// The scan as it is now.
    scan: ListEntry<'a>,
}

/// The data of an event `review`: where a parcel's review stands now.
#[derive(Serialize, ToSchema)]
#[schema(as = ReviewEvent)]
pub(crate) struct ReviewEventBody<'a> {
    /// When something changed, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// The scan.
    scan_id: Uuid,
    /// The parcel's code, where the line sent one.
    parcel_code: Option<&'a str>,
    /// The lane it lies on.
    lane: Option<&'a str>,
    /// Where the review stands.
    #[schema(value_type = StateSchema)]
    state: &'static str,
    /// 1: operators; 2 and 3: supervisors.
    level: u8,
    /// Who looks at it.
    held_by: Option<&'a str>,
}

/// A decision about a parcel that is final, for other systems: no person's name is in it.
#[derive(Serialize, ToSchema)]
#[schema(as = FinalDecision)]
pub(crate) struct FinalDecisionBody {
    /// The decision.
    id: Uuid,
    /// What was decided: `clear`, `open`, or `not_reviewed` where nobody did in time.
    #[schema(value_type = DecidedActionSchema)]
    action: &'static str,
    /// At which level.
    level: u8,
    /// When it was made, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    at: String,
}

/// The data of an event `decided`.
#[derive(Serialize, ToSchema)]
#[schema(as = DecidedEvent)]
pub(crate) struct DecidedEventBody<'a> {
    /// When it became final, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// The scan. Its answer is what the line was told, and stays.
    scan: ListEntry<'a>,
    /// What was decided.
    decision: FinalDecisionBody,
}

impl From<&DecisionMark> for FinalDecisionBody {
    fn from(decision: &DecisionMark) -> Self {
        let DecisionMark { id, action, level, at } = *decision;
        Self { id, action: action.name(), level, at: clock::rfc3339(at) }
    }
}

/// One event, by the names of its lines.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the stream, which axum writes")]
pub(crate) struct EventMessage {
    /// For `Last-Event-ID`.
    #[schema(example = "17")]
    id: String,
    /// `screened`, `late`, `review` or `decided`.
    #[schema(example = "screened")]
    event: String,
    /// JSON: a ScanEvent, with `review` a ReviewEvent, with `decided` a DecidedEvent.
    data: String,
}

/// Listen to what happens to scans.
///
/// An event `screened` tells that a scan has an answer, `late` that a report came after it; `data` is JSON (ScanEvent).
/// `review` tells that the work of people on a parcel changed (ReviewEvent; only to those who may see the queue), and
/// `decided` that a decision about it is final (DecidedEvent).
/// A client that reconnects with `Last-Event-ID` misses nothing: events are kept as long as their scans.
#[utoipa::path(
    get,
    path = "/v1/events",
    tag = "Scans",
    params(
        EventsQuery,
        ("last-event-id" = Option<i64>, Header, description = "The last event that the client has seen."),
    ),
    responses(
        (
            status = 200, description = "Events, without end.", body = inline(EventMessage),
            content_type = "text/event-stream"
        ),
        (status = 400, description = "The query or the header is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Stopping.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn listen(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    query: Result<Query<EventsQuery>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Query(query) = query.map_err(|rejection| Problem::malformed(rejection.body_text()))?;
    let newest = app.store.newest_event();
    let last = match headers.get("last-event-id") {
        Some(value) => {
            let number = value.to_str().ok().and_then(|text| text.trim().parse().ok());
            Some(number.ok_or_else(|| Problem::malformed("Last-Event-ID is not the id of an event."))?)
        }
        None => query.last_event_id,
    };
    let last = last.unwrap_or(*newest.borrow());
    let (lanes, stopping) = (caller.lanes(), app.gate.stopping());
    let listener =
        Listener { sees_reviews: sees_reviews(&caller), lanes, stopping, newest, last, page: VecDeque::new(), app };
    let frames = stream::unfold(listener, |mut listener| async {
        let event = listener.next().await?;
        Some((Ok::<_, Infallible>(frame(&event)), listener))
    });
    let frames = frames.take_until(tokio::time::sleep(LONGEST));
    Ok(Sse::new(frames).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response())
}

/// A client that listens, and how far it has come.
struct Listener {
    app: App,
    /// Whose scans it hears of.
    lanes: LaneScope,
    /// Whether it hears who looks at what.
    sees_reviews: bool,
    newest: watch::Receiver<i64>,
    stopping: watch::Receiver<bool>,
    last: i64,
    page: VecDeque<Event>,
}

impl Listener {
    /// The next event, once it happens; none when the service ends or the store cannot be read. The client comes back
    /// then, and names the last event it has.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.page.pop_front() {
                self.last = event.number;
                let may_hear = self.sees_reviews || event.kind != EventKind::Review;
                if may_hear && self.lanes.holds(event.scan.lane.as_deref()) {
                    return Some(event);
                }
                continue;
            }
            self.newest.borrow_and_update();
            match self.app.store.events(self.last, PAGE).await {
                Ok(page) => self.page = page.into(),
                Err(error) => {
                    tracing::error!(%error, "events cannot be read");
                    return None;
                }
            }
            if self.page.is_empty() {
                tokio::select! {
                    changed = self.newest.changed() => changed.ok()?,
                    _ = self.stopping.wait_for(|stopping| *stopping) => return None,
                }
            }
        }
    }
}

fn frame(event: &Event) -> Frame {
    let frame = Frame::default().id(event.number.to_string()).event(event.kind.name());
    let (at, scan) = (clock::rfc3339(event.at), &event.scan);
    let frame = match (event.kind, &event.review, &event.decision) {
        (EventKind::Review, Some(review), _) => frame.json_data(ReviewEventBody {
            at,
            scan_id: scan.id,
            parcel_code: scan.parcel.as_deref(),
            lane: scan.lane.as_deref(),
            state: review.state.name(),
            level: review.level,
            held_by: review.held_by.as_deref(),
        }),
        (EventKind::Decided, _, Some(decision)) => {
            frame.json_data(DecidedEventBody { at, scan: ListEntry::new(scan), decision: decision.into() })
        }
        _ => frame.json_data(EventBody { at, scan: ListEntry::new(scan) }),
    };
    // Only maps with keys that are no text, and failing writers, cannot be written.
    frame.unwrap_or_else(|_| Frame::default().comment("an event could not be written"))
}
