//! Prints, as Markdown, the most memory that `screening scan` takes.
//!
//! The kernel keeps a process's largest resident size in `VmHWM` of `/proc/PID/status` for as long as it runs.
//! It never falls, so reading it every millisecond misses no more than what the last one adds.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use benches::{LINE_SCAN, PICTURE, Scanner, line_scan, png};

const EVERY: Duration = Duration::from_millis(1);

fn main() -> Result<()> {
    let here = std::env::current_exe()?;
    let program = here.with_file_name("screening");
    ensure!(program.is_file(), "{} is not built: cargo build --release -p screening-server", program.display());
    let folder = std::env::temp_dir().join(format!("peak-memory-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let outcome = measure_all(&program, &folder);
    fs::remove_dir_all(&folder)?;
    outcome
}

fn measure_all(program: &Path, folder: &Path) -> Result<()> {
    let cases = [(PICTURE, png(&Scanner::default().picture(1, PICTURE)), 400), (LINE_SCAN, png(&line_scan()), 800)];
    let mut out = io::stdout().lock();
    writeln!(out, "| `screening scan --out` on | peak memory, MB | goal, MB | | seconds |\n|---|---:|---:|---|---:|")?;
    for ((width, height), bytes, goal) in cases {
        let file = folder.join(format!("{width}x{height}.png"));
        fs::write(&file, bytes)?;
        let begun = Instant::now();
        let megabytes = peak(program, &file, &folder.join("out"))?;
        let seconds = begun.elapsed().as_secs_f32();
        let met = if megabytes < goal { "met" } else { "MISSED" };
        writeln!(out, "| {width} x {height} PNG | {megabytes} | {goal} | {met} | {seconds:.1} |")?;
    }
    Ok(())
}

/// Runs `screening scan` to its end and gives its largest resident size in MB (1,000,000 bytes).
fn peak(program: &Path, file: &Path, out: &Path) -> Result<u64> {
    let mut child = Command::new(program)
        .arg("scan")
        .arg(file)
        .arg("--out")
        .arg(out)
        .stdout(Stdio::null())
        .spawn()
        .with_context(|| format!("{} could not be started", program.display()))?;
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait()?.is_none() {
        most = most.max(high_water(&status).unwrap_or(0));
        thread::sleep(EVERY);
    }
    check(&mut child, file)?;
    ensure!(most > 0, "{status} could not be read");
    Ok(most)
}

/// 0, 1 and 2 are answers (clear, alarm, unknown); anything else is a failure.
fn check(child: &mut Child, file: &Path) -> Result<()> {
    let status = child.wait()?;
    match status.code() {
        Some(0..=2) => Ok(()),
        _ => bail!("screening scan {} ended with {status}", file.display()),
    }
}

fn high_water(status: &str) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024 / 1_000_000)
}
