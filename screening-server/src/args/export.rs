//! What leaves the service to train with.

use std::path::PathBuf;

use super::DataArgs;

#[derive(Debug, clap::Args)]
pub(crate) struct ExportArgs {
    /// Write COCO into this folder, which must be new or empty: annotations.json, and the pictures in images.
    ///
    /// Each region says who it comes from (`report_type`): the machine, an operator, or opening, which is the truth
    /// (docs/privacy.md). Parcels have pseudonyms in place of their codes.
    #[arg(long, value_name = "DIR")]
    pub(crate) coco: PathBuf,
    /// Only scans received then or later, RFC 3339.
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<String>,
    /// Only scans received before, RFC 3339.
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<String>,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}
