//! What is wrong with a configuration: everything at once, each fault at the place where the value comes from.

use std::{
    collections::BTreeMap,
    error::Error,
    fmt,
    path::{Path, PathBuf},
    time::Duration,
};

/// Where a value comes from, the weakest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Nothing was said.
    #[default]
    Default,
    /// The configuration file.
    File {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
    },
    /// A variable of the environment.
    Environment,
    /// The command line.
    Argument,
}

/// Where each option's value comes from, by the option's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Origins(BTreeMap<String, Origin>);

impl Origins {
    pub(super) fn set(&mut self, key: &str, origin: Origin) {
        self.0.insert(key.to_owned(), origin);
    }

    /// Where the value of an option comes from.
    pub(crate) fn of(&self, key: &str) -> Origin {
        self.0.get(key).cloned().unwrap_or_default()
    }

    /// The option as whoever set it wrote it.
    fn name(&self, key: &str) -> String {
        match self.of(key) {
            Origin::Default | Origin::Argument => format!("--{key}"),
            Origin::Environment => variable(key),
            Origin::File { path, line } => format!("{}:{line}: {key}", path.display()),
        }
    }
}

/// The environment's name of an option.
pub(crate) fn variable(key: &str) -> String {
    format!("SCREENING_{}", key.to_uppercase().replace('-', "_"))
}

/// A configuration that cannot be used, with all that is wrong with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    origins: Origins,
    found: Vec<String>,
}

impl Faults {
    /// None yet, of values that come from there.
    pub(crate) fn new(origins: &Origins) -> Self {
        Self { origins: origins.clone(), found: Vec::new() }
    }

    /// Everything found so far.
    pub(crate) fn found(&self) -> &[String] {
        &self.found
    }

    /// Nothing, where there is no fault.
    ///
    /// # Errors
    /// All faults.
    pub(crate) fn settle(self) -> Result<(), Self> {
        if self.found.is_empty() { Ok(()) } else { Err(self) }
    }

    /// An option's value cannot be used: `what` goes on after its name.
    pub(crate) fn refuse(&mut self, key: &str, what: impl fmt::Display) {
        self.note(format!("{} {what}", self.origins.name(key)));
    }

    /// Something that is wrong, in a whole sentence.
    pub(crate) fn note(&mut self, fault: String) {
        if !self.found.contains(&fault) {
            self.found.push(fault);
        }
    }

    /// What `made` gives; a fault where it gives an error.
    pub(crate) fn take<T>(&mut self, key: &str, made: anyhow::Result<T>) -> Option<T> {
        made.map_err(|error| self.refuse(key, format_args!("cannot be used: {error:#}"))).ok()
    }

    /// A number that must be at least 1.
    pub(crate) fn some(&mut self, key: &str, value: usize) -> usize {
        if value == 0 {
            self.refuse(key, "is 0, but must be at least 1");
        }
        value
    }

    /// Seconds that must lie in a range; the shortest time where they do not.
    pub(crate) fn seconds_within(&mut self, key: &str, value: f64, least: f64, most: f64) -> Duration {
        if (least..=most).contains(&value) {
            return Duration::from_secs_f64(value);
        }
        self.refuse(key, format_args!("is {value}, but must be from {least} to {most} seconds"));
        Duration::from_secs_f64(least)
    }

    /// Seconds, from a millisecond to a day.
    pub(crate) fn seconds(&mut self, key: &str, value: f64) -> Duration {
        self.seconds_within(key, value, 0.001, 86_400.0)
    }

    /// A file that must be there.
    pub(crate) fn file(&mut self, key: &str, path: Option<&Path>) {
        if let Some(path) = path.filter(|path| !path.exists()) {
            self.refuse(key, format_args!("names '{}', which does not exist", path.display()));
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.found.as_slice() {
            [only] => f.write_str(only),
            all => {
                write!(f, "{} faults in the configuration:", all.len())?;
                all.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
            }
        }
    }
}

impl Error for Faults {}
