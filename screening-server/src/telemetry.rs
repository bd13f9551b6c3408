//! Where log lines go: stderr, since stdout is for reports.

use std::io::{self, IsTerminal as _};

use tracing_subscriber::EnvFilter;

use crate::args::{LogArgs, LogFormat};

/// Starts logging at `level` unless the arguments ask for something else.
pub(crate) fn start(args: &LogArgs, level: &str) {
    let given = args.log.as_deref().map(EnvFilter::try_new);
    // The engine's own log is chatty at info and repeats what the detector says in one line.
    let fallback = || EnvFilter::new(format!("{level},ort=warn,tract=warn"));
    let (filter, wrong) = match given {
        None => (fallback(), None),
        Some(Ok(filter)) => (filter, None),
        Some(Err(error)) => (fallback(), Some(error)),
    };
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
    match args.log_format {
        LogFormat::Text => log.with_target(false).compact().init(),
        LogFormat::Json => log.json().init(),
    }
    if let Some(error) = wrong {
        tracing::warn!(%error, "the log filter cannot be read; '{level}' is used");
    }
}
