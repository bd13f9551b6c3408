//! Attacks on the real program: addresses that lead elsewhere, requests that are two, bodies that grow.
//!
//! Roles and routes are in `access.rs`, sessions in `login.rs`, slow and large input in `limits.rs`, addresses of webhooks
//! in `webhooks.rs`. SECURITY.md lists every threat with its test.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    thread,
    time::Duration,
};

use image::{ExtendedColorType, ImageEncoder as _, codecs::png::PngEncoder};
use serde_json::Value;

use crate::{
    http::{Client, get, post, post_form, send},
    people::{self, PASSWORD, log_in, with_session},
    pictures, policy,
    program::{PATIENCE, Service, eventually, run},
};

/// Sends bytes as they are; gives all that comes back until the service closes the connection, or is silent.
fn raw(service: &Service, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(service.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    // The service may have refused the head already.
    let _ = stream.write_all(bytes);
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    String::from_utf8_lossy(&all).into_owned()
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

fn goes_on(service: &Service) {
    assert_eq!(post(service.address, "", &pictures::harmless()).report()["decision"], "CLEAR");
}

#[test]
fn methods_that_no_route_has_are_refused_whoever_asks() {
    let folder = people::site();
    let service = people::start(folder.path(), &[]);
    let document = get(service.address, "/openapi.json").json();
    let administrator = log_in(&service, "administrator");
    let mut tried = 0;
    for path in document["paths"].as_object().unwrap().keys() {
        let address = path.replace("{id}", "0199b3a1-5c40-7abc-8def-0123456789ab").replace("{view}", "0");
        let address = address.replace("{name}", "nobody");
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND"] {
            if policy::rule(method, path).is_some() {
                continue;
            }
            // Told to be another one, it stays what it is.
            let headers =
                [("cookie", &*administrator), ("sec-fetch-site", "same-origin"), ("x-http-method-override", "GET")];
            let answer = send(service.address, method, &address, &headers, b"");
            assert!([400, 404, 405].contains(&answer.status), "{method} {path}: {}", answer.status);
            tried += 1;
        }
    }
    assert!(tried > 100, "{tried}");
}

#[test]
fn no_address_leads_to_a_file_that_is_not_served() {
    let folder = people::site();
    let service = people::start(folder.path(), &[]);
    let cookie = log_in(&service, "administrator");
    let up = ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "....//", "..%252f", "%c0%ae%c0%ae/"];
    let below = ["/console/", "/v1/scans/", "/v1/scans/a/views/", "/v1/models/", "/v1/users/", "/v1/keys/", "/"];
    for root in below {
        for step in up {
            for file in ["etc/passwd", "screening.sqlite", "Cargo.toml"] {
                let path = format!("{root}{}{file}", step.repeat(8));
                let answer = with_session(&service, "GET", &path, &cookie, "");
                assert!([400, 404, 405].contains(&answer.status), "{path}: {}", answer.status);
                let text = String::from_utf8_lossy(&answer.body).into_owned();
                assert!(
                    !text.contains("root:") && !text.contains("[package]") && !text.contains("SQLite"),
                    "{path}: {text}"
                );
            }
        }
    }
    for path in
        ["/console/a%00.js", "/console/", "//etc/passwd", "/console//etc/passwd", "/console/.", "/console/base.css/.."]
    {
        let answer = with_session(&service, "GET", path, &cookie, "");
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
    }
}

#[test]
fn names_of_files_in_a_form_write_nothing_anywhere() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_in(data.path(), &[]);
    let outside = data.path().parent().unwrap().join("planted.png");
    for name in [
        "../planted.png",
        "..%2fplanted.png",
        "/tmp/planted.png",
        "C:\\\\planted.png",
        "..\\\\planted.png",
        "a\u{0}b.png",
        "con",
    ] {
        let answer = post_form(service.address, &[("top", Some(name), &pictures::harmless())]);
        assert!(answer.status < 500, "{name}: {}", answer.text());
    }
    assert!(!outside.exists() && !std::path::Path::new("/tmp/planted.png").exists());
    // Whatever they were called, pictures lie by their hashes.
    for folder in fs::read_dir(data.path().join("pictures")).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            // With a number behind it, it is being written.
            let name = name.split('#').next().unwrap();
            assert!(name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
        }
    }
    goes_on(&service);
}

#[test]
fn one_request_is_never_two() {
    let service = Service::start(&[]);
    let second = "GET /v1/scans HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let heads = [
        // Two lengths, or a length and chunks: a proxy before the service might believe the other one.
        format!("content-length: 0\r\ncontent-length: {}\r\n", second.len()),
        format!("content-length: {}\r\ntransfer-encoding: chunked\r\n", 5 + second.len()),
        "transfer-encoding: chunked, identity\r\n".to_owned(),
        "transfer-encoding: xchunked\r\n".to_owned(),
        "transfer-encoding: identity\r\ntransfer-encoding: chunked\r\n".to_owned(),
        "content-length: -1\r\n".to_owned(),
        "content-length: 0x10\r\n".to_owned(),
        "content-length: 99999999999999999999999\r\n".to_owned(),
        "x-folded: a\r\n content-length: 5\r\n".to_owned(),
        "content-length : 5\r\n".to_owned(),
    ];
    for head in heads {
        let request =
            format!("POST /v1/session HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{head}\r\n0\r\n\r\n{second}");
        let said = raw(&service, request.as_bytes());
        assert!(said.matches("HTTP/1.1 ").count() <= 1, "{head}: {said}");
        assert!(!said.contains("\"scans\""), "{head}: {said}");
        assert!(status(&said) == 0 || status(&said) >= 400, "{head}: {said}");
    }
    goes_on(&service);
}

#[test]
fn heads_that_are_out_of_the_ordinary_do_no_harm() {
    let service = Service::start(&[]);
    let many: String = (0..5000).map(|number| format!("x-{number}: a\r\n")).collect();
    let one = |line: &str| format!("GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{line}\r\n");
    let requests = [
        one(&many),
        one("x-null: a\0b\r\n"),
        one(&format!("cookie: {}\r\n", "a=b; ".repeat(50_000))),
        one("no colon\r\n"),
        format!("GET /{} HTTP/1.1\r\nhost: localhost\r\n\r\n", "a".repeat(100_000)),
        "GET /healthz HTTP/9.9\r\nhost: localhost\r\n\r\n".to_owned(),
        "GET  /healthz  HTTP/1.1\r\n\r\n".to_owned(),
        format!("{} /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n", "M".repeat(100_000)),
    ];
    for request in requests {
        let said = raw(&service, request.as_bytes());
        let found = status(&said);
        assert!(found == 0 || (400..500).contains(&found), "{}: {said}", &request[..60]);
    }
    // What ends a line in an answer's head would make an answer of one's own.
    let answer = get(service.address, "/v1/scans?parcel=a%0d%0aset-cookie:%20a=b");
    assert!(answer.header("set-cookie").is_none(), "{answer:?}");
    let id = send(service.address, "GET", "/healthz", &[("x-request-id", "a\tb")], b"");
    assert!(id.status == 200 && id.header("set-cookie").is_none());
    goes_on(&service);
}

#[test]
fn forms_that_are_none_leave_an_unknown_parcel_and_never_more() {
    let service = Service::start(&["--max-body-mib", "8"]);
    let part = |head: &str, body: &[u8]| [format!("--b\r\n{head}\r\n\r\n").as_bytes(), body, b"\r\n"].concat();
    let file = "content-disposition: form-data; name=\"top\"; filename=\"a.png\"";
    let picture = pictures::harmless();
    let end = b"--b--\r\n".to_vec();
    let bodies: Vec<(&str, Vec<u8>)> = vec![
        ("no end", part(file, &picture)),
        ("no part", end.clone()),
        ("nothing", Vec::new()),
        ("a head without end", format!("--b\r\n{}", "a: b\r\n".repeat(100_000)).into_bytes()),
        (
            "a long line",
            format!("--b\r\ncontent-disposition: form-data; name=\"{}\"\r\n\r\n", "a".repeat(2 << 20)).into_bytes(),
        ),
        (
            "ten thousand parts",
            [part("content-disposition: form-data; name=\"a\"", b"").repeat(10_000), end.clone()].concat(),
        ),
        ("no disposition", [part("a: b", &picture), end.clone()].concat()),
        (
            "a form in a form",
            [part(&format!("{file}\r\ncontent-type: multipart/mixed; boundary=c"), b"--c--"), end].concat(),
        ),
    ];
    for (what, body) in bodies {
        let answer =
            send(service.address, "POST", "/v1/scans", &[("content-type", "multipart/form-data; boundary=b")], &body);
        assert!(answer.status == 200 || (400..500).contains(&answer.status), "{what}: {}", answer.status);
        assert!(!answer.text().contains("\"CLEAR\""), "{what}: {}", answer.text());
    }
    for kind in [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        &format!("multipart/form-data; boundary={}", "b".repeat(9000)),
    ] {
        let answer = send(service.address, "POST", "/v1/scans", &[("content-type", kind)], &part(file, &picture));
        assert!((400..500).contains(&answer.status), "{}: {}", &kind[..25.min(kind.len())], answer.status);
    }
    goes_on(&service);
}

#[test]
fn json_that_is_too_large_too_deep_or_of_another_kind_is_refused() {
    let folder = people::site();
    let service = people::start(folder.path(), &[]);
    let json = [("content-type", "application/json")];
    let log_in_with = |body: &[u8]| send(service.address, "POST", "/v1/session", &json, body).status;
    let large = format!("{{\"name\":\"{}\",\"password\":\"x\"}}", "a".repeat(4 << 20));
    assert_eq!(log_in_with(large.as_bytes()), 413);
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep_in = format!("{{\"name\":\"a\",\"password\":\"b\",\"c\":{deep}}}");
    for body in [
        deep.as_str(),
        &deep_in,
        "{\"name\":[],\"password\":{}}",
        "null",
        "",
        "{",
        "{\"name\":\"\\ud800\",\"password\":\"\"}",
        "\u{feff}{}",
    ] {
        let found = log_in_with(body.as_bytes());
        assert!([400, 413, 422].contains(&found), "{}: {found}", &body[..20.min(body.len())]);
    }
    assert!([400, 422].contains(&log_in_with(b"{\"name\":\"\xff\",\"password\":\"\"}")));
    let twice = format!("{{\"name\":\"operator\",\"name\":\"administrator\",\"password\":\"{PASSWORD}\"}}");
    assert_eq!(log_in_with(twice.as_bytes()), 422, "what a name is must not depend on who reads it");
    log_in(&service, "operator");
}

/// The most memory that the service had, in MiB.
fn peak(service: &Service) -> u64 {
    let text = fs::read_to_string(format!("/proc/{}/status", service.id())).unwrap();
    let line = text.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

/// A grey PNG of nothing, which is far smaller than what it becomes.
fn empty_png(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let data = vec![255; (width * height) as usize];
    PngEncoder::new(&mut out).write_image(&data, width, height, ExtendedColorType::L8).unwrap();
    out
}

/// The check sum of a chunk of PNG (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

#[test]
fn pictures_that_grow_when_they_are_read_are_stopped() {
    let service = Service::start(&["--max-megapixels", "1"]);
    goes_on(&service);
    let before = peak(&service);
    let bomb = empty_png(5000, 5000);
    assert!(bomb.len() < 200_000, "{}", bomb.len());
    let report = post(service.address, "", &bomb).report();
    assert_eq!((&report["decision"], &report["abort_reason"]), (&"UNKNOWN".into(), &"OVERSIZE".into()));

    // It says that it is small, and has the bytes of a large one.
    let mut lying = bomb;
    lying[16..20].copy_from_slice(&100_u32.to_be_bytes());
    lying[20..24].copy_from_slice(&100_u32.to_be_bytes());
    let sum = crc(&lying[12..29]);
    lying[29..33].copy_from_slice(&sum.to_be_bytes());
    let report = post(service.address, "", &lying).report();
    assert_ne!(report["decision"], "CLEAR", "{report}");
    assert!(peak(&service) < before + 20, "{} MiB, {before} before", peak(&service));
    goes_on(&service);
}

#[test]
fn archives_that_grow_when_they_are_read_are_no_bundles() {
    let folder = tempfile::tempdir().unwrap();
    // One entry `chain.jsonl` that says to become 4 GB: deflated, and stored.
    for method in [8_u16, 0] {
        let name = b"chain.jsonl";
        let size = 0xffff_fff0_u32.to_le_bytes();
        let fields =
            [&20_u16.to_le_bytes()[..], &[0; 2], &method.to_le_bytes(), &[0; 4], &[0; 4], &10_u32.to_le_bytes(), &size];
        let lengths = [&(name.len() as u16).to_le_bytes()[..], &[0; 2]].concat();
        let local = [b"PK\x03\x04", &fields.concat()[..], &lengths, name, &[0; 10]].concat();
        let central = [b"PK\x01\x02\x14\x00", &fields.concat()[..], &lengths, &[0; 14], name].concat();
        let count = [1, 0, 1, 0];
        let sizes = [(central.len() as u32).to_le_bytes(), (local.len() as u32).to_le_bytes()].concat();
        let end = [b"PK\x05\x06\0\0\0\0", &count[..], &sizes, &[0; 2]].concat();
        let path = folder.path().join(format!("bomb-{method}.zip"));
        fs::write(&path, [local, central, end].concat()).unwrap();
        let ran = run(&["audit", "verify-bundle", path.to_str().unwrap()]);
        assert!(ran.code == 1 || ran.code == 3, "{}", ran.said());
        assert!(!ran.said().contains("nothing is wrong"), "{}", ran.said());
    }
}

#[test]
fn many_slow_heads_keep_nobody_out_for_longer_than_their_time() {
    let service = Service::start(&["--max-connections", "8", "--header-timeout", "0.5"]);
    let address = service.address;
    let slow: Vec<_> = (0..16)
        .map(|_| {
            thread::spawn(move || {
                // A byte now and then, as long as it is let.
                let mut stream = TcpStream::connect(address).unwrap();
                let line = b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nx-a: b\r\n";
                line.iter().cycle().take(200).all(|byte| {
                    thread::sleep(Duration::from_millis(50));
                    stream.write_all(&[*byte]).is_ok()
                })
            })
        })
        .collect();
    assert_eq!(get(address, "/healthz").status, 200);
    goes_on(&service);
    for slow in slow {
        assert!(!slow.join().unwrap(), "it is closed before it has sent all");
    }
}

#[test]
fn a_body_that_drips_does_not_outlive_its_time_however_many_there_are() {
    let service = Service::start(&["--body-timeout", "0.5", "--receiving", "2"]);
    let slow: Vec<Client> = (0..2)
        .map(|_| {
            let mut client = Client::connect(service.address);
            client.send(
                b"POST /v1/scans?parcel=slow HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
                  content-type: image/png\r\ncontent-length: 1000\r\nexpect: 100-continue\r\n\r\n",
            );
            // It has its place once the service asks for the body.
            client.receive_until("100 Continue\r\n\r\n");
            client.send(b"\x89PNG");
            client
        })
        .collect();
    eventually("there is room again", || {
        (post(service.address, "", &pictures::harmless()).status == 200).then_some(())
    });
    for client in slow {
        client.answer().assert_problem(408, "body_too_slow");
    }
    let unknown = get(service.address, "/v1/scans?parcel=slow").json()["scans"].as_array().unwrap().clone();
    assert!(unknown.len() == 2 && unknown.iter().all(|scan: &Value| scan["decision"] == "UNKNOWN"), "{unknown:?}");
}
