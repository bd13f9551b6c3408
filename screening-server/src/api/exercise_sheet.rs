//! Exercises as worksheets to print.

use super::{exercise_package::NotExported, exercise_words::Words};
use crate::{
    store::{Exercise, ExerciseVersion, Store},
    training::{
        Item, Kind,
        package::{SheetChoice, SheetItem, SheetWords, Worksheet, write_worksheet},
    },
};

/// Writes a version as a worksheet in one language, as PDF.
///
/// # Errors
/// [`NotExported`]
pub(super) async fn worksheet(
    store: &Store,
    exercise: &Exercise,
    version: &ExerciseVersion,
    items: &[Item],
    language: &str,
) -> Result<Vec<u8>, NotExported> {
    let (words, kind) = (Words::in_language(language), version.rules.kind);
    let mut printed = Vec::with_capacity(items.len());
    for item in items.iter().filter(|item| is_plain(item)) {
        printed.push(sheet_item(store, &words, kind, item).await?);
    }
    let sheet = Worksheet {
        title: exercise.title.clone(),
        language: language.to_owned(),
        lead: exercise.lead.get(language).or_else(|| exercise.lead.get("en")).cloned(),
        words: SheetWords {
            question: words.question_on_paper(kind),
            name: words.text("player-sheet-name"),
            date: words.text("player-sheet-date"),
            answers: words.text("player-sheet-answers"),
        },
        items: printed,
    };
    let written = tokio::task::spawn_blocking(move || write_worksheet(&sheet)).await;
    Ok(written.map_err(std::io::Error::other)??)
}

/// Paper and question banks show each picture as it is: those that a package shows with an enhancement are left out.
pub(super) fn is_plain(item: &Item) -> bool {
    item.enhancement.as_deref().is_none_or(|name| name == "plain")
}

async fn sheet_item(store: &Store, words: &Words, kind: Kind, item: &Item) -> Result<SheetItem, NotExported> {
    let picture =
        async |hash: &str| -> Result<Vec<u8>, NotExported> { Ok(store.exercise_picture(hash).await?.to_vec()) };
    let plain = |name: String| SheetChoice { name, picture: None };
    let mut choices = match kind {
        Kind::FreeSearch => vec![plain(words.text("player-no-threat"))],
        Kind::YesNo | Kind::Enhancement => {
            vec![plain(words.text("player-threat")), plain(words.text("player-no-threat"))]
        }
        _ => Vec::with_capacity(item.choices.len()),
    };
    for choice in &item.choices {
        let picture = match &choice.picture {
            Some(hash) => Some(picture(hash).await?),
            None => None,
        };
        choices.push(SheetChoice { name: words.choice(kind, &choice.name), picture });
    }
    let threats = || item.truth.threat.iter().chain(&item.truth.others);
    let chosen = item.truth.choice.and_then(|right| item.choices.get(right));
    let mut classes: Vec<String> = threats().map(|threat| words.class(threat.class.name())).collect();
    classes.dedup();
    let right = match (chosen, classes.is_empty()) {
        (Some(choice), _) => words.choice(kind, &choice.name),
        (None, false) => classes.join(", "),
        (None, true) => words.text("player-no-threat"),
    };
    Ok(SheetItem {
        picture: picture(&item.picture).await?,
        choices,
        right,
        marks: threats().map(|threat| threat.bbox).collect(),
        alone: match &item.alone {
            Some(hash) => Some(picture(hash).await?),
            None => None,
        },
    })
}
