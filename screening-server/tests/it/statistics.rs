//! Figures, against numbers worked out by hand and intervals that were published.

use serde_json::{Value, json};
use sqlx::{Connection as _, SqliteConnection};

use crate::{
    http::{get, post},
    people::{self, log_in, with_session},
    pictures,
    program::Service,
};

/// Statements on the database of a stopped service.
fn sql(folder: &std::path::Path, statements: &[&'static str]) {
    let address = format!("sqlite://{}", folder.join("screening.sqlite").display());
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let mut connection = SqliteConnection::connect(&address).await.unwrap();
        for statement in statements {
            sqlx::query(*statement).execute(&mut connection).await.unwrap();
        }
        connection.close().await.unwrap();
    });
}

/// Scans 1 to 300, of two lanes, all received on Monday, 2026-03-02, at midnight.
const SCANS: &str = "
    INSERT INTO scans (id, source, received, scanned, lane, deadline, decision, decided)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
    SELECT printf('019cabd8-3800-7000-8000-%012x', i), 'http', 1772409600000, 1772409600000,
           CASE WHEN i <= 150 THEN 'north' ELSE 'south' END, 1772409600000, 'ALARM', 1772409600000
    FROM n";

/// Decisions about alarms, one a minute from Monday's midnight on: of the first 263 scans, 81 were cleared.
const DECISIONS: &str = "
    INSERT INTO decisions (id, scan_id, purpose, action, level, to_level, settles, decided_by, at, queued_at, took_ms,
                           regions, enhancements, used, views_seen, boxes, machine_decision, model, lane, undo_until,
                           final_at)
    SELECT printf('019cabd8-3800-7000-9000-%s', substr(id, 25)), id, 'line',
           CASE WHEN i <= 81 THEN 'clear' ELSE 'open' END, 1, 1, 1,
           CASE WHEN i % 2 = 0 THEN 'anna' ELSE 'bert' END, 1772409600000 + 60000 * (i - 1), 1772409600000, 1000 * i,
           '[]', '[]', '[]', '[]', 'shown', 'ALARM', 'cells 1', lane, 1772409600000, 1772409600000
    FROM (SELECT *, row_number() OVER (ORDER BY id) AS i FROM scans) WHERE i <= 263";

/// What is in no rate: an escalation, a decision that was taken back, and one of a second review.
const OTHERS: &str = "
    INSERT INTO decisions (id, scan_id, purpose, action, level, to_level, settles, decided_by, at, queued_at, took_ms,
                           regions, enhancements, used, views_seen, boxes, machine_decision, model, lane, undo_until,
                           undone_at)
    SELECT printf('019cabd8-3800-7000-a000-%s', substr(id, 25)), id,
           CASE i WHEN 266 THEN 'quality' ELSE 'line' END, CASE i WHEN 264 THEN 'escalate' ELSE 'clear' END, 1, 1,
           i <> 264, 'anna', 1772409600000 + 86400000, 1772409600000, 2000,
           '[]', '[]', '[]', '[]', 'shown', 'ALARM', 'cells 1', lane, 1772409600000,
           CASE i WHEN 265 THEN 1772496000000 END
    FROM (SELECT *, row_number() OVER (ORDER BY id) AS i FROM scans) WHERE i BETWEEN 264 AND 266";

/// Outcomes of 49 parcels that were opened: nothing in 48, a pistol and 12 cartridges in the last, corrected once.
const OUTCOMES: &str = r#"
    INSERT INTO outcomes (scan, version, at, recorded_by, found, body)
    SELECT id, 1, 1772409600000 + 3600000, 'user:anna', 0, '{"found":false,"items":[],"declared":null,"note":null,"photos":[]}'
    FROM (SELECT *, row_number() OVER (ORDER BY id) AS i FROM scans) WHERE i BETWEEN 131 AND 179
    UNION ALL
    SELECT id, 2, 1772409600000 + 7200000, 'user:anna', 1, '{"found":true,"items":[
        {"class":"pistol","quantity":1,"calibre":null,"marking":null,"note":null},
        {"class":"cartridge","quantity":12,"calibre":null,"marking":null,"note":null}],
        "declared":null,"note":null,"photos":[]}'
    FROM (SELECT *, row_number() OVER (ORDER BY id) AS i FROM scans) WHERE i = 179"#;

/// Second reviews of 148 cleared parcels of the second week: 15 would have been opened.
const DRAWS: [&str; 2] = [
    "INSERT INTO quality_draws (scan, source, lane, cleared_at, cleared_by, model, share, seed, drawn_at)
     SELECT id, 'person', lane, 1772409600000 + 8 * 86400000, 'anna', 'cells 1', 0.5, '7', 1772409600000
     FROM (SELECT *, row_number() OVER (ORDER BY id) AS i FROM scans) WHERE i <= 150",
    "INSERT INTO decisions (id, scan_id, purpose, action, level, to_level, settles, decided_by, at, queued_at, took_ms,
                            regions, enhancements, used, views_seen, boxes, machine_decision, lane, undo_until, final_at)
     SELECT printf('019cabd8-3800-7000-b000-%s', substr(id, 25)), id, 'quality',
            CASE WHEN i <= 15 THEN 'open' WHEN i <= 148 THEN 'clear' ELSE 'not_reviewed' END, 1, 1, 1, 'bert',
            1772409600000 + 9 * 86400000, 1772409600000, 1000, '[]', '[]', '[]', '[]', 'shown', 'ALARM', lane,
            1772409600000, 1772409600000
     FROM (SELECT *, row_number() OVER (ORDER BY id) AS i FROM scans) WHERE i <= 149",
];

#[track_caller]
fn assert_rate(found: &Value, count: u64, of: u64, interval: [f64; 2]) {
    assert_eq!((&found["count"], &found["of"]), (&count.into(), &of.into()), "{found}");
    for (end, expected) in [("low", interval[0]), ("high", interval[1])] {
        assert!((found[end].as_f64().unwrap() - expected).abs() < 0.00005, "{end}: {found}");
    }
}

#[test]
fn rates_and_intervals_are_those_worked_out_by_hand() {
    let folder = people::site();
    people::start(folder.path(), &[]).signal("TERM");
    // Opened once more when the lock is given back.
    let statements = [&[SCANS, DECISIONS, OTHERS, OUTCOMES][..], &DRAWS].concat();
    crate::program::eventually("the service has ended", || {
        crate::program::run(&["user", "list", "--data", folder.path().to_str().unwrap()]).code.eq(&0).then_some(())
    });
    sql(folder.path(), &statements);
    let service = people::start(folder.path(), &[]);
    let supervisor = log_in(&service, "supervisor");
    let ask = |path: &str| {
        let answer = with_session(&service, "GET", path, &supervisor, "");
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    };
    let week = "from=2026-03-02T00:00:00Z&to=2026-03-09T00:00:00Z";

    // 263 decisions, one a minute: 60 in each of the first four hours, 23 in the fifth, the escalation a day later.
    let hours = ask(&format!("/v1/statistics/decisions?by=hour&{week}"));
    let starts: Vec<(&str, u64)> = hours["buckets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|bucket| (bucket["start"].as_str().unwrap(), bucket["figures"]["decisions"].as_u64().unwrap()))
        .collect();
    let expected = [
        ("2026-03-02T00:00:00.000Z", 60),
        ("2026-03-02T01:00:00.000Z", 60),
        ("2026-03-02T02:00:00.000Z", 60),
        ("2026-03-02T03:00:00.000Z", 60),
        ("2026-03-02T04:00:00.000Z", 23),
        ("2026-03-03T00:00:00.000Z", 1),
    ];
    assert_eq!(starts, expected);
    // Newcombe's first example: 81 of 263.
    let total = &hours["total"];
    assert_rate(&total["override"], 81, 263, [0.2553, 0.3662]);
    let actions =
        ["clear", "open", "escalate", "second_opinion", "not_reviewed"].map(|name| total[name].as_u64().unwrap());
    assert_eq!(actions, [81, 182, 1, 0, 0]);
    // 1 + 2 + ... + 263 seconds and 2 more, over 264 decisions.
    let mean = (1000.0 * (263.0 * 264.0 / 2.0) + 2000.0) / 264.0;
    assert!((total["mean_took_ms"].as_f64().unwrap() - mean).abs() < 1e-6, "{total}");
    // All 49 with an outcome were opened; one of them held something.
    assert_eq!((&total["hit"]["count"], &total["hit"]["of"]), (&1.into(), &49.into()));

    let days = ask(&format!("/v1/statistics/decisions?by=day&group=operator&{week}"));
    let of = |group: &str| -> Vec<u64> {
        let buckets = days["buckets"].as_array().unwrap().iter().filter(|bucket| bucket["group"] == group);
        buckets.map(|bucket| bucket["figures"]["decisions"].as_u64().unwrap()).collect()
    };
    assert_eq!((of("anna"), of("bert")), (vec![131, 1], vec![132]));
    let weeks = ask(&format!("/v1/statistics/decisions?by=week&group=lane&{week}"));
    let lanes: Vec<(&Value, &Value)> = weeks["buckets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|bucket| (&bucket["group"], &bucket["figures"]["decisions"]))
        .collect();
    assert_eq!(lanes, [(&"north".into(), &150.into()), (&"south".into(), &114.into())]);

    // Of the outcomes on record, 20 are of the lane north, and nothing was found: Newcombe's third example. Of the 29
    // of the lane south, one held something: his fourth.
    let outcomes = ask(&format!("/v1/statistics/outcomes?{week}"));
    assert_rate(&outcomes["lanes"][0]["hit"], 0, 20, [0.0, 0.1611]);
    assert_rate(&outcomes["lanes"][1]["hit"], 1, 29, [0.0061, 0.1718]);
    assert_eq!(
        outcomes["classes"],
        json!([{ "class": "pistol", "parcels": 1, "pieces": 1 }, { "class": "cartridge", "parcels": 1, "pieces": 12 }])
    );
    // 182 were to be opened.
    assert_eq!(outcomes["missing"], 182 - 49);

    // The draws are of the week after: 15 of 148 is Newcombe's second example. One waits, one came too late for anyone.
    let quality = ask("/v1/statistics/quality?group=week&from=2026-03-02T00:00:00Z&to=2026-03-30T00:00:00Z");
    let rows = quality["rows"].as_array().unwrap();
    assert_eq!([&rows[0]["week"], &rows[1]["week"]], ["2026-03-02T00:00:00.000Z", "2026-03-09T00:00:00.000Z"]);
    assert_rate(&rows[0]["override"], 81, 263, [0.2553, 0.3662]);
    assert_rate(&rows[1]["person"]["miss"], 15, 148, [0.0624, 0.1605]);
    let counts = ["drawn", "waiting", "not_reviewed"].map(|name| rows[1]["person"][name].as_u64().unwrap());
    assert_eq!((counts, rows.len()), ([150, 1, 1], 2));
    assert_eq!(quality["total"]["person"]["miss"], rows[1]["person"]["miss"]);
}

#[test]
fn live_figures_count_what_lanes_are_answered() {
    let service = Service::start(&[]);
    for (lane, picture) in
        [("a", pictures::harmless()), ("a", pictures::harmless()), ("a", pictures::pistol()), ("b", b"none".to_vec())]
    {
        assert_eq!(post(service.address, &format!("?lane={lane}"), &picture).status, 200);
    }
    let figures = get(service.address, "/v1/statistics/lanes?minutes=10").json();
    let lanes = figures["lanes"].as_array().unwrap();
    assert_eq!((lanes.len(), &lanes[0]["lane"], &lanes[0]["scans"]), (2, &"a".into(), &3.into()));
    assert_eq!(lanes[0]["per_minute"], 0.3);
    assert_eq!((&lanes[0]["clear"]["count"], &lanes[0]["clear"]["of"]), (&2.into(), &3.into()));
    let known = &figures["total"]["unknown"];
    assert_eq!((&known["count"], &known["of"], &figures["total"]["scans"]), (&1.into(), &4.into(), &4.into()));
    assert_eq!((&lanes[1]["unknown"]["rate"], &lanes[0]["missed_deadlines"]["count"]), (&1.0.into(), &0.into()));
    get(service.address, "/v1/statistics/lanes?minutes=0").assert_problem(400, "malformed_request");
    for wrong in ["decisions?by=month", "decisions?from=yesterday", "quality?group=operator", "outcomes?size=1"] {
        get(service.address, &format!("/v1/statistics/{wrong}")).assert_problem(400, "malformed_request");
    }
    let long = "decisions?by=hour&from=2020-01-01T00:00:00Z";
    let refused = get(service.address, &format!("/v1/statistics/{long}")).assert_problem(400, "malformed_request");
    assert!(refused["detail"].as_str().unwrap().contains("31 days"), "{refused}");
}
