//! Every route held against the table of who may use it: without, with a wrong and with a too weak proof.

use std::{collections::BTreeSet, io::Read as _, io::Write as _, net::TcpStream};

use serde_json::Value;

use crate::{
    http::{get, post, send},
    people::{self, ROLES, add_key, log_in, with_key},
    pictures,
    policy::{self, Role, Rule},
    program::{PATIENCE, Service, run_with},
};

/// The head of an answer alone: events have no end.
fn head(service: &Service, rule: &Rule, scan: &str, headers: &[(&str, &str)]) -> (u16, String) {
    let path = rule.path.replace("/v1/scans/{id}", &format!("/v1/scans/{scan}"));
    let path = path.replace("{view}", "0").replace("{id}", "000000000000").replace("{name}", "nobody");
    // `{}` is a body that every route refuses which takes one.
    let mut request =
        format!("{} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 2\r\n", rule.method);
    for (name, value) in [("content-type", "application/json"), ("sec-fetch-site", "same-origin")].iter().chain(headers)
    {
        request += &format!("{name}: {value}\r\n");
    }
    let mut stream = TcpStream::connect(service.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(format!("{request}\r\n{{}}").as_bytes()).unwrap();
    let mut bytes = Vec::new();
    let mut some = [0; 4096];
    loop {
        let read = stream.read(&mut some).unwrap();
        bytes.extend_from_slice(&some[..read]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let events = text.contains("text/event-stream") && text.contains("\r\n\r\n");
        if read == 0 || events {
            return (text.split(' ').nth(1).unwrap().parse().unwrap(), text);
        }
    }
}

#[test]
fn every_route_is_in_the_table_and_every_line_of_it_is_a_route() {
    let service = Service::start(&[]);
    let document = get(service.address, "/openapi.json").json();
    let mut described = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap().iter().filter(|(key, _)| key.as_str() != "parameters") {
            let method = method.to_uppercase();
            let rule = policy::rule(&method, path).unwrap_or_else(|| panic!("{method} {path} is in no rule"));
            let ways: Vec<&String> = operation["security"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|way| way.as_object().unwrap().keys())
                .collect();
            let expected: &[&str] = match (rule.everyone(), rule.allows_keys()) {
                (true, _) => &[],
                (false, true) => &["session", "key"],
                (false, false) => &["session"],
            };
            assert_eq!(ways, expected, "{method} {path}");
            let logs_in = method == "POST" && path.starts_with("/v1/session");
            assert_eq!(operation["responses"]["401"].is_object(), !rule.everyone() || logs_in, "{method} {path}");
            described.insert((method, path.clone()));
        }
    }
    assert!(document["components"]["securitySchemes"]["key"]["scheme"] == "bearer");
    for rule in policy::rules() {
        let page = !rule.path.starts_with("/v1/") && !["/healthz", "/readyz", "/metrics"].contains(&rule.path);
        let path = rule.path.replace("{*file}", "base.css");
        if page {
            assert!(rule.everyone() && [200, 303].contains(&get(service.address, &path).status), "{path}");
        } else {
            assert!(described.contains(&(rule.method.to_owned(), rule.path.to_owned())), "{rule:?}");
        }
    }
}

#[test]
fn every_route_is_closed_to_strangers_to_wrong_proofs_and_to_roles_that_are_too_weak() {
    let folder = people::site();
    let key = add_key(folder.path(), "line", &[]);
    let service = people::start(folder.path(), &[]);
    let sent = with_key(&service, "POST", "/v1/scans", &key, &pictures::pistol());
    let scan = sent.json()["id"].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {key}");
    let wrong_key = format!("Bearer {}0", &key[..key.len() - 1]);
    let wrong_key = if wrong_key == bearer { format!("Bearer {}1", &key[..key.len() - 1]) } else { wrong_key };

    let denied = |rule: &Rule, headers: &[(&str, &str)], status: u16, code: &str| {
        let (found, text) = head(&service, rule, &scan, headers);
        assert_eq!(found, status, "{} {} {headers:?}: {text}", rule.method, rule.path);
        let body: Value = serde_json::from_str(text.split("\r\n\r\n").nth(1).unwrap()).unwrap();
        assert_eq!((&body["code"], &body["decision"]), (&code.into(), &"UNKNOWN".into()), "{text}");
        assert_eq!(text.to_lowercase().contains("www-authenticate: bearer"), status == 401, "{text}");
    };
    let allowed = |rule: &Rule, headers: &[(&str, &str)]| {
        let (found, text) = head(&service, rule, &scan, headers);
        assert!(![401, 403, 405].contains(&found), "{} {} {headers:?}: {text}", rule.method, rule.path);
    };

    let mut checked = 0;
    for rule in policy::rules().filter(|rule| !rule.everyone()) {
        denied(&rule, &[], 401, "not_logged_in");
        denied(&rule, &[("cookie", "screening=0123456789abcdef")], 401, "not_logged_in");
        denied(&rule, &[("authorization", &wrong_key)], 401, "invalid_key");
        denied(&rule, &[("authorization", "Basic YW5uYTphbm5h")], 401, "invalid_key");
        if rule.allows_keys() {
            allowed(&rule, &[("authorization", &bearer)]);
        } else {
            denied(&rule, &[("authorization", &bearer)], 403, "role_too_weak");
        }
        checked += 1;
    }
    assert!(checked > 15);
    for role in ROLES {
        let cookie = log_in(&service, role);
        // Last, since it ends the session.
        let mut rules: Vec<Rule> = policy::rules().filter(|rule| !rule.everyone()).collect();
        rules.sort_by_key(|rule| (rule.method, rule.path) == ("DELETE", "/v1/session"));
        for rule in rules {
            if rule.allows(Role::named(role).unwrap()) {
                allowed(&rule, &[("cookie", &cookie)]);
            } else {
                denied(&rule, &[("cookie", &cookie)], 403, "role_too_weak");
            }
        }
        denied(&policy::rule("GET", "/v1/scans").unwrap(), &[("cookie", &cookie)], 401, "not_logged_in");
    }
}

#[test]
fn what_everyone_may_use_is_open_and_what_is_no_route_is_told_alike() {
    let folder = people::site();
    let service = people::start(folder.path(), &[]);
    for path in ["/healthz", "/readyz", "/login", "/docs", "/openapi.json", "/console/base.css", "/v1/session"] {
        assert_eq!(get(service.address, path).status, 200, "{path}");
    }
    let page = get(service.address, "/");
    assert_eq!((page.status, page.header("location")), (303, Some("/login")));
    assert_eq!(get(service.address, "/v1/other").status, 404);
    send(service.address, "PUT", "/v1/scans", &[], b"").assert_problem(405, "method_not_allowed");
    let session = get(service.address, "/v1/session").json();
    assert_eq!((&session["authentication"], &session["user"]), (&true.into(), &Value::Null));
}

#[test]
fn without_authentication_nothing_but_loopback_is_listened_on_and_accounts_are_not_there() {
    let model = crate::models::Model::good();
    for address in ["0.0.0.0:0", "[::]:0"] {
        let ran = run_with(&model, &["serve", "--listen", address]);
        ran.assert(3, &["others can reach", "--auth on", "127.0.0.1"]);
    }
    let mut service = Service::starting(model, "serve", &[]);
    service.wait_for("authentication is off");
    service.wait_for("taking scans in");
    assert_eq!(post(service.address, "", &pictures::harmless()).report()["decision"], "CLEAR");
    assert_eq!(get(service.address, "/").status, 200);
    assert_eq!(get(service.address, "/login").header("location"), Some("/"));
    assert_eq!(get(service.address, "/v1/session").json()["authentication"], false);
    get(service.address, "/v1/users").assert_problem(409, "authentication_off");
    get(service.address, "/v1/keys").assert_problem(409, "authentication_off");
    send(service.address, "DELETE", "/v1/session", &[], b"").assert_problem(409, "authentication_off");
}

#[test]
fn without_authentication_other_sites_pages_and_foreign_names_are_kept_out() {
    let service = Service::start(&[]);
    let picture = pictures::harmless();
    let post = |headers: &[(&str, &str)]| send(service.address, "POST", "/v1/scans", headers, &picture);
    post(&[("sec-fetch-site", "cross-site")]).assert_problem(403, "cross_site");
    post(&[("origin", "http://evil.example")]).assert_problem(403, "cross_site");
    assert_eq!(post(&[("sec-fetch-site", "same-origin")]).status, 200);
    // A name that someone made lead to this machine.
    let mut stream = TcpStream::connect(service.address).unwrap();
    stream.write_all(b"GET /v1/scans HTTP/1.1\r\nhost: evil.example:8080\r\nconnection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 403") && text.contains("foreign_host"), "{text}");
}
