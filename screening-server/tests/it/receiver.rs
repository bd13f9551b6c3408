//! A receiver of webhooks that does as the test says.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Instant,
};

use serde_json::Value;

use crate::program::eventually;

/// What arrived.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) at: Instant,
    pub(crate) line: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("no {name}: {self:?}"))
    }

    pub(crate) fn id(&self) -> &str {
        self.header("webhook-id")
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The scan that it tells of.
    pub(crate) fn scan(&self) -> String {
        self.json()["data"]["scan"]["id"].as_str().unwrap().to_owned()
    }
}

/// How a request is answered, by its number from 0.
type Behaviour = dyn Fn(usize, &mut TcpStream) + Send + Sync;

/// A listening receiver; it listens as long as the tests run.
pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
    behaviour: Arc<Mutex<Arc<Behaviour>>>,
}

impl Receiver {
    /// On a free port, answering everything with 204.
    pub(crate) fn start() -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").unwrap())
    }

    /// On a listener of the test's own.
    pub(crate) fn on(listener: TcpListener) -> Self {
        let address = listener.local_addr().unwrap();
        let received: Arc<Mutex<Vec<Received>>> = Arc::default();
        let answer: Arc<Behaviour> = Arc::new(|_, stream| answer(stream, "204 No Content", ""));
        let behaviour = Arc::new(Mutex::new(answer));
        let receiver = Self { address, received: Arc::clone(&received), behaviour: Arc::clone(&behaviour) };
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (received, behaviour) = (Arc::clone(&received), Arc::clone(&behaviour));
                thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let Some(request) = read(&stream) else { return };
                    let number = {
                        let mut received = received.lock().unwrap();
                        received.push(request);
                        received.len() - 1
                    };
                    let behave = Arc::clone(&behaviour.lock().unwrap());
                    behave(number, &mut stream);
                });
            }
        });
        receiver
    }

    /// Answers from now on with this status and these header lines.
    pub(crate) fn answers(&self, status: &'static str, headers: &'static str) {
        self.behaves(move |_, stream| answer(stream, status, headers));
    }

    /// Does this from now on.
    pub(crate) fn behaves(&self, behaviour: impl Fn(usize, &mut TcpStream) + Send + Sync + 'static) {
        *self.behaviour.lock().unwrap() = Arc::new(behaviour);
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/in", self.address)
    }

    /// All that arrived so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// Waits until so many requests arrived.
    pub(crate) fn wait_for(&self, number: usize) -> Vec<Received> {
        eventually("webhooks are received", || Some(self.received()).filter(|received| received.len() >= number))
    }
}

pub(crate) fn answer(stream: &mut TcpStream, status: &str, headers: &str) {
    // A service that was killed does not listen.
    let _ = write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\n{headers}\r\n");
}

fn read(stream: &TcpStream) -> Option<Received> {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            text => lines.push(text.to_owned()),
        }
    }
    let pair = |line: &String| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    let headers: Vec<(String, String)> = lines.iter().skip(1).filter_map(pair).collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    Some(Received { at: Instant::now(), line: lines.first()?.clone(), headers, body: String::from_utf8(body).ok()? })
}
