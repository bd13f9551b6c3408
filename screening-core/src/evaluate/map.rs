//! The map file: what a set's own categories mean in the taxonomy, and what is known of its images.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{EvaluateError, set::Label};
use crate::taxonomy::ThreatGroup;

/// What a category of the set counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A truth box with this label.
    Box(Label),
    /// Not a threat: its boxes are dropped, and an alarm on them is a false alarm.
    Negative,
}

impl Meaning {
    /// Reads a class, a group, `ignore` or `negative`. A name that is both a class and a group
    /// (`magazine`) is the class.
    pub(super) fn parse(word: &str) -> Option<Self> {
        match word {
            "ignore" => Some(Self::Box(Label::Ignore)),
            "negative" => Some(Self::Negative),
            _ => {
                let class = word.parse().ok().map(Label::Class);
                class.or_else(|| word.parse().ok().map(Label::Group)).map(Self::Box)
            }
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct MapFile {
    categories: BTreeMap<String, String>,
    images: ImagesTable,
    scenes: ScenesTable,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ImagesTable {
    negatives: Vec<String>,
    positives: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ScenesTable {
    until: Option<String>,
}

/// A map from a set's own words onto the taxonomy.
///
/// ```toml
/// [categories]                     # the set's names on the left
/// Gun = "firearm"                  # a group: any class of it counts
/// Handgun = "pistol"               # a class
/// Knife = "ignore"                 # don't care: neither hit nor false alarm
/// Laptop = "negative"              # not a threat: an alarm on it is a false alarm
///
/// [images]                         # file names; * is any run of characters, ? any one
/// negatives = ["benign/*"]         # hold no threat
/// [images.positives]               # known to hold a threat, boxed or not
/// firearm = ["P0*.jpg"]
/// any = ["seized/*"]               # of unknown group
///
/// [scenes]
/// until = "_view"                  # file names alike up to this text are views of one scene
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SetMap {
    pub(super) categories: BTreeMap<String, Meaning>,
    pub(super) negatives: Vec<String>,
    /// Pattern and group; no group means that it is not known.
    pub(super) positives: Vec<(String, Option<ThreatGroup>)>,
    pub(super) scene_until: Option<String>,
}

impl SetMap {
    /// Reads a map file's text.
    ///
    /// # Errors
    /// [`EvaluateError::Map`] for broken TOML or an unknown key, [`EvaluateError::MapValue`] for a
    /// word that is neither of the taxonomy nor `ignore` nor `negative`.
    pub fn parse(text: &str) -> Result<Self, EvaluateError> {
        let file: MapFile = toml::from_str(text).map_err(|source| EvaluateError::Map(Box::new(source)))?;
        let mut map = Self { negatives: file.images.negatives, ..Self::default() };
        map.scene_until = file.scenes.until.filter(|text| !text.is_empty());
        for (name, value) in file.categories {
            let Some(meaning) = Meaning::parse(&value) else {
                return Err(EvaluateError::MapValue { place: format!("the category '{name}'"), value });
            };
            map.categories.insert(name, meaning);
        }
        for (word, patterns) in file.images.positives {
            let group = match word.as_str() {
                "any" => None,
                _ => Some(word.parse().map_err(|_| EvaluateError::MapValue {
                    place: "a list of positive images (groups or \"any\" only)".to_owned(),
                    value: word.clone(),
                })?),
            };
            map.positives.extend(patterns.into_iter().map(|pattern| (pattern, group)));
        }
        Ok(map)
    }

    /// A map file to start from for a set with these category names; the meanings are guesses that a
    /// person has to check.
    pub fn sample<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
        let mut text = String::from(
            "# A class or group of the taxonomy, \"ignore\" (neither hit nor false alarm) or \"negative\" (not a threat).\n\
             # The right side is guessed from the names: check each line.\n[categories]\n",
        );
        for name in names {
            let line = toml::Table::from_iter([(name.to_owned(), toml::Value::from(guess(name)))]);
            text.push_str(&line.to_string());
        }
        text
    }
}

fn guess(name: &str) -> &'static str {
    const WORDS: [(&str, &str); 14] = [
        ("pistol", "pistol"),
        ("handgun", "pistol"),
        ("revolver", "revolver"),
        ("rifle", "long_gun"),
        ("shotgun", "long_gun"),
        ("magazine", "magazine"),
        ("suppressor", "suppressor"),
        ("silencer", "suppressor"),
        ("cartridge", "cartridge"),
        ("bullet", "ammunition"),
        ("ammu", "ammunition"),
        ("part", "part"),
        ("firearm", "firearm"),
        ("gun", "firearm"),
    ];
    let name = name.to_lowercase();
    WORDS.iter().find(|(word, _)| name.contains(word)).map_or("ignore", |(_, meaning)| meaning)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::ThreatClass;

    #[test]
    fn words_become_classes_groups_and_regions() {
        let map = SetMap::parse(
            "[categories]\nGun = \"firearm\"\nClip = \"magazine\"\nKnife = \"ignore\"\nPhone = \"negative\"\n\
             [images.positives]\nany = [\"s*\"]\n[scenes]\nuntil = \"_v\"",
        )
        .unwrap();
        assert_eq!(map.categories["Gun"], Meaning::Box(Label::Group(ThreatGroup::Firearm)));
        assert_eq!(map.categories["Clip"], Meaning::Box(Label::Class(ThreatClass::Magazine)));
        assert_eq!(map.categories["Knife"], Meaning::Box(Label::Ignore));
        assert_eq!(map.categories["Phone"], Meaning::Negative);
        assert_eq!(map.positives, [("s*".to_owned(), None)]);
        assert_eq!(map.scene_until.as_deref(), Some("_v"));
    }

    #[test]
    fn wrong_words_and_keys_say_which() {
        let message = SetMap::parse("[categories]\nGun = \"gun\"").unwrap_err().to_string();
        assert!(message.contains("'gun' for the category 'Gun'") && message.contains("\"ignore\""), "{message}");
        let message = SetMap::parse("[category]\nGun = \"firearm\"").unwrap_err().to_string();
        assert!(message.contains("unknown field `category`"), "{message}");
        let message = SetMap::parse("[images.positives]\npistol = [\"a\"]").unwrap_err().to_string();
        assert!(message.contains("'pistol'") && message.contains("groups or \"any\""), "{message}");
    }

    #[test]
    fn the_sample_is_a_map_file_whatever_the_names() {
        let sample = SetMap::sample(["Gun", "it's a \"name\" = x", "Knife"]);
        let map = SetMap::parse(&sample).unwrap();
        assert_eq!(map.categories.len(), 3, "{sample}");
        assert_eq!(map.categories["Gun"], Meaning::Box(Label::Group(ThreatGroup::Firearm)));
    }
}
