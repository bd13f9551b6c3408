//! The only room that knows JSON: one file a resource.
//!
//! Every error body says `"decision": "UNKNOWN"`, so that a line which reads nothing but the decision diverts.

pub(crate) mod console;
pub(crate) mod evaluation;
mod form;
pub(crate) mod health;
pub(crate) mod metrics;
pub(crate) mod openapi;
pub(crate) mod pictures;
pub(crate) mod problem;
pub(crate) mod report;
pub(crate) mod scans;
mod upload;
