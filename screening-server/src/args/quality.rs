//! Which cleared parcels are reviewed a second time.

/// Second reviews of cleared parcels, which whoever makes them is not told of (docs/quality.md).
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Quality (docs/quality.md)")]
pub(crate) struct QualityArgs {
    /// The share of parcels cleared by a person that another person reviews again; may be given several times. LANE `*`
    /// is every lane that is not named.
    #[arg(long, value_name = "LANE=PERCENT")]
    pub(crate) quality_person: Vec<String>,
    /// The share of parcels cleared by the machine that a person reviews; may be given several times.
    #[arg(long, value_name = "LANE=PERCENT")]
    pub(crate) quality_machine: Vec<String>,
    /// Which parcels these are: the same seed draws the same ones. Choose it at random, and keep it from those who
    /// review.
    #[arg(long, value_name = "N")]
    pub(crate) quality_seed: Option<u64>,
}
