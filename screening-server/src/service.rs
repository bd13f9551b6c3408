//! The life of the service: answer, load the detector, take scans in, drain, end.

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use anyhow::{Context, Result, anyhow};
use screening_core::{detect::Detector, pipeline::ScreenOptions, report::ModelStamp};
use tokio::{
    net::TcpListener,
    runtime::{Builder, Runtime},
    signal::unix::{Signal, SignalKind, signal},
    sync::oneshot,
    task::JoinHandle,
    time::Instant,
};

use crate::{
    app::App,
    args::ScreenerArgs,
    audit::{Action, Details, NewEntry},
    auth,
    commands::Exit,
    config::{Configuration, ModelFiles, ServiceSettings},
    connection,
    intake::{
        folder::{self, ParcelLimits},
        telegram,
    },
    metrics::Metrics,
    models::{self, Lineup, Policies},
    reload,
    router::router,
};

/// How long the store gets to fold its log into the database.
const CLOSING: Duration = Duration::from_secs(5);

/// Where the service runs.
///
/// # Errors
/// When the system gives no threads.
pub(crate) fn runtime() -> Result<Runtime> {
    Builder::new_multi_thread().enable_all().build().context("the service's threads cannot be started")
}

/// Takes the address.
///
/// # Errors
/// When it is taken, or not this machine's.
pub(crate) async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("the address {address} cannot be listened on; choose another with --listen"))
}

/// Serves until SIGTERM or SIGINT. HTTP answers at once; scans are taken in when the detector is warm. Then
/// `when_ready` runs beside the service.
///
/// # Errors
/// When the data folder, the policy or the detector cannot be used, or `when_ready` fails: the service ends.
pub(crate) async fn live(
    listener: TcpListener,
    settings: ServiceSettings,
    folder: &Path,
    screener: &ScreenerArgs,
    configuration: Configuration,
    when_ready: impl AsyncFnOnce(&App, &Detector) -> Result<()>,
) -> Result<Exit> {
    let mut signals = Signals::new()?;
    let policies = Policies::read(screener.policy.as_deref(), &settings.models)?;
    let options = ScreenOptions { limits: settings.decode, keep_pictures: true, ..ScreenOptions::default() };
    let lineup = Lineup::new(screener.engine.clone(), options, settings.models.clone(), policies);
    let mut hangups = signal(SignalKind::hangup()).context("signals cannot be listened to")?;
    let drain = settings.connections.drain;
    let app = App::open(settings, folder, lineup, Metrics::install()?).await?;
    tokio::spawn(app.metrics.clone().upkeep());

    let address = listener.local_addr().context("the address is not known")?;
    tracing::info!(%address, scheme = scheme(&app.settings), "listening");
    if app.tls.is_none() && !address.ip().is_loopback() {
        tracing::warn!(
            %address,
            "passwords and pictures can be read on their way: name a certificate with --tls-certificate and --tls-key"
        );
    }
    if app.auth.is_on() {
        let base = app.settings.public_url.clone().unwrap_or_else(|| format!("{}://{address}", scheme(&app.settings)));
        auth::print_first_link(&app.store, &base).await?;
    } else {
        tracing::warn!(
            "authentication is off: everyone on this machine may do everything; --auth on asks who they are"
        );
    }
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async {
        let _ = stopped.await;
    };
    let telegrams = serve_telegrams(&app).await?;
    watch_folders(&app);
    let mut http =
        tokio::spawn(connection::serve(listener, router(&app), app.settings.connections, app.tls.clone(), stopped));

    let work = async {
        let configured = ModelFiles::find(screener.model.as_deref())?;
        let (model, chosen_by) = models::begin(&app.lineup, &app.store, configured).await?;
        app.store.record(started(&app, &model, chosen_by)).await?;
        app.shadow.set_challenger(app.lineup.challenger().await?);
        app.worker.ready(app.settings.worker.loops);
        tracing::info!("taking scans in");
        let screening = app.lineup.screening().context("no model screens")?;
        when_ready(&app, screening.detector()).await?;
        match reload::on_hangup(&app, &mut hangups, configuration).await {}
    };
    tokio::select! {
        biased;
        name = signals.next() => tracing::info!(signal = name, "stopping"),
        _ = &mut http => return Err(anyhow!("the service stopped to listen")),
        failed = work => return failed,
    }

    app.gate.shut();
    let end = Instant::now() + drain;
    let _ = stop.send(());
    let ended = async {
        let closed = http.await.unwrap_or(false);
        // Scans whose client does not wait still run when all connections are closed.
        let drained = async {
            if let Some(telegrams) = telegrams {
                let _ = telegrams.await;
            }
            app.gate.drained().await;
            app.worker.idle().await;
        };
        closed && tokio::time::timeout_at(end, drained).await.is_ok()
    };
    let whole = tokio::select! {
        ended = ended => ended,
        name = signals.next() => {
            tracing::warn!(signal = name, "asked again: not waiting any longer");
            false
        }
    };
    if let Err(error) = app.store.record(NewEntry::about_service(Action::ServiceStopped, Details::none())).await {
        tracing::error!(%error, "the stop could not be entered in the audit trail");
    }
    app.traces.close().await;
    app.store.advance_anchor().await;
    match app.store.audit_head().await {
        Ok(head) => tracing::info!(%head, "the audit trail's end"),
        Err(error) => tracing::error!(%error, "the audit trail's end cannot be read"),
    }
    // Claims that did not end go back: the next start hands them out again.
    if !whole && let Err(error) = app.store.release_all().await {
        tracing::error!(%error, "claims could not be given back; they come back after their lease");
    }
    // Whoever still works holds a connection: what is committed is safe without this.
    let _ = tokio::time::timeout(CLOSING, app.store.close()).await;
    if whole {
        tracing::info!("stopped; all work was ended");
        return Ok(Exit::Ok);
    }
    tracing::error!(
        "stopped with work that was not ended; what was acknowledged is on disk and is taken up by the next start"
    );
    Ok(Exit::Failure)
}

/// How addresses of the service begin.
pub(crate) fn scheme(settings: &ServiceSettings) -> &'static str {
    if settings.tls.is_some() { "https" } else { "http" }
}

/// What is in force from now on: model, policy and configuration.
fn started(app: &App, model: &ModelStamp, chosen_by: &str) -> NewEntry {
    let details = Details::none()
        .with("program", env!("CARGO_PKG_VERSION"))
        .with("model", format!("{} {}", model.name, model.version))
        .with("model_sha256", &model.sha256)
        .with("model_chosen_by", chosen_by)
        .with("policies", app.lineup.policies().words())
        .with("configuration", format!("{:?}", app.settings));
    NewEntry::about_service(Action::ServiceStarted, details)
}

/// Serves sorters where that was asked for; ends after the service is asked to stop, when all are answered.
async fn serve_telegrams(app: &App) -> Result<Option<JoinHandle<()>>> {
    let Some(settings) = app.settings.telegram.clone() else { return Ok(None) };
    let listener = TcpListener::bind(settings.listen).await.with_context(|| {
        format!("the address {} cannot be listened on; choose another with --telegram", settings.listen)
    })?;
    let (intake, store) = (Arc::clone(&app.intake), Arc::clone(&app.store));
    let longest = app.settings.worker.deadline;
    Ok(Some(tokio::spawn(telegram::serve(listener, settings, intake, store, longest, app.gate.stopping()))))
}

/// Watches the folders that were asked for.
fn watch_folders(app: &App) {
    let limits = ParcelLimits { bytes: app.settings.decode.max_bytes, views: app.settings.intake.max_views };
    for settings in app.settings.watch.clone() {
        tokio::spawn(folder::watch(settings, limits, Arc::clone(&app.intake), app.gate.stopping()));
    }
}

/// What asks the service to end.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn new() -> Result<Self> {
        let listen = |kind| signal(kind).context("signals cannot be listened to");
        Ok(Self { terminate: listen(SignalKind::terminate())?, interrupt: listen(SignalKind::interrupt())? })
    }

    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}
