//! Limits of the service, one struct a concern.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context as _, bail, ensure};
use axum::http::Uri;
use screening_core::decode::Limits;

use super::{
    faults::{Faults, Origins},
    lines::{TelegramSettings, WatchSettings},
    models::ModelSettings,
    oidc::oidc,
    projection::projection,
    quality::quality,
    retention::retention,
    review::review,
    tls::TlsSettings,
};
use crate::{
    args::{ServiceArgs, Switch},
    auth::{AuthSettings, OidcSettings},
    intake::GateSettings,
    projection::ProjectionRules,
    records::SampleRules,
    retention::Rules,
    review::Rules as ReviewRules,
    store::SessionLife,
    webhook::WebhookSettings,
};

/// Everything the service is started with.
#[derive(Clone, Debug)]
pub(crate) struct ServiceSettings {
    pub(crate) listen: SocketAddr,
    pub(crate) auth: AuthSettings,
    /// Who else people may log in with.
    pub(crate) oidc: Option<OidcSettings>,
    /// How people reach the service, where that is not the address it listens on; without a slash at its end.
    pub(crate) public_url: Option<String>,
    /// What HTTP is encrypted with; none where it is not.
    pub(crate) tls: Option<TlsSettings>,
    pub(crate) connections: ConnectionSettings,
    pub(crate) intake: IntakeSettings,
    pub(crate) gate: GateSettings,
    pub(crate) worker: WorkerSettings,
    pub(crate) store: StoreSettings,
    /// Which models there are, and who decides on which lane.
    pub(crate) models: ModelSettings,
    /// Sorters; none where none are served.
    pub(crate) telegram: Option<TelegramSettings>,
    /// Folders that are watched.
    pub(crate) watch: Vec<WatchSettings>,
    /// Who is told what happens.
    pub(crate) webhooks: WebhookSettings,
    /// How people review parcels.
    pub(crate) review: ReviewRules,
    /// The collector that gets traces.
    pub(crate) otlp_endpoint: Option<String>,
    /// Which cleared parcels are reviewed a second time; none where none are.
    pub(crate) quality: Option<SampleRules>,
    /// Which fictitious threats are shown among what people review; none where none are.
    pub(crate) projection: Option<ProjectionRules>,
    /// How long what is kept.
    pub(crate) retention: Rules,
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

impl ServiceSettings {
    /// What the options mean, which come from there.
    ///
    /// # Errors
    /// Everything that makes no sense, and everything that contradicts something else.
    pub(crate) fn new(args: &ServiceArgs, origins: &Origins) -> Result<Self, Faults> {
        let mut faults = Faults::new(origins);
        let settings = Self::read(args, &mut faults);
        faults.settle().map(|()| settings)
    }

    /// As [`Self::new`], with placeholders for what makes no sense.
    pub(crate) fn read(args: &ServiceArgs, faults: &mut Faults) -> Self {
        if args.max_megapixels == 0 {
            faults.refuse("max-megapixels", "is 0, but must be at least 1");
        }
        let max_pixels = args.max_megapixels.saturating_mul(1_000_000);
        let max_body = faults.some("max-body-mib", args.max_body_mib).saturating_mul(1 << 20);
        let review_rules = review(&args.review, faults);
        let slots = faults.some("queue", args.queue);
        let receiving = faults.some("receiving", args.receiving);
        let loops = faults.some("concurrency", args.concurrency);
        if loops > slots {
            faults.refuse("concurrency", format_args!("is {loops}, but `queue` holds only {slots} scans at a time"));
        }
        let public_url = args.public_url.as_deref().and_then(|url| faults.take("public-url", public_url(url)));
        let tls = TlsSettings::new(&args.tls, faults);
        let public_tls = public_url.as_deref().map(|url| url.starts_with("https://"));
        if tls.is_some() && public_tls == Some(false) {
            faults.refuse("public-url", "begins with http://, but `tls-certificate` makes it https://");
        }
        let auth = AuthSettings {
            on: args.auth == Switch::On,
            tls: tls.is_some() || public_tls == Some(true),
            life: SessionLife {
                idle: faults.seconds("session-idle", args.session_idle),
                whole: faults.seconds("session-length", args.session_length),
            },
        };
        if auth.life.idle > auth.life.whole {
            faults.refuse("session-idle", "is more than `session-length`");
        }
        if !auth.on && !args.listen.ip().is_loopback() {
            let why = "which others can reach, but `auth` is off. Start with --auth on, or listen on 127.0.0.1";
            faults.refuse("listen", format_args!("is {}, {why}", args.listen));
        }
        let oidc = oidc(&args.oidc, public_url.as_deref(), faults);
        if oidc.is_some() && !auth.on {
            faults.refuse("oidc-issuer", "names who people log in with, but `auth` is off");
        }
        Self {
            listen: args.listen,
            auth,
            oidc,
            public_url,
            tls,
            connections: ConnectionSettings {
                max: faults.some("max-connections", args.max_connections),
                header: faults.seconds("header-timeout", args.header_timeout),
                stalled_write: faults.seconds("body-timeout", args.body_timeout),
                drain: faults.seconds("drain-timeout", args.drain_timeout),
            },
            intake: IntakeSettings {
                max_body,
                max_views: faults.some("max-views", args.max_views),
                body: faults.seconds("body-timeout", args.body_timeout),
            },
            gate: GateSettings { slots, receiving, loops },
            worker: WorkerSettings { loops, deadline: faults.seconds("screen-timeout", args.screen_timeout) },
            store: StoreSettings { folder: args.data.clone() },
            models: ModelSettings::new(&args.models, faults),
            telegram: TelegramSettings::new(&args.telegram, faults),
            watch: WatchSettings::new(&args.watch, faults),
            webhooks: webhooks(args.webhooks.as_deref(), faults),
            projection: projection(&args.projection, args.auth == Switch::On, &review_rules, faults),
            review: review_rules,
            otlp_endpoint: args.otlp_endpoint.as_deref().and_then(|url| faults.take("otlp-endpoint", endpoint(url))),
            quality: quality(&args.quality, args.auth == Switch::On, faults),
            retention: retention(&args.retention, faults),
            decode: Limits { max_pixels, max_bytes: max_body as u64, ..Limits::default() },
        }
    }
}

/// The hooks of a file; none without one.
fn webhooks(file: Option<&Path>, faults: &mut Faults) -> WebhookSettings {
    let read = file.map(|file| WebhookSettings::read(file).map_err(anyhow::Error::from));
    read.and_then(|read| faults.take("webhooks", read)).unwrap_or_default()
}

/// An address that spans can be sent to.
fn endpoint(text: &str) -> anyhow::Result<String> {
    let uri: Uri = text.parse().with_context(|| format!("'{text}' is no URL"))?;
    let known = uri.scheme_str().is_some_and(|scheme| ["http", "https"].contains(&scheme));
    ensure!(known && uri.host().is_some(), "'{text}' is not as http://127.0.0.1:4318/v1/traces");
    Ok(text.to_owned())
}

/// A scheme and a host, with a port where it needs one; nothing else.
fn public_url(text: &str) -> anyhow::Result<String> {
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
