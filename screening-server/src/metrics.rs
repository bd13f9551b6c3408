//! Every metric of the service, on one page.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::Result;
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use screening_core::report::{AbortReason, Decision, Report, Timings};

use crate::{
    queue::Depth,
    review::Purpose,
    store::{ReviewCounts, Settled},
};

/// Upper bounds of the latency buckets, in seconds: a tile takes tens of milliseconds, a line scan seconds.
const BUCKETS: [f64; 14] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

/// The same for what people do, who take seconds, and for parcels that wait for them, up to an hour.
const PEOPLE_BUCKETS: [f64; 12] = [0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 900.0, 3600.0];

/// Writes what was counted in Prometheus's text format.
#[derive(Clone)]
pub(crate) struct Metrics {
    handle: PrometheusHandle,
}

impl Metrics {
    /// Installs the recorder that the counting functions below reach.
    ///
    /// # Errors
    /// When one was installed before.
    pub(crate) fn install() -> Result<Self> {
        let handle = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS)?
            .set_buckets_for_metric(Matcher::Full("screening_review_wait_seconds".to_owned()), &PEOPLE_BUCKETS)?
            .set_buckets_for_metric(Matcher::Full("screening_review_look_seconds".to_owned()), &PEOPLE_BUCKETS)?
            .install_recorder()?;
        metrics::describe_histogram!("screening_step_seconds", "Time per step of a screening, by lane");
        metrics::describe_histogram!("screening_answer_seconds", "Time from a scan on disk to its answer, by lane");
        metrics::describe_counter!("screening_decisions_total", "Answers given, by decision and lane");
        metrics::describe_counter!("screening_deadline_misses_total", "Answers given in place of a decision, by lane");
        metrics::describe_counter!("screening_aborts_total", "Answers without a full inspection, by reason");
        metrics::describe_counter!("screening_late_total", "Answers that came after their deadline");
        metrics::describe_counter!("screening_refused_total", "Scans not taken in, by reason");
        metrics::describe_gauge!("screening_queue_depth", "Scans that are received or wait for their screening");
        metrics::describe_gauge!("screening_queue_entries", "Scans in the queue, those answered late included");
        metrics::describe_gauge!("screening_queue_oldest_seconds", "Age of the oldest scan in the queue");
        metrics::describe_counter!("screening_redeliveries_total", "Scans that a worker had before, and did not end");
        metrics::describe_counter!("screening_challenger_total", "Scans that a challenger was to screen, by outcome");
        metrics::describe_gauge!("screening_running", "Scans being screened");
        metrics::describe_counter!("screening_http_requests_total", "Requests, by route, method and status");
        metrics::describe_histogram!("screening_http_seconds", "Time to the head of the answer, by route");
        metrics::describe_counter!(
            "screening_webhook_attempts_total",
            "Attempts to tell webhooks, by hook and outcome"
        );
        metrics::describe_counter!(
            "screening_review_decisions_total",
            "Decisions of people that are final, and parcels not reviewed, by action, what the machine said, and lane"
        );
        metrics::describe_histogram!("screening_review_wait_seconds", "Time from the queue to the decision, by lane");
        metrics::describe_histogram!("screening_review_look_seconds", "Time from the picture to the decision, by lane");
        metrics::describe_gauge!("screening_review_queue", "Parcels that people look at, by state");
        metrics::describe_gauge!("screening_review_oldest_seconds", "Age of the oldest parcel that is not decided");
        for action in ["clear", "open", "not_reviewed"] {
            let labels = [("action", action), ("machine", "ALARM"), ("lane", NO_LANE)];
            counter!("screening_review_decisions_total", &labels).increment(0);
        }
        // A decision that never happened reads 0 instead of nothing, so that rates work from the start.
        for decision in [Decision::Alarm, Decision::Clear, Decision::Unknown] {
            counter!("screening_decisions_total", "decision" => decision.name(), "lane" => NO_LANE).increment(0);
        }
        counter!("screening_deadline_misses_total", "lane" => NO_LANE).increment(0);
        counter!("screening_redeliveries_total").increment(0);
        counter!("screening_refused_total", "reason" => "queue_full").increment(0);
        counter!("screening_late_total").increment(0);
        for outcome in ["same", "different", "left_out", "failed"] {
            challenged_times(outcome, 0);
        }
        Ok(Self { handle })
    }

    /// Everything counted so far, with the gauges as they are now: scans without an answer, scans being screened, the
    /// queue as the store has it, and the age of the oldest scan in it.
    pub(crate) fn render(&self, held: usize, running: usize, queue: Option<Depth>, oldest: Option<Duration>) -> String {
        if let Some(oldest) = oldest {
            gauge!("screening_queue_oldest_seconds").set(oldest.as_secs_f64());
        }
        if let Some(Depth { waiting, claimed }) = queue {
            gauge!("screening_queue_entries", "state" => "waiting").set(waiting as f64);
            gauge!("screening_queue_entries", "state" => "claimed").set(claimed as f64);
        }
        gauge!("screening_queue_depth").set(held.saturating_sub(running) as f64);
        gauge!("screening_running").set(running as f64);
        self.handle.render()
    }

    /// Folds samples into buckets now and then, so that memory stays bounded when nobody scrapes.
    pub(crate) async fn upkeep(self: Arc<Self>) {
        let mut tick = tokio::time::interval(Duration::from_secs(5));
        loop {
            tick.tick().await;
            self.handle.run_upkeep();
        }
    }
}

/// What scans without a lane are counted under.
const NO_LANE: &str = "none";

/// Lanes that have figures of their own; names come from clients, and each costs memory here and at Prometheus.
const LANES: usize = 64;

/// What lanes are called in metrics: by their names, and the many alike.
#[derive(Debug, Default)]
pub(crate) struct LaneLabels(Mutex<BTreeSet<String>>);

impl LaneLabels {
    /// The label of a lane.
    pub(crate) fn of(&self, lane: Option<&str>) -> String {
        let Some(lane) = lane else { return NO_LANE.to_owned() };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.contains(lane) {
            if known.len() >= LANES {
                return "other".to_owned();
            }
            known.insert(lane.to_owned());
        }
        lane.to_owned()
    }
}

/// Counts an answer that was given to a lane, and how long it took once the scan was on disk.
pub(crate) fn answered(report: &Report, lane: &str, took: Option<Duration>) {
    let lane = lane.to_owned();
    counter!("screening_decisions_total", "decision" => report.decision.name(), "lane" => lane.clone()).increment(1);
    if let Some(reason) = report.abort_reason {
        counter!("screening_aborts_total", "reason" => reason.name()).increment(1);
        if reason == AbortReason::Timeout {
            counter!("screening_deadline_misses_total", "lane" => lane.clone()).increment(1);
        }
    }
    if let Some(took) = took {
        histogram!("screening_answer_seconds", "lane" => lane).record(took.as_secs_f64());
    }
}

/// Counts a decision about a parcel that is final. Quality reviews are no decisions about where a parcel goes.
pub(crate) fn reviewed(settled: &Settled, lane: &str) {
    if settled.purpose == Purpose::Quality {
        return;
    }
    let lane = lane.to_owned();
    let machine = settled.machine_decision.clone().unwrap_or_else(|| Decision::Unknown.name().to_owned());
    counter!(
        "screening_review_decisions_total",
        "action" => settled.action.name(), "machine" => machine, "lane" => lane.clone()
    )
    .increment(1);
    histogram!("screening_review_wait_seconds", "lane" => lane.clone()).record(settled.waited.as_secs_f64());
    if settled.looked > Duration::ZERO {
        histogram!("screening_review_look_seconds", "lane" => lane).record(settled.looked.as_secs_f64());
    }
}

/// Sets how many parcels wait for people, and for how long the oldest one has.
pub(crate) fn review_queue(counts: &ReviewCounts, oldest: Duration) {
    for (state, number) in [
        ("waiting", counts.waiting),
        ("leased", counts.leased),
        ("escalated", counts.escalated),
        ("second_opinion", counts.second_opinion),
    ] {
        gauge!("screening_review_queue", "state" => state).set(number as f64);
    }
    gauge!("screening_review_oldest_seconds").set(oldest.as_secs_f64());
}

/// Counts a scan that is handed to a worker again.
pub(crate) fn delivered_again() {
    counter!("screening_redeliveries_total").increment(1);
}

/// Counts a scan that the challenger was to screen.
pub(crate) fn challenged(outcome: &'static str) {
    challenged_times(outcome, 1);
}

fn challenged_times(outcome: &'static str, times: u64) {
    counter!("screening_challenger_total", "outcome" => outcome).increment(times);
}

/// Counts the time of a screening that ran, for a lane.
pub(crate) fn timed(timings: &Timings, lane: &str) {
    let steps = [
        ("decode", timings.decode_ms),
        ("quality", timings.quality_ms),
        ("normalise", timings.normalise_ms),
        ("tile", timings.tile_ms),
        ("tensor", timings.tensor_ms),
        ("inference", timings.inference_ms),
        ("head", timings.head_ms),
        ("detect", timings.detect_ms),
        ("fuse", timings.fuse_ms),
        ("verdict", timings.verdict_ms),
        ("total", timings.total_ms),
    ];
    for (step, milliseconds) in steps {
        histogram!("screening_step_seconds", "step" => step, "lane" => lane.to_owned())
            .record(f64::from(milliseconds) / 1000.0);
    }
}

/// Counts an answer that came too late.
pub(crate) fn late() {
    counter!("screening_late_total").increment(1);
}

/// Counts a scan that was not taken in.
pub(crate) fn refused(reason: &'static str) {
    counter!("screening_refused_total", "reason" => reason).increment(1);
}

/// Counts an attempt to tell a webhook: `delivered`, `failed` where it is tried again, `dead` where it is given up.
pub(crate) fn webhook(hook: &str, outcome: &'static str) {
    counter!("screening_webhook_attempts_total", "hook" => hook.to_owned(), "outcome" => outcome).increment(1);
}

/// Counts a request.
///
/// `route` is the route's pattern, never the path, and odd methods count as one: labels come in a bounded number.
pub(crate) fn request(route: &str, method: &str, status: u16, took: Duration) {
    let route = route.to_owned();
    let method = ["GET", "HEAD", "POST"].into_iter().find(|known| *known == method).unwrap_or("other");
    histogram!("screening_http_seconds", "route" => route.clone()).record(took.as_secs_f64());
    counter!("screening_http_requests_total", "route" => route, "method" => method, "status" => status.to_string())
        .increment(1);
}
