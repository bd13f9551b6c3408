//! Scans with their regions as a COCO file, for training: without codes, lanes, times of day or declared data.

use screening_core::{
    report::{Report, ReportType},
    taxonomy::ThreatClass,
};
use serde::Serialize;

use crate::records::{Truth, TruthRegion};

/// A COCO file that grows scan by scan.
#[derive(Serialize)]
pub(crate) struct Coco {
    info: Info,
    images: Vec<Image>,
    annotations: Vec<Annotation>,
    /// Places that were taken for threats, where opening found none of the kind: as annotations are, which COCO has no
    /// word for.
    negatives: Vec<Annotation>,
    categories: Vec<Category>,
}

#[derive(Serialize)]
struct Info {
    description: &'static str,
    /// Hex. With it and its own key the site can find a parcel again.
    salt: String,
}

#[derive(Serialize)]
struct Image {
    id: u64,
    file_name: String,
    width: u32,
    height: u32,
    view: String,
    /// Null where the scan had no code.
    parcel: Option<String>,
    /// Of the machine.
    decision: &'static str,
    /// Who the picture's regions come from, at best.
    report_type: ReportType,
}

#[derive(Serialize)]
struct Annotation {
    id: u64,
    image_id: u64,
    category_id: usize,
    bbox: [f32; 4],
    area: f32,
    /// 1: a person dismissed it and opening has not told; to be ignored, as COCO has it.
    iscrowd: u8,
    /// The machine's; null of what a person drew.
    score: Option<f32>,
    /// Who says so: MACHINE, OPERATOR, or GROUND_TRUTH where opening told.
    report_type: ReportType,
}

#[derive(Serialize)]
struct Category {
    id: usize,
    name: &'static str,
    supercategory: &'static str,
}

impl Coco {
    /// An export that has no scan yet.
    pub(crate) fn new(salt: String) -> Self {
        let category = |(index, class): (usize, ThreatClass)| Category {
            id: index + 1,
            name: class.name(),
            supercategory: class.group().name(),
        };
        Self {
            info: Info { description: "Regions by who they come from (report_type). Parcels have pseudonyms.", salt },
            images: Vec::new(),
            annotations: Vec::new(),
            negatives: Vec::new(),
            categories: ThreatClass::ALL.into_iter().enumerate().map(category).collect(),
        }
    }

    /// Adds one view of a scan. `file_name` is relative to the folder of the pictures.
    pub(crate) fn add(
        &mut self,
        file_name: String,
        parcel: Option<String>,
        report: &Report,
        view: usize,
        known_by: ReportType,
        truth: &Truth,
    ) {
        let Some(about) = report.views.get(view) else { return };
        let image = self.images.len() as u64 + 1;
        self.images.push(Image {
            id: image,
            file_name,
            width: about.width,
            height: about.height,
            view: about.name.clone(),
            parcel,
            decision: report.decision.name(),
            report_type: known_by,
        });
        for (list, regions) in [(&mut self.annotations, &truth.regions), (&mut self.negatives, &truth.negatives)] {
            for region in regions.iter().filter(|region| region.view == view) {
                list.push(Annotation::new(list.len() as u64 + 1, image, region));
            }
        }
    }

    /// Pictures so far.
    pub(crate) fn images(&self) -> usize {
        self.images.len()
    }

    /// The file's text.
    ///
    /// # Errors
    /// None that can happen: all keys are text.
    pub(crate) fn text(&self) -> anyhow::Result<Vec<u8>> {
        Ok(serde_json::to_vec(self)?)
    }
}

impl Annotation {
    fn new(id: u64, image_id: u64, region: &TruthRegion) -> Self {
        Self {
            id,
            image_id,
            category_id: ThreatClass::ALL.iter().position(|class| *class == region.class).unwrap_or_default() + 1,
            bbox: [region.bbox.x, region.bbox.y, region.bbox.width, region.bbox.height],
            area: region.bbox.area(),
            iscrowd: u8::from(region.ignored),
            score: region.score,
            report_type: region.report_type,
        }
    }
}
