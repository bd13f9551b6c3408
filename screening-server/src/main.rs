//! The binary `screening`: feeds the screening core from files, folders and HTTP.
//!
//! What was typed (`args`) becomes validated settings (`config`); a command runs with them; `main` turns the outcome
//! into an exit code. `app` lists the service's parts, `router` its routes, `middleware` its layers, one page each.

mod api;
mod app;
mod args;
mod audit;
mod auth;
mod clock;
mod codes;
mod commands;
mod config;
mod connection;
mod fail_safe;
mod intake;
mod lane;
mod metrics;
mod middleware;
mod picture;
mod progress;
mod queue;
mod router;
mod service;
mod start;
mod store;
mod sweep;
mod telemetry;
mod views;
mod worker;

use std::process::ExitCode;

use clap::Parser;

use crate::{args::Args, commands::Exit};

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Clap's own exit code for a usage error is 2, which means UNKNOWN here.
            let failed = error.use_stderr();
            let _ = error.print();
            return if failed { Exit::Failure } else { Exit::Ok }.into();
        }
    };
    telemetry::start(&args.log, args.command.default_log_level());
    match commands::run(args.command) {
        Ok(exit) => exit.into(),
        Err(error) => {
            eprintln!("screening: {error:#}");
            Exit::Failure.into()
        }
    }
}
