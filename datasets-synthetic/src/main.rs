//! `screening-synth`: writes a set of synthetic scans with truth.

use std::{path::PathBuf, process::ExitCode, time::Duration};

use clap::{Parser, ValueEnum};
use datasets_synthetic::{
    dice::Split,
    export::{Files, SetSpec, write_set},
    extras::Extras,
    mesh_folder::{Role, read_folder},
    scene::SceneOptions,
};
use indicatif::{ProgressBar, ProgressStyle};

/// Makes synthetic X-ray scans of parcels with known truth (COCO). The same seed gives the same
/// bytes on any number of threads.
#[derive(Parser)]
#[command(name = "screening-synth", version)]
struct Args {
    /// Fixes every scene of the set.
    #[arg(long)]
    seed: u64,
    /// Number of the first scene: a set made in parts is the set made at once.
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// How many scenes to make.
    #[arg(long)]
    count: u64,
    /// Folder to write to: colour/, pairs/ and truth.json.
    #[arg(long)]
    out: PathBuf,
    /// Which shapes: those that training draws, or those it never draws.
    #[arg(long, value_enum, default_value = "train")]
    split: SplitArg,
    /// Pictures of each scene, each in another scanner's look.
    #[arg(long, default_value_t = 1)]
    looks: u32,
    /// Leave out the 16-bit dual-energy pairs.
    #[arg(long)]
    no_pairs: bool,
    /// Leave out the pseudo-colour pictures.
    #[arg(long, conflicts_with = "no_pairs")]
    no_pictures: bool,
    /// Share of scenes with a threat, 0 to 1.
    #[arg(long, default_value_t = SceneOptions::default().threat_share)]
    threat_share: f32,
    /// Goods in a parcel, as a share of the usual number (0 to 3).
    #[arg(long, default_value_t = SceneOptions::default().goods)]
    goods: f32,
    /// Fewest and most threats, of any class, in a scene that has any; unless told, what parcels hold: mostly one to
    /// three that belong together.
    #[arg(long, num_args = 2)]
    threats: Option<Vec<usize>>,
    /// Air added on each side, share of the picture's side (0 to 1): with 0.2 hardly any parcel is cut by the edge.
    #[arg(long, default_value_t = SceneOptions::default().margin)]
    margin: f32,
    /// Shortest and longest long side of the pictures, pixels.
    #[arg(long, num_args = 2, default_values_t = SceneOptions::default().long_side)]
    long_side: Vec<usize>,
    /// Share of scenes in a tray or over a seam of the belt.
    #[arg(long, default_value_t = 0.0)]
    trays: f32,
    /// Share of scenes in a soft bag: piping, zips, buckles.
    #[arg(long, default_value_t = 0.0)]
    bags: f32,
    /// Share of scans from a scanner with faults: lines that drift, dead elements, old air correction.
    #[arg(long, default_value_t = 0.0)]
    faults: f32,
    /// Share of pictures in the look of paler consoles.
    #[arg(long, default_value_t = 0.0)]
    pale: f32,
    /// Folder of meshes with a shapes.toml: half of the threats of their classes are exchanged for these.
    #[arg(long)]
    threat_meshes: Option<PathBuf>,
    /// Folder of meshes with a shapes.toml: up to three are laid into each scene as goods.
    #[arg(long)]
    benign_meshes: Option<PathBuf>,
    /// Threads; all cores unless told.
    #[arg(long)]
    threads: Option<usize>,
}

#[derive(Clone, Copy, ValueEnum)]
enum SplitArg {
    Train,
    HeldOut,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let (shortest, longest) = (args.long_side[0], args.long_side[1]);
    if shortest < 64 || longest < shortest || longest > 8192 {
        eprintln!("screening-synth: --long-side takes two numbers, the smaller first, from 64 to 8192");
        return ExitCode::from(2);
    }
    let threats = args.threats.map(|count| [count[0], count[1]]);
    if threats.is_some_and(|[fewest, most]| fewest < 1 || most < fewest || most > 100) {
        eprintln!("screening-synth: --threats takes two numbers, the smaller first, from 1 to 100");
        return ExitCode::from(2);
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads.unwrap_or(0)).build();
    let pool = match pool {
        Ok(pool) => pool,
        Err(error) => {
            eprintln!("screening-synth: threads could not be started: {error}");
            return ExitCode::FAILURE;
        }
    };
    let meshes = |folder: Option<&PathBuf>, role| folder.map_or_else(|| Ok(Vec::new()), |path| read_folder(path, role));
    let (threat_meshes, benign_meshes) =
        match (meshes(args.threat_meshes.as_ref(), Role::Threat), meshes(args.benign_meshes.as_ref(), Role::Benign)) {
            (Ok(threats), Ok(benign)) => (threats, benign),
            (Err(error), _) | (_, Err(error)) => {
                eprintln!("screening-synth: {error}");
                return ExitCode::from(2);
            }
        };
    let spec = SetSpec {
        seed: args.seed,
        first: args.first,
        count: args.count,
        split: match args.split {
            SplitArg::Train => Split::Train,
            SplitArg::HeldOut => Split::HeldOut,
        },
        looks: args.looks,
        files: match (args.no_pairs, args.no_pictures) {
            (true, _) => Files::Pictures,
            (_, true) => Files::Pairs,
            (false, false) => Files::Both,
        },
        scene: SceneOptions {
            long_side: [shortest, longest],
            threat_share: args.threat_share.clamp(0.0, 1.0),
            margin: args.margin.clamp(0.0, 1.0),
            goods: args.goods.clamp(0.0, 3.0),
            threats,
        },
        extras: Extras {
            trays: args.trays.clamp(0.0, 1.0),
            bags: args.bags.clamp(0.0, 1.0),
            faults: args.faults.clamp(0.0, 1.0),
            pale: args.pale.clamp(0.0, 1.0),
            threats: threat_meshes,
            goods: benign_meshes,
        },
    };
    let progress = ProgressBar::new(args.count);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} scenes, {per_sec}, {eta} left") {
        progress.set_style(style);
    }
    progress.enable_steady_tick(Duration::from_millis(500));
    let outcome = pool.install(|| write_set(&spec, &args.out, || progress.inc(1)));
    match outcome {
        Ok(()) => {
            progress.finish();
            ExitCode::SUCCESS
        }
        Err(error) => {
            progress.abandon();
            eprintln!("screening-synth: {error}");
            ExitCode::FAILURE
        }
    }
}
