//! One connection of a sorter: reads telegrams, sees that each is answered, and drops a peer that is broken.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use thiserror::Error;
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::{Semaphore, mpsc, watch},
    time::{Instant, timeout},
};

use super::{
    decide::{Decider, moment},
    frame::{Announce, Body, Hello, Refuse, RefuseCode, Request, Telegram, Text, VERSION},
    peers::{Answer, Memory, Peers, Session},
    wire::{self, ReadError, Received},
};
use crate::{auth::SecretHash, clock};

/// For the first telegram.
const HELLO: Duration = Duration::from_secs(5);

/// After which a telegram that is not on disk is refused: the sorter hears of it within 150 ms.
const ACKNOWLEDGE: Duration = Duration::from_millis(120);

/// Telegrams of a connection that are being answered.
const UNANSWERED: usize = 64;

/// Answers that wait until the peer takes them.
const OUTGOING: usize = 256;

/// Telegrams that cannot be understood, after which the peer is dropped.
const FAULTS: usize = 8;

/// Heart-beats that may be missed.
const MISSED: u32 = 3;

/// How long a peer that is dropped may take to read why.
const LINGER: Duration = Duration::from_millis(500);

/// What all connections share.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) decider: Decider,
    pub(super) peers: Peers,
    /// Places for requests that are being decided, over all connections.
    pub(super) deciding: Arc<Semaphore>,
    /// What sorters prove themselves with; none where they need not.
    pub(super) key: Option<SecretHash>,
    /// How often the service says that it is alive.
    pub(super) heart_beat: Duration,
    /// Whether the service ends.
    pub(super) stopping: watch::Receiver<bool>,
}

/// Why a connection ended.
#[derive(Debug, Error)]
pub(super) enum Ended {
    #[error("the peer sent no HELLO within {} s", HELLO.as_secs())]
    Dumb,
    #[error("the peer did not begin with a valid HELLO")]
    NoHello,
    #[error("the peer speaks version {0}, but {VERSION} is spoken here")]
    Version(u16),
    #[error("its key is missing or wrong")]
    Key,
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("no whole telegram came within {} heart-beats", MISSED)]
    Silent,
    #[error("{FAULTS} telegrams could not be understood")]
    Faults,
    #[error("the peer does not take its answers")]
    Stalled,
    #[error("the service ends")]
    Stopping,
}

enum Outgoing {
    Telegram(Body),
    Close,
}

/// Serves a sorter until one of the two goes.
pub(super) async fn serve(stream: TcpStream, address: SocketAddr, line: Arc<Line>) {
    let _ = stream.set_nodelay(true);
    let (mut read, write) = stream.into_split();
    let (out, outgoing) = mpsc::channel(OUTGOING);
    let writer = tokio::spawn(write_all(write, outgoing, line.heart_beat));

    let ended = converse(&mut read, address, &line, &out).await;
    match &ended {
        Ended::Read(ReadError::Closed) | Ended::Stopping => tracing::info!(%address, "telegrams: {ended}"),
        _ => tracing::warn!(%address, "telegrams: the connection is dropped: {ended}"),
    }
    let abort = writer.abort_handle();
    if out.try_send(Outgoing::Close).is_ok() && timeout(LINGER, writer).await.is_ok() {
        // Closed with unread bytes, the connection would be reset, and the peer may lose what it was told last.
        let _ = timeout(LINGER, drain(&mut read)).await;
    }
    abort.abort();
}

async fn converse(
    read: &mut OwnedReadHalf,
    address: SocketAddr,
    line: &Arc<Line>,
    out: &mpsc::Sender<Outgoing>,
) -> Ended {
    let hello = match greet(read, line, out).await {
        Ok(hello) => hello,
        Err(ended) => return ended,
    };
    tracing::info!(%address, name = %hello.name, session = hello.session, "telegrams: a sorter is connected");
    let interval = Duration::from_millis(u64::from(hello.heart_beat_ms).clamp(100, 60_000));
    let conversation = Conversation {
        line: Arc::clone(line),
        session: line.peers.session(&hello),
        unanswered: Arc::new(Semaphore::new(UNANSWERED)),
        out: out.clone(),
        name: hello.name,
    };
    let Err(ended) = conversation.run(read, interval * MISSED).await;
    ended
}

/// The first telegram of both sides.
async fn greet(read: &mut (impl AsyncRead + Unpin), line: &Line, out: &mpsc::Sender<Outgoing>) -> Result<Hello, Ended> {
    let Received { header, body } = match timeout(HELLO, wire::read(read)).await {
        Err(_) => return Err(Ended::Dumb),
        Ok(Err(error)) => {
            refuse_frame(out, &error);
            return Err(error.into());
        }
        Ok(Ok(received)) => received,
    };
    let hello = match body {
        Ok(Body::Hello(hello)) if !hello.name.as_str().is_empty() => hello,
        _ => {
            let advice = "send HELLO first, with a name";
            let _ = out.try_send(refuse(header.sequence, RefuseCode::HelloFirst, advice));
            return Err(Ended::NoHello);
        }
    };
    if hello.version != VERSION {
        let _ = out.try_send(refuse(header.sequence, RefuseCode::Version, "speak version 1"));
        return Err(Ended::Version(hello.version));
    }
    if line.key.as_ref().is_some_and(|key| !key.is_of(hello.key.as_str())) {
        let advice = "send the key that the service was given, behind the name";
        let _ = out.try_send(refuse(header.sequence, RefuseCode::Key, advice));
        return Err(Ended::Key);
    }
    let own = Hello {
        version: VERSION,
        heart_beat_ms: u16::try_from(line.heart_beat.as_millis()).unwrap_or(u16::MAX),
        session: 0,
        name: Text::cut(concat!("screening ", env!("CARGO_PKG_VERSION"))),
        key: Text::default(),
    };
    let _ = out.try_send(Outgoing::Telegram(Body::Hello(own)));
    Ok(hello)
}

struct Conversation {
    line: Arc<Line>,
    session: Arc<Session>,
    unanswered: Arc<Semaphore>,
    out: mpsc::Sender<Outgoing>,
    name: Text,
}

/// What never is.
type Never = std::convert::Infallible;

impl Conversation {
    async fn run(&self, read: &mut (impl AsyncRead + Unpin), silence: Duration) -> Result<Never, Ended> {
        let mut faults = 0;
        let mut stopping = self.line.stopping.clone();
        let stopped = async {
            let _ = stopping.wait_for(|stopping| *stopping).await;
            // What was asked before is still answered.
            let _ = self.unanswered.acquire_many(UNANSWERED as u32).await;
        };
        tokio::pin!(stopped);
        loop {
            let next = async {
                let received = timeout(silence, wire::read(read)).await.map_err(|_| Ended::Silent)?;
                received.map_err(|error| {
                    refuse_frame(&self.out, &error);
                    Ended::from(error)
                })
            };
            // Dropped within a telegram only when nothing more is read.
            let received = tokio::select! {
                biased;
                () = &mut stopped => return Err(Ended::Stopping),
                () = self.out.closed() => return Err(Ended::Stalled),
                received = next => received?,
            };
            if let Err(code) = self.take(&received)? {
                tracing::warn!(
                    sorter = %self.name,
                    sequence = received.header.sequence,
                    kind = received.header.kind,
                    error = received.body.as_ref().err().map(ToString::to_string),
                    "a telegram was refused: {}",
                    code.name()
                );
                faults += usize::from(matches!(code, RefuseCode::Type | RefuseCode::Body));
                if faults == FAULTS {
                    return Err(Ended::Faults);
                }
            }
        }
    }

    /// Sees to a telegram; gives the code where it was refused.
    fn take(&self, received: &Received) -> Result<Result<(), RefuseCode>, Ended> {
        let sequence = received.header.sequence;
        let taken = match &received.body {
            Ok(Body::HeartBeat) => Ok(()),
            Ok(body @ Body::Announce(announce)) => self.announce(sequence, body, announce),
            Ok(body @ Body::Request(request)) => self.request(sequence, body, request),
            Ok(_) | Err(super::frame::BodyError::Type(_)) => {
                Err((RefuseCode::Type, "send only HEART-BEAT, ANNOUNCE and REQUEST".to_owned()))
            }
            Err(error) => Err((RefuseCode::Body, error.to_string())),
        };
        let Err((code, advice)) = taken else { return Ok(Ok(())) };
        self.out.try_send(refuse(sequence, code, &advice)).map_err(|_| Ended::Stalled)?;
        Ok(Err(code))
    }

    fn announce(&self, sequence: u32, body: &Body, announce: &Announce) -> Result<(), (RefuseCode, String)> {
        let come = Instant::now();
        let Some(scanned) = moment(announce.scanned) else {
            return Err((RefuseCode::Body, "the time of the scan must be milliseconds since 1970".to_owned()));
        };
        if announce.parcel.as_str().trim().is_empty() {
            return Err((RefuseCode::Body, "an ANNOUNCE must name its parcel".to_owned()));
        }
        let place = self.place()?;
        let mut answer = match self.recall(sequence, body)? {
            Memory::Known(answer) => answer,
            Memory::Used => return Err(used()),
            Memory::New(undone) => {
                let answer = undone.answer();
                let (store, announce) = (Arc::clone(&self.line.decider.store), announce.clone());
                tokio::spawn(async move {
                    let (parcel, lane) = (announce.parcel.as_str(), announce.lane.as_str().trim());
                    match store.expect_parcel(parcel, scanned, lane, clock::now()).await {
                        Ok(()) => undone.done(Body::Acknowledge { answers: sequence }),
                        Err(error) => tracing::error!(parcel, %error, "an announced parcel could not be stored"),
                    }
                });
                answer
            }
        };
        let out = self.out.clone();
        tokio::spawn(async move {
            let stored = tokio::time::timeout_at(come + ACKNOWLEDGE, settled(&mut answer)).await;
            let answer = match stored {
                Ok(Some(answer)) => Outgoing::Telegram(answer),
                Ok(None) | Err(_) => {
                    refuse(sequence, RefuseCode::NotStored, "not on disk yet: send it again with this sequence")
                }
            };
            let _ = out.send(answer).await;
            drop(place);
        });
        Ok(())
    }

    fn request(&self, sequence: u32, body: &Body, request: &Request) -> Result<(), (RefuseCode, String)> {
        let asked = Instant::now();
        if request.scanned != 0 && moment(request.scanned).is_none() {
            return Err((RefuseCode::Body, "the time of the scan must be milliseconds since 1970, or 0".to_owned()));
        }
        let place = self.place()?;
        let mut answer = match self.recall(sequence, body)? {
            Memory::Known(answer) => answer,
            Memory::Used => return Err(used()),
            Memory::New(undone) => {
                let Ok(deciding) = Arc::clone(&self.line.deciding).try_acquire_owned() else { return Err(busy()) };
                let answer = undone.answer();
                let (decider, request) = (self.line.decider.clone(), request.clone());
                // On its own: the sorter may ask for it again on another connection.
                tokio::spawn(async move {
                    let decision = decider.decide(sequence, &request, asked).await;
                    tracing::info!(
                        parcel = %decision.parcel,
                        lane = %request.lane,
                        action = decision.action().name(),
                        verdict = decision.verdict.name(),
                        reason = %decision.reason,
                        took_ms = asked.elapsed().as_millis() as u64,
                        "a sorter was answered"
                    );
                    undone.done(Body::Decision(decision));
                    drop(deciding);
                });
                answer
            }
        };
        let out = self.out.clone();
        // Nothing is promised that could be lost: the sorter asks again when the connection is.
        let acknowledged = out.try_send(Outgoing::Telegram(Body::Acknowledge { answers: sequence }));
        tokio::spawn(async move {
            if acknowledged.is_ok()
                && let Some(answer) = settled(&mut answer).await
            {
                let _ = out.send(Outgoing::Telegram(answer)).await;
            }
            drop(place);
        });
        Ok(())
    }

    fn place(&self) -> Result<tokio::sync::OwnedSemaphorePermit, (RefuseCode, String)> {
        Arc::clone(&self.unanswered).try_acquire_owned().map_err(|_| busy())
    }

    fn recall(&self, sequence: u32, body: &Body) -> Result<Memory, (RefuseCode, String)> {
        if *self.line.stopping.borrow() {
            return Err((RefuseCode::Stopping, "the service ends: connect again".to_owned()));
        }
        Ok(self.session.recall(sequence, body))
    }
}

/// The answer once there is one; none when it will never be.
async fn settled(answer: &mut Answer) -> Option<Body> {
    answer.wait_for(Option::is_some).await.ok()?.clone()
}

fn busy() -> (RefuseCode, String) {
    (RefuseCode::Busy, "too many telegrams are unanswered: wait for answers, then send it again".to_owned())
}

fn used() -> (RefuseCode, String) {
    (RefuseCode::SequenceUsed, "count on, or begin another session in HELLO".to_owned())
}

fn refuse(answers: u32, code: RefuseCode, advice: &str) -> Outgoing {
    Outgoing::Telegram(Body::Refuse(Refuse { answers, code, advice: Text::cut(advice) }))
}

fn refuse_frame(out: &mpsc::Sender<Outgoing>, error: &ReadError) {
    if let ReadError::Frame(error) = error {
        let _ = out.try_send(refuse(0, RefuseCode::Frame, &error.to_string()));
    }
}

/// Writes what is to be sent, and a heart-beat whenever there was nothing for a while.
async fn write_all(mut write: OwnedWriteHalf, mut outgoing: mpsc::Receiver<Outgoing>, heart_beat: Duration) {
    let mut sequence = 0u32;
    loop {
        let body = match timeout(heart_beat, outgoing.recv()).await {
            Err(_) if sequence == 0 => continue,
            Err(_) => Body::HeartBeat,
            Ok(Some(Outgoing::Telegram(body))) => body,
            Ok(Some(Outgoing::Close) | None) => break,
        };
        sequence = sequence.wrapping_add(1);
        let bytes = Telegram { sequence, body }.encode();
        match timeout(heart_beat * MISSED, write.write_all(&bytes)).await {
            Ok(Ok(())) => {}
            // The reader finds that nothing more can be sent.
            Ok(Err(_)) | Err(_) => break,
        }
    }
    let _ = write.shutdown().await;
}

/// Reads to the end.
async fn drain(read: &mut OwnedReadHalf) {
    let mut unread = [0; 4096];
    while matches!(read.read(&mut unread).await, Ok(count) if count > 0) {}
}
