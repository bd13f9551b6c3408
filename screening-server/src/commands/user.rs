//! `screening user`: accounts of people.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use anyhow::{Context as _, Result, bail, ensure};

use super::{Exit, on_store};
use crate::{
    args::UserCommand,
    audit::Actor,
    auth::{check_strength, hash_password, user_name},
    clock,
    store::{Changed, UserChange},
};

/// Runs one of the commands.
pub(crate) fn run(command: UserCommand) -> Result<Exit> {
    match command {
        UserCommand::Add { name, role, data } => {
            let name = user_name(&name)?;
            let hash = new_password(&name)?;
            on_store(&data, async |store| {
                let added = store.add_user(Actor::command_line(), &name, role.into(), &hash).await?;
                ensure!(added, "there is an account '{name}' already; `screening user list` shows all");
                Ok(())
            })
        }
        UserCommand::List { data } => on_store(&data, async |store| {
            let mut out = io::stdout().lock();
            for user in store.users().await? {
                let state = if user.disabled { "disabled" } else { "" };
                let (name, role, created) = (user.name, user.role.name(), clock::rfc3339(user.created));
                writeln!(out, "{name:<24} {role:<14} {created}  {state}")?;
            }
            Ok(())
        }),
        UserCommand::Disable { name, undo, data } => {
            let change = UserChange { disabled: Some(!undo), ..UserChange::default() };
            on_store(&data, async |store| {
                changed(store.change_user(Actor::command_line(), &user_name(&name)?, &change).await?, &name)
            })
        }
        UserCommand::Password { name, data } => {
            let change = UserChange { password: Some(new_password(&name)?), ..UserChange::default() };
            on_store(&data, async |store| {
                changed(store.change_user(Actor::command_line(), &user_name(&name)?, &change).await?, &name)
            })
        }
    }
}

fn changed(changed: Changed, name: &str) -> Result<()> {
    match changed {
        Changed::Done => Ok(()),
        Changed::Unknown => bail!("there is no account '{name}'; `screening user list` shows all"),
        Changed::LastAdministrator => bail!("'{name}' is the last administrator: make another one first"),
    }
}

/// The hash of a password that is asked for twice, or read from stdin once.
fn new_password(name: &str) -> Result<String> {
    let password = if io::stdin().is_terminal() {
        let ask = |what: &str| {
            rpassword::prompt_password(format!("{what} for {name}: ")).context("no password could be read")
        };
        let (first, second) = (ask("New password")?, ask("The same again")?);
        ensure!(first == second, "the two passwords differ; nothing was changed");
        first
    } else {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).context("no password could be read from stdin")?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    };
    check_strength(name, &password)?;
    hash_password(&password).context("the system gives no random numbers")
}
