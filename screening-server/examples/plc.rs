//! Plays a PLC: asks the service what is to be done with parcels, as `docs/telegram.md` describes.
//!
//! ```sh
//! screening serve --telegram 127.0.0.1:9410 &
//! cargo run -p screening-server --example plc -- 127.0.0.1:9410 --lane 3 RR473124829GB
//! ```

#![allow(clippy::print_stdout, reason = "its decisions go to stdout")]

#[allow(dead_code, reason = "the codec is the service's own; a client needs a part of it")]
#[path = "../src/intake/telegram/frame.rs"]
mod frame;

use std::{
    fs,
    io::{self, BufRead as _, Read, Write as _},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    process::ExitCode,
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use clap::Parser;

use crate::frame::{
    Announce, Body, Decision, HEADER, Header, Hello, MAX_BODY, Refuse, RefuseCode, Request, Telegram, Text, VERSION,
};

/// How often this side says that it is alive.
const HEART_BEAT: Duration = Duration::from_secs(1);

/// How long after its wait a decision may be under way, before the parcel is diverted without one.
const UNDER_WAY: Duration = Duration::from_millis(500);

/// Plays a PLC.
#[derive(Debug, Parser)]
struct Args {
    /// Where the service listens for telegrams.
    address: SocketAddr,
    /// Codes of the parcels to ask for; without any, one a line is read from standard input.
    parcels: Vec<String>,
    /// The sorter's name.
    #[arg(long, default_value = "plc")]
    name: String,
    /// The file with the key that the service asks for; its text is sent, without blanks around it.
    #[arg(long)]
    key_file: Option<PathBuf>,
    /// The lane of all parcels.
    #[arg(long, default_value = "")]
    lane: String,
    /// Milliseconds for each decision.
    #[arg(long, default_value_t = 1500)]
    wait: u32,
    /// Announce each parcel first, as scanned now.
    #[arg(long)]
    announce: bool,
}

/// What wakes the PLC.
enum Event {
    /// A parcel is before the divert point.
    Parcel(String),
    /// There are no more parcels.
    NoMore,
    /// The service sent something, on this connection.
    Received(u32, Body),
    /// This connection is lost.
    Lost(u32, io::Error),
}

/// A telegram that is not answered yet: it is sent again, with its sequence, on every new connection.
struct Unanswered {
    telegram: Telegram,
    asked: Instant,
}

struct Plc {
    args: Args,
    key: String,
    session: u32,
    sequence: u32,
    unanswered: Vec<Unanswered>,
    /// The open connection, with its number.
    stream: Option<TcpStream>,
    connection: u32,
    heard: Instant,
    /// What the service promised in its HELLO.
    silence: Duration,
    events: Sender<Event>,
    diverted: bool,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let key = match args.key_file.as_ref().map(fs::read_to_string).transpose() {
        Ok(text) => text.unwrap_or_default().trim().to_owned(),
        Err(error) => {
            eprintln!("the key cannot be read: {error}");
            return ExitCode::from(2);
        }
    };
    let (events, come) = mpsc::channel();
    feed(&args, events.clone());
    // A number that the next start does not take again.
    let session = now().as_secs() as u32;
    let mut plc = Plc {
        args,
        key,
        session,
        sequence: 0,
        unanswered: Vec::new(),
        stream: None,
        connection: 0,
        heard: Instant::now(),
        silence: 3 * HEART_BEAT,
        events,
        diverted: false,
    };
    plc.run(&come);
    // As a script wants it: 0 when every parcel passed.
    if plc.diverted { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

/// Sends the parcels as events, from the arguments or from standard input.
fn feed(args: &Args, events: Sender<Event>) {
    let given = args.parcels.clone();
    thread::spawn(move || {
        let lines: Box<dyn Iterator<Item = String>> = if given.is_empty() {
            Box::new(io::stdin().lock().lines().map_while(Result::ok))
        } else {
            Box::new(given.into_iter())
        };
        for parcel in lines {
            let _ = events.send(Event::Parcel(parcel));
        }
        let _ = events.send(Event::NoMore);
    });
}

impl Plc {
    fn run(&mut self, come: &Receiver<Event>) {
        let (mut more, mut beat) = (true, Instant::now());
        while more || !self.unanswered.is_empty() {
            if self.stream.is_none() {
                self.connect();
            }
            match come.recv_timeout(Duration::from_millis(50)) {
                Ok(Event::Parcel(parcel)) => self.ask(&parcel),
                Ok(Event::NoMore) => more = false,
                Ok(Event::Received(connection, body)) if connection == self.connection => self.take(body),
                Ok(Event::Lost(connection, error)) if connection == self.connection => self.lost(&error.to_string()),
                Ok(Event::Received(..) | Event::Lost(..)) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if self.stream.is_some() && self.heard.elapsed() > self.silence {
                self.lost("nothing was heard for three heart-beats");
            }
            if beat.elapsed() >= HEART_BEAT {
                beat = Instant::now();
                self.sequence += 1;
                self.send(&Telegram { sequence: self.sequence, body: Body::HeartBeat });
            }
            self.divert_by_itself();
        }
    }

    fn connect(&mut self) {
        let stream = match TcpStream::connect_timeout(&self.args.address, Duration::from_secs(1)) {
            Ok(stream) => stream,
            Err(error) => {
                eprintln!("{} cannot be reached ({error}); trying again", self.args.address);
                thread::sleep(Duration::from_millis(500));
                return;
            }
        };
        let _ = stream.set_nodelay(true);
        let _ = stream.set_write_timeout(Some(Duration::from_secs(1)));
        self.connection += 1;
        match stream.try_clone() {
            Ok(reader) => {
                let (events, connection) = (self.events.clone(), self.connection);
                thread::spawn(move || listen(reader, connection, &events));
            }
            Err(error) => return eprintln!("the connection cannot be read: {error}"),
        }
        self.stream = Some(stream);
        self.heard = Instant::now();
        self.sequence += 1;
        let hello = Hello {
            version: VERSION,
            heart_beat_ms: HEART_BEAT.as_millis() as u16,
            session: self.session,
            name: Text::cut(&self.args.name),
            key: Text::cut(&self.key),
        };
        self.send(&Telegram { sequence: self.sequence, body: Body::Hello(hello) });
        let again: Vec<Telegram> = self.unanswered.iter().map(|one| one.telegram.clone()).collect();
        for telegram in &again {
            self.send(telegram);
        }
    }

    fn ask(&mut self, parcel: &str) {
        let (lane, code) = (Text::cut(&self.args.lane), Text::cut(parcel.trim()));
        if self.args.announce && !code.as_str().is_empty() {
            let scanned = now().as_millis() as u64;
            let announce = Announce { scanned, lane: lane.clone(), parcel: code.clone() };
            self.send_until_answered(Body::Announce(announce));
        }
        // A scanner's clock is not this one's: the newest scan of the code is asked for.
        let request = Request { scanned: 0, wait_ms: self.args.wait, lane, parcel: code };
        self.send_until_answered(Body::Request(request));
    }

    fn send_until_answered(&mut self, body: Body) {
        self.sequence += 1;
        let telegram = Telegram { sequence: self.sequence, body };
        self.send(&telegram);
        self.unanswered.push(Unanswered { telegram, asked: Instant::now() });
    }

    fn send(&mut self, telegram: &Telegram) {
        let Some(stream) = &mut self.stream else { return };
        if let Err(error) = stream.write_all(&telegram.encode()) {
            self.lost(&error.to_string());
        }
    }

    fn take(&mut self, body: Body) {
        self.heard = Instant::now();
        match body {
            Body::Hello(hello) => {
                eprintln!("connected to {}", hello.name);
                self.silence = 3 * Duration::from_millis(hello.heart_beat_ms.into());
            }
            Body::Decision(decision) => self.decided(&decision),
            // A request is answered by its decision.
            Body::Acknowledge { answers } => self
                .unanswered
                .retain(|one| one.telegram.sequence != answers || matches!(one.telegram.body, Body::Request(_))),
            Body::Refuse(refuse) => self.refused(&refuse),
            Body::HeartBeat | Body::Announce(_) | Body::Request(_) => {}
        }
    }

    fn decided(&mut self, decision: &Decision) {
        let Some(at) = self.unanswered.iter().position(|one| one.telegram.sequence == decision.answers) else { return };
        let took = self.unanswered.remove(at).asked.elapsed().as_millis();
        let (action, verdict, abort) = (decision.action().name(), decision.verdict.name(), decision.abort.name());
        self.diverted |= action != "PASS";
        println!("{action} {} {verdict} {abort} {} after {took} ms", decision.parcel, decision.reason);
    }

    fn refused(&mut self, refuse: &Refuse) {
        eprintln!("telegram {} was refused: {}: {}", refuse.answers, refuse.code.name(), refuse.advice);
        let Some(at) = self.unanswered.iter().position(|one| one.telegram.sequence == refuse.answers) else { return };
        match refuse.code {
            // These are meant to be sent again.
            RefuseCode::NotStored | RefuseCode::Busy => {
                let again = self.unanswered[at].telegram.clone();
                thread::sleep(Duration::from_millis(50));
                self.send(&again);
            }
            RefuseCode::Stopping => {}
            _ => {
                if let Body::Request(request) = self.unanswered.remove(at).telegram.body {
                    self.divert(&request, "refused");
                }
            }
        }
    }

    /// What every sorter must do: without a decision in time, the parcel is diverted.
    fn divert_by_itself(&mut self) {
        let limit = Duration::from_millis(self.args.wait.into()) + UNDER_WAY;
        let (late, waiting): (Vec<Unanswered>, Vec<Unanswered>) =
            self.unanswered.drain(..).partition(|one| one.asked.elapsed() > limit);
        self.unanswered = waiting;
        for one in late {
            if let Body::Request(request) = one.telegram.body {
                self.divert(&request, "no decision came");
            }
        }
    }

    fn divert(&mut self, request: &Request, why: &str) {
        self.diverted = true;
        println!("DIVERT {} by itself: {why}", request.parcel);
    }

    fn lost(&mut self, why: &str) {
        eprintln!("the connection is lost ({why}); connecting again");
        self.stream = None;
        // What the old connection still tells is not heard.
        self.connection += 1;
    }
}

/// Reads telegrams until the connection ends.
fn listen(mut stream: TcpStream, connection: u32, events: &Sender<Event>) {
    let error = loop {
        match receive(&mut stream) {
            Ok(body) => {
                if events.send(Event::Received(connection, body)).is_err() {
                    return;
                }
            }
            Err(error) => break error,
        }
    };
    let _ = events.send(Event::Lost(connection, error));
}

fn receive(stream: &mut impl Read) -> io::Result<Body> {
    let mut header = [0; HEADER];
    stream.read_exact(&mut header)?;
    let header = Header::decode(header).map_err(io::Error::other)?;
    let mut body = [0; MAX_BODY];
    let body = &mut body[..header.length];
    stream.read_exact(body)?;
    Body::decode(header.kind, body).map_err(io::Error::other)
}

fn now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}
