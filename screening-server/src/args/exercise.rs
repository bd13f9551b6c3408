//! What people are trained with.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use uuid::Uuid;

use super::{DataArgs, ProjectArgs};

#[derive(Debug, Subcommand)]
pub(crate) enum ExerciseCommand {
    /// Project threats into scans of benign parcels, with known truth (docs/projection.md).
    ///
    /// Writes pictures, masks, report.jsonl (a line for each picture made or refused) and sheet.png. The same seed, pictures
    /// and threats give the same bytes. Exit code: 0 when at least one picture was made, 3 when none was.
    Project(ProjectArgs),
    /// Export an exercise for a learning system, or to print (docs/exercises.md).
    Export {
        /// The exercise's id.
        id: Uuid,
        /// In which form.
        #[arg(long, value_enum)]
        format: PackageFormat,
        /// Write this file, which must not be there.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Its version; the newest published one without it.
        #[arg(long = "of-version", value_name = "N")]
        of_version: Option<u32>,
        /// The language of questions (moodle) and worksheets (pdf): one of the exercise's; English without it, or its first.
        #[arg(long, value_name = "CODE")]
        language: Option<String>,
        #[command(flatten)]
        data: DataArgs,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PackageFormat {
    /// A SCORM 1.2 package.
    Scorm12,
    /// A SCORM 2004 package, 4th edition.
    Scorm2004,
    /// A cmi5 (xAPI) package.
    Cmi5,
    /// Questions in Moodle's XML format, in one language.
    Moodle,
    /// The same in each language of the exercise: a zip with a file a language.
    MoodleLanguages,
    /// A worksheet to print, with an answer sheet, in one language.
    Pdf,
}
