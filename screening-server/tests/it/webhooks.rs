//! Webhooks of the real service to real receivers.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    http::{get, post, send},
    pictures,
    program::{Service, eventually, run},
    receiver::{Receiver, answer},
    webhook_verify::verify,
};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A folder with a file of webhooks, and the service's data.
struct Site {
    folder: TempDir,
    data: TempDir,
}

impl Site {
    /// One hook called `log` that may reach this machine.
    fn new(url: &str, lines: &str) -> Self {
        Self::with("allow = [\"127.0.0.0/8\", \"::1/128\"]", url, lines)
    }

    fn with(head: &str, url: &str, lines: &str) -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap(), data: tempfile::tempdir().unwrap() };
        fs::write(site.folder.path().join("log.secret"), SECRET).unwrap();
        let hook = format!("[[hooks]]\nname = \"log\"\nurl = \"{url}\"\nsecret_file = \"log.secret\"\n{lines}\n");
        fs::write(site.file(), format!("{head}\n{hook}")).unwrap();
        site
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("webhooks.toml")
    }

    fn data(&self) -> &Path {
        self.data.path()
    }

    fn start(&self) -> Service {
        Service::start_in(self.data(), &["--webhooks", self.file().to_str().unwrap()])
    }
}

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() as i64
}

fn dead(service: &Service) -> Vec<Value> {
    get(service.address, "/v1/webhooks/dead").json()["deliveries"].as_array().unwrap().clone()
}

fn wait_for_dead(service: &Service, number: usize) -> Vec<Value> {
    eventually("deliveries are dead", || Some(dead(service)).filter(|dead| dead.len() >= number))
}

#[test]
fn a_delivery_is_signed_and_tells_of_the_scan() {
    let receiver = Receiver::start();
    let site = Site::new(&receiver.url(), "");
    let service = site.start();
    let answers = [
        post(service.address, "?parcel=RR473124829GB&lane=3", &pictures::pistol()).json(),
        post(service.address, "", &pictures::harmless()).json(),
    ];
    let received = receiver.wait_for(2);
    for request in &received {
        assert_eq!(request.line, "POST /in HTTP/1.1");
        assert_eq!(request.header("content-type"), "application/json");
        assert_eq!(request.header("host"), receiver.address.to_string());
        let (id, timestamp) = (request.id(), request.header("webhook-timestamp"));
        let signature = request.header("webhook-signature");
        assert!(verify(SECRET, id, timestamp, signature, &request.body, now()), "{request:?}");
        assert!(
            !verify(SECRET, id, timestamp, signature, &request.body.replace("CLEAR", "ALARM "), now())
                || !request.body.contains("CLEAR")
        );
        assert!(!verify(SECRET, id, timestamp, signature, &request.body, now() + 301), "a replayed one is old");
        assert!(!verify(
            "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            id,
            timestamp,
            signature,
            &request.body,
            now()
        ));
        assert_eq!(request.json()["type"], "scan.screened");
    }
    assert_ne!(received[0].id(), received[1].id());
    let told: BTreeMap<String, Value> =
        received.iter().map(|request| (request.scan(), request.json()["data"]["scan"].clone())).collect();
    for shown in &answers {
        let told = &told[shown["id"].as_str().unwrap()];
        assert_eq!((&told["decision"], &told["parcel"]), (&shown["report"]["decision"], &shown["parcel"]));
        assert_eq!((&told["lane"], &told["received"]), (&shown["lane"], &shown["received"]));
    }
    assert!(dead(&service).is_empty());
}

#[test]
fn a_receiver_that_is_down_is_told_when_it_is_up() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let site = Site::new(&format!("http://{address}/in"), "first_retry = 0.2\nlongest_retry = 0.5");
    let mut service = site.start();
    let id = post(service.address, "", &pictures::pistol()).json()["id"].as_str().unwrap().to_owned();
    let line = service.wait_for("webhook not told");
    assert!(line["fields"]["error"].as_str().unwrap().contains("cannot be connected to"), "{line}");
    let receiver = Receiver::on(TcpListener::bind(address).unwrap());
    assert_eq!(receiver.wait_for(1)[0].scan(), id);
}

#[test]
fn what_fails_too_often_is_dead_and_can_be_replayed() {
    let receiver = Receiver::start();
    receiver.answers("500 Internal Server Error", "");
    let site = Site::new(&receiver.url(), "attempts = 2\nfirst_retry = 0.05");
    let service = site.start();
    let ids: Vec<String> = (0..3)
        .map(|_| post(service.address, "", &pictures::harmless()).json()["id"].as_str().unwrap().to_owned())
        .collect();
    let listed = wait_for_dead(&service, 3);
    let tries = receiver.received();
    assert_eq!(tries.len(), 6, "each was tried twice");
    // Newest first.
    let scans: BTreeSet<&str> = listed.iter().map(|dead| dead["scan"].as_str().unwrap()).collect();
    assert_eq!(scans, ids.iter().map(String::as_str).collect());
    for entry in &listed {
        assert_eq!((&entry["hook"], &entry["type"]), (&"log".into(), &"scan.screened".into()));
        assert_eq!((&entry["attempts"], &entry["status"]), (&2.into(), &500.into()));
        assert_eq!(tries.iter().filter(|request| request.id() == entry["id"].as_str().unwrap()).count(), 2);
    }
    let page = get(service.address, "/v1/webhooks/dead?limit=2").json();
    assert_eq!(page["deliveries"].as_array().unwrap().len(), 2);
    let rest = get(service.address, &format!("/v1/webhooks/dead?before={}", page["next"].as_str().unwrap())).json();
    assert_eq!((rest["deliveries"].as_array().unwrap().len(), &rest["next"]), (1, &Value::Null));

    receiver.answers("200 OK", "");
    let id = listed[0]["id"].as_str().unwrap();
    let path = format!("/v1/webhooks/dead/{id}/replay");
    assert_eq!(send(service.address, "POST", &path, &[], b"").status, 202);
    let received = receiver.wait_for(7);
    assert_eq!(received[6].id(), id);
    assert_eq!(received[6].body, tries.iter().find(|request| request.id() == id).unwrap().body);
    eventually("the delivery is done", || (dead(&service).len() == 2).then_some(()));
    for lost in [path.as_str(), "/v1/webhooks/dead/x/replay"] {
        send(service.address, "POST", lost, &[], b"").assert_problem(404, "not_found");
    }

    let data = site.data().to_str().unwrap();
    let shown = run(&["webhook", "dead", "--data", data]);
    shown.assert(0, &["scan.screened", "2 attempts", "answered 500"]);
    assert_eq!(shown.stdout.lines().count(), 2);
    run(&["webhook", "replay", "--all", "--data", data]).assert(0, &["2 deliveries are sent again"]);
    receiver.wait_for(9);
    eventually("all deliveries are done", || dead(&service).is_empty().then_some(()));
    let file = site.file();
    run(&["webhook", "list", "--webhooks", file.to_str().unwrap(), "--data", data])
        .assert(0, &["log", &receiver.url(), "scan.screened,scan.late", "0 waiting 0 dead"]);
    run(&["webhook", "replay", id, "--data", data]).assert(3, &["no dead delivery"]);
}

#[test]
fn a_receiver_is_left_alone_as_long_as_it_asks() {
    let receiver = Receiver::start();
    receiver.behaves(|number, stream| match number {
        0 => answer(stream, "503 Service Unavailable", "retry-after: 3\r\n"),
        _ => answer(stream, "200 OK", ""),
    });
    let site = Site::new(&receiver.url(), "first_retry = 0.05\nconcurrency = 1");
    let service = site.start();
    post(service.address, "", &pictures::harmless()).report();
    receiver.wait_for(1);
    post(service.address, "", &pictures::harmless()).report();
    let received = receiver.wait_for(3);
    for later in &received[1..] {
        assert!(later.at - received[0].at >= Duration::from_secs_f64(2.9), "{:?}", later.at - received[0].at);
    }
    assert!(received[1..].iter().any(|request| request.id() == received[0].id()));
}

#[test]
fn addresses_that_only_this_machine_can_reach_are_refused() {
    let receiver = Receiver::start();
    // The name passes the look at the file; what it stands for is checked when it is connected to.
    let site = Site::with("", &format!("http://localhost:{}/in", receiver.address.port()), "attempts = 1");
    let service = site.start();
    post(service.address, "", &pictures::pistol()).report();
    let error = wait_for_dead(&service, 1)[0]["error"].as_str().unwrap().to_owned();
    assert!(error.contains("only this machine or site can reach"), "{error}");
    assert!(receiver.received().is_empty());
    for host in ["127.0.0.1", "169.254.169.254", "10.0.0.1", "[::1]", "[::ffff:192.168.0.1]"] {
        let site = Site::with("", &format!("http://{host}/in"), "");
        let file = site.file();
        let data = site.data().to_str().unwrap();
        run(&["serve", "--webhooks", file.to_str().unwrap(), "--data", data, "--listen", "127.0.0.1:0"])
            .assert(3, &["the webhook 'log'", "only this machine or site can reach"]);
    }
}

#[test]
fn redirects_are_not_followed() {
    let (first, second) = (Receiver::start(), Receiver::start());
    let url = second.url();
    first.behaves(move |_, stream| answer(stream, "307 Temporary Redirect", &format!("location: {url}\r\n")));
    let site = Site::new(&first.url(), "attempts = 1");
    let service = site.start();
    post(service.address, "", &pictures::pistol()).report();
    let entry = &wait_for_dead(&service, 1)[0];
    assert_eq!(entry["status"], 307);
    assert!(entry["error"].as_str().unwrap().contains("redirects are not followed"), "{entry}");
    assert!(second.received().is_empty());
}

#[test]
fn a_receiver_that_says_nothing_or_too_much_holds_nothing_up() {
    let silent = Receiver::start();
    silent.behaves(|_, _| thread::sleep(Duration::from_secs(60)));
    let site = Site::new(&silent.url(), "attempts = 1\ntimeout = 0.3");
    let service = site.start();
    post(service.address, "", &pictures::harmless()).report();
    let error = wait_for_dead(&service, 1)[0]["error"].as_str().unwrap().to_owned();
    assert!(error.contains("no answer in 0.3 s"), "{error}");
    drop(service);

    let talker = Receiver::start();
    talker.behaves(|_, stream| {
        let line = [b'x'; 4096];
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        while stream.write_all(&line).is_ok() {}
    });
    let site = Site::new(&talker.url(), "attempts = 1\nconcurrency = 1");
    let service = site.start();
    for _ in 0..2 {
        post(service.address, "", &pictures::harmless()).report();
    }
    assert_eq!(talker.wait_for(2).len(), 2);
    thread::sleep(Duration::from_millis(200));
    assert!(dead(&service).is_empty() && talker.received().len() == 2);
}

#[test]
fn no_event_is_lost_when_the_service_is_killed_between_deliveries() {
    const SCANS: usize = 12;
    let receiver = Receiver::start();
    receiver.behaves(|_, stream| {
        thread::sleep(Duration::from_millis(100));
        answer(stream, "200 OK", "");
    });
    let site = Site::new(&receiver.url(), "concurrency = 1\nfirst_retry = 0.05");
    let service = site.start();
    let scans: BTreeSet<String> = (0..SCANS)
        .map(|number| {
            let answer = post(service.address, &format!("?parcel=P{number}"), &pictures::harmless());
            answer.json()["id"].as_str().unwrap().to_owned()
        })
        .collect();
    receiver.wait_for(3);
    // As kill -9.
    drop(service);
    let service = site.start();
    let told = || receiver.received().iter().map(|request| request.scan()).collect::<BTreeSet<String>>();
    eventually("every scan is told of", || (told() == scans).then_some(()));
    drop(service);
    // On a busy machine a scan can have a second event, when its answer comes too late.
    let mut ids: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    let mut bodies: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for request in receiver.received() {
        let event = (request.scan(), request.json()["timestamp"].as_str().unwrap().to_owned());
        ids.entry(event).or_default().insert(request.id().to_owned());
        bodies.entry(request.id().to_owned()).or_default().insert(request.body.clone());
    }
    assert!(ids.values().all(|ids| ids.len() == 1), "a delivery that is sent again has the same id: {ids:?}");
    assert!(bodies.values().all(|bodies| bodies.len() == 1), "and the same body: {bodies:?}");
    assert_eq!(bodies.len(), ids.len(), "no id stands for two events");
}

#[test]
fn telling_hooks_keeps_no_line_waiting_for_the_database() {
    let receiver = Receiver::start();
    let site = Site::new(&receiver.url(), "");
    let mut service = site.start();
    let address = service.address;
    let lines: Vec<_> = (0..4)
        .map(|_| {
            let line = move || (0..10).map(|_| post(address, "", &pictures::harmless()).report()).collect::<Vec<_>>();
            thread::spawn(line)
        })
        .collect();
    for line in lines {
        assert!(line.join().unwrap().iter().all(|report| report["decision"] == "CLEAR"));
    }
    receiver.wait_for(40);
    service.signal("TERM");
    service.wait_for("all work was ended");
    for fault in ["cannot be told", "cannot be noted", "the store failed"] {
        assert!(!service.has_said(fault), "{fault}");
    }
}

#[test]
fn what_a_hook_that_is_gone_was_to_be_told_is_dead_and_a_new_one_hears_what_comes() {
    let receiver = Receiver::start();
    receiver.answers("500 Internal Server Error", "");
    let site = Site::new(&receiver.url(), "first_retry = 3600");
    let service = site.start();
    post(service.address, "?parcel=FIRST", &pictures::harmless()).report();
    receiver.wait_for(1);
    drop(service);

    receiver.answers("200 OK", "");
    let text = fs::read_to_string(site.file()).unwrap();
    fs::write(site.file(), text.replace("name = \"log\"", "name = \"other\"")).unwrap();
    let service = site.start();
    let entry = &wait_for_dead(&service, 1)[0];
    assert_eq!((&entry["hook"], &entry["error"]), (&"log".into(), &"The hook is not configured any more.".into()));
    let path = format!("/v1/webhooks/dead/{}/replay", entry["id"].as_str().unwrap());
    send(service.address, "POST", &path, &[], b"").assert_problem(409, "webhook_not_configured");
    post(service.address, "?parcel=SECOND", &pictures::harmless()).report();
    assert_eq!(receiver.wait_for(2)[1].json()["data"]["scan"]["parcel"], "SECOND");
}

#[test]
fn a_hook_is_tested_from_the_command_line() {
    let receiver = Receiver::start();
    let site = Site::new(&receiver.url(), "");
    let file = site.file();
    let test = |name: &str| run(&["webhook", "test", name, "--webhooks", file.to_str().unwrap()]);
    test("log").assert(0, &["204"]);
    let request = &receiver.wait_for(1)[0];
    assert_eq!(request.json()["type"], "webhook.test");
    let (timestamp, signature) = (request.header("webhook-timestamp"), request.header("webhook-signature"));
    assert!(verify(SECRET, request.id(), timestamp, signature, &request.body, now()));
    receiver.answers("403 Forbidden", "");
    test("log").assert(3, &["answered 403"]);
    test("other").assert(3, &["no webhook 'other'", "there are: log"]);
}

/// The page about webhooks.
fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/webhooks.md");
    fs::read_to_string(path).unwrap()
}

/// The first block of code in this language.
fn block(language: &str) -> String {
    let page = page();
    let begin = format!("```{language}\n");
    let rest = &page[page.find(&begin).unwrap() + begin.len()..];
    rest[..rest.find("```").unwrap()].to_owned()
}

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_receiver_in_python_that_is_documented_takes_what_is_signed_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("receiver.py");
    fs::write(&script, block("python")).unwrap();
    let mut child = Command::new("python3")
        .args(["-u", script.to_str().unwrap(), "0"])
        .env("WEBHOOK_SECRET", SECRET)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let _running = Running(child);
    let port: u16 = lines.next().unwrap().unwrap().rsplit(' ').next().unwrap().parse().unwrap();

    let site = Site::new(&format!("http://127.0.0.1:{port}/"), "attempts = 1");
    let service = site.start();
    let id = post(service.address, "?parcel=RR473124829GB", &pictures::pistol()).json()["id"].clone();
    let said = lines.next().unwrap().unwrap();
    assert_eq!(said, format!("scan.screened {} ALARM", id.as_str().unwrap()));
    let forged = send(
        ([127, 0, 0, 1], port).into(),
        "POST",
        "/",
        &[("webhook-id", "a"), ("webhook-timestamp", &now().to_string()), ("webhook-signature", "v1,AAAA")],
        b"{}",
    );
    assert_eq!(forged.status, 401);
    assert!(dead(&service).is_empty());
}

#[test]
fn the_example_in_rust_and_the_example_of_a_file_are_what_is_tested() {
    let source = include_str!("webhook_verify.rs");
    let example = source.replace("pub(crate) fn", "fn");
    let (_, example) = example.split_once("\n\n").unwrap();
    assert_eq!(block("rust"), example);

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("webhooks.toml");
    fs::write(folder.path().join("sorter-log.secret"), SECRET).unwrap();
    fs::write(&file, block("toml")).unwrap();
    let data = folder.path().join("data");
    run(&["webhook", "list", "--webhooks", file.to_str().unwrap(), "--data", data.to_str().unwrap()])
        .assert(0, &["sorter-log", "https://hooks.example.org/screening"]);
}
