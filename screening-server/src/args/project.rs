//! `screening exercise project`.

use std::path::PathBuf;

use clap::ArgGroup;
use screening_core::taxonomy::ThreatClass;

#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("threats").required(true).args(["library", "class"])))]
pub(crate) struct ProjectArgs {
    /// Scans of benign parcels from one scanner (PNG, JPEG, TIFF, BMP; a two-page TIFF is a dual-energy pair), or folders
    /// of them.
    #[arg(value_name = "FILE|FOLDER", required = true)]
    pub(crate) hosts: Vec<PathBuf>,
    /// Write here; the folder must be new or empty.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Your own threats: a folder of cut-outs with a library.toml.
    #[arg(long, value_name = "DIR")]
    pub(crate) library: Option<PathBuf>,
    /// Threats that the program renders itself, of this class; may be given several times.
    #[arg(long, value_name = "CLASS")]
    pub(crate) class: Vec<ThreatClass>,
    /// Millimetres a pixel across the belt and along it.
    #[arg(long, num_args = 1..=2, value_names = ["X", "Y"])]
    pub(crate) mm_per_pixel: Vec<f32>,
    /// Fixes every draw.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Pictures made of each scan.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub(crate) each: u32,
    /// Tube voltage of the scanner, kVp: for rendered threats, and for what hardening takes from two energies.
    #[arg(long, default_value_t = 160.0, value_name = "KVP")]
    pub(crate) kvp: f64,
    /// Realism below which a picture is refused, 0 to 1.
    #[arg(long, default_value_t = 0.5, value_name = "SCORE")]
    pub(crate) realism: f32,
    /// Do not turn cut-outs.
    #[arg(long)]
    pub(crate) no_turn: bool,
}
