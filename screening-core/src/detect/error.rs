//! What can go wrong between a model file and its detections.

use std::path::PathBuf;

use thiserror::Error;

use super::engine::Prefer;

/// No engine could be started as asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EngineError {
    /// ONNX Runtime was asked for by name and no library was given.
    #[error("{asked} needs ONNX Runtime, but no library was given; `cargo xtask engine` installs it")]
    NoLibrary {
        /// What was asked for.
        asked: Prefer,
    },
    /// The given library is not there or is none of ONNX Runtime that fits.
    #[error("ONNX Runtime cannot be loaded from {}: {source}", .path.display())]
    Library {
        /// Which file.
        path: PathBuf,
        /// What the loader says.
        source: ort::LoadDynamicError,
    },
    /// A process can hold one engine only, and it holds another.
    #[error("{asked} cannot be started: this process already runs {running}, and a process can hold one engine only")]
    AlreadyStarted {
        /// What runs.
        running: String,
        /// What was asked for.
        asked: String,
    },
    /// The engine was loaded but did not start.
    #[error("the engine did not start: {0}")]
    Start(#[source] ort::Error),
}

/// A model that cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The file is not the one that the manifest was written for.
    #[error("the model's SHA-256 is {found}, but its manifest says {expected}: the file is damaged or another one")]
    Hash {
        /// What the manifest says.
        expected: String,
        /// What the file has.
        found: String,
    },
    /// Zero bytes.
    #[error("the model file is empty")]
    Empty,
    /// No engine can read it.
    #[error("the model cannot be loaded by {engine}: {source}")]
    Unreadable {
        /// Which engine and provider.
        engine: String,
        /// What it says.
        source: ort::Error,
    },
    /// It keeps its weights in other files.
    #[error(
        "the model keeps its weights in a second file ({location}); export it as one file (in PyTorch: \
         external_data=False)"
    )]
    ExternalData {
        /// The file it names.
        location: String,
    },
    /// The provider was asked for by name and does not run.
    #[error("{asked} was asked for, but does not run this model: {reason}")]
    Provider {
        /// What was asked for.
        asked: Prefer,
        /// Why not.
        reason: String,
    },
    /// Its inputs are not what the manifest says.
    #[error("the model's input does not fit its manifest: {0}")]
    Input(String),
    /// Its outputs are not what the family and the classes ask for.
    #[error("the model's output does not fit its manifest: {0}")]
    Output(String),
    /// It loads but does not run.
    #[error("the model failed on a test picture: {0}")]
    DryRun(#[source] DetectError),
}

/// A tile that could not be searched. Never to be taken for a tile without detections.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DetectError {
    /// The tile does not lie within the picture.
    #[error("the tile {tile:?} does not lie within the picture of {width} x {height}")]
    Tile {
        /// The tile.
        tile: crate::tile::Tile,
        /// The picture's columns.
        width: usize,
        /// The picture's rows.
        height: usize,
    },
    /// The region could not be resized.
    #[error("the region could not be resized: {0}")]
    Resize(String),
    /// The engine reported an error.
    #[error("the engine failed: {0}")]
    Run(#[from] ort::Error),
    /// The engine panicked; its session is not used again.
    #[error("the engine crashed: {0}")]
    Crashed(String),
    /// Every session has crashed.
    #[error("every session of the engine has crashed")]
    NoSession,
    /// An output has another shape or type than the manifest asks for.
    #[error("{0}")]
    Shape(String),
    /// An output holds a value that is no number.
    #[error("output \"{output}\" holds a value that is not a number, at place {index}")]
    NotANumber {
        /// The output's name.
        output: String,
        /// The first such place, counted over the flat output.
        index: usize,
    },
    /// A score is outside 0 to 1.
    #[error(
        "output \"{output}\" has the score {value}, which is outside 0 to 1: if the model puts out logits, set \
         output.activation to \"sigmoid\" or \"softmax\" in its manifest"
    )]
    Score {
        /// The output's name.
        output: String,
        /// The first such value.
        value: f32,
    },
    /// A class number that the manifest does not have.
    #[error("output \"{output}\" names class {label}, but the manifest has {classes} classes, counted from 0")]
    Label {
        /// The output's name.
        output: String,
        /// The number.
        label: i64,
        /// How many there are.
        classes: usize,
    },
}
