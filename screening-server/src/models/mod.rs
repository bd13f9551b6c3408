//! The life of models: which one screens, which policies decide on which lane, and how both change without a stop.
//!
//! What screens is one [`Screening`], replaced as a whole. A scan that was begun keeps the one it was begun with, so
//! that the sessions of an old model end when their scans do.

mod begin;
mod policies;
mod shadow;

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use anyhow::{Context as _, Result, ensure};
use screening_core::{
    detect::Detector,
    pipeline::{ScreenOptions, Screener},
    report::ModelStamp,
    verdict::Policy,
};

pub(crate) use self::{
    begin::begin,
    policies::Policies,
    shadow::{Challenger, Shadow},
};
use crate::{
    args::EngineArgs,
    config::{ModelFiles, ModelSettings},
    start,
};

/// What screens: one detector, and a screener a lane that has its own policy.
#[derive(Debug)]
pub(crate) struct Screening {
    detector: Arc<Detector>,
    any: Arc<Screener>,
    lanes: BTreeMap<String, Arc<Screener>>,
}

impl Screening {
    fn new(detector: Arc<Detector>, policies: &Policies, options: &ScreenOptions) -> Self {
        let screener =
            |policy: &Policy| Arc::new(Screener::new(Arc::clone(&detector), policy.clone(), options.clone()));
        let any = screener(&policies.of(None));
        let lanes = policies.lanes().map(|(lane, policy)| (lane.to_owned(), screener(policy))).collect();
        Self { detector, any, lanes }
    }

    /// What screens the scans of a lane.
    pub(crate) fn screener(&self, lane: Option<&str>) -> &Arc<Screener> {
        lane.and_then(|lane| self.lanes.get(lane)).unwrap_or(&self.any)
    }

    /// The model.
    pub(crate) fn model(&self) -> ModelStamp {
        self.detector.model_stamp()
    }

    /// What searches.
    pub(crate) fn detector(&self) -> &Arc<Detector> {
        &self.detector
    }
}

/// An installed model, as it is listed.
#[derive(Clone, Debug)]
pub(crate) struct Installed {
    /// The name of its files: it is activated by it.
    pub(crate) name: String,
    /// What its manifest says, or why that cannot be read.
    pub(crate) manifest: Result<ManifestWords, String>,
}

/// A manifest in short.
#[derive(Clone, Debug)]
pub(crate) struct ManifestWords {
    /// The model's own name.
    pub(crate) model: String,
    /// Its version.
    pub(crate) version: String,
    /// Its hash.
    pub(crate) sha256: String,
}

/// Which model screens now, and which policies decide.
#[derive(Debug)]
pub(crate) struct Lineup {
    engine: EngineArgs,
    options: ScreenOptions,
    current: RwLock<Current>,
}

#[derive(Debug)]
struct Current {
    settings: ModelSettings,
    policies: Arc<Policies>,
    /// None until the first model is warm.
    screening: Option<Arc<Screening>>,
    /// The hash of the model that the configuration names.
    configured: String,
}

impl Lineup {
    /// No model screens yet; `policies` are named by every answer.
    pub(crate) fn new(engine: EngineArgs, options: ScreenOptions, settings: ModelSettings, policies: Policies) -> Self {
        let current = Current { settings, policies: Arc::new(policies), screening: None, configured: String::new() };
        Self { engine, options, current: RwLock::new(current) }
    }

    /// The policy of a lane.
    pub(crate) fn policy(&self, lane: Option<&str>) -> Arc<Policy> {
        self.read(|current| current.policies.of(lane))
    }

    /// The policies that hold.
    pub(crate) fn policies(&self) -> Arc<Policies> {
        self.read(|current| Arc::clone(&current.policies))
    }

    /// What screens now; none until the first model is warm.
    pub(crate) fn screening(&self) -> Option<Arc<Screening>> {
        self.read(|current| current.screening.clone())
    }

    /// Screens with this detector from now on.
    pub(crate) fn set_detector(&self, detector: Arc<Detector>) {
        self.write(|current| {
            current.screening = Some(Arc::new(Screening::new(detector, &current.policies, &self.options)));
        });
    }

    /// The hash of the model that the configuration names. It need not be the active one: an administrator may have
    /// switched.
    pub(crate) fn configured(&self) -> String {
        self.read(|current| current.configured.clone())
    }

    /// The configuration names the model of this hash.
    pub(crate) fn set_configured(&self, sha256: &str) {
        self.write(|current| sha256.clone_into(&mut current.configured));
    }

    /// Decides by these policies from now on, and knows these models.
    pub(crate) fn set_policies(&self, policies: Policies, settings: ModelSettings) {
        self.write(|current| {
            current.policies = Arc::new(policies);
            current.settings = settings;
            if let Some(screening) = &current.screening {
                let detector = Arc::clone(&screening.detector);
                current.screening = Some(Arc::new(Screening::new(detector, &current.policies, &self.options)));
            }
        });
    }

    /// The models that can be activated.
    pub(crate) fn installed(&self) -> Vec<Installed> {
        let Some(folder) = self.read(|current| current.settings.folder.clone()) else { return Vec::new() };
        let words = |files: &ModelFiles| {
            let manifest = start::manifest(files).map_err(|error| format!("{error:#}"))?;
            let screening_core::model::Manifest { name, version, sha256, .. } = manifest;
            Ok(ManifestWords { model: name, version, sha256 })
        };
        let listed = |files: ModelFiles| Installed { name: files.name(), manifest: words(&files) };
        ModelFiles::all(&folder).into_iter().map(listed).collect()
    }

    /// The files of an installed model.
    ///
    /// # Errors
    /// When there is none of this name; says which there are.
    pub(crate) fn files(&self, name: &str) -> Result<ModelFiles> {
        let folder = self.read(|current| current.settings.folder.clone());
        let folder = folder.context("no folder of models is named: start the service with --models DIR")?;
        ModelFiles::installed(&folder, name)
    }

    /// Loads a model, warms it, and screens with it from then on. What goes wrong leaves everything as it was. Gives the
    /// models before and after.
    ///
    /// # Errors
    /// When it cannot be used; says why.
    pub(crate) async fn activate(&self, files: ModelFiles) -> Result<(Option<ModelStamp>, ModelStamp)> {
        let detector = warm(files, self.engine.clone()).await?;
        let before = self.screening().map(|screening| screening.model());
        let after = detector.model_stamp();
        self.set_detector(detector);
        Ok((before, after))
    }

    /// The challenger that was asked for, warm, on one thread: what screens for lanes keeps all others.
    ///
    /// # Errors
    /// When it cannot be used; says why.
    pub(crate) async fn challenger(&self) -> Result<Option<Challenger>> {
        let Some(settings) = self.read(|current| current.settings.challenger.clone()) else { return Ok(None) };
        let files = self.files(&settings.name)?;
        let detector = warm(files, EngineArgs { threads: 1, ..self.engine.clone() }).await?;
        let options = ScreenOptions { keep_pictures: false, ..self.options.clone() };
        Ok(Some(Challenger::new(settings, Screening::new(detector, &self.policies(), &options))))
    }

    fn read<T>(&self, look: impl FnOnce(&Current) -> T) -> T {
        look(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write(&self, change: impl FnOnce(&mut Current)) {
        change(&mut self.current.write().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Loads and warms a detector on a thread of its own: it takes seconds.
///
/// # Errors
/// When it cannot be used; says why.
async fn warm(files: ModelFiles, engine: EngineArgs) -> Result<Arc<Detector>> {
    let loaded = tokio::task::spawn_blocking(move || {
        let detector = start::load(&files, &engine)?;
        detector.warm_up()?;
        anyhow::Ok(detector)
    });
    let detector = loaded.await.context("the detector crashed while it was loaded")??;
    ensure!(detector.sessions() > 0, "the model opened no session");
    Ok(detector)
}
