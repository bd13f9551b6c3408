//! What became of parcels: outcomes of opening, with their photos, and the draw of random shares.
//!
//! All of it is pure: `store` reads and keeps, `api` writes JSON.

mod outcome;
mod photo;
mod sample;

pub(crate) use self::{
    outcome::{Item, Outcome},
    photo::{MOST_PHOTOS, Photo, PhotoFault, PhotoLimits},
    sample::is_drawn,
};
