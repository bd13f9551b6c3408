//! The shipped course: lessons as rules and seed. Their items are made when a trainer takes the course up.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use super::rules::{BadRules, Rules};

/// A lesson.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lesson {
    /// What people call it.
    pub(crate) title: String,
    /// What to look for on the screen, by language.
    pub(crate) lead: BTreeMap<String, String>,
    /// What its items are like.
    pub(crate) rules: Rules,
}

/// Why a lesson cannot be used.
#[derive(Debug, Error)]
#[error("the lesson '{name}' cannot be used: {source}")]
pub(crate) struct BadLesson {
    name: &'static str,
    source: Fault,
}

#[derive(Debug, Error)]
enum Fault {
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    #[error(transparent)]
    Rules(#[from] BadRules),
}

const LESSONS: [(&str, &str); 5] = [
    ("whole-firearms", include_str!("../../course/1-whole-firearms.toml")),
    ("parts", include_str!("../../course/2-parts.toml")),
    ("ammunition", include_str!("../../course/3-ammunition.toml")),
    ("among-electronics-and-tools", include_str!("../../course/4-among-electronics-and-tools.toml")),
    ("too-dense-to-inspect", include_str!("../../course/5-too-dense-to-inspect.toml")),
];

/// All lessons with their names, in order.
///
/// # Errors
/// [`BadLesson`]
pub(crate) fn lessons() -> Result<Vec<(&'static str, Lesson)>, BadLesson> {
    let read = |(name, text): (&'static str, &str)| {
        let lesson: Lesson = toml::from_str(text).map_err(|error| BadLesson { name, source: error.into() })?;
        lesson.rules.check().map_err(|error| BadLesson { name, source: error.into() })?;
        Ok((name, lesson))
    };
    LESSONS.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::rules::LANGUAGES, *};

    #[test]
    fn every_lesson_can_be_made_and_says_what_to_look_for() {
        let lessons = lessons().unwrap();
        assert_eq!(lessons.len(), 5);
        for (name, lesson) in lessons {
            let english = lesson.lead["en"].chars().count();
            assert!(english > 200, "{name}");
            for language in LANGUAGES {
                let text = &lesson.lead[language];
                let length = text.chars().count();
                assert!(length * 10 > english * 6 && length * 10 < english * 16, "{name} in {language}: {length}");
                assert!(language == "en" || *text != lesson.lead["en"], "{name} in {language}");
            }
        }
    }
}
