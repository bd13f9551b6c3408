//! What figures are given for: each class, each group, and any threat.

use super::set::{ImageLabel, Label, TruthBox, TruthImage};
use crate::taxonomy::{ThreatClass, ThreatGroup};

/// One thing that figures are given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Class(ThreatClass),
    Group(ThreatGroup),
    Any,
}

/// How a truth box bears on a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// To be found.
    Counts,
    /// May be found, and is neither hit nor false alarm; matched as COCO matches crowds.
    DontCare,
}

/// Whether an image holds the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Yes,
    No,
    Unknown,
}

impl Target {
    /// Classes, then groups, then any threat.
    pub(super) fn all() -> Vec<Self> {
        let classes = ThreatClass::ALL.into_iter().map(Self::Class);
        classes.chain(ThreatGroup::ALL.into_iter().map(Self::Group)).chain([Self::Any]).collect()
    }

    /// Whether a prediction of this class is one for the target.
    pub(super) fn covers(self, class: ThreatClass) -> bool {
        match self {
            Self::Class(own) => own == class,
            Self::Group(group) => class.group() == group,
            Self::Any => true,
        }
    }

    /// Whether the target pools several classes, so that one object may be reported more than once.
    pub(super) fn pools(self) -> bool {
        !matches!(self, Self::Class(_))
    }

    /// How a truth box bears on the target; none when it does not.
    pub(super) fn role(self, truth: &TruthBox) -> Option<Role> {
        let role = match (self, truth.label) {
            (_, Label::Ignore) => Role::DontCare,
            (Self::Class(own), Label::Class(class)) if own == class => Role::Counts,
            // Whether a "gun" is a pistol is not known: a pistol reported there is neither right nor wrong.
            (Self::Class(own), Label::Group(group)) if own.group() == group => {
                // A group of one class says the class as well.
                let alone = ThreatClass::ALL.iter().filter(|class| class.group() == group).count() == 1;
                if alone { Role::Counts } else { Role::DontCare }
            }
            (Self::Class(_), _) => return None,
            (Self::Group(group), label) if label.group() == Some(group) => Role::Counts,
            (Self::Group(_), _) => return None,
            (Self::Any, _) => Role::Counts,
        };
        Some(if truth.crowd { Role::DontCare } else { role })
    }

    fn group(self) -> Option<ThreatGroup> {
        match self {
            Self::Class(class) => Some(class.group()),
            Self::Group(group) => Some(group),
            Self::Any => None,
        }
    }

    /// Whether the image's boxes tell a hit from a false alarm: not where the target is known to be
    /// present somewhere without a box.
    pub(super) fn is_boxed(self, image: &TruthImage) -> bool {
        let ImageLabel::Positive { groups, any } = &image.label else { return true };
        let has_box = |group: ThreatGroup| image.boxes.iter().any(|truth| truth.label.group() == Some(group));
        let unplaced = *any && !image.boxes.iter().any(|truth| truth.label.group().is_some());
        let missing = |group: &ThreatGroup| groups.contains(group) && !has_box(*group);
        match self.group() {
            Some(group) => !unplaced && !missing(&group),
            None => !unplaced && !groups.iter().any(missing),
        }
    }

    /// Whether the image holds the target, for groups and any threat.
    pub(super) fn presence(self, image: &TruthImage) -> Presence {
        let mut boxed = image.boxes.iter().filter_map(|truth| truth.label.group());
        let threats = image.boxes.iter().any(|truth| truth.label.group().is_some());
        match (self.group(), &image.label) {
            (None, ImageLabel::Positive { .. }) => Presence::Yes,
            (None, _) if threats => Presence::Yes,
            (Some(group), _) if boxed.any(|found| found == group) => Presence::Yes,
            (Some(group), ImageLabel::Positive { groups, .. }) if groups.contains(&group) => Presence::Yes,
            (Some(_), ImageLabel::Positive { groups, any: true }) if groups.is_empty() && !threats => Presence::Unknown,
            _ => Presence::No,
        }
    }
}
