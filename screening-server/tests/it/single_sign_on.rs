//! People log in with a provider of OpenID Connect.

use std::{fs, path::Path};

use serde_json::json;

use crate::{
    http::{Answer, get, send},
    people::{self, PASSWORD, log_in, try_log_in, with_session},
    program::{Service, run},
    provider::{CLIENT, Provider, SECRET, Says},
};

const ROLES: [&str; 2] = ["xray-lead=supervisor", "xray=operator"];

/// The service with this provider.
fn start(folder: &Path, issuer: &str) -> Service {
    let secret = folder.join("client.secret");
    fs::write(&secret, format!("{SECRET}\n")).unwrap();
    let mut args = vec!["--public-url", "http://screening.example", "--oidc-issuer", issuer, "--oidc-client", CLIENT];
    args.extend(["--oidc-client-file", secret.to_str().unwrap(), "--oidc-role-claim", "realm_access.roles"]);
    args.extend(ROLES.iter().flat_map(|role| ["--oidc-role", *role]));
    people::start(folder, &args)
}

/// The cookie of this name that an answer sets, as a browser sends it back.
fn set<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    let cookies = answer.headers("set-cookie").filter_map(|line| line.split(';').next());
    cookies.into_iter().find(|pair| pair.starts_with(&format!("{name}=")) && !pair.ends_with('='))
}

/// A browser that was led to the provider: its cookie, and where it was led.
fn depart(service: &Service) -> (String, String) {
    let answer = get(service.address, "/v1/session/oidc");
    assert_eq!(answer.status, 303, "{}", answer.text());
    let cookie = set(&answer, "screening-oidc").unwrap().to_owned();
    let line = answer.headers("set-cookie").next().unwrap();
    assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax"), "{line}");
    (cookie, answer.header("location").unwrap().to_owned())
}

fn come_back(service: &Service, cookie: &str, path: &str) -> Answer {
    send(service.address, "GET", path, &[("cookie", cookie)], b"")
}

/// A whole log-in.
fn sign_on(service: &Service, provider: &Provider) -> Answer {
    let (cookie, url) = depart(service);
    come_back(service, &cookie, &provider.log_in(&url))
}

/// The session that a log-in gave.
#[track_caller]
fn session(answer: &Answer) -> String {
    assert_eq!((answer.status, answer.header("location")), (303, Some("/")), "{answer:?}");
    set(answer, "screening").unwrap().to_owned()
}

#[track_caller]
fn assert_refused(answer: &Answer, why: &str) {
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, Some(&*format!("/login#refused={why}"))),
        "{answer:?}"
    );
    assert!(set(answer, "screening").is_none(), "{answer:?}");
}

fn who(service: &Service, cookie: &str) -> (String, String) {
    let session = with_session(service, "GET", "/v1/session", cookie, "").json();
    (session["user"].as_str().unwrap().to_owned(), session["role"].as_str().unwrap().to_owned())
}

#[test]
fn a_person_logs_in_with_either_signature_and_has_the_role_that_the_claims_give() {
    let (folder, provider) = (people::site(), Provider::start());
    let service = start(folder.path(), provider.issuer());
    assert_eq!(get(service.address, "/v1/session").json()["single_sign_on"], "Single sign-on");
    let first = session(&sign_on(&service, &provider));
    assert_eq!(who(&service, &first), ("anna".to_owned(), "operator".to_owned()));

    // The same person under another name at the provider, with another role and another key: the account stays.
    let roles = json!(["xray", "xray-lead"]);
    provider.says(Says { algorithm: "ES256", name: "berta", roles, ..Says::default() });
    let second = session(&sign_on(&service, &provider));
    assert_eq!(who(&service, &second), ("anna".to_owned(), "supervisor".to_owned()));
    assert_eq!(with_session(&service, "GET", "/v1/scans", &first, "").status, 401, "the role changed");

    // There is no password, and an empty one is none.
    for password in ["", PASSWORD] {
        try_log_in(&service, "anna", password, &[]).assert_problem(401, "wrong_credentials");
    }
    // An administrator keeps the person out.
    let administrator = log_in(&service, "administrator");
    assert_eq!(with_session(&service, "PATCH", "/v1/users/anna", &administrator, r#"{"disabled":true}"#).status, 200);
    assert_eq!(with_session(&service, "GET", "/v1/scans", &second, "").status, 401);
    assert_refused(&sign_on(&service, &provider), "disabled");

    let trail = with_session(&service, "GET", "/v1/audit?limit=100", &administrator, "").text();
    for words in ["user.added", "user.changed", "session.begun", "session.failed", "the account is disabled"] {
        assert!(trail.contains(words), "{words}: {trail}");
    }
    assert!(!trail.contains(SECRET));
}

#[test]
fn what_the_provider_did_not_say_for_this_log_in_is_not_believed() {
    let (folder, provider) = (people::site(), Provider::start());
    let service = start(folder.path(), provider.issuer());
    let good = Says::default;
    let untrue = [
        ("the nonce of another log-in", Says { nonce: Some("another"), ..good() }),
        ("for another service", Says { audience: "another", ..good() }),
        ("by another provider", Says { issuer: Some("https://another.example"), ..good() }),
        ("expired", Says { expires: -120, ..good() }),
        ("signed with another RSA key", Says { forged: true, ..good() }),
        ("signed with another EC key", Says { forged: true, algorithm: "ES256", ..good() }),
        ("signed with the client's secret", Says { algorithm: "HS256", ..good() }),
        ("not signed", Says { algorithm: "none", ..good() }),
    ];
    for (what, says) in untrue {
        provider.says(says);
        let answer = sign_on(&service, &provider);
        assert!(answer.header("location") == Some("/login#refused=untrue"), "{what}: {answer:?}");
        assert!(set(&answer, "screening").is_none(), "{what}");
    }
    for roles in [json!(["staff"]), json!([]), json!("xray-"), json!(null), json!({ "xray": true })] {
        provider.says(Says { roles, ..good() });
        assert_refused(&sign_on(&service, &provider), "no_role");
    }
    provider.says(Says { name: "not a name", ..good() });
    assert_refused(&sign_on(&service, &provider), "no_name");
    // No provider takes over an account with a password.
    provider.says(Says { name: "administrator", ..good() });
    assert_refused(&sign_on(&service, &provider), "name_taken");
    log_in(&service, "administrator");
    let accounts = run(&["user", "list", "--data", folder.path().to_str().unwrap()]);
    assert_eq!(accounts.stdout.lines().filter(|line| line.contains("anna")).count(), 0, "{}", accounts.stdout);

    provider.says(good());
    session(&sign_on(&service, &provider));
}

#[test]
fn a_log_in_is_ended_once_by_the_browser_that_began_it() {
    let (folder, provider) = (people::site(), Provider::start());
    let service = start(folder.path(), provider.issuer());
    let (cookie, url) = depart(&service);
    let (other, other_url) = depart(&service);
    let back = provider.log_in(&url);

    // Someone else's answer in one's own browser, and one's own in someone else's (CSRF, session fixation).
    assert_refused(&come_back(&service, &other, &back), "stale");
    assert_refused(&come_back(&service, "a=b", &back), "stale");
    session(&come_back(&service, &cookie, &back));
    // The same answer once more, and its code with another log-in.
    assert_refused(&come_back(&service, &cookie, &back), "stale");
    let state = other_url.split("state=").nth(1).unwrap().split('&').next().unwrap();
    let code = back.split("code=").nth(1).unwrap().split('&').next().unwrap();
    let replayed = format!("/v1/session/oidc/callback?code={code}&state={state}");
    assert_refused(&come_back(&service, &other, &replayed), "provider_refused");

    // A person who gives up, and one who was never sent.
    let (cookie, url) = depart(&service);
    let state = url.split("state=").nth(1).unwrap().split('&').next().unwrap();
    let denied = format!("/v1/session/oidc/callback?error=access_denied&state={state}");
    assert_refused(&come_back(&service, "", &denied), "stale");
    assert_refused(&come_back(&service, &cookie, &denied), "provider_refused");
    for path in ["", "?code=a", "?state=b", "?code=a&state=b", "?error=x", "?code=%00&state=%0d%0a"] {
        assert_refused(&come_back(&service, &cookie, &format!("/v1/session/oidc/callback{path}")), "stale");
    }
    let (_, url) = depart(&service);
    let wrong = format!("{}&iss=https%3A%2F%2Fanother.example", provider.log_in(&url));
    let (cookie, _) = depart(&service);
    assert_refused(&come_back(&service, &cookie, &wrong), "stale");
}

#[test]
fn a_provider_that_is_down_keeps_nobody_from_logging_in_with_a_password() {
    let folder = people::site();
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let service = start(folder.path(), &format!("http://{gone}"));
    assert_refused(&get(service.address, "/v1/session/oidc"), "provider_unreachable");
    assert_eq!(who(&service, &log_in(&service, "operator")).1, "operator");
}

#[test]
fn half_a_configuration_is_refused_and_without_one_there_is_no_provider() {
    let folder = people::site();
    let service = people::start(folder.path(), &[]);
    assert_eq!(get(service.address, "/v1/session").json()["single_sign_on"], json!(null));
    for path in ["/v1/session/oidc", "/v1/session/oidc/callback?code=a&state=b"] {
        get(service.address, path).assert_problem(404, "not_found");
    }
    let without = Service::start(&[]);
    get(without.address, "/v1/session/oidc").assert_problem(409, "authentication_off");

    let words =
        ["oidc-client is not set", "oidc-role is not set", "public-url is not set", "`auth` is off", "oidc-issuer is"];
    run(&["config", "check", "--oidc-issuer", "http://login.example"]).assert(3, &words);
    run(&["config", "check", "--oidc-role", "xray=root"]).assert(3, &["roles are operator, supervisor"]);
}
