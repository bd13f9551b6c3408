//! Limits of the service, one struct a concern.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use anyhow::{Context, Result, bail, ensure};
use axum::http::Uri;
use screening_core::decode::Limits;

use super::{TelegramSettings, WatchSettings};
use crate::{
    args::{ServiceArgs, Switch},
    auth::AuthSettings,
    intake::GateSettings,
    store::SessionLife,
};

/// Everything the service is started with.
#[derive(Clone, Debug)]
pub(crate) struct ServiceSettings {
    pub(crate) listen: SocketAddr,
    pub(crate) auth: AuthSettings,
    /// How people reach the service, where that is not the address it listens on; without a slash at its end.
    pub(crate) public_url: Option<String>,
    pub(crate) connections: ConnectionSettings,
    pub(crate) intake: IntakeSettings,
    pub(crate) gate: GateSettings,
    pub(crate) worker: WorkerSettings,
    pub(crate) store: StoreSettings,
    /// Sorters; none where none are served.
    pub(crate) telegram: Option<TelegramSettings>,
    /// Folders that are watched.
    pub(crate) watch: Vec<WatchSettings>,
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

/// How scans are screened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WorkerSettings {
    /// Scans screened at a time.
    pub(crate) loops: usize,
    /// From a scan's first byte to the answer, at the latest.
    pub(crate) deadline: Duration,
}

/// Where everything is kept.
#[derive(Clone, Debug)]
pub(crate) struct StoreSettings {
    /// The data folder; none for one that goes with the process.
    pub(crate) folder: Option<PathBuf>,
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
        let receiving = some("receiving", args.receiving)?;
        let loops = some("concurrency", args.concurrency)?;
        ensure!(loops <= slots, "--concurrency is {loops}, but --queue holds only {slots} scans at a time");
        let public_url =
            args.public_url.as_deref().map(public_url).transpose().context("--public-url cannot be used")?;
        let auth = AuthSettings {
            on: args.auth == Switch::On,
            tls: public_url.as_deref().is_some_and(|url| url.starts_with("https://")),
            life: SessionLife {
                idle: seconds("session-idle", args.session_idle)?,
                whole: seconds("session-length", args.session_length)?,
            },
        };
        ensure!(
            auth.on || args.listen.ip().is_loopback(),
            "--listen is {}, which others can reach, but --auth is off. Start with --auth on, or listen on 127.0.0.1",
            args.listen
        );
        Ok(Self {
            listen: args.listen,
            auth,
            public_url,
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
            gate: GateSettings { slots, receiving, loops },
            worker: WorkerSettings { loops, deadline: seconds("screen-timeout", args.screen_timeout)? },
            store: StoreSettings { folder: args.data.clone() },
            telegram: TelegramSettings::new(&args.telegram)?,
            watch: WatchSettings::new(&args.watch)?,
            decode: Limits { max_pixels, max_bytes: max_body as u64, ..Limits::default() },
        })
    }
}

pub(super) fn seconds(name: &str, value: f64) -> Result<Duration> {
    let fits = (0.001..=86_400.0).contains(&value);
    ensure!(fits, "--{name} is {value}, but must be from 0.001 to 86400 seconds");
    Ok(Duration::from_secs_f64(value))
}

/// A scheme and a host, with a port where it needs one; nothing else.
fn public_url(text: &str) -> Result<String> {
    let uri: Uri = text.parse().with_context(|| format!("'{text}' is no URL"))?;
    let scheme = uri.scheme_str().filter(|scheme| ["http", "https"].contains(scheme));
    match (scheme, uri.authority(), uri.path_and_query().map(|path| path.as_str())) {
        (Some(scheme), Some(authority), None | Some("" | "/")) if !authority.as_str().contains('@') => {
            Ok(format!("{scheme}://{authority}"))
        }
        _ => bail!("'{text}' is not as https://screening.example: a scheme and a host, nothing behind them"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_a_scheme_and_a_host() {
        for text in ["https://screening.example", "https://screening.example/", "http://10.0.0.4:8080"] {
            assert_eq!(public_url(text).unwrap(), text.trim_end_matches('/'));
        }
        for text in
            ["", "screening.example", "ftp://a", "https://a/console", "https://a?b", "https://anna@a", "https://"]
        {
            assert!(public_url(text).is_err(), "{text}");
        }
    }
}
