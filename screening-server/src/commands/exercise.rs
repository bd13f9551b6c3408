//! `screening exercise`: material to train people with.

use std::{
    fs::File,
    io::{self, Write as _},
};

use anyhow::{Context as _, Result};

use super::{Exit, on_store, project};
use crate::{
    api::exercise_package::{self, Format},
    args::{ExerciseCommand, PackageFormat},
    audit::Actor,
};

/// Runs one of the commands.
pub(crate) fn run(command: &ExerciseCommand) -> Result<Exit> {
    let (id, format, out, of_version, language, data) = match command {
        ExerciseCommand::Project(args) => return project::run(args),
        ExerciseCommand::Export { id, format, out, of_version, language, data } => {
            (id, format, out, of_version, language, data)
        }
    };
    let format = match format {
        PackageFormat::Scorm12 => Format::Scorm12,
        PackageFormat::Scorm2004 => Format::Scorm2004,
        PackageFormat::Cmi5 => Format::Cmi5,
        PackageFormat::Moodle => Format::Moodle,
        PackageFormat::MoodleLanguages => Format::MoodleLanguages,
        PackageFormat::Pdf => Format::Pdf,
    };
    on_store(data, async |store| {
        let exercise = store.exercise(*id).await?.with_context(|| format!("there is no exercise {id}"))?;
        let newest = exercise.published().map(|version| version.version);
        let version =
            of_version.or(newest).context("no version is published yet: publish one, or name one with --of-version")?;
        let bytes =
            exercise_package::make(store, &Actor::command_line(), &exercise, version, (format, language.as_deref()))
                .await?;
        let unusable = || format!("'{}' cannot be written; name a file that is not there yet", out.display());
        let mut file = File::create_new(out).with_context(unusable)?;
        file.write_all(&bytes).and_then(|()| file.sync_all()).with_context(unusable)?;
        writeln!(io::stdout().lock(), "version {version} of '{}' in '{}'", exercise.title, out.display())?;
        Ok(())
    })
}
