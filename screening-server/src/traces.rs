//! One trace for each scan, from its first byte to its line's answer, sent to a collector of OpenTelemetry.
//!
//! A trace has the scan's id as its own: whoever knows a scan finds its trace. Spans are put into a bounded queue, which a
//! thread of the SDK empties; where the collector is down or slow, spans are dropped, and no scan waits.

use std::{
    borrow::Cow,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, SystemTime},
};

use anyhow::{Context as _, Result};
use async_trait::async_trait;
use bytes::Bytes;
use opentelemetry::{
    InstrumentationScope, KeyValue, SpanId, TraceFlags, TraceId,
    trace::{SpanContext, SpanKind, Status, TraceState},
};
use opentelemetry_http::{HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::{
    Resource,
    trace::{BatchSpanProcessor, SpanData, SpanEvents, SpanLinks, SpanProcessor as _},
};
use screening_core::report::{Report, Timings};
use tokio::runtime::Handle;
use uuid::Uuid;

use crate::outbound::{Outbound, system_trust};

/// For one request to the collector.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where spans go; nowhere unless that was asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traces(Option<Arc<Sending>>);

#[derive(Debug)]
struct Sending {
    processor: BatchSpanProcessor,
    scope: InstrumentationScope,
}

/// When something began and ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    begun: SystemTime,
    ended: SystemTime,
}

impl Span {
    /// From `ago` until now.
    pub(crate) fn lasting(ago: Duration) -> Self {
        let ended = SystemTime::now();
        Self { begun: ended.checked_sub(ago).unwrap_or(ended), ended }
    }

    /// From the moment that a scan's id was made, which is when its first byte came, until now.
    fn since_received(scan: Uuid) -> Self {
        let ended = SystemTime::now();
        let time = scan.get_timestamp().map(|stamp| stamp.to_unix());
        let begun = time.map(|(seconds, nanoseconds)| SystemTime::UNIX_EPOCH + Duration::new(seconds, nanoseconds));
        Self { begun: begun.map_or(ended, |begun| begun.min(ended)), ended }
    }
}

impl Traces {
    /// Sends spans to this address of a collector (OTLP over HTTP, protobuf).
    ///
    /// # Errors
    /// When the exporter cannot be made.
    pub(crate) fn to(endpoint: &str) -> Result<Self> {
        let outbound = Outbound::new(system_trust("no collector of traces")?, PATIENCE);
        let sender = Sender { outbound, runtime: Handle::current(), failing: AtomicBool::new(false) };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(sender)
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(endpoint)
            .with_timeout(PATIENCE)
            .build()
            .context("traces cannot be sent")?;
        let mut processor = BatchSpanProcessor::builder(exporter).build();
        let version = env!("CARGO_PKG_VERSION");
        let about = [KeyValue::new("service.name", "screening"), KeyValue::new("service.version", version)];
        processor.set_resource(&Resource::builder_empty().with_attributes(about).build());
        let scope = InstrumentationScope::builder("screening").with_version(version).build();
        tracing::info!(endpoint, "sending traces");
        Ok(Self(Some(Arc::new(Sending { processor, scope }))))
    }

    /// The scan was taken in: it is on disk.
    pub(crate) fn taken_in(&self, scan: Uuid, source: &'static str) {
        self.child(scan, "intake", Span::since_received(scan), vec![KeyValue::new("screening.source", source)]);
    }

    /// A scan was screened, which took so long; within it, its steps follow each other.
    pub(crate) fn screened(&self, scan: Uuid, took: Duration, timings: &Timings) {
        if self.0.is_none() {
            return;
        }
        let whole = Span::lasting(took);
        let parent = self.child(scan, "screen", whole, Vec::new());
        let mut at = whole.begun;
        for (name, milliseconds) in steps(timings) {
            let took = Duration::try_from_secs_f32(milliseconds / 1000.0).unwrap_or_default();
            let span = Span { begun: at, ended: at + took };
            at = span.ended;
            let attributes = match name {
                "detect" => vec![
                    KeyValue::new("screening.inference_ms", f64::from(timings.inference_ms)),
                    KeyValue::new("screening.tensor_ms", f64::from(timings.tensor_ms)),
                    KeyValue::new("screening.head_ms", f64::from(timings.head_ms)),
                ],
                _ => Vec::new(),
            };
            self.send(scan, parent, random(), name, span, attributes);
        }
    }

    /// A report was stored, which took so long.
    pub(crate) fn stored(&self, scan: Uuid, took: Duration) {
        self.child(scan, "store", Span::lasting(took), Vec::new());
    }

    /// The line was answered: the trace is whole.
    pub(crate) fn answered(&self, scan: Uuid, lane: Option<&str>, report: &Report) {
        let mut attributes = vec![
            KeyValue::new("screening.scan", scan.to_string()),
            KeyValue::new("screening.decision", report.decision.name()),
        ];
        attributes.extend(lane.map(|lane| KeyValue::new("screening.lane", lane.to_owned())));
        attributes.extend(report.abort_reason.map(|reason| KeyValue::new("screening.abort_reason", reason.name())));
        self.send(scan, SpanId::INVALID, root(scan), "scan", Span::since_received(scan), attributes);
    }

    /// Sends what is left, and ends.
    pub(crate) async fn close(&self) {
        let Some(sending) = self.0.clone() else { return };
        let closed = tokio::task::spawn_blocking(move || sending.processor.shutdown_with_timeout(PATIENCE)).await;
        if !matches!(closed, Ok(Ok(()))) {
            tracing::warn!("the last traces could not be sent");
        }
    }

    fn child(&self, scan: Uuid, name: &'static str, span: Span, attributes: Vec<KeyValue>) -> SpanId {
        let id = random();
        self.send(scan, root(scan), id, name, span, attributes);
        id
    }

    fn send(&self, scan: Uuid, parent: SpanId, id: SpanId, name: &'static str, span: Span, attributes: Vec<KeyValue>) {
        let Some(sending) = &self.0 else { return };
        let trace = TraceId::from_bytes(*scan.as_bytes());
        sending.processor.on_end(SpanData {
            span_context: SpanContext::new(trace, id, TraceFlags::SAMPLED, false, TraceState::NONE),
            parent_span_id: parent,
            parent_span_is_remote: false,
            span_kind: if parent == SpanId::INVALID { SpanKind::Server } else { SpanKind::Internal },
            name: Cow::Borrowed(name),
            start_time: span.begun,
            end_time: span.ended,
            attributes,
            dropped_attributes_count: 0,
            events: SpanEvents::default(),
            links: SpanLinks::default(),
            status: Status::Unset,
            instrumentation_scope: sending.scope.clone(),
        });
    }
}

/// The steps of a screening that follow each other.
fn steps(timings: &Timings) -> [(&'static str, f32); 7] {
    [
        ("decode", timings.decode_ms),
        ("quality", timings.quality_ms),
        ("normalise", timings.normalise_ms),
        ("tile", timings.tile_ms),
        ("detect", timings.detect_ms),
        ("fuse", timings.fuse_ms),
        ("verdict", timings.verdict_ms),
    ]
}

/// The span that all of a scan lies in: its children name it before it has ended. The random half of the scan's id.
fn root(scan: Uuid) -> SpanId {
    let bytes = scan.as_bytes();
    let mut half = [0; 8];
    half.copy_from_slice(&bytes[8..]);
    SpanId::from_bytes(half)
}

fn random() -> SpanId {
    // Zero is no id; without random numbers, spans of one trace are alike.
    SpanId::from_bytes(getrandom::u64().unwrap_or(1).max(1).to_be_bytes())
}

/// Sends what the SDK's thread gives, on the service's own threads.
struct Sender {
    outbound: Outbound,
    runtime: Handle,
    failing: AtomicBool,
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

#[async_trait]
impl HttpClient for Sender {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let outbound = self.outbound.clone();
        let sent = self.runtime.spawn(async move { outbound.send(request).await }).await?;
        let failed = match &sent {
            Ok(answer) if answer.status().is_success() => None,
            Ok(answer) => Some(format!("it answered {}", answer.status())),
            Err(error) => Some(error.to_string()),
        };
        // Told when it begins and when it is over, not for each batch.
        match (self.failing.swap(failed.is_some(), Ordering::Relaxed), failed) {
            (false, Some(why)) => tracing::warn!(why, "traces cannot be sent and are dropped; scans go on"),
            (true, None) => tracing::info!("traces are sent again"),
            _ => {}
        }
        Ok(sent?)
    }
}
