//! From rules to what each item shows. Pure: the same rules give the same plan.

use datasets_synthetic::dice::{Dice, Split};
use screening_core::taxonomy::ThreatClass;

use super::rules::{Kind, MATCHES, Rules};

/// Choices of an everyday-object drill.
const EVERYDAY_CHOICES: usize = 4;
/// Choices of a class.
const CLASS_CHOICES: usize = 5;

/// What one item shows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Planned {
    /// Fixes its picture, together with the seed: items with the same number have the same picture.
    pub(crate) scene: u32,
    /// What is in the picture.
    pub(crate) shows: Shows,
    /// The enhancement that it is shown with, where the exercise compares one.
    pub(crate) enhancement: Option<String>,
}

/// What is in a picture.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shows {
    /// A parcel.
    Parcel {
        /// The threat in it; none for ordinary goods.
        threat: Option<ThreatClass>,
        /// Whether a part of it is too dense to inspect.
        dense: bool,
        /// Classes to choose from; empty where none is asked for.
        choices: Vec<ThreatClass>,
    },
    /// A part alone, and firearms to choose from.
    Part {
        /// The part.
        part: ThreatClass,
        /// The firearms.
        choices: Vec<ThreatClass>,
        /// Which of them it belongs to.
        right: usize,
    },
    /// An everyday object alone, with so many names to choose from.
    Everyday {
        /// Names to choose from.
        choices: usize,
    },
}

/// The items of an exercise.
pub(crate) fn plan(rules: &Rules) -> Vec<Planned> {
    // A number that no scene has.
    let mut dice = Dice::new(u64::from(rules.seed), u64::MAX, Split::Train);
    let count = rules.items as usize;
    let single = |scene: usize, shows| Planned { scene: scene as u32, shows, enhancement: None };
    match rules.kind {
        Kind::FreeSearch | Kind::YesNo => {
            let threats = threats(rules, count, &mut dice).into_iter();
            threats.enumerate().map(|(scene, threat)| single(scene, parcel(threat))).collect()
        }
        Kind::ClickThreat => {
            let threats = in_turn(&rules.classes(), count, &mut dice).into_iter().map(Some);
            threats.enumerate().map(|(scene, threat)| single(scene, parcel(threat))).collect()
        }
        Kind::NameClass => {
            let threats = in_turn(&rules.classes(), count, &mut dice);
            let named = |threat: ThreatClass, dice: &mut Dice| Shows::Parcel {
                threat: Some(threat),
                dense: false,
                choices: class_choices(threat, dice),
            };
            threats.into_iter().enumerate().map(|(scene, threat)| single(scene, named(threat, &mut dice))).collect()
        }
        Kind::MatchPart => {
            let parts = in_turn(&rules.match_parts(), count, &mut dice);
            parts.into_iter().enumerate().map(|(scene, part)| single(scene, matching(part, &mut dice))).collect()
        }
        Kind::Everyday => {
            (0..count).map(|scene| single(scene, Shows::Everyday { choices: EVERYDAY_CHOICES })).collect()
        }
        Kind::Enhancement => {
            let threats = threats(rules, count / 2, &mut dice);
            let half = |enhancement: Option<&String>| -> Vec<Planned> {
                let planned = threats.iter().enumerate().map(|(scene, threat)| single(scene, parcel(*threat)));
                planned.map(|planned| Planned { enhancement: enhancement.cloned(), ..planned }).collect()
            };
            let plain = "plain".to_owned();
            [half(Some(&plain)), half(rules.enhancements.first())].concat()
        }
        Kind::Inspectable => {
            let dense = share(rules.prevalence, count);
            let mut items: Vec<bool> = (0..count).map(|item| item < dense).collect();
            shuffle(&mut items, &mut dice);
            let shows = |dense| Shows::Parcel { threat: None, dense, choices: Vec::new() };
            items.into_iter().enumerate().map(|(scene, dense)| single(scene, shows(dense))).collect()
        }
    }
}

fn parcel(threat: Option<ThreatClass>) -> Shows {
    Shows::Parcel { threat, dense: false, choices: Vec::new() }
}

/// How many of `count` items a share is.
fn share(share: f64, count: usize) -> usize {
    (share * count as f64).round() as usize
}

/// Threats in as many of `count` items as the prevalence says, mixed with ordinary parcels.
fn threats(rules: &Rules, count: usize, dice: &mut Dice) -> Vec<Option<ThreatClass>> {
    let with = share(rules.prevalence, count).min(count);
    let mut all: Vec<Option<ThreatClass>> = in_turn(&rules.classes(), with, dice).into_iter().map(Some).collect();
    all.resize(count, None);
    shuffle(&mut all, dice);
    all
}

/// Each class as often as any other, as far as that goes, in a mixed order.
fn in_turn(classes: &[ThreatClass], count: usize, dice: &mut Dice) -> Vec<ThreatClass> {
    let mut all: Vec<ThreatClass> = classes.iter().copied().cycle().take(count).collect();
    shuffle(&mut all, dice);
    all
}

/// Classes to choose from, with the right one among them.
pub(super) fn class_choices(right: ThreatClass, dice: &mut Dice) -> Vec<ThreatClass> {
    choices(right, &ThreatClass::ALL, CLASS_CHOICES, dice)
}

/// The right class among wrong ones.
fn choices(right: ThreatClass, among: &[ThreatClass], count: usize, dice: &mut Dice) -> Vec<ThreatClass> {
    let mut wrong: Vec<ThreatClass> = among.iter().copied().filter(|class| *class != right).collect();
    shuffle(&mut wrong, dice);
    wrong.truncate(count - 1);
    wrong.push(right);
    shuffle(&mut wrong, dice);
    wrong
}

fn matching(part: ThreatClass, dice: &mut Dice) -> Shows {
    let firearms = MATCHES.map(|(_, firearm)| firearm);
    let right = MATCHES.iter().find(|(known, _)| *known == part).map_or(ThreatClass::Pistol, |(_, firearm)| *firearm);
    let choices = choices(right, &firearms, firearms.len(), dice);
    let right = choices.iter().position(|firearm| *firearm == right).unwrap_or_default();
    Shows::Part { part, choices, right }
}

/// Fisher and Yates's shuffle.
pub(super) fn shuffle<T>(items: &mut [T], dice: &mut Dice) {
    for last in (1..items.len()).rev() {
        items.swap(last, dice.below(last + 1));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::rules::rules, *};

    #[test]
    fn prevalence_and_classes_are_met_exactly_and_the_seed_fixes_all() {
        let rules = Rules {
            items: 20,
            prevalence: 0.4,
            classes: vec![ThreatClass::Pistol, ThreatClass::Barrel],
            ..rules(Kind::YesNo)
        };
        let items = plan(&rules);
        let of = |class| items.iter().filter(|item| item.shows == parcel(class)).count();
        assert_eq!((of(None), of(Some(ThreatClass::Pistol)), of(Some(ThreatClass::Barrel))), (12, 4, 4));
        assert_eq!(plan(&rules), items);
        assert_ne!(plan(&Rules { seed: 2, ..rules }), items);
    }

    #[test]
    fn each_choice_has_the_right_one_once() {
        for item in plan(&rules(Kind::NameClass)) {
            let Shows::Parcel { threat: Some(threat), choices, .. } = item.shows else { panic!("{item:?}") };
            assert_eq!(choices.iter().filter(|class| **class == threat).count(), 1);
            assert_eq!(choices.len(), CLASS_CHOICES);
        }
        for item in plan(&rules(Kind::MatchPart)) {
            let Shows::Part { part, choices, right } = item.shows else { panic!("{item:?}") };
            assert!(MATCHES.contains(&(part, choices[right])));
        }
    }

    #[test]
    fn an_enhancement_is_compared_on_the_same_pictures() {
        let items = plan(&Rules { enhancements: vec!["inverse".to_owned()], ..rules(Kind::Enhancement) });
        let (plain, enhanced) = items.split_at(5);
        for (plain, enhanced) in plain.iter().zip(enhanced) {
            assert_eq!((plain.scene, &plain.shows), (enhanced.scene, &enhanced.shows));
            assert_eq!(
                (plain.enhancement.as_deref(), enhanced.enhancement.as_deref()),
                (Some("plain"), Some("inverse"))
            );
        }
    }
}
