//! `screening key`: keys of machines.

use std::{
    io::{self, Write as _},
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};

use super::{Exit, on_store};
use crate::{
    args::KeyCommand,
    audit::Actor,
    auth::{ApiKey, LaneScope, SecretHash},
    clock,
    store::Key,
};

/// Runs one of the commands.
pub(crate) fn run(command: KeyCommand) -> Result<Exit> {
    match command {
        KeyCommand::Add { name, lane, days, data } => on_store(&data, async |store| {
            let fresh = ApiKey::new().context("the system gives no random numbers")?;
            let created = clock::now();
            let life = days.map(|days| Duration::from_secs(u64::from(days) * 24 * 60 * 60));
            let key = Key {
                id: fresh.id.clone(),
                name,
                hash: SecretHash::of(fresh.secret.as_str()),
                lanes: if lane.is_empty() { LaneScope::all() } else { LaneScope::of(lane) },
                created,
                expires: life.map(|life| created.checked_add(life)).transpose().context("the clock is at its end")?,
                revoked: None,
                seen: None,
            };
            store.add_key(Actor::command_line(), &key).await?;
            eprintln!("The key {} for {}. It is shown this once:", key.id, key.lanes);
            writeln!(io::stdout().lock(), "{}", fresh.text())?;
            Ok(())
        }),
        KeyCommand::List { data } => on_store(&data, async |store| {
            let now = clock::now();
            let mut out = io::stdout().lock();
            for key in store.keys().await? {
                let state = match (key.revoked, key.expires) {
                    (Some(revoked), _) => format!("revoked {}", clock::rfc3339(revoked)),
                    (None, Some(expires)) if expires <= now => format!("expired {}", clock::rfc3339(expires)),
                    (None, Some(expires)) => format!("expires {}", clock::rfc3339(expires)),
                    (None, None) => "valid".to_owned(),
                };
                let seen = key.seen.map_or_else(|| "never".to_owned(), clock::rfc3339);
                writeln!(out, "{}  {:<24} {:<20} used {seen}  {state}", key.id, key.name, key.lanes.to_string())?;
            }
            Ok(())
        }),
        KeyCommand::Revoke { id, data } => on_store(&data, async |store| {
            let revoked = store.revoke_key(Actor::command_line(), &id).await?;
            ensure!(revoked, "there is no key '{id}'; `screening key list` shows all");
            Ok(())
        }),
    }
}
