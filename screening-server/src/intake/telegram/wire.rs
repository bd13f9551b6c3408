//! Telegrams on a stream.

use std::io;

use thiserror::Error;
use tokio::io::{AsyncRead, AsyncReadExt as _};

use super::frame::{Body, BodyError, FrameError, HEADER, Header, MAX_BODY};

/// A telegram as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Received {
    /// Its header.
    pub(crate) header: Header,
    /// Its body, where it can be understood.
    pub(crate) body: Result<Body, BodyError>,
}

/// Why no more can be read.
#[derive(Debug, Error)]
pub(crate) enum ReadError {
    #[error("the peer closed the connection")]
    Closed,
    #[error("the connection broke within a telegram: {0}")]
    Broken(#[source] io::Error),
    #[error(transparent)]
    Frame(#[from] FrameError),
}

/// Reads one telegram. Holds no more than its longest body, whatever the peer announces.
///
/// # Errors
/// [`ReadError`], after which nothing more can be read.
pub(crate) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Result<Received, ReadError> {
    let mut first = [0; HEADER];
    // A peer that goes between two telegrams has closed the connection; within one, it broke.
    let begun = stream.read(&mut first).await.map_err(ReadError::Broken)?;
    if begun == 0 {
        return Err(ReadError::Closed);
    }
    stream.read_exact(&mut first[begun..]).await.map_err(ReadError::Broken)?;
    let header = Header::decode(first)?;
    let mut body = [0; MAX_BODY];
    let body = &mut body[..header.length];
    stream.read_exact(body).await.map_err(ReadError::Broken)?;
    Ok(Received { header, body: Body::decode(header.kind, body) })
}
