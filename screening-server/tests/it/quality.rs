//! The quality loop: what is cleared comes back to someone else, who cannot tell, and the figures say what came of it.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    http::Answer,
    people::{self, add_key, add_user, log_in, with_key, with_session},
    pictures,
    program::{Service, eventually, run},
};

const SEED: u64 = 7;

/// A service on which parcels are drawn, a key for its line, and the sessions of two operators.
pub(crate) struct Site {
    pub(crate) folder: TempDir,
    pub(crate) service: Service,
    key: String,
    pub(crate) anna: String,
    pub(crate) bert: String,
}

impl Site {
    pub(crate) fn start(more: &[&str]) -> Self {
        let folder = people::site();
        for name in ["anna", "bert"] {
            add_user(folder.path(), name, "operator").assert(0, &[]);
        }
        let key = add_key(folder.path(), "line", &[]);
        // Decisions are final at once.
        let service = people::start(folder.path(), &[&["--review-undo", "0"], more].concat());
        let (anna, bert) = (log_in(&service, "anna"), log_in(&service, "bert"));
        Self { folder, service, key, anna, bert }
    }

    /// Sends a scan from a lane; gives its id.
    pub(crate) fn scan(&self, lane: &str, picture: &[u8]) -> String {
        let sent = with_key(&self.service, "POST", &format!("/v1/scans?lane={lane}"), &self.key, picture);
        sent.json()["id"].as_str().unwrap().to_owned()
    }

    /// Takes a parcel for someone, once it waits for them.
    pub(crate) fn claim(&self, session: &str, scan: &str) -> Value {
        let body = json!({ "scan_id": scan }).to_string();
        eventually("the parcel is to be had", || {
            let answer = with_session(&self.service, "POST", "/v1/review/claim", session, &body);
            (answer.status == 200).then(|| answer.json())
        })
    }

    /// Decides about a parcel that was taken.
    pub(crate) fn decide(&self, session: &str, claimed: &Value, action: &str, regions: &Value) -> Answer {
        let scan = claimed["scan_id"].as_str().unwrap();
        let views = self.queued(session, scan)["views"].clone();
        let body = json!({
            "lease": claimed["lease"]["token"], "action": action, "regions": regions, "views_seen": views,
            "took_ms": 1500, "idempotency_key": Uuid::now_v7().to_string(),
        });
        let answer =
            with_session(&self.service, "POST", &format!("/v1/review/{scan}/decision"), session, &body.to_string());
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer
    }

    fn get(&self, session: &str, path: &str) -> Value {
        let answer = with_session(&self.service, "GET", path, session, "");
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    /// The lines of the queue.
    fn queue(&self, session: &str) -> Vec<Value> {
        self.get(session, "/v1/review/queue")["items"].as_array().unwrap().clone()
    }

    /// A line of the queue once it is there.
    pub(crate) fn queued(&self, session: &str, scan: &str) -> Value {
        eventually("the parcel is in the queue", || {
            self.queue(session).into_iter().find(|item| item["scan_id"] == scan)
        })
    }
}

/// An answer without what differs between any two parcels.
fn alike(answer: &Value, scan: &str) -> String {
    let mut answer = answer.clone();
    strip(&mut answer);
    answer.to_string().replace(scan, "ID")
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let is_moment = name.ends_with("_at")
                    || ["received", "scanned", "deadline", "until", "token"].contains(&name.as_str());
                if is_moment || name.ends_with("_ms") || name == "timings" {
                    *value = Value::Null;
                }
                strip(value);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(strip),
        _ => {}
    }
}

#[test]
fn what_a_person_cleared_comes_back_to_another_person_who_cannot_tell() {
    let site = Site::start(&["--quality-person", "*=0", "--quality-person", "south=100", "--quality-seed", "7"]);
    let (checked, other, line) = (
        site.scan("south", &pictures::pistol()),
        site.scan("north", &pictures::pistol()),
        site.scan("south", &pictures::pistol()),
    );
    for scan in [&checked, &other] {
        let claimed = site.claim(&site.anna, scan);
        site.decide(&site.anna, &claimed, "clear", &json!([]));
    }
    let item = site.queued(&site.bert, &checked);
    // Beside a parcel that nobody has looked at, nothing tells which is which.
    let fresh = site.queued(&site.bert, &line);
    assert_eq!(alike(&item, &checked), alike(&fresh, &line));
    let refused =
        with_session(&site.service, "POST", "/v1/review/claim", &site.anna, &json!({ "scan_id": checked }).to_string());
    refused.assert_problem(409, "needs_another_person");
    let (claimed, beside) = (site.claim(&site.bert, &checked), site.claim(&site.bert, &line));
    assert_eq!(alike(&claimed, &checked), alike(&beside, &line));
    assert_eq!(claimed["review"]["decisions"], json!([]));
    site.decide(&site.bert, &claimed, "open", &json!([]));
    site.decide(&site.bert, &beside, "open", &json!([]));

    let supervisor = log_in(&site.service, "supervisor");
    let figures = eventually("the second decision is final", || {
        let figures = site.get(&supervisor, "/v1/statistics/quality?group=lane");
        (figures["total"]["person"]["miss"]["of"] == 1).then_some(figures)
    });
    let south = figures["rows"].as_array().unwrap().iter().find(|row| row["lane"] == "south").unwrap();
    assert_eq!((&south["person"]["drawn"], &south["person"]["waiting"]), (&1.into(), &0.into()));
    // One of one: (1 + z²/2 - z²/2) / (1 + z²) with z² = 3.8415 is 0.2065.
    let miss = &south["person"]["miss"];
    assert_eq!((&miss["count"], &miss["rate"], &miss["high"]), (&1.into(), &1.0.into(), &1.0.into()));
    assert!((miss["low"].as_f64().unwrap() - 0.2065).abs() < 0.00005, "{miss}");
    assert_eq!((&figures["total"]["person"]["drawn"], &figures["total"]["machine"]["drawn"]), (&1.into(), &0.into()));
    // Of the three alarms, anna cleared two. The second review counts in the miss rate alone.
    let overridden = &figures["total"]["override"];
    assert_eq!((&overridden["count"], &overridden["of"]), (&2.into(), &3.into()));

    // Opening confirms the miss.
    let outcome = json!({ "found": true, "items": [{ "class": "pistol", "quantity": 1 }] }).to_string();
    let path = format!("/v1/review/{checked}/outcome");
    assert_eq!(with_session(&site.service, "POST", &path, &site.bert, &outcome).status, 200);
    let confirmed = site.get(&supervisor, "/v1/statistics/quality?group=")["total"]["person"]["confirmed"].clone();
    assert_eq!((&confirmed["count"], &confirmed["of"]), (&1.into(), &1.into()));

    let auditor = log_in(&site.service, "auditor");
    let drawn = site.get(&auditor, "/v1/audit?action=quality.drawn");
    let entry = &drawn["entries"][0];
    assert_eq!((drawn["entries"].as_array().unwrap().len(), &entry["subject"]), (1, &format!("scan:{checked}").into()));
    assert_eq!((&entry["details"]["seed"], &entry["details"]["cleared_by"]), (&"7".into(), &"anna".into()));
    run(&["audit", "verify", "--data", site.folder.path().to_str().unwrap()]).assert(0, &["nothing is wrong"]);
}

#[test]
fn what_the_machine_cleared_is_shown_as_what_it_did_not_answer() {
    let site = Site::start(&["--quality-machine", "*=100", "--quality-seed", "7"]);
    let scan = site.scan("north", &pictures::harmless());
    let item = site.queued(&site.bert, &scan);
    assert_eq!((&item["machine_decision"], &item["top_class"]), (&"UNKNOWN".into(), &Value::Null), "{item}");
    assert_eq!(item["reasons"][0]["code"], "timeout");
    let claimed = site.claim(&site.bert, &scan);
    let text = claimed.to_string();
    for word in ["\"CLEAR\"", "RELEASE", ":\"quality\"", "purpose"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    let report = &claimed["review"]["report"];
    // There is something to look at.
    assert_eq!((&report["views"][0]["name"], &report["views"][0]["width"]), (&"view".into(), &320.into()));
    assert_eq!((&report["decision"], &report["abort_reason"]), (&"UNKNOWN".into(), &"TIMEOUT".into()));
    site.decide(&site.bert, &claimed, "clear", &json!([]));

    let supervisor = log_in(&site.service, "supervisor");
    let figures = eventually("the second decision is final", || {
        let figures = site.get(&supervisor, "/v1/statistics/quality");
        (figures["total"]["machine"]["miss"]["of"] == 1).then_some(figures)
    });
    // None of one: z² / (1 + z²) is 0.7935.
    let miss = &figures["rows"][0]["machine"]["miss"];
    assert_eq!((&miss["count"], &miss["low"]), (&0.into(), &0.0.into()));
    assert!((miss["high"].as_f64().unwrap() - 0.7935).abs() < 0.00005, "{miss}");
    assert_eq!((&figures["rows"][0]["lane"], &figures["rows"][0]["model"]), (&"north".into(), &"cells 1".into()));
    // The answer to the line stands, and so does the record.
    let shown = site.get(&supervisor, &format!("/v1/scans/{scan}"));
    assert_eq!((&shown["report"]["decision"], &shown["action"]), (&"CLEAR".into(), &"RELEASE".into()));
    let closed = site.get(&supervisor, &format!("/v1/review/{scan}"));
    assert_eq!(closed["decisions"][0]["machine_decision"], "CLEAR");
}

#[test]
fn the_draw_can_be_checked_afterwards() {
    let site = Site::start(&["--quality-machine", "*=50", "--quality-seed", "7"]);
    let scans: Vec<String> = (0..8).map(|_| site.scan("north", &pictures::harmless())).collect();
    let number = |scan: &str| {
        let id = Uuid::parse_str(scan).unwrap();
        let digest = Sha256::new().chain_update(SEED.to_be_bytes()).chain_update(id.as_bytes()).finalize();
        u32::from_be_bytes(digest[..4].try_into().unwrap())
    };
    let mut expected: Vec<&String> = scans.iter().filter(|scan| number(scan) < 1 << 31).collect();
    // Drawn in the order in which they were cleared: when the last of them is there, all are.
    if let Some(last) = expected.last() {
        site.queued(&site.bert, last);
    }
    let queue = site.queue(&site.bert);
    let mut drawn: Vec<&str> = queue.iter().map(|item| item["scan_id"].as_str().unwrap()).collect();
    drawn.sort_unstable();
    expected.sort_unstable();
    assert_eq!(drawn, expected);
}

#[test]
fn a_sample_that_makes_no_sense_is_refused() {
    let serve = |more: &[&str]| run(&[&["serve", "--listen", "127.0.0.1:0"], more].concat());
    serve(&["--quality-machine", "*=5"]).assert(3, &["quality-machine", "quality-seed"]);
    serve(&["--quality-person", "*=5", "--quality-seed", "1"]).assert(3, &["quality-person", "--auth on"]);
    serve(&["--quality-machine", "5", "--quality-seed", "1"]).assert(3, &["LANE=PERCENT"]);
}
