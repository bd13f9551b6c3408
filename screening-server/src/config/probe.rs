//! What a configuration names is looked for: files, folders and addresses.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    path::Path,
};

use super::{ModelFiles, ServiceSettings, engine_options, faults::Faults};
use crate::{
    args::{EngineChoice, ScreenerArgs},
    start, tls,
};

/// Looks for everything that the service would need at its start; what is missing is a fault. While the service is
/// `running`, what it holds itself is none.
pub(crate) fn probe(settings: &ServiceSettings, screener: &ScreenerArgs, running: bool, faults: &mut Faults) {
    files(settings, screener, faults);
    if let Some(Err(error)) = settings.tls.as_ref().map(tls::read) {
        let option = error.option();
        faults.take(option, Err::<(), _>(error.into()));
    }
    folders(settings, faults);
    address("listen", settings.listen, running, faults);
    if let Some(telegram) = &settings.telegram {
        address("telegram", telegram.listen, running, faults);
    }
}

fn files(settings: &ServiceSettings, screener: &ScreenerArgs, faults: &mut Faults) {
    let found = ModelFiles::find(screener.model.as_deref()).map_err(anyhow::Error::from);
    if let Some(files) = faults.take("model", found) {
        faults.take("model", start::manifest(&files));
        faults.file("model", Some(&files.onnx));
    }
    if let Some(policy) = &screener.policy {
        faults.take("policy", start::policy_file(policy));
    }
    for policy in settings.models.lane_policies.values() {
        faults.take("lane-policy", start::policy_file(policy));
    }
    if let Some(challenger) = &settings.models.challenger
        && let Some(folder) = &settings.models.folder
    {
        faults.take("challenger", ModelFiles::installed(folder, &challenger.name));
    }
    let engine = &screener.engine;
    let library = engine_options(engine).library;
    match engine.engine {
        EngineChoice::Openvino | EngineChoice::Cpu if library.is_none() => {
            let what = "needs ONNX Runtime, and there is none: name its library with `engine-library`";
            faults.refuse("engine", what);
        }
        _ => faults.file("engine-library", library.as_deref()),
    }
}

fn folders(settings: &ServiceSettings, faults: &mut Faults) {
    if let Some(folder) = &settings.store.folder {
        writable("data", folder, faults);
    }
    if let Some(folder) = settings.models.folder.as_ref().filter(|folder| !folder.is_dir()) {
        faults.refuse("models", format_args!("names '{}', which is no folder", folder.display()));
    }
    for watched in &settings.watch {
        faults.file("watch", Some(&watched.folder));
    }
}

/// The folder, or the one that it would be made in, must take files.
fn writable(key: &str, folder: &Path, faults: &mut Faults) {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let Some(there) = absolute.ancestors().find(|path| path.exists()) else { return };
    if let Err(error) = tempfile::tempfile_in(there) {
        faults.refuse(key, format_args!("names '{}', which cannot be written: {error}", folder.display()));
    }
}

fn address(key: &str, address: SocketAddr, running: bool, faults: &mut Faults) {
    match TcpListener::bind(address) {
        Ok(_) => {}
        Err(error) if running && error.kind() == io::ErrorKind::AddrInUse => {}
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            let what = "is taken by another program, or by this service where it runs now (then add --running)";
            faults.refuse(key, format_args!("is {address}, which {what}"));
        }
        Err(error) => faults.refuse(key, format_args!("is {address}, which cannot be listened on: {error}")),
    }
}
