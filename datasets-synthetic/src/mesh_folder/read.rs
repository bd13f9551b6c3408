//! Mesh files to named meshes. Files come from outside: sizes are checked before anything is allocated, and what a
//! library would not survive is taken out first.

use std::{io::Cursor, path::Path};

use glam::Vec3;

use super::{MeshProblem, gltf};
use crate::mesh::Mesh;

/// Largest file that is read, bytes.
pub(super) const MOST_BYTES: u64 = 64 << 20;
/// Most triangles of one file.
pub(super) const MOST_TRIANGLES: usize = 200_000;

/// Parts of a file by name.
pub(super) type Parts = Vec<(String, Mesh)>;

/// Formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Stl,
    Obj,
    Gltf,
}

impl Format {
    /// The format that a file's ending stands for.
    pub(super) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "stl" => Some(Self::Stl),
            "obj" => Some(Self::Obj),
            "gltf" | "glb" => Some(Self::Gltf),
            _ => None,
        }
    }
}

/// Reads a file of the folder.
pub(super) fn read(folder: &Path, name: &str) -> Result<Parts, MeshProblem> {
    let format = Format::of(Path::new(name)).ok_or(MeshProblem::UnknownFormat)?;
    let bytes = bytes_of(folder, name)?;
    let parts = decode(format, &bytes, |name| bytes_of(folder, name))?;
    if parts.iter().all(|(_, mesh)| mesh.triangles.is_empty()) {
        return Err(MeshProblem::Empty);
    }
    Ok(parts)
}

/// Decodes a file's bytes; `beside` reads another file of the same folder.
pub(super) fn decode(
    format: Format,
    bytes: &[u8],
    beside: impl Fn(&str) -> Result<Vec<u8>, MeshProblem>,
) -> Result<Parts, MeshProblem> {
    match format {
        Format::Stl => stl(bytes),
        Format::Obj => obj(bytes),
        Format::Gltf => gltf::decode(bytes, beside),
    }
}

/// The bytes of a file that lies in the folder itself.
fn bytes_of(folder: &Path, name: &str) -> Result<Vec<u8>, MeshProblem> {
    if Path::new(name).file_name().is_none_or(|last| last != name) {
        return Err(MeshProblem::Outside(name.to_owned()));
    }
    let path = folder.join(name);
    let bytes = std::fs::metadata(&path)?.len();
    if bytes > MOST_BYTES {
        return Err(MeshProblem::TooLarge { bytes, most: MOST_BYTES });
    }
    Ok(std::fs::read(path)?)
}

fn stl(bytes: &[u8]) -> Result<Parts, MeshProblem> {
    let mut bytes = bytes.to_vec();
    let count = bytes.get(80..84).and_then(|b| b.try_into().ok()).map(|b| u64::from(u32::from_le_bytes(b)));
    if count.is_some_and(|count| 84 + 50 * count == bytes.len() as u64) {
        // Some programs begin the header of a binary file with the word that marks text.
        bytes[..80].fill(0);
    }
    let broken = |error: std::io::Error| MeshProblem::Format(error.to_string());
    let mut file = Cursor::new(bytes);
    let mut mesh = Mesh::default();
    for triangle in stl_io::create_stl_reader(&mut file).map_err(broken)? {
        let corners = triangle.map_err(broken)?.vertices;
        if mesh.triangles.len() == MOST_TRIANGLES {
            return Err(MeshProblem::TooManyTriangles(MOST_TRIANGLES));
        }
        let first = mesh.vertices.len() as u32;
        mesh.vertices.extend(corners.map(|corner| Vec3::new(corner[0], corner[1], corner[2])));
        mesh.triangles.push([first, first + 1, first + 2]);
    }
    Ok(vec![("surface".to_owned(), mesh)])
}

fn obj(bytes: &[u8]) -> Result<Parts, MeshProblem> {
    let text = std::str::from_utf8(bytes).map_err(|_| MeshProblem::Format("it is not text".to_owned()))?;
    let options = tobj::LoadOptions { triangulate: true, ..tobj::LoadOptions::default() };
    let no_materials = |_: &Path| Ok((Vec::new(), Default::default()));
    let (models, _) = tobj::load_obj_buf(&mut Cursor::new(geometry_of(text)), &options, no_materials)
        .map_err(|error| MeshProblem::Format(error.to_string()))?;
    let total: usize = models.iter().map(|model| model.mesh.indices.len() / 3).sum();
    if total > MOST_TRIANGLES {
        return Err(MeshProblem::TooManyTriangles(MOST_TRIANGLES));
    }
    models
        .into_iter()
        .map(|model| {
            let vertices: Vec<Vec3> =
                model.mesh.positions.as_chunks::<3>().0.iter().map(|&corner| Vec3::from_array(corner)).collect();
            let triangles = model.mesh.indices.as_chunks::<3>().0.to_vec();
            if triangles.iter().flatten().any(|&i| i as usize >= vertices.len()) {
                return Err(MeshProblem::Format("a face names a corner that is not there".to_owned()));
            }
            Ok((model.name, Mesh { vertices, triangles }))
        })
        .collect()
}

/// The lines of an OBJ file that make its shape: corners, faces without texture and normals, and names.
fn geometry_of(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        let mut words = line.split_whitespace();
        match words.next() {
            Some("v") => {
                kept.push('v');
                words.take(3).for_each(|word| {
                    kept.push(' ');
                    kept.push_str(word);
                });
                kept.push('\n');
            }
            Some("f") => {
                kept.push('f');
                words.for_each(|word| {
                    kept.push(' ');
                    kept.push_str(word.split('/').next().unwrap_or_default());
                });
                kept.push('\n');
            }
            Some("o" | "g") => {
                kept.push_str(line.trim());
                kept.push('\n');
            }
            _ => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(super) fn binary_stl(mesh: &Mesh, header: &[u8]) -> Vec<u8> {
        let mut bytes = vec![b' '; 80];
        bytes[..header.len()].copy_from_slice(header);
        bytes.extend((mesh.triangles.len() as u32).to_le_bytes());
        for triangle in &mesh.triangles {
            bytes.extend([0; 12]);
            triangle
                .iter()
                .flat_map(|&i| mesh.vertices[i as usize].to_array())
                .for_each(|x| bytes.extend(x.to_le_bytes()));
            bytes.extend([0; 2]);
        }
        bytes
    }

    const CUBE: &str = "o block\nv 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nv 0 0 1\nv 1 0 1\nv 1 1 1\nv 0 1 1\nvt 0 0\nvn 0 0 1\n\
        f 4/1/1 3/1/1 2/1/1 1/1/1\nf 5 6 7 8\nf 1 2 6 5\nf 2//1 3//1 7//1 6//1\nf 3 4 8 7\nf -5 -8 -4 -1\n";

    fn alone(_: &str) -> Result<Vec<u8>, MeshProblem> {
        Err(MeshProblem::Empty)
    }

    #[test]
    fn stl_as_text_and_binary_whatever_its_header() {
        let tube = Mesh::tube(5.0, 3.0, 20.0);
        for header in [&b""[..], b"solid part"] {
            let parts = decode(Format::Stl, &binary_stl(&tube, header), alone).unwrap();
            assert_eq!(parts[0].1.triangles.len(), tube.triangles.len());
            assert!((parts[0].1.volume() - tube.volume()).abs() < 1.0);
        }
        let text = b"solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\nendsolid a";
        assert_eq!(decode(Format::Stl, text, alone).unwrap()[0].1.triangles, [[0, 1, 2]]);
    }

    #[test]
    fn obj_faces_of_every_notation_make_the_cube() {
        let parts = decode(Format::Obj, CUBE.as_bytes(), alone).unwrap();
        assert_eq!((parts.len(), parts[0].0.as_str()), (1, "block"));
        assert!((parts[0].1.volume() - 1.0).abs() < 1e-5, "{}", parts[0].1.volume());
    }

    #[test]
    fn an_stl_that_promises_more_than_it_holds_is_refused() {
        let mut bytes = binary_stl(&Mesh::cuboid(Vec3::ONE), b"");
        bytes[80..84].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(matches!(decode(Format::Stl, &bytes, alone), Err(MeshProblem::Format(_))));
    }

    #[test]
    fn a_face_without_its_corners_is_refused() {
        assert!(matches!(decode(Format::Obj, b"v 0 0 0\nf 1 2 3\n", alone), Err(MeshProblem::Format(_))));
    }

    #[test]
    fn names_stay_in_the_folder() {
        for name in ["../a.stl", "/etc/a.stl", "sub/a.stl", "..", ""] {
            assert!(matches!(bytes_of(Path::new("/tmp"), name), Err(MeshProblem::Outside(_))), "{name}");
        }
    }

    proptest! {
        /// Any damage ends in parts or an error, never in a panic.
        #[test]
        fn damaged_files_do_not_break_the_reader(
            format in 0usize..3,
            cut in 0usize..4000,
            hits in prop::collection::vec((0usize..4000, any::<u8>()), 0..12),
        ) {
            let glb = gltf::tests::glb(&Mesh::cuboid(Vec3::ONE));
            let (format, mut bytes) = [
                (Format::Stl, binary_stl(&Mesh::cuboid(Vec3::ONE), b"")),
                (Format::Obj, CUBE.as_bytes().to_vec()),
                (Format::Gltf, glb),
            ][format].clone();
            for (at, value) in hits {
                let at = at % bytes.len();
                bytes[at] = value;
            }
            if cut < bytes.len() {
                bytes.truncate(cut);
            }
            if let Ok(parts) = decode(format, &bytes, alone) {
                for (_, mesh) in parts {
                    let _ = super::super::surface::closed(mesh);
                }
            }
        }
    }
}
