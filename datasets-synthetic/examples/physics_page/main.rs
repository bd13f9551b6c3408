//! Writes `docs/physics.md` and its picture: what the physics gives, beside what it should.
//!
//! `cargo run -p datasets-synthetic --example physics_page [FOLDER]`; the folder is `docs` unless told.

use std::{error::Error, fmt::Write as _, path::PathBuf};

use datasets_synthetic::{
    dice::{Dice, Split},
    export::write_picture,
    look::{Look, MaterialIndex},
    physics::{
        beam::{Beam, BeamSpec},
        detector::DetectorSpec,
        material::Material,
        nist,
    },
    raster::Grid,
    render::expose,
    scene::{Placed, Scene},
    shapes::wedge::step_wedge,
};
use glam::{Affine3A, Vec3};

const SIDE: f32 = 60.0;
const WEDGES: [(Material, [f32; 10]); 3] = [
    (Material::Polyethylene, [10.0, 20.0, 40.0, 60.0, 90.0, 120.0, 160.0, 200.0, 250.0, 300.0]),
    (Material::Aluminium, [1.0, 3.0, 6.0, 10.0, 20.0, 30.0, 45.0, 60.0, 90.0, 120.0]),
    (Material::Steel, [0.5, 1.0, 2.0, 4.0, 8.0, 12.0, 20.0, 30.0, 45.0, 60.0]),
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("docs"), PathBuf::from);
    let beam = Beam::new(&BeamSpec::default())?;
    let detector = DetectorSpec { photons: 6e4, electronic: 3e-4, scatter: 1e-3, blur: 0.6, lag: 0.04, gain: 0.001 };
    let objects = WEDGES
        .iter()
        .enumerate()
        .map(|(row, (material, steps))| {
            let mut object = step_wedge(*material, steps, SIDE);
            let y = (1.0 - row as f32) * SIDE * 1.25;
            object.transform(&Affine3A::from_translation(Vec3::new(0.0, y, 0.0)));
            Placed { object, tilt: 0.0 }
        })
        .collect();
    let grid = Grid { width: 640, height: 256, mm_per_pixel: [1.0, 1.0] };
    let scene = Scene { grid, objects, cloth: Vec::new() };
    let mut dice = Dice::new(1, 0, Split::Train);
    let exposure = expose(&scene, &beam, &detector, &mut dice);
    let index = MaterialIndex::new(&beam);
    let picture = Look::standard().paint(grid.width, &exposure.low, &exposure.high, exposure.floor, &index, &mut dice);
    std::fs::create_dir_all(&folder)?;
    write_picture(&picture, &folder.join("step-wedge.png"))?;

    let page = include_str!("page.md")
        .replace("{materials}", &Material::ALL.len().to_string())
        .replace("{fit}", &fit(&beam))
        .replace("{attenuation}", attenuation()?.trim_end())
        .replace("{wedge}", wedge(&beam).trim_end())
        .replace("{failure}", &failure(&beam, exposure.floor));
    std::fs::write(folder.join("physics.md"), page)?;
    Ok(())
}

fn fit(beam: &Beam) -> String {
    let mut errors: Vec<(f64, Material)> = Material::ALL.map(|m| (beam.fit_error(m), m)).to_vec();
    errors.sort_by(|a, b| a.0.total_cmp(&b.0));
    let worst: Vec<String> =
        errors.iter().rev().take(5).map(|(error, m)| format!("{m:?} {:.0} %", error * 100.0)).collect();
    format!(
        "median {:.2} %; the worst, heavy\nelements with a K edge inside the spectrum, {}",
        errors[errors.len() / 2].0 * 100.0,
        worst.join(", ")
    )
}

fn attenuation() -> Result<String, Box<dyn Error>> {
    let mut table = String::from("| substance | keV | NIST | here | ratio |\n|---|---|---|---|---|\n");
    for one in nist::compare()? {
        let (substance, kev, nist, ours, ratio) = (one.substance, one.kev, one.nist, one.ours, one.ratio());
        writeln!(table, "| {substance} | {kev} | {nist} | {ours:.4} | {ratio:.4} |")?;
    }
    Ok(table)
}

fn wedge(beam: &Beam) -> String {
    let mut table = String::from("| material | mm | low | high | ln low / ln high |\n|---|---|---|---|---|\n");
    for (material, steps) in WEDGES {
        for mm in steps {
            let (low, high) = beam.through(material, mm);
            let ratio = low.ln() / high.ln();
            // Writing to a String cannot fail.
            let _ = writeln!(table, "| {material:?} | {mm} | {low:.5} | {high:.5} | {ratio:.3} |");
        }
    }
    table
}

fn failure(beam: &Beam, floor: f32) -> String {
    let reach = (1..2000).map(|i| i as f32 * 0.1).find(|&mm| beam.through(Material::Steel, mm).1 < floor);
    let reach = reach.map_or_else(|| "more than 200".to_owned(), |mm| format!("{mm:.0}"));
    format!(
        "With this detector's floor of {floor:.4} the beam is lost in {reach} mm of steel: the ratio there is that of two\n\
         noises, which is why the thickest steps are painted black and not orange. Scatter pulls the ratio down well before\n\
         that, so from eight times the floor on the painter takes everything for metal: the thickest plastic and aluminium\n\
         turn blue, as they do on consoles that fail safe."
    )
}
