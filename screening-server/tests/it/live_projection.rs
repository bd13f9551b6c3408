//! Live projection: a fictitious threat among what people review is told from nothing, revealed at once, and leaves the
//! parcel, the line, the figures and everyone who listens as they were.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    people::{self, add_key, with_key},
    pictures,
    program::{Service, eventually, run},
    receiver::Receiver,
    review_desk::{Desk, Held, key, site},
};

const ON: [&str; 8] = [
    "--review-projection",
    "*=100",
    "--review-projection-seed",
    "7",
    "--review-projection-scale",
    "*=1.5,1.5",
    "--review-projection-realism",
    "0",
];

/// A service that projects into every parcel that the machine cleared, and a key for its line.
struct Site {
    folder: TempDir,
    key: String,
}

impl Site {
    fn new() -> Self {
        let folder = site();
        let key = add_key(folder.path(), "line", &[]);
        Self { folder, key }
    }

    fn start(&self, more: &[&str]) -> Service {
        self.start_with(&[&ON, more].concat())
    }

    fn start_with(&self, options: &[&str]) -> Service {
        people::start(self.folder.path(), &[&["--review-undo", "0"], options].concat())
    }

    /// Sends a parcel; gives its scan.
    fn send(&self, service: &Service, query: &str, picture: &[u8]) -> String {
        let sent = with_key(service, "POST", &format!("/v1/scans{query}"), &self.key, picture);
        sent.json()["id"].as_str().unwrap().to_owned()
    }

    /// What a key is told of all that the service keeps and counts.
    fn scans(&self, service: &Service) -> Value {
        with_key(service, "GET", "/v1/scans", &self.key, b"").json()
    }

    fn pictures(&self) -> usize {
        let folders = fs::read_dir(self.folder.path().join("pictures")).unwrap();
        folders.map(|folder| fs::read_dir(folder.unwrap().path()).unwrap().count()).sum()
    }

    fn verify_audit(&self) {
        run(&["audit", "verify", "--data", self.folder.path().to_str().unwrap()]).assert(0, &["nothing is wrong"]);
    }
}

/// The only line of the queue.
fn only(desk: &Desk) -> Value {
    eventually("one picture waits", || {
        let queue = desk.queue("");
        let items = queue["items"].as_array().unwrap();
        (items.len() == 1).then(|| items[0].clone())
    })
}

/// Takes the only one.
fn take(desk: &Desk) -> Held {
    desk.claim_this(only(desk)["scan_id"].as_str().unwrap())
}

fn is_empty(desk: &Desk) -> bool {
    desk.queue("")["items"].as_array().unwrap().is_empty()
}

/// The projections' entries in the trail, oldest first.
fn trail(desk: &Desk) -> Vec<Value> {
    let entries = desk.get("/v1/audit?limit=500")["entries"].as_array().unwrap().clone();
    let about = |entry: &Value| entry["action"].as_str().unwrap().starts_with("projection.");
    entries.into_iter().rev().filter(about).collect()
}

fn actions(entries: &[Value]) -> Vec<&str> {
    entries.iter().map(|entry| entry["action"].as_str().unwrap()).collect()
}

/// All figures that are about real parcels.
fn figures(supervisor: &Desk) -> Vec<Value> {
    let mut all: Vec<Value> = ["decisions?by=day&group=operator", "quality", "outcomes", "lanes"]
        .iter()
        .map(|which| supervisor.get(&format!("/v1/statistics/{which}")))
        .collect();
    for one in &mut all {
        let fields = one.as_object_mut().unwrap();
        fields.retain(|name, _| name != "from" && name != "to");
    }
    all
}

/// The names of an object's fields.
fn names(value: &Value) -> Vec<&String> {
    value.as_object().unwrap().keys().collect()
}

/// The middle of the threat's box, as a mark.
fn mark(reveal: &Value, aside: f64) -> Value {
    let side = |index: usize| reveal["box"][index].as_f64().unwrap();
    let bbox = [side(0) + aside, side(1) + aside, side(2), side(3)];
    json!([{ "view": "view", "box": bbox, "class": "pistol", "change": "drawn" }])
}

#[test]
fn a_fictitious_threat_that_is_found_is_revealed_and_nothing_real_knows_of_it() {
    let receiver = Receiver::start();
    let hooks = tempfile::tempdir().unwrap();
    fs::write(hooks.path().join("log.secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let hook = format!(
        "allow = [\"127.0.0.0/8\"]\n[[hooks]]\nname = \"log\"\nurl = \"{}\"\nsecret_file = \"log.secret\"\n",
        receiver.url()
    );
    fs::write(hooks.path().join("webhooks.toml"), hook).unwrap();
    let site = Site::new();
    let service = site.start(&["--webhooks", hooks.path().join("webhooks.toml").to_str().unwrap()]);
    let (operator, boris, supervisor) =
        (Desk::of(&service, "operator"), Desk::of(&service, "boris"), Desk::of(&service, "supervisor"));
    let host = site.send(&service, "?lane=north&parcel=RR473124829GB", &pictures::harmless());
    let item = only(&operator);
    let id = item["scan_id"].as_str().unwrap().to_owned();
    assert_ne!(id, host);
    assert_eq!((&item["machine_decision"], &item["reasons"][0]["code"]), (&"UNKNOWN".into(), &"timeout".into()));
    assert_eq!((&item["parcel_code"], &item["lane"]), (&"RR473124829GB".into(), &"north".into()));

    // Beside a parcel with an alarm and one that could not be read, the fields are the same.
    site.send(&service, "?lane=north", b"text");
    let queue = eventually("the other parcel waits too", || {
        Some(operator.queue("")).filter(|queue| queue["items"].as_array().unwrap().len() == 2)
    });
    assert_eq!((&queue["counts"]["waiting"], names(&queue["items"][0])), (&2.into(), names(&queue["items"][1])));
    let other = queue["items"].as_array().unwrap().iter().find(|item| item["scan_id"] != id.as_str()).unwrap();
    let (shown, beside) = (operator.review(&id), operator.review(other["scan_id"].as_str().unwrap()));
    assert_eq!(names(&shown), names(&beside));
    assert_eq!((names(&shown["scan"]), names(&shown["report"])), (names(&beside["scan"]), names(&beside["report"])));
    for word in ["\"CLEAR\"", "RELEASE", "projection", host.as_str()] {
        assert!(!shown.to_string().contains(word), "{word}: {shown}");
    }
    let before = (
        site.scans(&service),
        figures(&supervisor),
        with_key(&service, "GET", &format!("/v1/scans/{host}"), &site.key, b"").json(),
    );
    let told = receiver.wait_for(2).len();

    let held = operator.claim_this(&id);
    let picture = held.review["scan"]["pictures"][0]["picture"].as_str().unwrap();
    assert_eq!(picture, format!("/v1/scans/{id}/views/0/picture"));
    let (with, without) = (
        operator.ask("GET", picture, &Value::Null),
        operator.ask("GET", &format!("/v1/scans/{host}/views/0/picture"), &Value::Null),
    );
    assert_eq!((with.status, without.status), (200, 200));
    assert_ne!(with.body, without.body);
    for kind in ["thumbnail", "annotated"] {
        assert_eq!(operator.ask("GET", &picture.replace("picture", kind), &Value::Null).status, 200);
    }
    // To the line it is no scan.
    with_key(&service, "GET", picture, &site.key, b"").assert_problem(404, "not_found");
    with_key(&service, "GET", &format!("/v1/scans/{id}"), &site.key, b"").assert_problem(404, "not_found");
    boris.try_claim(&id).assert_problem(409, "held_by_another");

    let idempotency = key();
    let more = json!({ "idempotency_key": idempotency });
    let made = operator.decide(&held, "open", &more);
    let reveal = &made["projection"];
    assert_eq!(
        (&reveal["found"], &reveal["elsewhere"], &reveal["scan_id"]),
        (&true.into(), &false.into(), &host.clone().into())
    );
    assert!(reveal["class"].is_string() && reveal["view"] == "view", "{reveal}");
    assert_eq!(operator.decide(&held, "open", &more), made);
    operator.try_decide(&held, "clear", &more).assert_problem(422, "idempotency_key_reused");
    operator.try_decide(&held, "clear", &json!({})).assert_problem(409, "lease_lost");
    operator.undo(&made).assert_problem(409, "undo_over");
    // It is gone, and the host was never there.
    assert_eq!(only(&operator)["scan_id"], other["scan_id"]);
    operator.ask("GET", &format!("/v1/review/{host}"), &Value::Null).assert_problem(404, "not_found");
    let after = (
        site.scans(&service),
        figures(&supervisor),
        with_key(&service, "GET", &format!("/v1/scans/{host}"), &site.key, b"").json(),
    );
    assert_eq!(after, before);
    assert_eq!(operator.queue("")["counts"]["decided_today"], 0);

    // The next real parcel's delivery shows that none came before it.
    let last = site.send(&service, "?lane=north", b"text");
    let received = eventually("the last parcel is told of", || {
        Some(receiver.received()).filter(|all| all.iter().any(|request| request.scan() == last))
    });
    assert_eq!(received.len(), told + 1);
    assert!(received.iter().all(|request| !request.body.contains(&id)));

    let entries = trail(&Desk::of(&service, "auditor"));
    assert_eq!(actions(&entries), ["projection.made", "projection.shown", "projection.decided"]);
    for entry in &entries {
        assert_eq!(
            (&entry["subject"], &entry["details"]["projection"]),
            (&format!("scan:{host}").into(), &id.clone().into())
        );
    }
    let decided = &entries[2];
    assert_eq!((&decided["actor"], &decided["details"]["found"]), (&"user:operator".into(), &"true".into()));
    site.verify_audit();
}

#[test]
fn a_threat_that_is_missed_is_shown_and_the_parcel_can_be_taken_for_a_real_decision() {
    let site = Site::new();
    let service = site.start(&[]);
    let (operator, boris, supervisor) =
        (Desk::of(&service, "operator"), Desk::of(&service, "boris"), Desk::of(&service, "supervisor"));
    let host = site.send(&service, "", &pictures::harmless());
    let held = take(&operator);
    // The rules of a decision are those of every parcel.
    operator.try_decide(&held, "clear", &json!({ "views_seen": [] })).assert_problem(422, "view_not_seen");
    let made = operator.decide(&held, "clear", &json!({}));
    assert_eq!((&made["projection"]["found"], &made["state"]), (&false.into(), &"decided".into()));
    assert!(is_empty(&operator));

    let path = format!("/v1/review/projections/{}/parcel", held.scan);
    boris.ask("POST", &path, &Value::Null).assert_problem(404, "not_found");
    let again = Held::of(&operator.ask("POST", &path, &Value::Null).json());
    assert_eq!((&again.scan, &again.review["scan"]["report"]["decision"]), (&host, &"CLEAR".into()));
    assert_eq!((&again.review["held_by"], &again.review["report"]["decision"]), (&"operator".into(), &"CLEAR".into()));
    let real = operator.decide(&again, "open", &json!({}));
    assert_eq!(real.get("projection"), None);
    eventually("the real decision counts, and it alone", || {
        let buckets = supervisor.get("/v1/statistics/decisions?by=day")["buckets"].clone();
        (buckets[0]["figures"]["open"] == 1 && buckets[0]["figures"]["clear"] == 0).then_some(())
    });
    operator.ask("POST", &path, &Value::Null).assert_problem(409, "review_closed");
    let entries = trail(&Desk::of(&service, "auditor"));
    assert_eq!(actions(&entries)[2..], ["projection.decided", "projection.host_queued"]);
    assert_eq!((&entries[3]["actor"], &entries[3]["details"]["why"]), (&"user:operator".into(), &"asked_for".into()));
}

#[test]
fn a_mark_where_no_fictitious_threat_is_may_be_of_something_real() {
    let site = Site::new();
    let service = site.start(&[]);
    let operator = Desk::of(&service, "operator");
    // The same picture, seed and number draw the same place only for the same scan: the first one tells how large it is.
    let host = site.send(&service, "", &pictures::harmless());
    let held = take(&operator);
    let far = json!([{ "view": "view", "box": [0, 0, 6, 6], "class": "pistol", "change": "drawn" }]);
    let made = operator.decide(&held, "open", &json!({ "regions": far }));
    assert_eq!((&made["projection"]["found"], &made["projection"]["elsewhere"]), (&false.into(), &true.into()));
    // The parcel itself waits for people, as any parcel.
    assert_eq!(only(&operator)["scan_id"], host.as_str());
    let real = operator.claim_this(&host);
    let marked = operator.try_decide(&real, "clear", &json!({ "regions": mark(&made["projection"], 0.0) }));
    marked.assert_problem(422, "threat_marked");
    operator.decide(&real, "clear", &json!({}));
    let entries = trail(&Desk::of(&service, "auditor"));
    assert_eq!((&entries[3]["action"], &entries[3]["actor"]), (&"projection.host_queued".into(), &"service".into()));
}

#[test]
fn a_kill_loses_neither_picture_nor_lease_and_a_policy_that_is_off_leaves_nothing() {
    let site = Site::new();
    let service = site.start(&[]);
    let operator = Desk::of(&service, "operator");
    let empty = site.pictures();
    let host = site.send(&service, "", &pictures::harmless());
    let held = take(&operator);
    service.kill();
    let service = site.start(&[]);
    let operator = Desk::of(&service, "operator");
    assert_eq!(operator.review(&held.scan)["held_by"], "operator");
    let made = operator.decide(&held, "escalate", &json!({ "level": 2, "note": "unsure" }));
    assert_eq!((&made["projection"]["found"], &made["projection"]["scan_id"]), (&true.into(), &host.into()));
    // Killed between the answer to the line and the picture, or while it is made: it comes later or not at all.
    site.send(&service, "", &pictures::harmless());
    service.kill();
    let service = site.start(&[]);
    let operator = Desk::of(&service, "operator");
    let held = take(&operator);
    service.kill();

    let service = site.start_with(&[]);
    let (operator, auditor) = (Desk::of(&service, "operator"), Desk::of(&service, "auditor"));
    eventually("it is taken away", || is_empty(&operator).then_some(()));
    operator.try_decide(&held, "clear", &json!({})).assert_problem(404, "not_found");
    let ended = trail(&auditor);
    let ended = ended.last().unwrap();
    assert_eq!((&ended["action"], &ended["details"]["why"]), (&"projection.ended".into(), &"switched_off".into()));
    service.kill();
    // Of both projections no picture is left: a parcel has three files.
    let service = site.start_with(&[]);
    eventually("their pictures are deleted", || (site.pictures() <= empty + 3).then_some(()));
    drop(service);
    site.verify_audit();
}

#[test]
fn what_cannot_be_made_or_would_not_look_real_leaves_the_parcel_alone() {
    let site = Site::new();
    let off = site.start_with(&["--review-projection-realism", "1"]);
    site.send(&off, "", &pictures::harmless());
    assert!(is_empty(&Desk::of(&off, "operator")));
    off.kill();
    let mut options = ON.to_vec();
    options[7] = "1";
    // One that the parcel could hold.
    options.extend(["--review-projection-class", "magazine"]);
    let mut service = site.start_with(&options);
    let host = site.send(&service, "", &pictures::harmless());
    let said = service.wait_for("no fictitious threat is projected");
    assert!(said.to_string().contains("realism"), "{said}");
    let operator = Desk::of(&service, "operator");
    assert!(is_empty(&operator));
    operator.ask("GET", &format!("/v1/review/{host}"), &Value::Null).assert_problem(404, "not_found");
    service.kill();

    // No scale, and more than one view.
    let unscaled: Vec<&str> = ON[..4].iter().chain(&ON[6..]).copied().collect();
    let mut service = site.start_with(&unscaled);
    site.send(&service, "", &pictures::harmless());
    let said = service.wait_for("no fictitious threat is projected");
    assert!(said.to_string().contains("scale"), "{said}");
    assert!(is_empty(&Desk::of(&service, "operator")));
}

#[test]
fn its_time_limit_ends_it_alone_and_a_parcel_that_comes_under_review_is_not_shown_twice() {
    let site = Site::new();
    let service = site.start(&["--review-limit", "*=3"]);
    let operator = Desk::of(&service, "operator");
    let host = site.send(&service, "", &pictures::harmless());
    let held = take(&operator);
    let over = eventually("its time is over", || {
        Some(operator.review(&held.scan)).filter(|review| review["state"] == "not_reviewed")
    });
    assert_eq!((&over["projection"]["scan_id"], &over["projection"]["found"]), (&host.clone().into(), &Value::Null));
    operator.try_decide(&held, "open", &json!({})).assert_problem(409, "lease_lost");
    let queue = operator.queue("?state=not_reviewed");
    assert_eq!((&queue["counts"]["not_reviewed_today"], &queue["items"]), (&0.into(), &json!([])));
    operator.ask("GET", &format!("/v1/review/{host}"), &Value::Null).assert_problem(404, "not_found");
    service.kill();

    let service = site.start(&["--quality-machine", "*=100", "--quality-seed", "7"]);
    let operator = Desk::of(&service, "operator");
    let host = site.send(&service, "", &pictures::harmless());
    eventually("the parcel itself is looked at", || {
        let queue = operator.queue("");
        let items = queue["items"].as_array().unwrap();
        (items.len() == 1 && items[0]["scan_id"] == host.as_str()).then_some(())
    });
}

#[test]
fn a_dual_energy_picture_keeps_both_energies_and_several_views_are_left_alone() {
    let site = Site::new();
    let mut service = site.start(&[]);
    let operator = Desk::of(&service, "operator");
    let [low, high] = pictures::layers();
    let send = |service: &Service, fields: &[crate::http::Field<'_>]| {
        let (kind, body) = crate::http::form(fields);
        let bearer = format!("Bearer {}", site.key);
        let headers = [("authorization", bearer.as_str()), ("content-type", kind.as_str())];
        let sent = crate::http::send(service.address, "POST", "/v1/scans", &headers, &body).json();
        assert_eq!(sent["report"]["decision"], "CLEAR", "{sent}");
        sent["id"].as_str().unwrap().to_owned()
    };
    let host = send(&service, &[("top.low", Some("low.png"), &low), ("top.high", Some("high.png"), &high)]);
    let id = only(&operator)["scan_id"].as_str().unwrap().to_owned();
    let numbers = |scan: &str| {
        let answer = operator.ask("GET", &format!("/v1/scans/{scan}/views/0/atomic-number"), &Value::Null);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.body
    };
    assert_ne!(numbers(&id), numbers(&host));
    let harmless = pictures::harmless();
    send(&service, &[("top", Some("top.png"), &harmless), ("side", Some("side.png"), &harmless)]);
    let said = service.wait_for("no fictitious threat is projected");
    assert!(said.to_string().contains("2 views"), "{said}");
}

#[test]
fn a_month_is_reported_by_person_and_class_and_operators_see_their_own() {
    let site = Site::new();
    let service = site.start(&[]);
    let (operator, boris) = (Desk::of(&service, "operator"), Desk::of(&service, "boris"));
    for (desk, action) in [(&operator, "open"), (&operator, "clear"), (&boris, "clear")] {
        site.send(&service, "", &pictures::harmless());
        let held = take(desk);
        desk.decide(&held, action, &json!({}));
    }
    let path = "/v1/statistics/projections";
    let trainer = Desk::of(&service, "trainer");
    let all = trainer.get(path);
    let totals: Vec<&Value> = all["rows"].as_array().unwrap().iter().filter(|row| row["class"].is_null()).collect();
    let of = |row: &Value| (row["operator"].clone(), row["hits"]["count"].clone(), row["hits"]["of"].clone());
    assert_eq!(
        totals.iter().map(|row| of(row)).collect::<Vec<_>>(),
        [("boris".into(), 0.into(), 1.into()), ("operator".into(), 1.into(), 2.into()),]
    );
    // One of two: (1/2 ± z²/4 ...) the Wilson interval is 0.0945 to 0.9055.
    let hits = &totals[1]["hits"];
    assert!((hits["low"].as_f64().unwrap() - 0.0945).abs() < 5e-5, "{hits}");
    assert_eq!((&totals[1]["misses"], &totals[1]["median_ms"]), (&1.into(), &1500.0.into()));
    let own = operator.get(path);
    assert!(own["rows"].as_array().unwrap().iter().all(|row| row["operator"] == "operator"), "{own}");
    let csv = trainer.ask("GET", &format!("{path}.csv"), &Value::Null);
    let text = csv.text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        (lines.len() - 1, csv.header("content-type")),
        (all["rows"].as_array().unwrap().len(), Some("text/csv"))
    );
    assert!(lines[0].starts_with("month,operator,class,shown,hits,misses,hit_rate"), "{text}");
    assert!(lines.iter().any(|line| line.contains(",operator,all,2,1,1,0.5,0.0945")), "{text}");
    assert_eq!(trainer.get(&format!("{path}?month=2020-02"))["rows"], json!([]));
    trainer.ask("GET", &format!("{path}?month=2020"), &Value::Null).assert_problem(400, "malformed_request");
    Desk::of(&service, "integrator").ask("GET", path, &Value::Null).assert_problem(403, "role_too_weak");
}

#[test]
fn rules_that_make_no_sense_are_refused() {
    let serve = |more: &[&str]| run(&[&["serve", "--listen", "127.0.0.1:0"], more].concat());
    serve(&["--review-projection", "*=5"]).assert(3, &["review-projection-seed", "--auth on"]);
    serve(&["--review-projection", "*=5", "--review-projection-seed", "1", "--auth", "on", "--review-enter", "CLEAR"])
        .assert(3, &["leave CLEAR out of `review-enter`"]);
    serve(&["--review-projection-scale", "1.2"]).assert(3, &["LANE=X,Y"]);
}
