//! Limits of the service, one struct a concern.

use std::{net::SocketAddr, time::Duration};

use anyhow::{Context, Result, ensure};
use screening_core::decode::Limits;

use crate::args::ServiceArgs;

/// Everything the service is started with.
#[derive(Clone, Debug)]
pub(crate) struct ServiceSettings {
    pub(crate) listen: SocketAddr,
    pub(crate) connections: ConnectionSettings,
    pub(crate) intake: IntakeSettings,
    pub(crate) worker: WorkerSettings,
    pub(crate) records: RecordSettings,
    /// What a view may cost to decode.
    pub(crate) decode: Limits,
}

/// How clients are kept from holding the service up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConnectionSettings {
    /// Open connections; further ones wait to be accepted.
    pub(crate) max: usize,
    /// For the head of a request, and for an idle connection.
    pub(crate) header: Duration,
    /// For a client that takes nothing of an answer.
    pub(crate) stalled_write: Duration,
    /// For connections and running work after the stop.
    pub(crate) drain: Duration,
}

/// What a request may bring.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IntakeSettings {
    /// Bytes of a body.
    pub(crate) max_body: usize,
    /// Views of one scan.
    pub(crate) max_views: usize,
    /// For a whole body.
    pub(crate) body: Duration,
}

/// How much is screened at a time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WorkerSettings {
    /// Scans held at a time, waiting or running.
    pub(crate) slots: usize,
    /// Scans screened at a time.
    pub(crate) lanes: usize,
    /// From admission to the answer.
    pub(crate) deadline: Duration,
}

/// What is kept in memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RecordSettings {
    /// Records.
    pub(crate) max: usize,
    /// Bytes of encoded pictures over all records.
    pub(crate) max_picture_bytes: usize,
}

impl TryFrom<&ServiceArgs> for ServiceSettings {
    type Error = anyhow::Error;

    fn try_from(args: &ServiceArgs) -> Result<Self> {
        let some = |name: &str, value: usize| {
            ensure!(value > 0, "--{name} is 0, but must be at least 1");
            Ok(value)
        };
        let bytes = |name: &str, mib: usize| mib.checked_mul(1 << 20).with_context(|| format!("--{name} is too large"));
        let max_pixels = args.max_megapixels.saturating_mul(1_000_000);
        ensure!(max_pixels > 0, "--max-megapixels is 0, but must be at least 1");
        let max_body = bytes("max-body-mib", some("max-body-mib", args.max_body_mib)?)?;
        let slots = some("queue", args.queue)?;
        let lanes = some("concurrency", args.concurrency)?;
        ensure!(lanes <= slots, "--concurrency is {lanes}, but --queue holds only {slots} scans at a time");
        Ok(Self {
            listen: args.listen,
            connections: ConnectionSettings {
                max: some("max-connections", args.max_connections)?,
                header: seconds("header-timeout", args.header_timeout)?,
                stalled_write: seconds("body-timeout", args.body_timeout)?,
                drain: seconds("drain-timeout", args.drain_timeout)?,
            },
            intake: IntakeSettings {
                max_body,
                max_views: some("max-views", args.max_views)?,
                body: seconds("body-timeout", args.body_timeout)?,
            },
            worker: WorkerSettings { slots, lanes, deadline: seconds("screen-timeout", args.screen_timeout)? },
            records: RecordSettings {
                max: some("keep", args.keep)?,
                max_picture_bytes: bytes("keep-pictures-mib", args.keep_pictures_mib)?,
            },
            decode: Limits { max_pixels, max_bytes: max_body as u64, ..Limits::default() },
        })
    }
}

fn seconds(name: &str, value: f64) -> Result<Duration> {
    let fits = (0.001..=86_400.0).contains(&value);
    ensure!(fits, "--{name} is {value}, but must be from 0.001 to 86400 seconds");
    Ok(Duration::from_secs_f64(value))
}
