//! SIGHUP: the configuration is read again, and what can change without a stop does.
//!
//! Policies, the model, the folder of models, the challenger, the certificate and the webhooks change; everything else is named as needing a restart.
//! Keys and accounts are in the store and hold at once, without a signal. A configuration with a fault changes nothing.

use std::{convert::Infallible, env, ffi::OsString};

use anyhow::{Result, anyhow, bail};
use screening_core::report::ModelStamp;
use tokio::signal::unix::Signal;

use crate::{
    app::App,
    args::{Command, ScreenerArgs, ServiceArgs},
    audit::{Action, Details, NewEntry},
    config::{self, Configuration, Loaded, ModelFiles, ServiceSettings},
    models::Policies,
    start, tls,
};

/// Options that change without a restart.
const RELOADED: [&str; 10] = [
    "policy",
    "lane-policy",
    "model",
    "models",
    "challenger",
    "challenger-percent",
    "challenger-seed",
    "tls-certificate",
    "tls-key",
    "webhooks",
];

/// Reads the configuration again whenever that is asked for, without end.
pub(crate) async fn on_hangup(app: &App, hangups: &mut Signal, mut holding: Configuration) -> Infallible {
    loop {
        hangups.recv().await;
        tracing::info!("reading the configuration again");
        match again(app, &holding).await {
            Ok(read) => holding = read,
            Err(error) => tracing::error!(
                error = format!("{error:#}"),
                "the configuration cannot be used; the one before goes on. `screening config check` lists all faults"
            ),
        }
    }
}

async fn again(app: &App, holding: &Configuration) -> Result<Configuration> {
    let argv: Vec<OsString> = env::args_os().collect();
    let Loaded { args, configuration, faults, .. } = config::load(&argv).map_err(|error| anyhow!("{error}"))?;
    faults.settle()?;
    let (service, screener): (ServiceArgs, ScreenerArgs) = match args.command {
        Command::Serve(args) => (args.service, args.screener),
        Command::Demo(args) => (args.service, args.screener),
        _ => bail!("only a service reads its configuration again"),
    };
    // All of it is read before any of it changes.
    let settings = ServiceSettings::new(&service, &configuration.origins())?;
    let policies = Policies::read(screener.policy.as_deref(), &settings.models)?;
    let files = ModelFiles::find(screener.model.as_deref())?;
    let sha256 = start::manifest(&files)?.sha256;
    let identity = settings.tls.as_ref().map(tls::read).transpose()?;
    let tls_switched = app.tls.is_some() != identity.is_some();

    let (mut done, mut failed) = (Vec::new(), Vec::new());
    let changed = holding.changed(&configuration);
    if let (Some(tls), Some(identity)) = (&app.tls, identity)
        && tls.replace(identity)
    {
        done.push("certificate".to_owned());
    }
    let new_policies = policies != *app.lineup.policies();
    if new_policies {
        done.push(format!("policies ({})", policies.words()));
    }
    app.lineup.set_policies(policies, settings.models);
    let is_ready = app.lineup.screening().is_some();
    // What did not change is tried again by the next signal.
    if is_ready && app.lineup.configured() != sha256 {
        match switch(app, files, &sha256).await {
            Ok(model) => done.push(format!("model ({} {}, {})", model.name, model.version, model.sha256)),
            Err(error) => failed.push(format!("model: {error:#}")),
        }
    }
    match app.hooks.replace(settings.webhooks).await {
        Ok(true) => done.push("webhooks".to_owned()),
        Ok(false) => {}
        Err(error) => failed.push(format!("webhooks: {error:#}")),
    }
    let about_challenger = |key: &String| key == "models" || key.starts_with("challenger");
    if is_ready && (new_policies || changed.iter().any(about_challenger)) {
        match app.lineup.challenger().await {
            Ok(challenger) => {
                let name = challenger.as_ref().map_or("none", |challenger| challenger.name()).to_owned();
                app.shadow.set_challenger(challenger);
                done.push(format!("challenger ({name})"));
            }
            Err(error) => failed.push(format!("challenger: {error:#}")),
        }
    }
    let needs_restart = |key: &&str| !RELOADED.contains(key) || (tls_switched && key.starts_with("tls-"));
    let restart: Vec<&str> = changed.iter().map(String::as_str).filter(needs_restart).collect();
    let words = |parts: &[String]| if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") };
    tracing::info!(
        changed = words(&done),
        failed = words(&failed),
        needs_restart = if restart.is_empty() { "nothing".to_owned() } else { restart.join(", ") },
        "configuration read again"
    );
    let details = Details::none()
        .with("changed", words(&done))
        .with("failed", words(&failed))
        .with("needs_restart", restart.join(", "));
    if let Err(error) = app.store.record(NewEntry::about_service(Action::ConfigurationReloaded, details)).await {
        tracing::error!(%error, "the reload could not be entered in the audit trail");
    }
    Ok(configuration)
}

/// Screens with the model that the configuration names now, whatever an administrator switched to before.
async fn switch(app: &App, files: ModelFiles, sha256: &str) -> Result<ModelStamp> {
    let (_, model) = app.lineup.activate(files).await?;
    app.lineup.set_configured(sha256);
    app.store.forget_active_model().await?;
    Ok(model)
}
