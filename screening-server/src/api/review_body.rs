//! Reviews and decisions as they go over the wire.

use screening_core::{
    report::{Reason, Report},
    taxonomy::ThreatClass,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    blind::blind_scan,
    outcomes::VersionBody,
    problem::Problem,
    projections::RevealBody,
    report::{ClassSchema, DecisionSchema, ReasonBody, ReportBody},
    scan::{self, ScanBody},
};
use crate::{
    app::App,
    auth::{Caller, Role, policy},
    clock,
    review::{Action, Change, FIRST_LEVEL, LAST_LEVEL, MarkedRegion, Purpose, Reviewer, Rules},
    store::{OutcomeVersion, Projection, Queued, Review, ReviewCounts, StoredDecision, StoredScan},
};

/// Where a review stands.
#[derive(ToSchema)]
#[schema(as = ReviewState, rename_all = "snake_case")]
#[allow(dead_code, reason = "describes the words")]
pub(super) enum StateSchema {
    /// For an operator.
    Waiting,
    /// Someone looks at it.
    Leased,
    /// It waits for a supervisor.
    Escalated,
    /// It waits for another person than the one who asked.
    SecondOpinion,
    /// A person has decided.
    Decided,
    /// Nobody has decided in time.
    NotReviewed,
}

/// What a person can decide.
#[derive(ToSchema)]
#[schema(as = ReviewAction, rename_all = "snake_case")]
#[allow(dead_code, reason = "describes the words")]
pub(super) enum ActionSchema {
    /// The parcel goes on.
    Clear,
    /// It is opened.
    Open,
    /// Someone of a higher level decides.
    Escalate,
    /// Another person looks too.
    SecondOpinion,
}

/// What was decided, by a person or for want of one.
#[derive(ToSchema)]
#[schema(as = DecidedAction, rename_all = "snake_case")]
#[allow(dead_code, reason = "describes the words")]
pub(super) enum DecidedActionSchema {
    /// The parcel goes on.
    Clear,
    /// It is opened.
    Open,
    /// Someone of a higher level decides.
    Escalate,
    /// Another person looks too.
    SecondOpinion,
    /// Nobody has decided in time: the parcel is not cleared.
    NotReviewed,
}

/// What someone would do.
#[derive(ToSchema)]
#[schema(as = Opinion, rename_all = "snake_case")]
#[allow(dead_code, reason = "describes the words")]
pub(super) enum OpinionSchema {
    /// Let the parcel go on.
    Clear,
    /// Open it.
    Open,
}

/// What a person made of a region.
#[derive(ToSchema)]
#[schema(as = RegionChange, rename_all = "snake_case")]
#[allow(dead_code, reason = "describes the words")]
enum ChangeSchema {
    /// It stays as the machine has it.
    Kept,
    /// It lies elsewhere, or is of another size.
    Moved,
    /// It shows something else.
    Reclassed,
    /// It shows no threat.
    Dismissed,
    /// The machine does not have it.
    Drawn,
}

/// A region as a person left it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MarkedRegion)]
pub(super) struct MarkBody {
    /// The view's name.
    #[schema(example = "top")]
    view: String,
    /// `[x, y, width, height]` in pixels of the view, origin top left.
    #[serde(rename = "box")]
    #[schema(example = json!([120.0, 80.0, 80.0, 60.0]))]
    bbox: [f32; 4],
    /// What it shows.
    #[schema(value_type = ClassSchema)]
    class: ThreatClass,
    /// What the person made of it.
    #[schema(value_type = ChangeSchema)]
    change: Change,
    /// The machine's region that it was, by its `id` in the report; for all that are not `drawn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<u32>,
    /// Why; `dismissed` needs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl From<MarkBody> for MarkedRegion {
    fn from(body: MarkBody) -> Self {
        let MarkBody { view, bbox, class, change, of, reason } = body;
        Self { view, bbox, class, change, of, reason }
    }
}

impl From<&MarkedRegion> for MarkBody {
    fn from(region: &MarkedRegion) -> Self {
        let MarkedRegion { view, bbox, class, change, of, reason } = region.clone();
        Self { view, bbox, class, change, of, reason }
    }
}

/// A decision about a parcel.
#[derive(Serialize, ToSchema)]
#[schema(as = ReviewDecision)]
pub(crate) struct DecisionBody<'a> {
    /// The decision's id, a UUID that grows with time.
    id: Uuid,
    /// What was decided.
    #[schema(value_type = DecidedActionSchema)]
    action: &'static str,
    /// At which level it was made.
    level: u8,
    /// At which level the review went on, or ended.
    to_level: u8,
    /// What whoever asked for a second opinion would do; null while the second person has not decided.
    #[schema(value_type = Option<OpinionSchema>)]
    opinion: Option<&'static str>,
    /// Whether it closes the review.
    settles: bool,
    /// Who made it: an account, `service`, or `unauthenticated` while authentication is off.
    #[schema(example = "anna")]
    decided_by: &'a str,
    /// When, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// Milliseconds from the picture to the decision, as the console says.
    took_ms: i64,
    /// What the person wrote.
    note: Option<&'a str>,
    /// What the person made of the regions.
    regions: Vec<MarkBody>,
    /// Enhancements that were on at the decision.
    enhancements: &'a [String],
    /// Enhancements that were used at all.
    used: &'a [String],
    /// Views that were on the screen.
    views_seen: &'a [String],
    /// `shown`: with the machine's regions; `after_first`: after a first look without them.
    #[schema(example = "shown")]
    boxes: &'a str,
    /// What the person would have done without the machine's regions.
    #[schema(value_type = Option<ActionSchema>)]
    first_action: Option<&'static str>,
    /// What the machine had decided.
    #[schema(value_type = Option<DecisionSchema>)]
    machine_decision: Option<&'a str>,
    /// The model that ran: name and version.
    model: Option<&'a str>,
    /// The policy that decided: name and version.
    policy: Option<&'a str>,
    /// Until when it could be taken back.
    #[schema(format = DateTime)]
    undo_until: String,
    /// When it was taken back; null where it stands.
    #[schema(format = DateTime)]
    undone_at: Option<String>,
    /// When it became final; null before, and where it does not close the review.
    #[schema(format = DateTime)]
    final_at: Option<String>,
}

impl<'a> From<&'a StoredDecision> for DecisionBody<'a> {
    fn from(decision: &'a StoredDecision) -> Self {
        Self {
            id: decision.id,
            action: decision.action.name(),
            level: decision.level,
            to_level: decision.to_level,
            opinion: decision.opinion.map(|opinion| opinion.name()),
            settles: decision.settles,
            decided_by: &decision.decided_by,
            at: clock::rfc3339(decision.at),
            took_ms: decision.took_ms,
            note: decision.note.as_deref(),
            regions: decision.regions.iter().map(MarkBody::from).collect(),
            enhancements: &decision.enhancements,
            used: &decision.used,
            views_seen: &decision.views_seen,
            boxes: &decision.boxes,
            first_action: decision.first_action.map(Action::name),
            machine_decision: decision.machine_decision.as_deref(),
            model: decision.model.as_deref(),
            policy: decision.policy.as_deref(),
            undo_until: clock::rfc3339(decision.undo_until),
            undone_at: decision.undone.map(clock::rfc3339),
            final_at: decision.made_final.map(clock::rfc3339),
        }
    }
}

/// What holds for a review, in milliseconds.
#[derive(Serialize, ToSchema)]
#[schema(as = ReviewPolicy)]
#[allow(clippy::struct_field_names, reason = "the names are the wire's, with their unit")]
struct PolicyBody {
    /// Whether the machine's regions are shown only after the person's first decision.
    boxes_after_first: bool,
    /// How long a parcel may wait at its level; null without a limit.
    time_limit_ms: Option<u64>,
    /// How long a decision can be taken back.
    undo_ms: u64,
    /// How often a console has to renew its lease.
    heartbeat_ms: u64,
    /// How long a lease lasts.
    lease_ms: u64,
}

/// A parcel under review.
#[derive(Serialize, ToSchema)]
#[schema(as = Review)]
pub(crate) struct ReviewBody<'a> {
    /// The scan with the answer that its line was given.
    scan: ScanBody<'a>,
    /// The machine's report to look at: the one that came late, where there is one, else the answer.
    report: ReportBody<'a>,
    /// Whether the machine's regions and reasons are left out: they are shown after the first look.
    regions_withheld: bool,
    /// All decisions so far, the oldest first; none while a quality review is open.
    decisions: Vec<DecisionBody<'a>>,
    /// What opening it showed; null where that is not on record, and while a second review is open.
    outcome: Option<VersionBody>,
    /// When the parcel came to people, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    queued_at: String,
    /// When it must be decided; null without a time limit.
    #[schema(format = DateTime)]
    due_at: Option<String>,
    /// What holds for it.
    policy: PolicyBody,
    /// Where it stands.
    #[schema(value_type = StateSchema)]
    state: &'static str,
    /// Where it waits when nobody holds it: `waiting`, `escalated` or `second_opinion`.
    #[schema(value_type = StateSchema)]
    stage: &'static str,
    /// 1: operators; 2 and 3: supervisors.
    level: u8,
    /// Who looks at it.
    #[schema(example = "anna")]
    held_by: Option<&'a str>,
    /// What the holder would do without the machine's regions.
    #[schema(value_type = Option<ActionSchema>)]
    first_action: Option<&'static str>,
    /// That it was a training picture with a fictitious threat, which nobody decided about in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    projection: Option<RevealBody>,
}

/// A review with all that is shown of it.
pub(super) struct Shown {
    pub(super) review: Review,
    pub(super) scan: StoredScan,
    decisions: Vec<StoredDecision>,
    outcome: Option<OutcomeVersion>,
    pending: Report,
    withheld: bool,
    /// The truth about a picture with a fictitious threat that is over.
    projection: Option<Projection>,
}

impl Shown {
    /// What a caller may see of a review.
    ///
    /// # Errors
    /// 404 when the scan is gone, 503 when the store cannot be read.
    pub(super) async fn load(app: &App, caller: &Caller, review: Review) -> Result<Self, Problem> {
        let none = || Problem::not_found("There is no scan with this id.");
        let stored = app.store.scan_or_projected(review.scan).await.map_err(|error| Problem::from(&error))?;
        let mut scan = stored.ok_or_else(none)?;
        if review.is_blind() {
            let policy = app.lineup.policy(scan.lane.as_deref());
            blind_scan(&mut scan, &policy);
        }
        let withheld = withholds(&app.settings.review, caller, &review);
        if withheld {
            withhold(&mut scan);
        }
        let decisions = decisions_of(app, &review).await?;
        let outcomes = app.store.outcomes(review.scan).await.map_err(|error| Problem::from(&error))?;
        let outcome = outcomes.into_iter().next_back().filter(|_| !review.is_blind());
        let pending = scan::pending(&app.lineup.policy(scan.lane.as_deref()));
        let projection = match review.purpose {
            Purpose::Quality if !review.state.is_open() => app.store.projection(review.scan).await,
            _ => Ok(None),
        };
        let projection = projection.map_err(|error| Problem::from(&error))?;
        Ok(Self { review, scan, decisions, outcome, pending, withheld, projection })
    }

    /// The machine's report to look at.
    pub(super) fn report(&self) -> &Report {
        self.scan.looked_at().unwrap_or(&self.pending)
    }

    /// As it goes over the wire.
    pub(super) fn body<'a>(&'a self, rules: &Rules) -> ReviewBody<'a> {
        let Self { review, scan, decisions, outcome, pending, withheld, projection } = self;
        let lane = review.lane.as_deref();
        let whole = ScanBody::new(scan, pending);
        let milliseconds = |time: std::time::Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        ReviewBody {
            scan: if *withheld { whole.without_annotated() } else { whole },
            report: ReportBody::from(self.report()),
            regions_withheld: *withheld,
            decisions: decisions.iter().map(DecisionBody::from).collect(),
            outcome: outcome.as_ref().map(|version| VersionBody::new(review.scan, version)),
            queued_at: clock::rfc3339(review.queued),
            due_at: review.due.map(clock::rfc3339),
            policy: PolicyBody {
                boxes_after_first: rules.boxes_after_first.holds(lane),
                time_limit_ms: rules.limits.of_level(lane, review.level).map(milliseconds),
                undo_ms: milliseconds(rules.undo),
                heartbeat_ms: milliseconds(rules.heartbeat),
                lease_ms: milliseconds(rules.lease()),
            },
            state: review.state.name(),
            stage: review.stage().name(),
            level: review.level,
            held_by: review.held_by.as_deref(),
            first_action: review.first_action.map(Action::name),
            projection: projection.as_ref().map(|projection| RevealBody::new(projection, scan)),
        }
    }
}

/// The decisions about a scan as the chain of reasons shows them: to those who may see the queue, and to them without
/// what would lead whoever looks next. Machines are told what is final by events.
///
/// # Errors
/// 503 when the store cannot be read.
pub(super) async fn shown_decisions(app: &App, caller: &Caller, scan: Uuid) -> Result<Vec<StoredDecision>, Problem> {
    if !sees_reviews(caller) {
        return Ok(Vec::new());
    }
    match app.store.review(scan).await.map_err(|error| Problem::from(&error))? {
        Some(review) => decisions_of(app, &review).await,
        None => Ok(Vec::new()),
    }
}

async fn decisions_of(app: &App, review: &Review) -> Result<Vec<StoredDecision>, Problem> {
    let mut decisions = app.store.decisions(review.scan).await.map_err(|error| Problem::from(&error))?;
    if review.is_blind() {
        decisions.clear();
    }
    if review.state.is_open() && review.is_second() {
        decisions.iter_mut().for_each(|decision| decision.opinion = None);
    }
    Ok(decisions)
}

/// Whether a caller may see the queue of those who review.
pub(super) fn sees_reviews(caller: &Caller) -> bool {
    match caller {
        Caller::Local => true,
        Caller::Person { role, .. } => policy::rule("GET", "/v1/review/queue").is_some_and(|rule| rule.allows(*role)),
        Caller::Machine { .. } | Caller::Stranger => false,
    }
}

/// Who reviews, as the caller of a route that is for operators and supervisors.
pub(super) fn reviewer(caller: &Caller) -> Reviewer {
    match caller {
        Caller::Person { name, role, .. } => {
            let most_level = if *role == Role::Supervisor { LAST_LEVEL } else { FIRST_LEVEL };
            Reviewer { name: name.clone(), most_level, is_known: true }
        }
        other => Reviewer { name: other.actor().as_str().to_owned(), most_level: LAST_LEVEL, is_known: false },
    }
}

/// Whether the machine's regions are not for this caller yet. Those who only read see everything.
pub(super) fn withholds(rules: &Rules, caller: &Caller, review: &Review) -> bool {
    let reads = matches!(caller, Caller::Person { role: Role::Auditor | Role::Administrator, .. });
    let has_looked = review.first_action.is_some() && review.held_by.as_deref() == Some(&*reviewer(caller).name);
    rules.boxes_after_first.holds(review.lane.as_deref()) && review.state.is_open() && !reads && !has_looked
}

/// Takes out what the machine has found; its decision stays, since it is why the parcel is here.
fn withhold(scan: &mut StoredScan) {
    for stored in &mut scan.reports {
        stored.report.regions.clear();
        let text = "What the machine has found is shown after the first decision.".to_owned();
        stored.report.reasons = vec![Reason { code: "withheld".to_owned(), text }];
    }
}

/// A line of the queue.
#[derive(Serialize, ToSchema)]
#[schema(as = QueueItem)]
pub(super) struct QueueItemBody<'a> {
    /// The scan.
    scan_id: Uuid,
    /// The parcel's code, where the line sent one.
    parcel_code: Option<&'a str>,
    /// The lane it lies on.
    lane: Option<&'a str>,
    /// When the scanner took it, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    scanned_at: String,
    /// When it came to people.
    #[schema(format = DateTime)]
    queued_at: String,
    /// When it must be decided; null without a time limit.
    #[schema(format = DateTime)]
    due_at: Option<String>,
    /// The machine's answer.
    #[schema(value_type = Option<DecisionSchema>)]
    machine_decision: Option<&'a str>,
    /// Why; none before the first look, where that comes first.
    reasons: Vec<ReasonBody<'a>>,
    /// The class of the region with the highest score; null where there is none, and before the first look.
    #[schema(value_type = Option<ClassSchema>)]
    top_class: Option<&'a str>,
    /// How likely there is a threat, 0 to 1, as an order to work in; null before the first look.
    risk: Option<f64>,
    /// Where it stands.
    #[schema(value_type = StateSchema)]
    state: &'static str,
    /// 1: operators; 2 and 3: supervisors.
    level: u8,
    /// Who looks at it.
    held_by: Option<&'a str>,
    /// The views' names.
    views: &'a [String],
}

impl<'a> QueueItemBody<'a> {
    pub(super) fn new(queued: &'a Queued, withheld: bool) -> Self {
        let review = &queued.review;
        Self {
            scan_id: review.scan,
            parcel_code: review.parcel.as_deref(),
            lane: review.lane.as_deref(),
            scanned_at: clock::rfc3339(queued.scanned),
            queued_at: clock::rfc3339(review.queued),
            due_at: review.due.map(clock::rfc3339),
            machine_decision: queued.machine_decision.as_deref(),
            reasons: if withheld { Vec::new() } else { queued.reasons.iter().map(ReasonBody::from).collect() },
            top_class: queued.top_class.as_deref().filter(|_| !withheld),
            risk: (!withheld).then_some(review.risk),
            state: review.state.name(),
            level: review.level,
            held_by: review.held_by.as_deref(),
            views: &queued.views,
        }
    }
}

/// How many reviews there are, whatever the filter.
#[derive(Serialize, ToSchema)]
#[schema(as = QueueCounts)]
pub(super) struct CountsBody {
    /// For operators.
    waiting: u64,
    /// Looked at.
    leased: u64,
    /// For supervisors.
    escalated: u64,
    /// For another person than the one who asked.
    second_opinion: u64,
    /// Parcels that people decided today (UTC).
    decided_today: u64,
    /// Parcels that nobody decided in time today (UTC).
    not_reviewed_today: u64,
}

impl From<ReviewCounts> for CountsBody {
    fn from(counts: ReviewCounts) -> Self {
        Self {
            waiting: counts.waiting,
            leased: counts.leased,
            escalated: counts.escalated,
            second_opinion: counts.second_opinion,
            decided_today: counts.decided,
            not_reviewed_today: counts.not_reviewed,
        }
    }
}
