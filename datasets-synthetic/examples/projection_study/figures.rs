//! Differences of log attenuation, and how well the host's scanner was measured.

use datasets_synthetic::{
    physics::detector::DetectorSpec,
    project::{Profile, Realism},
};

use crate::Both;

/// Of one scene.
pub(crate) struct Figures {
    /// Plain multiplication against rendering, without noise.
    pub(crate) multiplied: Difference,
    /// With hardening put right, without noise.
    pub(crate) hardened: Difference,
    /// The same with the scanner measured in the host alone.
    pub(crate) single: Difference,
    /// The same with the scanner's true blur, trail and scatter.
    pub(crate) known: Difference,
    /// As a user gets it: both with their own noise.
    pub(crate) noisy: Difference,
    /// The scene rendered twice: what noise alone makes.
    pub(crate) repeated: Difference,
    pub(crate) realism: Realism,
    pub(crate) profile: Profile,
    pub(crate) detector: DetectorSpec,
}

/// Mean absolute difference of log attenuation inside a threat over the mean log attenuation there, low and high energy.
#[derive(Clone, Copy)]
pub(crate) struct Difference {
    /// Every pixel of the threat.
    pub(crate) all: [f64; 2],
    /// Pixels that the beam gets through: transmission above three times the scanner's floor.
    pub(crate) lit: Option<[f64; 2]>,
}

impl Difference {
    pub(crate) fn of(a: &[Vec<f32>], b: &[Vec<f32>], mask: &[bool], floor: f32) -> Self {
        let relative = |energy: usize, counts: &dyn Fn(usize) -> bool| {
            let (mut difference, mut total, mut pixels) = (0.0, 0.0, 0usize);
            for i in (0..mask.len()).filter(|&i| mask[i] && counts(i)) {
                let [a, b] = [a, b].map(|planes| -f64::from(planes[energy][i].max(1e-5)).ln());
                difference += (a - b).abs();
                total += b;
                pixels += 1;
            }
            (difference / f64::max(total, 1e-9), pixels)
        };
        let lit = |i: usize| b[0][i] > 3.0 * floor && b[1][i] > 3.0 * floor;
        let lit: [(f64, usize); 2] = [0, 1].map(|energy| relative(energy, &lit));
        Self {
            all: [0, 1].map(|energy| relative(energy, &|_| true).0),
            lit: (lit[0].1 >= 24).then(|| lit.map(|of| of.0)),
        }
    }
}

/// A row of the table: what was compared, and where its difference is.
type Row = (&'static str, fn(&Figures) -> Difference);

pub(crate) fn print(scenes: u64, made: &[Both]) {
    println!("scenes drawn {scenes}, made both ways {} (the rest had no visible threat or no parcel)", made.len());
    let rows: [Row; 6] = [
        ("multiplied, no noise", |f| f.multiplied),
        ("hardening corrected, no noise", |f| f.hardened),
        ("the same, scanner measured in one scan, no noise", |f| f.single),
        ("the same, scanner known, no noise", |f| f.known),
        ("hardening corrected, with noise", |f| f.noisy),
        ("rendered twice, with noise", |f| f.repeated),
    ];
    println!("mean absolute difference of log attenuation inside the threat, percent (low, high): mean, median, 90th");
    for (name, pick) in rows {
        let all: Vec<[f64; 2]> = made.iter().map(|both| pick(&both.figures).all).collect();
        let lit: Vec<[f64; 2]> = made.iter().filter_map(|both| pick(&both.figures).lit).collect();
        println!("{name}: all pixels {} | lit pixels {} ({} scenes)", summary(&all), summary(&lit), lit.len());
    }
    let scores: Vec<f64> = made.iter().map(|both| f64::from(both.figures.realism.score())).collect();
    let refused = scores.iter().filter(|&&score| score < 0.5).count();
    println!("realism: median {:.2}, below 0.5 in {refused}", quantile(&scores, 0.5));
    let part = |pick: fn(&Realism) -> f32| {
        let scores: Vec<f64> = made.iter().map(|both| f64::from(pick(&both.figures.realism))).collect();
        format!("{:.2} (10th {:.2})", quantile(&scores, 0.5), quantile(&scores, 0.1))
    };
    println!("  edges {}, noise {}, material {}", part(|r| r.edges), part(|r| r.noise), part(|r| r.material));
    println!("host's scanner, measured less true, median (10th, 90th):");
    let error = |name: &str, pick: fn(&Figures) -> f64| {
        let errors: Vec<f64> = made.iter().map(|both| pick(&both.figures)).filter(|e| e.is_finite()).collect();
        let [low, middle, high] = [0.1, 0.5, 0.9].map(|share| quantile(&errors, share));
        println!("  {name}: {middle:+.3} ({low:+.3}, {high:+.3}) in {}", errors.len());
    };
    error("blur, pixels", |f| known(f.profile.spread_measured, f64::from(f.profile.blur()[0] - f.detector.blur)));
    error("lag", |f| f64::from(f.profile.lag - f.detector.lag));
    error("noise of air, ratio less 1", |f| {
        let ratio = f.profile.noise[1].variance(1.0) / (1.0 / f.detector.photons + f.detector.electronic.powi(2));
        f64::from(ratio.sqrt() - 1.0)
    });
    error("electronic noise, ratio less 1", |f| f64::from(f.profile.noise[1].electronic / f.detector.electronic - 1.0));
    error("scatter where measured", |f| {
        known(f.profile.scatter_measured, f64::from(f.profile.scatter - f.detector.scatter))
    });
}

fn known(known: bool, value: f64) -> f64 {
    if known { value } else { f64::NAN }
}

fn summary(values: &[[f64; 2]]) -> String {
    let of = |energy: usize| {
        let values: Vec<f64> = values.iter().map(|pair| pair[energy] * 100.0).collect();
        let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
        format!("{mean:.2}, {:.2}, {:.2}", quantile(&values, 0.5), quantile(&values, 0.9))
    };
    format!("{} / {}", of(0), of(1))
}

fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
    sorted.get(rank).copied().unwrap_or(f64::NAN)
}
