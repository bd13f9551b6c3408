use super::*;
use crate::intake::folder::settle::Stamp;

const SECOND: Duration = Duration::from_secs(1);
const RULES: Rules = Rules { timeout: Duration::from_secs(30), max_views: 3 };

/// A file that has been as it is for so many seconds; whole after one.
fn file(name: &str, unchanged: u32) -> Watched {
    let modified = 1_772_353_805_120_000_000 - i64::from(unchanged) * 1_000_000_000;
    let stamp = Stamp { size: 1, modified };
    Watched { name: name.to_owned(), stamp, unchanged: unchanged * SECOND, settled: unchanged > 0 }
}

fn pattern() -> NamePattern {
    NamePattern::new(r"(?<parcel>[A-Z0-9]+)(_(?<time>\d+))?_(?<view>[a-z.]+)", "%s").unwrap()
}

fn step(step: &Step) -> String {
    match step {
        Step::Reject { files, reason } => {
            let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
            format!("reject {}: {reason}", names.join(" "))
        }
        Step::Screen(group) => {
            let file = |file: &Option<String>| file.clone().unwrap_or_else(|| "-".to_owned());
            let views = group.views.iter().map(|view| match &view.files {
                GroupFiles::One(one) => format!("{}={}", view.name, file(one)),
                GroupFiles::Pair { low, high } => format!("{}={}+{}", view.name, file(low), file(high)),
            });
            let moved: Vec<&str> = group.files.iter().map(|file| file.name.as_str()).collect();
            let views: Vec<String> = views.collect();
            format!("{} [{}] {}", group.parcel.clone().unwrap_or_default(), views.join(", "), moved.join(" "))
        }
    }
}

fn steps(files: &[Watched], views: usize) -> Vec<String> {
    by_pattern(files, &pattern(), views, RULES).iter().map(step).collect()
}

#[test]
fn views_of_one_code_and_time_are_one_parcel_oldest_first() {
    let files = [file("A_100_top.png", 2), file("A_200_top.png", 5), file("A_100_side.png", 3), file("B_top.png", 4)];
    assert_eq!(
        steps(&files, 0),
        [
            "A [top=A_200_top.png] A_200_top.png",
            "B [top=B_top.png] B_top.png",
            "A [side=A_100_side.png, top=A_100_top.png] A_100_side.png A_100_top.png",
        ]
    );
}

#[test]
fn halves_of_a_pair_are_one_view_and_names_are_never_twice_the_same() {
    let files = [file("A_top.low.tif", 1), file("A_top.high.tif", 1), file("A_top.png", 1)];
    assert_eq!(
        steps(&files, 0),
        ["A [top=A_top.low.tif+A_top.high.tif, top 2=A_top.png] A_top.high.tif A_top.low.tif A_top.png"]
    );
}

#[test]
fn a_parcel_waits_for_its_views_and_is_then_screened_with_empty_ones() {
    assert!(steps(&[file("A_top.png", 5), file("A_side.png", 0)], 0).is_empty(), "one is still being written");
    assert!(steps(&[file("A_top.png", 29)], 2).is_empty());
    assert_eq!(steps(&[file("A_top.png", 30)], 2), ["A [top=A_top.png, missing view 2=-] A_top.png"]);
    assert!(steps(&[file("A_top.low.tif", 29)], 0).is_empty());
    assert_eq!(steps(&[file("A_top.low.tif", 30)], 0), ["A [top=A_top.low.tif+-] A_top.low.tif"]);
    assert_eq!(steps(&[file("A_top.png", 1), file("A_side.png", 1)], 2).len(), 1);
}

#[test]
fn names_that_say_nothing_are_rejected_when_they_are_whole() {
    assert!(steps(&[file("img.png", 0)], 0).is_empty());
    assert_eq!(
        steps(&[file("img.png", 1)], 0),
        ["reject img.png: the file's name does not fit the pattern of --watch-pattern"]
    );
    let many = ["A_a.png", "A_b.png", "A_c.png", "A_d.png"].map(|name| file(name, 1));
    assert!(steps(&many, 0)[0].contains("4 views, but 3 are the most"));
}

#[test]
fn without_a_time_in_the_name_the_first_file_s_own_counts() {
    let scanned = |files: &[Watched]| match &by_pattern(files, &pattern(), 0, RULES)[0] {
        Step::Screen(group) => clock::rfc3339(group.scanned),
        step => panic!("{step:?}"),
    };
    assert_eq!(scanned(&[file("A_top.png", 5), file("A_side.png", 3)]), "2026-03-01T08:30:00.120Z");
    assert_eq!(scanned(&[file("A_100_top.png", 5)]), "1970-01-01T00:01:40.000Z");
}

fn with_sidecars(files: &[Watched], sidecars: &[(&str, &str)]) -> Vec<String> {
    let parse = |text: &str| Sidecar::parse(text.as_bytes()).map_err(|error| error.to_string());
    let sidecars = sidecars.iter().map(|(name, text)| ((*name).to_owned(), parse(text))).collect();
    by_sidecar(files, &sidecars, RULES).iter().map(step).collect()
}

#[test]
fn a_side_car_belongs_to_the_pictures_called_like_it() {
    let code = r#"{"parcel": "A"}"#;
    for car in ["a.json", "a.png.json", "a.JSON"] {
        let files = [file("a.png", 2), file(car, 1), file("b.png", 1)];
        assert_eq!(with_sidecars(&files, &[(car, code)]), [format!("A [a=a.png] a.png {car}")]);
    }
    let pair = [file("a.low.tif", 2), file("a.high.tif", 2), file("a.json", 1)];
    let listed = r#"{"parcel": "A", "views": [{"name": "top", "low": "a.low.tif", "high": "a.high.tif"}]}"#;
    let expected = ["A [top=a.low.tif+a.high.tif] a.low.tif a.high.tif a.json"];
    assert_eq!(with_sidecars(&pair, &[("a.json", listed)]), expected);
}

#[test]
fn a_side_car_waits_for_the_pictures_that_it_lists() {
    let listed = r#"{"parcel": "A", "views": [{"name": "top", "file": "1.png"}, {"name": "side", "file": "2.png"}]}"#;
    let with = |files: &[Watched]| with_sidecars(files, &[("a.json", listed)]);
    assert!(with(&[file("1.png", 9), file("a.json", 9)]).is_empty());
    assert!(with(&[file("1.png", 90), file("2.png", 0), file("a.json", 90)]).is_empty(), "one is being written");
    assert_eq!(with(&[file("1.png", 90), file("a.json", 30)]), ["A [top=1.png, side=-] 1.png a.json"]);
    let expected = ["A [top=1.png, side=2.png] 1.png 2.png a.json"];
    assert_eq!(with(&[file("1.png", 9), file("2.png", 1), file("a.json", 1)]), expected);
}

#[test]
fn a_side_car_without_any_picture_is_a_parcel_that_was_not_seen() {
    let code = r#"{"parcel": "A"}"#;
    assert!(with_sidecars(&[file("a.json", 29)], &[("a.json", code)]).is_empty());
    assert_eq!(with_sidecars(&[file("a.json", 30)], &[("a.json", code)]), ["A [a=-] a.json"]);
}

#[test]
fn a_picture_without_a_side_car_is_rejected_in_the_end() {
    assert!(with_sidecars(&[file("a.png", 29)], &[]).is_empty());
    let expected = ["reject a.png: no side-car that names the picture came within 30 s"];
    assert_eq!(with_sidecars(&[file("a.png", 30)], &[]), expected);
    assert!(with_sidecars(&[file("a.png", 40), file("b.json", 0)], &[]).is_empty(), "b.json may name it");
}

#[test]
fn a_broken_side_car_is_rejected_with_its_picture() {
    let steps = with_sidecars(&[file("a.png", 2), file("a.json", 1)], &[("a.json", "{")]);
    assert!(
        steps.len() == 1 && steps[0].starts_with("reject a.png a.json: the side-car is no valid JSON"),
        "{steps:?}"
    );
}

#[test]
fn a_picture_belongs_to_one_side_car() {
    let listed = |code: &str| format!(r#"{{"parcel": "{code}", "views": [{{"name": "top", "file": "1.png"}}]}}"#);
    let files = [file("1.png", 50), file("a.json", 50), file("b.json", 40)];
    assert_eq!(
        with_sidecars(&files, &[("a.json", &listed("A")), ("b.json", &listed("B"))]),
        ["A [top=1.png] 1.png a.json", "B [top=-] b.json"]
    );
}
