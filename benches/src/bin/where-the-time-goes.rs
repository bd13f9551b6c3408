//! Prints, as Markdown, where the time of one screening goes.
//!
//! Everything runs on one thread and one session, so that the steps follow each other and their times add up
//! to the whole; on more threads tiles overlap and shares would depend on the machine. The share outside the
//! engine is `(total - inference) / total`: inference is the time in the call that runs the network, total is
//! from the first byte of the file to the report.

use std::io::{self, Write as _};

use anyhow::{Context as _, Result, ensure};
use benches::{PICTURE, Scanner, colour_view, load_detector, pair_tiff, png, raw, stamp, tiles};
use rayon::ThreadPoolBuilder;
use screening_core::{
    pipeline::{ScreenOptions, Screener, ViewBytes},
    report::Timings,
    verdict::Policy,
};

/// Scenes of a kind that take turns, so that no cache holds all of one.
const SCENES: usize = 3;

/// Largest share outside the engine that a pseudo-colour picture may have, in percent.
const GOAL: f32 = 15.0;

/// What a step is called, and how its milliseconds are read.
type Step = (&'static str, fn(&Timings) -> f32);

/// The steps in their order.
const STEPS: [Step; 11] = [
    ("decode", |t| t.decode_ms),
    ("quality gate", |t| t.quality_ms),
    ("normalise", |t| t.normalise_ms),
    ("tile plan", |t| t.tile_ms),
    ("tensors", |t| t.tensor_ms),
    ("**engine**", |t| t.inference_ms),
    ("read the engine's output", |t| t.head_ms),
    ("fuse", |t| t.fuse_ms),
    ("verdict", |t| t.verdict_ms),
    ("whole", |t| t.total_ms),
    ("outside the engine", outside),
];

fn outside(timings: &Timings) -> f32 {
    timings.total_ms - timings.inference_ms
}

/// Files of one kind, and what was measured on them.
struct Column {
    name: String,
    files: Vec<Vec<u8>>,
    goal: Option<f32>,
    timings: Vec<Timings>,
}

fn main() -> Result<()> {
    let rounds = match std::env::args().nth(1) {
        Some(text) => text.parse().context("the argument is the number of rounds")?,
        None => 20,
    };
    ensure!(rounds > 0, "at least one round");
    let detector = load_detector(1)?;
    let running = stamp(&detector);
    let options = ScreenOptions { keep_pictures: false, ..ScreenOptions::default() };
    let screener = Screener::new(detector, Policy::default(), options);
    let mut columns = columns();
    let pool = ThreadPoolBuilder::new().num_threads(1).build()?;
    pool.install(|| measure(&screener, &mut columns, rounds))?;
    print(&running, rounds, &columns).context("stdout cannot be written")
}

/// Large parcels, which are searched in several tiles, and small ones, which fit into one: the engine's share
/// differs.
fn columns() -> [Column; 3] {
    let scanner = Scanner::default();
    let (mut large, mut small, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
    let mut most = 1;
    for scene in 0.. {
        let exposure = scanner.expose(scene, PICTURE);
        let picture = scanner.paint(scene, &exposure);
        let file = png(&picture);
        let (kind, count) = match tiles(&colour_view(picture)).len() {
            0 => continue,
            1 => (&mut small, 1),
            count => (&mut large, count),
        };
        if kind.len() < SCENES {
            kind.push(file);
            if count > 1 {
                most = count;
                pairs.push(pair_tiff(&raw(&exposure)));
            }
        }
        if large.len() == SCENES && small.len() == SCENES {
            break;
        }
    }
    let column = |name, files, goal| Column { name, files, goal, timings: Vec::new() };
    [
        column(format!("pseudo-colour PNG, large parcel ({most} tiles)"), large, Some(GOAL)),
        column("pseudo-colour PNG, small parcel (1 tile)".to_owned(), small, Some(GOAL)),
        column("16-bit pair TIFF, large parcel".to_owned(), pairs, None),
    ]
}

/// Screens every file once to warm up, then `rounds` times in turn.
fn measure(screener: &Screener, columns: &mut [Column], rounds: usize) -> Result<()> {
    for round in 0..=rounds {
        for column in &mut *columns {
            for file in &column.files {
                let report = screener.screen_bytes(&[ViewBytes::new("top", file)]).report;
                ensure!(report.engine.is_some(), "nothing was searched: {}", report.summary());
                if round > 0 {
                    column.timings.push(report.timings);
                }
            }
        }
    }
    Ok(())
}

fn print(running: &str, rounds: usize, columns: &[Column]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let (width, height) = PICTURE;
    writeln!(
        out,
        "{running}; one thread; medians of {rounds} rounds over {SCENES} parcels each, {width} x {height}\n"
    )?;
    write!(out, "| step |")?;
    columns.iter().try_for_each(|column| write!(out, " {}, ms | % |", column.name))?;
    writeln!(out, "\n|---|{}", "---:|---:|".repeat(columns.len()))?;
    for (name, read) in STEPS {
        write!(out, "| {name} |")?;
        for Column { timings, .. } in columns {
            let ms = median(timings.iter().map(read));
            let percent = median(timings.iter().map(|timings| 100.0 * read(timings) / timings.total_ms));
            write!(out, " {ms:.2} | {percent:.1} |")?;
        }
        writeln!(out)?;
    }
    writeln!(out)?;
    for Column { name, goal, timings, .. } in columns {
        let Some(goal) = goal else { continue };
        let share = median(timings.iter().map(|timings| 100.0 * outside(timings) / timings.total_ms));
        let met = if share <= *goal { "met" } else { "MISSED" };
        writeln!(out, "{name}: {share:.1} % outside the engine; the goal of at most {goal} % is {met}.")?;
    }
    Ok(())
}

fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f32::NAN)
}
