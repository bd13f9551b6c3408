//! What was typed, as it was typed. Nothing is checked here beyond its type; `config` does that.

mod accounts;
mod exercise;
mod export;
mod models;
mod oidc;
mod project;
mod projection;
mod quality;
mod retention;
mod review;
mod tls;
mod webhook;

use std::{net::SocketAddr, path::PathBuf};

use clap::{ArgGroup, Parser, Subcommand, ValueEnum};

pub(crate) use self::{
    accounts::{AuditCommand, DataArgs, KeyCommand, UserCommand},
    exercise::{ExerciseCommand, PackageFormat},
    export::ExportArgs,
    models::ModelArgs,
    oidc::OidcArgs,
    project::ProjectArgs,
    projection::ProjectionArgs,
    quality::QualityArgs,
    retention::{RetentionArgs, SweepArgs},
    review::ReviewArgs,
    tls::TlsArgs,
    webhook::{HooksArgs, WebhookCommand},
};

/// Screens X-ray pictures of parcels for firearms, their parts and ammunition.
#[derive(Debug, Parser)]
#[command(name = "screening", version, about, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) log: LogArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct LogArgs {
    /// How log lines are written to stderr.
    #[arg(long, global = true, value_enum, default_value_t = LogFormat::Text)]
    pub(crate) log_format: LogFormat,
    /// Which log lines are written, for example `info` or `warn,screening=debug`.
    #[arg(long, global = true, value_name = "FILTER")]
    pub(crate) log: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For a person.
    Text,
    /// One JSON object a line.
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Screen files or folders: a JSON line a parcel on stdout, annotated pictures with --out.
    ///
    /// Exit code: 1 when any parcel is ALARM, else 2 when any is UNKNOWN, else 0 (all CLEAR); 3 for wrong usage or a
    /// failure, whatever was found before it.
    Scan(ScanArgs),
    /// Measure a model on a set with known truth (COCO).
    Evaluate(EvaluateArgs),
    /// Look at a model.
    #[command(subcommand)]
    Model(ModelCommand),
    /// Serve the HTTP interface and the console.
    Serve(ServeArgs),
    /// Look at the configuration of a service.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Serve with the shipped samples already screened, and open the console in a browser.
    Demo(DemoArgs),
    /// Keep people's accounts.
    #[command(subcommand)]
    User(UserCommand),
    /// Keep machines' keys.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Check the record of what was done, or export a parcel's part of it.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// See to what other systems are told.
    #[command(subcommand)]
    Webhook(WebhookCommand),
    /// Delete what has been kept long enough, as the service does once an hour.
    Retention(SweepArgs),
    /// Write scans with their regions and pictures, for training.
    Export(ExportArgs),
    /// Make material to train people with.
    #[command(subcommand)]
    Exercise(ExerciseCommand),
}

impl Command {
    /// Log level where none was asked for: a service tells what it does, a tool only what is wrong.
    pub(crate) fn default_log_level(&self) -> &'static str {
        match self {
            Self::Serve(_) => "info",
            _ => "warn",
        }
    }
}

/// Which detector runs and who decides.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ScreenerArgs {
    /// The model: its manifest (.toml), its .onnx with the manifest beside it, or the folder that holds both.
    /// Without it, models/parcel-standard.toml is looked for in this folder and above the program.
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
    /// The policy that decides (.toml); without one, the model's own thresholds hold.
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct EngineArgs {
    /// Which engine runs the model; all but `auto` are an error where they cannot run.
    #[arg(long, value_enum, default_value_t = EngineChoice::Auto)]
    pub(crate) engine: EngineChoice,
    /// ONNX Runtime's library, or the folder it lies in; without it, `.engine` is looked for (`cargo xtask engine`).
    #[arg(long, value_name = "FILE")]
    pub(crate) engine_library: Option<PathBuf>,
    /// Tiles searched at a time, one thread each; 0 is one for each processor core.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub(crate) threads: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EngineChoice {
    /// The fastest that works.
    Auto,
    /// ONNX Runtime with OpenVINO.
    Openvino,
    /// ONNX Runtime's own CPU provider.
    Cpu,
    /// The embedded engine.
    Tract,
}

#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("input").required(true).multiple(true).args(["paths", "pair"])))]
pub(crate) struct ScanArgs {
    /// Pictures (PNG, JPEG, TIFF, BMP; a two-page TIFF is a dual-energy pair) or folders of them, one parcel each.
    #[arg(value_name = "FILE|FOLDER")]
    pub(crate) paths: Vec<PathBuf>,
    /// Two files that are one dual-energy view; may be given several times.
    #[arg(long, num_args = 2, value_names = ["LOW", "HIGH"])]
    pub(crate) pair: Vec<PathBuf>,
    /// All pictures are views of one parcel.
    #[arg(long)]
    pub(crate) one_parcel: bool,
    /// Write annotated pictures (PNG) into this folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) screener: ScreenerArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct EvaluateArgs {
    /// The truth: a COCO file.
    #[arg(long, value_name = "FILE")]
    pub(crate) coco: PathBuf,
    /// The folder that the COCO file's file names are relative to.
    #[arg(long, value_name = "DIR")]
    pub(crate) images: PathBuf,
    /// What the set's categories mean in the taxonomy (TOML).
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// Write the result to stdout as JSON instead of words.
    #[arg(long)]
    pub(crate) json: bool,
    /// Write the result to this file as a page with plots.
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Bootstrap rounds for the intervals; 0 leaves them out.
    #[arg(long, default_value_t = 1000, value_name = "N")]
    pub(crate) rounds: usize,
    #[command(flatten)]
    pub(crate) screener: ScreenerArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ModelCommand {
    /// Say in plain words what is wrong with a model or its manifest.
    Check(ModelCheckArgs),
}

#[derive(Debug, clap::Args)]
pub(crate) struct ModelCheckArgs {
    /// The manifest (.toml) or the model (.onnx); the other is looked for beside it.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) service: ServiceArgs,
    #[command(flatten)]
    pub(crate) screener: ScreenerArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct DemoArgs {
    /// The pictures to begin with; without it, `samples` is looked for in this folder and above the program.
    #[arg(long, value_name = "DIR")]
    pub(crate) samples: Option<PathBuf>,
    /// Do not open a browser.
    #[arg(long)]
    pub(crate) no_open: bool,
    #[command(flatten)]
    pub(crate) service: ServiceArgs,
    #[command(flatten)]
    pub(crate) screener: ScreenerArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switch {
    On,
    Off,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// List everything that is wrong with a configuration, in one go.
    ///
    /// Looks at the file, the environment and the options given here together, as `serve` would. Exit code: 0 when it can
    /// be used, 3 when not.
    Check {
        /// The configuration file; as --config.
        #[arg(id = "config_file", value_name = "FILE", conflicts_with = "config")]
        file: Option<PathBuf>,
        /// The service runs now: what it holds (addresses, the data folder) is no fault.
        #[arg(long)]
        running: bool,
        #[command(flatten)]
        serve: Box<ServeArgs>,
    },
    /// Show every option with its value and where that comes from.
    Show {
        /// The configuration file; as --config.
        #[arg(id = "config_file", value_name = "FILE", conflicts_with = "config")]
        file: Option<PathBuf>,
        #[command(flatten)]
        serve: Box<ServeArgs>,
    },
}

/// Limits of the service. Times are in seconds.
#[derive(Debug, clap::Args)]
pub(crate) struct ServiceArgs {
    /// The configuration file: every option of this list by its name, without the dashes. SIGHUP reads it again.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Address and port; port 0 takes a free one. Any address but this machine's own (127.0.0.1) needs --auth on.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    pub(crate) listen: SocketAddr,
    /// Whether it is asked who sends a request: people log in, machines send keys.
    #[arg(long, value_enum, default_value_t = Switch::Off)]
    pub(crate) auth: Switch,
    /// How people reach the service through a proxy that ends TLS, for example `https://screening.example`: cookies then
    /// travel over TLS alone.
    #[arg(long, value_name = "URL")]
    pub(crate) public_url: Option<String>,
    /// Time without a request after which a person has to log in again.
    #[arg(long, default_value_t = 1800.0, value_name = "SECONDS")]
    pub(crate) session_idle: f64,
    /// Time after which a person has to log in again in any case.
    #[arg(long, default_value_t = 43_200.0, value_name = "SECONDS")]
    pub(crate) session_length: f64,
    /// The data folder: the database and the pictures. `serve` makes `screening-data` here without it; `demo` a folder
    /// that goes when it ends.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Scans without an answer held at a time; more get 429.
    #[arg(long, default_value_t = 128, value_name = "N")]
    pub(crate) queue: usize,
    /// Scans received at a time, which are in memory; more get 429.
    #[arg(long, default_value_t = 16, value_name = "N")]
    pub(crate) receiving: usize,
    /// Scans screened at a time; each uses all cores while it searches.
    #[arg(long, default_value_t = 2, value_name = "N")]
    pub(crate) concurrency: usize,
    /// Largest request, all views together; a larger one gets 413.
    #[arg(long, default_value_t = 64, value_name = "MIB")]
    pub(crate) max_body_mib: usize,
    /// Most views of one scan.
    #[arg(long, default_value_t = 8, value_name = "N")]
    pub(crate) max_views: usize,
    /// Most pixels of one view, in millions.
    #[arg(long, default_value_t = 64, value_name = "N")]
    pub(crate) max_megapixels: u64,
    /// Time for a client to send the head of a request, which is also how long an idle connection is kept.
    #[arg(long, default_value_t = 15.0, value_name = "SECONDS")]
    pub(crate) header_timeout: f64,
    /// Time for a client to send a whole scan; later it gets 408.
    #[arg(long, default_value_t = 30.0, value_name = "SECONDS")]
    pub(crate) body_timeout: f64,
    /// Time until a line is answered, waiting included; then the answer is UNKNOWN with reason TIMEOUT. A scan may ask
    /// for less.
    #[arg(long, default_value_t = 30.0, value_name = "SECONDS")]
    pub(crate) screen_timeout: f64,
    /// Time that running work gets after SIGTERM or SIGINT.
    #[arg(long, default_value_t = 30.0, value_name = "SECONDS")]
    pub(crate) drain_timeout: f64,
    /// Open connections; further ones wait.
    #[arg(long, default_value_t = 512, value_name = "N")]
    pub(crate) max_connections: usize,
    #[command(flatten)]
    pub(crate) tls: TlsArgs,
    #[command(flatten)]
    pub(crate) oidc: OidcArgs,
    #[command(flatten)]
    pub(crate) models: ModelArgs,
    #[command(flatten)]
    pub(crate) telegram: TelegramArgs,
    #[command(flatten)]
    pub(crate) watch: WatchArgs,
    /// The file of webhooks: who is told what happens to scans (docs/webhooks.md).
    #[arg(long, value_name = "FILE")]
    pub(crate) webhooks: Option<PathBuf>,
    /// The address of an OpenTelemetry collector that gets a trace of each scan (OTLP over HTTP), for example
    /// `http://127.0.0.1:4318/v1/traces`.
    #[arg(long, value_name = "URL")]
    pub(crate) otlp_endpoint: Option<String>,
    #[command(flatten)]
    pub(crate) review: ReviewArgs,
    #[command(flatten)]
    pub(crate) quality: QualityArgs,
    #[command(flatten)]
    pub(crate) projection: ProjectionArgs,
    #[command(flatten)]
    pub(crate) retention: RetentionArgs,
}

/// Sorters and PLCs over TCP (docs/telegram.md).
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Telegrams (docs/telegram.md)")]
pub(crate) struct TelegramArgs {
    /// Serve sorters on this address. Any but this machine's own (127.0.0.1) needs --telegram-peers or --telegram-key-file.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) telegram: Option<SocketAddr>,
    /// Sorters may connect from this address or network alone; may be given several times.
    #[arg(long, value_name = "ADDRESS|NETWORK")]
    pub(crate) telegram_peers: Vec<String>,
    /// The file with the key that sorters send in HELLO: one line of 16 to 128 bytes.
    #[arg(long, value_name = "FILE")]
    pub(crate) telegram_key_file: Option<PathBuf>,
    /// Open connections of sorters; a further one is closed at once.
    #[arg(long, default_value_t = 32, value_name = "N")]
    pub(crate) telegram_connections: usize,
    /// How often the service sends something.
    #[arg(long, default_value_t = 2.0, value_name = "SECONDS")]
    pub(crate) telegram_heart_beat: f64,
    /// How old a scan may be that a request without a time of the scan means.
    #[arg(long, default_value_t = 600.0, value_name = "SECONDS")]
    pub(crate) telegram_track: f64,
}

/// Folders that scanners write files into (docs/watched-folder.md).
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Watched folders (docs/watched-folder.md)")]
pub(crate) struct WatchArgs {
    /// Take in the files of this folder; may be given several times. LANE is that of parcels whose files name none.
    #[arg(long, value_name = "[LANE=]FOLDER")]
    pub(crate) watch: Vec<String>,
    /// How file names are read without their ending: a regular expression with the group `parcel`, and where there are
    /// such `lane`, `view` and `time`. Without it, each parcel has a side-car.
    #[arg(long, value_name = "REGEX")]
    pub(crate) watch_pattern: Option<String>,
    /// How the group `time` is read, as for strptime; UTC where it has no offset.
    #[arg(long, default_value = "%Y%m%dT%H%M%S%.f", value_name = "FORMAT")]
    pub(crate) watch_time_format: String,
    /// Views that a parcel has when names are read by a pattern; 0 where that is not known.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub(crate) watch_views: usize,
    /// How long size and time of a file must stay until it is read.
    #[arg(long, default_value_t = 1.0, value_name = "SECONDS")]
    pub(crate) watch_settle: f64,
    /// How often the folder is looked into.
    #[arg(long, default_value_t = 0.5, value_name = "SECONDS")]
    pub(crate) watch_poll: f64,
    /// How long files that are missing of a parcel are waited for; then it is screened without them and is never CLEAR.
    #[arg(long, default_value_t = 30.0, value_name = "SECONDS")]
    pub(crate) watch_timeout: f64,
}
