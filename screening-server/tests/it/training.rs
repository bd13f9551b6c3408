//! A trainer's and two trainees' way: make an exercise, do it, see the right scores.

use std::{path::Path, thread, time::Duration};

use serde_json::{Value, json};

use crate::{
    http::Answer,
    people::{add_user, log_in, site, start, with_session},
    program::{Service, eventually, run},
};

/// A running service with a trainer, and trainees called `perfect` and `yes`.
struct School {
    service: Service,
    trainer: String,
}

impl School {
    fn open(folder: &Path) -> Self {
        let service = start(folder, &[]);
        let trainer = log_in(&service, "trainer");
        Self { service, trainer }
    }

    fn ask(&self, who: &str, method: &str, path: &str, body: &Value) -> Answer {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        with_session(&self.service, method, path, who, &body)
    }

    #[track_caller]
    fn get(&self, who: &str, path: &str) -> Value {
        let answer = self.ask(who, "GET", path, &Value::Null);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    #[track_caller]
    fn post(&self, who: &str, path: &str, body: &Value) -> Value {
        let answer = self.ask(who, "POST", path, body);
        assert!(answer.status < 300, "{path}: {}", answer.text());
        answer.json()
    }

    /// Makes an exercise, waits for its items, publishes and assigns it; gives its path.
    fn exercise(&self, rules: &Value) -> String {
        let made = self.post(&self.trainer, "/v1/exercises", &json!({ "title": "A drill", "rules": rules }));
        let path = format!("/v1/exercises/{}", made["id"].as_str().unwrap());
        self.publish(&path, 1);
        let trainees = json!({ "trainees": ["perfect", "yes"] });
        assert_eq!(self.ask(&self.trainer, "PUT", &format!("{path}/trainees"), &trainees).status, 200);
        path
    }

    fn publish(&self, path: &str, version: usize) {
        let state = eventually("the items are made", || {
            let state = self.get(&self.trainer, path)["versions"][version - 1].clone();
            (state["state"] != "generating").then_some(state)
        });
        assert_eq!((&state["state"], &state["made"]), (&json!("ready"), &state["total"]), "{state}");
        self.post(&self.trainer, &format!("{path}/versions/{version}/publish"), &Value::Null);
    }

    fn picture(&self, who: &str, path: &str) -> Vec<u8> {
        let answer = self.ask(who, "GET", path, &Value::Null);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("image/png")), "{path}");
        answer.body
    }

    /// The pictures of a version with what is right.
    fn key(&self, path: &str) -> Vec<(Vec<u8>, Value)> {
        let items = self.get(&self.trainer, &format!("{path}/versions/1/items"))["items"].clone();
        let items = items.as_array().unwrap().iter().enumerate();
        let of = |(number, item): (usize, &Value)| {
            let picture = self.picture(&self.trainer, &format!("{path}/versions/1/items/{number}/picture"));
            (picture, item["truth"].clone())
        };
        items.map(of).collect()
    }

    fn begin(&self, who: &str, path: &str) -> String {
        let id = path.rsplit('/').next().unwrap();
        let session = self.post(who, "/v1/training/sessions", &json!({ "exercise": id }));
        format!("/v1/training/sessions/{}", session["id"].as_str().unwrap())
    }

    /// Answers all items that are left, up to `most`; `say` is given the picture.
    fn answer(&self, who: &str, session: &str, most: usize, say: impl Fn(&[u8]) -> Value) -> Vec<Value> {
        let mut judged = Vec::new();
        while judged.len() < most {
            let next = self.post(who, &format!("{session}/next"), &Value::Null);
            let Some(position) = next["item"]["position"].as_u64() else { break };
            assert!(!next.to_string().contains("truth") && !next.to_string().contains("pistol"), "{next}");
            let picture = self.picture(who, &format!("{session}/items/{position}/picture"));
            let body = json!({ "position": position, "answer": say(&picture) });
            judged.push(self.post(who, &format!("{session}/answers"), &body)["judged"].clone());
        }
        judged
    }
}

fn people() -> tempfile::TempDir {
    let folder = site();
    for name in ["perfect", "yes"] {
        add_user(folder.path(), name, "operator").assert(0, &[]);
    }
    folder
}

fn close(value: &Value, expected: f64) -> bool {
    value.as_f64().is_some_and(|value| (value - expected).abs() < 1e-9)
}

#[test]
fn a_perfect_and_a_guessing_trainee_get_the_scores_that_they_earned() {
    let folder = people();
    let school = School::open(folder.path());
    let (perfect, yes) = (log_in(&school.service, "perfect"), log_in(&school.service, "yes"));
    let rules = json!({ "kind": "free_search", "items": 6, "picture_side": 160, "classes": ["pistol"], "seed": 7 });
    let path = school.exercise(&rules);
    let key = school.key(&path);
    let truth = |picture: &[u8]| key.iter().find(|(known, _)| known == picture).unwrap().1["threat"].clone();

    let session = school.begin(&perfect, &path);
    let judged = school.answer(&perfect, &session, 9, |picture| match truth(picture)["bbox"].as_array() {
        None => json!({ "threat": false }),
        Some(bbox) => {
            let at = |n: usize| bbox[n].as_f64().unwrap() + bbox[n + 2].as_f64().unwrap() / 2.0;
            json!({ "threat": true, "marks": [[at(0), at(1)]] })
        }
    });
    assert_eq!(judged.len(), 6);
    assert!(judged.iter().all(|judged| judged["correct"] == true), "{judged:?}");
    let session_of_yes = school.begin(&yes, &path);
    school.answer(&yes, &session_of_yes, 9, |_| json!({ "threat": true, "marks": [[-50, -50]] }));

    let result = school.get(&perfect, &format!("{session}/result"));
    let scores = &result["scores"];
    assert_eq!([&scores["hits"], &scores["correct_rejections"]], [3, 3], "{scores}");
    // scipy: norm.ppf(3.5 / 4) - norm.ppf(0.5 / 4)
    assert!(close(&scores["d_prime"]["value"], 2.300_698_760_752_016), "{scores}");
    assert!(close(&scores["a_prime"]["value"], 1.0) && close(&scores["localisation"]["value"], 1.0), "{scores}");
    assert_eq!(result["answers"].as_array().unwrap().len(), 6);

    let sheet = school.get(&school.trainer, &format!("{path}/scores"));
    let of_yes = &sheet["trainees"][1];
    assert_eq!(of_yes["trainee"], "yes");
    let scores = &of_yes["sheet"]["overall"];
    assert_eq!([&scores["hits"], &scores["false_alarms"]], [3, 3], "{scores}");
    assert!(close(&scores["d_prime"]["value"], 0.0) && close(&scores["a_prime"]["value"], 0.5), "{scores}");
    assert!(close(&scores["localisation"]["value"], 0.0), "{scores}");
    let factor = &of_yes["sheet"]["by_factor"][0];
    assert_eq!((&factor["factor"], &factor["level"]), (&json!("class"), &json!("pistol")));
    assert_eq!(of_yes["sheet"]["by_week"].as_array().unwrap().len(), 1);

    let csv = school.ask(&school.trainer, "GET", &format!("{path}/scores.csv"), &Value::Null);
    let text = csv.text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((csv.header("content-type"), lines.len()), (Some("text/csv"), 3), "{text}");
    assert!(lines[1].starts_with("perfect,6,0,3,0,0,3,1,"), "{text}");
    assert!(lines.iter().all(|line| line.split(',').count() == lines[0].split(',').count()), "{text}");

    // One other person is no group: nothing is told of them.
    let own = school.get(&perfect, "/v1/training/scores");
    assert!(own["group"]["d_prime"].is_null() && own["group"]["smallest_group"] == 5, "{own}");
    assert!(close(&own["sheet"]["overall"]["hit_rate"]["value"], 1.0) && !own.to_string().contains("\"yes\""), "{own}");
    school.ask(&perfect, "GET", &format!("{path}/scores"), &Value::Null).assert_problem(403, "role_too_weak");
}

#[test]
fn an_interrupted_session_goes_on_and_nothing_can_be_answered_twice() {
    let folder = people();
    let school = School::open(folder.path());
    let perfect = log_in(&school.service, "perfect");
    let rules = json!({ "kind": "click_threat", "items": 3, "picture_side": 160, "classes": ["revolver"] });
    let path = school.exercise(&rules);
    let session = school.begin(&perfect, &path);
    assert_eq!(school.answer(&perfect, &session, 1, |_| json!({ "marks": [[1, 1]] })).len(), 1);
    let next = school.post(&perfect, &format!("{session}/next"), &Value::Null);
    assert_eq!(next["item"]["position"], 1);

    school.service.kill();
    let school = School::open(folder.path());
    let (perfect, yes) = (log_in(&school.service, "perfect"), log_in(&school.service, "yes"));
    assert_eq!(school.begin(&perfect, &path), session, "the open session goes on");
    let shown = school.get(&perfect, &session);
    assert_eq!((&shown["answered"], &shown["item"]["position"]), (&json!(1), &json!(1)), "{shown}");

    let answers = format!("{session}/answers");
    let say = |position: u32, answer: Value| {
        school.ask(&perfect, "POST", &answers, &json!({ "position": position, "answer": answer }))
    };
    let click = || json!({ "marks": [[80, 60]] });
    school.ask(&yes, "GET", &session, &Value::Null).assert_problem(404, "not_found");
    let alone = format!("{session}/items/1/alone");
    school.ask(&perfect, "GET", &alone, &Value::Null).assert_problem(404, "not_found");
    say(0, click()).assert_problem(409, "already_answered");
    say(2, click()).assert_problem(409, "not_handed_out");
    say(1, json!({ "threat": true })).assert_problem(400, "bad_answer");
    school.ask(&perfect, "GET", &format!("{session}/result"), &Value::Null).assert_problem(409, "session_open");

    let answered = say(1, click());
    assert_eq!(answered.status, 200, "{}", answered.text());
    let judged = answered.json()["judged"].clone();
    assert_eq!(judged["truth"]["threat"]["class"], "revolver");
    school.picture(&perfect, &alone);
    say(1, json!({ "marks": [[1, 1]] })).assert_problem(409, "already_answered");
    school.post(&perfect, &format!("{session}/end"), &Value::Null);
    say(1, click()).assert_problem(409, "session_ended");
    let result = school.get(&perfect, &format!("{session}/result"));
    assert_eq!(result["answers"][1], judged, "the first answer holds");
    assert_eq!(result["scores"]["answered"], 2);
}

#[test]
fn time_is_the_services_and_feedback_can_wait_for_the_end() {
    let folder = people();
    let school = School::open(folder.path());
    let yes = log_in(&school.service, "yes");
    let rules =
        json!({ "kind": "inspectable", "items": 2, "picture_side": 160, "time_limit_s": 1, "feedback": "at_end" });
    let path = school.exercise(&rules);
    let session = school.begin(&yes, &path);
    let next = school.post(&yes, &format!("{session}/next"), &Value::Null);
    assert!(next["item"]["left_ms"].as_i64().unwrap() <= 1000, "{next}");
    let say = || json!({ "position": 0, "answer": { "choice": 0 } });
    // A second, and two for the way.
    thread::sleep(Duration::from_millis(3100));
    let answered = school.post(&yes, &format!("{session}/answers"), &say());
    assert!(answered["judged"].is_null(), "{answered}");
    school.post(&yes, &format!("{session}/end"), &Value::Null);
    let result = school.get(&yes, &format!("{session}/result"));
    assert_eq!((&result["answers"][0]["late"], &result["answers"][0]["answer"]["choice"]), (&json!(true), &json!(0)));
    assert_eq!((&result["scores"]["late"], &result["scores"]["answered"]), (&json!(1), &json!(0)));
    assert!(result["scores"]["correct"].is_null(), "{result}");
}

#[test]
fn versions_stay_as_they_are_and_wrong_wishes_are_told() {
    let folder = people();
    let school = School::open(folder.path());
    let (trainer, yes) = (school.trainer.clone(), log_in(&school.service, "yes"));
    let path = school.exercise(&json!({ "kind": "match_part", "items": 1, "picture_side": 160 }));
    let before = school.get(&trainer, &format!("{path}/versions/1/items"));
    let session = school.begin(&yes, &path);
    let next = school.post(&yes, &format!("{session}/next"), &Value::Null);
    assert_eq!(next["item"]["choices"].as_array().unwrap().len(), 3);
    let pictures: Vec<Vec<u8>> =
        (0..3).map(|n| school.picture(&yes, &format!("{session}/items/0/choice-{n}"))).collect();
    assert!(pictures[0] != pictures[1] && pictures[1] != pictures[2]);

    let everyday = json!({ "kind": "everyday", "items": 2, "picture_side": 160 });
    let made = school.post(&trainer, &format!("{path}/versions"), &everyday);
    assert_eq!(made["versions"].as_array().unwrap().len(), 2);
    assert_eq!(school.get(&trainer, &format!("{path}/versions/1/items")), before);
    assert_eq!(school.get(&yes, "/v1/training")["exercises"][0]["kind"], "match_part");
    school.publish(&path, 2);
    assert_eq!(school.get(&yes, "/v1/training")["exercises"][0]["kind"], "everyday");
    assert_eq!(school.get(&yes, &session)["kind"], "match_part", "a session keeps its version");

    let post = |who: &str, path: &str, body: Value| school.ask(who, "POST", path, &body);
    let new = |rules: Value| json!({ "title": "x", "rules": rules });
    post(&yes, "/v1/exercises", new(everyday.clone())).assert_problem(403, "role_too_weak");
    let none = post(&trainer, "/v1/exercises", new(json!({ "kind": "yes_no", "items": 0 })));
    none.assert_problem(400, "bad_rules");
    let unknown = post(&trainer, "/v1/exercises", new(json!({ "kind": "yes_no", "classes": ["sabre"] })));
    unknown.assert_problem(422, "malformed_request");
    // No threat is as bare as that: it is said why the version cannot be made.
    let hopeless = json!({ "kind": "click_threat", "items": 1, "picture_side": 160, "classes": ["bullet"],
                           "superposition": [0.0, 0.0001] });
    let id = post(&trainer, "/v1/exercises", new(hopeless)).json()["id"].as_str().unwrap().to_owned();
    post(&trainer, &format!("/v1/exercises/{id}/versions/1/publish"), Value::Null)
        .assert_problem(409, "exercise_not_ready");
    let failed = eventually("the version fails", || {
        let version = school.get(&trainer, &format!("/v1/exercises/{id}"))["versions"][0].clone();
        (version["state"] == "failed").then_some(version)
    });
    assert!(failed["fault"].as_str().unwrap().contains("widen the ranges"), "{failed}");
    let begin = json!({ "exercise": id });
    post(&yes, "/v1/training/sessions", begin.clone()).assert_problem(404, "not_assigned");
    let assign = |names: Value| {
        school.ask(&trainer, "PUT", &format!("/v1/exercises/{id}/trainees"), &json!({ "trainees": names }))
    };
    assign(json!(["yes", "nobody"])).assert_problem(400, "no_account");
    assert_eq!(assign(json!(["yes"])).status, 200);
    post(&yes, "/v1/training/sessions", begin).assert_problem(409, "not_published");
}

#[test]
fn an_exercise_leaves_the_service_as_packages_and_questions() {
    let folder = people();
    let school = School::open(folder.path());
    let path = school.exercise(&json!({ "kind": "name_class", "items": 1, "picture_side": 160, "classes": ["barrel"],
                                        "languages": ["fr"] }));
    let export = |format: &str| {
        school.ask(&school.trainer, "GET", &format!("{path}/versions/1/export?format={format}"), &Value::Null)
    };
    for (format, description) in
        [("scorm12", "1.2</schemaversion>"), ("scorm2004", "2004 4th"), ("cmi5", "masteryScore")]
    {
        let answer = export(format);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/zip")), "{format}");
        // Files are stored as they are.
        let text = String::from_utf8_lossy(&answer.body);
        assert!(text.contains(description) && text.contains("player/player.html"), "{format}");
        assert!(text.contains("\"class\":\"barrel\"") && text.contains("i18n/fr.ftl"), "{format}");
        assert!(text.contains("i18n/en.ftl") && !text.contains("i18n/es.ftl"), "{format}");
        assert!(!text.contains("content-sha256\" content=\"\""), "{format}");
    }
    let file = folder.path().join("package.zip");
    let id = path.rsplit('/').next().unwrap();
    let (data, out) = (folder.path().to_str().unwrap(), file.to_str().unwrap());
    let command = ["exercise", "export", id, "--format", "scorm2004", "--out", out, "--data", data];
    run(&command).assert(0, &["version 1 of 'A drill'"]);
    assert_eq!(std::fs::read(&file).unwrap(), export("scorm2004").body);
    run(&command).assert(3, &["name a file that is not there yet"]);
    let moodle = export("moodle");
    assert_eq!((moodle.status, moodle.header("content-type")), (200, Some("application/xml")));
    let text = moodle.text();
    assert!(
        text.contains("<question type=\"multichoice\">") && text.matches("fraction=\"100\"").count() == 1,
        "{text}"
    );
    export("docx").assert_problem(400, "malformed_request");
    export("moodle&language=es").assert_problem(400, "malformed_request");
    export("pdf&language=xx").assert_problem(400, "malformed_request");
    let of_operator = log_in(&school.service, "operator");
    let refused = school.ask(&of_operator, "GET", &format!("{path}/versions/1/export?format=moodle"), &Value::Null);
    refused.assert_problem(403, "role_too_weak");
}

#[test]
fn an_exercise_is_printed_and_asked_in_each_of_its_languages() {
    let folder = people();
    let school = School::open(folder.path());
    let rules = json!({ "kind": "free_search", "items": 5, "picture_side": 160, "classes": ["pistol"], "seed": 2 });
    let made = json!({ "title": "Pistols among tools", "rules": rules,
                       "lead": { "en": "Look for a grip at an angle.", "ar": "ابحث عن مقبض." } });
    let made = school.post(&school.trainer, "/v1/exercises", &made);
    let path = format!("/v1/exercises/{}", made["id"].as_str().unwrap());
    school.publish(&path, 1);
    let export = |format: &str| {
        let path = format!("{path}/versions/1/export?format={format}");
        let answer = school.ask(&school.trainer, "GET", &path, &Value::Null);
        assert_eq!(answer.status, 200, "{format}: {}", answer.text());
        answer
    };
    let pdf = export("pdf");
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
    let file = folder.path().join("sheet.pdf");
    let id = path.rsplit('/').next().unwrap();
    let (data, out) = (folder.path().to_str().unwrap(), file.to_str().unwrap());
    let command = ["exercise", "export", id, "--format", "pdf", "--out", out, "--data", data];
    run(&command).assert(0, &["version 1 of 'Pistols among tools'"]);
    assert_eq!(std::fs::read(&file).unwrap(), pdf.body, "the same exercise gives the same bytes");

    let pages = |pdf: &[u8]| -> Vec<String> {
        let document = lopdf::Document::load_mem(pdf).unwrap();
        let pages: Vec<u32> = document.get_pages().into_keys().collect();
        pages.into_iter().map(|page| document.extract_text(&[page]).unwrap()).collect()
    };
    let english = pages(&pdf.body);
    assert_eq!(english.len(), 3, "{english:?}");
    // Without the marks that keep a title in its own direction.
    let is_read = |letter: &char| !letter.is_whitespace() && !['\u{2068}', '\u{2069}'].contains(letter);
    let joined = |text: &str| text.chars().filter(is_read).collect::<String>();
    for words in
        ["Pistols among tools", "Name:", "Date:", "Look for a grip", "Is there a threat?", "There is no threat"]
    {
        assert!(joined(&english[0]).contains(&joined(words)), "{words}: {}", english[0]);
    }
    assert!(!joined(&english[0]).contains("Answers") && !joined(&english[1]).contains("Answers"));
    let threats = school.key(&path).iter().filter(|(_, truth)| !truth["threat"].is_null()).count();
    let answers = joined(&english[2]);
    assert!(answers.starts_with("Answers:Pistolsamongtools"), "{answers}");
    let named = (answers.matches(".Pistol").count(), answers.matches(".Thereisnothreat").count());
    assert_eq!(named, (threats, 5 - threats), "{answers}");
    for (language, words) in [("uk", "Відповіді"), ("sr", "Odgovori"), ("fr", "Réponses"), ("ar", "الإجابات")]
    {
        let pdf = export(&format!("pdf&language={language}"));
        let text: String = pages(&pdf.body).concat();
        let letters: std::collections::BTreeSet<char> = text.chars().collect();
        assert!(words.chars().all(|letter| letters.contains(&letter)), "{language}: {text}");
    }

    let zip = export("moodle-languages");
    assert_eq!(zip.header("content-type"), Some("application/zip"));
    let text = String::from_utf8_lossy(&zip.body);
    for (language, question) in [("en", "Is there a threat?"), ("uk", "Чи є загроза?"), ("ar", "هل يوجد تهديد؟")]
    {
        assert!(text.contains(&format!("questions-{language}.xml")) && text.contains(question), "{language}");
    }
    assert_eq!(export("moodle&language=uk").text().matches("Чи є загроза?").count(), 5);
}

#[test]
fn the_course_is_taken_up_once() {
    let folder = people();
    let school = School::open(folder.path());
    let course = school.post(&school.trainer, "/v1/course", &Value::Null);
    let ids = |course: &Value| -> Vec<Value> {
        course["exercises"].as_array().unwrap().iter().map(|lesson| lesson["id"].clone()).collect()
    };
    assert_eq!(ids(&course).len(), 5);
    let lesson = &course["exercises"][3];
    assert_eq!(lesson["versions"][0]["rules"]["keep_near"], 0.75);
    assert!(lesson["lead"]["en"].as_str().unwrap().contains("overlap"), "{lesson}");
    assert_eq!(ids(&school.post(&school.trainer, "/v1/course", &Value::Null)), ids(&course));
}
