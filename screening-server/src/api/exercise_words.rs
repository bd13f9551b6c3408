//! Words of exercises outside the console, in one of its languages: questions and worksheets.

use super::console;
use crate::training::Kind;

/// The console's texts in one language; English stands in for what it lacks.
pub(super) struct Words {
    language: String,
}

impl Words {
    pub(super) fn in_language(language: &str) -> Self {
        Self { language: language.to_owned() }
    }

    pub(super) fn text(&self, key: &str) -> String {
        self.find(key).unwrap_or_else(|| key.to_owned())
    }

    fn find(&self, key: &str) -> Option<String> {
        console::text(&self.language, key).or_else(|| console::text("en", key))
    }

    /// What is asked in a question whose answer is ticked: whether there is a threat, and not where.
    pub(super) fn question(&self, kind: Kind) -> String {
        self.text(match kind {
            Kind::FreeSearch | Kind::YesNo | Kind::Enhancement => "player-ask-yes-no",
            Kind::ClickThreat => "player-ask-click-threat",
            Kind::NameClass => "player-ask-name-class",
            Kind::MatchPart => "player-ask-match-part",
            Kind::Everyday => "player-ask-everyday",
            Kind::Inspectable => "player-ask-inspectable",
        })
    }

    /// The same on paper, where places are marked with a pen.
    pub(super) fn question_on_paper(&self, kind: Kind) -> String {
        match kind {
            Kind::FreeSearch => self.text("player-sheet-free-search"),
            Kind::ClickThreat => self.text("player-sheet-click-threat"),
            kind => self.question(kind),
        }
    }

    /// What can be chosen, by the name that an item has for it.
    pub(super) fn choice(&self, kind: Kind, name: &str) -> String {
        match kind {
            Kind::Everyday => self.find(&goods_key(name)).unwrap_or_else(|| name.to_owned()),
            Kind::Inspectable => self.text(&format!("player-{}", name.replace('_', "-"))),
            _ => self.class(name),
        }
    }

    /// A class of threats.
    pub(super) fn class(&self, name: &str) -> String {
        self.text(&format!("class-{name}"))
    }
}

/// The key of an everyday object's name, by the generator's own.
fn goods_key(name: &str) -> String {
    format!("goods-{}", name.replace(' ', "-"))
}

#[cfg(test)]
mod tests {
    use datasets_synthetic::drill::everyday_names;

    use super::*;
    use crate::training::LANGUAGES;

    #[test]
    fn every_everyday_object_is_called_something_in_every_language() {
        let names = everyday_names(1, 400);
        assert!(names.len() > 150, "{}", names.len());
        for language in LANGUAGES {
            let without: Vec<&&str> =
                names.iter().filter(|name| console::text(language, &goods_key(name)).is_none()).collect();
            assert!(without.is_empty(), "{language}: {without:?}");
        }
    }
}
