//! The configuration file: TOML, one line an option, named as on the command line.

use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use toml::de::{DeTable, DeValue};

use super::faults::{Faults, Origin};

/// What the file says of one option.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) value: Value,
    pub(super) origin: Origin,
}

/// A value as it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub(super) kind: Kind,
    /// In the spelling of the command line; one, unless `kind` is a list.
    pub(super) parts: Vec<String>,
}

/// What TOML has for an option's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Integer,
    Float,
    /// Of texts.
    List,
    Other(&'static str),
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Text => "a text in quotes",
            Self::Integer => "a whole number",
            Self::Float => "a number",
            Self::List => "a list of texts",
            Self::Other(name) => name,
        }
    }
}

/// Reads all entries; what cannot be read at all is a fault.
pub(super) fn read(path: &Path, faults: &mut Faults) -> Vec<Entry> {
    match fs::read_to_string(path) {
        Ok(text) => parse(path, &text, faults),
        Err(error) => {
            faults.note(format!("the configuration file '{}' cannot be read: {error}", path.display()));
            Vec::new()
        }
    }
}

fn parse(path: &Path, text: &str, faults: &mut Faults) -> Vec<Entry> {
    let at = |span: &Range<usize>| line(text, span.start);
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let place = error.span().map_or(1, |span| at(&span));
        faults.note(format!("{}:{place}: {}", path.display(), error.message()));
    }
    let entry = |(key, value): (&toml::Spanned<toml::de::DeString<'_>>, &toml::Spanned<DeValue<'_>>)| Entry {
        key: key.get_ref().to_string(),
        value: value_of(value.get_ref()),
        origin: Origin::File { path: PathBuf::from(path), line: at(&key.span()) },
    };
    let mut entries: Vec<Entry> = table.get_ref().iter().map(entry).collect();
    entries.sort_by_key(|entry| match entry.origin {
        Origin::File { line, .. } => line,
        _ => 0,
    });
    entries
}

fn value_of(value: &DeValue<'_>) -> Value {
    let one = |kind, part: &str| Value { kind, parts: vec![part.to_owned()] };
    match value {
        DeValue::String(text) => one(Kind::Text, text),
        DeValue::Integer(number) if number.radix() == 10 => one(Kind::Integer, number.as_str()),
        DeValue::Float(number) => one(Kind::Float, number.as_str()),
        DeValue::Array(array) => {
            let texts: Option<Vec<String>> =
                array.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect();
            let kind = if texts.is_some() { Kind::List } else { Kind::Other("a list of other things than texts") };
            Value { kind, parts: texts.unwrap_or_default() }
        }
        DeValue::Table(_) => one(Kind::Other("a section"), ""),
        other => one(Kind::Other(other.type_str()), ""),
    }
}

fn line(text: &str, position: usize) -> usize {
    1 + text.bytes().take(position).filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_is_no_toml_is_said_and_the_rest_is_read() {
        let mut faults = Faults::default();
        let text = "queue = 64\nlisten = here\nwatch = [\"3=/in\"]\ndata = \n";
        let entries = parse(Path::new("a.toml"), text, &mut faults);
        let lines: Vec<&str> = faults.found().iter().map(|fault| &fault[..9]).collect();
        assert_eq!(lines, ["a.toml:2:", "a.toml:4:"], "{faults}");
        let read = |key: &str| entries.iter().find(|entry| entry.key == key).map(|entry| entry.value.clone());
        assert_eq!(read("queue"), Some(Value { kind: Kind::Integer, parts: vec!["64".to_owned()] }));
        assert_eq!(read("watch"), Some(Value { kind: Kind::List, parts: vec!["3=/in".to_owned()] }));
    }
}
