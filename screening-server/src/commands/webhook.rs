//! `screening webhook`: what other systems are told, and what they could not be told.

use std::io::{self, Write as _};

use anyhow::{Context as _, Result, bail};
use uuid::Uuid;

use super::{Exit, on_store};
use crate::{
    api::webhooks,
    args::{HooksArgs, WebhookCommand},
    audit::Actor,
    clock, service,
    store::{DeadDelivery, Replayed, Store},
    webhook::{Client, Message, Reply, WebhookSettings, type_of},
};

/// Dead deliveries read at a time.
const PAGE: usize = 500;

/// Runs one of the commands.
pub(crate) fn run(command: WebhookCommand) -> Result<Exit> {
    match command {
        WebhookCommand::List { hooks, data } => {
            let settings = settings(&hooks)?;
            on_store(&data, async |store| {
                let mut out = io::stdout().lock();
                for hook in &settings.hooks {
                    let (waiting, dead) = store.hook_backlog(&hook.name).await?;
                    let events: Vec<String> = hook.events.iter().map(|kind| type_of(*kind)).collect();
                    let lanes = hook.lanes.as_ref().map_or_else(|| "every lane".to_owned(), |lanes| lanes.join(","));
                    let (events, url) = (events.join(","), &hook.target.url);
                    writeln!(out, "{}  {url}  {events}  {lanes}  {waiting} waiting  {dead} dead", hook.name)?;
                }
                Ok(())
            })
        }
        WebhookCommand::Dead { data } => on_store(&data, async |store| {
            let mut out = io::stdout().lock();
            for delivery in dead(store).await? {
                let DeadDelivery { id, hook, kind, scan, attempts, error, .. } = &delivery;
                let (what, at) = (type_of(*kind), clock::rfc3339(delivery.dead));
                writeln!(out, "{id}  {hook}  {what}  {scan}  {at}  {attempts} attempts  {error}")?;
            }
            Ok(())
        }),
        WebhookCommand::Replay { ids, all, data } => on_store(&data, async |store| {
            let ids = if all { dead(store).await?.into_iter().map(|delivery| delivery.id).collect() } else { ids };
            for id in &ids {
                replay(store, *id).await?;
            }
            writeln!(io::stdout().lock(), "{} deliveries are sent again", ids.len())?;
            Ok(())
        }),
        WebhookCommand::Test { name, hooks } => {
            let settings = settings(&hooks)?;
            service::runtime()?.block_on(test(&settings, &name))
        }
    }
}

fn settings(args: &HooksArgs) -> Result<WebhookSettings> {
    let file = args.webhooks.as_ref().context("no file of webhooks is named; name one with --webhooks or --config")?;
    Ok(WebhookSettings::read(file)?)
}

async fn dead(store: &Store) -> Result<Vec<DeadDelivery>> {
    let mut all: Vec<DeadDelivery> = Vec::new();
    loop {
        let page = store.dead_deliveries(all.last().map(|delivery| delivery.id), PAGE).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

async fn replay(store: &Store, id: Uuid) -> Result<()> {
    match store.replay_delivery(Actor::command_line(), id).await? {
        Replayed::Done => Ok(()),
        Replayed::Unknown => bail!("there is no dead delivery '{id}'; `screening webhook dead` shows all"),
        Replayed::NoHook(hook) => {
            bail!("the webhook '{hook}' is not configured; add it to the file of webhooks and restart the service")
        }
    }
}

async fn test(settings: &WebhookSettings, name: &str) -> Result<Exit> {
    let names = || settings.hooks.iter().map(|hook| hook.name.as_str()).collect::<Vec<_>>().join(", ");
    let hook = settings.hooks.iter().find(|hook| hook.name == name);
    let hook = hook.with_context(|| format!("there is no webhook '{name}' in the file; there are: {}", names()))?;
    let (id, body) = (Uuid::now_v7().to_string(), webhooks::test_message(clock::now()));
    let reply = Client::new(settings)?.send(hook, Message { id: &id, body: &body }).await;
    let Reply { status, .. } = reply.with_context(|| format!("the webhook '{name}' cannot be told"))?;
    writeln!(io::stdout().lock(), "{id}  {}  {status}", hook.target.url)?;
    if (200..300).contains(&status) {
        return Ok(Exit::Ok);
    }
    bail!("the receiver answered {status}, not 2xx");
}
