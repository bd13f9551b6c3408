//! The only room that knows JSON: one file a resource.
//!
//! Every error body says `"decision": "UNKNOWN"`, so that a line which reads nothing but the decision diverts.

mod arriving;
pub(crate) mod audit;
mod blind;
mod body;
pub(crate) mod bundle;
pub(crate) mod coco;
pub(crate) mod console;
mod details;
pub(crate) mod evaluation;
pub(crate) mod events;
pub(crate) mod exercise_package;
pub(crate) mod exercise_parcels;
pub(crate) mod exercise_scores;
mod exercise_sheet;
mod exercise_words;
pub(crate) mod exercises;
mod form;
pub(crate) mod health;
pub(crate) mod keys;
pub(crate) mod metrics;
pub(crate) mod model_changes;
pub(crate) mod models;
pub(crate) mod oidc;
pub(crate) mod openapi;
pub(crate) mod outcomes;
pub(crate) mod pictures;
mod prefer;
pub(crate) mod problem;
pub(crate) mod projections;
pub(crate) mod reasons;
pub(crate) mod report;
pub(crate) mod review;
mod review_body;
pub(crate) mod review_decision;
mod scan;
pub(crate) mod scans;
mod score_body;
pub(crate) mod session;
pub(crate) mod similar;
pub(crate) mod statistics;
pub(crate) mod training;
mod upload;
pub(crate) mod users;
pub(crate) mod webhooks;
