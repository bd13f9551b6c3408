//! Plays a scanner line: sends pictures of parcels over HTTP and prints what the sorter does with each.
//!
//! ```sh
//! screening serve &
//! cargo run -p screening-server --example scanner -- 127.0.0.1:8080 --lane 3 RR473124829GB.png
//! ```
//!
//! What a line must do is here and nothing else: one idempotency key a scan, so that it may be sent again; a deadline;
//! and DIVERT whenever there is no answer in time. A file's name is the parcel's code. It speaks plain HTTP: put a proxy
//! that ends TLS between machines.

#![allow(clippy::print_stdout, reason = "its decisions go to stdout")]

use std::{
    env,
    error::Error,
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
    time::{Duration, Instant, SystemTime},
};

use clap::Parser;
use serde_json::Value;

/// Plays a scanner line.
#[derive(Debug, Parser)]
struct Args {
    /// Host and port of the service.
    service: String,
    /// One picture a parcel.
    #[arg(required = true)]
    pictures: Vec<PathBuf>,
    /// The lane of all parcels.
    #[arg(long, default_value = "1")]
    lane: String,
    /// Seconds that a parcel has until the divert point.
    #[arg(long, default_value_t = 10.0)]
    belt: f64,
}

/// What came back for one request.
struct Answer {
    status: u16,
    retry_after: Option<Duration>,
    body: Value,
}

fn main() -> ExitCode {
    let args = Args::parse();
    // From the environment, since others see the command line.
    let key = env::var("SCANNER_KEY").ok();
    let mut answered = true;
    for picture in &args.pictures {
        let parcel = picture.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match decide(&args, key.as_deref(), &parcel, picture) {
            Ok(body) => {
                let text = |name: &str| body[name].as_str().unwrap_or("-").to_owned();
                let decision = body["report"]["decision"].as_str().unwrap_or("UNKNOWN");
                println!("{parcel} {} {decision} {}", text("action"), text("id"));
            }
            Err(error) => {
                answered = false;
                println!("{parcel} DIVERT UNKNOWN -");
                eprintln!("{parcel}: {error}");
            }
        }
    }
    if answered { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Sends a scan until there is an answer or the parcel is at the divert point.
fn decide(args: &Args, key: Option<&str>, parcel: &str, picture: &Path) -> Result<Value, Box<dyn Error>> {
    let until = Instant::now() + Duration::from_secs_f64(args.belt);
    let bytes = fs::read(picture)?;
    // The same for each attempt, and another for each scan of the parcel.
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_nanos();
    let idempotency_key = format!("lane-{}-{now}", encoded(&args.lane));
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err("no answer before the divert point".into());
        }
        let pause = match send(args, key, parcel, &idempotency_key, &bytes, left) {
            Ok(answer) if answer.status == 200 => return Ok(answer.body),
            Ok(answer) => match answer.retry_after {
                Some(pause) => pause,
                // Sent again as it is, it would be refused again.
                None => return Err(format!("refused with {}: {}", answer.status, answer.body["detail"]).into()),
            },
            Err(error) => {
                eprintln!("{parcel}: {error}; trying again");
                Duration::from_millis(200)
            }
        };
        thread::sleep(pause.min(until.saturating_duration_since(Instant::now())));
    }
}

fn send(
    args: &Args,
    key: Option<&str>,
    parcel: &str,
    idempotency_key: &str,
    picture: &[u8],
    left: Duration,
) -> Result<Answer, Box<dyn Error>> {
    let mut stream = TcpStream::connect(&args.service)?;
    stream.set_read_timeout(Some(left))?;
    stream.set_write_timeout(Some(left))?;
    let authorization = key.map(|key| format!("Authorization: Bearer {key}\r\n")).unwrap_or_default();
    // The service answers a little before the parcel is at the divert point, whatever happens.
    let wait = (0.8 * left.as_secs_f64()).max(0.001);
    let head = format!(
        "POST /v1/scans?parcel={}&lane={} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\
         Content-Type: application/octet-stream\r\nContent-Length: {}\r\nPrefer: wait={wait:.3}\r\n\
         Idempotency-Key: {idempotency_key}\r\n{authorization}\r\n",
        encoded(parcel),
        encoded(&args.lane),
        args.service,
        picture.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(picture)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;

    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or("the answer is cut")?;
    let head = std::str::from_utf8(&bytes[..end])?;
    let status = head.split(' ').nth(1).ok_or("the answer has no status")?.parse()?;
    let retry_after = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("retry-after").then(|| value.trim().parse().ok()).flatten()
    });
    let body = serde_json::from_slice(&bytes[end + 4..])?;
    Ok(Answer { status, retry_after: retry_after.map(Duration::from_secs), body })
}

/// As it may stand in an address.
fn encoded(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(one).collect()
}
