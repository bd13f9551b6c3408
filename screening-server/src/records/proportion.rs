//! Proportions with their Wilson intervals.
//!
//! E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
//! Statistical Association 22 (1927) 209-212. It is the score interval without continuity correction, method 3 of
//! R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, which is where the values of the tests come from.

/// The 97.5 % point of the standard normal distribution: intervals are of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Proportion {
    /// Those that count.
    pub(crate) count: u64,
    /// All of them.
    pub(crate) of: u64,
}

impl Proportion {
    /// `count` of `of`.
    pub(crate) const fn new(count: u64, of: u64) -> Self {
        Self { count, of }
    }

    /// The share, 0 to 1; none of nothing.
    pub(crate) fn rate(self) -> Option<f64> {
        (self.of > 0).then(|| self.count as f64 / self.of as f64)
    }

    /// The ends of the Wilson interval of 95 %, each 0 to 1; none of nothing.
    ///
    /// With p = k / n: (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n).
    pub(crate) fn interval(self) -> Option<[f64; 2]> {
        let (p, n) = (self.rate()?, self.of as f64);
        let square = Z * Z;
        let middle = p + square / (2.0 * n);
        let half = Z * (p * (1.0 - p) / n + square / (4.0 * n * n)).sqrt();
        let scale = 1.0 + square / n;
        // Exact at the ends, where rounding would leave a trace.
        let low = if self.count == 0 { 0.0 } else { (middle - half) / scale };
        let high = if self.count == self.of { 1.0 } else { (middle + half) / scale };
        Some([low, high])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(count: u64, of: u64) -> [f64; 2] {
        Proportion::new(count, of).interval().unwrap().map(|end| (end * 10_000.0).round() / 10_000.0)
    }

    #[test]
    fn intervals_are_those_that_newcombe_published() {
        // Table I, method 3.
        assert_eq!(rounded(81, 263), [0.2553, 0.3662]);
        assert_eq!(rounded(15, 148), [0.0624, 0.1605]);
        assert_eq!(rounded(0, 20), [0.0, 0.1611]);
        assert_eq!(rounded(1, 29), [0.0061, 0.1718]);
    }

    #[test]
    fn none_and_all_reach_the_ends_and_nothing_has_no_rate() {
        let all = Proportion::new(20, 20).interval().unwrap();
        let none = Proportion::new(0, 20).interval().unwrap();
        assert!(all[1] == 1.0 && none[0] == 0.0 && (all[0] - (1.0 - none[1])).abs() < 1e-12);
        assert_eq!((Proportion::default().rate(), Proportion::default().interval()), (None, None));
        assert_eq!(Proportion::new(1, 4).rate(), Some(0.25));
    }
}
