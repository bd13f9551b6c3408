//! glTF 2.0 and GLB: triangles of every mesh of the scene, placed by its nodes.
//!
//! The `gltf` crate checks the document; accessors are read here, since its own readers trust types, counts and strides.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use glam::{Affine3A, Mat4, Vec3};
use gltf::{
    Accessor, Gltf, Mesh as GltfMesh, Node, Primitive, Semantic,
    accessor::{DataType, Dimensions},
    buffer::Source,
    mesh::Mode,
};

use super::{
    MeshProblem,
    read::{MOST_TRIANGLES, Parts},
};
use crate::mesh::Mesh;

/// Nodes within nodes that are followed; deeper ones must be a loop.
const DEEPEST: usize = 32;
/// Nodes that are visited; more must be a trap.
const MOST_NODES: usize = 10_000;

/// Decodes a document; `beside` reads another file of the same folder.
pub(super) fn decode(
    bytes: &[u8],
    beside: impl Fn(&str) -> Result<Vec<u8>, MeshProblem>,
) -> Result<Parts, MeshProblem> {
    let Gltf { document, blob } = Gltf::from_slice(bytes).map_err(|error| MeshProblem::Format(error.to_string()))?;
    if let Some(extension) = document.extensions_required().next() {
        return Err(MeshProblem::Format(format!("it needs the extension {extension}; export it without")));
    }
    let buffers = document
        .buffers()
        .map(|buffer| match buffer.source() {
            Source::Bin => blob.clone().ok_or_else(|| MeshProblem::Format("its binary part is missing".to_owned())),
            Source::Uri(uri) => match uri.strip_prefix("data:") {
                Some(data) => data
                    .split_once(";base64,")
                    .and_then(|(_, data)| STANDARD.decode(data).ok())
                    .ok_or_else(|| MeshProblem::Format("a data URI is not base64".to_owned())),
                None => beside(uri),
            },
        })
        .collect::<Result<Vec<_>, _>>()?;
    let mut walk = Walk { buffers, parts: Vec::new(), nodes: 0, triangles: 0 };
    match document.default_scene().or_else(|| document.scenes().next()) {
        Some(scene) => {
            for node in scene.nodes() {
                walk.node(&node, Mat4::IDENTITY, 0)?;
            }
        }
        None => {
            for mesh in document.meshes() {
                walk.mesh(&mesh, Mat4::IDENTITY)?;
            }
        }
    }
    Ok(walk.parts)
}

struct Walk {
    buffers: Vec<Vec<u8>>,
    parts: Parts,
    nodes: usize,
    triangles: usize,
}

impl Walk {
    fn node(&mut self, node: &Node<'_>, above: Mat4, depth: usize) -> Result<(), MeshProblem> {
        self.nodes += 1;
        if depth > DEEPEST || self.nodes > MOST_NODES {
            return Err(MeshProblem::Format("its nodes are nested without end".to_owned()));
        }
        let place = above * Mat4::from_cols_array_2d(&node.transform().matrix());
        if let Some(mesh) = node.mesh() {
            self.mesh(&mesh, place)?;
        }
        for child in node.children() {
            self.node(&child, place, depth + 1)?;
        }
        Ok(())
    }

    /// One part a mesh: its primitives together, since a surface may be split by colour.
    fn mesh(&mut self, mesh: &GltfMesh<'_>, place: Mat4) -> Result<(), MeshProblem> {
        let mut whole = Mesh::default();
        for primitive in mesh.primitives() {
            whole.merge(self.primitive(&primitive)?);
        }
        whole.transform(&Affine3A::from_mat4(place));
        let name = mesh.name().map_or_else(|| format!("mesh {}", mesh.index()), str::to_owned);
        self.parts.push((name, whole));
        Ok(())
    }

    fn primitive(&mut self, primitive: &Primitive<'_>) -> Result<Mesh, MeshProblem> {
        if primitive.mode() != Mode::Triangles {
            return Err(MeshProblem::Format(format!("{:?} are not read, only triangles", primitive.mode())));
        }
        let positions = primitive
            .get(&Semantic::Positions)
            .ok_or_else(|| MeshProblem::Format("a mesh has no positions".to_owned()))?;
        let corners = self.items(&positions, Dimensions::Vec3, &[DataType::F32])?;
        let vertices: Vec<Vec3> = corners
            .map(|b| Vec3::from_array([0, 4, 8].map(|at| f32::from_le_bytes([b[at], b[at + 1], b[at + 2], b[at + 3]]))))
            .collect();
        let indices: Vec<u32> = match primitive.indices() {
            Some(accessor) => self
                .items(&accessor, Dimensions::Scalar, &[DataType::U8, DataType::U16, DataType::U32])?
                .map(|b| b.iter().rev().fold(0, |sum, &byte| sum << 8 | u32::from(byte)))
                .collect(),
            None => (0..vertices.len() as u32).collect(),
        };
        if indices.iter().any(|&i| i as usize >= vertices.len()) {
            return Err(MeshProblem::Format("a triangle names a corner that is not there".to_owned()));
        }
        self.triangles += indices.len() / 3;
        if self.triangles > MOST_TRIANGLES {
            return Err(MeshProblem::TooManyTriangles(MOST_TRIANGLES));
        }
        Ok(Mesh { vertices, triangles: indices.as_chunks::<3>().0.to_vec() })
    }

    /// The bytes of each item of an accessor.
    fn items(
        &self,
        accessor: &Accessor<'_>,
        dimensions: Dimensions,
        types: &[DataType],
    ) -> Result<impl Iterator<Item = &[u8]>, MeshProblem> {
        let refuse = |what: &str| MeshProblem::Format(what.to_owned());
        if accessor.dimensions() != dimensions || !types.contains(&accessor.data_type()) {
            return Err(refuse("positions or indices are of another type than the format allows"));
        }
        let view = match (accessor.sparse(), accessor.view()) {
            (None, Some(view)) => view,
            _ => return Err(refuse("sparse or empty accessors are not read")),
        };
        let size = accessor.size();
        let stride = view.stride().unwrap_or(size);
        let out = || refuse("an accessor reaches out of its buffer");
        let start = view.offset().checked_add(accessor.offset()).ok_or_else(out)?;
        let length =
            accessor.count().checked_sub(1).and_then(|n| n.checked_mul(stride)).and_then(|n| n.checked_add(size));
        let length = length.ok_or_else(out)?;
        let end = start.checked_add(length).ok_or_else(out)?;
        let bytes = self.buffers.get(view.buffer().index()).and_then(|b| b.get(start..end)).ok_or_else(out)?;
        if stride < size {
            return Err(refuse("items of an accessor overlap"));
        }
        Ok(bytes.chunks(stride).filter_map(move |item| item.get(..size)))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A GLB file of one mesh, under a node that moves and scales it.
    pub(in super::super) fn glb(mesh: &Mesh) -> Vec<u8> {
        let mut data: Vec<u8> = mesh.vertices.iter().flat_map(|v| v.to_array()).flat_map(f32::to_le_bytes).collect();
        let positions = data.len();
        data.extend(mesh.triangles.iter().flatten().flat_map(|i| i.to_le_bytes()));
        let (low, high) = mesh.bounds();
        let json = serde_json::json!({
            "asset": { "version": "2.0" },
            "scene": 0,
            "scenes": [{ "nodes": [0] }],
            "nodes": [{ "mesh": 0, "scale": [2.0, 2.0, 2.0], "translation": [5.0, 0.0, 0.0] }],
            "meshes": [{ "name": "block", "primitives": [{ "attributes": { "POSITION": 0 }, "indices": 1 }] }],
            "buffers": [{ "byteLength": data.len() }],
            "bufferViews": [
                { "buffer": 0, "byteOffset": 0, "byteLength": positions },
                { "buffer": 0, "byteOffset": positions, "byteLength": data.len() - positions },
            ],
            "accessors": [
                { "bufferView": 0, "componentType": 5126, "count": mesh.vertices.len(), "type": "VEC3",
                  "min": low.to_array(), "max": high.to_array() },
                { "bufferView": 1, "componentType": 5125, "count": mesh.triangles.len() * 3, "type": "SCALAR" },
            ],
        });
        let mut text = json.to_string().into_bytes();
        text.resize(text.len().next_multiple_of(4), b' ');
        let mut file = b"glTF".to_vec();
        let total = 12 + 8 + text.len() + 8 + data.len();
        file.extend([2, total as u32].iter().flat_map(|n| n.to_le_bytes()));
        file.extend((text.len() as u32).to_le_bytes());
        file.extend(b"JSON");
        file.extend(text);
        file.extend((data.len() as u32).to_le_bytes());
        file.extend(b"BIN\0");
        file.extend(data);
        file
    }

    fn alone(_: &str) -> Result<Vec<u8>, MeshProblem> {
        Err(MeshProblem::Empty)
    }

    #[test]
    fn a_glb_is_read_and_placed_by_its_node() {
        let parts = decode(&glb(&Mesh::cuboid(Vec3::ONE)), alone).unwrap();
        assert_eq!(parts[0].0, "block");
        assert!((parts[0].1.volume() - 8.0).abs() < 1e-4);
        assert_eq!(parts[0].1.bounds().0, Vec3::new(4.0, -1.0, -1.0));
    }

    #[test]
    fn loops_of_nodes_and_lies_about_sizes_are_refused() {
        let whole = |accessor: &str, nodes: &str| {
            format!(
                r#"{{"asset":{{"version":"2.0"}},"scene":0,"scenes":[{{"nodes":[0]}}],"nodes":{nodes},
                "meshes":[{{"primitives":[{{"attributes":{{"POSITION":0}}}}]}}],
                "buffers":[{{"byteLength":36,"uri":"data:application/octet-stream;base64,{}"}}],
                "bufferViews":[{{"buffer":0,"byteLength":36}}],
                "accessors":[{{"bufferView":0,"componentType":5126,"type":"VEC3","min":[0,0,0],"max":[1,1,1],{accessor}}}]}}"#,
                STANDARD.encode([0u8; 36])
            )
        };
        let read = |text: String| decode(text.as_bytes(), alone);
        assert!(read(whole(r#""count":3"#, r#"[{"mesh":0}]"#)).is_ok());
        for (accessor, nodes) in [
            (r#""count":3"#, r#"[{"mesh":0,"children":[0]}]"#),
            (r#""count":4000000000"#, r#"[{"mesh":0}]"#),
            (r#""count":0"#, r#"[{"mesh":0}]"#),
            (r#""count":3,"byteOffset":18446744073709551612"#, r#"[{"mesh":0}]"#),
        ] {
            assert!(matches!(read(whole(accessor, nodes)), Err(MeshProblem::Format(_))), "{accessor} {nodes}");
        }
    }
}
