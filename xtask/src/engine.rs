//! Installs ONNX Runtime from a Python wheel: PyPI has builds with OpenVINO, pinned here by hash.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail};

use crate::steps::works;

/// What the program will run models on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Installed {
    /// The folder of ONNX Runtime's libraries.
    Library(PathBuf),
    /// The engine that is built in, for this reason.
    Embedded(String),
}

/// One file of PyPI. The libraries in it do not depend on the version of Python that it is built for.
struct Wheel {
    system: &'static str,
    processor: &'static str,
    package: &'static str,
    platform: &'static str,
    sha256: &'static str,
}

const VERSION: &str = "1.24.1";

/// For each machine, the best one first.
const WHEELS: [Wheel; 4] = [
    Wheel {
        system: "linux",
        processor: "x86_64",
        package: "onnxruntime-openvino",
        platform: "manylinux_2_28_x86_64",
        sha256: "3007c803634cc69c6d52af1dea7ce729d9bb62b9a11070fd2f959119199007a8",
    },
    Wheel {
        system: "linux",
        processor: "x86_64",
        package: "onnxruntime",
        platform: "manylinux_2_28_x86_64",
        sha256: "1cabe71ca14dcfbf812d312aab0a704507ac909c137ee6e89e4908755d0fc60e",
    },
    Wheel {
        system: "linux",
        processor: "aarch64",
        package: "onnxruntime",
        platform: "manylinux_2_28_aarch64",
        sha256: "86bc43e922b1f581b3de26a3dc402149c70e5542fceb5bec6b3a85542dbeb164",
    },
    Wheel {
        system: "macos",
        processor: "aarch64",
        package: "onnxruntime",
        platform: "macosx_14_0_arm64",
        sha256: "79b3119ab9f4f3817062e6dbe7f4a44937de93905e3a31ba34313d18cb49e7be",
    },
];

/// Installs ONNX Runtime into `.engine/lib`, unless it lies there already. Without pip, or where there is no
/// build for the machine, says so: the program then uses its embedded engine.
///
/// # Errors
/// When pip is there and no wheel could be fetched, checked and unpacked.
pub(crate) fn engine(root: &Path) -> Result<Installed> {
    let installed = install(root, std::env::consts::OS, std::env::consts::ARCH)?;
    match &installed {
        Installed::Library(folder) => eprintln!("engine: ONNX Runtime {VERSION} lies in {}", folder.display()),
        Installed::Embedded(reason) => {
            eprintln!("engine: {reason}: the embedded engine (tract) is used, which takes several times as long");
        }
    }
    Ok(installed)
}

fn install(root: &Path, system: &str, processor: &str) -> Result<Installed> {
    let wheels: Vec<&Wheel> = WHEELS.iter().filter(|w| w.system == system && w.processor == processor).collect();
    let folder = root.join(".engine");
    let library = folder.join("lib");
    // Any wheel of this list will do: a plain one was taken when the better one could not be had.
    let mark = fs::read_to_string(library.join("WHEEL")).unwrap_or_default();
    if wheels.iter().any(|wheel| mark == wheel.mark()) {
        return Ok(Installed::Library(library));
    }
    if wheels.is_empty() {
        return Ok(Installed::Embedded(format!("PyPI has no ONNX Runtime {VERSION} for {system} on {processor}")));
    }
    if !works(root, "python3", &["-m", "pip", "--version"]) {
        return Ok(Installed::Embedded("python3 with pip is not here (on Debian: apt-get install python3-pip)".into()));
    }
    let mut failures = Vec::new();
    for wheel in wheels {
        match wheel.unpack(&folder, &library) {
            Ok(()) => return Ok(Installed::Library(library)),
            Err(error) => {
                eprintln!("engine: {error:#}");
                failures.push(format!("{error:#}"));
            }
        }
    }
    bail!("ONNX Runtime could not be installed: {}", failures.join("; "))
}

impl Wheel {
    fn mark(&self) -> String {
        format!("{}=={VERSION} {} sha256:{}\n", self.package, self.platform, self.sha256)
    }

    /// Puts the libraries and the licences into `library`, which then is complete or not there.
    fn unpack(&self, folder: &Path, library: &Path) -> Result<()> {
        let work = folder.join("work");
        let fresh = folder.join("lib.new");
        for old in [&work, &fresh] {
            remove(old)?;
            fs::create_dir_all(old).with_context(|| format!("{} cannot be made", old.display()))?;
        }
        let wanted = work.join("requirements.txt");
        fs::write(&wanted, format!("{}=={VERSION} --hash=sha256:{}\n", self.package, self.sha256))?;
        eprintln!("engine: fetching {} {VERSION} for {} through pip", self.package, self.platform);
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"])
            .args(["--only-binary=:all:", "--require-hashes", "--implementation", "cp", "--python-version", "3.11"])
            .args(["--abi", "cp311", "--platform", self.platform, "--dest"])
            .arg(&work)
            .arg("--requirement")
            .arg(&wanted);
        run(pip).with_context(|| format!("pip could not fetch {} {VERSION}", self.package))?;
        let wheel = files(&work)?.into_iter().find(|path| path.extension() == Some(OsStr::new("whl")));
        let wheel = wheel.with_context(|| format!("pip left no wheel of {}", self.package))?;
        let content = work.join("content");
        let mut unzip = Command::new("python3");
        unzip.args(["-m", "zipfile", "-e"]).arg(&wheel).arg(&content);
        run(unzip).with_context(|| format!("{} could not be unpacked", wheel.display()))?;
        let mut taken = 0;
        for path in files(&content.join("onnxruntime/capi"))? {
            let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
            // The libraries; Python's own module is not one of them.
            if name.starts_with("lib") && (name.contains(".so") || name.ends_with(".dylib")) {
                fs::rename(&path, fresh.join(name))?;
                taken += usize::from(name.starts_with("libonnxruntime."));
            }
        }
        if taken == 0 {
            bail!("{} holds no libonnxruntime", wheel.display());
        }
        for name in ["LICENSE", "ThirdPartyNotices.txt"] {
            // Not every wheel has both.
            let _ = fs::rename(content.join("onnxruntime").join(name), fresh.join(name));
        }
        fs::write(fresh.join("WHEEL"), self.mark())?;
        remove(library)?;
        fs::rename(&fresh, library)?;
        remove(&work)
    }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    Ok(entries.collect::<Result<Vec<_>, _>>()?.into_iter().map(|entry| entry.path()).collect())
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", folder.display()))
        }
        _ => Ok(()),
    }
}

fn run(mut command: Command) -> Result<()> {
    let status = command.status().context("python3 could not be started")?;
    if !status.success() {
        bail!("python3 ended with {status}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_machine_gets_the_embedded_engine_and_the_reason() {
        let Installed::Embedded(reason) = install(Path::new("/nowhere"), "plan9", "mips").unwrap() else {
            panic!("nothing can be installed for plan9");
        };
        assert!(reason.contains("plan9") && reason.contains(VERSION), "{reason}");
    }

    #[test]
    fn what_is_installed_is_not_fetched_again() {
        let root = std::env::temp_dir().join(format!("xtask-engine-{}", std::process::id()));
        let library = root.join(".engine/lib");
        fs::create_dir_all(&library).unwrap();
        fs::write(library.join("WHEEL"), WHEELS[1].mark()).unwrap();
        let found = install(&root, "linux", "x86_64").unwrap();
        fs::remove_dir_all(&root).unwrap();
        assert_eq!(found, Installed::Library(library));
    }
}
