//! Parcels before people: in order, each with one person, decided once, on record.

use std::{collections::BTreeSet, thread};

use serde_json::{Value, json};

use crate::{
    http::{Client, get, post, send},
    people, pictures,
    program::{Service, eventually},
    review_desk::{Desk, Held, decide_locally, key, send_alarm, site, trail},
};

fn scans(queue: &Value) -> Vec<&str> {
    queue["items"].as_array().unwrap().iter().map(|item| item["scan_id"].as_str().unwrap()).collect()
}

fn claim(service: &Service, body: &Value) -> Option<Held> {
    let headers = [("content-type", "application/json")];
    let answer = send(service.address, "POST", "/v1/review/claim", &headers, body.to_string().as_bytes());
    (answer.status != 204).then(|| Held::of(&answer.json()))
}

#[test]
fn what_is_not_clear_comes_to_people_the_most_urgent_first() {
    let limits = ["--review-limit", "*=3600", "--review-limit", "fast=600", "--review-limit", "slow=86400"];
    let service = Service::start(&limits);
    let sent =
        |query: &str, picture: &[u8]| post(service.address, query, picture).json()["id"].as_str().unwrap().to_owned();
    let slow = sent("?lane=slow&parcel=RR473124829GB", &pictures::pistol());
    let unread = sent("?parcel=B", b"text");
    let alarm = sent("?parcel=C", &pictures::pistol());
    let fast = sent("?lane=fast&parcel=D", b"text");
    let clear = sent("?parcel=E", &pictures::harmless());
    let queue = eventually("all are queued", || {
        let queue = get(service.address, "/v1/review/queue").json();
        (queue["items"].as_array().unwrap().len() == 4).then_some(queue)
    });
    // `unread` and `alarm` have nearly the same deadline: the earlier one is first.
    assert_eq!(scans(&queue), [&*fast, &unread, &alarm, &slow]);
    assert_eq!(queue["counts"]["waiting"], 4);
    let first = &queue["items"][0];
    assert_eq!(
        (&first["state"], &first["level"], &first["machine_decision"]),
        (&"waiting".into(), &1.into(), &"UNKNOWN".into())
    );
    let item = &queue["items"][2];
    assert_eq!((&item["top_class"], &item["views"]), (&"pistol".into(), &json!(["view"])));
    assert!(item["risk"].as_f64() > first["risk"].as_f64() && item["due_at"].is_string(), "{item}");
    assert_eq!(item["reasons"][0]["code"], "region_above_threshold");
    get(service.address, &format!("/v1/review/{clear}")).assert_problem(404, "not_found");

    let list = |query: &str| {
        let queue = get(service.address, &format!("/v1/review/queue{query}")).json();
        scans(&queue).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(list("?lane=slow"), [slow.as_str()]);
    assert_eq!(list("?class=pistol"), [alarm.as_str(), &slow]);
    assert_eq!(list("?code=rr4731"), [slow.as_str()]);
    assert_eq!(list("?state=leased"), [""; 0]);
    assert_eq!(list("?held_by=anna"), [""; 0]);
    let queued = |index: usize| queue["items"][index]["queued_at"].as_str().unwrap().to_owned();
    assert_eq!(list(&format!("?from={}", queued(0))), [fast.as_str()]);
    assert_eq!(list(&format!("?to={}", queued(1))), [slow.as_str()]);
    // Page by page it is the same.
    let page = get(service.address, "/v1/review/queue?limit=3").json();
    assert_eq!(list(&format!("?limit=3&after={}", page["next"].as_str().unwrap())), [slow.as_str()]);
    for wrong in ["?limit=0", "?state=open", "?class=gun", "?after=x", "?from=x", "?page=1"] {
        get(service.address, &format!("/v1/review/queue{wrong}")).assert_problem(400, "malformed_request");
    }

    let body = json!({ "ahead": 2 });
    let headers = [("content-type", "application/json")];
    let claimed = send(service.address, "POST", "/v1/review/claim", &headers, body.to_string().as_bytes()).json();
    assert_eq!(claimed["scan_id"], fast.as_str());
    let ahead: Vec<&str> =
        claimed["ahead"].as_array().unwrap().iter().map(|next| next["scan_id"].as_str().unwrap()).collect();
    assert_eq!(ahead, [unread.as_str(), &alarm]);
    let picture = claimed["ahead"][1]["pictures"][0].as_str().unwrap();
    assert_eq!(get(service.address, picture).status, 200);
    assert_eq!(claim(&service, &json!({ "lane": "slow" })).unwrap().scan, slow);
    assert_eq!(claim(&service, &json!({ "level": 2 })).map(|held| held.scan), None);
    assert_eq!(claim(&service, &json!({})).unwrap().scan, unread);
}

#[test]
fn without_a_time_limit_the_higher_risk_is_first() {
    let service = Service::start(&[]);
    let unread = post(service.address, "", b"text").json()["id"].as_str().unwrap().to_owned();
    let alarm = send_alarm(&service, "");
    eventually("both are queued", || {
        let queue = get(service.address, "/v1/review/queue").json();
        (scans(&queue) == [&*alarm, &unread]).then_some(())
    });
}

#[test]
fn many_who_claim_at_once_never_hold_the_same_parcel() {
    const PARCELS: usize = 12;
    let folder = site();
    let service = people::start(folder.path(), &[]);
    let desks = ["operator", "boris", "supervisor", "clara"].map(|name| Desk::of(&service, name));
    for _ in 0..PARCELS {
        desks[0].alarm("");
    }
    // Each person in several windows.
    let held: Vec<Held> = thread::scope(|scope| {
        let windows: Vec<_> = (0..16)
            .map(|number| {
                let desk = &desks[number % desks.len()];
                scope.spawn(move || std::iter::from_fn(|| desk.claim()).collect::<Vec<_>>())
            })
            .collect();
        windows.into_iter().flat_map(|window| window.join().unwrap()).collect()
    });
    let parcels: BTreeSet<&str> = held.iter().map(|held| held.scan.as_str()).collect();
    assert_eq!((held.len(), parcels.len()), (PARCELS, PARCELS));
    let tokens: BTreeSet<&str> = held.iter().map(|held| held.token.as_str()).collect();
    assert_eq!(tokens.len(), PARCELS);

    // All at the same one, which nobody holds.
    let scan = desks[0].alarm("");
    let won: usize = thread::scope(|scope| {
        let tries: Vec<_> = (0..12)
            .map(|number| {
                let (desk, scan) = (&desks[number % 2], &scan);
                scope.spawn(move || (number % 2, desk.try_claim(scan)))
            })
            .collect();
        let answers: Vec<_> = tries.into_iter().map(|one| one.join().unwrap()).collect();
        let holder = desks[2].review(&scan)["held_by"].as_str().unwrap().to_owned();
        for (who, answer) in &answers {
            let is_holder = ["operator", "boris"][*who] == holder;
            assert_eq!(answer.status, if is_holder { 200 } else { 409 }, "{}", answer.text());
        }
        answers.iter().filter(|(_, answer)| answer.status == 200).count()
    });
    assert_eq!(won, 6, "the holder's other windows take over from each other, nobody else does");
}

#[test]
fn a_decision_is_on_record_with_all_that_led_to_it() {
    let folder = site();
    let service = people::start(folder.path(), &["--review-undo", "600"]);
    let (operator, auditor) = (Desk::of(&service, "operator"), Desk::of(&service, "auditor"));
    let scan = operator.alarm("?parcel=RR473124829GB&lane=north");
    let held = operator.claim().unwrap();
    assert_eq!(held.scan, scan);
    let region = &held.review["report"]["regions"][0];
    assert_eq!((&held.review["state"], &held.review["held_by"]), (&"leased".into(), &"operator".into()));
    assert_eq!((&held.review["regions_withheld"], &region["class"]), (&false.into(), &"pistol".into()));
    assert_eq!(held.review["scan"]["parcel"], "RR473124829GB");
    assert_eq!(
        held.review["policy"],
        json!({
            "boxes_after_first": false, "time_limit_ms": null, "undo_ms": 600_000, "heartbeat_ms": 10_000, "lease_ms": 30_000
        })
    );

    let regions = json!([
        { "view": "view", "box": [120, 80, 80, 80], "class": "pistol", "change": "dismissed", "of": 1, "reason": "a toy" },
    ]);
    let idempotency = key();
    let more = json!({ "regions": regions, "note": "two lines\nof note", "idempotency_key": idempotency });
    let made = operator.decide(&held, "clear", &more);
    assert_eq!((&made["state"], &made["level"]), (&"decided".into(), &1.into()));
    // Sent again, it is the same; another one with its key is refused.
    assert_eq!(operator.decide(&held, "clear", &more), made);
    operator.try_decide(&held, "open", &more).assert_problem(422, "idempotency_key_reused");
    // With another key there is no lease any more.
    operator.try_decide(&held, "open", &json!({})).assert_problem(409, "lease_lost");

    let review = auditor.review(&scan);
    assert_eq!((&review["state"], &review["held_by"]), (&"decided".into(), &Value::Null));
    assert_eq!(review["decisions"].as_array().unwrap().len(), 1);
    let decision = &review["decisions"][0];
    for (name, value) in [
        ("id", made["decision_id"].clone()),
        ("action", "clear".into()),
        ("decided_by", "operator".into()),
        ("machine_decision", "ALARM".into()),
        ("model", "cells 1".into()),
        ("took_ms", 1500.into()),
        ("note", "two lines\nof note".into()),
        ("enhancements", json!(["inverse"])),
        ("used", json!(["inverse", "edge"])),
        ("views_seen", json!(["view"])),
        ("boxes", "shown".into()),
        ("undone_at", Value::Null),
    ] {
        assert_eq!(decision[name], value, "{name}");
    }
    assert_eq!(
        (&decision["regions"][0]["change"], &decision["regions"][0]["reason"]),
        (&"dismissed".into(), &"a toy".into())
    );

    let entries = trail(&auditor, &scan);
    let entry = entries.iter().find(|entry| entry["action"] == "review.decided").unwrap();
    assert_eq!((&entry["actor"], &entry["details"]["action"]), (&"user:operator".into(), &"clear".into()));
    assert_eq!((&entry["details"]["decision"], &entry["details"]["boxes"]), (&made["decision_id"], &"shown".into()));
    assert!(entry["details"]["regions"].as_str().unwrap().contains("dismissed pistol view"), "{entry}");
    assert_eq!(entries.iter().filter(|entry| entry["action"] == "review.decided").count(), 1);
    let closed = auditor.queue("?state=decided");
    assert_eq!((scans(&closed), &closed["counts"]["decided_today"]), (vec![scan.as_str()], &1.into()));
    operator.try_claim(&scan).assert_problem(409, "review_closed");
    let chain = auditor.get(&format!("/v1/scans/{scan}/reasons"));
    assert_eq!((&chain["action"], &chain["decisions"][0]["id"]), (&"DIVERT".into(), &made["decision_id"]));
    let supervisor = Desk::of(&service, "supervisor");
    let bundle = supervisor.ask("GET", &format!("/v1/scans/{scan}/bundle"), &Value::Null);
    let file = folder.path().join("case.zip");
    std::fs::write(&file, &bundle.body).unwrap();
    crate::program::run(&["audit", "verify-bundle", file.to_str().unwrap()]).assert(0, &["nothing is wrong"]);
    let text = String::from_utf8_lossy(&bundle.body).into_owned();
    assert!(text.contains("decisions.json") && text.contains(made["decision_id"].as_str().unwrap()));
    let key = people::add_key(folder.path(), "line", &[]);
    let told = people::with_key(&service, "GET", &format!("/v1/scans/{scan}/reasons"), &key, b"").json();
    assert_eq!(told["decisions"], json!([]));
    // What the line was told stays.
    assert_eq!(auditor.get(&format!("/v1/scans/{scan}"))["action"], "DIVERT");
}

#[test]
fn a_lease_that_was_lost_decides_nothing() {
    let folder = site();
    let service = people::start(folder.path(), &["--review-heartbeat", "0.4"]);
    let (operator, boris) = (Desk::of(&service, "operator"), Desk::of(&service, "boris"));
    let auditor = Desk::of(&service, "auditor");
    let scan = operator.alarm("");
    let held = operator.claim().unwrap();
    boris.try_claim(&scan).assert_problem(409, "held_by_another");
    assert!(boris.claim().is_none());
    let path = format!("/v1/review/{scan}/lease");
    // Only the holder, with the lease, holds on to it.
    let proof = json!({ "lease": held.token });
    boris.ask("POST", &path, &proof).assert_problem(409, "lease_lost");
    boris.try_decide(&held, "clear", &json!({})).assert_problem(409, "lease_lost");
    let stranger = json!({ "lease": "00000000-0000-7000-8000-000000000000" });
    operator.ask("POST", &path, &stranger).assert_problem(409, "lease_lost");

    // Without a sign of life it comes back to the others.
    let taken = eventually("boris gets it", || boris.claim());
    assert_eq!(taken.scan, scan);
    operator.try_decide(&held, "clear", &json!({})).assert_problem(409, "lease_lost");
    operator.ask("POST", &path, &proof).assert_problem(409, "lease_lost");
    let lost = trail(&auditor, &scan).into_iter().find(|entry| entry["action"] == "review.lease_lost").unwrap();
    assert_eq!((&lost["actor"], &lost["details"]["held_by"]), (&"service".into(), &"operator".into()));
    assert_eq!(auditor.review(&scan)["decisions"], json!([]));

    // Given back, it is there at once.
    let again = eventually("someone holds it", || boris.claim().or_else(|| Some(boris.claim_this(&scan))));
    let give_back = format!("{path}?lease={}", again.token);
    assert_eq!(boris.ask("DELETE", &give_back, &Value::Null).status, 204);
    boris.ask("DELETE", &give_back, &Value::Null).assert_problem(409, "lease_lost");
    assert_eq!(auditor.review(&scan)["state"], "waiting");
    operator.claim_this(&scan);
}

#[test]
fn a_lease_that_is_renewed_holds() {
    let folder = site();
    let service = people::start(folder.path(), &["--review-heartbeat", "1"]);
    let (operator, boris) = (Desk::of(&service, "operator"), Desk::of(&service, "boris"));
    operator.alarm("");
    let held = operator.claim().unwrap();
    let path = format!("/v1/review/{}/lease", held.scan);
    let begun = std::time::Instant::now();
    while begun.elapsed() < std::time::Duration::from_secs(5) {
        let renewed = operator.ask("POST", &path, &json!({ "lease": held.token }));
        assert!(renewed.status == 200 && renewed.json()["until"].is_string(), "{}", renewed.text());
        assert!(boris.claim().is_none());
        thread::sleep(std::time::Duration::from_millis(300));
    }
    operator.decide(&held, "open", &json!({}));
}

#[test]
fn a_decision_is_taken_back_in_time_and_by_its_maker_alone() {
    let folder = site();
    let service = people::start(folder.path(), &["--review-undo", "60"]);
    let (operator, boris) = (Desk::of(&service, "operator"), Desk::of(&service, "boris"));
    let auditor = Desk::of(&service, "auditor");
    let scan = operator.alarm("");
    let made = operator.decide(&operator.claim().unwrap(), "clear", &json!({}));
    boris.undo(&made).assert_problem(403, "not_your_decision");
    let undone = operator.undo(&made);
    assert_eq!(undone.status, 200, "{}", undone.text());
    let held = Held::of(&undone.json());
    assert_eq!((held.review["state"].as_str(), held.review["held_by"].as_str()), (Some("leased"), Some("operator")));
    operator.undo(&made).assert_problem(409, "undo_over");
    assert!(boris.claim().is_none());
    let made = operator.decide(&held, "open", &json!({}));
    let decisions = auditor.review(&scan)["decisions"].clone();
    assert!(decisions[0]["undone_at"].is_string() && decisions[1]["undone_at"].is_null(), "{decisions}");
    let actions: Vec<String> =
        trail(&auditor, &scan).iter().map(|entry| entry["action"].as_str().unwrap().to_owned()).collect();
    let reviewed: Vec<&str> =
        actions.iter().map(String::as_str).filter(|action| action.starts_with("review.")).collect();
    assert_eq!(reviewed, ["review.decided", "review.undone", "review.decided"]);
    assert_eq!(made["state"], "decided");
    let none = "/v1/review/decisions/00000000-0000-7000-8000-000000000000/undo";
    operator.ask("POST", none, &Value::Null).assert_problem(404, "not_found");
    operator.ask("POST", "/v1/review/decisions/x/undo", &Value::Null).assert_problem(404, "not_found");
}

#[test]
fn a_decision_is_final_after_its_time() {
    let folder = site();
    let service = people::start(folder.path(), &["--review-undo", "0"]);
    let operator = Desk::of(&service, "operator");
    let scan = operator.alarm("");
    let made = operator.decide(&operator.claim().unwrap(), "open", &json!({}));
    operator.undo(&made).assert_problem(409, "undo_over");
    eventually("it is final", || operator.review(&scan)["decisions"][0]["final_at"].as_str().map(str::to_owned));
}

#[test]
fn listeners_hear_where_reviews_stand_and_what_is_final() {
    let service = Service::start(&["--review-undo", "0"]);
    let mut client = Client::connect(service.address);
    client.send(b"GET /v1/events HTTP/1.1\r\nhost: localhost\r\n\r\n");
    client.receive_until("\r\n\r\n");
    let scan = send_alarm(&service, "?parcel=A&lane=north");
    let mut text = client.receive_until("\"state\":\"waiting\"");
    let held = claim(&service, &json!({})).unwrap();
    text += &client.receive_until("\"state\":\"leased\"");
    assert_eq!(decide_locally(&service, &held, "open", &key()).status, 200);
    text += &client.receive_until("event: decided");
    text += &client.receive_until("\n\n");
    assert!(text.contains("event: review") && text.contains(&format!("\"scan_id\":\"{scan}\"")), "{text}");
    assert!(text.contains("\"held_by\":\"unauthenticated\"") && text.contains("\"state\":\"decided\""), "{text}");
    let last = text.split("event: decided").nth(1).unwrap();
    assert!(last.contains("\"action\":\"open\"") && last.contains("\"lane\":\"north\""), "{last}");
    assert!(!last.contains("unauthenticated"), "{last}");
}
