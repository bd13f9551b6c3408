//! How long what is kept.

use std::path::PathBuf;

use super::DataArgs;

/// Days that pictures and reports are kept, by what was decided (docs/privacy.md). For ever without them.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Retention (docs/privacy.md)")]
pub(crate) struct RetentionArgs {
    /// Days to keep pictures of CLEAR parcels; 0 deletes them with the next sweep.
    #[arg(long, value_name = "DAYS")]
    pub(crate) keep_clear_pictures: Option<u32>,
    /// Days to keep reports on CLEAR parcels, and all else that is known of them.
    #[arg(long, value_name = "DAYS")]
    pub(crate) keep_clear_reports: Option<u32>,
    /// Days to keep pictures of parcels with an ALARM.
    #[arg(long, value_name = "DAYS")]
    pub(crate) keep_alarm_pictures: Option<u32>,
    /// Days to keep reports on parcels with an ALARM.
    #[arg(long, value_name = "DAYS")]
    pub(crate) keep_alarm_reports: Option<u32>,
    /// Days to keep pictures of UNKNOWN parcels.
    #[arg(long, value_name = "DAYS")]
    pub(crate) keep_unknown_pictures: Option<u32>,
    /// Days to keep reports on UNKNOWN parcels.
    #[arg(long, value_name = "DAYS")]
    pub(crate) keep_unknown_reports: Option<u32>,
    /// Days to keep pictures of parcels that a person decided.
    #[arg(long, value_name = "DAYS")]
    pub(crate) keep_reviewed_pictures: Option<u32>,
    /// Days to keep reports on parcels that a person decided.
    #[arg(long, value_name = "DAYS")]
    pub(crate) keep_reviewed_reports: Option<u32>,
}

/// Delete what has been kept long enough, as the service does once an hour.
#[derive(Debug, clap::Args)]
pub(crate) struct SweepArgs {
    /// Only list what would go: what, scan, lane, what its reports say, and the time of the newest.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// The service's configuration file.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: RetentionArgs,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}
