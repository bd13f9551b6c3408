//! One option, three places: the configuration file, above it the environment, above that the command line.
//!
//! The options are those of `screening serve`, declared once in `args`. `max-views` in the file is
//! `SCREENING_MAX_VIEWS` in the environment and `--max-views` on the command line. An empty text, or an empty list,
//! says nothing.

use std::{
    any::TypeId,
    collections::{BTreeMap, BTreeSet},
    env,
    ffi::OsString,
    path::PathBuf,
};

use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory as _, FromArgMatches as _, parser::ValueSource};

use super::{
    faults::{Faults, Origin, Origins, variable},
    file::{self, Kind, Value},
};
use crate::args::Args;

/// The option that names the file, which is no entry of the file.
const FILE: &str = "config";

/// Variables that other programs of this project read.
const FOREIGN: [&str; 5] = [
    "SCREENING_PYTHON",
    "SCREENING_REQUIRE_PYCOCOTOOLS",
    "SCREENING_UPDATE",
    "SCREENING_ORT_LIBRARY",
    "SCREENING_CONFIG",
];

/// What was typed, said in the environment and written in the file, put together.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) args: Args,
    /// Every option as it holds.
    pub(crate) configuration: Configuration,
    /// What is wrong with the file and the environment; the values named there are left out of `args`.
    pub(crate) faults: Faults,
    /// Variables that look like options and are none.
    pub(crate) unknown_variables: Vec<String>,
}

/// One option as it holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Setting {
    pub(crate) key: String,
    /// As on the command line; none: it is not set.
    pub(crate) values: Vec<String>,
    pub(crate) origin: Origin,
    pub(crate) kind: Kind,
}

/// Every option of the service as it holds, in the order of the help.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Configuration(pub(crate) Vec<Setting>);

impl Configuration {
    /// Where each value comes from.
    pub(crate) fn origins(&self) -> Origins {
        let mut origins = Origins::default();
        for setting in &self.0 {
            origins.set(&setting.key, setting.origin.clone());
        }
        origins
    }

    /// The options whose values differ in `other`, by their names.
    pub(crate) fn changed(&self, other: &Self) -> Vec<String> {
        let values = |key: &str| other.0.iter().find(|setting| setting.key == key).map(|setting| &setting.values);
        let differ = |setting: &&Setting| values(&setting.key) != Some(&setting.values);
        self.0.iter().filter(differ).map(|setting| setting.key.clone()).collect()
    }
}

/// Puts together what holds.
///
/// # Errors
/// What is wrong with the command line, or the help that was asked for.
pub(crate) fn load(argv: &[OsString]) -> Result<Loaded, clap::Error> {
    let mut plain = Args::command();
    plain.build();
    let options = options(&plain);

    let mut faults = Faults::default();
    let accepted = environment(&plain, &options, &mut faults);
    let unknown_variables = unknown_variables(&options);
    let names = |arg: &Arg| arg.get_long().filter(|long| accepted.contains(*long)).map(variable);
    let layered = amended(Args::command(), &|arg| match names(&arg) {
        Some(name) => arg.env(name),
        None => arg,
    });

    // First only to learn of the file.
    let found = layered.clone().try_get_matches_from(argv)?;
    let path = config_file(&found);
    let entries = path.map(|path| file::read(&path, &mut faults)).unwrap_or_default();
    let mut from_file: BTreeMap<String, (Value, Origin)> = BTreeMap::new();
    for entry in entries {
        let mut origins = Origins::default();
        origins.set(&entry.key, entry.origin.clone());
        let mut here = Faults::new(&origins);
        check(&plain, &options, &entry.key, &entry.value, &mut here);
        if here.found().is_empty() && !is_empty(&entry.value.parts) {
            from_file.insert(entry.key, (entry.value, entry.origin));
        }
        here.found().iter().for_each(|fault| faults.note(fault.clone()));
    }

    let reads_file = has_file(&found);
    let layered = amended(layered, &|arg| match arg.get_long().and_then(|long| from_file.get(long)) {
        Some((value, _)) if reads_file => arg.default_values(value.parts.clone()),
        _ => arg,
    });
    let matches = layered.try_get_matches_from(argv)?;
    let args = Args::from_arg_matches(&matches)?;
    let deepest = deepest(&matches);
    let settings = options.iter().map(|option| setting(option, deepest, &from_file)).collect();
    Ok(Loaded { args, configuration: Configuration(settings), faults, unknown_variables })
}

/// The options that a service has: those of `serve`, and those of every command.
fn options(plain: &Command) -> Vec<Arg> {
    let serve = plain.find_subcommand("serve").into_iter().flat_map(Command::get_arguments);
    let own = |arg: &&Arg| arg.get_long().is_some_and(|long| !["help", "version", FILE].contains(&long));
    serve.filter(own).cloned().collect()
}

/// The command with every argument of it and of its subcommands changed.
fn amended(command: Command, change: &dyn Fn(Arg) -> Arg) -> Command {
    command.mut_args(change).mut_subcommands(|below| amended(below, change))
}

/// The options whose variables are set and can be used.
fn environment(plain: &Command, options: &[Arg], faults: &mut Faults) -> BTreeSet<String> {
    let mut accepted = BTreeSet::from([FILE.to_owned()]);
    for key in options.iter().filter_map(Arg::get_long) {
        // Help names the variables of all options, so that those not set are accepted too; an empty one says nothing,
        // which clap would take for a value.
        match env::var(variable(key)) {
            Ok(value) if value.is_empty() => continue,
            Ok(value) => {
                if let Err(text) = trial(plain, key, &[value]) {
                    faults.note(format!("{}: {text}", variable(key)));
                    continue;
                }
            }
            Err(env::VarError::NotUnicode(_)) => {
                faults.note(format!("{} is no text in UTF-8", variable(key)));
                continue;
            }
            Err(env::VarError::NotPresent) => {}
        }
        accepted.insert(key.to_owned());
    }
    accepted
}

fn unknown_variables(options: &[Arg]) -> Vec<String> {
    let known: BTreeSet<String> = options.iter().filter_map(Arg::get_long).map(variable).collect();
    let names = env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    names
        .filter(|name| name.starts_with("SCREENING_") && !known.contains(name) && !FOREIGN.contains(&name.as_str()))
        .map(|name| match nearest(&name, known.iter().map(String::as_str)) {
            Some(near) => format!("{name} is no option; did you mean {near}?"),
            None => format!("{name} is no option"),
        })
        .collect()
}

/// Holds an entry of the file against the option it names.
fn check(plain: &Command, options: &[Arg], key: &str, value: &Value, faults: &mut Faults) {
    let Some(option) = options.iter().find(|option| option.get_long() == Some(key)) else {
        let near = nearest(key, options.iter().filter_map(Arg::get_long));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
        return faults.refuse(key, format_args!("is no option{hint}"));
    };
    if matches!(value.kind, Kind::Text | Kind::List) && is_empty(&value.parts) {
        return;
    }
    let wanted = kind(option);
    let fits = wanted == value.kind || (wanted == Kind::Float && value.kind == Kind::Integer);
    if !fits {
        return faults.refuse(key, format_args!("is {}, but must be {}", value.kind.name(), wanted.name()));
    }
    if let Err(text) = trial(plain, key, &value.parts) {
        faults.refuse(key, format_args!("cannot be used: {text}"));
    }
}

/// Whether the option takes these values, told by the command line's own reader.
fn trial(plain: &Command, key: &str, values: &[String]) -> Result<(), String> {
    let words = ["screening".to_owned(), "serve".to_owned()].into_iter();
    let words = words.chain(values.iter().map(|value| format!("--{key}={value}")));
    plain.clone().try_get_matches_from(words).map(drop).map_err(|error| {
        let text = error.to_string();
        let said = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        said.trim_start_matches("error: ").to_owned()
    })
}

/// What TOML has for an option's value.
pub(super) fn kind(option: &Arg) -> Kind {
    if matches!(option.get_action(), ArgAction::Append) {
        return Kind::List;
    }
    let parsed = option.get_value_parser().type_id();
    let is = |type_id: TypeId| parsed == type_id;
    if is(TypeId::of::<f64>()) {
        Kind::Float
    } else if [TypeId::of::<usize>(), TypeId::of::<u64>(), TypeId::of::<u32>(), TypeId::of::<u16>()].into_iter().any(is)
    {
        Kind::Integer
    } else {
        Kind::Text
    }
}

fn is_empty(parts: &[String]) -> bool {
    parts.iter().all(String::is_empty)
}

fn nearest<'a>(name: &str, among: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Numbers in place of an order on floats: the likeness in thousandths.
    let likeness = |other: &str| (1000.0 * strsim::jaro_winkler(name, other)) as u32;
    among.map(|other| (likeness(other), other)).max().filter(|(alike, _)| *alike >= 800).map(|(_, other)| other)
}

fn deepest(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |(_, below)| deepest(below))
}

/// Whether the command that was typed reads a file.
fn has_file(matches: &ArgMatches) -> bool {
    deepest(matches).try_contains_id(FILE).is_ok()
}

/// The file that was named, by itself (`config check FILE`) or as an option.
fn config_file(matches: &ArgMatches) -> Option<PathBuf> {
    let below = deepest(matches);
    let named = |id: &str| below.try_get_one::<PathBuf>(id).ok().flatten().cloned();
    named("config_file").or_else(|| named(FILE)).filter(|path| !path.as_os_str().is_empty())
}

fn setting(option: &Arg, matches: &ArgMatches, from_file: &BTreeMap<String, (Value, Origin)>) -> Setting {
    let key = option.get_long().unwrap_or_default();
    let id = option.get_id().as_str();
    // Commands that are no service lack most options.
    let held = matches.try_contains_id(id).is_ok();
    let source = held.then(|| matches.value_source(id)).flatten();
    let raw = held.then(|| matches.get_raw(id)).flatten();
    let origin = match (source, from_file.get(key)) {
        (Some(ValueSource::CommandLine), _) => Origin::Argument,
        (Some(ValueSource::EnvVariable), _) => Origin::Environment,
        (Some(_), Some((_, origin))) => origin.clone(),
        _ => Origin::Default,
    };
    let values = raw.into_iter().flatten().map(|value| value.to_string_lossy().into_owned()).collect();
    Setting { key: key.to_owned(), values, origin, kind: kind(option) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_can_stand_in_a_file_and_none_is_a_secret() {
        let mut plain = Args::command();
        plain.build();
        for option in options(&plain) {
            let name = option.get_long().unwrap_or_default();
            assert!(matches!(option.get_action(), ArgAction::Set | ArgAction::Append), "{name} takes no value");
            // A secret on a command line or in the environment is seen by others: it belongs into a file of its own.
            assert!(!["secret", "password", "token"].iter().any(|word| name.contains(word)), "{name}");
            assert!(option.get_env().is_none(), "{name}: its variable has its name from here");
        }
    }

    #[test]
    fn a_name_that_is_nearly_right_is_suggested_and_no_other() {
        let known = ["queue", "concurrency", "max-views"];
        let near = |name| nearest(name, known.into_iter());
        assert_eq!(
            [near("concurency"), near("max_views"), near("quue")],
            [Some("concurrency"), Some("max-views"), Some("queue")]
        );
        assert_eq!(near("telegram"), None);
    }
}
