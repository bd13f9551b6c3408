//! Worksheets to print: A4 pages with numbered pictures and room for the answers, and answer sheets on pages of their own.

mod letters;
mod page;

use krilla::{Data, Document, error::KrillaError, image as figures, metadata::Metadata};
use thiserror::Error;

use self::{letters::Letters, page::Pen};

/// A worksheet, in one language.
#[derive(Clone, Debug)]
pub(crate) struct Worksheet {
    /// What people call the exercise.
    pub(crate) title: String,
    /// The language's code.
    pub(crate) language: String,
    /// What to read before.
    pub(crate) lead: Option<String>,
    /// Its words.
    pub(crate) words: SheetWords,
    /// The items, in order.
    pub(crate) items: Vec<SheetItem>,
}

/// The words of a worksheet, in its language.
#[derive(Clone, Debug)]
pub(crate) struct SheetWords {
    /// The question, the same for every item.
    pub(crate) question: String,
    /// Before the line for a name.
    pub(crate) name: String,
    /// Before the line for a date.
    pub(crate) date: String,
    /// Title of the answer sheet.
    pub(crate) answers: String,
}

/// An item to print.
#[derive(Clone, Debug)]
pub(crate) struct SheetItem {
    /// PNG.
    pub(crate) picture: Vec<u8>,
    /// What can be ticked; empty where a place is to be marked.
    pub(crate) choices: Vec<SheetChoice>,
    /// What is right, in words.
    pub(crate) right: String,
    /// Boxes of the true objects in the picture: left, top, width and height in its pixels.
    pub(crate) marks: Vec<[f64; 4]>,
    /// PNG of the true object alone.
    pub(crate) alone: Option<Vec<u8>>,
}

/// Something to tick.
#[derive(Clone, Debug)]
pub(crate) struct SheetChoice {
    /// In words.
    pub(crate) name: String,
    /// PNG, where pictures are to be chosen from.
    pub(crate) picture: Option<Vec<u8>>,
}

/// Why there is no worksheet.
#[derive(Debug, Error)]
pub(crate) enum NotPrinted {
    #[error("the font in this program cannot be read")]
    Font,
    #[error("a picture cannot be printed: {0}")]
    Picture(String),
    #[error("the pages cannot be written: {0:?}")]
    Pages(KrillaError),
}

/// Writes the worksheet as PDF. Its fonts are in it.
///
/// # Errors
/// [`NotPrinted`]
pub(crate) fn write(worksheet: &Worksheet) -> Result<Vec<u8>, NotPrinted> {
    let letters = |font| Letters::new(font).ok_or(NotPrinted::Font);
    let (plain, bold) = (letters(dejavu::sans::regular())?, letters(dejavu::sans::bold())?);
    let metadata = Metadata::new().title(worksheet.title.clone()).language(worksheet.language.clone());
    let mut document = Document::new();
    document.set_metadata(metadata);
    Pen { sheet: worksheet, plain: &plain, bold: &bold }.draw(&mut document)?;
    document.finish().map_err(NotPrinted::Pages)
}

fn image(png: &[u8]) -> Result<figures::Image, NotPrinted> {
    figures::Image::from_png(Data::from(png.to_vec()), true).map_err(NotPrinted::Picture)
}

#[cfg(test)]
mod tests {
    use screening_core::{overlay::encode_png, scan::Plane};

    use super::*;

    pub(super) fn worksheet(language: &str, items: usize) -> Worksheet {
        let picture = encode_png(&Plane::filled(320, 200, [230, 180, 120])).unwrap();
        let choice = |name: &str| SheetChoice { name: name.to_owned(), picture: None };
        let item = SheetItem {
            picture: picture.clone(),
            choices: vec![choice("There is a threat"), choice("There is no threat")],
            right: "Pistol".to_owned(),
            marks: vec![[40.0, 40.0, 100.0, 60.0]],
            alone: Some(picture),
        };
        Worksheet {
            title: "Pistols among tools".to_owned(),
            language: language.to_owned(),
            lead: Some("Look through the whole parcel. ".repeat(12)),
            words: SheetWords {
                question: "Is there a threat?".to_owned(),
                name: "Name".to_owned(),
                date: "Date".to_owned(),
                answers: "Answers".to_owned(),
            },
            items: vec![item; items],
        }
    }

    /// Pages of a PDF, by the marker that each has.
    fn pages(pdf: &[u8]) -> usize {
        let text = String::from_utf8_lossy(pdf);
        text.matches("/Type/Page").count() - text.matches("/Type/Pages").count()
    }

    #[test]
    fn answers_are_on_pages_of_their_own() {
        for (items, sheets) in [(1, 2), (4, 2), (6, 3), (13, 5)] {
            let pdf = write(&worksheet("en", items)).unwrap();
            assert!(pdf.starts_with(b"%PDF-"), "{items}");
            assert_eq!(pages(&pdf), sheets, "{items} items");
        }
    }

    #[test]
    fn a_picture_that_is_none_is_told() {
        let mut sheet = worksheet("en", 1);
        sheet.items[0].picture = b"no picture".to_vec();
        assert!(matches!(write(&sheet), Err(NotPrinted::Picture(_))));
    }
}
