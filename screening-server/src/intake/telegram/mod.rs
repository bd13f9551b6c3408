//! Sorters and PLCs over TCP: they announce parcels and ask what is to be done with them. `docs/telegram.md` describes
//! the telegrams byte by byte.
//!
//! No picture comes by this way. `frame` is the pure codec; `peers` remembers what was answered; `decide` answers.

mod connection;
mod decide;
mod frame;
#[cfg(test)]
mod frame_tests;
mod peers;
mod server;
mod wire;

pub(crate) use self::server::serve;
