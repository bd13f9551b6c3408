//! How people review parcels.

/// The work of people on parcels (docs/review.md).
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Review (docs/review.md)")]
pub(crate) struct ReviewArgs {
    /// Parcels that people look at, by the machine's answer; may be given several times.
    #[arg(long, default_values = ["ALARM", "UNKNOWN"], value_name = "DECISION")]
    pub(crate) review_enter: Vec<String>,
    /// Seconds until a parcel that nobody has decided goes on as NOT_REVIEWED; may be given several times. LANE `*` is
    /// every lane; LEVEL is 1, 2 or 3, every one without it.
    #[arg(long, value_name = "LANE[:LEVEL]=SECONDS")]
    pub(crate) review_limit: Vec<String>,
    /// A lane where the machine's regions are shown only after the person's first decision, `*` for every lane; may be
    /// given several times.
    #[arg(long, value_name = "LANE")]
    pub(crate) review_boxes_after_first: Vec<String>,
    /// How long a decision can be taken back; it is final after that, and others are told then.
    #[arg(long, default_value_t = 10.0, value_name = "SECONDS")]
    pub(crate) review_undo: f64,
    /// How often a console says that its operator is there; after three such times without a sign of life, its parcel
    /// waits for someone else.
    #[arg(long, default_value_t = 10.0, value_name = "SECONDS")]
    pub(crate) review_heartbeat: f64,
}
