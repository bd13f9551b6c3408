//! What sorters sent, so that a telegram that is sent again is answered again and not done twice.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

use super::frame::{Body, Hello, Text};

/// Telegrams remembered of a session.
const TELEGRAMS: usize = 512;

/// Sorters remembered; the one that was heard least recently goes first.
const SORTERS: usize = 64;

/// The answer of a telegram, once there is one.
pub(super) type Answer = watch::Receiver<Option<Body>>;

/// The telegrams of all sorters.
#[derive(Debug, Default)]
pub(super) struct Peers {
    /// The one that was heard least recently first.
    sorters: Mutex<VecDeque<(Text, Arc<Session>)>>,
}

/// The telegrams of one session of a sorter, over all its connections.
#[derive(Debug)]
pub(super) struct Session {
    number: u32,
    telegrams: Mutex<Telegrams>,
}

#[derive(Debug, Default)]
struct Telegrams {
    by_sequence: HashMap<u32, (Body, Answer)>,
    order: VecDeque<u32>,
}

/// Whether a telegram came before.
#[derive(Debug)]
pub(super) enum Memory {
    /// It is to be done, and its answer told here. Dropped without one, the telegram is forgotten.
    New(Undone),
    /// It was done, or is being done.
    Known(Answer),
    /// Its sequence was used for another one.
    Used,
}

/// A telegram that is to be done.
#[derive(Debug)]
pub(super) struct Undone {
    session: Arc<Session>,
    sequence: u32,
    answer: watch::Sender<Option<Body>>,
    done: bool,
}

impl Peers {
    /// The session that a sorter means. Another session number than before begins with nothing remembered.
    pub(super) fn session(&self, hello: &Hello) -> Arc<Session> {
        let mut sorters = lock(&self.sorters);
        let known = sorters.iter().position(|(name, _)| *name == hello.name).and_then(|at| sorters.remove(at));
        let session = match known {
            Some((_, session)) if session.number == hello.session => session,
            _ => Arc::new(Session { number: hello.session, telegrams: Mutex::default() }),
        };
        if sorters.len() == SORTERS {
            sorters.pop_front();
        }
        sorters.push_back((hello.name.clone(), Arc::clone(&session)));
        session
    }
}

impl Session {
    /// Looks a telegram up, and notes it where it is new.
    pub(super) fn recall(self: &Arc<Self>, sequence: u32, body: &Body) -> Memory {
        let mut telegrams = lock(&self.telegrams);
        match telegrams.by_sequence.get(&sequence) {
            Some((known, answer)) if known == body => return Memory::Known(answer.clone()),
            Some(_) => return Memory::Used,
            None => {}
        }
        if telegrams.order.len() == TELEGRAMS
            && let Some(oldest) = telegrams.order.pop_front()
        {
            telegrams.by_sequence.remove(&oldest);
        }
        let (sender, answer) = watch::channel(None);
        telegrams.order.push_back(sequence);
        telegrams.by_sequence.insert(sequence, (body.clone(), answer));
        Memory::New(Undone { session: Arc::clone(self), sequence, answer: sender, done: false })
    }
}

impl Undone {
    /// Where its answer will be.
    pub(super) fn answer(&self) -> Answer {
        self.answer.subscribe()
    }

    /// It is done.
    pub(super) fn done(mut self, answer: Body) {
        self.done = true;
        self.answer.send_replace(Some(answer));
    }
}

impl Drop for Undone {
    fn drop(&mut self) {
        if !self.done {
            let mut telegrams = lock(&self.session.telegrams);
            telegrams.by_sequence.remove(&self.sequence);
            telegrams.order.retain(|sequence| *sequence != self.sequence);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::telegram::frame::VERSION;

    fn hello(name: &str, session: u32) -> Hello {
        Hello { version: VERSION, heart_beat_ms: 1000, session, name: Text::cut(name), key: Text::default() }
    }

    fn telegram(answers: u32) -> Body {
        Body::Acknowledge { answers }
    }

    #[test]
    fn a_telegram_that_came_before_is_known_with_its_answer_on_any_connection() {
        let peers = Peers::default();
        let Memory::New(undone) = peers.session(&hello("a", 1)).recall(5, &telegram(1)) else { panic!("it is new") };
        let Memory::Known(answer) = peers.session(&hello("a", 1)).recall(5, &telegram(1)) else {
            panic!("it is known")
        };
        assert_eq!(*answer.borrow(), None);
        undone.done(telegram(9));
        assert_eq!(*answer.borrow(), Some(telegram(9)));
        assert!(matches!(peers.session(&hello("a", 1)).recall(5, &telegram(2)), Memory::Used));
    }

    #[test]
    fn other_sorters_and_sessions_count_for_themselves() {
        let peers = Peers::default();
        let done = |hello: &Hello| match peers.session(hello).recall(5, &telegram(1)) {
            Memory::New(undone) => undone.done(telegram(9)),
            memory => panic!("{memory:?}"),
        };
        done(&hello("a", 1));
        done(&hello("b", 1));
        done(&hello("a", 2));
        done(&hello("a", 1));
    }

    #[test]
    fn what_was_not_done_is_forgotten() {
        let session = Peers::default().session(&hello("a", 1));
        for _ in 0..2 {
            let Memory::New(undone) = session.recall(5, &telegram(1)) else { panic!("it is new") };
            drop(undone);
        }
        assert!(lock(&session.telegrams).order.is_empty());
    }

    #[test]
    fn memory_is_bounded() {
        let peers = Peers::default();
        for sorter in 0..2 * SORTERS {
            peers.session(&hello(&sorter.to_string(), 1));
        }
        assert_eq!(lock(&peers.sorters).len(), SORTERS);
        let session = peers.session(&hello("a", 1));
        for sequence in 0..2 * TELEGRAMS as u32 {
            let Memory::New(undone) = session.recall(sequence, &telegram(1)) else { panic!("it is new") };
            undone.done(telegram(9));
        }
        let telegrams = lock(&session.telegrams);
        assert_eq!((telegrams.order.len(), telegrams.by_sequence.len()), (TELEGRAMS, TELEGRAMS));
    }
}
