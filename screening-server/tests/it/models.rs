//! Folders with a model and its manifest, good or broken.

use std::{
    fs,
    path::{Path, PathBuf},
};

use screening_core::model::sha256_hex;
use tempfile::TempDir;

/// A model in a folder of its own, which goes with it.
pub(crate) struct Model {
    _folder: TempDir,
    pub(crate) manifest: PathBuf,
    pub(crate) onnx: PathBuf,
}

impl Model {
    /// The tiny model that works.
    pub(crate) fn good() -> Self {
        let onnx = test_onnx("yolov8");
        Self::of(&manifest("yolov8", &onnx), &onnx)
    }

    /// Any two files.
    pub(crate) fn of(manifest: &str, onnx: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let model = Self {
            manifest: folder.path().join("cells.toml"),
            onnx: folder.path().join("cells.onnx"),
            _folder: folder,
        };
        fs::write(&model.manifest, manifest).unwrap();
        fs::write(&model.onnx, onnx).unwrap();
        model
    }

    pub(crate) fn path(&self) -> &str {
        self.manifest.to_str().unwrap()
    }
}

/// One of the small models that the core is tested with.
pub(crate) fn test_onnx(name: &str) -> Vec<u8> {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../screening-core/tests/models");
    fs::read(models.join(name).with_extension("onnx")).unwrap()
}

/// The manifest that belongs to one of them.
pub(crate) fn manifest(family: &str, onnx: &[u8]) -> String {
    format!(
        r#"
name = "cells"
version = "1"
licence = "Apache-2.0"
family = "{family}"
sha256 = "{}"
training.summary = "made by hand"
[input]
width = 64
height = 64
colour = "rgb"
scale = 0.00392156862745098
[[classes]]
name = "handgun"
class = "pistol"
threshold = 0.5
[[classes]]
name = "round"
class = "cartridge"
threshold = 0.5
[[classes]]
name = "knife"
class = "ignore"
"#,
        sha256_hex(onnx)
    )
}
