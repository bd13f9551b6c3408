//! `screening exercise project` from the outside: what it makes of a few scans, and what it says of bad ones.

use std::{
    fs,
    io::Cursor,
    path::{Path, PathBuf},
};

use datasets_synthetic::{
    dice::{Dice, Split},
    export::write_pair,
    physics::{
        beam::{Beam, BeamSpec},
        detector::DetectorSpec,
    },
    render::expose,
    scene::{Scene, SceneOptions},
};
use image::{ExtendedColorType, ImageEncoder as _, codecs::png::PngEncoder};
use serde_json::Value;
use tiff::decoder::Decoder;

use crate::program::{Ran, run};

/// Longer side of the scans, pixels.
const SIDE: usize = 300;

/// Writes raw pairs of benign parcels; gives the folder and the millimetres of a pixel.
fn scans(folder: &Path, count: u64) -> (PathBuf, [f32; 2]) {
    let beam = Beam::new(&BeamSpec::default()).unwrap();
    let hosts = folder.join("hosts");
    fs::create_dir(&hosts).unwrap();
    let options = SceneOptions { long_side: [SIDE; 2], threat_share: 0.0, ..SceneOptions::default() };
    let mut mm_per_pixel = [0.0; 2];
    for number in 0..count {
        let mut dice = Dice::new(40, number, Split::Train);
        let scene = Scene::draw_around(&mut dice, &options, &[]);
        let exposure = expose(&scene, &beam, &DetectorSpec::draw(&mut dice.clone()), &mut dice);
        mm_per_pixel = exposure.grid.mm_per_pixel;
        write_pair(&exposure, &hosts.join(format!("{number}.tiff"))).unwrap();
    }
    (hosts, mm_per_pixel)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Runs the command on one scale for all scans; `more` follows it.
fn project(hosts: &Path, out: &Path, mm: [f32; 2], more: &[&str]) -> Ran {
    let [x, y] = mm.map(|mm| mm.to_string());
    let scale = ["--mm-per-pixel", &x, &y];
    run(&[&["exercise", "project", text(hosts), "--out", text(out)], &scale[..], more].concat())
}

fn report(out: &Path) -> Vec<Value> {
    let text = fs::read_to_string(out.join("report.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn grey_png(width: u32, height: u32, sample: impl Fn(u32, u32) -> u8) -> Vec<u8> {
    let mut out = Vec::new();
    let data: Vec<u8> = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| sample(x, y)).collect();
    PngEncoder::new(&mut out).write_image(&data, width, height, ExtendedColorType::L8).unwrap();
    out
}

/// A folder with one grey cut-out of so many pixels a side, which is said to be `mm` large a pixel.
fn library(folder: &Path, side: u32, mm: &str) -> PathBuf {
    let middle = move |x: u32, y: u32| {
        let inside = side / 4..side - side / 4;
        inside.contains(&x) && inside.contains(&y)
    };
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("a.png"), grey_png(side, side, |x, y| if middle(x, y) { 90 } else { 250 })).unwrap();
    fs::write(folder.join("a.mask.png"), grey_png(side, side, |x, y| if middle(x, y) { 255 } else { 0 })).unwrap();
    let list = format!("[[threat]]\nfile = \"a.png\"\nmask = \"a.mask.png\"\nclass = \"barrel\"\n{mm}\n");
    fs::write(folder.join("library.toml"), list).unwrap();
    folder.to_owned()
}

#[test]
fn threats_are_put_into_scans_with_their_truth_and_the_seed_fixes_it() {
    let folder = tempfile::tempdir().unwrap();
    let (hosts, mm) = scans(folder.path(), 3);
    let out = folder.path().join("out");
    let more = ["--class", "cartridge", "--class", "magazine", "--each", "2", "--seed", "7", "--realism", "0.2"];
    project(&hosts, &out, mm, &more).assert(0, &["pictures made", "report.jsonl"]);
    let lines = report(&out);
    assert_eq!(lines.len(), 6, "{lines:?}");
    let made: Vec<&Value> = lines.iter().filter(|line| line["picture"].is_string()).collect();
    assert!(made.len() >= 3, "{lines:?}");
    for line in &lines {
        assert!(line["refused"].is_string() != line["picture"].is_string(), "{line}");
    }
    for line in &made {
        let path = out.join(line["picture"].as_str().unwrap());
        let mut pair = Decoder::new(fs::File::open(&path).unwrap()).unwrap();
        let size = pair.dimensions().unwrap();
        pair.next_image().unwrap();
        let mask = image::open(out.join(line["mask"].as_str().unwrap())).unwrap().into_luma8();
        assert_eq!((mask.dimensions(), pair.dimensions().unwrap()), (size, size));
        let marked = mask.pixels().filter(|pixel| pixel.0[0] == 255).count() as u64;
        assert_eq!(line["area"], marked);
        let bbox: Vec<f64> = line["bbox"].as_array().unwrap().iter().map(|side| side.as_f64().unwrap()).collect();
        let inside = |x: u32, y: u32| {
            let (x, y) = (f64::from(x), f64::from(y));
            (bbox[0]..bbox[0] + bbox[2]).contains(&x) && (bbox[1]..bbox[1] + bbox[3]).contains(&y)
        };
        assert!(mask.enumerate_pixels().all(|(x, y, pixel)| pixel.0[0] == 0 || inside(x, y)), "{line}");
        assert!(["cartridge", "magazine"].contains(&line["class"].as_str().unwrap()), "{line}");
        assert!((0.0..=1.0).contains(&line["view_difficulty"].as_f64().unwrap()), "{line}");
        assert!(line["superposition"].as_f64().unwrap() <= 255.0 && line["realism"]["score"].is_number(), "{line}");
        assert!(line["opacity"].is_number() && line["clutter"].is_number(), "{line}");
    }
    let sheet = image::open(out.join("sheet.png")).unwrap();
    assert!(sheet.width() > 240 && sheet.height() >= 240);

    let again = folder.path().join("again");
    project(&hosts, &again, mm, &more).assert(0, &[]);
    for file in fs::read_dir(&out).unwrap() {
        let file = file.unwrap().file_name();
        assert_eq!(fs::read(out.join(&file)).unwrap(), fs::read(again.join(&file)).unwrap(), "{file:?}");
    }
}

#[test]
fn bad_scans_and_threats_are_told_each_with_what_to_do_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (hosts, mm) = scans(folder.path(), 1);
    let place = |name: &str| folder.path().join(name);
    let shapes = ["--class", "cartridge", "--realism", "0"];
    let host = fs::read(hosts.join("0.tiff")).unwrap();

    // A scan without a parcel beside one that can be used: a line of the report, and the other is made.
    fs::write(hosts.join("1-blank.png"), grey_png(200, 160, |_, _| 250)).unwrap();
    fs::write(hosts.join("2-broken.png"), b"no picture").unwrap();
    let out = place("mixed");
    project(&hosts, &out, mm, &shapes).assert(0, &["1 pictures made, 2 refused"]);
    let lines = report(&out);
    assert!(lines[1]["refused"].as_str().unwrap().contains("shows no parcel"), "{lines:?}");
    assert!(lines[2]["host"].as_str().unwrap().ends_with("2-broken.png") && lines[2]["refused"].is_string());
    // What is there is never written over.
    project(&hosts, &out, mm, &shapes).assert(3, &["holds files already", "new or empty folder"]);
    assert_eq!(report(&out), lines);
    fs::remove_file(hosts.join("1-blank.png")).unwrap();
    fs::remove_file(hosts.join("2-broken.png")).unwrap();

    // Only what nothing could be made of is left: exit code 3, and the reason in the report.
    let refused = |name: &str, mm: [f32; 2], more: &[&str]| {
        let out = place(name);
        project(&hosts, &out, mm, more).assert(3, &["0 pictures made, 1 refused"]);
        report(&out)[0]["refused"].as_str().unwrap().to_owned()
    };
    let large = refused("large", [0.05, 0.05], &["--class", "long_gun", "--realism", "0"]);
    assert!(large.contains("mm and the parcel") && large.contains("larger parcel"), "{large}");
    let cutouts = library(&place("library"), 60, "mm_per_pixel = [1.0, 1.0]");
    let energies = refused("energies", mm, &["--library", text(&cutouts)]);
    assert!(energies.contains("two energies") && energies.contains("one energy"), "{energies}");
    let unscaled = place("unscaled");
    run(&["exercise", "project", text(&hosts), "--out", text(&unscaled), "--class", "cartridge"])
        .assert(3, &["0 pictures made"]);
    let said = report(&unscaled)[0]["refused"].as_str().unwrap().to_owned();
    assert!(said.contains("--mm-per-pixel"), "{said}");

    // A library that cannot be used: nothing is begun.
    let broken = |name: &str, words: &[&str], spoil: &dyn Fn(&Path)| {
        let (cutouts, out) = (library(&place(name), 60, "mm_per_pixel = [1.0, 1.0]"), place(&format!("{name}-out")));
        spoil(&cutouts);
        project(&hosts, &out, mm, &["--library", text(&cutouts)]).assert(3, words);
        assert!(!out.exists(), "{name}");
    };
    broken("no-list", &["library.toml could not be read"], &|at| fs::remove_file(at.join("library.toml")).unwrap());
    broken("bad-list", &["library.toml", "docs/projection.md"], &|at| {
        fs::write(at.join("library.toml"), "[[threat]\n").unwrap();
    });
    broken("bad-picture", &["a.png in the library"], &|at| fs::write(at.join("a.png"), b"\x89PNG\r\n").unwrap());
    broken("no-mask", &["a.mask.png could not be read"], &|at| fs::remove_file(at.join("a.mask.png")).unwrap());
    broken("no-scale", &["no usable mm_per_pixel"], &|at| drop(library(at, 60, "")));

    // What is asked for in a way that cannot be.
    let ask = |more: &[&str]| project(&hosts, &place("never"), mm, more);
    ask(&["--class", "cartridge", "--realism", "2"]).assert(3, &["--realism must lie between 0 and 1"]);
    ask(&["--class", "cartridge", "--kvp", "20"]).assert(3, &["--kvp must lie between 80 and 200"]);
    ask(&["--class", "cartridge", "--each", "0"]).assert(3, &["--each must lie between 1 and 1000"]);
    ask(&["--class", "sabre"]).assert(3, &["sabre"]);
    ask(&[]).assert(3, &["--library", "--class"]);
    run(&["exercise", "project", text(&place("nowhere")), "--out", text(&place("none")), "--class", "bullet"])
        .assert(3, &["0 pictures made, 1 refused"]);
    assert!(report(&place("none"))[0]["host"].as_str().unwrap().ends_with("nowhere"));
    assert!(!place("never").exists());
    assert_eq!(fs::read(hosts.join("0.tiff")).unwrap(), host, "scans are never changed");
}

#[test]
fn pseudo_colour_scans_stay_pseudo_colour() {
    let folder = tempfile::tempdir().unwrap();
    let host = folder.path().join("parcel.png");
    fs::write(&host, crate::pictures::harmless()).unwrap();
    let out = folder.path().join("out");
    project(&host, &out, [1.0, 1.0], &["--class", "magazine", "--realism", "0"]).assert(0, &["1 pictures made"]);
    let line = &report(&out)[0];
    assert_eq!(line["picture"], "000000.png");
    let made = fs::read(out.join("000000.png")).unwrap();
    let (made, was) =
        [made, fs::read(&host).unwrap()].map(|bytes| image::load(Cursor::new(bytes), image::ImageFormat::Png)).into();
    assert_ne!(made.unwrap().into_rgb8(), was.unwrap().into_rgb8());
}
