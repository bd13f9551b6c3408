//! The binary `screening`: feeds the screening core from files, folders and HTTP.
//!
//! What was typed (`args`) becomes validated settings (`config`); a command runs with them; `main` turns the outcome
//! into an exit code. `app` lists the service's parts, `router` its routes, `middleware` its layers, one page each.

mod api;
mod app;
mod args;
mod atomic_numbers;
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
mod likeness;
mod metrics;
mod middleware;
mod models;
mod outbound;
mod pace;
mod picture;
mod progress;
mod projection;
mod queue;
mod records;
mod reload;
mod retention;
mod review;
mod router;
mod service;
mod start;
mod store;
mod sweep;
mod telemetry;
mod tls;
mod traces;
mod training;
mod views;
mod webhook;
mod worker;

use std::{env, ffi::OsString, process::ExitCode};

use crate::commands::Exit;

fn main() -> ExitCode {
    let argv: Vec<OsString> = env::args_os().collect();
    let loaded = match config::load(&argv) {
        Ok(loaded) => loaded,
        Err(error) => {
            // Clap's own exit code for a usage error is 2, which means UNKNOWN here.
            let failed = error.use_stderr();
            let _ = error.print();
            return if failed { Exit::Failure } else { Exit::Ok }.into();
        }
    };
    telemetry::start(&loaded.args.log, loaded.args.command.default_log_level());
    match commands::run(loaded) {
        Ok(exit) => exit.into(),
        Err(error) => {
            eprintln!("screening: {error:#}");
            Exit::Failure.into()
        }
    }
}
