//! `screening serve`: the HTTP interface and the console.

use std::path::PathBuf;

use anyhow::Result;

use super::{DATA, Exit};
use crate::{
    args::ServeArgs,
    config::{Configuration, ServiceSettings},
    service,
};

/// Serves until it is asked to stop.
pub(crate) fn run(args: &ServeArgs, configuration: Configuration) -> Result<Exit> {
    let settings = ServiceSettings::new(&args.service, &configuration.origins())?;
    let runtime = service::runtime()?;
    let ended = runtime.block_on(async {
        let listener = service::bind(settings.listen).await?;
        let folder = settings.store.folder.clone().unwrap_or_else(|| PathBuf::from(DATA));
        service::live(listener, settings, &folder, &args.screener, configuration, async |_, _| Ok(())).await
    });
    // What still runs after the drain time is given up: waiting for it here would have no end.
    runtime.shutdown_background();
    ended
}
