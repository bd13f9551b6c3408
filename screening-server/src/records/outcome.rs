//! What opening a parcel showed.

use screening_core::taxonomy::ThreatClass;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Most kinds of things found in one parcel.
const MOST_ITEMS: usize = 50;

/// Most pieces of one kind.
const MOST_PIECES: u32 = 1_000_000;

/// Longest calibre, in characters.
const LONGEST_CALIBRE: usize = 64;

/// Longest marking, in characters.
const LONGEST_MARKING: usize = 256;

/// Longest declaration, in characters.
const LONGEST_DECLARED: usize = 500;

/// Longest note, in characters.
const LONGEST_NOTE: usize = 4000;

/// What opening a parcel showed, as someone recorded it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Outcome {
    /// Whether a firearm, a part, a magazine or ammunition was found.
    pub(crate) found: bool,
    /// What was found; empty where nothing was.
    pub(crate) items: Vec<Item>,
    /// What the papers said that was in it.
    pub(crate) declared: Option<String>,
    /// Anything else.
    pub(crate) note: Option<String>,
}

/// Things of one kind that were found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Item {
    /// What it is.
    pub(crate) class: ThreatClass,
    /// Pieces.
    pub(crate) quantity: u32,
    /// The calibre as it is marked or was measured, for example `9 x 19 mm`.
    pub(crate) calibre: Option<String>,
    /// What is marked on it: maker, model, serial number.
    pub(crate) marking: Option<String>,
    /// Anything else.
    pub(crate) note: Option<String>,
}

/// Why an outcome cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum OutcomeFault {
    #[error("found is true, but there are no items: say what was found.")]
    NoItems,
    #[error("found is false, but there are items: say found, or leave the items out.")]
    ItemsOfNothing,
    #[error("There are {0} items, but at most {MOST_ITEMS} are taken: put pieces of one kind together.")]
    TooManyItems(usize),
    #[error("The quantity of a {class} is {quantity}, but must be from 1 to {MOST_PIECES}.")]
    Quantity {
        /// Of which kind.
        class: ThreatClass,
        /// What was said.
        quantity: u32,
    },
    #[error("The {what} is longer than {longest} characters.")]
    TooLong {
        /// Which text.
        what: &'static str,
        /// Characters that are taken.
        longest: usize,
    },
    #[error("The {0} has control characters.")]
    Control(&'static str),
}

impl Outcome {
    /// The outcome without blanks around its texts, if it says what can be.
    ///
    /// # Errors
    /// [`OutcomeFault`] with what to change.
    pub(crate) fn checked(self) -> Result<Self, OutcomeFault> {
        match (self.found, self.items.len()) {
            (true, 0) => return Err(OutcomeFault::NoItems),
            (false, 1..) => return Err(OutcomeFault::ItemsOfNothing),
            (_, items) if items > MOST_ITEMS => return Err(OutcomeFault::TooManyItems(items)),
            _ => {}
        }
        Ok(Self {
            found: self.found,
            items: self.items.into_iter().map(Item::checked).collect::<Result<_, _>>()?,
            declared: text("declaration", self.declared, LONGEST_DECLARED)?,
            note: text("note", self.note, LONGEST_NOTE)?,
        })
    }

    /// The classes that were found, each once, in the order of the taxonomy.
    pub(crate) fn classes(&self) -> Vec<ThreatClass> {
        ThreatClass::ALL.into_iter().filter(|class| self.items.iter().any(|item| item.class == *class)).collect()
    }
}

impl Item {
    fn checked(self) -> Result<Self, OutcomeFault> {
        if !(1..=MOST_PIECES).contains(&self.quantity) {
            return Err(OutcomeFault::Quantity { class: self.class, quantity: self.quantity });
        }
        Ok(Self {
            class: self.class,
            quantity: self.quantity,
            calibre: text("calibre", self.calibre, LONGEST_CALIBRE)?,
            marking: text("marking", self.marking, LONGEST_MARKING)?,
            note: text("note of an item", self.note, LONGEST_NOTE)?,
        })
    }
}

/// A text without the blanks around it; none where there is nothing else. Notes may have several lines.
fn text(what: &'static str, text: Option<String>, longest: usize) -> Result<Option<String>, OutcomeFault> {
    let Some(text) = text else { return Ok(None) };
    let text = text.trim();
    if text.chars().count() > longest {
        return Err(OutcomeFault::TooLong { what, longest });
    }
    if text.chars().any(|character| character.is_control() && !['\n', '\r', '\t'].contains(&character)) {
        return Err(OutcomeFault::Control(what));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(class: ThreatClass) -> Item {
        Item { class, quantity: 1, calibre: None, marking: None, note: None }
    }

    fn outcome(found: bool, items: &[Item]) -> Outcome {
        Outcome { found, items: items.to_vec(), declared: None, note: None }
    }

    #[test]
    fn found_goes_with_items_and_nothing_without() {
        assert_eq!(outcome(true, &[]).checked(), Err(OutcomeFault::NoItems));
        assert_eq!(outcome(false, &[item(ThreatClass::Pistol)]).checked(), Err(OutcomeFault::ItemsOfNothing));
        assert!(outcome(false, &[]).checked().is_ok());
        let many = vec![item(ThreatClass::Pistol); MOST_ITEMS + 1];
        assert_eq!(outcome(true, &many).checked(), Err(OutcomeFault::TooManyItems(MOST_ITEMS + 1)));
        assert!(outcome(true, &many[1..]).checked().is_ok());
    }

    #[test]
    fn texts_lose_the_blanks_around_them_and_have_limits() {
        let of = |note: &str| Outcome { note: Some(note.to_owned()), ..outcome(false, &[]) }.checked();
        assert_eq!(of("  two\nlines ").unwrap().note.as_deref(), Some("two\nlines"));
        assert_eq!(of(" \n ").unwrap().note, None);
        assert_eq!(of("a\0b"), Err(OutcomeFault::Control("note")));
        assert!(of(&"é".repeat(LONGEST_NOTE)).is_ok());
        assert_eq!(
            of(&"é".repeat(LONGEST_NOTE + 1)),
            Err(OutcomeFault::TooLong { what: "note", longest: LONGEST_NOTE })
        );
    }

    #[test]
    fn no_piece_and_more_than_a_parcel_holds_are_refused() {
        for quantity in [0, MOST_PIECES + 1] {
            let wrong = Item { quantity, ..item(ThreatClass::Cartridge) };
            let class = ThreatClass::Cartridge;
            assert_eq!(outcome(true, &[wrong]).checked(), Err(OutcomeFault::Quantity { class, quantity }));
        }
    }

    #[test]
    fn classes_are_named_once_in_the_order_of_the_taxonomy() {
        let found = [ThreatClass::Cartridge, ThreatClass::Pistol, ThreatClass::Cartridge].map(item);
        assert_eq!(outcome(true, &found).classes(), [ThreatClass::Pistol, ThreatClass::Cartridge]);
    }
}
