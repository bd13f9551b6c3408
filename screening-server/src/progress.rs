//! How far a long run is, on stderr.

use std::{
    io::IsTerminal,
    sync::Mutex,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How often a line is written where stderr is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// A bar on a terminal, a line now and then elsewhere, nothing for a single step.
pub(crate) struct Progress {
    bar: ProgressBar,
    what: &'static str,
    lines: Option<Mutex<Instant>>,
}

impl Progress {
    /// For `total` steps of `what`, for example `parcels`.
    pub(crate) fn new(total: usize, what: &'static str) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let target = if terminal && total > 1 { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(total as u64), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg} {elapsed} (left {eta})") {
            bar.set_style(style);
        }
        bar.set_message(what);
        let lines = (!terminal && total > 1).then(|| Mutex::new(Instant::now()));
        Self { bar, what, lines }
    }

    /// One step is done.
    pub(crate) fn step(&self) {
        self.bar.inc(1);
        let Some(Ok(mut last)) = self.lines.as_ref().map(Mutex::lock) else { return };
        if last.elapsed() >= LINE_EVERY {
            *last = Instant::now();
            eprintln!("{}/{} {}", self.bar.position(), self.bar.length().unwrap_or_default(), self.what);
        }
    }

    /// Runs `write` with the bar out of the way, for output that may go to the same terminal.
    pub(crate) fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
