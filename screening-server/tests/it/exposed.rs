//! Nothing that others can reach is open to whoever comes.

use std::{fs, net::SocketAddr};

use crate::{
    models::Model,
    program::{Service, run},
    sorter::{
        Sorter,
        frame::{Body, Hello, RefuseCode, Telegram, Text},
        free_address,
    },
};

const KEY: &str = "9f3c0d7b51a24e68";

#[test]
fn addresses_that_others_reach_need_to_know_who_comes() {
    let model = Model::good();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let key = folder.path().join("sorters.key");
    let write = |text: &str| fs::write(&key, text).unwrap();
    write(KEY);
    let key = key.to_str().unwrap();
    let common = ["--engine", "tract", "--model", model.path(), "--data", data.to_str().unwrap()];
    // An address of its own, unless the test gives one.
    let all = |command: &[&'static str], more: &[&str]| {
        let listen: &[&str] = if more.contains(&"--listen") { &[] } else { &["--listen", "127.0.0.1:0"] };
        run(&[command, &common, listen, more].concat())
    };
    let check = |more: &[&str]| all(&["config", "check"], more);
    let refused = |more: &[&str], words: &[&str]| {
        check(more).assert(3, words);
        all(&["serve"], more).assert(3, words);
    };

    for open in ["0.0.0.0:0", "[::]:0"] {
        refused(&["--listen", open], &["others can reach, but `auth` is off"]);
        refused(&["--telegram", open], &["others can reach", "`telegram-peers`", "`telegram-key-file`"]);
        // One does not stand for the other.
        refused(&["--telegram", open, "--auth", "on"], &["`telegram-peers`"]);
    }
    check(&["--telegram", "0.0.0.0:0", "--telegram-peers", "10.0.3.0/24"]).assert(0, &["can be used"]);
    check(&["--telegram", "0.0.0.0:0", "--telegram-key-file", key]).assert(0, &["can be used"]);
    check(&["--telegram", "127.0.0.1:0"]).assert(0, &["can be used"]);
    check(&["--listen", "0.0.0.0:0", "--auth", "on"]).assert(0, &["can be used"]);

    refused(&["--telegram", "0.0.0.0:0", "--telegram-peers", "0.0.0.0/0"], &["'0.0.0.0/0', which is everyone"]);
    refused(&["--telegram", "0.0.0.0:0", "--telegram-peers", "sorter"], &["but must hold an address or a network"]);
    write("short");
    refused(&["--telegram", "0.0.0.0:0", "--telegram-key-file", key], &["one line of 16 to 128 bytes"]);
    refused(&["--telegram", "0.0.0.0:0", "--telegram-key-file", "/no/such.key"], &["'/no/such.key' cannot be read"]);
}

fn hello(key: &str) -> Vec<u8> {
    let (name, key) = (Text::cut("sorter"), Text::cut(key));
    let hello = Hello { version: 1, heart_beat_ms: 60_000, session: 1, name, key };
    Telegram { sequence: 1, body: Body::Hello(hello) }.encode()
}

fn listening(service: &mut Service) -> SocketAddr {
    let line = service.wait_for("listening for telegrams");
    let address: SocketAddr = line["fields"]["address"].as_str().unwrap().parse().unwrap();
    (std::net::Ipv4Addr::LOCALHOST, address.port()).into()
}

fn start(args: &[&str]) -> (Service, SocketAddr) {
    let mut service = Service::starting(Model::good(), "serve", args);
    let address = listening(&mut service);
    (service, address)
}

#[test]
fn sorters_from_elsewhere_are_closed_without_a_word() {
    let (mut service, address) = start(&["--telegram", "0.0.0.0:0", "--telegram-peers", "127.0.0.2/32"]);
    let mut stranger = Sorter::silent(address);
    assert!(stranger.try_next().is_err(), "nothing is said to it");
    let line = service.wait_for("is not in `telegram-peers`");
    assert!(line["fields"]["address"].as_str().unwrap().starts_with("127.0.0.1:"), "{line}");
    drop(service);

    let (_service, address) = start(&["--telegram", "0.0.0.0:0", "--telegram-peers", "127.0.0.1"]);
    let mut sorter = Sorter::connect(address, "a", 1);
    let sequence = sorter.ask("NONE", "3", 100);
    assert_eq!(sorter.decision(sequence).reason.as_str(), "lost_tracking");
}

#[test]
fn sorters_without_the_key_learn_nothing_of_parcels() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sorters.key");
    fs::write(&file, format!("{KEY}\n")).unwrap();
    let args = ["--telegram", "0.0.0.0:0", "--telegram-key-file", file.to_str().unwrap()];
    let (mut service, address) = start(&args);
    for wrong in ["", "9f3c0d7b51a24e69", "9f3c0d7b51a24e6", "9f3c0d7b51a24e688"] {
        let mut peer = Sorter::silent(address);
        peer.send_bytes(&hello(wrong));
        assert!(matches!(peer.next(), Body::Refuse(refuse) if refuse.code == RefuseCode::Key), "{wrong}");
        assert!(peer.try_next().is_err(), "the connection is closed");
    }
    let line = service.wait_for("its key is missing or wrong");
    assert!(!line.to_string().contains(KEY), "{line}");
    let mut sorter = Sorter::connect_with(address, "a", 1, KEY);
    let sequence = sorter.ask("NONE", "3", 100);
    assert_eq!(sorter.decision(sequence).reason.as_str(), "lost_tracking");

    // Where no key is asked for, one does no harm.
    let address = free_address();
    let _service = Service::start(&["--telegram", &address.to_string()]);
    Sorter::connect_with(address, "a", 1, KEY);
}
