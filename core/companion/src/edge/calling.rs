//! Calls from here into the other language: that somebody's answer has come, that something changed. They come from threads
//! of ours, and a language that ends while one of them is under way may fall over it (Python does).

use std::sync::{Condvar, Mutex, PoisonError};

static UNDER_WAY: Mutex<usize> = Mutex::new(0);
static FEWER: Condvar = Condvar::new();

/// Calls into the other language.
pub(super) fn call(act: impl FnOnce()) {
    let change = |by: isize| {
        let mut count = UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner);
        *count = count.saturating_add_signed(by);
    };
    change(1);
    act();
    change(-1);
    FEWER.notify_all();
}

/// Waits until no call into the other language is under way: for a language that is about to end.
#[uniffi::export]
pub fn quiet() {
    let mut count = UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner);
    while *count > 0 {
        count = FEWER.wait(count).unwrap_or_else(PoisonError::into_inner);
    }
}
