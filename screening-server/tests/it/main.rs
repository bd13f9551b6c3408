//! The program from the outside: the real binary, on the embedded engine, with a tiny model and small pictures.
//!
//! The model finds blue cells of an eighth of its input as pistols and orange-dark ones as cartridges.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests, which clippy.toml's exception does not reach")]

mod access;
mod asynchronous;
mod audit_trail;
mod bad_pictures;
mod certificate;
mod clients;
mod compatible;
mod config;
mod deadline;
mod demo;
mod documented;
mod evaluate;
mod events;
mod exposed;
mod faults;
mod http;
mod idempotency;
mod intake;
mod kill;
mod lifecycle;
mod limits;
mod live_projection;
mod login;
mod machine_keys;
mod model_check;
mod model_life;
mod models;
mod openapi;
mod operations;
mod outcomes;
mod pages;
mod people;
mod picked_parcels;
mod pictures;
#[path = "../../src/auth/policy.rs"]
#[allow(dead_code, reason = "the table is the service's own; tests use a part of it")]
mod policy;
mod program;
mod projection;
mod provider;
mod quality;
mod reading;
mod receiver;
mod restarts;
mod retention;
mod review;
mod review_desk;
mod review_limits;
mod review_rules;
mod scan;
mod security;
mod single_sign_on;
mod sorter;
mod statistics;
mod telegrams;
mod tls;
mod traces;
mod training;
mod viewer;
mod watched;
mod webhook_verify;
mod webhooks;
mod webhooks_tls;
