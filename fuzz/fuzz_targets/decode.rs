//! Bytes from a scanner, through the gate to the detector's picture: an error or a picture, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use screening_core::{
    decode::{Limits, decode_view},
    normalise::normalise,
    quality::{QualityOptions, assess},
};

fuzz_target!(|bytes: &[u8]| {
    // Small limits: many small pictures find more than a few large ones.
    let limits = Limits { max_pixels: 1 << 16, max_alloc: 64 << 20, ..Limits::default() };
    match decode_view("fuzz", bytes, &limits) {
        Ok(view) => {
            let quality = assess(&view, &QualityOptions::default());
            let picture = normalise(&view, &quality, None);
            assert_eq!((picture.rgb.width(), picture.rgb.height()), view.pixels.size());
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
