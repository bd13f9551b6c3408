//! Traces of scans at a collector that a test plays.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest, common::v1::any_value::Value as Attribute, trace::v1::Span,
};
use prost::Message as _;

use crate::{
    http::post,
    models::Model,
    pictures,
    program::{Service, eventually},
};

/// A collector that keeps what it gets.
struct Collector {
    address: SocketAddr,
    spans: Arc<Mutex<Vec<Span>>>,
}

impl Collector {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let spans: Arc<Mutex<Vec<Span>>> = Arc::default();
        let kept = Arc::clone(&spans);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let request = read(&stream.unwrap());
                let found = request.resource_spans.into_iter().flat_map(|resource| resource.scope_spans);
                kept.lock().unwrap().extend(found.flat_map(|scope| scope.spans));
            }
        });
        Self { address, spans }
    }

    fn endpoint(&self) -> String {
        format!("http://{}/v1/traces", self.address)
    }

    /// The spans of a scan, once they are whole.
    fn of(&self, scan: &str) -> Vec<Span> {
        let trace = scan.replace('-', "");
        eventually("the trace arrives", || {
            let all = self.spans.lock().unwrap();
            let of: Vec<Span> = all.iter().filter(|span| hex(&span.trace_id) == trace).cloned().collect();
            let names: BTreeSet<&str> = of.iter().map(|span| span.name.as_str()).collect();
            ["scan", "screen", "store", "intake"].iter().all(|name| names.contains(name)).then_some(of)
        })
    }
}

fn read(mut stream: &TcpStream) -> ExportTraceServiceRequest {
    let mut reader = BufReader::new(stream);
    let (mut length, mut line) = (0, String::new());
    reader.read_line(&mut line).unwrap();
    assert!(line.starts_with("POST /v1/traces "), "{line}");
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).unwrap();
        match header.trim().to_lowercase().split_once(": ") {
            Some(("content-length", value)) => length = value.parse().unwrap(),
            Some(("content-type", value)) => assert_eq!(value, "application/x-protobuf"),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
    ExportTraceServiceRequest::decode(body.as_slice()).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn attribute(span: &Span, key: &str) -> Option<String> {
    let found = span.attributes.iter().find(|attribute| attribute.key == key)?;
    match found.value.as_ref()?.value.as_ref()? {
        Attribute::StringValue(text) => Some(text.clone()),
        other => Some(format!("{other:?}")),
    }
}

#[test]
fn a_scan_is_one_trace_from_its_first_byte_to_its_answer() {
    let collector = Collector::start();
    let service = Service::start(&["--otlp-endpoint", &collector.endpoint()]);
    let answer = post(service.address, "?lane=3&parcel=A", &pictures::pistol());
    assert_eq!(answer.report()["decision"], "ALARM");
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    let spans = collector.of(&id);
    let named = |name: &str| {
        let mut found = spans.iter().filter(|span| span.name == name);
        let span = found.next().unwrap_or_else(|| panic!("no span {name}: {spans:#?}"));
        assert!(found.next().is_none(), "{name} is there twice");
        span
    };
    let (root, screen) = (named("scan"), named("screen"));
    assert!(root.parent_span_id.is_empty(), "{root:?}");
    for name in ["intake", "screen", "store"] {
        assert_eq!(named(name).parent_span_id, root.span_id, "{name}");
    }
    for name in ["decode", "quality", "normalise", "tile", "detect", "fuse", "verdict"] {
        let step = named(name);
        assert_eq!(step.parent_span_id, screen.span_id, "{name}");
        assert!(step.start_time_unix_nano >= screen.start_time_unix_nano, "{name}");
    }
    for span in &spans {
        assert!(span.start_time_unix_nano <= span.end_time_unix_nano, "{span:?}");
        assert!(span.start_time_unix_nano >= root.start_time_unix_nano, "{span:?}");
    }
    assert_eq!(attribute(root, "screening.scan"), Some(id));
    assert_eq!(attribute(root, "screening.decision").as_deref(), Some("ALARM"));
    assert_eq!(attribute(root, "screening.lane").as_deref(), Some("3"));
    assert_eq!(attribute(named("intake"), "screening.source").as_deref(), Some("http"));
}

#[test]
fn what_was_not_sent_yet_is_sent_at_the_stop() {
    let collector = Collector::start();
    let service = Service::start(&["--otlp-endpoint", &collector.endpoint()]);
    let ids: Vec<String> = (0..3)
        .map(|_| post(service.address, "", &pictures::harmless()).json()["id"].as_str().unwrap().to_owned())
        .collect();
    service.signal("TERM");
    assert_eq!(service.ended().0.code(), Some(0));
    for id in ids {
        collector.of(&id);
    }
}

#[test]
fn a_collector_that_is_down_or_says_nothing_costs_no_scan() {
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut service =
        Service::starting(Model::good(), "serve", &["--otlp-endpoint", &format!("http://{gone}/v1/traces")]);
    service.wait_for("taking scans in");
    assert_eq!(post(service.address, "", &pictures::pistol()).report()["decision"], "ALARM");
    service.wait_for("traces cannot be sent and are dropped");
    assert_eq!(post(service.address, "", &pictures::pistol()).report()["decision"], "ALARM");
    service.signal("TERM");
    assert_eq!(service.ended().0.code(), Some(0));

    // It takes connections, and never answers.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}/v1/traces", silent.local_addr().unwrap());
    let service = Service::start(&["--otlp-endpoint", &endpoint]);
    for _ in 0..5 {
        assert_eq!(post(service.address, "", &pictures::harmless()).report()["decision"], "CLEAR");
    }
    let wrong = crate::program::run(&["config", "check", "--otlp-endpoint", "collector:4318"]);
    wrong.assert(3, &["--otlp-endpoint cannot be used"]);
}
