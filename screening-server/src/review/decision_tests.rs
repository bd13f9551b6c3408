use super::*;

fn draft(action: Action) -> Draft {
    Draft {
        action,
        level: None,
        opinion: None,
        note: None,
        regions: Vec::new(),
        enhancements: vec!["inverse".to_owned()],
        used: Vec::new(),
        views_seen: vec!["top".to_owned(), "side".to_owned()],
        took_ms: 4000,
        idempotency_key: "k-1".to_owned(),
    }
}

fn subject() -> Subject {
    let view = |name: &str| SubjectView { name: name.to_owned(), size: Some([320, 240]), has_picture: true };
    Subject {
        level: 1,
        is_second: false,
        is_known: true,
        lacks_first_look: false,
        views: vec![view("top"), view("side")],
        regions: vec![1, 2],
    }
}

fn region(change: Change, of: Option<u32>, reason: Option<&str>) -> MarkedRegion {
    MarkedRegion {
        view: "top".to_owned(),
        bbox: [10.0, 10.0, 40.0, 30.0],
        class: ThreatClass::Pistol,
        change,
        of,
        reason: reason.map(str::to_owned),
    }
}

#[test]
fn a_parcel_is_cleared_only_when_every_view_was_seen() {
    assert_eq!(check(&draft(Action::Clear), &subject()), Ok(()));
    let one = Draft { views_seen: vec!["top".to_owned()], ..draft(Action::Clear) };
    assert_eq!(check(&one, &subject()), Err(Fault::ViewNotSeen("side".to_owned())));
    let mut blind = subject();
    blind.views[1].has_picture = false;
    assert_eq!(check(&draft(Action::Clear), &blind), Err(Fault::NoPicture("side".to_owned())));
    let none = Subject { views: Vec::new(), ..subject() };
    assert_eq!(check(&draft(Action::Clear), &none), Err(Fault::NoViews));
    // Everything else needs no look at all views.
    for action in [Action::Open, Action::SecondOpinion] {
        assert_eq!(check(&Draft { views_seen: Vec::new(), ..draft(action) }, &blind), Ok(()));
    }
}

#[test]
fn a_marked_threat_is_not_cleared_and_a_dismissed_one_has_a_reason() {
    for change in [Change::Drawn, Change::Moved, Change::Reclassed] {
        let of = (change != Change::Drawn).then_some(1);
        let marked = |action| Draft { regions: vec![region(change, of, None)], ..draft(action) };
        assert_eq!(check(&marked(Action::Clear), &subject()), Err(Fault::ThreatMarked("top".to_owned())));
        assert_eq!(check(&marked(Action::Open), &subject()), Ok(()));
    }
    let dismissed = |reason| Draft {
        regions: vec![region(Change::Kept, Some(1), None), region(Change::Dismissed, Some(2), reason)],
        ..draft(Action::Clear)
    };
    assert_eq!(check(&dismissed(Some("a hair dryer")), &subject()), Ok(()));
    for reason in [None, Some("  ")] {
        assert_eq!(check(&dismissed(reason), &subject()).unwrap_err().code(), "bad_decision");
    }
}

#[test]
fn a_region_lies_in_a_view_and_is_of_a_region_of_the_machine() {
    let wrong = |change: Change, of, make: fn(&mut MarkedRegion)| {
        let mut region = region(change, of, Some("why"));
        make(&mut region);
        let draft = Draft { regions: vec![region], ..draft(Action::Open) };
        assert!(matches!(check(&draft, &subject()), Err(Fault::Malformed(_))), "{draft:?}");
    };
    wrong(Change::Drawn, None, |region| region.view = "bottom".to_owned());
    wrong(Change::Drawn, None, |region| region.bbox = [300.0, 10.0, 40.0, 30.0]);
    wrong(Change::Drawn, None, |region| region.bbox = [-1.0, 10.0, 40.0, 30.0]);
    wrong(Change::Drawn, None, |region| region.bbox = [1.0, 10.0, 0.0, 30.0]);
    wrong(Change::Drawn, None, |region| region.bbox = [1.0, f32::NAN, 5.0, 30.0]);
    wrong(Change::Drawn, Some(1), |_| {});
    wrong(Change::Kept, None, |_| {});
    wrong(Change::Moved, Some(3), |_| {});
}

#[test]
fn a_parcel_is_escalated_upwards_and_with_a_note() {
    let up = |level, note: &str| Draft { level, note: Some(note.to_owned()), ..draft(Action::Escalate) };
    assert_eq!(check(&up(Some(2), "two barrels?"), &subject()), Ok(()));
    assert_eq!(check(&up(Some(2), " "), &subject()), Err(Fault::NoNote));
    for level in [None, Some(0), Some(1), Some(4)] {
        assert_eq!(check(&up(level, "why"), &subject()), Err(Fault::Level(1)));
    }
    let second = Subject { level: 2, ..subject() };
    assert_eq!(check(&up(Some(2), "why"), &second), Err(Fault::Level(2)));
    assert_eq!(next(&up(Some(3), "why"), 2, Purpose::Line, None), Next { state: State::Escalated, level: 3 });
}

#[test]
fn it_takes_two_to_clear_what_a_second_opinion_was_asked_for() {
    let ask = Draft { opinion: Some(Opinion::Open), ..draft(Action::SecondOpinion) };
    assert_eq!(check(&ask, &subject()), Ok(()));
    assert_eq!(next(&ask, 1, Purpose::Line, None), Next { state: State::SecondOpinion, level: 1 });
    let (clear, open) = (draft(Action::Clear), draft(Action::Open));
    assert_eq!(next(&clear, 1, Purpose::Line, Some(Opinion::Open)), Next { state: State::Escalated, level: 2 });
    assert_eq!(next(&clear, 1, Purpose::Line, Some(Opinion::Clear)), Next { state: State::Decided, level: 1 });
    assert_eq!(next(&clear, 1, Purpose::Line, None), Next { state: State::Decided, level: 1 });
    for first in [None, Some(Opinion::Clear), Some(Opinion::Open)] {
        assert_eq!(next(&open, 1, Purpose::Line, first), Next { state: State::Decided, level: 1 });
    }
    let check_at = |subject: Subject| check(&ask, &subject).unwrap_err();
    assert_eq!(check_at(Subject { is_second: true, ..subject() }), Fault::SecondAlready);
    assert_eq!(check_at(Subject { is_known: false, ..subject() }), Fault::NobodyElse);
    assert_eq!(check_at(Subject { level: 3, ..subject() }), Fault::NobodyAbove);
}

#[test]
fn a_quality_review_ends_with_the_first_word() {
    for action in [Action::Clear, Action::Open, Action::SecondOpinion, Action::Escalate] {
        let next = next(&draft(action), 1, Purpose::Quality, None);
        assert_eq!((next.state, next.settles()), (State::Decided, true));
    }
}

#[test]
fn nobody_decides_before_the_first_look_nor_that_nothing_was_reviewed() {
    let unseen = Subject { lacks_first_look: true, ..subject() };
    for action in [Action::Clear, Action::Open, Action::SecondOpinion] {
        assert_eq!(check(&draft(action), &unseen), Err(Fault::FirstLookMissing));
    }
    assert_eq!(check(&draft(Action::NotReviewed), &subject()), Err(Fault::ServiceOnly));
}

#[test]
fn what_goes_with_another_action_and_what_is_too_long_is_refused() {
    let refused = |draft: Draft| assert_eq!(check(&draft, &subject()).unwrap_err().code(), "bad_decision", "{draft:?}");
    refused(Draft { level: Some(2), ..draft(Action::Open) });
    refused(Draft { opinion: Some(Opinion::Open), ..draft(Action::Clear) });
    refused(Draft { note: Some("x".repeat(2001)), ..draft(Action::Open) });
    refused(Draft { note: Some("a\u{0}b".to_owned()), ..draft(Action::Open) });
    refused(Draft { idempotency_key: String::new(), ..draft(Action::Open) });
    refused(Draft { idempotency_key: "a b".to_owned(), ..draft(Action::Open) });
    refused(Draft { took_ms: u64::MAX, ..draft(Action::Open) });
    refused(Draft { used: vec!["x".to_owned(); 65], ..draft(Action::Open) });
    refused(Draft { views_seen: vec![String::new()], ..draft(Action::Open) });
    refused(Draft { regions: vec![region(Change::Drawn, None, None); 201], ..draft(Action::Open) });
}

#[test]
fn a_review_that_nobody_holds_waits_for_whom_it_is_for() {
    assert_eq!(resting(1, false), State::Waiting);
    assert_eq!(resting(2, false), State::Escalated);
    assert_eq!(resting(2, true), State::SecondOpinion);
}
