//! One file a subcommand.

mod audit;
mod config;
mod demo;
mod evaluate;
mod exercise;
mod export;
mod inputs;
mod key;
mod model;
mod project;
mod retention;
mod scan;
mod serve;
mod user;
mod webhook;

use std::process::ExitCode;

use anyhow::Result;
use screening_core::report::Decision;

use crate::{
    args::{Command, DataArgs, ModelCommand},
    config::{Faults, Loaded},
    service,
    store::Store,
};

/// The data folder where none was given.
pub(crate) const DATA: &str = "screening-data";

/// How a command ended, for scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done; for a scan: every parcel is CLEAR.
    Ok,
    /// At least one parcel is ALARM.
    Alarm,
    /// None is ALARM and at least one is UNKNOWN.
    Unknown,
    /// Wrong usage, or a failure of the command itself.
    Failure,
}

impl Exit {
    /// The graver of the two: failure, then alarm, then unknown.
    pub(crate) fn and(self, other: Self) -> Self {
        let gravity = |exit| match exit {
            Self::Ok => 0,
            Self::Unknown => 1,
            Self::Alarm => 2,
            Self::Failure => 3,
        };
        if gravity(other) > gravity(self) { other } else { self }
    }
}

impl From<Decision> for Exit {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Clear => Self::Ok,
            Decision::Alarm => Self::Alarm,
            Decision::Unknown => Self::Unknown,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Ok => 0,
            Exit::Alarm => 1,
            Exit::Unknown => 2,
            Exit::Failure => 3,
        })
    }
}

/// Runs a subcommand.
pub(crate) fn run(loaded: Loaded) -> Result<Exit> {
    let Loaded { args, configuration, faults, unknown_variables } = loaded;
    if !matches!(args.command, Command::Config(_)) {
        faults.clone().settle()?;
        unknown_variables.iter().for_each(|text| tracing::warn!("{text}"));
    }
    match args.command {
        Command::Config(command) => config::run(&command, &configuration, faults, &unknown_variables),
        Command::Scan(args) => scan::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Model(ModelCommand::Check(args)) => model::check(&args),
        Command::Serve(args) => serve::run(&args, configuration),
        Command::Demo(args) => demo::run(&args, configuration),
        Command::User(command) => user::run(command),
        Command::Key(command) => key::run(command),
        Command::Audit(command) => audit::run(command),
        Command::Webhook(command) => webhook::run(command),
        Command::Export(args) => export::run(&args),
        Command::Exercise(command) => exercise::run(&command),
        Command::Retention(args) => retention::run(&args, Faults::new(&configuration.origins())),
    }
}

/// Does something with a service's data folder, beside the service where it runs.
fn on_store(args: &DataArgs, work: impl AsyncFnOnce(&Store) -> Result<()>) -> Result<Exit> {
    service::runtime()?.block_on(async {
        let store = Store::open_beside(&args.data).await?;
        let done = work(&store).await;
        store.advance_anchor().await;
        store.close().await;
        done.map(|()| Exit::Ok)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_outweighs_what_is_unknown_and_a_failure_outweighs_both() {
        let worst = |exits: &[Exit]| exits.iter().copied().fold(Exit::Ok, Exit::and);
        assert_eq!(worst(&[Exit::Ok, Exit::Unknown, Exit::Ok]), Exit::Unknown);
        assert_eq!(worst(&[Exit::Alarm, Exit::Unknown]), Exit::Alarm);
        assert_eq!(worst(&[Exit::Failure, Exit::Alarm]), Exit::Failure);
        assert_eq!(worst(&[]), Exit::Ok);
    }
}
