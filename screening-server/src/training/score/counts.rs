//! Answers counted, and rates from them.

/// Answers to yes-or-no trials: whether there was a threat, and whether the trainee said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// There was a threat, and it was reported.
    pub(crate) hits: u32,
    /// There was a threat, and none was reported.
    pub(crate) misses: u32,
    /// There was none, and one was reported.
    pub(crate) false_alarms: u32,
    /// There was none, and none was reported.
    pub(crate) correct_rejections: u32,
}

/// What is done about rates of 0 and 1, whose z-scores are infinite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Correction {
    /// Half a trial is added to hits and false alarms, a whole one to the trials, whatever the rates are (log-linear;
    /// Hautus 1995).
    #[default]
    LogLinear,
    /// A rate of 0 becomes 1/(2N), and a rate of 1 becomes 1 - 1/(2N) (Macmillan and Kaplan 1985).
    HalfTrial,
}

impl Counts {
    /// Trials with a threat.
    pub(crate) fn signal(&self) -> u32 {
        self.hits + self.misses
    }

    /// Trials without.
    pub(crate) fn noise(&self) -> u32 {
        self.false_alarms + self.correct_rejections
    }

    /// One more answer.
    pub(crate) fn add(&mut self, threat: bool, said: bool) {
        let count = match (threat, said) {
            (true, true) => &mut self.hits,
            (true, false) => &mut self.misses,
            (false, true) => &mut self.false_alarms,
            (false, false) => &mut self.correct_rejections,
        };
        *count = count.saturating_add(1);
    }
}

impl Correction {
    /// The rate of `successes` among `trials`, which must not be 0, corrected so that it lies between 0 and 1.
    pub(crate) fn rate(self, successes: u32, trials: u32) -> f64 {
        let (x, n) = (f64::from(successes), f64::from(trials));
        match self {
            Self::LogLinear => (x + 0.5) / (n + 1.0),
            Self::HalfTrial => (x / n).clamp(0.5 / n, 1.0 - 0.5 / n),
        }
    }
}
