//! Which files are one parcel, and when all of it is there.
//!
//! What does not come in time is an empty view: the parcel is screened with what there is, and is never CLEAR.

use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
    time::Duration,
};

use jiff::Timestamp;

use super::{
    name::{Labels, NamePattern},
    settle::Watched,
    sidecar::{Sidecar, SidecarFiles},
};
use crate::{clock, intake::Declared};

/// What a side-car's name ends with.
pub(super) const SIDECAR: &str = ".json";

/// How the folder's files say what they are.
#[derive(Clone, Debug)]
pub(crate) enum Naming {
    /// Each parcel has a side-car.
    Sidecar,
    /// File names say it.
    Pattern {
        /// How they are read.
        pattern: NamePattern,
        /// Views that a parcel has; 0 where that is not known.
        views: usize,
    },
}

/// When a parcel is complete.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    /// How long what is missing is waited for.
    pub(super) timeout: Duration,
    /// Most views of a parcel.
    pub(super) max_views: usize,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// A parcel is there.
    Screen(Group),
    /// These files will never be one.
    Reject { files: Vec<Watched>, reason: String },
}

/// The files of a parcel.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    pub(super) parcel: Option<String>,
    pub(super) lane: Option<String>,
    pub(super) scanned: Timestamp,
    pub(super) declared: Declared,
    pub(super) views: Vec<GroupView>,
    /// All that is moved when the parcel is on disk, the side-car last.
    pub(super) files: Vec<Watched>,
}

/// A view with the names of its files; none for one that did not come.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct GroupView {
    pub(super) name: String,
    pub(super) files: GroupFiles,
    pub(super) mm_per_pixel: Option<[f32; 2]>,
}

/// The files of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum GroupFiles {
    One(Option<String>),
    Pair { low: Option<String>, high: Option<String> },
}

impl Naming {
    /// Whether files of this name are side-cars.
    pub(super) fn is_sidecar(&self, name: &str) -> bool {
        matches!(self, Self::Sidecar) && ends_with(name, SIDECAR)
    }
}

impl Step {
    fn oldest(&self) -> i64 {
        let (Self::Screen(Group { files, .. }) | Self::Reject { files, .. }) = self;
        files.iter().map(|file| file.stamp.modified).min().unwrap_or_default()
    }
}

impl GroupFiles {
    fn is_whole(&self) -> bool {
        match self {
            Self::One(file) => file.is_some(),
            Self::Pair { low, high } => low.is_some() && high.is_some(),
        }
    }
}

/// The parcels that are there by the names of the folder's files, oldest first.
pub(super) fn by_pattern(files: &[Watched], pattern: &NamePattern, views: usize, rules: Rules) -> Vec<Step> {
    type Key = (String, Option<String>, Option<Timestamp>);
    let mut steps = Vec::new();
    let mut groups: BTreeMap<Key, Vec<(&Watched, Option<String>)>> = BTreeMap::new();
    for file in files {
        match pattern.read(stem(&file.name)) {
            Ok(Labels { parcel, lane, view, scanned }) => {
                groups.entry((parcel, lane, scanned)).or_default().push((file, view));
            }
            Err(error) if file.settled => {
                steps.push(Step::Reject { files: vec![file.clone()], reason: error.to_string() });
            }
            Err(_) => {}
        }
    }
    for ((parcel, lane, scanned), mut members) in groups {
        members.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
        let files: Vec<Watched> = members.iter().map(|(file, _)| (*file).clone()).collect();
        if files.iter().any(|file| !file.settled) {
            continue;
        }
        let mut found = named_views(&members);
        let whole = found.len() >= views && found.iter().all(|view| view.files.is_whole());
        if !whole && files.iter().any(|file| file.unchanged < rules.timeout) {
            continue;
        }
        for number in found.len()..views {
            found.push(GroupView {
                name: format!("missing view {}", number + 1),
                files: GroupFiles::One(None),
                mm_per_pixel: None,
            });
        }
        let scanned = scanned.unwrap_or_else(|| earliest(&files));
        let declared = Declared::default();
        let group = Group { parcel: Some(parcel), lane, scanned, declared, views: found, files };
        steps.push(checked(group, rules));
    }
    steps.sort_by_key(Step::oldest);
    steps
}

/// Views as files name them: `top`, or `top.low` and `top.high`, which are one.
fn named_views(members: &[(&Watched, Option<String>)]) -> Vec<GroupView> {
    let mut views: Vec<GroupView> = Vec::new();
    for (file, view) in members {
        let label = view.as_deref().unwrap_or_else(|| stem(&file.name));
        let name = || Some(file.name.clone());
        let half = label.strip_suffix(".low").map(|base| (base, true));
        let half = half.or_else(|| label.strip_suffix(".high").map(|base| (base, false)));
        let Some((base, is_low)) = half else {
            push(&mut views, label, GroupFiles::One(name()));
            continue;
        };
        let free = views.iter_mut().find_map(|view| match &mut view.files {
            GroupFiles::Pair { low, high } if view.name == base => {
                let half = if is_low { low } else { high };
                half.is_none().then_some(half)
            }
            _ => None,
        });
        match free {
            Some(half) => *half = name(),
            None if is_low => push(&mut views, base, GroupFiles::Pair { low: name(), high: None }),
            None => push(&mut views, base, GroupFiles::Pair { low: None, high: name() }),
        }
    }
    views
}

/// Adds a view under a name of its own.
fn push(views: &mut Vec<GroupView>, wanted: &str, files: GroupFiles) {
    let mut name = wanted.to_owned();
    for number in 2usize.. {
        if views.iter().all(|view| view.name != name) {
            break;
        }
        name = format!("{wanted} {number}");
    }
    views.push(GroupView { name, files, mm_per_pixel: None });
}

/// The parcels that are there by their side-cars, oldest first. `sidecars` has those that were read, or what is wrong
/// with them.
pub(super) fn by_sidecar(
    files: &[Watched],
    sidecars: &BTreeMap<String, Result<Sidecar, String>>,
    rules: Rules,
) -> Vec<Step> {
    let by_name: BTreeMap<&str, &Watched> = files.iter().map(|file| (file.name.as_str(), file)).collect();
    let mut by_stem: BTreeMap<&str, Vec<&Watched>> = BTreeMap::new();
    let (cars, pictures): (Vec<&Watched>, Vec<&Watched>) =
        files.iter().partition(|file| ends_with(&file.name, SIDECAR));
    for picture in &pictures {
        by_stem.entry(stem(&picture.name)).or_default().push(picture);
    }

    let mut steps = Vec::new();
    let mut claimed: HashSet<&str> = HashSet::new();
    let mut any_unread = false;
    for car in cars {
        let read = sidecars.get(&car.name).filter(|_| car.settled);
        let base = stem(&car.name);
        let alike = || {
            // `a.json` belongs to `a.png`, and `a.png.json` too.
            let whole = by_name.get(base).into_iter().copied();
            by_stem.get(base).into_iter().flatten().copied().chain(whole).filter(|file| file.name != car.name)
        };
        let sidecar = match read {
            None => {
                any_unread = true;
                continue;
            }
            Some(Err(reason)) => {
                let mut files: Vec<Watched> = alike().filter(|file| file.settled).cloned().collect();
                claimed.extend(alike().map(|file| file.name.as_str()));
                files.push(car.clone());
                steps.push(Step::Reject { files, reason: reason.clone() });
                continue;
            }
            Some(Ok(sidecar)) => sidecar,
        };
        let here = |name: &str| by_name.get(name).copied().filter(|file| !claimed.contains(file.name.as_str()));
        let mut members: Vec<&Watched> = Vec::new();
        let views: Vec<GroupView> = match &sidecar.views {
            Some(listed) => {
                members.extend(listed.iter().flat_map(|view| view.files.names()).filter_map(here));
                let name = |file: &str| here(file).map(|file| file.name.clone());
                let files = |files: &SidecarFiles| match files {
                    SidecarFiles::One(file) => GroupFiles::One(name(file)),
                    SidecarFiles::Pair { low, high } => GroupFiles::Pair { low: name(low), high: name(high) },
                };
                let view = |view: &super::sidecar::SidecarView| GroupView {
                    name: view.name.clone(),
                    files: files(&view.files),
                    mm_per_pixel: view.mm_per_pixel,
                };
                listed.iter().map(view).collect()
            }
            None => {
                members.extend(alike().filter(|file| !claimed.contains(file.name.as_str())));
                members.sort_by(|a, b| a.name.cmp(&b.name));
                if members.is_empty() {
                    vec![GroupView { name: base.to_owned(), files: GroupFiles::One(None), mm_per_pixel: None }]
                } else {
                    let labels: Vec<_> = members.iter().map(|file| (*file, None)).collect();
                    named_views(&labels)
                }
            }
        };
        claimed.extend(members.iter().map(|file| file.name.as_str()));
        let whole = views.iter().all(|view| view.files.is_whole());
        if members.iter().any(|file| !file.settled) || (!whole && car.unchanged < rules.timeout) {
            continue;
        }
        let mut files: Vec<Watched> = members.into_iter().cloned().collect();
        files.push(car.clone());
        let Sidecar { parcel, lane, scanned, declared, views: _ } = sidecar.clone();
        let scanned = scanned.unwrap_or_else(|| earliest(&files));
        steps.push(checked(Group { parcel, lane, scanned, declared, views, files }, rules));
    }

    // A side-car that is being written may be that of a picture which has waited long enough.
    let patience = if any_unread { 2 * rules.timeout } else { rules.timeout };
    for picture in pictures {
        if !claimed.contains(picture.name.as_str()) && picture.settled && picture.unchanged >= patience {
            let reason = format!("no side-car that names the picture came within {:.0} s", patience.as_secs_f64());
            steps.push(Step::Reject { files: vec![picture.clone()], reason });
        }
    }
    steps.sort_by_key(Step::oldest);
    steps
}

fn checked(group: Group, rules: Rules) -> Step {
    if group.views.len() > rules.max_views {
        let reason = format!(
            "the parcel has {} views, but {} are the most; raise --max-views",
            group.views.len(),
            rules.max_views
        );
        return Step::Reject { files: group.files, reason };
    }
    Step::Screen(group)
}

/// When the first of the files was written: the time of a scan that says none.
fn earliest(files: &[Watched]) -> Timestamp {
    let first = files.iter().map(|file| file.stamp.modified).min().unwrap_or_default();
    clock::from_milliseconds(first.max(0) / 1_000_000)
}

/// A name without its last ending.
fn stem(name: &str) -> &str {
    Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or(name)
}

fn ends_with(name: &str, ending: &str) -> bool {
    name.len() > ending.len() && name.to_ascii_lowercase().ends_with(ending)
}

#[cfg(test)]
#[path = "group_tests.rs"]
mod tests;
