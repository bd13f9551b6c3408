//! `screening demo`: the service with samples already screened, and a browser on it.

use std::{
    collections::BTreeMap,
    env,
    io::{self, IsTerminal, Write},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Instant,
};

use anyhow::{Context, Result, ensure};
use screening_core::{detect::Detector, report::EngineStamp};
use tokio::net::TcpListener;

use super::{
    Exit,
    inputs::{self, Parcel},
};
use crate::{
    app::App,
    args::DemoArgs,
    config::{Configuration, ServiceSettings, find_folder},
    intake::{ArrivedScan, Source},
    service,
};

/// What the address is when none was given.
const DEFAULT_PORT: u16 = 8080;

/// Screens the samples, says where to look, and serves until it is asked to stop.
pub(crate) fn run(args: &DemoArgs, configuration: Configuration) -> Result<Exit> {
    let settings = ServiceSettings::new(&args.service, &configuration.origins())?;
    let samples = samples(args.samples.as_deref())?;
    let runtime = service::runtime()?;
    let ended = runtime.block_on(async {
        let listener = bind(settings.listen).await?;
        let url = url(service::scheme(&settings), listener.local_addr()?);
        eprintln!("loading the detector ...");
        let when_ready = async |app: &App, detector: &Detector| {
            let screened = screen_all(app, samples).await?;
            banner(&url, detector, &screened).context("stdout cannot be written")?;
            if !args.no_open {
                open_browser(&url);
            }
            Ok(())
        };
        // Goes with everything in it when the demo ends, unless a folder was named.
        let temporary = tempfile::tempdir().context("no temporary folder can be made; name one with --data")?;
        let folder = settings.store.folder.clone().unwrap_or_else(|| temporary.path().to_owned());
        service::live(listener, settings, &folder, &args.screener, configuration, when_ready).await
    });
    runtime.shutdown_background();
    ended
}

/// The sample parcels, whatever folders they lie in. They are screened last first: the list has the newest on top, so
/// they stand there by their names.
fn samples(given: Option<&Path>) -> Result<Vec<Parcel>> {
    let Some(folder) = given.map(PathBuf::from).or_else(|| find_folder("samples")) else {
        eprintln!("no folder 'samples' was found; the console starts empty");
        return Ok(Vec::new());
    };
    ensure!(folder.is_dir(), "the samples '{}' are no folder; check --samples", folder.display());
    let mut parcels = inputs::parcels(&[folder], &[]);
    parcels.sort_by(|a, b| b.output.file_name().cmp(&a.output.file_name()));
    Ok(parcels)
}

/// Takes the address, or any free port where the default one is taken.
async fn bind(address: SocketAddr) -> Result<TcpListener> {
    match TcpListener::bind(address).await {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse && address.port() == DEFAULT_PORT => {
            eprintln!("port {DEFAULT_PORT} is taken; using a free one");
            service::bind(SocketAddr::new(address.ip(), 0)).await
        }
        Err(_) => service::bind(address).await,
        Ok(listener) => Ok(listener),
    }
}

/// Where a browser on this machine finds the service.
fn url(scheme: &str, address: SocketAddr) -> String {
    let here = match address.ip() {
        ip if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        ip => ip,
    };
    format!("{scheme}://{}/", SocketAddr::new(here, address.port()))
}

/// Screens one parcel after the other and says in a few words what came out.
async fn screen_all(app: &App, parcels: Vec<Parcel>) -> Result<String> {
    if parcels.is_empty() {
        return Ok("none".to_owned());
    }
    let begun = Instant::now();
    let (total, terminal) = (parcels.len(), io::stderr().is_terminal());
    let mut decisions: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (index, parcel) in parcels.into_iter().enumerate() {
        let name = parcel.output.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let max_bytes = app.settings.decode.max_bytes;
        // A file that cannot be read is an empty view, which is UNKNOWN with its reason.
        let read = tokio::task::spawn_blocking(move || parcel.read(max_bytes).views);
        let views = read.await.context("a sample could not be read")?;
        let place = app.intake.enter_in_turn().await.map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
        let scan = ArrivedScan { parcel: Some(name.clone()), views, ..ArrivedScan::from(Source::Demo) };
        let admission = app.intake.admit(place, scan).await.context("a sample could not be stored")?;
        let report = app.intake.answer(admission.id).await?.context("a sample has no answer")?;
        let decision = report.decision.name();
        *decisions.entry(decision).or_default() += 1;
        // One line that changes on a terminal, one line each elsewhere.
        let (before, after) = if terminal { ("\r\x1b[K", "") } else { ("", "\n") };
        eprint!("{before}screening samples {}/{total}: {name} {decision}{after}", index + 1);
    }
    if terminal {
        eprint!("\r\x1b[K");
    }
    let counts: Vec<String> = decisions.iter().map(|(decision, count)| format!("{count} {decision}")).collect();
    Ok(format!("{total} parcels in {:.1} s: {}", begun.elapsed().as_secs_f64(), counts.join(", ")))
}

fn banner(url: &str, detector: &Detector, samples: &str) -> io::Result<()> {
    let (model, stamp) = (detector.model_stamp(), detector.stamp());
    let mut out = io::stdout().lock();
    writeln!(out)?;
    writeln!(out, "  Parcel screening runs at   {url}")?;
    writeln!(out)?;
    writeln!(out, "  model      {} {}", model.name, model.version)?;
    writeln!(out, "  engine     {}", engine_words(&stamp))?;
    if stamp.engine == "tract" {
        writeln!(out, "             This is the embedded engine: the regions are the same, only slower.")?;
        writeln!(out, "             `cargo xtask engine` fetches the fast one (it needs python3 with pip).")?;
    }
    writeln!(out, "  samples    {samples}")?;
    writeln!(out, "  interface  {url}docs")?;
    writeln!(out, "  stop       Ctrl-C")?;
    writeln!(out)?;
    out.flush()
}

fn engine_words(stamp: &EngineStamp) -> String {
    format!("{} {}, provider {}, precision {}", stamp.engine, stamp.version, stamp.provider, stamp.precision)
}

/// Opens the page where there is a screen; without one, or without a browser, the banner's address is enough.
fn open_browser(url: &str) {
    let display =
        ["DISPLAY", "WAYLAND_DISPLAY"].into_iter().any(|name| env::var_os(name).is_some_and(|it| !it.is_empty()));
    if !display {
        return;
    }
    let quiet =
        Command::new("xdg-open").arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    match quiet {
        // Waited for, so that no dead child stays behind.
        Ok(mut child) => drop(thread::spawn(move || child.wait())),
        Err(error) => tracing::debug!(%error, "no browser could be opened"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_on_every_address_is_reached_on_this_machine() {
        assert_eq!(url("http", "0.0.0.0:80".parse().unwrap()), "http://127.0.0.1:80/");
        assert_eq!(url("http", "[::]:8080".parse().unwrap()), "http://127.0.0.1:8080/");
        assert_eq!(url("http", "[::1]:8080".parse().unwrap()), "http://[::1]:8080/");
    }

    #[tokio::test]
    async fn only_the_default_port_gives_way() {
        let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
        assert!(bind(taken.local_addr().unwrap()).await.is_err());
    }
}
