//! A sorter that can also misbehave, on the service's own codec.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    time::{Duration, Instant},
};

use crate::program::PATIENCE;

#[allow(dead_code, reason = "the codec is the service's own; tests use a part of it")]
#[path = "../../src/intake/telegram/frame.rs"]
pub(crate) mod frame;

use self::frame::{Announce, Body, Decision, HEADER, Header, Hello, Request, Telegram, Text};

/// A connection of a sorter.
pub(crate) struct Sorter {
    stream: TcpStream,
    pub(crate) sequence: u32,
}

impl Sorter {
    /// Connects and greets, again and again until the service has a place.
    pub(crate) fn connect(address: SocketAddr, name: &str, session: u32) -> Self {
        Self::connect_with(address, name, session, "")
    }

    /// The same with a key.
    pub(crate) fn connect_with(address: SocketAddr, name: &str, session: u32, key: &str) -> Self {
        crate::program::eventually("there is a place for a sorter", || {
            let mut sorter = Self::silent(address);
            let hello =
                Hello { version: 1, heart_beat_ms: 60_000, session, name: Text::cut(name), key: Text::cut(key) };
            sorter.sequence = 1;
            let bytes = Telegram { sequence: 1, body: Body::Hello(hello) }.encode();
            let answer = sorter.stream.write_all(&bytes).and_then(|()| sorter.try_next());
            matches!(answer, Ok(Body::Hello(hello)) if hello.version == 1).then_some(sorter)
        })
    }

    /// Connects, and says nothing. Waits for a service that has not begun to listen.
    pub(crate) fn silent(address: SocketAddr) -> Self {
        let stream =
            crate::program::eventually("the service listens for telegrams", || TcpStream::connect(address).ok());
        // These fail where it has closed the connection already, which whoever reads finds out.
        let _ = stream.set_read_timeout(Some(PATIENCE));
        let _ = stream.set_nodelay(true);
        Self { stream, sequence: 0 }
    }

    /// Sends a telegram with the next sequence, which it gives.
    pub(crate) fn send(&mut self, body: Body) -> u32 {
        self.sequence += 1;
        self.send_as(self.sequence, body);
        self.sequence
    }

    pub(crate) fn send_as(&mut self, sequence: u32, body: Body) {
        self.send_bytes(&Telegram { sequence, body }.encode());
    }

    pub(crate) fn send_bytes(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).unwrap();
    }

    /// The next telegram that is no heart-beat.
    #[track_caller]
    pub(crate) fn next(&mut self) -> Body {
        self.try_next().unwrap()
    }

    /// The same; an error when the service has closed the connection.
    pub(crate) fn try_next(&mut self) -> std::io::Result<Body> {
        loop {
            let body = self.any()?;
            if body != Body::HeartBeat {
                return Ok(body);
            }
        }
    }

    /// The next telegram, whatever it is.
    pub(crate) fn any(&mut self) -> std::io::Result<Body> {
        let mut header = [0; HEADER];
        self.stream.read_exact(&mut header)?;
        let header = Header::decode(header).unwrap();
        let mut body = vec![0; header.length];
        self.stream.read_exact(&mut body)?;
        Ok(Body::decode(header.kind, &body).unwrap())
    }

    /// Asks for a parcel.
    pub(crate) fn ask(&mut self, parcel: &str, lane: &str, wait_ms: u32) -> u32 {
        self.send(request(parcel, lane, wait_ms))
    }

    /// Announces a parcel, and gives how long the acknowledgement took.
    #[track_caller]
    pub(crate) fn announce(&mut self, parcel: &str, lane: &str, scanned: u64) -> Duration {
        let begun = Instant::now();
        loop {
            let (lane, parcel) = (Text::cut(lane), Text::cut(parcel));
            let sequence = self.send(Body::Announce(Announce { scanned, lane, parcel }));
            match self.next() {
                Body::Acknowledge { answers } => {
                    assert_eq!(answers, sequence);
                    return begun.elapsed();
                }
                // A busy machine: a sorter sends it again.
                Body::Refuse(refuse) if refuse.code == frame::RefuseCode::NotStored => self.sequence -= 1,
                other => panic!("{other:?}"),
            }
        }
    }

    /// The acknowledgement and the decision of a request.
    #[track_caller]
    pub(crate) fn decision(&mut self, sequence: u32) -> Decision {
        assert_eq!(self.next(), Body::Acknowledge { answers: sequence });
        let Body::Decision(decision) = self.next() else { panic!("a decision follows") };
        assert_eq!(decision.answers, sequence);
        decision
    }
}

pub(crate) fn request(parcel: &str, lane: &str, wait_ms: u32) -> Body {
    Body::Request(Request { scanned: 0, wait_ms, lane: Text::cut(lane), parcel: Text::cut(parcel) })
}

/// An address on which nobody listens.
pub(crate) fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}
