//! The service is killed at random moments under load, and every scan that it acknowledged is accounted for.
//!
//! `SCREENING_KILLS` sets how often (8 without it; 200 in the long run), `SCREENING_KILL_SEED` repeats a run.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    io::{self, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::Stdio,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde_json::Value;

use crate::{
    http::get,
    models::Model,
    pictures,
    program::{Service, binary, eventually},
};

/// Clients that send at a time.
const CLIENTS: usize = 3;

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.roll() % end
    }
}

/// What the clients know. A number is a scan's parcel code and idempotency key.
#[derive(Default)]
struct Ledger {
    next: usize,
    /// Sent, and not acknowledged: it may be kept or not, and is sent again.
    open: BTreeSet<usize>,
    /// Acknowledged, with its id.
    acknowledged: BTreeMap<usize, String>,
    /// Answers that were read, by id.
    told: BTreeMap<String, String>,
}

struct Load {
    pictures: Vec<(Vec<u8>, bool)>,
    ledger: Mutex<Ledger>,
    stop: AtomicBool,
}

/// Tells the clients to end when it goes.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Load {
    /// Small pictures, and whether they may be CLEAR.
    fn new() -> Self {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples/pseudo-colour/colour");
        let mut files: Vec<PathBuf> = fs::read_dir(samples).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort_by_key(|path| fs::metadata(path).unwrap().len());
        let mut pictures: Vec<_> = files.iter().take(2).map(|path| (fs::read(path).unwrap(), true)).collect();
        pictures.extend([(pictures::pistol(), false), (pictures::harmless(), true), (b"no picture".to_vec(), false)]);
        Self { pictures, ledger: Mutex::default(), stop: AtomicBool::new(false) }
    }

    fn picture(&self, number: usize) -> &(Vec<u8>, bool) {
        &self.pictures[number % self.pictures.len()]
    }

    /// Sends scans until it is told to stop, those first that were never acknowledged.
    fn send(&self, address: SocketAddr) {
        while !self.stop.load(Ordering::Relaxed) {
            let number = {
                let mut ledger = self.ledger.lock().unwrap();
                let number = ledger.open.iter().next().copied().unwrap_or(ledger.next);
                ledger.next = ledger.next.max(number + 1);
                ledger.open.remove(&number);
                number
            };
            let answer = self.post(address, number);
            let mut ledger = self.ledger.lock().unwrap();
            match answer {
                Some((202 | 200, scan)) => {
                    let id = scan["id"].as_str().unwrap().to_owned();
                    if scan["pending"] == false {
                        let decision = scan["report"]["decision"].as_str().unwrap().to_owned();
                        ledger.told.insert(id.clone(), decision);
                    }
                    let earlier = ledger.acknowledged.insert(number, id.clone());
                    assert!(earlier.is_none_or(|earlier| earlier == id), "scan {number} has two ids");
                }
                Some((429 | 503, problem)) => {
                    assert_eq!(problem["decision"], "UNKNOWN");
                    ledger.open.insert(number);
                    drop(ledger);
                    thread::sleep(Duration::from_millis(50));
                }
                Some((status, body)) => panic!("scan {number}: {status} {body}"),
                None => {
                    ledger.open.insert(number);
                    drop(ledger);
                    thread::sleep(Duration::from_millis(10));
                }
            }
        }
    }

    /// One scan over a connection that may break at any moment; none unless the answer came as a whole.
    fn post(&self, address: SocketAddr, number: usize) -> Option<(u16, Value)> {
        let picture = &self.picture(number).0;
        let mut stream = TcpStream::connect(address).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
        let head = format!(
            "POST /v1/scans?parcel=P{number} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nprefer: respond-async\r\n\
             idempotency-key: {number}\r\ncontent-type: image/png\r\ncontent-length: {}\r\n\r\n",
            picture.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        stream.write_all(picture).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let text = String::from_utf8(answer).ok()?;
        let (head, body) = text.split_once("\r\n\r\n")?;
        Some((head.split(' ').nth(1)?.parse().ok()?, serde_json::from_str(body).ok()?))
    }

    /// Reads the answers of a few scans, and checks that none that was told is another now.
    fn look(&self, address: SocketAddr) {
        let ids: Vec<String> = {
            let ledger = self.ledger.lock().unwrap();
            ledger.acknowledged.values().rev().take(20).cloned().collect()
        };
        for id in ids {
            let scan = get(address, &format!("/v1/scans/{id}")).json();
            if scan["pending"] == false {
                let decision = scan["report"]["decision"].as_str().unwrap().to_owned();
                let mut ledger = self.ledger.lock().unwrap();
                let told = ledger.told.entry(id.clone()).or_insert_with(|| decision.clone());
                assert_eq!(*told, decision, "the answer of {id} changed");
            }
        }
    }
}

#[test]
fn nothing_acknowledged_is_lost_when_the_service_is_killed() {
    let setting = |name: &str| env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let kills = setting("SCREENING_KILLS").unwrap_or(8);
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros() as u64;
    let seed = setting("SCREENING_KILL_SEED").unwrap_or(clock);
    let mut dice = Dice(seed);
    // Past the test harness, which keeps what passing tests print.
    let _ = writeln!(io::stderr(), "\nkill test: SCREENING_KILLS={kills} SCREENING_KILL_SEED={seed}");

    let data = tempfile::tempdir().unwrap();
    let load = Load::new();
    for kill in 0..kills {
        if kill % 4 == 3 {
            // In the middle of the start, which recovers what the kill before left.
            start_and_kill(data.path(), Duration::from_millis(dice.below(600)));
            continue;
        }
        let mut service = Service::start_in(data.path(), &[]);
        load.stop.store(false, Ordering::Relaxed);
        let address = service.address;
        thread::scope(|scope| {
            // Where a check below fails, the clients end too.
            let _stop = Stop(&load.stop);
            for _ in 0..CLIENTS {
                scope.spawn(|| load.send(address));
            }
            load.look(address);
            thread::sleep(Duration::from_millis(dice.below(2500)));
            assert!(service.is_running());
            service.kill();
        });
    }

    let service = Service::start_in(data.path(), &[]);
    let recovered = &service.said("recovered what the last run left")["fields"];
    eventually("every scan is decided", || {
        let pending = get(service.address, "/v1/scans?pending=true&limit=1").json();
        pending["scans"].as_array().unwrap().is_empty().then_some(())
    });
    let counts = account(&load, &service);
    let _ = writeln!(io::stderr(), "kill test: {counts:?}; the last start recovered {recovered}\n");
}

/// Checks every scan that was acknowledged, and that there is no other one but those that were sent; gives how many
/// ended how.
fn account(load: &Load, service: &Service) -> BTreeMap<String, usize> {
    let ledger = load.ledger.lock().unwrap();
    assert!(!ledger.acknowledged.is_empty());
    let mut counts = BTreeMap::new();
    for (number, id) in &ledger.acknowledged {
        let answer = get(service.address, &format!("/v1/scans/{id}"));
        assert_eq!(answer.status, 200, "scan {number} ({id}) was acknowledged and is gone");
        let scan = answer.json();
        assert_eq!((&scan["pending"], &scan["parcel"]), (&false.into(), &format!("P{number}").into()));
        let report = &scan["report"];
        let decision = report["decision"].as_str().unwrap();
        if decision == "CLEAR" {
            assert!(load.picture(*number).1, "scan {number} holds a threat or no picture: {report}");
            let searched = report["views"][0]["tiles"].as_u64() > Some(0);
            assert!(searched && report["engine"].is_object() && report["model"].is_object(), "{report}");
        }
        assert!(!report["reasons"].as_array().unwrap().is_empty(), "{report}");
        if let Some(told) = ledger.told.get(id) {
            assert_eq!(told, decision, "the answer of scan {number} changed");
        }
        *counts.entry(format!("{decision} {}", report["abort_reason"].as_str().unwrap_or("-"))).or_default() += 1;
    }
    // Each was screened once, however often it was sent.
    let mut parcels = BTreeSet::new();
    let mut next = String::new();
    loop {
        let page = get(service.address, &format!("/v1/scans?limit=500{next}")).json();
        for scan in page["scans"].as_array().unwrap() {
            // A scan whose sending the kill cut off is its own, UNKNOWN record; sent again, it is another scan.
            let parcel = scan["parcel"].as_str().unwrap().to_owned();
            let whole = scan["abort_reason"] != "INCOMPLETE_SCAN" || !scan["thumbnail"].is_null();
            assert!(!whole || parcels.insert(parcel.clone()), "{parcel} is there twice");
        }
        match page["next"].as_str() {
            Some(id) => next = format!("&before={id}"),
            None => break,
        }
    }
    counts
}

/// Starts the service and kills it after a while, wherever it is by then.
fn start_and_kill(data: &Path, after: Duration) {
    let model = Model::good();
    let mut child = binary()
        .args(["serve", "--listen", "127.0.0.1:0", "--engine", "tract", "--threads", "1", "--model", model.path()])
        .args(["--data", data.to_str().unwrap()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
}
