//! Which models are installed, and who decides on which lane.

use std::path::PathBuf;

#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Models and policies")]
pub(crate) struct ModelArgs {
    /// The folder of installed models (a manifest and an .onnx each): an administrator may switch to each of them, and
    /// one may be the challenger. The model that begins is named by --model.
    #[arg(long, value_name = "DIR")]
    pub(crate) models: Option<PathBuf>,
    /// The policy of one lane, in place of --policy; may be given several times.
    #[arg(long, value_name = "LANE=FILE")]
    pub(crate) lane_policy: Vec<String>,
    /// The installed model that screens a share of the scans too, after they were answered. Its answers change nothing:
    /// differences are listed.
    #[arg(long, value_name = "NAME")]
    pub(crate) challenger: Option<String>,
    /// The share of scans that the challenger screens.
    #[arg(long, default_value_t = 5.0, value_name = "PERCENT")]
    pub(crate) challenger_percent: f64,
    /// Which scans these are: the same seed picks the same scans.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub(crate) challenger_seed: u64,
}
