//! What may be wrong with a folder of meshes.

use std::path::PathBuf;

use thiserror::Error;

/// A folder of meshes cannot be used.
#[derive(Debug, Error)]
pub enum MeshFolderError {
    /// The folder could not be listed.
    #[error("{path} could not be read: {source}; give a folder of STL, OBJ, glTF or GLB files with a shapes.toml")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The description could not be read.
    #[error(
        "{path} could not be read: {message}; it needs, for each mesh, a [[shape]] with file, material and length_mm \
         (and class, for threats)"
    )]
    List {
        /// The description.
        path: PathBuf,
        /// What is wrong, with line and column where there is one.
        message: String,
    },
    /// A mesh is not described.
    #[error("{path} is not described: add a [[shape]] for it to {list}, or take it out of the folder")]
    Unlisted {
        /// The mesh.
        path: PathBuf,
        /// The description.
        list: PathBuf,
    },
    /// A mesh cannot be used.
    #[error("{path}: {problem}")]
    Mesh {
        /// The mesh.
        path: PathBuf,
        /// Why.
        #[source]
        problem: MeshProblem,
    },
}

/// Why one mesh cannot be used.
#[derive(Debug, Error)]
pub enum MeshProblem {
    /// A threat without its class.
    #[error("a threat needs a class; add class = \"...\" to its [[shape]]")]
    NoClass,
    /// Goods with a class.
    #[error("goods have no class; take it out of the [[shape]], or give the folder as threats")]
    UnwantedClass,
    /// A length outside what a parcel may hold.
    #[error("length_mm must lie between {least} and {most}")]
    Length {
        /// Shortest, mm.
        least: f32,
        /// Longest, mm.
        most: f32,
    },
    /// A name that leads out of the folder.
    #[error("'{0}' must be the name of a file in the folder itself")]
    Outside(String),
    /// A name whose ending is no known format.
    #[error("the name must end in .stl, .obj, .gltf or .glb")]
    UnknownFormat,
    /// The file could not be read.
    #[error("it could not be read: {0}")]
    Read(#[from] std::io::Error),
    /// The file is larger than any shape needs to be.
    #[error("it has {bytes} bytes; at most {most} are read: simplify the mesh")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The limit.
        most: u64,
    },
    /// More triangles than a scanner's resolution can use.
    #[error("it has more than {0} triangles; simplify the mesh: a scanner sees no detail below half a millimetre")]
    TooManyTriangles(usize),
    /// The file breaks its format, or uses a part of it that is not read.
    #[error("it is broken or uses what is not read here: {0}")]
    Format(String),
    /// A coordinate is no number, or so large that it must be a mistake.
    #[error("a coordinate is not a finite number of reasonable size")]
    NotFinite,
    /// There is nothing in it.
    #[error("it holds no triangle")]
    Empty,
    /// The surface has holes, or triangles that face different ways: what is inside cannot be told.
    #[error(
        "part '{part}' is not closed: {edges} edges do not join two triangles that face the same way; repair it in a \
         mesh editor (fill holes, merge vertices, recalculate normals)"
    )]
    Open {
        /// Which part.
        part: String,
        /// How many edges.
        edges: usize,
    },
    /// It encloses nothing.
    #[error("it encloses no volume")]
    Flat,
    /// `parts` names what the file does not have.
    #[error("it has no part '{name}'; its parts are: {known}")]
    NoSuchPart {
        /// The name given.
        name: String,
        /// Those there are.
        known: String,
    },
}
