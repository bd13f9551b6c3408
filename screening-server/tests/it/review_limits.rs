//! Time limits: what nobody decides in time is not reviewed, and never clear; whatever happens to the service.

use std::{fs, time::Duration};

use serde_json::{Value, json};

use crate::{
    http::{get, send},
    people,
    program::{Service, eventually},
    receiver::Receiver,
    review_desk::{Desk, Held, claim_locally, decide_locally, key, send_alarm, site, trail},
};

#[test]
fn a_parcel_that_nobody_decides_in_time_is_not_reviewed_even_while_it_is_held() {
    let folder = site();
    let service = people::start(folder.path(), &["--review-limit", "short=4", "--review-undo", "60"]);
    let (operator, auditor) = (Desk::of(&service, "operator"), Desk::of(&service, "auditor"));
    let waits = operator.alarm("?lane=short");
    let taken = operator.alarm("?lane=short");
    let other = operator.alarm("?lane=long");
    let held = operator.claim_this(&taken);
    assert!(held.review["due_at"].is_string() && held.review["policy"]["time_limit_ms"] == 4000, "{}", held.review);
    for scan in [&waits, &taken] {
        eventually("its time is over", || (auditor.review(scan)["state"] == "not_reviewed").then_some(()));
        let review = auditor.review(scan);
        let decision = &review["decisions"][0];
        assert_eq!((&decision["action"], &decision["decided_by"]), (&"not_reviewed".into(), &"service".into()));
        assert_eq!((&decision["settles"], &decision["machine_decision"]), (&true.into(), &"ALARM".into()));
        let entry = trail(&auditor, scan).into_iter().find(|entry| entry["action"] == "review.not_reviewed").unwrap();
        let holder = if *scan == taken { json!("operator") } else { Value::Null };
        assert_eq!((&entry["actor"], &entry["details"]["held_by"]), (&"service".into(), &holder));
        operator.try_claim(scan).assert_problem(409, "review_closed");
    }
    operator.try_decide(&held, "clear", &json!({})).assert_problem(409, "lease_lost");
    let id = auditor.review(&taken)["decisions"][0]["id"].clone();
    operator.undo(&json!({ "decision_id": id })).assert_problem(403, "not_your_decision");
    assert_eq!(auditor.review(&taken)["decisions"].as_array().unwrap().len(), 1);
    assert_eq!(auditor.review(&other)["state"], "waiting");
    let counts = &auditor.queue("")["counts"];
    assert_eq!((&counts["not_reviewed_today"], &counts["decided_today"]), (&2.into(), &0.into()));
    assert_eq!(auditor.get(&format!("/v1/scans/{taken}"))["action"], "DIVERT");
}

#[test]
fn leases_limits_and_decisions_survive_a_kill() {
    let data = tempfile::tempdir().unwrap();
    let options = ["--review-limit", "short=5", "--review-heartbeat", "20", "--review-undo", "3"];
    let service = Service::start_in(data.path(), &options);
    let short = send_alarm(&service, "?lane=short");
    let (kept, done) = (send_alarm(&service, ""), send_alarm(&service, ""));
    let (held, decided) = (claim_locally(&service, &kept), claim_locally(&service, &done));
    let once = key();
    let made = decide_locally(&service, &decided, "clear", &once).json();
    service.kill();

    // Longer than the limit, so that it ends while nobody is there.
    std::thread::sleep(Duration::from_secs(5));
    let service = Service::start_in(data.path(), &options);
    let state = |scan: &str| get(service.address, &format!("/v1/review/{scan}")).json();
    eventually("its time is over", || (state(&short)["state"] == "not_reviewed").then_some(()));
    assert_eq!(state(&short)["decisions"][0]["action"], "not_reviewed");
    // The decision is there once, and final.
    assert_eq!(decide_locally(&service, &decided, "clear", &once).json(), made);
    eventually("it is final", || state(&done)["decisions"][0]["final_at"].as_str().map(str::to_owned));
    assert_eq!(state(&done)["decisions"].as_array().unwrap().len(), 1);
    // Who held a parcel holds it.
    assert_eq!(state(&kept)["state"], "leased");
    assert_eq!(decide_locally(&service, &held, "open", &key()).status, 200);
    service.kill();
    let ran = crate::program::run(&["audit", "verify", "--data", data.path().to_str().unwrap()]);
    ran.assert(0, &["nothing is wrong"]);
}

#[test]
fn what_was_screened_while_nobody_looked_comes_to_people_after_a_kill() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_in(data.path(), &[]);
    let sent: Vec<String> = (0..6).map(|_| send_alarm(&service, "")).collect();
    service.kill();
    let service = Service::start_in(data.path(), &[]);
    eventually("all are queued, each once", || {
        let queue = get(service.address, "/v1/review/queue").json();
        let mut found: Vec<String> = queue["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["scan_id"].as_str().unwrap().to_owned())
            .collect();
        found.sort();
        (found == sent).then_some(())
    });
}

#[test]
fn webhooks_are_told_when_a_decision_is_final_and_figures_count_it() {
    let receiver = Receiver::start();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("hook.secret"), "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=").unwrap();
    let file = folder.path().join("webhooks.toml");
    let text = format!(
        "allow = [\"127.0.0.0/8\"]\n[[hooks]]\nname = \"site\"\nurl = \"{}\"\nsecret_file = \"hook.secret\"\n\
         events = [\"parcel.decided\"]\n",
        receiver.url()
    );
    fs::write(&file, text).unwrap();
    let options = ["--webhooks", file.to_str().unwrap(), "--review-undo", "2", "--review-limit", "short=1"];
    let service = Service::start(&options);
    let scan = send_alarm(&service, "?lane=north&parcel=A");
    let held = claim_locally(&service, &scan);
    // Taken back, it is told to nobody.
    let made = decide_locally(&service, &held, "open", &key()).json();
    let undo = format!("/v1/review/decisions/{}/undo", made["decision_id"].as_str().unwrap());
    let held = Held::of(&send(service.address, "POST", &undo, &[], b"").json());
    let made = decide_locally(&service, &held, "clear", &key()).json();
    let first = receiver.wait_for(1)[0].json();
    assert_eq!((&first["type"], &first["data"]["scan"]["parcel"]), (&"parcel.decided".into(), &"A".into()));
    let decision = &first["data"]["decision"];
    assert_eq!(
        (&decision["id"], &decision["action"], &decision["level"]),
        (&made["decision_id"], &"clear".into(), &1.into())
    );
    assert!(!first.to_string().contains("unauthenticated"), "{first}");

    let short = send_alarm(&service, "?lane=short");
    let second = receiver.wait_for(2)[1].json();
    assert_eq!(second["data"]["decision"]["action"], "not_reviewed");
    assert_eq!((&second["data"]["scan"]["id"], &second["data"]["scan"]["decision"]), (&short.into(), &"ALARM".into()));
    assert_eq!(receiver.received().len(), 2);

    let waiting = send_alarm(&service, "");
    let text = eventually("the figures are there", || {
        let text = get(service.address, "/metrics").text();
        let queued = text.contains("screening_review_queue{state=\"waiting\"} 1");
        queued.then_some(text)
    });
    for line in [
        "screening_review_decisions_total{action=\"clear\",machine=\"ALARM\",lane=\"north\"} 1",
        "screening_review_decisions_total{action=\"not_reviewed\",machine=\"ALARM\",lane=\"short\"} 1",
        "screening_review_wait_seconds_count{lane=\"north\"} 1",
        "screening_review_oldest_seconds",
    ] {
        assert!(text.contains(line), "{line} is not in: {text}");
    }
    assert_eq!(get(service.address, &format!("/v1/review/{waiting}")).status, 200);
}
