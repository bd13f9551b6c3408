//! Sends scans on connections that stay open, as many as are needed at a time.

use std::{
    net::SocketAddr,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context as _, Result};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{
    Request,
    client::conn::http1::{self, SendRequest},
};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// What became of a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was screened.
    Decided,
    /// Its line was told to divert, since there was no decision in time.
    Diverted,
    /// It is on disk, and was not waited for.
    Acknowledged,
    /// There was no room: 429.
    Refused,
    /// Anything else, which should not be.
    Failed,
}

/// What a scan is sent with.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wait {
    /// For the decision.
    Whole,
    /// For the decision, so long.
    Within(Duration),
    /// For the acknowledgement alone.
    Acknowledgement,
}

/// Connections to the service.
#[derive(Debug)]
pub(crate) struct Client {
    address: SocketAddr,
    idle: Mutex<Vec<SendRequest<Full<Bytes>>>>,
}

/// How a scan ended, and how long its screening took by the service's own clock, in seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    pub(crate) outcome: Outcome,
    pub(crate) service: Option<f64>,
}

impl Client {
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self { address, idle: Mutex::default() }
    }

    /// Sends one scan. A connection that breaks is a failure.
    pub(crate) async fn scan(&self, number: usize, picture: &Bytes, wait: Wait) -> Answer {
        self.exchange(number, picture, wait).await.unwrap_or_else(|error| {
            eprintln!("scan {number}: {error:#}");
            Answer { outcome: Outcome::Failed, service: None }
        })
    }

    async fn exchange(&self, number: usize, picture: &Bytes, wait: Wait) -> Result<Answer> {
        let mut request = Request::post(format!("/v1/scans?parcel=L{number:08}&lane={}", number % 4))
            .header("host", "localhost")
            .header("content-type", "application/octet-stream");
        match wait {
            Wait::Whole => {}
            Wait::Within(limit) => request = request.header("prefer", format!("wait={}", limit.as_secs_f64())),
            Wait::Acknowledgement => request = request.header("prefer", "respond-async"),
        }
        let request = request.body(Full::new(picture.clone()))?;
        let mut sender = self.connection().await?;
        let answer = sender.send_request(request).await?;
        let status = answer.status().as_u16();
        let body = answer.into_body().collect().await?.to_bytes();
        if sender.ready().await.is_ok() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(sender);
        }
        let outcome = |outcome| Ok(Answer { outcome, service: None });
        match status {
            202 => outcome(Outcome::Acknowledged),
            429 => outcome(Outcome::Refused),
            200 => {
                let body: Value = serde_json::from_slice(&body).context("the answer is no JSON")?;
                let report = &body["report"];
                if report["abort_reason"] == "TIMEOUT" {
                    return outcome(if report["decision"] == "UNKNOWN" { Outcome::Diverted } else { Outcome::Failed });
                }
                let service = report["timings"]["total_ms"].as_f64().map(|milliseconds| milliseconds / 1000.0);
                Ok(Answer { outcome: Outcome::Decided, service })
            }
            _ => {
                eprintln!("scan {number}: {status} {}", String::from_utf8_lossy(&body));
                outcome(Outcome::Failed)
            }
        }
    }

    async fn connection(&self) -> Result<SendRequest<Full<Bytes>>> {
        loop {
            let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            match idle {
                Some(sender) if sender.is_closed() => {}
                Some(sender) => return Ok(sender),
                None => break,
            }
        }
        let stream = TcpStream::connect(self.address).await.context("the service takes no connection")?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(sender)
    }
}
