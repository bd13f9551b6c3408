//! Lends sessions to threads. Each session has one thread of its own: two such do more than one of two.

use std::{
    ops::{Deref, DerefMut},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

/// A set of things, each lent to one thread at a time.
#[derive(Debug)]
pub(super) struct Pool<T> {
    shelf: Mutex<Shelf<T>>,
    returned: Condvar,
}

#[derive(Debug)]
struct Shelf<T> {
    idle: Vec<T>,
    /// Idle ones and lent ones.
    alive: usize,
}

impl<T> Pool<T> {
    pub(super) fn new(items: Vec<T>) -> Self {
        let alive = items.len();
        Self { shelf: Mutex::new(Shelf { idle: items, alive }), returned: Condvar::new() }
    }

    /// Waits for an idle one, the one last used first, as its memory is warm. None when there is none left.
    pub(super) fn lend(&self) -> Option<Lent<'_, T>> {
        let mut shelf = self.lock();
        loop {
            if let Some(item) = shelf.idle.pop() {
                return Some(Lent { pool: self, item: Some(item) });
            }
            if shelf.alive == 0 {
                return None;
            }
            shelf = self.returned.wait(shelf).unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub(super) fn add(&self, item: T) {
        let mut shelf = self.lock();
        shelf.idle.push(item);
        shelf.alive += 1;
        self.returned.notify_one();
    }

    /// How many there are, lent ones included.
    pub(super) fn len(&self) -> usize {
        self.lock().alive
    }

    // A panic while the lock is held cannot leave the shelf half changed: pushes and pops are all it sees.
    fn lock(&self) -> MutexGuard<'_, Shelf<T>> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A lent one; it goes back when dropped, unless its thread panics.
#[derive(Debug)]
pub(super) struct Lent<'a, T> {
    pool: &'a Pool<T>,
    item: Option<T>,
}

impl<T> Lent<'_, T> {
    /// Throws it away instead of giving it back.
    pub(super) fn discard(mut self) {
        self.item = None;
    }
}

impl<T> Drop for Lent<'_, T> {
    fn drop(&mut self) {
        let item = self.item.take().filter(|_| !std::thread::panicking());
        let mut shelf = self.pool.lock();
        match item {
            Some(item) => {
                shelf.idle.push(item);
                self.pool.returned.notify_one();
            }
            None => {
                shelf.alive -= 1;
                // Whoever waits must learn that there may be none left.
                self.pool.returned.notify_all();
            }
        }
    }
}

// `item` is there until `discard` or `drop` consume the loan.
#[allow(clippy::expect_used, reason = "unreachable: only discard and drop take the item, and both end the loan")]
impl<T> Deref for Lent<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.item.as_ref().expect("a loan holds its item")
    }
}

#[allow(clippy::expect_used, reason = "see Deref")]
impl<T> DerefMut for Lent<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.item.as_mut().expect("a loan holds its item")
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        thread,
        time::Duration,
    };

    use super::*;

    #[test]
    fn no_item_is_lent_twice_at_a_time_and_all_waiters_are_served() {
        let pool = Pool::new(vec![0usize, 0]);
        let lent = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        let mut item = pool.lend().unwrap();
                        assert!(lent.fetch_add(1, Ordering::SeqCst) < 2);
                        *item += 1;
                        thread::sleep(Duration::from_micros(50));
                        lent.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
        let (a, b) = (pool.lend().unwrap(), pool.lend().unwrap());
        assert_eq!(*a + *b, 120);
    }

    #[test]
    fn a_discarded_or_crashed_item_never_comes_back_and_waiters_learn_it() {
        let pool = Pool::new(vec![1, 2]);
        pool.lend().unwrap().discard();
        thread::scope(|scope| {
            let held = pool.lend().unwrap();
            let waiter = scope.spawn(|| pool.lend().is_none());
            let crash = scope.spawn(move || {
                let _held = held;
                panic!("as an engine may");
            });
            assert!(crash.join().is_err());
            assert!(waiter.join().unwrap());
        });
        assert_eq!(pool.len(), 0);
        pool.add(3);
        assert_eq!(*pool.lend().unwrap(), 3);
    }
}
