//! HTTPS by the service itself.

use std::{fs, path::Path};

use crate::{
    certificate::{Issued, ask, connect, issue, send},
    http::{self, Client},
    models::Model,
    people::{PASSWORD, cookie},
    pictures,
    program::{Ran, Service, run},
};

fn options(folder: &Path) -> [String; 4] {
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    ["--tls-certificate".to_owned(), path("service.pem"), "--tls-key".to_owned(), path("service.key")]
}

/// The service with this certificate in `folder`; ready.
fn start(folder: &Path, issued: &Issued, more: &[&str]) -> Service {
    issued.write(folder);
    let options = options(folder);
    let mut args: Vec<&str> = options.iter().map(String::as_str).collect();
    args.extend(more);
    Service::start(&args)
}

#[test]
fn everything_is_served_over_tls_with_cookies_that_stay_on_it() {
    let folder = tempfile::tempdir().unwrap();
    let issued = issue(2100);
    issued.write(folder.path());
    let options = options(folder.path());
    let mut args: Vec<&str> = options.iter().map(String::as_str).collect();
    args.extend(["--auth", "on"]);
    let data = tempfile::tempdir().unwrap();
    let mut service = Service::starting_in(data.path(), &args);
    let link = service.wait_for("#first=").as_str().unwrap().trim().to_owned();
    assert!(link.starts_with(&format!("https://{}/login#first=", service.address)), "{link}");
    service.wait_for("taking scans in");

    let token = link.split("#first=").nth(1).unwrap();
    let body = format!(r#"{{"token":"{token}","name":"anna","password":"{PASSWORD}"}}"#);
    let json = [("content-type", "application/json")];
    let made = send(service.address, &issued, "POST", "/v1/session/first", &json, body.as_bytes());
    assert_eq!(made.status, 200, "{}", made.text());
    let set = made.header("set-cookie").unwrap();
    assert!(set.starts_with("__Host-screening=") && set.contains("; Secure"), "{set}");
    assert!(made.header("strict-transport-security").unwrap().starts_with("max-age=31536000"));

    let cookie = cookie(&made);
    let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
    let found = send(service.address, &issued, "GET", "/v1/users", &headers, b"");
    assert_eq!((found.status, &found.json()["users"][0]["name"]), (200, &"anna".into()), "{}", found.text());
}

#[test]
fn a_scan_comes_in_over_tls_and_a_service_without_it_says_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let issued = issue(2100);
    let service = start(folder.path(), &issued, &[]);
    let headers = [("content-type", "application/octet-stream")];
    let answer = send(service.address, &issued, "POST", "/v1/scans?parcel=A", &headers, &pictures::pistol());
    assert_eq!(answer.report()["decision"], "ALARM");

    let plain = Service::start(&[]);
    assert_eq!(http::get(plain.address, "/healthz").header("strict-transport-security"), None);
}

#[test]
fn plain_http_is_told_to_speak_https_and_noise_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let issued = issue(2100);
    let service = start(folder.path(), &issued, &[]);
    let answer = http::post(service.address, "?parcel=A", &pictures::pistol());
    assert_eq!((answer.status, answer.header("content-type")), (400, Some("text/plain")));
    assert!(answer.text().contains("https://"), "{}", answer.text());

    let mut noise = Client::connect(service.address);
    noise.send(&[0; 100]);
    // A TLS alert, or nothing.
    assert!(noise.receive().len() < 100);
    assert_eq!(send(service.address, &issued, "GET", "/healthz", &[], b"").status, 200);
}

#[test]
fn peers_that_never_shake_hands_lose_their_places_and_hold_up_no_stop() {
    let folder = tempfile::tempdir().unwrap();
    let issued = issue(2100);
    let service = start(folder.path(), &issued, &["--max-connections", "2", "--header-timeout", "0.5"]);
    let mut silent: Vec<Client> = (0..2).map(|_| Client::connect(service.address)).collect();
    // The first bytes of a hand-shake, and no more.
    silent[1].send(&[22, 3, 1]);
    assert_eq!(send(service.address, &issued, "GET", "/healthz", &[], b"").status, 200);
    for peer in silent {
        peer.receive();
    }

    let service = start(folder.path(), &issued, &["--header-timeout", "60", "--drain-timeout", "50"]);
    let silent = Client::connect(service.address);
    assert_eq!(send(service.address, &issued, "GET", "/healthz", &[], b"").status, 200);
    service.signal("TERM");
    let (status, _) = service.ended();
    assert_eq!(status.code(), Some(0));
    silent.receive();
}

#[test]
fn sighup_takes_up_another_certificate_while_open_connections_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (issue(2100), issue(2101));
    let mut service = start(folder.path(), &first, &[]);
    let mut open = connect(service.address, &first);
    assert!(ask(&mut open, "/healthz").unwrap().starts_with("HTTP/1.1 200"));

    // Half of a change is none: the key is the new one already, the certificate not yet.
    fs::write(folder.path().join("service.key"), &second.key).unwrap();
    service.signal("HUP");
    let line = service.wait_for("the one before goes on");
    assert!(line["fields"]["error"].as_str().unwrap().contains("does not belong to the certificate"), "{line}");
    assert_eq!(send(service.address, &first, "GET", "/healthz", &[], b"").status, 200);

    second.write(folder.path());
    service.signal("HUP");
    let line = service.wait_for("configuration read again");
    assert!(line["fields"]["changed"].as_str().unwrap().contains("certificate"), "{line}");
    assert_eq!(line["fields"]["needs_restart"], "nothing");
    assert_eq!(send(service.address, &second, "GET", "/healthz", &[], b"").status, 200);
    let mut refused = connect(service.address, &first);
    assert!(ask(&mut refused, "/healthz").is_err(), "the first certificate is not served any more");
    assert!(ask(&mut open, "/readyz").unwrap().starts_with("HTTP/1.1 200"), "what was open goes on");
}

#[test]
fn files_that_cannot_be_used_are_said_at_the_start_and_by_the_check() {
    let model = Model::good();
    let check = |folder: &Path| -> Ran {
        let options = options(folder);
        let mut args = vec!["config", "check", "--engine", "tract", "--model", model.path(), "--listen", "127.0.0.1:0"];
        args.extend(options.iter().map(String::as_str));
        run(&args)
    };
    let serve = |folder: &Path| -> Ran {
        let (options, data) = (options(folder), tempfile::tempdir().unwrap());
        let mut args = vec!["serve", "--engine", "tract", "--model", model.path(), "--listen", "127.0.0.1:0"];
        args.extend(["--data", data.path().to_str().unwrap()]);
        args.extend(options.iter().map(String::as_str));
        run(&args)
    };
    let folder = tempfile::tempdir().unwrap();
    let both = |words: &str| {
        check(folder.path()).assert(3, &[words, "1 fault"]);
        serve(folder.path()).assert(3, &[words]);
    };
    both("cannot be read");

    let good = issue(2100);
    good.write(folder.path());
    check(folder.path()).assert(0, &["can be used"]);

    issue(2021).write(folder.path());
    both("service.pem' has expired; renew it");
    Issued { certificate: issue(2100).certificate, key: good.key.clone() }.write(folder.path());
    both("service.key' does not belong to the certificate");
    Issued { certificate: good.certificate.clone(), key: String::new() }.write(folder.path());
    both("service.key' holds none");
    Issued { certificate: "no certificate".to_owned(), key: good.key.clone() }.write(folder.path());
    both("service.pem' holds none");
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".to_owned();
    Issued { certificate: broken, key: good.key.clone() }.write(folder.path());
    both("service.pem' cannot be used");

    run(&["config", "check", "--tls-key", "a.key"]).assert(3, &["--tls-key names a key, but `tls-certificate`"]);
    let plain = ["config", "check", "--tls-key", "a", "--tls-certificate", "b", "--public-url", "http://a.example"];
    run(&plain).assert(3, &["--public-url begins with http://, but `tls-certificate` makes it https://"]);
}
