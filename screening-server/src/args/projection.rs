//! Fictitious threats among what people review.

use screening_core::taxonomy::ThreatClass;

/// Pictures of cleared parcels with a fictitious threat, shown among the parcels that people review and revealed once they
/// have decided (docs/live-projection.md).
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Live projection (docs/live-projection.md)")]
pub(crate) struct ProjectionArgs {
    /// The share of parcels cleared by the machine whose picture is shown with a fictitious threat; may be given several
    /// times. LANE `*` is every lane that is not named. Off without it.
    #[arg(long, value_name = "LANE=PERCENT")]
    pub(crate) review_projection: Vec<String>,
    /// Which parcels these are, and what is put where: the same seed draws the same. Choose it at random, and keep it from
    /// those who review.
    #[arg(long, value_name = "N")]
    pub(crate) review_projection_seed: Option<u64>,
    /// The threats; may be given several times.
    #[arg(
        long,
        default_values = ["pistol", "revolver", "barrel", "slide", "magazine", "cartridge"],
        value_name = "CLASS"
    )]
    pub(crate) review_projection_class: Vec<ThreatClass>,
    /// Millimetres a pixel across the belt and along it, for pictures whose line does not say it; may be given several
    /// times. LANE `*` is every lane that is not named.
    #[arg(long, value_name = "LANE=X,Y")]
    pub(crate) review_projection_scale: Vec<String>,
    /// Realism below which a picture is not used, 0 to 1 (docs/projection.md).
    #[arg(long, default_value_t = 0.5, value_name = "SCORE")]
    pub(crate) review_projection_realism: f64,
    /// Tube voltage of the scanners, kVp.
    #[arg(long, default_value_t = 160.0, value_name = "KVP")]
    pub(crate) review_projection_kvp: f64,
}
