//! The telegrams of the sorter interface and their bytes, as `docs/telegram.md` describes them.
//!
//! Pure: no socket, no clock. All numbers are big-endian. A telegram is a header of ten bytes and a body:
//!
//! | offset | bytes | field |
//! |---:|---:|---|
//! | 0 | 2 | start mark, [`START`] |
//! | 2 | 2 | length of the body, 0 to [`MAX_BODY`] |
//! | 4 | 4 | sequence |
//! | 8 | 2 | type |
//!
//! This file names nothing of the rest of the service, so that the example client and the tests share it as it is.

use std::fmt;

use thiserror::Error;

/// The version of the interface, told in `HELLO`.
pub(crate) const VERSION: u16 = 1;

/// The first two bytes of every telegram: "XR".
pub(crate) const START: u16 = 0x5852;

/// Bytes of a header.
pub(crate) const HEADER: usize = 10;

/// Most bytes of a body; a peer that says more is broken or hostile.
pub(crate) const MAX_BODY: usize = 512;

/// Most bytes of a text: its length is one byte.
pub(crate) const MAX_TEXT: usize = 128;

/// A telegram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Telegram {
    /// Counted by its sender. What is sent again keeps its number.
    pub(crate) sequence: u32,
    /// What it says.
    pub(crate) body: Body,
}

/// What a telegram says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Body {
    /// The first telegram of both sides.
    Hello(Hello),
    /// The sender is alive.
    HeartBeat,
    /// A parcel was scanned; its picture comes by another way.
    Announce(Announce),
    /// What is to be done with a parcel?
    Request(Request),
    /// The answer to a request.
    Decision(Decision),
    /// A telegram was understood, and what it told is on disk.
    Acknowledge {
        /// Its sequence.
        answers: u32,
    },
    /// A telegram was not taken.
    Refuse(Refuse),
}

/// Who speaks, and how.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Hello {
    /// [`VERSION`] of the sender.
    pub(crate) version: u16,
    /// The sender sends something at least so often, in milliseconds.
    pub(crate) heart_beat_ms: u16,
    /// Changes when the sender begins to count its telegrams anew, and stays the same when it only connects again.
    pub(crate) session: u32,
    /// The sender's name, one for each sorter.
    pub(crate) name: Text,
    /// What proves that the sender is a sorter of the site; empty where no key is asked for.
    pub(crate) key: Text,
}

/// A parcel was scanned.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Announce {
    /// When, in milliseconds since 1970-01-01 UTC.
    pub(crate) scanned: u64,
    /// The lane it lies on; empty where there is but one.
    pub(crate) lane: Text,
    /// Its code.
    pub(crate) parcel: Text,
}

/// Asks what is to be done with a parcel.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Request {
    /// The time of the scan as announced, or 0 for the newest scan of the code.
    pub(crate) scanned: u64,
    /// Milliseconds from now until the answer must be there; 0 for the service's own limit.
    pub(crate) wait_ms: u32,
    /// The lane; empty for any.
    pub(crate) lane: Text,
    /// The parcel's code; empty where it could not be read.
    pub(crate) parcel: Text,
}

/// The answer to a request. It says PASS when its verdict is CLEAR, and DIVERT whatever else it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Decision {
    /// The request's sequence.
    pub(crate) answers: u32,
    /// What the screening found.
    pub(crate) verdict: Verdict,
    /// Why there is no full inspection, where there is none.
    pub(crate) abort: Abort,
    /// The scan's id, a UUID; all zero where no scan is known.
    pub(crate) scan: [u8; 16],
    /// The code that was asked for.
    pub(crate) parcel: Text,
    /// A stable key that says why, as in reports.
    pub(crate) reason: Text,
}

/// A telegram was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Refuse {
    /// Its sequence; 0 where none could be read.
    pub(crate) answers: u32,
    /// Why.
    pub(crate) code: RefuseCode,
    /// What to do, for the person who reads the sorter's log.
    pub(crate) advice: Text,
}

/// An enumeration of one byte.
macro_rules! codes {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $variant:ident = $code:literal $text:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum $name { $($(#[$what])* $variant,)+ }

        impl $name {
            /// All of them.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As a byte.
            pub(crate) const fn code(self) -> u8 {
                match self { $(Self::$variant => $code),+ }
            }

            /// As it is written.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            fn of(code: u8) -> Result<Self, BodyError> {
                let known = Self::ALL.iter().copied().find(|known| known.code() == code);
                known.ok_or(BodyError::Code { what: stringify!($name), code })
            }
        }
    };
}

codes! {
    /// What the sorter does.
    Action {
        /// The parcel goes on.
        Pass = 1 "PASS",
        /// The parcel goes to a person.
        Divert = 2 "DIVERT",
    }
}

codes! {
    /// What a screening found.
    Verdict {
        /// A person must look.
        Alarm = 1 "ALARM",
        /// Nothing was found, and everything was inspected.
        Clear = 2 "CLEAR",
        /// Not known; the reason says why.
        Unknown = 3 "UNKNOWN",
    }
}

codes! {
    /// Why there is no full inspection. The terms are those of reports.
    Abort {
        /// There is one.
        None = 0 "",
        /// No decision in time.
        Timeout = 1 "TIMEOUT",
        /// A person's time limit ended.
        NotReviewed = 2 "NOT_REVIEWED",
        /// A picture is missing or could not be read, or the parcel is not known at all.
        IncompleteScan = 3 "INCOMPLETE_SCAN",
        /// The parcel is cut by the picture's edge.
        Clipped = 4 "CLIPPED",
        /// Larger than the limits allow.
        Oversize = 5 "OVERSIZE",
        /// The detector or its engine failed.
        EngineFailure = 6 "ENGINE_FAILURE",
        /// The detector is saturated, or the polarity cannot be told.
        BadExposure = 7 "BAD_EXPOSURE",
        /// A reason that this version of the interface has no number for.
        Other = 255 "OTHER",
    }
}

codes! {
    /// Why a telegram was not taken.
    RefuseCode {
        /// Something came before `HELLO`. The connection is closed.
        HelloFirst = 1 "HELLO_FIRST",
        /// The version is not spoken here. The connection is closed.
        Version = 2 "VERSION",
        /// The bytes are no telegram. The connection is closed.
        Frame = 3 "FRAME",
        /// The type is not known, or not one that a sorter sends.
        Type = 4 "TYPE",
        /// The body is not what its type asks for.
        Body = 5 "BODY",
        /// The sequence was used for another telegram of this session.
        SequenceUsed = 6 "SEQUENCE_USED",
        /// It is not on disk yet.
        NotStored = 7 "NOT_STORED",
        /// Too many telegrams are unanswered.
        Busy = 8 "BUSY",
        /// The service ends.
        Stopping = 9 "STOPPING",
        /// The key is missing or wrong. The connection is closed.
        Key = 10 "KEY",
    }
}

/// Text of up to [`MAX_TEXT`] bytes without control characters.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Text(String);

impl Text {
    /// The text, where it fits.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let fits = text.len() <= MAX_TEXT && !text.chars().any(char::is_control);
        fits.then(|| Self(text.to_owned()))
    }

    /// As much of the text as fits, without its control characters.
    pub(crate) fn cut(text: &str) -> Self {
        let mut kept = String::new();
        for character in text.chars().filter(|character| !character.is_control()) {
            if kept.len() + character.len_utf8() > MAX_TEXT {
                break;
            }
            kept.push(character);
        }
        Self(kept)
    }

    /// The text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The bytes are no telegram: what follows cannot be read either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum FrameError {
    #[error("a telegram begins with 58 52, but {0:#06x} came")]
    Start(u16),
    #[error("a body of {0} bytes was announced, but {MAX_BODY} are the most")]
    Length(u16),
}

/// The telegram cannot be understood; the next one may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum BodyError {
    #[error("type {0} is not known")]
    Type(u16),
    #[error("the body is {missing} bytes too short")]
    Short { missing: usize },
    #[error("the body is {extra} bytes too long")]
    Long { extra: usize },
    #[error("a text is longer than {MAX_TEXT} bytes, has control characters, or is no UTF-8")]
    Text,
    #[error("{what} {code} is not known")]
    Code { what: &'static str, code: u8 },
    #[error("the action does not fit the verdict")]
    Action,
}

/// What stands before a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// Bytes of the body, at most [`MAX_BODY`].
    pub(crate) length: usize,
    /// The telegram's sequence.
    pub(crate) sequence: u32,
    /// Its type, known or not.
    pub(crate) kind: u16,
}

impl Header {
    /// Reads a header.
    ///
    /// # Errors
    /// When it is none, or announces more than there may be.
    pub(crate) fn decode(bytes: [u8; HEADER]) -> Result<Self, FrameError> {
        let [s0, s1, l0, l1, q0, q1, q2, q3, k0, k1] = bytes;
        let start = u16::from_be_bytes([s0, s1]);
        if start != START {
            return Err(FrameError::Start(start));
        }
        let length = u16::from_be_bytes([l0, l1]);
        if usize::from(length) > MAX_BODY {
            return Err(FrameError::Length(length));
        }
        let sequence = u32::from_be_bytes([q0, q1, q2, q3]);
        Ok(Self { length: length.into(), sequence, kind: u16::from_be_bytes([k0, k1]) })
    }
}

impl Telegram {
    /// The telegram's bytes.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut body = Writer(Vec::new());
        self.body.write(&mut body);
        let mut bytes = Writer(Vec::with_capacity(HEADER + body.0.len()));
        bytes.u16(START);
        // All texts at their longest are far below the limit, which a test asserts.
        bytes.u16(body.0.len() as u16);
        bytes.u32(self.sequence);
        bytes.u16(self.body.kind());
        bytes.0.extend_from_slice(&body.0);
        bytes.0
    }
}

impl Body {
    /// The number of the type.
    pub(crate) const fn kind(&self) -> u16 {
        match self {
            Self::Hello(_) => 1,
            Self::HeartBeat => 2,
            Self::Announce(_) => 3,
            Self::Request(_) => 4,
            Self::Decision(_) => 5,
            Self::Acknowledge { .. } => 6,
            Self::Refuse(_) => 7,
        }
    }

    /// Reads a body of this type.
    ///
    /// # Errors
    /// When the type is not known, or the body is not what the type asks for.
    pub(crate) fn decode(kind: u16, bytes: &[u8]) -> Result<Self, BodyError> {
        let mut from = Reader(bytes);
        let body = match kind {
            1 => Self::Hello(Hello {
                version: from.u16()?,
                heart_beat_ms: from.u16()?,
                session: from.u32()?,
                name: from.text()?,
                key: if from.0.is_empty() { Text::default() } else { from.text()? },
            }),
            2 => Self::HeartBeat,
            3 => Self::Announce(Announce { scanned: from.u64()?, lane: from.text()?, parcel: from.text()? }),
            4 => Self::Request(Request {
                scanned: from.u64()?,
                wait_ms: from.u32()?,
                lane: from.text()?,
                parcel: from.text()?,
            }),
            5 => {
                let answers = from.u32()?;
                let (action, verdict) = (Action::of(from.u8()?)?, Verdict::of(from.u8()?)?);
                let abort = Abort::of(from.u8()?)?;
                let scan = from.array()?;
                let decision = Decision { answers, verdict, abort, scan, parcel: from.text()?, reason: from.text()? };
                if decision.action() != action {
                    return Err(BodyError::Action);
                }
                Self::Decision(decision)
            }
            6 => Self::Acknowledge { answers: from.u32()? },
            7 => Self::Refuse(Refuse { answers: from.u32()?, code: RefuseCode::of(from.u8()?)?, advice: from.text()? }),
            kind => return Err(BodyError::Type(kind)),
        };
        match from.0.len() {
            0 => Ok(body),
            extra => Err(BodyError::Long { extra }),
        }
    }

    fn write(&self, to: &mut Writer) {
        match self {
            Self::Hello(Hello { version, heart_beat_ms, session, name, key }) => {
                to.u16(*version);
                to.u16(*heart_beat_ms);
                to.u32(*session);
                to.text(name);
                if !key.as_str().is_empty() {
                    to.text(key);
                }
            }
            Self::HeartBeat => {}
            Self::Announce(Announce { scanned, lane, parcel }) => {
                to.u64(*scanned);
                to.text(lane);
                to.text(parcel);
            }
            Self::Request(Request { scanned, wait_ms, lane, parcel }) => {
                to.u64(*scanned);
                to.u32(*wait_ms);
                to.text(lane);
                to.text(parcel);
            }
            Self::Decision(decision) => {
                let Decision { answers, verdict, abort, scan, parcel, reason } = decision;
                to.u32(*answers);
                to.0.extend([decision.action().code(), verdict.code(), abort.code()]);
                to.0.extend_from_slice(scan);
                to.text(parcel);
                to.text(reason);
            }
            Self::Acknowledge { answers } => to.u32(*answers),
            Self::Refuse(Refuse { answers, code, advice }) => {
                to.u32(*answers);
                to.0.push(code.code());
                to.text(advice);
            }
        }
    }
}

impl Decision {
    /// What the sorter does.
    pub(crate) fn action(&self) -> Action {
        if self.verdict == Verdict::Clear { Action::Pass } else { Action::Divert }
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn u16(&mut self, value: u16) {
        self.0.extend(value.to_be_bytes());
    }

    fn u32(&mut self, value: u32) {
        self.0.extend(value.to_be_bytes());
    }

    fn u64(&mut self, value: u64) {
        self.0.extend(value.to_be_bytes());
    }

    fn text(&mut self, text: &Text) {
        self.0.push(text.0.len() as u8);
        self.0.extend_from_slice(text.0.as_bytes());
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], BodyError> {
        let missing = BodyError::Short { missing: count.saturating_sub(self.0.len()) };
        let (taken, rest) = self.0.split_at_checked(count).ok_or(missing)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], BodyError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    fn u8(&mut self) -> Result<u8, BodyError> {
        Ok(u8::from_be_bytes(self.array()?))
    }

    fn u16(&mut self) -> Result<u16, BodyError> {
        Ok(u16::from_be_bytes(self.array()?))
    }

    fn u32(&mut self) -> Result<u32, BodyError> {
        Ok(u32::from_be_bytes(self.array()?))
    }

    fn u64(&mut self) -> Result<u64, BodyError> {
        Ok(u64::from_be_bytes(self.array()?))
    }

    fn text(&mut self) -> Result<Text, BodyError> {
        let length = self.u8()?;
        let bytes = self.take(length.into())?;
        std::str::from_utf8(bytes).ok().and_then(Text::new).ok_or(BodyError::Text)
    }
}
