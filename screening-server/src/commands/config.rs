//! `screening config`: what is wrong with a configuration, and what holds.

use std::io::{self, Write as _};

use anyhow::{Context as _, Result};

use super::Exit;
use crate::{
    args::{ConfigCommand, ServeArgs},
    config::{Configuration, Faults, Kind, Origin, ServiceSettings, probe, variable},
};

/// Runs one of them. `faults` are those that were found on the way here.
pub(super) fn run(
    command: &ConfigCommand,
    configuration: &Configuration,
    faults: Faults,
    unknown_variables: &[String],
) -> Result<Exit> {
    match command {
        ConfigCommand::Check { serve, running, .. } => check(serve, configuration, *running, faults, unknown_variables),
        ConfigCommand::Show { .. } => show(configuration, faults),
    }
}

fn check(
    args: &ServeArgs,
    configuration: &Configuration,
    running: bool,
    mut faults: Faults,
    unknown_variables: &[String],
) -> Result<Exit> {
    unknown_variables.iter().for_each(|text| faults.note(text.clone()));
    let mut further = Faults::new(&configuration.origins());
    let settings = ServiceSettings::read(&args.service, &mut further);
    probe(&settings, &args.screener, running, &mut further);
    further.found().iter().for_each(|text| faults.note(text.clone()));

    let mut out = io::stdout().lock();
    for fault in faults.found() {
        writeln!(out, "{fault}").context("stdout cannot be written")?;
    }
    let number = faults.found().len();
    let summary = match number {
        0 => "The configuration can be used.".to_owned(),
        1 => "1 fault: the configuration cannot be used.".to_owned(),
        _ => format!("{number} faults: the configuration cannot be used."),
    };
    writeln!(out, "{summary}").context("stdout cannot be written")?;
    Ok(if number == 0 { Exit::Ok } else { Exit::Failure })
}

/// As a configuration file, with the place of each value beside it.
fn show(configuration: &Configuration, faults: Faults) -> Result<Exit> {
    let mut out = io::stdout().lock();
    for setting in &configuration.0 {
        let quoted: Vec<String> = setting.values.iter().map(|value| format!("{value:?}")).collect();
        let value = match (setting.kind, setting.values.as_slice()) {
            (Kind::List, _) => format!("[{}]", quoted.join(", ")),
            (_, []) => "\"\"".to_owned(),
            (Kind::Integer | Kind::Float, [number]) => number.clone(),
            (_, [..]) => quoted.join(" "),
        };
        let from = match &setting.origin {
            Origin::Default => "default".to_owned(),
            Origin::File { path, line } => format!("file {}:{line}", path.display()),
            Origin::Environment => format!("environment {}", variable(&setting.key)),
            Origin::Argument => format!("argument --{}", setting.key),
        };
        let line = format!("{} = {value}", setting.key);
        writeln!(out, "{line:<48}# {from}").context("stdout cannot be written")?;
    }
    drop(out);
    faults.settle().map(|()| Exit::Ok).map_err(anyhow::Error::from)
}
