//! Which engine runs the model, and where its library lies.

use std::path::{Path, PathBuf};

use screening_core::detect::{EngineOptions, Prefer};

use super::roots;
use crate::args::{EngineArgs, EngineChoice};

/// Where `cargo xtask engine` installs ONNX Runtime.
const FOLDER: &str = ".engine";

/// How deep the library may lie in it: a Python wheel has it under `onnxruntime/capi`.
const DEPTH: usize = 6;

/// The engine asked for, with the library given or found.
pub(crate) fn engine_options(args: &EngineArgs) -> EngineOptions {
    let prefer = match args.engine {
        EngineChoice::Auto => Prefer::Auto,
        EngineChoice::Openvino => Prefer::OpenVino,
        EngineChoice::Cpu => Prefer::Cpu,
        EngineChoice::Tract => Prefer::Tract,
    };
    let installed = || roots().iter().find_map(|root| find_library(&root.join(FOLDER), DEPTH));
    let library = match prefer {
        Prefer::Tract => None,
        _ => args.engine_library.clone().or_else(installed),
    };
    EngineOptions { library, prefer, threads: args.threads, ..EngineOptions::default() }
}

/// ONNX Runtime's library in `folder` or below it.
fn find_library(folder: &Path, depth: usize) -> Option<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let is_library = |path: &&PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        // Links may point outside; the versioned name is the real file.
        name.starts_with("libonnxruntime.so") && path.is_file()
    };
    entries.iter().rfind(is_library).cloned().or_else(|| {
        let below = depth.checked_sub(1)?;
        entries.iter().filter(|path| path.is_dir() && !path.is_symlink()).find_map(|path| find_library(path, below))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_is_found_deep_in_a_wheel_and_not_mistaken_for_its_providers() {
        let folder = tempfile::tempdir().unwrap();
        let capi = folder.path().join("1.24.1/site-packages/onnxruntime/capi");
        std::fs::create_dir_all(&capi).unwrap();
        for name in ["libonnxruntime_providers_shared.so", "libonnxruntime_providers_openvino.so"] {
            std::fs::write(capi.join(name), b"").unwrap();
        }
        assert_eq!(find_library(folder.path(), DEPTH), None);
        let library = capi.join("libonnxruntime.so.1.24.1");
        std::fs::write(&library, b"").unwrap();
        assert_eq!(find_library(folder.path(), DEPTH), Some(library));
    }
}
