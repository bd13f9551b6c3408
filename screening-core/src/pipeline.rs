//! The only room that knows the order of the steps: decode, quality, normalise, tile, detect, fuse,
//! verdict.
//!
//! A [`Screener`] never errs and never panics. Whatever goes wrong in a step becomes a [`Failure`],
//! which the verdict turns into UNKNOWN with its reason, and what the other steps, tiles and views
//! found still counts. Views are worked on one after the other and dropped early, so memory is bounded
//! by one view and the pictures that are kept; the tiles of a view run in parallel.

use std::{
    any::Any,
    borrow::Cow,
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Instant,
};

use rayon::prelude::*;

use crate::{
    decode::{self, DecodeError, Limits},
    detect::{DetectError, Detection, Detector, TileDetections},
    fuse::{FuseOptions, fuse_tiles, link_views},
    geometry::PixelBox,
    normalise::{NormalisedView, normalise},
    quality::{self, Quality, QualityOptions},
    report::{AbortReason, EngineStamp, ModelStamp, Region, Report, ReportType, Timings, ViewQuality, ViewReport},
    scan::{Pixels, Plane, Scan, View},
    taxonomy::ThreatClass,
    tile::{self, Tile, TileOptions},
    verdict::{Failure, Policy, ViewFindings, decide},
};

/// How a scan is screened; what counts as an alarm is the [`Policy`]'s.
#[derive(Clone, Debug, PartialEq)]
pub struct ScreenOptions {
    /// What a file may cost.
    pub limits: Limits,
    /// The quality gate, with the detector's calibration for raw dual-energy counts.
    pub quality: QualityOptions,
    /// How views are cut into tiles.
    pub tile: TileOptions,
    /// How boxes are fused; the thresholds in it are replaced by the policy's.
    pub fuse: FuseOptions,
    /// Regions with a lower score are left out of the report unless they are alarms. Evaluations set 0.
    pub report_from: f32,
    /// Keep the pictures that were searched. Without them, memory does not grow with the number of views.
    pub keep_pictures: bool,
}

impl Default for ScreenOptions {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            quality: QualityOptions::default(),
            tile: TileOptions::default(),
            fuse: FuseOptions::default(),
            report_from: 0.2,
            keep_pictures: true,
        }
    }
}

/// One view as it comes from the scanner.
#[derive(Clone, Copy, Debug)]
pub struct ViewBytes<'a> {
    /// How the scanner line calls the view, for example `top`.
    pub name: &'a str,
    /// Its file or files.
    pub source: Source<'a>,
    /// Millimetres per pixel along x and y, where the scanner is known; files do not say it.
    pub mm_per_pixel: Option<[f32; 2]>,
}

impl<'a> ViewBytes<'a> {
    /// A view in one file, of a scale that is not known.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, source: Source::File(bytes), mm_per_pixel: None }
    }
}

/// The bytes of one view.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// PNG, JPEG, TIFF or BMP; a TIFF of two pages is a dual-energy pair.
    File(&'a [u8]),
    /// A dual-energy pair in two files.
    Pair {
        /// The layer that sees the lower energies.
        low: &'a [u8],
        /// The layer that sees the higher energies.
        high: &'a [u8],
    },
}

/// What a screening leaves: the answer and, if asked for, the pictures it is about.
#[derive(Clone, Debug)]
pub struct Screened {
    /// The answer.
    pub report: Report,
    /// One entry for each view; none where the view failed before there was one, or none were to be kept.
    pub pictures: Vec<Option<Picture>>,
}

/// A view as the detector saw it, which is what [`crate::overlay::annotate`] draws on.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// 8-bit sRGB of the source view's size, air white.
    pub rgb: Plane<[u8; 3]>,
    /// True where the beam does not come through; the same size.
    pub dense: Plane<bool>,
}

/// Searches one tile of a picture.
type Search = dyn Fn(&Plane<[u8; 3]>, &Tile) -> Result<TileDetections, DetectError> + Send + Sync;

/// Screens parcels with one model under one policy. Shared between threads.
pub struct Screener {
    search: Box<Search>,
    model: ModelStamp,
    engine: EngineStamp,
    policy: Policy,
    options: ScreenOptions,
}

impl fmt::Debug for Screener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { search: _, model, engine, policy, options } = self;
        f.debug_struct("Screener")
            .field("model", model)
            .field("engine", engine)
            .field("policy", policy)
            .field("options", options)
            .finish_non_exhaustive()
    }
}

impl Screener {
    /// A screener with the thresholds of `policy`, and the model's own where the policy has none.
    /// Give an `Arc` to share the detector, for example between policies.
    pub fn new(detector: impl Into<Arc<Detector>>, policy: Policy, mut options: ScreenOptions) -> Self {
        let detector: Arc<Detector> = detector.into();
        options.fuse.thresholds = ThreatClass::ALL.map(|class| policy.threshold(class, detector.manifest()));
        Self {
            model: detector.model_stamp(),
            engine: detector.stamp(),
            search: Box::new(move |rgb, tile| detector.detect(rgb, tile)),
            policy,
            options,
        }
    }

    /// The policy that decides.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The options given, with the thresholds that hold.
    pub fn options(&self) -> &ScreenOptions {
        &self.options
    }

    /// Screens a decoded scan. Any failure is a report with UNKNOWN, or an alarm where there is one all the same.
    pub fn screen(&self, scan: &Scan) -> Report {
        let begun = Instant::now();
        let mut timings = Timings::default();
        let views: Vec<Inspection> =
            scan.views.iter().map(|view| self.inspect(Cow::Borrowed(view), &mut timings)).collect();
        self.conclude(views, timings, begun).report
    }

    /// Decodes and screens the views of one parcel, as [`Self::screen`] does. A view that cannot be decoded
    /// leaves the others to be screened, and the parcel UNKNOWN unless they raise an alarm.
    pub fn screen_bytes(&self, views: &[ViewBytes<'_>]) -> Screened {
        let begun = Instant::now();
        let mut timings = Timings::default();
        let views = views.iter().map(|view| match self.decode(view, &mut timings) {
            Ok(decoded) => self.inspect(Cow::Owned(decoded), &mut timings),
            Err(failure) => Inspection::failed(view.name, failure),
        });
        let views: Vec<Inspection> = views.collect();
        self.conclude(views, timings, begun)
    }

    /// Draws one view as the detector would see it, without searching it.
    ///
    /// # Errors
    /// [`Failure`] as it would stand in the report: the view cannot be decoded or drawn.
    pub fn picture(&self, view: &ViewBytes<'_>) -> Result<Picture, Failure> {
        let (normalised, gate) = self.normalised(view)?;
        Ok(Picture { rgb: normalised.rgb, dense: gate.dense })
    }

    /// The effective atomic numbers of one view, see [`crate::material::MaterialMap::z_eff`]; none where the scan is not
    /// dual-energy, since nothing else tells matter apart.
    ///
    /// # Errors
    /// [`Failure`] as it would stand in the report: the view cannot be decoded or drawn.
    pub fn atomic_numbers(&self, view: &ViewBytes<'_>) -> Result<Option<Plane<f32>>, Failure> {
        Ok(self.normalised(view)?.0.z_eff)
    }

    /// One view up to what the detector would see, with what the quality gate found.
    fn normalised(&self, view: &ViewBytes<'_>) -> Result<(NormalisedView, Quality), Failure> {
        let (mut timings, name) = (Timings::default(), quoted(view.name));
        let view = self.decode(view, &mut timings)?;
        check_shape(&view)?;
        let quality = &self.options.quality;
        let gate = step("examining", &name, &mut timings.quality_ms, || quality::assess(&view, quality))?;
        let calibration = quality.calibration.as_ref();
        let normalised =
            step("normalising", &name, &mut timings.normalise_ms, || normalise(&view, &gate, calibration))?;
        Ok((normalised, gate))
    }

    fn decode(&self, view: &ViewBytes<'_>, timings: &mut Timings) -> Result<View, Failure> {
        let limits = &self.options.limits;
        let decoded = step("decoding", &quoted(view.name), &mut timings.decode_ms, || match view.source {
            Source::File(bytes) => decode::decode_view(view.name, bytes, limits),
            Source::Pair { low, high } => decode::decode_pair(view.name, low, high, limits),
        })?;
        let mut decoded = decoded.map_err(|error| unreadable(view.name, &error))?;
        decoded.mm_per_pixel = view.mm_per_pixel.or(decoded.mm_per_pixel);
        Ok(decoded)
    }

    /// All steps that concern one view alone.
    fn inspect(&self, view: Cow<'_, View>, timings: &mut Timings) -> Inspection {
        let mut inspection = Inspection::begun(&view);
        if let Err(failure) = self.inspect_into(&mut inspection, view, timings) {
            inspection.failures.push(failure);
        }
        inspection
    }

    /// Fills `inspection` step by step, so that what is known before a failure stays.
    fn inspect_into(
        &self,
        inspection: &mut Inspection,
        view: Cow<'_, View>,
        timings: &mut Timings,
    ) -> Result<(), Failure> {
        let options = &self.options;
        let name = quoted(&view.name);
        check_shape(&view)?;

        let gate = step("examining", &name, &mut timings.quality_ms, || quality::assess(&view, &options.quality))?;
        inspection.take_quality(&gate);
        let calibration = options.quality.calibration.as_ref();
        let normalised =
            step("normalising", &name, &mut timings.normalise_ms, || normalise(&view, &gate, calibration))?;
        // The samples are not needed any more, and are the largest thing there is.
        drop(view);
        let Quality { air, dense, .. } = gate;

        if !inspection.blank() {
            let plan = step("planning the tiles of", &name, &mut timings.tile_ms, || tile::plan(&air, &options.tile))?;
            inspection.tiles = plan.tiles.len() as u32;
            inspection.skipped = plan.skipped;
            drop(air);

            let searching = Instant::now();
            let found = self.search(&normalised.rgb, &plan.tiles, inspection, timings);
            timings.detect_ms += milliseconds(searching);

            inspection.detections = step("fusing the tiles of", &name, &mut timings.fuse_ms, || {
                fuse_tiles(&found, inspection.size, &options.fuse)
            })?;
        }
        if let Some(z_eff) = &normalised.z_eff {
            inspection.z_eff = step("measuring the regions of", &name, &mut timings.fuse_ms, || {
                inspection.detections.iter().map(|detection| median_inside(z_eff, &detection.bbox)).collect()
            })?;
        }
        inspection.picture = options.keep_pictures.then_some(Picture { rgb: normalised.rgb, dense });
        Ok(())
    }

    /// Searches all tiles in parallel. A tile that fails leaves the others' detections to be used.
    fn search(
        &self,
        rgb: &Plane<[u8; 3]>,
        tiles: &[Tile],
        inspection: &mut Inspection,
        timings: &mut Timings,
    ) -> Vec<(Tile, Vec<Detection>)> {
        let results: Vec<Result<TileDetections, String>> = tiles
            .par_iter()
            .map(|tile| match guarded(|| (self.search)(rgb, tile)) {
                Ok(Ok(found)) if found.detections.iter().all(is_number) => Ok(found),
                Ok(Ok(_)) => Err("it gave a score or a place that is not a number".to_owned()),
                Ok(Err(error)) => Err(error.to_string()),
                Err(panic) => Err(format!("it crashed: {panic}")),
            })
            .collect();

        let mut found = Vec::with_capacity(tiles.len());
        let mut errors = Vec::new();
        for (tile, result) in tiles.iter().zip(results) {
            match result {
                Ok(result) => {
                    timings.tensor_ms += result.tensor_ms;
                    timings.inference_ms += result.inference_ms;
                    timings.head_ms += result.head_ms;
                    found.push((*tile, result.detections));
                }
                Err(error) => errors.push(error),
            }
        }
        inspection.searched = errors.is_empty() && !tiles.is_empty();
        if let Some(first) = errors.first() {
            tracing::error!(view = inspection.name, failed = errors.len(), tiles = tiles.len(), %first, "search failed");
            inspection.failures.push(Failure {
                abort: AbortReason::EngineFailure,
                code: "search_failed",
                text: sentence(&format!(
                    "The detector failed in {} of {} tiles of view '{}': {first}",
                    errors.len(),
                    tiles.len(),
                    inspection.name
                )),
            });
        }
        found
    }

    /// Regions of all views, linked, then the verdict and the report.
    fn conclude(&self, mut views: Vec<Inspection>, mut timings: Timings, begun: Instant) -> Screened {
        let mut failures: Vec<Failure> = views.iter_mut().flat_map(|view| std::mem::take(&mut view.failures)).collect();
        let regions = step("linking", "the views", &mut timings.fuse_ms, || self.regions(&views));
        let regions = regions.unwrap_or_else(|failure| {
            failures.push(failure);
            Vec::new()
        });

        let deciding = Instant::now();
        let findings: Vec<ViewFindings<'_>> = views.iter().map(Inspection::findings).collect();
        let verdict = decide(&self.policy, &findings, &regions, &failures);
        timings.verdict_ms = milliseconds(deciding);

        let searched = views.iter().any(|view| view.tiles > 0);
        let (reports, pictures) = views.into_iter().map(Inspection::into_parts).unzip();
        timings.total_ms = milliseconds(begun);
        let report = Report {
            schema: Report::SCHEMA,
            report_type: ReportType::Machine,
            decision: verdict.decision,
            abort_reason: verdict.abort_reason,
            ability: verdict.ability,
            reasons: verdict.reasons,
            regions,
            views: reports,
            model: searched.then(|| self.model.clone()),
            policy: self.policy.stamp(),
            engine: searched.then(|| self.engine.clone()),
            timings,
        };
        Screened { report, pictures }
    }

    /// The regions worth reporting, numbered from the best on and linked over views.
    fn regions(&self, views: &[Inspection]) -> Vec<Region> {
        let mut regions: Vec<Region> = Vec::new();
        for (index, view) in views.iter().enumerate() {
            for (detection, z_eff) in
                view.detections.iter().zip(view.z_eff.iter().copied().chain(std::iter::repeat(None)))
            {
                let threshold = self.options.fuse.thresholds[detection.class.index()];
                let alarm = detection.score >= threshold;
                if alarm || detection.score >= self.options.report_from {
                    regions.push(Region {
                        id: 0,
                        view: index,
                        class: detection.class,
                        group: detection.class.group(),
                        score: detection.score,
                        threshold,
                        alarm,
                        bbox: detection.bbox,
                        z_eff,
                        size_mm: view.mm_per_pixel.map(|[x, y]| [detection.bbox.width * x, detection.bbox.height * y]),
                        linked: Vec::new(),
                    });
                }
            }
        }
        regions.sort_by(|a, b| b.score.total_cmp(&a.score));
        regions.iter_mut().zip(1..).for_each(|(region, id)| region.id = id);
        link_views(&mut regions, &views.iter().map(Inspection::belt).collect::<Vec<_>>());
        regions
    }
}

/// What is known of a view so far.
#[derive(Debug)]
struct Inspection {
    name: String,
    /// Columns and rows; 0 when it could not be decoded.
    size: (u32, u32),
    mm_per_pixel: Option<[f32; 2]>,
    dual_energy: bool,
    quality: Option<ViewQuality>,
    exposure_ok: bool,
    parcels: Vec<PixelBox>,
    tiles: u32,
    skipped: u32,
    /// Every tile went through the detector, and there was one.
    searched: bool,
    detections: Vec<Detection>,
    /// One for each detection, or nothing where the scan tells no materials.
    z_eff: Vec<Option<f32>>,
    failures: Vec<Failure>,
    picture: Option<Picture>,
}

impl Inspection {
    fn begun(view: &View) -> Self {
        let (width, height) = view.pixels.size();
        let side = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        Self {
            name: view.name.clone(),
            size: (side(width), side(height)),
            mm_per_pixel: view.mm_per_pixel.filter(|scale| scale.iter().all(|mm| mm.is_finite() && *mm > 0.0)),
            dual_energy: matches!(view.pixels, Pixels::DualEnergy { .. }),
            quality: None,
            exposure_ok: false,
            parcels: Vec::new(),
            tiles: 0,
            skipped: 0,
            searched: false,
            detections: Vec::new(),
            z_eff: Vec::new(),
            failures: Vec::new(),
            picture: None,
        }
    }

    fn failed(name: &str, failure: Failure) -> Self {
        let nothing = View {
            name: name.to_owned(),
            pixels: Pixels::Grey(Plane::filled(0, 0, 0)),
            source_bits: 8,
            mm_per_pixel: None,
        };
        Self { failures: vec![failure], ..Self::begun(&nothing) }
    }

    fn take_quality(&mut self, gate: &Quality) {
        self.quality = Some(gate.report.clone());
        self.exposure_ok = gate.exposure_ok;
        self.parcels.clone_from(&gate.parcels);
    }

    fn blank(&self) -> bool {
        self.quality.as_ref().is_some_and(|quality| quality.blank)
    }

    fn findings(&self) -> ViewFindings<'_> {
        ViewFindings {
            name: &self.name,
            quality: self.quality.as_ref(),
            exposure_ok: self.exposure_ok,
            parcels: self.parcels.len(),
            searched: self.searched,
        }
    }

    /// First and last column of the parcels.
    fn belt(&self) -> Option<[f32; 2]> {
        let hull = self.parcels.iter().copied().reduce(|all, parcel| all.union(&parcel))?;
        Some([hull.x, hull.right()])
    }

    fn into_parts(self) -> (ViewReport, Option<Picture>) {
        let report = ViewReport {
            name: self.name,
            width: self.size.0,
            height: self.size.1,
            parcels: self.parcels,
            quality: self.quality,
            tiles: self.tiles,
            tiles_skipped: self.skipped,
            dual_energy: self.dual_energy,
            mm_per_pixel: self.mm_per_pixel,
        };
        (report, self.picture)
    }
}

/// Runs one step, adds its time, and turns a panic in it into a failure of the screening.
fn step<T>(what: &str, view: &str, spent_ms: &mut f32, work: impl FnOnce() -> T) -> Result<T, Failure> {
    let begun = Instant::now();
    let result = guarded(work);
    *spent_ms += milliseconds(begun);
    result.map_err(|panic| {
        tracing::error!(step = what, view, panic, "a step crashed");
        Failure {
            abort: AbortReason::EngineFailure,
            code: "step_crashed",
            text: sentence(&format!("The program crashed while {what} {view}: {panic}")),
        }
    })
}

/// Runs `work` and gives the message of its panic, if it does. A fault that hostile input finds in any
/// step must cost one parcel its answer, not the line its screening.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    // Steps only read what they are lent and own what they make, so a panic leaves nothing half changed
    // that is used afterwards; the detector guards its own sessions.
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| panic_text(panic.as_ref()))
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}

fn quoted(view: &str) -> String {
    format!("view '{view}'")
}

fn milliseconds(since: Instant) -> f32 {
    since.elapsed().as_secs_f32() * 1e3
}

fn is_number(detection: &Detection) -> bool {
    detection.score.is_finite() && detection.bbox.is_finite()
}

/// With a full stop, and no line breaks that an error of another library may hold.
fn sentence(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.ends_with('.') { text } else { text + "." }
}

fn unreadable(view: &str, error: &DecodeError) -> Failure {
    let (abort, code) = match error {
        DecodeError::TooLarge { .. } | DecodeError::FileTooLarge { .. } | DecodeError::TooMuchMemory { .. } => {
            (AbortReason::Oversize, "oversize_view")
        }
        _ => (AbortReason::IncompleteScan, "unreadable_view"),
    };
    tracing::warn!(view, %error, "a view cannot be read");
    Failure { abort, code, text: sentence(&format!("View '{view}' cannot be read: {error}")) }
}

/// A scan that did not come from the decoder may have no pixels, or planes that do not fit each other.
fn check_shape(view: &View) -> Result<(), Failure> {
    let (width, height) = view.pixels.size();
    let fits = match &view.pixels {
        Pixels::DualEnergy { low, high } => (low.width(), low.height()) == (high.width(), high.height()),
        Pixels::Grey(_) | Pixels::Colour(_) => true,
    };
    if fits && width > 0 && height > 0 {
        return Ok(());
    }
    let text = format!("View '{}' has no pixels, or two planes of different sizes.", view.name);
    Err(Failure { abort: AbortReason::IncompleteScan, code: "unreadable_view", text })
}

/// Median of the usable samples inside a box: air has no atomic number.
fn median_inside(plane: &Plane<f32>, bbox: &PixelBox) -> Option<f32> {
    let inside = bbox.clamped(plane.width() as f32, plane.height() as f32);
    let (left, right) = (inside.x.floor() as usize, (inside.right().ceil() as usize).min(plane.width()));
    let (top, bottom) = (inside.y.floor() as usize, (inside.bottom().ceil() as usize).min(plane.height()));
    let mut values: Vec<f32> = (top..bottom)
        .flat_map(|y| &plane.row(y)[left..right])
        .copied()
        .filter(|value| value.is_finite() && *value > 0.0)
        .collect();
    if values.is_empty() {
        return None;
    }
    let middle = values.len() / 2;
    Some(*values.select_nth_unstable_by(middle, f32::total_cmp).1)
}

#[cfg(test)]
#[path = "pipeline_tests.rs"]
mod tests;
