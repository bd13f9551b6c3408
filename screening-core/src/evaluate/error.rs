//! Why an evaluation cannot be made, in sentences that say what to do.

use thiserror::Error;

/// An evaluation that cannot be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EvaluateError {
    /// The truth file is not JSON, or a field has another type than COCO's.
    #[error(
        "the COCO file cannot be read: {0}; it must be one JSON object with 'images', 'annotations' and 'categories'"
    )]
    Json(#[source] serde_json::Error),
    /// The map file is not TOML, or has a key that is not known.
    #[error("the map file cannot be read: {0}")]
    Map(#[source] Box<toml::de::Error>),
    /// A value of the map file is none of the words that it may be.
    #[error(
        "the map file gives '{value}' for {place}; write {allowed}",
        allowed = "a class or group of the taxonomy, \"ignore\" (neither hit nor false alarm) or \"negative\" (not a threat)"
    )]
    MapValue {
        /// Which entry, for example `the category 'Gun'`.
        place: String,
        /// What it says.
        value: String,
    },
    /// A file-name pattern of the map matches no image, which is most likely a slip.
    #[error("the pattern '{pattern}' of the map file matches no file_name of the set; correct or remove it")]
    PatternWithoutImage {
        /// The pattern as written.
        pattern: String,
    },
    /// The set holds no image.
    #[error("the COCO file lists no images; there is nothing to evaluate")]
    NoImages,
    /// Two images share an id.
    #[error("two images of the COCO file have the id {id}; ids must be unique")]
    DuplicateImage {
        /// The id.
        id: i64,
    },
    /// An annotation names an image that the file does not list.
    #[error(
        "annotation {annotation} belongs to image {image}, which the COCO file does not list; \
         add the image or remove its annotations"
    )]
    UnknownImage {
        /// The annotation's id.
        annotation: i64,
        /// The image id it names.
        image: i64,
    },
    /// An annotation names a category that the file does not list.
    #[error("annotation {annotation} has category {category}, which the COCO file does not list under 'categories'")]
    UnknownCategoryId {
        /// The annotation's id.
        annotation: i64,
        /// The category id it names.
        category: i64,
    },
    /// Annotated categories are neither in the taxonomy nor in the map.
    #[error(
        "the set's categories {} are not in the taxonomy: say what they are in a map file (--map FILE), for example\n\n{sample}",
        names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ")
    )]
    UnmappedCategories {
        /// The categories' names, in the order of the file.
        names: Vec<String>,
        /// A map file to start from.
        sample: String,
    },
    /// A truth box that is no box.
    #[error("the box of annotation {annotation} (image {image}) {fault}; boxes are [x, y, width, height] in pixels")]
    TruthBox {
        /// The annotation's id.
        annotation: i64,
        /// Its image's id.
        image: i64,
        /// What is wrong with it, as a predicate.
        fault: String,
    },
    /// An image's `label` is none of the words that it may be.
    #[error(
        "image '{file_name}' has the label '{label}'; write \"negative\", \"positive\" or \"positive:GROUP\" with \
         firearm, part, magazine or ammunition as GROUP"
    )]
    ImageLabel {
        /// The image's file name.
        file_name: String,
        /// The label as written.
        label: String,
    },
    /// An image is marked as free of threats and yet holds one.
    #[error("image '{file_name}' is marked as negative but {contradiction}; correct the mark or the annotations")]
    Contradiction {
        /// The image's file name.
        file_name: String,
        /// What speaks against the mark.
        contradiction: String,
    },
    /// Images of the set have no result.
    #[error(
        "{count} of {total} images have no result (the first is '{first}'); hand over one result per image, \
         with a failure where the picture could not be screened"
    )]
    MissingResults {
        /// Images without a result.
        count: usize,
        /// Images of the set.
        total: usize,
        /// File name of the first.
        first: String,
    },
    /// A result for an image that the set does not have.
    #[error("there is a result for image {id}, which the set does not have")]
    UnexpectedResult {
        /// The image id of the result.
        id: i64,
    },
    /// Two results for one image.
    #[error("there are two results for image {id}; hand over one per image")]
    DuplicateResult {
        /// The image id of the results.
        id: i64,
    },
    /// A prediction whose numbers mean nothing.
    #[error("prediction {index} of image '{file_name}' {fault}; the model or its output family is broken")]
    Prediction {
        /// The image's file name.
        file_name: String,
        /// Place among the image's predictions, from 0.
        index: usize,
        /// What is wrong with it, as a predicate.
        fault: String,
    },
    /// A threshold or option outside its range.
    #[error("{what} is {value}; it must be a number from {low} to {high}")]
    Option {
        /// What it is.
        what: String,
        /// The value given.
        value: f64,
        /// The least allowed.
        low: f64,
        /// The greatest allowed.
        high: f64,
    },
}
