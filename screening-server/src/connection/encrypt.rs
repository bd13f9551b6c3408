//! The hand-shake of a new connection, in bounded time.

use std::{io, time::Duration};

use thiserror::Error;
use tokio::{io::AsyncWriteExt as _, net::TcpStream, time::timeout};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use super::stall::StallGuard;
use crate::config::ConnectionSettings;

/// Longest time for a hand-shake: a few round trips and one signature.
const LONGEST: Duration = Duration::from_secs(10);

/// The first byte of everything that begins with a hand-shake (RFC 8446, 5.1).
const HANDSHAKE: u8 = 22;

/// For a client that speaks HTTP where HTTPS is spoken.
const PLAIN: &str = "HTTP/1.1 400 Bad Request\r\n\
                     content-type: text/plain\r\n\
                     content-length: 66\r\n\
                     connection: close\r\n\r\n\
                     This port speaks HTTPS alone: write https:// in place of http://.\n";

/// Why a connection is not served.
#[derive(Debug, Error)]
pub(super) enum NotEncrypted {
    #[error("it spoke HTTP, and was told to speak HTTPS")]
    Plain,
    #[error("its hand-shake was not done in time")]
    Late,
    #[error(transparent)]
    Failed(#[from] io::Error),
}

/// Shakes hands.
///
/// # Errors
/// [`NotEncrypted`]; the connection is over.
pub(super) async fn encrypt(
    stream: TcpStream,
    acceptor: TlsAcceptor,
    settings: ConnectionSettings,
) -> Result<TlsStream<StallGuard>, NotEncrypted> {
    timeout(LONGEST.min(settings.header), greet(stream, acceptor, settings)).await.map_err(|_| NotEncrypted::Late)?
}

async fn greet(
    stream: TcpStream,
    acceptor: TlsAcceptor,
    settings: ConnectionSettings,
) -> Result<TlsStream<StallGuard>, NotEncrypted> {
    let mut first = [HANDSHAKE];
    // What has gone already is for the hand-shake to find out.
    stream.peek(&mut first).await?;
    let mut stream = StallGuard::new(stream, settings.stalled_write);
    if first[0].is_ascii_uppercase() {
        stream.write_all(PLAIN.as_bytes()).await?;
        stream.shutdown().await?;
        return Err(NotEncrypted::Plain);
    }
    Ok(acceptor.accept(stream).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_answer_is_as_long_as_it_says() {
        let (head, body) = PLAIN.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("content-length: {}\r\n", body.len())), "{}", body.len());
        assert!(!HANDSHAKE.is_ascii_uppercase());
    }
}
