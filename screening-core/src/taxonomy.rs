//! Threat classes after Article 3 of the UN Firearms Protocol, with HS headings.
//!
//! A picture cannot tell antique, deactivated or convertible firearms: no class says so.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a region is taken to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the field's terms and label() spells them out")]
pub enum ThreatClass {
    Pistol,
    Revolver,
    LongGun,
    ImprovisedOrPrinted,
    Barrel,
    FrameOrReceiver,
    Slide,
    Cylinder,
    BoltOrBreechBlock,
    Suppressor,
    Magazine,
    Cartridge,
    CartridgeCase,
    Bullet,
    AmmunitionGroup,
}

/// The groups that results and policies are given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThreatGroup {
    /// Whole firearms, Article 3 (a).
    Firearm,
    /// Parts and components, Article 3 (b).
    Part,
    /// Magazines: outside Article 3, screened for because they travel with firearms.
    Magazine,
    /// Complete rounds and their components, Article 3 (c).
    Ammunition,
}

/// A name that is not in the taxonomy.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("'{0}' is not a class of the taxonomy; the classes are: {list}", list = ThreatClass::names().join(", "))]
pub struct UnknownClass(pub String);

/// A name that is not a group of the taxonomy.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("'{0}' is not a group of the taxonomy; the groups are: firearm, part, magazine, ammunition")]
pub struct UnknownGroup(pub String);

impl ThreatClass {
    /// Every class, in the order of the taxonomy; the index here is the class's stable number.
    pub const ALL: [Self; 15] = [
        Self::Pistol,
        Self::Revolver,
        Self::LongGun,
        Self::ImprovisedOrPrinted,
        Self::Barrel,
        Self::FrameOrReceiver,
        Self::Slide,
        Self::Cylinder,
        Self::BoltOrBreechBlock,
        Self::Suppressor,
        Self::Magazine,
        Self::Cartridge,
        Self::CartridgeCase,
        Self::Bullet,
        Self::AmmunitionGroup,
    ];

    /// The name used in files and messages, for example `frame_or_receiver`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pistol => "pistol",
            Self::Revolver => "revolver",
            Self::LongGun => "long_gun",
            Self::ImprovisedOrPrinted => "improvised_or_printed",
            Self::Barrel => "barrel",
            Self::FrameOrReceiver => "frame_or_receiver",
            Self::Slide => "slide",
            Self::Cylinder => "cylinder",
            Self::BoltOrBreechBlock => "bolt_or_breech_block",
            Self::Suppressor => "suppressor",
            Self::Magazine => "magazine",
            Self::Cartridge => "cartridge",
            Self::CartridgeCase => "cartridge_case",
            Self::Bullet => "bullet",
            Self::AmmunitionGroup => "ammunition_group",
        }
    }

    /// The words a person reads, for example `Frame or receiver`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pistol => "Pistol",
            Self::Revolver => "Revolver",
            Self::LongGun => "Long gun",
            Self::ImprovisedOrPrinted => "Improvised or printed firearm",
            Self::Barrel => "Barrel",
            Self::FrameOrReceiver => "Frame or receiver",
            Self::Slide => "Slide",
            Self::Cylinder => "Cylinder",
            Self::BoltOrBreechBlock => "Bolt or breech block",
            Self::Suppressor => "Suppressor",
            Self::Magazine => "Magazine",
            Self::Cartridge => "Cartridge",
            Self::CartridgeCase => "Cartridge case",
            Self::Bullet => "Bullet",
            Self::AmmunitionGroup => "Ammunition (box, belt or pile)",
        }
    }

    /// The group that policies and results count the class in.
    pub const fn group(self) -> ThreatGroup {
        match self {
            Self::Pistol | Self::Revolver | Self::LongGun | Self::ImprovisedOrPrinted => ThreatGroup::Firearm,
            Self::Barrel
            | Self::FrameOrReceiver
            | Self::Slide
            | Self::Cylinder
            | Self::BoltOrBreechBlock
            | Self::Suppressor => ThreatGroup::Part,
            Self::Magazine => ThreatGroup::Magazine,
            Self::Cartridge | Self::CartridgeCase | Self::Bullet | Self::AmmunitionGroup => ThreatGroup::Ammunition,
        }
    }

    /// Whether Article 3 of the Firearms Protocol names the class; magazines are outside it.
    pub const fn in_article_3(self) -> bool {
        !matches!(self, Self::Magazine)
    }

    /// Headings of the Harmonized System (WCO, chapter 93) under which such goods are declared.
    pub const fn hs_headings(self) -> &'static [&'static str] {
        match self.group() {
            ThreatGroup::Firearm => &["9301", "9302", "9303", "9304"],
            ThreatGroup::Part | ThreatGroup::Magazine => &["9305"],
            ThreatGroup::Ammunition => &["9306"],
        }
    }

    /// The class's number: its index in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The names of all classes, in order.
    pub fn names() -> Vec<&'static str> {
        Self::ALL.iter().map(|class| class.name()).collect()
    }
}

impl ThreatGroup {
    /// Every group, in the order of the taxonomy.
    pub const ALL: [Self; 4] = [Self::Firearm, Self::Part, Self::Magazine, Self::Ammunition];

    /// The name used in files and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Firearm => "firearm",
            Self::Part => "part",
            Self::Magazine => "magazine",
            Self::Ammunition => "ammunition",
        }
    }
}

impl fmt::Display for ThreatClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for ThreatGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ThreatClass {
    type Err = UnknownClass;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|class| class.name() == name).ok_or_else(|| UnknownClass(name.to_owned()))
    }
}

impl FromStr for ThreatGroup {
    type Err = UnknownGroup;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|group| group.name() == name).ok_or_else(|| UnknownGroup(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn index_is_the_place_in_all_and_names_round_trip() {
        for (index, class) in ThreatClass::ALL.into_iter().enumerate() {
            assert_eq!(class.index(), index);
            assert_eq!(class.name().parse(), Ok(class));
            assert_eq!(serde_json::to_string(&class).unwrap(), format!("\"{}\"", class.name()));
        }
    }

    #[test]
    fn magazine_is_a_group_of_its_own_outside_article_3() {
        let outside: Vec<_> = ThreatClass::ALL.into_iter().filter(|class| !class.in_article_3()).collect();
        assert_eq!(outside, [ThreatClass::Magazine]);
        assert_eq!(ThreatClass::Magazine.group(), ThreatGroup::Magazine);
    }

    #[test]
    fn unknown_names_say_what_is_known() {
        let message = "gun".parse::<ThreatClass>().unwrap_err().to_string();
        assert!(message.contains("'gun'") && message.contains("frame_or_receiver"), "{message}");
    }
}
