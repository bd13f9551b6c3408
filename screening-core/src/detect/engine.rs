//! Which engine a process runs, decided once.
//!
//! ort keeps its table of functions, and ONNX Runtime its environment, once a process and for good. So
//! [`Engine::start`] decides at its first call between ONNX Runtime (from the library it is given) and the
//! embedded tract; every later call gives the same engine back, or an error when it asks by name for the
//! other one. Within ONNX Runtime, the choice between OpenVINO and the CPU provider is free for each
//! [`Engine`], and so is the precision.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
    thread,
};

use ort::environment::Environment;

use super::error::EngineError;

/// Which engine and provider to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Prefer {
    /// The fastest that works: OpenVINO, else ONNX Runtime's CPU provider, else tract.
    #[default]
    Auto,
    /// ONNX Runtime with OpenVINO, or an error.
    OpenVino,
    /// ONNX Runtime with its CPU provider, or an error.
    Cpu,
    /// The embedded tract, or an error.
    Tract,
}

impl fmt::Display for Prefer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "any engine",
            Self::OpenVino => "OpenVINO",
            Self::Cpu => "ONNX Runtime's CPU provider",
            Self::Tract => "tract",
        })
    }
}

/// In which precision OpenVINO is to calculate; the other providers always use the model's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Precision {
    /// bf16 where the processor has instructions for it, else f32.
    #[default]
    Auto,
    /// f32.
    F32,
}

/// How the engine is started.
#[derive(Clone, Debug, Default)]
pub struct EngineOptions {
    /// ONNX Runtime's library, or the folder it lies in. Without one, the embedded tract is used.
    pub library: Option<PathBuf>,
    /// Which engine and provider to use.
    pub prefer: Prefer,
    /// In which precision OpenVINO is to calculate.
    pub precision: Precision,
    /// Sessions a detector may have, each with one thread and its own copy of the weights; 0 means one
    /// for each processor core, at most 16.
    pub threads: usize,
}

/// A running engine; cheap to clone.
#[derive(Clone, Debug)]
pub struct Engine {
    backend: Arc<Backend>,
    prefer: Prefer,
    precision: Precision,
    threads: usize,
}

#[derive(Debug)]
pub(super) struct Backend {
    pub(super) environment: Environment,
    pub(super) kind: Kind,
    version: String,
    /// What OpenVINO calculates in when asked for f32 and for bf16, found by trying it.
    pub(super) measured: [OnceLock<Option<&'static str>>; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    OnnxRuntime,
    Tract,
}

/// The one engine of this process. ONNX Runtime allows one environment a process, and ort one table of
/// functions: this mirrors what is global there anyway.
static RUNNING: Mutex<Option<Arc<Backend>>> = Mutex::new(None);

impl Engine {
    /// Starts the engine, or gives back the one that this process runs already.
    ///
    /// With [`Prefer::Auto`], a library that is missing or does not load is logged once at warn, and tract
    /// is used instead.
    ///
    /// # Errors
    /// [`EngineError`] when an engine that was asked for by name cannot be started, or another one runs.
    pub fn start(options: &EngineOptions) -> Result<Self, EngineError> {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        let backend = match &*running {
            Some(backend) => Arc::clone(backend),
            None => {
                let backend = Arc::new(launch(options)?);
                *running = Some(Arc::clone(&backend));
                backend
            }
        };
        let fits = match options.prefer {
            Prefer::Auto => true,
            Prefer::OpenVino | Prefer::Cpu => backend.kind == Kind::OnnxRuntime,
            Prefer::Tract => backend.kind == Kind::Tract,
        };
        if !fits {
            let running = format!("{} {}", backend.name(), backend.version);
            return Err(EngineError::AlreadyStarted { running, asked: options.prefer.to_string() });
        }
        let cores = || thread::available_parallelism().map_or(1, usize::from).min(16);
        let threads = if options.threads == 0 { cores() } else { options.threads };
        Ok(Self { backend, prefer: options.prefer, precision: options.precision, threads })
    }

    /// `onnxruntime` or `tract`.
    pub fn name(&self) -> &'static str {
        self.backend.name()
    }

    /// The engine's version, as it says itself.
    pub fn version(&self) -> &str {
        &self.backend.version
    }

    /// Sessions that a detector may have.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// The same engine with another limit on sessions; 0 is taken as 1.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    pub(super) fn backend(&self) -> &Backend {
        &self.backend
    }

    pub(super) fn prefer(&self) -> Prefer {
        self.prefer
    }

    pub(super) fn precision(&self) -> Precision {
        self.precision
    }
}

impl Backend {
    pub(super) fn name(&self) -> &'static str {
        match self.kind {
            Kind::OnnxRuntime => "onnxruntime",
            Kind::Tract => "tract",
        }
    }
}

fn launch(options: &EngineOptions) -> Result<Backend, EngineError> {
    let loaded = match (&options.library, options.prefer) {
        (_, Prefer::Tract) => Err("it was asked for".to_owned()),
        (None, Prefer::Auto) => {
            tracing::warn!(
                "no ONNX Runtime was given: the embedded engine is used, which takes several times as long; \
                 `cargo xtask engine` installs ONNX Runtime"
            );
            Err("no library was given".to_owned())
        }
        (None, asked) => return Err(EngineError::NoLibrary { asked }),
        (Some(library), asked) => {
            let path = library_file(library);
            match ort::init_from(&path) {
                Ok(builder) => Ok((builder, path)),
                Err(source) if asked == Prefer::Auto => {
                    tracing::warn!(
                        library = %path.display(), error = %source,
                        "ONNX Runtime cannot be loaded: the embedded engine is used, which takes several times as \
                         long; check the path, or install ONNX Runtime with `cargo xtask engine`"
                    );
                    Err(source.to_string())
                }
                Err(source) => return Err(EngineError::Library { path, source }),
            }
        }
    };
    match loaded {
        Ok((builder, path)) => {
            let environment = builder.with_telemetry(false).build().map_err(EngineError::Start)?;
            let version = version(ort::info(), &path);
            Ok(Backend { environment, kind: Kind::OnnxRuntime, version, measured: Default::default() })
        }
        Err(_) => {
            if !ort::set_api(ort_tract::api()) {
                let asked = Prefer::Tract.to_string();
                return Err(EngineError::AlreadyStarted { running: ort::info().to_owned(), asked });
            }
            let environment = ort::init().with_telemetry(false).build().map_err(EngineError::Start)?;
            let version = version(ort::info(), Path::new(""));
            Ok(Backend { environment, kind: Kind::Tract, version, measured: Default::default() })
        }
    }
}

/// The file that `library` names or holds; `library` itself when there is none, for the loader to say so.
fn library_file(library: &Path) -> PathBuf {
    let is_runtime = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with("libonnxruntime.so")
            || name == "onnxruntime.dll"
            || (name.starts_with("libonnxruntime.") && name.ends_with(".dylib"))
    };
    let file = match std::fs::read_dir(library) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).filter(is_runtime).max(),
        Err(_) => None,
    };
    // The loader takes a relative path as one beside the program; links are followed to find the version
    // in the name, and the libraries that lie beside the real file.
    let file = file.unwrap_or_else(|| library.to_path_buf());
    file.canonicalize().unwrap_or(file)
}

/// The version out of the build's description, or out of the library's name `libonnxruntime.so.1.24.1`.
fn version(info: &str, library: &Path) -> String {
    let described = info.split_once("version=").map(|(_, rest)| rest.split([',', ' ']).next().unwrap_or(rest));
    let named = library.file_name().and_then(|name| name.to_str()).and_then(|name| {
        let tail = name.rsplit_once(".so.").map(|(_, tail)| tail)?;
        tail.starts_with(|c: char| c.is_ascii_digit()).then_some(tail)
    });
    let branch = info.split_once("git-branch=rel-").map(|(_, rest)| rest.split([',', ' ']).next().unwrap_or(rest));
    described.or(named).or(branch).unwrap_or("unknown").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_what_the_engine_says_or_what_its_file_is_called() {
        let tract = "ORT Build Info: backend=ort-tract, version=0.5.0+0.23";
        assert_eq!(version(tract, Path::new("")), "0.5.0+0.23");
        let runtime = "ORT Build Info: git-branch=HEAD, git-commit-id=26250ae, build type=Release";
        assert_eq!(version(runtime, Path::new("/opt/libonnxruntime.so.1.24.1")), "1.24.1");
        assert_eq!(version("git-branch=rel-1.25.0, x", Path::new("/opt/libonnxruntime.so")), "1.25.0");
        assert_eq!(version(runtime, Path::new("/opt/onnxruntime.dll")), "unknown");
    }

    #[test]
    fn a_folder_stands_for_the_library_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("libonnxruntime.so.1.24.1");
        std::fs::write(&library, b"").unwrap();
        std::fs::write(folder.path().join("libonnxruntime_providers_shared.so"), b"").unwrap();
        assert_eq!(library_file(folder.path()), library.canonicalize().unwrap());
        assert_eq!(library_file(Path::new("/no/such/file.so")), Path::new("/no/such/file.so"));
    }
}
