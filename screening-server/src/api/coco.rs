//! Scans with their regions as a COCO file, for training: without codes, lanes, times of day or declared data.

use screening_core::{report::Report, taxonomy::ThreatClass};
use serde::Serialize;

/// A COCO file that grows scan by scan.
#[derive(Serialize)]
pub(crate) struct Coco {
    info: Info,
    images: Vec<Image>,
    annotations: Vec<Annotation>,
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
    decision: &'static str,
}

#[derive(Serialize)]
struct Annotation {
    id: u64,
    image_id: u64,
    category_id: usize,
    bbox: [f32; 4],
    area: f32,
    iscrowd: u8,
    score: f32,
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
            info: Info { description: "Regions that a detector found; no truth. Parcels have pseudonyms.", salt },
            images: Vec::new(),
            annotations: Vec::new(),
            categories: ThreatClass::ALL.into_iter().enumerate().map(category).collect(),
        }
    }

    /// Adds one view of a scan. `file_name` is relative to the folder of the pictures.
    pub(crate) fn add(&mut self, file_name: String, parcel: Option<String>, report: &Report, view: usize) {
        let Some(about) = report.views.get(view) else { return };
        let id = self.images.len() as u64 + 1;
        self.images.push(Image {
            id,
            file_name,
            width: about.width,
            height: about.height,
            view: about.name.clone(),
            parcel,
            decision: report.decision.name(),
        });
        for region in report.regions.iter().filter(|region| region.view == view) {
            self.annotations.push(Annotation {
                id: self.annotations.len() as u64 + 1,
                image_id: id,
                category_id: ThreatClass::ALL.iter().position(|class| *class == region.class).unwrap_or_default() + 1,
                bbox: [region.bbox.x, region.bbox.y, region.bbox.width, region.bbox.height],
                area: region.bbox.area(),
                iscrowd: 0,
                score: region.score,
            });
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
