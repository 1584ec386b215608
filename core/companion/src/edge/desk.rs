//! The thread that a vault lives on. What is asked of it is asked in turn; whoever asks waits without holding a thread.

use std::future::Future;
use std::pin::Pin;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;

use super::calling::call;
use crate::error::KithError;
use crate::kith::{Kith, guarded};

type Job = Box<dyn FnOnce(&Kith) + Send>;

/// Where a vault is asked.
pub(super) struct Desk {
    jobs: Mutex<Option<Sender<Job>>>,
    left: Answer<()>,
}

impl Desk {
    /// Opens a vault on a thread of its own.
    pub(super) async fn begin<T: Send + 'static>(
        start: impl FnOnce() -> Result<(Kith, T), KithError> + Send + 'static,
    ) -> Result<(Self, T), KithError> {
        let (jobs, asked) = channel::<Job>();
        let (begun, left) = (Answer::new(), Answer::new());
        let (tell, tell_left) = (begun.promise(), left.promise());
        on_a_thread(move || {
            match guarded("desk", start) {
                Ok((kith, with)) => {
                    tell.keep(Ok(with));
                    // Until nobody can ask any more.
                    asked.iter().for_each(|job| job(&kith));
                }
                Err(error) => tell.keep(Err(error)),
            }
            tell_left.keep(());
        })?;
        let with = begun.await.ok_or(KithError::Bug { place: "desk" })??;
        Ok((Self { jobs: Mutex::new(Some(jobs)), left }, with))
    }

    /// Asks something. Where whoever asked has given up before its turn, it is not done.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Kith) -> Result<T, KithError> + Send + 'static,
    ) -> Result<T, KithError> {
        let answer = Answer::new();
        let promise = answer.promise();
        let job: Job = Box::new(move |kith| {
            if promise.is_awaited() {
                promise.keep(guarded("desk", || act(kith)));
            }
        });
        let closed = KithError::Vault { code: "vault_closed" };
        match self.jobs.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            Some(jobs) => jobs.send(job).map_err(|_| closed.clone())?,
            None => return Err(closed),
        }
        answer.await.ok_or(closed)?
    }

    /// Closes the vault once what was asked before is done.
    pub(super) async fn close(&self) {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.left.clone().await;
    }
}

/// Does something that takes long, on a thread of its own.
pub(super) async fn apart<T: Send + 'static>(
    act: impl FnOnce() -> Result<T, KithError> + Send + 'static,
) -> Result<T, KithError> {
    let answer = Answer::new();
    let promise = answer.promise();
    on_a_thread(move || promise.keep(guarded("desk", act)))?;
    answer.await.ok_or(KithError::Bug { place: "desk" })?
}

fn on_a_thread(act: impl FnOnce() + Send + 'static) -> Result<(), KithError> {
    let builder = thread::Builder::new().name("kith".to_owned());
    builder.spawn(act).map(drop).map_err(|_| KithError::Storage { code: "out_of_memory" })
}

/// What will be answered once. Given up where its promise is broken.
struct Answer<T> {
    state: Arc<Mutex<State<T>>>,
}

struct State<T> {
    answer: Option<T>,
    broken: bool,
    wakers: Vec<Waker>,
}

/// That there will be an answer.
struct Promise<T> {
    state: Arc<Mutex<State<T>>>,
}

impl<T> Answer<T> {
    fn new() -> Self {
        Self { state: Arc::new(Mutex::new(State { answer: None, broken: false, wakers: Vec::new() })) }
    }

    fn promise(&self) -> Promise<T> {
        Promise { state: Arc::clone(&self.state) }
    }
}

impl<T> Clone for Answer<T> {
    fn clone(&self) -> Self {
        Self { state: Arc::clone(&self.state) }
    }
}

impl<T> Future for Answer<T> {
    type Output = Option<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match state.answer.take() {
            None if !state.broken => {
                state.wakers.push(context.waker().clone());
                Poll::Pending
            }
            answer => Poll::Ready(answer),
        }
    }
}

impl<T> Promise<T> {
    /// Whether anybody still waits.
    fn is_awaited(&self) -> bool {
        Arc::strong_count(&self.state) > 1
    }

    fn keep(self, answer: T) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).answer = Some(answer);
    }
}

impl<T> Drop for Promise<T> {
    fn drop(&mut self) {
        let wakers = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.broken = true;
            std::mem::take(&mut state.wakers)
        };
        if !wakers.is_empty() {
            call(|| wakers.into_iter().for_each(Waker::wake));
        }
    }
}
