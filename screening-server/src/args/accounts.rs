//! Who may use the service, and the record of what they did.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use crate::auth::Role;

/// The folder where a service keeps its data, whether or not it runs now.
#[derive(Debug, clap::Args)]
pub(crate) struct DataArgs {
    /// The service's data folder.
    #[arg(long, default_value = crate::commands::DATA, value_name = "DIR")]
    pub(crate) data: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Make an account. The password is asked for, or read from stdin where that is no terminal.
    Add {
        /// How its owner logs in.
        name: String,
        /// What its owner may do.
        #[arg(long, value_enum)]
        role: RoleChoice,
        #[command(flatten)]
        data: DataArgs,
    },
    /// List the accounts.
    List {
        #[command(flatten)]
        data: DataArgs,
    },
    /// Disable an account and end its sessions; with --undo, enable it again.
    Disable {
        /// Whose.
        name: String,
        /// Enable it again.
        #[arg(long)]
        undo: bool,
        #[command(flatten)]
        data: DataArgs,
    },
    /// Set the password of an account and end its sessions.
    Password {
        /// Whose.
        name: String,
        #[command(flatten)]
        data: DataArgs,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Make a key for a machine, and show it this once. Several may have one name: make the new one, let the machine use
    /// it, revoke the old one.
    Add {
        /// What it is for, for example `line 3`.
        name: String,
        /// A lane whose scans it may send and see; may be given several times. Every lane without it.
        #[arg(long, value_name = "LANE")]
        lane: Vec<String>,
        /// Days until it stops to be valid; never without it.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=3650))]
        days: Option<u16>,
        #[command(flatten)]
        data: DataArgs,
    },
    /// List the keys.
    List {
        #[command(flatten)]
        data: DataArgs,
    },
    /// Revoke a key, at once and for good.
    Revoke {
        /// Its id, as `key list` shows it.
        id: String,
        #[command(flatten)]
        data: DataArgs,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Check the whole audit trail: finds whatever was changed, taken out, moved or cut off.
    ///
    /// Exit code: 0 when nothing is wrong, 1 when something is, 3 when it cannot be checked.
    Verify {
        /// An end of the trail (number:hash) that was noted elsewhere; may be given several times.
        #[arg(long, value_name = "HEAD")]
        head: Vec<String>,
        #[command(flatten)]
        data: DataArgs,
    },
    /// Export all that is kept of one scan as a zip that verifies without the service.
    Bundle {
        /// The scan's id.
        scan: String,
        /// The zip to write.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        data: DataArgs,
    },
    /// Check a case bundle, with nothing but the bundle.
    ///
    /// Exit code: 0 when nothing is wrong, 1 when something is, 3 when it cannot be checked.
    VerifyBundle {
        /// The zip.
        file: PathBuf,
        /// An end of the trail (number:hash) that was noted elsewhere; may be given several times.
        #[arg(long, value_name = "HEAD")]
        head: Vec<String>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RoleChoice {
    /// Looks at parcels and decides.
    Operator,
    /// Answers for the operators' work.
    Supervisor,
    /// Makes exercises.
    Trainer,
    /// Connects scanner lines and sorters.
    Integrator,
    /// Keeps accounts and keys.
    Administrator,
    /// Reads everything, the audit trail too, and changes nothing.
    Auditor,
}

impl From<RoleChoice> for Role {
    fn from(choice: RoleChoice) -> Self {
        match choice {
            RoleChoice::Operator => Self::Operator,
            RoleChoice::Supervisor => Self::Supervisor,
            RoleChoice::Trainer => Self::Trainer,
            RoleChoice::Integrator => Self::Integrator,
            RoleChoice::Administrator => Self::Administrator,
            RoleChoice::Auditor => Self::Auditor,
        }
    }
}
