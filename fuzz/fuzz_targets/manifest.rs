//! A model's manifest as a user may write it: an error or a manifest, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use screening_core::model::Manifest;

fuzz_target!(|text: &str| {
    if let Err(error) = Manifest::parse(text) {
        assert!(!error.to_string().is_empty());
    }
});
