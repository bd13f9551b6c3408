//! Reads a COCO detection file and applies the map to it.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::{
    EvaluateError, glob,
    map::{Meaning, SetMap},
    set::{ImageLabel, TruthBox, TruthImage},
};

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    images: Vec<Image>,
    #[serde(default)]
    annotations: Vec<Annotation>,
    #[serde(default)]
    categories: Vec<Category>,
}

#[derive(Deserialize)]
struct Image {
    id: i64,
    file_name: String,
    #[serde(default)]
    scene: Option<NumberOrText>,
    #[serde(default)]
    label: Option<OneOrMany>,
}

#[derive(Deserialize)]
struct Annotation {
    #[serde(default)]
    id: i64,
    image_id: i64,
    category_id: i64,
    #[serde(default)]
    bbox: Vec<f64>,
    #[serde(default)]
    iscrowd: Option<Flag>,
    #[serde(default)]
    ignore: Option<Flag>,
}

#[derive(Deserialize)]
struct Category {
    id: i64,
    name: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum NumberOrText {
    Number(i64),
    Text(String),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

#[derive(Clone, Copy, Deserialize)]
#[serde(untagged)]
enum Flag {
    Number(i64),
    Bool(bool),
}

impl Flag {
    fn is_set(self) -> bool {
        match self {
            Self::Number(number) => number != 0,
            Self::Bool(flag) => flag,
        }
    }
}

/// The images by ascending id, each with its boxes in the order of the file, and what a reader of
/// the figures should know about the set.
pub(super) fn read(text: &str, map: Option<&SetMap>) -> Result<(Vec<TruthImage>, Vec<String>), EvaluateError> {
    let file: File = serde_json::from_str(text).map_err(EvaluateError::Json)?;
    if file.images.is_empty() {
        return Err(EvaluateError::NoImages);
    }
    let no_map = SetMap::default();
    let map = map.unwrap_or(&no_map);
    let mut notes = Vec::new();
    let meanings = meanings(&file, map)?;

    let unscened = file.images.iter().filter(|image| image.scene.is_none()).count();
    let mut images: BTreeMap<i64, TruthImage> = BTreeMap::new();
    for image in file.images {
        let id = image.id;
        let image = TruthImage {
            scene: scene(&image, map),
            label: image_label(&image, map)?,
            id,
            file_name: image.file_name,
            boxes: Vec::new(),
        };
        if images.insert(id, image).is_some() {
            return Err(EvaluateError::DuplicateImage { id });
        }
    }
    check_patterns(map, &images)?;
    if unscened > 0 && map.scene_until.is_none() {
        notes.push(format!(
            "{unscened} of {} pictures name no scene and count as a scene each: intervals are too narrow if several \
             of them show the same object.",
            images.len()
        ));
    }

    let (mut flagged, mut id_zero) = (0_usize, false);
    for annotation in file.annotations {
        let Annotation { id, image_id, category_id, .. } = annotation;
        let Some(image) = images.get_mut(&image_id) else {
            return Err(EvaluateError::UnknownImage { annotation: id, image: image_id });
        };
        let bbox = truth_box(&annotation)?;
        let crowd = annotation.iscrowd.is_some_and(Flag::is_set);
        flagged += usize::from(annotation.ignore.is_some_and(Flag::is_set) && !crowd);
        id_zero |= id == 0;
        match meanings.get(&category_id) {
            Some(Meaning::Box(label)) => image.boxes.push(TruthBox { label: *label, bbox, crowd }),
            Some(Meaning::Negative) => {}
            None => return Err(EvaluateError::UnknownCategoryId { annotation: id, category: category_id }),
        }
    }
    if flagged > 0 {
        notes.push(format!(
            "{flagged} annotations bear COCO's 'ignore' flag, which COCO's own evaluator overwrites by 'iscrowd': they \
             are counted."
        ));
    }
    if id_zero {
        notes.push(
            "An annotation has the id 0 (or none), whose match pycocotools would count as a miss; here it is a hit."
                .to_owned(),
        );
    }
    let images: Vec<_> = images.into_values().collect();
    for image in &images {
        let threat = image.boxes.iter().find_map(|truth| truth.label.group());
        if let (ImageLabel::Negative, Some(group)) = (&image.label, threat) {
            let contradiction = format!("has a box of the group {group}");
            return Err(EvaluateError::Contradiction { file_name: image.file_name.clone(), contradiction });
        }
    }
    Ok((images, notes))
}

/// The meaning of each category; one that no annotation uses may be unknown (exports often bring an
/// unused super-category along).
fn meanings(file: &File, map: &SetMap) -> Result<HashMap<i64, Meaning>, EvaluateError> {
    let mut meanings = HashMap::new();
    let mut unmapped = Vec::new();
    for category in &file.categories {
        match map.categories.get(&category.name).copied().or_else(|| Meaning::parse(&category.name)) {
            Some(meaning) => {
                meanings.insert(category.id, meaning);
            }
            None if file.annotations.iter().any(|annotation| annotation.category_id == category.id) => {
                unmapped.push(category.name.clone());
            }
            None => {}
        }
    }
    if unmapped.is_empty() {
        return Ok(meanings);
    }
    let sample = SetMap::sample(unmapped.iter().map(String::as_str));
    Err(EvaluateError::UnmappedCategories { names: unmapped, sample })
}

fn scene(image: &Image, map: &SetMap) -> String {
    match (&image.scene, &map.scene_until) {
        (Some(NumberOrText::Text(text)), _) => text.clone(),
        (Some(NumberOrText::Number(number)), _) => number.to_string(),
        (None, Some(until)) => {
            let end = image.file_name.find(until.as_str()).unwrap_or(image.file_name.len());
            image.file_name[..end].to_owned()
        }
        (None, None) => format!("image {}", image.id),
    }
}

fn image_label(image: &Image, map: &SetMap) -> Result<ImageLabel, EvaluateError> {
    let said: &[String] = match &image.label {
        Some(OneOrMany::One(one)) => std::slice::from_ref(one),
        Some(OneOrMany::Many(many)) => many,
        None => &[],
    };
    let mut negative = map.negatives.iter().any(|pattern| glob::matches(pattern, &image.file_name));
    let mut groups = Vec::new();
    let mut any = false;
    for label in said {
        match (label.as_str(), label.strip_prefix("positive:").map(str::parse)) {
            ("negative", _) => negative = true,
            ("positive" | "positive:any", _) => any = true,
            (_, Some(Ok(group))) => groups.push(group),
            _ => {
                let (file_name, label) = (image.file_name.clone(), label.clone());
                return Err(EvaluateError::ImageLabel { file_name, label });
            }
        }
    }
    for (pattern, group) in &map.positives {
        if glob::matches(pattern, &image.file_name) {
            any |= group.is_none();
            groups.extend(group);
        }
    }
    groups.sort_unstable();
    groups.dedup();
    match (negative, any || !groups.is_empty()) {
        (true, true) => Err(EvaluateError::Contradiction {
            file_name: image.file_name.clone(),
            contradiction: "also as positive".to_owned(),
        }),
        (true, false) => Ok(ImageLabel::Negative),
        (false, true) => Ok(ImageLabel::Positive { groups, any }),
        (false, false) => Ok(ImageLabel::Boxes),
    }
}

fn check_patterns(map: &SetMap, images: &BTreeMap<i64, TruthImage>) -> Result<(), EvaluateError> {
    let patterns = map.negatives.iter().chain(map.positives.iter().map(|(pattern, _)| pattern));
    for pattern in patterns {
        if !images.values().any(|image| glob::matches(pattern, &image.file_name)) {
            return Err(EvaluateError::PatternWithoutImage { pattern: pattern.clone() });
        }
    }
    Ok(())
}

fn truth_box(annotation: &Annotation) -> Result<[f64; 4], EvaluateError> {
    let fault = match <[f64; 4]>::try_from(annotation.bbox.as_slice()) {
        Err(_) => format!("has {} numbers instead of 4", annotation.bbox.len()),
        Ok(bbox) if !bbox.iter().all(|number| number.is_finite()) => "has a number that is not finite".to_owned(),
        Ok([_, _, width, height]) if width < 0.0 || height < 0.0 => {
            format!("has a negative size, {width} x {height}")
        }
        Ok(bbox) => return Ok(bbox),
    };
    Err(EvaluateError::TruthBox { annotation: annotation.id, image: annotation.image_id, fault })
}
