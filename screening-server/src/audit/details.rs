//! Details of an entry: names and values, as lines of text.

use std::fmt::{self, Write as _};

/// Names and values in the order in which they were put in. As text, a line each: `name=value`, where a backslash, a
/// line feed, a carriage return and a tab in a value are written `\\`, `\n`, `\r` and `\t`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Details(String);

impl Details {
    /// None.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// With this one too.
    pub(crate) fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        // Writing to a string does not fail.
        let _ = write!(self.0, "{name}={}", escape(&value.to_string()));
        self
    }

    /// With this one too, where there is a value.
    pub(crate) fn with_some(self, name: &str, value: Option<impl fmt::Display>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// As it stands in the trail.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The names and values of an entry's text.
    pub(crate) fn pairs(text: &str) -> impl Iterator<Item = (&str, String)> {
        text.lines().filter_map(|line| line.split_once('=')).map(|(name, value)| (name, unescape(value)))
    }
}

/// In one line, without tabs.
pub(super) fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t")
}

/// As it was before [`escape`].
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        match (character, if character == '\\' { rest.next() } else { None }) {
            ('\\', Some('n')) => out.push('\n'),
            ('\\', Some('r')) => out.push('\r'),
            ('\\', Some('t')) => out.push('\t'),
            ('\\', Some(other)) => out.push(other),
            (other, _) => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cannot_pretend_to_be_further_details() {
        let value = "anna\nrole=administrator\t\\n\r";
        let details = Details::none().with("name", value).with("address", "::1").with_some("role", None::<&str>);
        let pairs: Vec<_> = Details::pairs(details.as_str()).collect();
        assert_eq!(pairs, [("name", value.to_owned()), ("address", "::1".to_owned())]);
        assert_eq!(details.as_str().lines().count(), 2);
        assert_eq!(unescape(&escape(value)), value);
    }
}
