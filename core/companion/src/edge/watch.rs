//! Watching a vault: whoever draws a screen hears that something changed, and asks for it again.
//!
//! Each watch has a thread of its own. So an observer is never called on the thread that made the change, nor with any lock
//! held; and one that is slow hears of several changes at once, and holds nobody up.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread::{self, JoinHandle};

use super::calling::call;
use crate::changed::Changed;

/// Whoever wants to hear of changes.
#[uniffi::export(with_foreign)]
pub trait Observer: Send + Sync {
    /// Something changed.
    fn changed(&self, changed: Changed);
}

/// A watch that somebody keeps. Given up, nothing is told any more.
#[derive(uniffi::Object)]
pub struct Watch {
    kept: Arc<AtomicBool>,
    /// Ends the thread when it goes.
    tell: Mutex<Option<Arc<Sender<Changed>>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[uniffi::export]
impl Watch {
    /// Gives up watching: once this returns, the observer is not called again, but for a call that is under way.
    pub fn stop(&self) {
        self.kept.store(false, Ordering::Release);
        self.tell.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Gives up watching, and waits for the call that is under way and until the observer was let go. Not for a thread that
    /// an observer may wait for.
    pub fn end(&self) {
        self.stop();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread.filter(|thread| thread.thread().id() != thread::current().id()) {
            let _a_panic_of_the_observer_is_its_own = thread.join();
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The watches of a vault.
#[derive(Default)]
pub(super) struct Watches {
    all: Mutex<Vec<Weak<Sender<Changed>>>>,
}

impl Watches {
    pub(super) fn begin(&self, observer: Arc<dyn Observer>) -> Arc<Watch> {
        let (tell, told) = channel();
        let (tell, kept) = (Arc::new(tell), Arc::new(AtomicBool::new(true)));
        self.all.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::downgrade(&tell));
        let still = Arc::clone(&kept);
        let builder = thread::Builder::new().name("kith watch".to_owned());
        let thread = builder.spawn(move || pass_on(&told, &still, observer));
        Arc::new(Watch { kept, tell: Mutex::new(Some(tell)), thread: Mutex::new(thread.ok()) })
    }

    pub(super) fn tell(&self, changed: Changed) {
        if !changed.is_nothing() {
            let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
            all.retain(|watch| watch.upgrade().is_some_and(|tell| tell.send(changed.clone()).is_ok()));
        }
    }

    pub(super) fn stop(&self) {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

fn pass_on(told: &Receiver<Changed>, kept: &AtomicBool, observer: Arc<dyn Observer>) {
    while let Ok(first) = told.recv() {
        let changed = told.try_iter().fold(first, Changed::and);
        if !kept.load(Ordering::Acquire) {
            break;
        }
        call(|| observer.changed(changed));
    }
    // To let it go is a call into its language too.
    call(|| drop(observer));
}
