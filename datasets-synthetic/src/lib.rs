//! Synthetic X-ray scans of parcels with known truth, computed from physics and a seed.
//!
//! [`scene::Scene`] packs goods and threats (closed [`mesh::Mesh`]es of known [`physics::material`]),
//! [`render::expose`] sends a polychromatic beam through them onto a two-layer detector,
//! [`look::Look`] paints what a console would show, and [`export::write_set`] writes it all with
//! COCO truth. [`project`] projects threats into benign scans.

pub mod cloth;
pub mod dice;
pub mod drill;
pub mod export;
pub mod extras;
pub mod look;
pub mod mesh;
pub mod mesh_folder;
pub mod physics;
pub mod project;
pub mod raster;
pub mod render;
pub mod scene;
pub mod shapes;
