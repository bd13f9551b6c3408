//! Where the model lies.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use thiserror::Error;

use super::roots;

/// The model that is taken where a folder holds several.
const STANDARD: &str = "parcel-standard.toml";

/// A manifest and the model it describes: two files of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ModelFiles {
    /// The manifest, TOML.
    pub(crate) manifest: PathBuf,
    /// The model.
    pub(crate) onnx: PathBuf,
}

/// No model was found, with what to do.
#[derive(Debug, Error, PartialEq, Eq)]
pub(crate) enum NoModel {
    #[error("the model '{}' does not exist; check --model or SCREENING_MODEL", .0.display())]
    Missing(PathBuf),
    #[error(
        "'{}' is neither a manifest (.toml), nor a model (.onnx), nor a folder with both; check --model or SCREENING_MODEL",
        .0.display()
    )]
    Kind(PathBuf),
    #[error("the folder '{}' holds no model manifest (.toml with an .onnx of the same name beside it)", .0.display())]
    EmptyFolder(PathBuf),
    #[error("the folder '{}' holds several models ({}); name one with --model", .folder.display(), .names.join(", "))]
    Several { folder: PathBuf, names: Vec<String> },
    #[error(
        "no model was found: looked for {STANDARD} in {}. Give one with --model FILE or SCREENING_MODEL, or run this \
         in the repository",
        .0.iter().map(|folder| format!("'{}'", folder.display())).collect::<Vec<_>>().join(", ")
    )]
    Nowhere(Vec<PathBuf>),
}

impl ModelFiles {
    /// The model named by `given` (the argument, else the environment), else the one of the installation.
    ///
    /// # Errors
    /// [`NoModel`] says what was looked for and what to do.
    pub(crate) fn find(given: Option<&Path>) -> Result<Self, NoModel> {
        if let Some(path) = given {
            return Self::named(path);
        }
        let folders: Vec<PathBuf> = roots().into_iter().map(|root| root.join("models")).collect();
        for folder in folders.iter().filter(|folder| folder.is_dir()) {
            match Self::in_folder(folder) {
                Err(NoModel::EmptyFolder(_)) => {}
                found => return found,
            }
        }
        Err(NoModel::Nowhere(folders))
    }

    /// The pair that one of its files, or its folder, names. Files need not exist, so that reading them says why not.
    pub(crate) fn named(path: &Path) -> Result<Self, NoModel> {
        if path.is_dir() {
            return Self::in_folder(path);
        }
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("toml" | "onnx") if path.try_exists().is_ok_and(|exists| !exists) => {
                Err(NoModel::Missing(path.to_path_buf()))
            }
            Some("toml" | "onnx") => {
                Ok(Self { manifest: path.with_extension("toml"), onnx: path.with_extension("onnx") })
            }
            _ if path.exists() => Err(NoModel::Kind(path.to_path_buf())),
            _ => Err(NoModel::Missing(path.to_path_buf())),
        }
    }

    /// The installed model of this name.
    ///
    /// # Errors
    /// When there is none; says which there are.
    pub(crate) fn installed(folder: &Path, name: &str) -> anyhow::Result<Self> {
        let all = Self::all(folder);
        let named = |files: &&Self| files.name() == name;
        all.iter().find(named).cloned().with_context(|| {
            let names: Vec<String> = all.iter().map(Self::name).collect();
            format!("no model '{name}' is installed in '{}'; there are: {}", folder.display(), names.join(", "))
        })
    }

    /// The models installed in a folder, by name.
    pub(crate) fn all(folder: &Path) -> Vec<Self> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let is_manifest = |path: &PathBuf| {
            path.extension().is_some_and(|extension| extension == "toml") && path.with_extension("onnx").is_file()
        };
        let mut manifests: Vec<PathBuf> = entries.filter(is_manifest).collect();
        manifests.sort();
        manifests.into_iter().map(|path| Self { onnx: path.with_extension("onnx"), manifest: path }).collect()
    }

    /// What its files are called.
    pub(crate) fn name(&self) -> String {
        self.manifest.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    fn in_folder(folder: &Path) -> Result<Self, NoModel> {
        let all = Self::all(folder);
        let standard = all.iter().find(|files| files.manifest.file_name().is_some_and(|name| name == STANDARD));
        match (standard, all.as_slice()) {
            (Some(files), _) | (None, [files]) => Ok(files.clone()),
            (None, []) => Err(NoModel::EmptyFolder(folder.to_path_buf())),
            (None, several) => {
                let name = |files: &Self| format!("{}.toml", files.name());
                Err(NoModel::Several { folder: folder.to_path_buf(), names: several.iter().map(name).collect() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            fs::write(folder.path().join(file), b"").unwrap();
        }
        folder
    }

    #[test]
    fn either_file_names_the_pair() {
        let folder = folder(&["a.toml", "a.onnx"]);
        let expected = ModelFiles { manifest: folder.path().join("a.toml"), onnx: folder.path().join("a.onnx") };
        for file in ["a.toml", "a.onnx", ""] {
            assert_eq!(ModelFiles::named(&folder.path().join(file)), Ok(expected.clone()), "'{file}'");
        }
    }

    #[test]
    fn the_standard_model_is_taken_of_several_and_no_other() {
        let both = folder(&["parcel-standard.toml", "parcel-standard.onnx", "a.toml", "a.onnx"]);
        assert_eq!(ModelFiles::named(both.path()).unwrap().manifest, both.path().join(STANDARD));
        let several = folder(&["a.toml", "a.onnx", "b.toml", "b.onnx", "alone.toml"]);
        let error = ModelFiles::named(several.path()).unwrap_err();
        assert!(error.to_string().contains("a.toml, b.toml)"), "{error}");
    }

    #[test]
    fn what_is_no_model_is_said_to_be_none() {
        let folder = folder(&["notes.txt"]);
        let named = |name: &str| ModelFiles::named(&folder.path().join(name)).unwrap_err();
        assert_eq!(named("notes.txt"), NoModel::Kind(folder.path().join("notes.txt")));
        assert_eq!(named("gone.toml"), NoModel::Missing(folder.path().join("gone.toml")));
        assert_eq!(named(""), NoModel::EmptyFolder(folder.path().join("")));
    }
}
