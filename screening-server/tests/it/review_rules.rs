//! What may be decided, by whom, and what becomes of a parcel.

use serde_json::{Value, json};

use crate::{
    http::{form, get, send},
    people::{self, add_key, with_key},
    pictures,
    program::Service,
    review_desk::{Desk, Held, claim_locally, decide_locally, key, send_alarm, site, trail},
};

#[test]
fn a_parcel_is_cleared_only_when_every_view_was_seen() {
    let folder = site();
    let service = people::start(folder.path(), &[]);
    let (operator, auditor) = (Desk::of(&service, "operator"), Desk::of(&service, "auditor"));
    let key = add_key(folder.path(), "line", &[]);
    let (pistol, harmless) = (pictures::pistol(), pictures::harmless());
    let (kind, body) = form(&[("top", Some("a.png"), &pistol), ("side", Some("b.png"), &harmless)]);
    let headers = [("authorization", &*format!("Bearer {key}")), ("content-type", &*kind)];
    let scan = send(service.address, "POST", "/v1/scans", &headers, &body).json()["id"].as_str().unwrap().to_owned();
    let held = crate::program::eventually("it is queued", || operator.claim());
    assert_eq!(held.scan, scan);
    let refused = |more: &Value, code: &str| {
        operator.try_decide(&held, "clear", more).assert_problem(422, code);
        assert_eq!(auditor.review(&scan)["decisions"], json!([]), "{code}");
    };
    let both = json!(["top", "side"]);
    refused(&json!({ "views_seen": [] }), "view_not_seen");
    refused(&json!({ "views_seen": ["top"] }), "view_not_seen");
    let drawn = json!([{ "view": "side", "box": [10, 10, 20, 20], "class": "barrel", "change": "drawn" }]);
    refused(&json!({ "views_seen": both, "regions": drawn }), "threat_marked");
    let other = json!([{ "view": "bottom", "box": [10, 10, 20, 20], "class": "barrel", "change": "drawn" }]);
    refused(&json!({ "views_seen": both, "regions": other }), "bad_decision");
    refused(&json!({ "views_seen": both, "level": 2 }), "bad_decision");
    refused(&json!({ "views_seen": both, "note": "x".repeat(3000) }), "bad_decision");
    refused(&json!({ "views_seen": both, "action": "not_reviewed" }), "bad_decision");
    refused(&json!({ "views_seen": both, "action": "release" }), "malformed_request");
    refused(&json!({ "views_seen": both, "everything": true }), "malformed_request");
    operator.decide(&held, "clear", &json!({ "views_seen": both }));
    assert!(!trail(&auditor, &scan).iter().any(|entry| entry["details"]["action"] == "release"));

    // What cannot be seen cannot be cleared.
    let unread = operator.parcel("", b"text");
    let held = operator.claim_this(&unread);
    operator.try_decide(&held, "clear", &json!({})).assert_problem(422, "no_picture");
    operator.decide(&held, "open", &json!({ "views_seen": [] }));
}

#[test]
fn an_escalated_parcel_is_for_supervisors() {
    let folder = site();
    let service = people::start(folder.path(), &["--review-limit", "*:2=3600"]);
    let (operator, supervisor) = (Desk::of(&service, "operator"), Desk::of(&service, "supervisor"));
    let scan = operator.alarm("");
    let held = operator.claim().unwrap();
    assert_eq!(held.review["due_at"], Value::Null);
    for wrong in [json!({ "level": 2 }), json!({ "note": "why" }), json!({ "level": 1, "note": "why" })] {
        operator.try_decide(&held, "escalate", &wrong).assert_problem(422, "bad_decision");
    }
    let made = operator.decide(&held, "escalate", &json!({ "level": 2, "note": "two barrels?" }));
    assert_eq!((&made["state"], &made["level"]), (&"escalated".into(), &2.into()));
    assert!(operator.claim().is_none());
    operator.try_claim(&scan).assert_problem(403, "level_too_high");
    let item = &supervisor.queue("?state=escalated")["items"][0];
    assert!(item["scan_id"] == scan.as_str() && item["due_at"].is_string(), "{item}");

    // While nobody took it, it can be taken back; then not any more.
    let held = Held::of(&operator.undo(&made).json());
    assert_eq!((&held.review["level"], &held.review["due_at"]), (&1.into(), &Value::Null));
    let made = operator.decide(&held, "escalate", &json!({ "level": 2, "note": "two barrels?" }));
    let held = supervisor.claim().unwrap();
    assert_eq!((&held.review["level"], &held.review["stage"]), (&2.into(), &"escalated".into()));
    assert_eq!(held.review["decisions"][1]["note"], "two barrels?");
    operator.undo(&made).assert_problem(409, "undo_over");
    let made = supervisor.decide(&held, "escalate", &json!({ "level": 3, "note": "not sure" }));
    assert_eq!(made["level"], 3);
    let held = supervisor.claim().unwrap();
    supervisor.try_decide(&held, "second_opinion", &json!({})).assert_problem(422, "bad_decision");
    assert_eq!(supervisor.decide(&held, "open", &json!({}))["state"], "decided");
}

#[test]
fn a_second_opinion_is_another_person_s_and_two_must_agree_to_clear() {
    let folder = site();
    let service = people::start(folder.path(), &["--review-undo", "60"]);
    let (operator, boris) = (Desk::of(&service, "operator"), Desk::of(&service, "boris"));
    let supervisor = Desk::of(&service, "supervisor");
    let ask = |opinion: Value| {
        let scan = operator.alarm("");
        let held = operator.claim_this(&scan);
        let made = operator.decide(&held, "second_opinion", &json!({ "opinion": opinion, "note": "look" }));
        assert_eq!(made["state"], "second_opinion");
        operator.try_claim(&scan).assert_problem(409, "needs_another_person");
        assert!(operator.claim().is_none());
        let held = boris.claim().unwrap();
        assert_eq!((held.scan.as_str(), &held.review["stage"]), (scan.as_str(), &"second_opinion".into()));
        let first = &held.review["decisions"][0];
        assert_eq!((&first["opinion"], &first["note"]), (&Value::Null, &"look".into()), "the second is not led");
        boris.try_decide(&held, "second_opinion", &json!({})).assert_problem(422, "bad_decision");
        held
    };
    // Both clear.
    let held = ask("clear".into());
    assert_eq!(boris.decide(&held, "clear", &json!({}))["state"], "decided");
    // Nothing was said: the second decides.
    assert_eq!(boris.decide(&ask(Value::Null), "clear", &json!({}))["state"], "decided");
    // One of them opens.
    assert_eq!(boris.decide(&ask("clear".into()), "open", &json!({}))["state"], "decided");
    // The first would have opened, the second clears: a supervisor decides.
    let held = ask("open".into());
    let made = boris.decide(&held, "clear", &json!({}));
    assert_eq!((&made["state"], &made["level"]), (&"escalated".into(), &2.into()));
    assert_eq!(supervisor.review(&held.scan)["decisions"][0]["opinion"], "open");
    // Taken back, it is again for the second person.
    let again = Held::of(&boris.undo(&made).json());
    assert_eq!((&again.review["stage"], &again.review["level"]), (&"second_opinion".into(), &1.into()));
    boris.decide(&again, "clear", &json!({}));
    let held = supervisor.claim().unwrap();
    assert_eq!(held.scan, again.scan);
    assert_eq!(supervisor.decide(&held, "clear", &json!({}))["state"], "decided");

    let local = Service::start(&[]);
    let scan = send_alarm(&local, "");
    let held = claim_locally(&local, &scan);
    decide_locally(&local, &held, "second_opinion", &key()).assert_problem(422, "needs_another_person");
}

#[test]
fn where_people_look_first_the_machine_s_regions_come_after() {
    let folder = site();
    let service = people::start(folder.path(), &["--review-boxes-after-first", "north", "--review-undo", "60"]);
    let (operator, boris) = (Desk::of(&service, "operator"), Desk::of(&service, "boris"));
    let auditor = Desk::of(&service, "auditor");
    let scan = operator.alarm("?lane=north");
    let item = &operator.queue("")["items"][0];
    assert_eq!((&item["top_class"], &item["risk"], &item["reasons"]), (&Value::Null, &Value::Null, &json!([])));
    let held = operator.claim().unwrap();
    let hides = |review: &Value| {
        assert_eq!((&review["regions_withheld"], &review["report"]["regions"]), (&true.into(), &json!([])));
        assert_eq!(review["report"]["reasons"][0]["code"], "withheld");
        let text = review.to_string();
        assert!(!text.contains("pistol") && !text.contains("120.0") && !text.contains("annotated\":\"/"), "{text}");
    };
    hides(&held.review);
    hides(&operator.review(&scan));
    operator.try_decide(&held, "clear", &json!({})).assert_problem(422, "first_look_missing");
    let path = format!("/v1/review/{scan}/first-look");
    let look = |desk: &Desk, action: &str| desk.ask("POST", &path, &json!({ "lease": held.token, "action": action }));
    look(&boris, "clear").assert_problem(409, "lease_lost");
    look(&operator, "not_reviewed").assert_problem(422, "bad_decision");
    let seen = look(&operator, "clear").json();
    assert_eq!((&seen["regions_withheld"], &seen["first_action"]), (&false.into(), &"clear".into()));
    assert_eq!(seen["report"]["regions"][0]["class"], "pistol");
    hides(&boris.review(&scan));
    assert_eq!(auditor.review(&scan)["regions_withheld"], false);
    // What was said first stays.
    assert_eq!(look(&operator, "open").json()["first_action"], "clear");
    let made = operator.decide(&held, "open", &json!({}));
    let decision = auditor.review(&scan)["decisions"][0].clone();
    let of = |name: &str| decision[name].as_str().unwrap().to_owned();
    assert_eq!([of("boxes"), of("first_action"), of("action")], ["after_first", "clear", "open"]);
    let looks = trail(&auditor, &scan).into_iter().find(|entry| entry["action"] == "review.first_look").unwrap();
    assert_eq!(looks["details"]["action"], "clear");
    // Taken back, the person knows the regions already.
    assert_eq!(operator.undo(&made).json()["review"]["regions_withheld"], false);

    // Whoever takes it next looks first again. Other lanes show regions at once.
    let given = format!("/v1/review/{scan}/lease?lease={}", operator.claim_this(&scan).token);
    assert_eq!(operator.ask("DELETE", &given, &Value::Null).status, 204);
    hides(&boris.claim_this(&scan).review);
    let south = operator.alarm("?lane=south");
    assert_eq!(operator.claim_this(&south).review["regions_withheld"], false);
}

#[test]
fn only_those_who_review_take_parcels_and_machines_hear_nothing_of_people() {
    let folder = site();
    let service = people::start(folder.path(), &[]);
    let operator = Desk::of(&service, "operator");
    let scan = operator.alarm("?lane=north");
    for role in ["trainer", "integrator", "administrator", "auditor"] {
        let desk = Desk::of(&service, role);
        desk.try_claim(&scan).assert_problem(403, "role_too_weak");
        let reads = ["administrator", "auditor"].contains(&role);
        assert_eq!(desk.ask("GET", "/v1/review/queue", &Value::Null).status, if reads { 200 } else { 403 }, "{role}");
    }
    let key = add_key(folder.path(), "line", &[]);
    with_key(&service, "GET", "/v1/review/queue", &key, b"").assert_problem(403, "role_too_weak");
    get(service.address, "/v1/review/queue").assert_problem(401, "not_logged_in");

    operator.claim_this(&scan);
    let mut client = crate::http::Client::connect(service.address);
    let head =
        format!("GET /v1/events?last_event_id=0 HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {key}\r\n\r\n");
    client.send(head.as_bytes());
    let mut text = client.receive_until("event: screened");
    with_key(&service, "POST", "/v1/scans?parcel=LAST", &key, &pictures::harmless());
    text += &client.receive_until("LAST");
    assert!(!text.contains("event: review") && !text.contains("operator"), "{text}");
}
