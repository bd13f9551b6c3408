//! Exercises for learning systems and for paper: packages that play without the service, questions of Moodle's, worksheets.
//!
//! Pure: an exercise with its pictures in, a file out. docs/exercises.md says what each format holds.

mod cmi5;
mod moodle;
#[cfg(test)]
mod moodle_import;
mod scorm;
mod worksheet;

use std::io::{self, Cursor, Write as _};

use quick_xml::escape::escape;
use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

pub(crate) use self::{
    moodle::{MoodleAsks, MoodleItem, MoodleTexts, write as write_moodle},
    worksheet::{NotPrinted, SheetChoice, SheetItem, SheetWords, Worksheet, write as write_worksheet},
};

/// The page that a learning system opens.
pub(crate) const START: &str = "player/player.html";

/// Share of right answers from which on an exercise is passed.
pub(crate) const PASS: f64 = 0.7;

/// How a learning system plays a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standard {
    /// SCORM 1.2.
    Scorm12,
    /// SCORM 2004, 4th edition.
    Scorm2004,
    /// cmi5, the profile of xAPI for courses.
    Cmi5,
}

/// What a package is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// The exercise's id.
    pub(crate) id: String,
    /// Its version.
    pub(crate) version: u32,
    /// What people call it.
    pub(crate) title: String,
}

/// A file of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PackageFile {
    /// Its path in the package.
    pub(crate) name: String,
    /// Its content.
    pub(crate) bytes: Vec<u8>,
}

/// Puts a package together: the files of the player, and the description that the standard asks for.
///
/// # Errors
/// When there are more bytes than a zip holds.
pub(crate) fn write(standard: Standard, label: &Label, files: &[PackageFile]) -> io::Result<Vec<u8>> {
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let (name, text) = match standard {
        Standard::Scorm12 => ("imsmanifest.xml", scorm::manifest12(label, &names)),
        Standard::Scorm2004 => ("imsmanifest.xml", scorm::manifest2004(label, &names)),
        Standard::Cmi5 => ("cmi5.xml", cmi5::structure(label)),
    };
    let description = PackageFile { name: name.to_owned(), bytes: text.into_bytes() };
    archive(std::iter::once(&description).chain(files))
}

/// A zip of files.
///
/// # Errors
/// When there are more bytes than a zip holds.
pub(crate) fn archive<'a>(files: impl IntoIterator<Item = &'a PackageFile>) -> io::Result<Vec<u8>> {
    let failed = |error: ZipError| io::Error::other(error);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Pictures are compressed already.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for file in files {
        zip.start_file(file.name.as_str(), options).map_err(failed)?;
        zip.write_all(&file.bytes)?;
    }
    Ok(zip.finish().map_err(failed)?.into_inner())
}

/// Text as it stands in XML.
fn xml(text: &str) -> std::borrow::Cow<'_, str> {
    escape(text)
}

#[cfg(test)]
mod tests {
    use quick_xml::{Reader, events::Event};

    use super::*;

    fn label() -> Label {
        Label { id: "0190".to_owned(), version: 2, title: "Pistols <& \"tools\">".to_owned() }
    }

    /// Reads XML to its end; gives the text of all elements of a name.
    pub(super) fn texts(xml: &str, name: &str) -> Vec<String> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = true;
        let (mut found, mut inside) = (Vec::new(), false);
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => return found,
                Event::Start(start) => {
                    inside = start.name().as_ref() == name.as_bytes();
                    if inside {
                        found.push(String::new());
                    }
                }
                Event::End(_) => inside = false,
                Event::Text(text) if inside => found.last_mut().unwrap().push_str(&text.decode().unwrap()),
                Event::GeneralRef(reference) if inside => {
                    let name = reference.decode().unwrap();
                    let letter = quick_xml::escape::resolve_predefined_entity(&name).unwrap();
                    found.last_mut().unwrap().push_str(letter);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn descriptions_are_well_formed_and_name_title_and_start() {
        let files = ["player/player.html", "player/a&b.png"];
        for text in [scorm::manifest12(&label(), &files), scorm::manifest2004(&label(), &files)] {
            assert_eq!(texts(&text, "title"), ["Pistols <& \"tools\">"; 2]);
            assert!(text.contains("href=\"player/player.html\"") && text.contains("a&amp;b.png"), "{text}");
        }
        assert_eq!(texts(&scorm::manifest12(&label(), &files), "schemaversion"), ["1.2"]);
        assert_eq!(texts(&scorm::manifest2004(&label(), &files), "schemaversion"), ["2004 4th Edition"]);
        let course = cmi5::structure(&label());
        assert_eq!(texts(&course, "url"), [START]);
        assert!(course.contains("masteryScore=\"0.7\""), "{course}");
    }

    #[test]
    fn a_package_holds_its_description_first_and_every_file() {
        let files = [PackageFile { name: START.to_owned(), bytes: b"page".to_vec() }];
        for (standard, first) in [(Standard::Scorm12, "imsmanifest.xml"), (Standard::Cmi5, "cmi5.xml")] {
            let bytes = write(standard, &label(), &files).unwrap();
            let zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
            assert_eq!(names, [first, START]);
        }
    }
}
