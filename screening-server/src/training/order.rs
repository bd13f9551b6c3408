//! Which item comes next in a session. Pure, and a function of the answers so far: an interrupted session goes on where it
//! was.

use datasets_synthetic::dice::{Dice, Split};

use super::{
    item::{Item, TrueThreat},
    plan::shuffle,
    rules::{Kind, Rules},
    score::{Judgement, Staircase},
};

/// The item at the next position; none after the last one. `done` are the items of the positions before, with what the
/// answers were worth; `level` is where the adaptive mode of an earlier session ended.
pub(crate) fn next(
    rules: &Rules,
    items: &[Item],
    seed: u32,
    level: Option<f64>,
    done: &[(usize, Judgement)],
) -> Option<usize> {
    let order = order(rules, items.len(), seed);
    let next = *order.get(done.len())?;
    let Some(stairs) = stairs(rules, level, done) else { return Some(next) };
    let unused = |item: &usize| !done.iter().any(|(used, _)| used == item);
    let threat = |item: usize| items.get(item).and_then(|item| item.truth.threat.as_ref());
    if threat(next).is_none() {
        return order.iter().copied().find(|&item| unused(&item) && threat(item).is_none());
    }
    let distance = |item: &usize| {
        threat(*item)
            .and_then(TrueThreat::difficulty)
            .map_or(f64::MAX, |difficulty| (difficulty - stairs.level()).abs())
    };
    let threats = order.iter().copied().filter(|&item| unused(&item) && threat(item).is_some());
    threats.min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// Where the adaptive mode is after these answers; none without it.
pub(crate) fn stairs(rules: &Rules, level: Option<f64>, done: &[(usize, Judgement)]) -> Option<Staircase> {
    let stairs = Staircase::new(rules.keep_near?, level).ok()?;
    Some(done.iter().fold(stairs, |stairs, (_, judgement)| match judgement {
        Judgement::Detection { threat: true, said, .. } => stairs.after(*said),
        _ => stairs,
    }))
}

/// A mixed order of the items; with an enhancement, all plain pictures come before the enhanced ones.
fn order(rules: &Rules, count: usize, seed: u32) -> Vec<usize> {
    let mut dice = Dice::new(u64::from(seed), 0, Split::Train);
    let mut order: Vec<usize> = (0..count).collect();
    let (first, second) = order.split_at_mut(if rules.kind == Kind::Enhancement { count / 2 } else { count });
    shuffle(first, &mut dice);
    shuffle(second, &mut dice);
    order
}

#[cfg(test)]
mod tests {
    use super::{
        super::{item::item, rules::rules},
        *,
    };

    fn said(threat: bool, said: bool) -> Judgement {
        Judgement::Detection { threat, said, located: None }
    }

    #[test]
    fn every_item_comes_once_in_an_order_of_the_session() {
        let items: Vec<Item> =
            (0..10).map(|number| item((number % 2 == 0).then_some(0.1 * f64::from(number)))).collect();
        for keep_near in [None, Some(0.75)] {
            let rules = Rules { keep_near, ..rules(Kind::YesNo) };
            let whole = |seed| {
                let mut done: Vec<(usize, Judgement)> = Vec::new();
                while let Some(item) = next(&rules, &items, seed, None, &done) {
                    assert!(done.len() < 10);
                    done.push((item, said(items[item].truth.threat.is_some(), true)));
                }
                done.iter().map(|(item, _)| *item).collect::<Vec<_>>()
            };
            let mut sorted = whole(1);
            assert_ne!(sorted, whole(2));
            sorted.sort_unstable();
            assert_eq!(sorted, (0..10).collect::<Vec<_>>(), "{keep_near:?}");
        }
    }

    #[test]
    fn threats_get_harder_for_who_sees_them_and_easier_for_who_does_not() {
        let items: Vec<Item> = (0..40).map(|number| item(Some(f64::from(number) / 40.0))).collect();
        let rules = Rules { keep_near: Some(0.75), ..rules(Kind::YesNo) };
        let mean = |hit| {
            let mut done = Vec::new();
            let mut last = Vec::new();
            for _ in 0..12 {
                let item = next(&rules, &items, 5, Some(0.5), &done).unwrap();
                last.push(items[item].truth.threat.as_ref().unwrap().difficulty().unwrap());
                done.push((item, said(true, hit)));
            }
            last.iter().rev().take(4).sum::<f64>() / 4.0
        };
        assert!(mean(true) > 0.75 && mean(false) < 0.25, "{} {}", mean(true), mean(false));
    }
}
