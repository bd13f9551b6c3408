//! Many small scans, and the memory that they leave.

use std::{io::Cursor, sync::Arc, time::Duration};

use anyhow::{Context as _, Result, ensure};
use bytes::Bytes;
use image::{GrayImage, ImageFormat, Luma};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::{
    client::{Client, Outcome, Wait},
    figures::{Check, of_sorted},
    service::Service,
};

/// Scans before anything is compared: pools, caches and the allocator have grown by then.
const WARM: usize = 1000;

/// Scans whose memory is taken together.
const STRETCH: usize = 1000;

/// Scans in flight.
const LINES: usize = 4;

/// Sends so many small scans; compares the memory of the last thousand with that of the first after the warm-up.
pub(crate) async fn run(service: &Service, scans: usize) -> Result<(Value, Vec<Check>)> {
    ensure!(
        scans >= WARM + 2 * STRETCH,
        "at least {} scans, so that there is something to compare",
        WARM + 2 * STRETCH
    );
    let client = Arc::new(Client::new(service.address));
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} scans, {per_sec}, {eta} left, {msg}")?;
    let progress = ProgressBar::new(scans as u64).with_style(style);
    let (mut memory, mut failed, mut flying) = (Vec::with_capacity(scans), 0, JoinSet::new());
    for number in 0..scans {
        if flying.len() == LINES {
            let outcome = flying.join_next().await.context("nothing is in flight")??;
            failed += usize::from(outcome != Outcome::Decided);
        }
        let (client, picture) = (Arc::clone(&client), picture(number)?);
        flying.spawn(async move {
            loop {
                let answer = client.scan(number, &picture, Wait::Whole).await;
                if answer.outcome != Outcome::Refused {
                    return answer.outcome;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        memory.push(service.memory()?);
        progress.inc(1);
        if number % 100 == 0 {
            let now = memory.last().copied().unwrap_or_default();
            progress.set_message(format!("{now:.0} MiB"));
            if number % 10_000 == 0 {
                // Where there is no terminal, the bar is not drawn.
                eprintln!("{number} scans, {now:.1} MiB");
            }
        }
    }
    while let Some(outcome) = flying.join_next().await {
        failed += usize::from(outcome? != Outcome::Decided);
    }
    progress.finish();
    let middle = |from: usize| of_sorted(memory[from..from + STRETCH].to_vec(), 0.5);
    let (first, last) = (middle(WARM), middle(scans - STRETCH));
    let growth = last / first - 1.0;
    println!("| scans | memory after {} MiB | memory at the end MiB | growth |", WARM + STRETCH);
    println!("|---:|---:|---:|---:|\n| {scans} | {first:.1} | {last:.1} | {:.1} % |", 100.0 * growth);
    let every = (scans / 100).max(1);
    let course: Vec<f64> = memory.iter().step_by(every).copied().collect();
    let checks = vec![
        Check {
            goal: "memory at the end within 5 % of that after the first thousand past the warm-up".to_owned(),
            found: format!("{:+.1} %", 100.0 * growth),
            holds: growth.abs() <= 0.05,
        },
        Check { goal: "every scan is decided".to_owned(), found: format!("{failed} are not"), holds: failed == 0 },
    ];
    let figures = json!({
        "scans": scans, "first_mib": first, "last_mib": last, "growth": growth, "failed": failed,
        "course_mib": course, "course_every": every,
    });
    Ok((figures, checks))
}

/// A small parcel, another one each time.
fn picture(number: usize) -> Result<Bytes> {
    let (width, height) = (160, 120);
    let inside = |at: u32, of: u32| (of / 8..of - of / 8).contains(&at);
    let shade = (number % 97) as u8;
    let drawn = GrayImage::from_fn(width, height, |x, y| {
        let parcel = inside(x, width) && inside(y, height);
        Luma([if parcel { 120 + shade + ((x * 7 + y * 13 + number as u32) % 5) as u8 } else { 250 }])
    });
    let mut file = Cursor::new(Vec::new());
    drawn.write_to(&mut file, ImageFormat::Png)?;
    Ok(Bytes::from(file.into_inner()))
}
