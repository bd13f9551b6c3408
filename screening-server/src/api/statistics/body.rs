//! Figures as JSON.

use jiff::Timestamp;
use screening_core::taxonomy::ThreatClass;
use serde::Serialize;
use utoipa::ToSchema;

use super::query::Range;
use crate::{
    api::report::ClassSchema,
    clock,
    records::{DecisionBucket, DecisionFigures, LaneFigures, OutcomeFigures, Proportion, QualityCell, QualityCounts},
};

/// So many of so many, with the Wilson interval of 95 % (docs/quality.md).
#[derive(Serialize, ToSchema)]
#[schema(as = Proportion)]
pub(super) struct ProportionBody {
    /// Those that count.
    count: u64,
    /// All of them.
    of: u64,
    /// The share, 0 to 1; null of nothing.
    rate: Option<f64>,
    /// The interval's lower end; null of nothing.
    low: Option<f64>,
    /// The interval's upper end; null of nothing.
    high: Option<f64>,
}

impl From<Proportion> for ProportionBody {
    fn from(proportion: Proportion) -> Self {
        let interval = proportion.interval();
        Self {
            count: proportion.count,
            of: proportion.of,
            rate: proportion.rate(),
            low: interval.map(|[low, _]| low),
            high: interval.map(|[_, high]| high),
        }
    }
}

/// What lanes did in the last minutes.
#[derive(Serialize, ToSchema)]
#[schema(as = LaneStatistics)]
pub(crate) struct LanesBody {
    /// From when, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    from: String,
    /// Up to when.
    #[schema(format = DateTime)]
    to: String,
    /// Each lane that scans came from, by name.
    lanes: Vec<LaneBody>,
    /// All of them together.
    total: LaneBody,
}

/// What a lane did.
#[derive(Serialize, ToSchema)]
#[schema(as = LaneFigures)]
struct LaneBody {
    /// Null: scans of no lane, or all together.
    lane: Option<String>,
    /// Scans that came in.
    scans: u64,
    /// Scans that came in, a minute.
    per_minute: f64,
    /// Scans without an answer yet.
    pending: u64,
    /// ALARM, of those that have an answer.
    alarm: ProportionBody,
    /// CLEAR, of those that have an answer.
    clear: ProportionBody,
    /// UNKNOWN, of those that have an answer.
    unknown: ProportionBody,
    /// Answered UNKNOWN because there was no decision by the deadline, of those that have an answer.
    missed_deadlines: ProportionBody,
}

impl LaneBody {
    fn new(figures: &LaneFigures, minutes: f64) -> Self {
        Self {
            lane: figures.lane.clone(),
            scans: figures.scans,
            per_minute: figures.scans as f64 / minutes,
            pending: figures.scans.saturating_sub(figures.answered()),
            alarm: figures.share(figures.alarm).into(),
            clear: figures.share(figures.clear).into(),
            unknown: figures.share(figures.unknown).into(),
            missed_deadlines: figures.share(figures.missed_deadlines).into(),
        }
    }
}

impl LanesBody {
    pub(super) fn new(range: Range, minutes: u32, lanes: &[LaneFigures]) -> Self {
        let minutes = f64::from(minutes);
        let total = lanes.iter().fold(LaneFigures::default(), LaneFigures::plus);
        Self {
            from: clock::rfc3339(range.from),
            to: clock::rfc3339(range.to),
            lanes: lanes.iter().map(|lane| LaneBody::new(lane, minutes)).collect(),
            total: LaneBody::new(&total, minutes),
        }
    }
}

/// What people decided.
#[derive(Serialize, ToSchema)]
#[schema(as = DecisionStatistics)]
pub(crate) struct DecisionsBody {
    /// From when, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    from: String,
    /// Up to when.
    #[schema(format = DateTime)]
    to: String,
    /// Stretches of time in which something was decided, in order; others are left out.
    buckets: Vec<BucketBody>,
    /// All of them together.
    total: DecisionsOf,
}

/// Decisions of a stretch of time.
#[derive(Serialize, ToSchema)]
#[schema(as = DecisionBucket)]
struct BucketBody {
    /// When it begins, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    start: String,
    /// The lane, model or person that was asked for; null where none was, or where there is none.
    group: Option<String>,
    /// What was decided.
    figures: DecisionsOf,
}

/// Decisions about parcels of the lines; those that were taken back are left out.
#[derive(Serialize, ToSchema)]
#[schema(as = DecisionFigures)]
struct DecisionsOf {
    /// Decisions of people.
    decisions: u64,
    /// Cleared.
    clear: u64,
    /// To be opened.
    open: u64,
    /// To someone of a higher level.
    escalate: u64,
    /// To another person.
    second_opinion: u64,
    /// Not reviewed in time.
    not_reviewed: u64,
    /// The mean time from the picture to the decision, as the console says; null without a decision.
    mean_took_ms: Option<f64>,
    /// Parcels that a person cleared, of those with an alarm of the machine that a person settled.
    #[serde(rename = "override")]
    overridden: ProportionBody,
    /// Parcels in which something was found, of those opened whose outcome is on record.
    hit: ProportionBody,
}

impl From<&DecisionFigures> for DecisionsOf {
    fn from(figures: &DecisionFigures) -> Self {
        Self {
            decisions: figures.by_people(),
            clear: figures.clear,
            open: figures.open,
            escalate: figures.escalate,
            second_opinion: figures.second_opinion,
            not_reviewed: figures.not_reviewed,
            mean_took_ms: figures.mean_took_ms(),
            overridden: figures.override_rate().into(),
            hit: figures.hit_rate().into(),
        }
    }
}

impl DecisionsBody {
    pub(super) fn new(range: Range, buckets: &[DecisionBucket]) -> Self {
        let total =
            buckets.iter().fold(DecisionFigures::default(), |sum: DecisionFigures, bucket| sum.plus(&bucket.figures));
        let bucket = |bucket: &DecisionBucket| BucketBody {
            start: clock::rfc3339(bucket.start),
            group: bucket.group.clone(),
            figures: (&bucket.figures).into(),
        };
        Self {
            from: clock::rfc3339(range.from),
            to: clock::rfc3339(range.to),
            buckets: buckets.iter().map(bucket).collect(),
            total: (&total).into(),
        }
    }
}

/// What second reviews say of first ones, and how often people overrule the machine.
#[derive(Serialize, ToSchema)]
#[schema(as = QualityStatistics)]
pub(crate) struct QualityBody {
    /// From when, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    from: String,
    /// Up to when.
    #[schema(format = DateTime)]
    to: String,
    /// One for each week, lane and model, as far as they were told apart.
    rows: Vec<QualityRow>,
    /// All of them together.
    total: QualityRow,
}

/// What is known of a week, a lane and a model.
#[derive(Serialize, ToSchema)]
struct QualityRow {
    /// The week in which parcels were cleared, by its start, RFC 3339 in UTC; null where weeks are not told apart.
    #[schema(format = DateTime)]
    week: Option<String>,
    /// The lane; null for parcels of none, and where lanes are not told apart.
    lane: Option<String>,
    /// The model, name and version; null where none ran, and where models are not told apart.
    model: Option<String>,
    /// Parcels that a person had cleared.
    person: SampleBody,
    /// Parcels that the machine had cleared.
    machine: SampleBody,
    /// Parcels that a person cleared, of those with an alarm of the machine that a person settled.
    #[serde(rename = "override")]
    overridden: ProportionBody,
}

/// What came of cleared parcels that were drawn.
#[derive(Serialize, ToSchema)]
#[schema(as = QualitySample)]
struct SampleBody {
    /// Drawn to be reviewed a second time.
    drawn: u64,
    /// Those that wait for it.
    waiting: u64,
    /// Those whose time was over before that.
    not_reviewed: u64,
    /// Those that the second person would not have cleared, of those reviewed.
    miss: ProportionBody,
    /// Those of them in which opening found something, of those reviewed.
    confirmed: ProportionBody,
}

impl From<QualityCounts> for SampleBody {
    fn from(counts: QualityCounts) -> Self {
        Self {
            drawn: counts.drawn,
            waiting: counts.waiting(),
            not_reviewed: counts.not_reviewed,
            miss: counts.miss_rate().into(),
            confirmed: counts.confirmed_rate().into(),
        }
    }
}

impl From<&QualityCell> for QualityRow {
    fn from(cell: &QualityCell) -> Self {
        Self {
            week: cell.key.week.map(clock::rfc3339),
            lane: cell.key.lane.clone(),
            model: cell.key.model.clone(),
            person: cell.person.into(),
            machine: cell.machine.into(),
            overridden: cell.override_rate().into(),
        }
    }
}

impl QualityBody {
    pub(super) fn new(range: Range, cells: &[QualityCell], total: Option<&QualityCell>) -> Self {
        Self {
            from: clock::rfc3339(range.from),
            to: clock::rfc3339(range.to),
            rows: cells.iter().map(QualityRow::from).collect(),
            total: total.map_or_else(|| QualityRow::from(&QualityCell::default()), QualityRow::from),
        }
    }
}

/// What opening parcels showed.
#[derive(Serialize, ToSchema)]
#[schema(as = OutcomeStatistics)]
pub(crate) struct OutcomesBody {
    /// From when, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    from: String,
    /// Up to when.
    #[schema(format = DateTime)]
    to: String,
    /// Parcels in which something was found, of those whose outcome was recorded.
    hit: ProportionBody,
    /// The same by lane.
    lanes: Vec<OutcomeLaneBody>,
    /// What was found, in the order of the taxonomy.
    classes: Vec<FoundBody>,
    /// Parcels that a person had opened in this time, of which no outcome is on record.
    missing: u64,
}

/// What opening parcels of a lane showed.
#[derive(Serialize, ToSchema)]
#[schema(as = OutcomeLane)]
struct OutcomeLaneBody {
    /// Null: parcels of no lane.
    lane: Option<String>,
    /// Parcels in which something was found, of those whose outcome was recorded.
    hit: ProportionBody,
}

/// Things of a class that were found.
#[derive(Serialize, ToSchema)]
#[schema(as = FoundClass)]
struct FoundBody {
    /// The class.
    #[schema(value_type = ClassSchema)]
    class: ThreatClass,
    /// Parcels that held some.
    parcels: u64,
    /// Pieces.
    pieces: u64,
}

impl OutcomesBody {
    pub(super) fn new(range: Range, figures: &OutcomeFigures) -> Self {
        let sum = |part: fn(&crate::records::OutcomeLane) -> u64| figures.lanes.iter().map(part).sum();
        let hit = Proportion::new(sum(|lane| lane.found), sum(|lane| lane.recorded));
        let text = |moment: Timestamp| clock::rfc3339(moment);
        Self {
            from: text(range.from),
            to: text(range.to),
            hit: hit.into(),
            lanes: figures
                .lanes
                .iter()
                .map(|lane| OutcomeLaneBody {
                    lane: lane.lane.clone(),
                    hit: Proportion::new(lane.found, lane.recorded).into(),
                })
                .collect(),
            classes: figures
                .classes
                .iter()
                .map(|found| FoundBody { class: found.class, parcels: found.parcels, pieces: found.pieces })
                .collect(),
            missing: figures.missing,
        }
    }
}
