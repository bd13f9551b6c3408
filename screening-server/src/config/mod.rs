//! From what was typed to what holds: validated settings, one struct a concern.

mod engine;
mod faults;
mod file;
mod layers;
mod lines;
mod model;
mod models;
mod oidc;
mod probe;
mod projection;
mod quality;
mod retention;
mod review;
mod service;
mod tls;

use std::path::{Path, PathBuf};

pub(crate) use self::{
    engine::engine_options,
    faults::{Faults, Origin, variable},
    file::Kind,
    layers::{Configuration, Loaded, load},
    lines::{TelegramSettings, WatchSettings},
    model::ModelFiles,
    models::{ChallengerSettings, ModelSettings},
    probe::probe,
    retention::retention,
    service::{ConnectionSettings, IntakeSettings, ServiceSettings},
    tls::TlsSettings,
};

/// Folders where files of the installation are looked for: the current one, then those above the program, which
/// is `target/release` in a checkout.
fn roots() -> Vec<PathBuf> {
    let current = std::env::current_dir().ok();
    let program = std::env::current_exe().and_then(|path| path.canonicalize()).ok();
    let above = program.iter().flat_map(|path| path.ancestors().skip(1).take(5)).map(Path::to_path_buf);
    let mut roots: Vec<PathBuf> = Vec::new();
    for root in current.into_iter().chain(above) {
        if !roots.contains(&root) {
            roots.push(root);
        }
    }
    roots
}

/// The first folder called `name` in the places where files of the installation lie.
pub(crate) fn find_folder(name: &str) -> Option<PathBuf> {
    roots().into_iter().map(|root| root.join(name)).find(|path| path.is_dir())
}
