//! Webhooks.

use std::path::PathBuf;

use clap::Subcommand;
use uuid::Uuid;

use super::DataArgs;

/// The file that names the webhooks.
#[derive(Debug, clap::Args)]
pub(crate) struct HooksArgs {
    /// The file of webhooks (docs/webhooks.md).
    #[arg(long, value_name = "FILE")]
    pub(crate) webhooks: Option<PathBuf>,
    /// The service's configuration file.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum WebhookCommand {
    /// List the webhooks of a file, with the deliveries that wait and that are dead.
    List {
        #[command(flatten)]
        hooks: HooksArgs,
        #[command(flatten)]
        data: DataArgs,
    },
    /// List the deliveries that were given up, newest first.
    Dead {
        #[command(flatten)]
        data: DataArgs,
    },
    /// Send dead deliveries again. Where the service does not run, it sends them when it starts.
    Replay {
        /// Their ids, as `webhook dead` shows them.
        #[arg(required_unless_present = "all")]
        ids: Vec<Uuid>,
        /// All of them.
        #[arg(long, conflicts_with = "ids")]
        all: bool,
        #[command(flatten)]
        data: DataArgs,
    },
    /// Send a signed message of type `webhook.test` now, and say what the receiver answered.
    Test {
        /// The webhook.
        name: String,
        #[command(flatten)]
        hooks: HooksArgs,
    },
}
