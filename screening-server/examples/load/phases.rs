//! The phases of a load, one after the other.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};
use bytes::Bytes;
use serde_json::{Value, json};
use tokio::{task::JoinSet, time::Instant};

use crate::{
    arrivals::{Arrivals, Pattern},
    client::{Answer, Client, Outcome, Wait},
    figures::{Check, HEAD, Phase, median},
    service::Service,
};

/// How much later than its deadline an answer may reach the client: it crosses two processes that share the cores.
const UNDER_WAY: Duration = Duration::from_millis(500);

/// Rounds in which the highest rate and 80 % of it are measured in turn: machines are faster at one time than at another.
const ROUNDS: usize = 3;

/// How often memory is looked at.
const LOOK: Duration = Duration::from_millis(500);

/// What is sent, and how long.
#[derive(Debug)]
pub(crate) struct Load {
    pub(crate) pictures: Vec<Bytes>,
    pub(crate) phase: Duration,
    pub(crate) in_flight: usize,
    pub(crate) deadline: Duration,
}

/// The pictures of a file or a folder.
pub(crate) fn pictures(path: &Path) -> Result<Vec<Bytes>> {
    let unreadable = || format!("'{}' cannot be read", path.display());
    let mut files: Vec<PathBuf> = if path.is_dir() {
        let entries = fs::read_dir(path).with_context(unreadable)?;
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>().with_context(unreadable)?
    } else {
        vec![path.to_owned()]
    };
    files.retain(|file| file.extension().is_some_and(|ending| ending == "png"));
    files.sort();
    ensure!(!files.is_empty(), "'{}' holds no PNG", path.display());
    files.iter().map(|file| Ok(Bytes::from(fs::read(file).with_context(unreadable)?))).collect()
}

impl Load {
    /// Runs all phases; prints the table as it grows.
    pub(crate) async fn run(&self, service: &Service) -> Result<(Value, Vec<Check>)> {
        let client = Arc::new(Client::new(service.address));
        let numbers = Arc::new(AtomicUsize::new(0));
        eprintln!("warming up, then {ROUNDS} rounds of 3 phases and 2 more, each of {:.0} s", self.phase.as_secs_f64());
        self.closed(service, &client, &numbers, self.phase / 4).await?;
        println!("{HEAD}");
        let open = async |name: &str, rate: f64, pattern: Pattern, wait: Wait| -> Result<Phase> {
            let phase = self.open(service, &client, &numbers, (pattern, rate), wait).await?;
            println!("{}", phase.row(name, rate));
            Ok(phase)
        };
        let (mut fulls, mut busies, mut randoms) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let full = self.closed(service, &client, &numbers, self.phase).await?;
            let rate = full.rate(Outcome::Decided);
            ensure!(rate > 0.0, "nothing was decided");
            println!("{}", full.row("highest rate", rate));
            busies.push(open("80 %, from lines", 0.8 * rate, Pattern::Lines, Wait::Whole).await?);
            randoms.push(open("80 %, at random", 0.8 * rate, Pattern::Random, Wait::Whole).await?);
            fulls.push(full);
        }
        let most = median(fulls.iter().map(|phase| phase.rate(Outcome::Decided)));
        let over = open("200 %", 2.0 * most, Pattern::Random, Wait::Within(self.deadline)).await?;
        let half = open("50 %, not waited for", 0.5 * most, Pattern::Random, Wait::Acknowledgement).await?;

        let ratio_of = |phase: &Phase| phase.quantile(Outcome::Decided, 0.99) / phase.service();
        let [ratio, at_random] = [&busies, &randoms].map(|phases| median(phases.iter().map(ratio_of)));
        println!("80 %, at random: p99 is {at_random:.2} times the median service time, the median of {ROUNDS} rounds");
        let at_80 = || busies.iter().chain(&randoms);
        let (sent, decided): (usize, usize) = at_80()
            .fold((0, 0), |(sent, decided), phase| (sent + phase.scans.len(), decided + phase.count(Outcome::Decided)));
        let kept = over.rate(Outcome::Decided) / most;
        let late = over.scans.iter().filter(|(_, took)| *took > self.deadline + UNDER_WAY).count();
        let all = fulls.iter().chain(at_80()).chain([&over, &half]);
        let failed: usize = all.map(|phase| phase.count(Outcome::Failed)).sum();
        // The first quarter fills queues and buffers.
        let quarter = over.memory.get(over.memory.len() / 4).copied().unwrap_or_default();
        let growth = over.memory.last().copied().unwrap_or_default() / quarter;
        let acknowledged = 1000.0 * half.quantile(Outcome::Acknowledged, 0.99);
        let check = |goal: &str, found: String, holds| Check { goal: goal.to_owned(), found, holds };
        let checks = vec![
            check(
                "80 % from lines: p99 of the whole request at most 3 times the median service time",
                format!("{ratio:.2} times, the median of {ROUNDS} rounds"),
                ratio <= 3.0,
            ),
            check("80 %: every scan is decided", format!("{decided} of {sent}"), decided == sent),
            check(
                "200 %: at least half of the highest rate is decided in time",
                format!("{:.0} %", 100.0 * kept),
                kept >= 0.5,
            ),
            check(
                "200 %: every answer comes by its deadline",
                format!("{late} of {} late", over.scans.len()),
                late == 0,
            ),
            check("200 %: memory does not grow", format!("{growth:.3} times after the first quarter"), growth <= 1.1),
            check(
                "50 %: p99 of the acknowledgement below 150 ms, synced to disk",
                format!("{acknowledged:.0} ms"),
                acknowledged < 150.0,
            ),
            check("no request fails otherwise than with 429 or DIVERT", format!("{failed}"), failed == 0),
        ];
        let told = |phases: &[Phase]| phases.iter().map(Phase::json).collect::<Vec<_>>();
        let figures = json!({
            "highest_rate": most,
            "highest": told(&fulls),
            "at_80": told(&busies),
            "at_80_p99_to_service_p50": ratio,
            "at_80_random": told(&randoms),
            "at_80_random_p99_to_service_p50": at_random,
            "at_200": over.json(),
            "at_200_share_of_highest": kept,
            "at_200_late": late,
            "at_200_memory_growth": growth,
            "at_50_async": half.json(),
        });
        Ok((figures, checks))
    }

    /// So many scans in flight, each sent when one before it was answered.
    async fn closed(
        &self,
        service: &Service,
        client: &Arc<Client>,
        numbers: &Arc<AtomicUsize>,
        long: Duration,
    ) -> Result<Phase> {
        let begun = Instant::now();
        let scans: Arc<Mutex<Vec<(Answer, Duration)>>> = Arc::default();
        let mut lines = JoinSet::new();
        for _ in 0..self.in_flight {
            let (client, numbers, scans) = (Arc::clone(client), Arc::clone(numbers), Arc::clone(&scans));
            let pictures = self.pictures.clone();
            lines.spawn(async move {
                while begun.elapsed() < long {
                    let number = numbers.fetch_add(1, Ordering::Relaxed);
                    let sent = Instant::now();
                    let answer = client.scan(number, &pictures[number % pictures.len()], Wait::Whole).await;
                    scans.lock().unwrap_or_else(PoisonError::into_inner).push((answer, sent.elapsed()));
                    if answer.outcome == Outcome::Refused {
                        tokio::time::sleep(Duration::from_millis(20)).await;
                    }
                }
            });
        }
        while lines.join_next().await.is_some() {}
        let took = begun.elapsed();
        let scans = std::mem::take(&mut *scans.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(Phase { scans, memory: vec![service.memory()?], took })
    }

    /// Scans that come so often, whether or not those before were answered.
    async fn open(
        &self,
        service: &Service,
        client: &Arc<Client>,
        numbers: &Arc<AtomicUsize>,
        (pattern, rate): (Pattern, f64),
        wait: Wait,
    ) -> Result<Phase> {
        let begun = Instant::now();
        let mut arrivals = Arrivals::new(pattern, rate, begun)?;
        let mut look = begun;
        let (mut flying, mut memory, mut scans) = (JoinSet::new(), Vec::new(), Vec::new());
        loop {
            let next = arrivals.next()?;
            if next.duration_since(begun) > self.phase {
                break;
            }
            while look < next {
                tokio::time::sleep_until(look).await;
                memory.push(service.memory()?);
                look += LOOK;
            }
            tokio::time::sleep_until(next).await;
            let (client, number) = (Arc::clone(client), numbers.fetch_add(1, Ordering::Relaxed));
            let picture = self.pictures[number % self.pictures.len()].clone();
            let due = next;
            flying.spawn(async move { (client.scan(number, &picture, wait).await, due.elapsed()) });
            while let Some(done) = flying.try_join_next() {
                scans.push(done?);
            }
        }
        let took = begun.elapsed();
        while let Some(done) = flying.join_next().await {
            scans.push(done?);
        }
        memory.push(service.memory()?);
        // What was only acknowledged is screened before the next phase.
        Ok(Phase { scans, memory, took })
    }
}
