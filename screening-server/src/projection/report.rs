//! How often people find fictitious threats: by person and class, a month at a time.

use std::collections::BTreeMap;

use screening_core::taxonomy::ThreatClass;

use crate::records::Proportion;

/// One fictitious threat that someone decided about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Who.
    pub(crate) by: String,
    pub(crate) class: ThreatClass,
    pub(crate) found: bool,
    /// Whether they marked a place where it was not.
    pub(crate) elsewhere: bool,
    /// From the picture to the decision, as the console says.
    pub(crate) took_ms: u64,
}

/// Figures of one person, for one class or all.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MonthlyRow {
    pub(crate) by: String,
    /// None: all classes together.
    pub(crate) class: Option<ThreatClass>,
    /// Those found, of those shown.
    pub(crate) found: Proportion,
    /// Pictures with a mark where nothing was.
    pub(crate) elsewhere: u64,
    /// The middle one of the times to a decision; the mean of the two in the middle of an even number.
    pub(crate) median_ms: f64,
}

/// The rows of a month, by person; for each the classes in the taxonomy's order, before them all together.
pub(crate) fn monthly(shown: &[Shown]) -> Vec<MonthlyRow> {
    let mut groups: BTreeMap<(&str, Option<usize>), Vec<&Shown>> = BTreeMap::new();
    for one in shown {
        for class in [None, Some(one.class.index())] {
            groups.entry((&one.by, class)).or_default().push(one);
        }
    }
    let row = |((by, class), members): ((&str, Option<usize>), Vec<&Shown>)| MonthlyRow {
        by: by.to_owned(),
        class: class.and_then(|index| ThreatClass::ALL.get(index).copied()),
        found: Proportion::new(count(&members, |one| one.found), members.len() as u64),
        elsewhere: count(&members, |one| one.elsewhere),
        median_ms: median(members.iter().map(|one| one.took_ms).collect()),
    };
    groups.into_iter().map(row).collect()
}

fn count(members: &[&Shown], is: impl Fn(&Shown) -> bool) -> u64 {
    members.iter().filter(|one| is(one)).count() as u64
}

fn median(mut times: Vec<u64>) -> f64 {
    times.sort_unstable();
    let middle = times.len() / 2;
    match (times.len() % 2, times.get(middle)) {
        (_, None) => 0.0,
        (1, Some(time)) => *time as f64,
        (_, Some(upper)) => (times[middle - 1] + upper) as f64 / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(by: &str, class: ThreatClass, found: bool, took_ms: u64) -> Shown {
        Shown { by: by.to_owned(), class, found, elsewhere: !found, took_ms }
    }

    #[test]
    fn a_month_is_told_by_person_and_class_and_for_each_person_as_a_whole() {
        let rows = monthly(&[
            shown("ben", ThreatClass::Cartridge, true, 900),
            shown("anna", ThreatClass::Magazine, false, 4000),
            shown("anna", ThreatClass::Pistol, true, 1000),
            shown("anna", ThreatClass::Pistol, true, 3000),
        ]);
        let of = |row: &MonthlyRow| (row.by.clone(), row.class, row.found.count, row.found.of, row.median_ms);
        let anna = |class, count, of, median| ("anna".to_owned(), class, count, of, median);
        assert_eq!(of(&rows[0]), anna(None, 2, 3, 3000.0));
        assert_eq!(of(&rows[1]), anna(Some(ThreatClass::Pistol), 2, 2, 2000.0));
        assert_eq!(of(&rows[2]), anna(Some(ThreatClass::Magazine), 0, 1, 4000.0));
        assert_eq!((rows.len(), &*rows[3].by, rows[0].elsewhere, rows[1].elsewhere), (5, "ben", 1, 0));
        assert_eq!(monthly(&[]), []);
    }
}
