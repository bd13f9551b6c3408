//! The words of reviews, as they stand in the store and on the wire.

use serde::{Deserialize, Serialize};

/// An enumeration whose variants each have one word.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub(crate) enum $name {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// All of them.
            pub(crate) const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The word.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// What the word stands for.
            pub(crate) fn named(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.name() == word)
            }
        }
    };
}

words! {
    /// Where a review stands.
    State {
        /// For an operator.
        Waiting = "waiting",
        /// Someone looks at it.
        Leased = "leased",
        /// It waits for a supervisor.
        Escalated = "escalated",
        /// It waits for another person than the one who asked.
        SecondOpinion = "second_opinion",
        /// A person has decided.
        Decided = "decided",
        /// Nobody has decided in time.
        NotReviewed = "not_reviewed",
    }
}

words! {
    /// Why a parcel is reviewed.
    Purpose {
        /// It lies on a lane, and someone has to say where it goes.
        Line = "line",
        /// It was decided before, and is looked at again to see how good decisions are.
        Quality = "quality",
    }
}

words! {
    /// What can be decided about a parcel.
    Action {
        /// It goes on.
        Clear = "clear",
        /// It is opened.
        Open = "open",
        /// Someone of a higher level decides.
        Escalate = "escalate",
        /// Another person looks too.
        SecondOpinion = "second_opinion",
        /// By the service: nobody has decided in time. It never means that the parcel goes on.
        NotReviewed = "not_reviewed",
    }
}

words! {
    /// What someone would do.
    Opinion {
        /// Let the parcel go on.
        Clear = "clear",
        /// Open it.
        Open = "open",
    }
}

/// What a person made of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    /// It stays as the machine has it.
    Kept,
    /// It lies elsewhere, or is of another size.
    Moved,
    /// It shows something else.
    Reclassed,
    /// It shows no threat.
    Dismissed,
    /// The machine does not have it.
    Drawn,
}

impl State {
    /// Whether there is still something to decide.
    pub(crate) const fn is_open(self) -> bool {
        !matches!(self, Self::Decided | Self::NotReviewed)
    }
}

impl Change {
    /// The word.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Moved => "moved",
            Self::Reclassed => "reclassed",
            Self::Dismissed => "dismissed",
            Self::Drawn => "drawn",
        }
    }

    /// Whether the person says that there is a threat at this place.
    pub(crate) const fn marks_threat(self) -> bool {
        matches!(self, Self::Moved | Self::Reclassed | Self::Drawn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_written() {
        for state in State::ALL {
            assert_eq!(State::named(state.name()), Some(*state));
        }
        for action in Action::ALL {
            assert_eq!(Action::named(action.name()), Some(*action));
        }
        assert_eq!((State::named("Waiting"), Action::named("")), (None, None));
        assert!(State::Leased.is_open() && !State::NotReviewed.is_open());
    }
}
