//! Shapes from a folder of meshes, through the real program.

#![allow(clippy::unwrap_used, reason = "helpers of tests, which clippy.toml's exception does not reach")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use datasets_synthetic::{
    mesh::Mesh,
    mesh_folder::{Role, read_folder},
};
use glam::Vec3;
use screening_core::taxonomy::ThreatClass;

fn obj(name: &str, mesh: &Mesh) -> String {
    let corners = mesh.vertices.iter().map(|v| format!("v {} {} {}\n", v.x, v.y, v.z));
    let faces = mesh.triangles.iter().map(|t| format!("f {} {} {}\n", t[0] + 1, t[1] + 1, t[2] + 1));
    std::iter::once(format!("o {name}\n")).chain(corners).chain(faces).collect()
}

fn folder(list: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bar.obj"), obj("bar", &Mesh::cuboid(Vec3::new(0.01, 0.3, 0.02)))).unwrap();
    fs::write(folder.path().join("shapes.toml"), list).unwrap();
    folder
}

fn synth(extra: &[&str], meshes: (&str, &Path), out: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_screening-synth"))
        .args(["--seed", "4", "--count", "3", "--long-side", "160", "200", "--threat-share", "1", "--no-pairs"])
        .args(extra)
        .arg(meshes.0)
        .arg(meshes.1)
        .arg("--out")
        .arg(out)
        .output()
        .unwrap()
}

const BARREL: &str = "[[shape]]\nfile = 'bar.obj'\nclass = 'barrel'\nmaterial = 'steel'\nlength_mm = 150\n";

#[test]
fn a_shape_has_the_class_size_and_material_of_its_entry() {
    let folder = folder(BARREL);
    let shapes = read_folder(folder.path(), Role::Threat).unwrap();
    assert_eq!((shapes.len(), shapes[0].class), (1, Some(ThreatClass::Barrel)));
    let (low, high) = shapes[0].bounds();
    // The longest side of the file, y, lies along x; the shortest along z.
    assert!((high - low - Vec3::new(150.0, 10.0, 5.0)).length() < 0.01, "{}", high - low);
    assert!((shapes[0].mass() - 150.0 * 10.0 * 5.0 * 7.85e-3).abs() < 0.1, "{} g", shapes[0].mass());
}

#[test]
fn meshes_change_the_set_and_the_rest_stays() {
    let (threats, out) = (folder(BARREL), tempfile::tempdir().unwrap());
    let goods = folder("[[shape]]\nfile = 'bar.obj'\nmaterial = 'brass'\nlength_mm = 90\n");
    for (name, folder) in [("--threat-meshes", &threats), ("--benign-meshes", &goods)] {
        let done = synth(&[], (name, folder.path()), &out.path().join(name));
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        assert!(out.path().join(name).join("truth.json").exists());
    }
}

#[test]
fn what_is_wrong_is_said_with_the_file_and_what_to_do() {
    let out = tempfile::tempdir().unwrap();
    let broken = |list: &str, damage: &dyn Fn(&Path)| {
        let folder = folder(list);
        damage(folder.path());
        let done = synth(&[], ("--threat-meshes", folder.path()), out.path());
        assert_eq!(done.status.code(), Some(2));
        String::from_utf8(done.stderr).unwrap()
    };
    let nothing = |_: &Path| ();
    let hole = |folder: &Path| {
        let mut mesh = Mesh::cuboid(Vec3::ONE);
        mesh.triangles.pop();
        fs::write(folder.join("bar.obj"), obj("lid", &mesh)).unwrap();
    };
    let more = |folder: &Path| fs::write(folder.join("other.stl"), "solid").unwrap();
    let gone = |folder: &Path| fs::remove_file(folder.join("bar.obj")).unwrap();
    let no_list = |folder: &Path| fs::remove_file(folder.join("shapes.toml")).unwrap();
    for (list, damage, words) in [
        (BARREL, &hole as &dyn Fn(&Path), ["bar.obj", "part 'lid' is not closed: 3 edges", "fill holes"]),
        (BARREL, &more, ["other.stl is not described", "[[shape]]", "shapes.toml"]),
        (BARREL, &gone, ["bar.obj", "could not be read", "No such file"]),
        (BARREL, &no_list, ["shapes.toml could not be read", "[[shape]]", "length_mm"]),
        (&BARREL.replace("barrel", "cannon"), &nothing, ["shapes.toml", "cannon", "line 3"]),
        (&BARREL.replace("steel", "mithril"), &nothing, ["shapes.toml", "mithril", "line 4"]),
        (&BARREL.replace("class = 'barrel'", ""), &nothing, ["bar.obj", "needs a class", "add class"]),
        (&BARREL.replace("150", "0.3"), &nothing, ["bar.obj", "length_mm", "between 2 and 1500"]),
        (&BARREL.replace("bar.obj", "../bar.obj"), &nothing, ["bar.obj", "is not described", "[[shape]]"]),
        (
            &format!("{BARREL}parts = {{ grip = 'nylon' }}\n"),
            &nothing,
            ["no part 'grip'", "its parts are: bar", "bar.obj"],
        ),
    ] {
        let said = broken(list, damage);
        for word in words {
            assert!(said.contains(word), "'{word}' is not in: {said}");
        }
    }
}
