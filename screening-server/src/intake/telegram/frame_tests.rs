//! The codec against arbitrary telegrams, arbitrary bytes, and the examples of the page that describes it.

use proptest::prelude::*;

use super::{frame::*, wire};

/// The page that PLC programmers work from.
const PAGE: &str = include_str!("../../../../docs/telegram.md");

fn decode(bytes: &[u8]) -> Option<Telegram> {
    let header = Header::decode(bytes.get(..HEADER)?.try_into().unwrap()).ok()?;
    let body = Body::decode(header.kind, &bytes[HEADER..]).ok()?;
    (header.length == bytes.len() - HEADER).then_some(Telegram { sequence: header.sequence, body })
}

fn text() -> impl Strategy<Value = Text> {
    any::<String>().prop_map(|text| Text::cut(&text))
}

fn any_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(all)
}

fn telegram() -> impl Strategy<Value = Telegram> {
    let hello = (any::<u16>(), any::<u16>(), any::<u32>(), text(), text()).prop_map(
        |(version, heart_beat_ms, session, name, key)| {
            Body::Hello(Hello { version, heart_beat_ms, session, name, key })
        },
    );
    let announce = (any::<u64>(), text(), text())
        .prop_map(|(scanned, lane, parcel)| Body::Announce(Announce { scanned, lane, parcel }));
    let request = (any::<u64>(), any::<u32>(), text(), text())
        .prop_map(|(scanned, wait_ms, lane, parcel)| Body::Request(Request { scanned, wait_ms, lane, parcel }));
    let decision = (any::<u32>(), any_of(Verdict::ALL), any_of(Abort::ALL), any::<[u8; 16]>(), text(), text())
        .prop_map(|(answers, verdict, abort, scan, parcel, reason)| {
            Body::Decision(Decision { answers, verdict, abort, scan, parcel, reason })
        });
    let acknowledge = any::<u32>().prop_map(|answers| Body::Acknowledge { answers });
    let refuse = (any::<u32>(), any_of(RefuseCode::ALL), text())
        .prop_map(|(answers, code, advice)| Body::Refuse(Refuse { answers, code, advice }));
    let body = prop_oneof![hello, Just(Body::HeartBeat), announce, request, decision, acknowledge, refuse];
    (any::<u32>(), body).prop_map(|(sequence, body)| Telegram { sequence, body })
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

proptest! {
    #[test]
    fn what_is_encoded_is_decoded_as_it_was(telegram in telegram()) {
        let bytes = telegram.encode();
        prop_assert!(bytes.len() <= HEADER + MAX_BODY);
        prop_assert_eq!(decode(&bytes), Some(telegram));
    }

    #[test]
    fn any_bytes_are_decoded_or_refused(kind in 0u16..9, bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = Body::decode(kind, &bytes);
        if let Some(header) = bytes.first_chunk() {
            let _ = Header::decode(*header);
        }
        // From a stream too, until it ends or is refused.
        block_on(async {
            let mut stream = bytes.as_slice();
            while wire::read(&mut stream).await.is_ok() {}
        });
    }

    #[test]
    fn a_damaged_telegram_never_says_pass(telegram in telegram(), at in any::<prop::sample::Index>(), flip in 1u8..) {
        let mut bytes = telegram.encode();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        if let Some(Telegram { body: Body::Decision(decision), .. }) = decode(&bytes) {
            prop_assert!(decision.action() == Action::Divert || decision.verdict == Verdict::Clear);
            let was_clear = matches!(&telegram.body, Body::Decision(was) if was.verdict == Verdict::Clear);
            prop_assert!(decision.action() == Action::Divert || was_clear, "one byte cannot turn DIVERT into PASS");
        }
    }

    #[test]
    fn telegrams_are_read_whole_wherever_the_stream_is_split(
        telegrams in proptest::collection::vec(telegram(), 1..4),
        splits in proptest::collection::vec(any::<prop::sample::Index>(), 2),
    ) {
        use tokio::io::AsyncReadExt as _;
        let bytes: Vec<u8> = telegrams.iter().flat_map(Telegram::encode).collect();
        let mut splits: Vec<usize> = splits.iter().map(|split| split.index(bytes.len())).collect();
        splits.sort_unstable();
        let (first, rest) = bytes.split_at(splits[0]);
        let (second, third) = rest.split_at(splits[1] - splits[0]);
        block_on(async {
            let mut stream = first.chain(second).chain(third);
            for telegram in telegrams {
                let received = wire::read(&mut stream).await.unwrap();
                assert_eq!((received.header.sequence, received.body), (telegram.sequence, Ok(telegram.body)));
            }
            assert!(matches!(wire::read(&mut stream).await, Err(wire::ReadError::Closed)));
        });
    }
}

#[test]
fn every_strict_prefix_of_a_telegram_is_an_early_end() {
    let whole = Telegram { sequence: 7, body: Body::Acknowledge { answers: 1 } }.encode();
    for length in 1..whole.len() {
        let ended = block_on(async { wire::read(&mut &whole[..length]).await });
        assert!(matches!(ended, Err(wire::ReadError::Broken(_))), "{length}");
    }
}

#[test]
fn an_action_that_does_not_fit_its_verdict_is_refused() {
    let text = |text: &str| Text::new(text).unwrap();
    for verdict in Verdict::ALL {
        let (parcel, reason) = (text("A"), text("x"));
        let decision = Decision { answers: 1, verdict: *verdict, abort: Abort::None, scan: [0; 16], parcel, reason };
        let mut bytes = Telegram { sequence: 1, body: Body::Decision(decision.clone()) }.encode();
        assert_eq!(decision.action() == Action::Pass, *verdict == Verdict::Clear);
        bytes[HEADER + 4] = 3 - bytes[HEADER + 4];
        assert_eq!(Body::decode(5, &bytes[HEADER..]), Err(BodyError::Action), "{verdict:?}");
    }
}

#[test]
fn texts_are_bounded_and_hold_no_control_characters() {
    assert_eq!(Text::new(&"x".repeat(MAX_TEXT)).unwrap().as_str().len(), MAX_TEXT);
    assert_eq!((Text::new(&"x".repeat(MAX_TEXT + 1)), Text::new("a\nb")), (None, None));
    assert_eq!(Text::cut(&"é".repeat(MAX_TEXT)).as_str().len(), MAX_TEXT);
    assert_eq!(Text::cut("a\nb").as_str(), "ab");
}

/// The telegrams of the page's examples, by the name under which each stands there.
fn examples() -> Vec<(&'static str, Telegram)> {
    let text = |text: &str| Text::new(text).unwrap();
    let scanned = 1_772_353_805_120;
    let (lane, parcel) = (text("3"), text("RR473124829GB"));
    let decision = |answers, verdict, abort, scan: u128, reason| {
        let (scan, parcel, reason) = (scan.to_be_bytes(), parcel.clone(), text(reason));
        Body::Decision(Decision { answers, verdict, abort, scan, parcel, reason })
    };
    let id = 0x0199_b3a1_5c40_7abc_8def_0123_4567_89ab;
    let hello = |key| {
        let (name, key) = (text("sorter-3"), text(key));
        Body::Hello(Hello { version: 1, heart_beat_ms: 2000, session: 0x2a, name, key })
    };
    let bodies = [
        ("HELLO", hello("")),
        ("HELLO with a key", hello("9f3c0d7b51a24e68")),
        ("HEART-BEAT", Body::HeartBeat),
        ("ANNOUNCE", Body::Announce(Announce { scanned, lane: lane.clone(), parcel: parcel.clone() })),
        ("REQUEST", Body::Request(Request { scanned, wait_ms: 1500, lane: lane.clone(), parcel: parcel.clone() })),
        ("DECISION pass", decision(4, Verdict::Clear, Abort::None, id, "no_threat")),
        ("DECISION time-out", decision(4, Verdict::Unknown, Abort::Timeout, id, "timeout")),
        ("DECISION lost", decision(4, Verdict::Unknown, Abort::IncompleteScan, 0, "lost_tracking")),
        ("ACKNOWLEDGE", Body::Acknowledge { answers: 3 }),
        ("REFUSE", Body::Refuse(Refuse { answers: 3, code: RefuseCode::NotStored, advice: text("send it again") })),
    ];
    let sequence = |name: &str| match name {
        "HELLO" | "HELLO with a key" => 1,
        "HEART-BEAT" => 2,
        "ANNOUNCE" => 3,
        "REQUEST" => 4,
        _ => 5,
    };
    bodies.into_iter().map(|(name, body)| (name, Telegram { sequence: sequence(name), body })).collect()
}

#[test]
fn the_page_s_examples_are_what_the_codec_writes() {
    let mut blocks = std::collections::BTreeMap::new();
    let mut rest = PAGE;
    while let Some((_, after)) = rest.split_once("```hex ") {
        let (block, after) = after.split_once("```").unwrap();
        let (name, lines) = block.split_once('\n').unwrap();
        // What follows two blanks explains the bytes before it.
        let hex: String =
            lines.lines().filter_map(|line| line.split("  ").next()).flat_map(|part| part.chars()).collect();
        let digits: Vec<u8> =
            hex.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_digit(16).unwrap() as u8).collect();
        let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        assert!(blocks.insert(name, bytes).is_none(), "{name} stands there twice");
        rest = after;
    }
    let mut kinds: Vec<u16> = Vec::new();
    for (name, telegram) in examples() {
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x} ")).collect::<String>();
        let shown = blocks.remove(name).unwrap_or_else(|| panic!("the page has no example {name}"));
        assert_eq!(hex(&shown), hex(&telegram.encode()), "{name}");
        kinds.push(telegram.body.kind());
    }
    assert!(blocks.is_empty(), "examples that nothing checks: {blocks:?}");
    kinds.dedup();
    assert_eq!(kinds, (1..=7).collect::<Vec<u16>>(), "every type has an example");
}

#[test]
fn the_page_lists_every_code_with_its_name() {
    let rows: Vec<String> = PAGE.lines().map(|line| line.replace(' ', "")).collect();
    let listed = |code: u8, name: &str| rows.iter().any(|row| row.starts_with(&format!("|{code}|{name}|")));
    for abort in Abort::ALL.iter().filter(|abort| **abort != Abort::None) {
        assert!(listed(abort.code(), abort.name()), "{}", abort.name());
    }
    for code in RefuseCode::ALL {
        assert!(listed(code.code(), code.name()), "{}", code.name());
    }
    for (code, name) in Action::ALL.iter().map(|it| (it.code(), it.name())) {
        assert!(listed(code, name), "{name}");
    }
    for (code, name) in Verdict::ALL.iter().map(|it| (it.code(), it.name())) {
        assert!(listed(code, name), "{name}");
    }
}
