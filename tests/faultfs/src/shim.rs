//! What becomes of each operation: counted, spoiled by the plan or performed, and noted where a power cut is planned.
//! One lock is held throughout, so that operations are numbered in the order they are made.
//!
//! Not for programs that write files in a signal handler: the lock may be held by the code that was interrupted.

use std::ffi::{CString, c_char, c_int};
use std::io::Write as _;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use libc::{mode_t, ssize_t};

use crate::ledger::{self, Ledger};
use crate::names::{Name, path_of, status_of};
use crate::plan::Plan;
use crate::real::{self, fail};

static SHIM: OnceLock<Shim> = OnceLock::new();

/// Run by the loader before the program's own code.
#[used]
#[unsafe(link_section = ".init_array")]
static BEGIN: extern "C" fn() = {
    extern "C" fn begin() {
        if let Some(plan) = Plan::from_environment() {
            let shim = SHIM.get_or_init(|| Shim { plan, state: Mutex::default() });
            shim.lock().publish(&shim.plan);
        }
    }
    begin
};

/// The plan and how far it has come.
pub(crate) struct Shim {
    plan: Plan,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    operations: u64,
    counts: [u64; KINDS.len()],
    last: Option<(Kind, Vec<u8>)>,
    ledger: Ledger,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Write,
    Sync,
    Resize,
    Rename,
    Unlink,
    Make,
    Read,
}

const KINDS: [(Kind, &str); 7] = [
    (Kind::Write, "write"),
    (Kind::Sync, "sync"),
    (Kind::Resize, "resize"),
    (Kind::Rename, "rename"),
    (Kind::Unlink, "unlink"),
    (Kind::Make, "make"),
    (Kind::Read, "read"),
];

/// What is to become of an operation.
enum Fate {
    Performed,
    Failed(c_int),
    Last,
}

/// The shim, when this open file is one it watches.
pub(crate) fn watching(fd: c_int) -> Option<&'static Shim> {
    let shim = SHIM.get()?;
    shim.covers(&path_of(fd)?).then_some(shim)
}

/// The shim and the whole name, when this name lies where it watches.
///
/// # Safety
/// `path` must be a C string.
pub(crate) unsafe fn watching_name(directory: c_int, path: *const c_char) -> Option<(&'static Shim, Name)> {
    let shim = SHIM.get()?;
    // SAFETY: as the caller promises.
    let name = unsafe { Name::resolve(directory, path) }?;
    shim.covers(name.path.as_bytes()).then_some((shim, name))
}

impl Shim {
    fn covers(&self, path: &[u8]) -> bool {
        path.strip_prefix(self.plan.root.as_slice())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(b"/"))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn loses(&self) -> bool {
        self.plan.lose.is_some()
    }

    /// Performs a write of these bytes at the file's own position, or at the one given.
    pub(crate) fn write(&self, fd: c_int, bytes: &[u8], at: Option<u64>) -> ssize_t {
        let mut state = self.lock();
        match state.begin(&self.plan, Kind::Write, path_of(fd)) {
            Fate::Failed(errno) => fail(errno),
            Fate::Performed => self.perform_write(&mut state, fd, bytes, at),
            Fate::Last => {
                let torn = self.plan.torn.and_then(|length| bytes.get(..length.min(bytes.len())));
                if let Some(torn) = torn.filter(|torn| !torn.is_empty()) {
                    self.perform_write(&mut state, fd, torn, at);
                }
                state.end(&self.plan)
            }
        }
    }

    fn perform_write(&self, state: &mut State, fd: c_int, bytes: &[u8], at: Option<u64>) -> ssize_t {
        if self.loses() {
            state.ledger.write(fd, at.unwrap_or_else(|| position(fd)), bytes);
        }
        let written = match at {
            // SAFETY: the bytes are as many as is said.
            Some(at) => unsafe { real::pwrite(fd, bytes.as_ptr().cast(), bytes.len(), real::offset(at)) },
            // SAFETY: as above.
            None => unsafe { real::write(fd, bytes.as_ptr().cast(), bytes.len()) },
        };
        let length = usize::try_from(written).unwrap_or(0);
        if self.loses() && length < bytes.len() {
            state.ledger.written_short(fd, length);
        }
        written
    }

    /// Performs a sync of a file or a directory.
    pub(crate) fn sync(&self, fd: c_int, perform: impl FnOnce() -> c_int) -> c_int {
        let mut state = self.lock();
        let done = state.run(&self.plan, Kind::Sync, path_of(fd), perform);
        if done == 0 && self.loses() {
            state.ledger.sync(fd);
        }
        done
    }

    /// Performs a change of length.
    pub(crate) fn resize(&self, fd: c_int, length: u64, perform: impl FnOnce() -> c_int) -> c_int {
        let mut state = self.lock();
        match state.begin(&self.plan, Kind::Resize, path_of(fd)) {
            Fate::Failed(errno) => fail(errno),
            Fate::Last => state.end(&self.plan),
            Fate::Performed => {
                if self.loses() {
                    state.ledger.resize(fd, length);
                }
                perform()
            }
        }
    }

    /// Performs a rename; `to` is the whole new name, wherever it lies.
    pub(crate) fn rename(&self, from: &Name, to: &Name, perform: impl FnOnce() -> c_int) -> c_int {
        let mut state = self.lock();
        let replaced = self.keep(&mut state, to);
        let done = state.run(&self.plan, Kind::Rename, Some(to.path.as_bytes().to_vec()), perform);
        match (done, &replaced) {
            (0, _) if self.loses() => state.ledger.renamed(from, to, replaced),
            (_, Some(replaced)) => ledger::unlink(replaced),
            _ => {}
        }
        done
    }

    /// Performs an unlink.
    pub(crate) fn unlink(&self, name: &Name, perform: impl FnOnce() -> c_int) -> c_int {
        let mut state = self.lock();
        let kept = self.keep(&mut state, name);
        let done = state.run(&self.plan, Kind::Unlink, Some(name.path.as_bytes().to_vec()), perform);
        match kept {
            Some(kept) if done == 0 => state.ledger.unlinked(name, kept),
            Some(kept) => ledger::unlink(&kept),
            None => {}
        }
        done
    }

    fn keep(&self, state: &mut State, name: &Name) -> Option<CString> {
        if self.loses() && name.is_taken() { state.ledger.keep(&self.plan.root, name) } else { None }
    }

    /// Performs the opening of a file, which is an operation where it makes or empties one.
    pub(crate) fn open(&self, name: &Name, flags: c_int, mode: mode_t) -> c_int {
        let mut state = self.lock();
        let open = |flags| {
            // SAFETY: the path is a C string.
            unsafe { real::openat(libc::AT_FDCWD, name.path.as_ptr(), flags, mode) }
        };
        let taken = name.is_taken();
        if flags & libc::O_CREAT != 0 && !taken {
            let fd = state.run(&self.plan, Kind::Make, Some(name.path.as_bytes().to_vec()), || open(flags));
            if fd >= 0 && self.loses() {
                state.ledger.made(name);
            }
            return fd;
        }
        if flags & libc::O_TRUNC == 0 || !taken {
            return open(flags);
        }
        // Emptied only once it is open, so that what it held can be noted.
        let fd = open(flags & !libc::O_TRUNC);
        if fd < 0 || status_of(fd).is_none_or(|status| status.length == 0 || status.is_directory) {
            return fd;
        }
        drop(state);
        // SAFETY: ftruncate has no condition on memory.
        match self.resize(fd, 0, || unsafe { real::ftruncate(fd, 0) }) {
            0 => fd,
            failed => {
                // SAFETY: it was opened above and is used by nobody else.
                unsafe { real::close(fd) };
                failed
            }
        }
    }

    /// Counts a read; the error it has to say, if it has to.
    pub(crate) fn read(&self) -> Option<c_int> {
        match self.lock().begin(&self.plan, Kind::Read, None) {
            Fate::Failed(errno) => Some(errno),
            _ => None,
        }
    }
}

impl State {
    fn run(
        &mut self,
        plan: &Plan,
        kind: Kind,
        path: Option<Vec<u8>>,
        perform: impl FnOnce() -> c_int,
    ) -> c_int {
        match self.begin(plan, kind, path) {
            Fate::Performed => perform(),
            Fate::Failed(errno) => fail(errno),
            Fate::Last => self.end(plan),
        }
    }

    /// Counts an operation and says what is to become of it.
    fn begin(&mut self, plan: &Plan, kind: Kind, path: Option<Vec<u8>>) -> Fate {
        let mut count = 0;
        for ((each, _), counted) in KINDS.iter().zip(&mut self.counts) {
            if *each == kind {
                *counted += 1;
                count = *counted;
            }
        }
        if kind == Kind::Read {
            self.publish(plan);
            return if count == plan.read_error_at { Fate::Failed(libc::EIO) } else { Fate::Performed };
        }
        self.operations += 1;
        self.last = path.map(|path| (kind, path));
        self.publish(plan);
        match kind {
            _ if self.operations == plan.crash_at => Fate::Last,
            Kind::Write if plan.full_at != 0 && count >= plan.full_at => Fate::Failed(libc::ENOSPC),
            Kind::Sync if count == plan.fail_fsync_at => Fate::Failed(libc::EIO),
            _ => Fate::Performed,
        }
    }

    /// The crash.
    fn end(&mut self, plan: &Plan) -> ! {
        if let Some(seed) = plan.lose {
            self.ledger.lose(seed);
        }
        real::die()
    }

    /// Writes the counts where they are asked for: one line each, of fixed width, so that each time covers the last.
    fn publish(&self, plan: &Plan) {
        let Some(fd) = plan.count else { return };
        let mut page = [b' '; 512];
        let mut rest = page.as_mut_slice();
        let mut written = writeln!(rest, "operation {:>12}", self.operations);
        for ((_, name), count) in KINDS.iter().zip(&self.counts) {
            written = written.and_then(|()| writeln!(rest, "{name} {count:>12}"));
        }
        if let Some((kind, path)) = &self.last {
            let (_, kind) = KINDS.iter().find(|(each, _)| each == kind).unwrap_or(&KINDS[0]);
            let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
            let name = String::from_utf8_lossy(name.get(..64).unwrap_or(name));
            written = written.and_then(|()| writeln!(rest, "last {kind} {name}"));
        }
        if written.is_ok() {
            real::write_at(fd, &page, 0);
        }
    }
}

/// Where the next write of a file goes.
fn position(fd: c_int) -> u64 {
    // SAFETY: fcntl with F_GETFL and lseek have no condition on memory.
    let flags = unsafe { libc::fcntl(fd, libc::F_GETFL) };
    if flags & libc::O_APPEND != 0 {
        return status_of(fd).map_or(0, |status| status.length);
    }
    // SAFETY: as above.
    u64::try_from(unsafe { libc::lseek(fd, 0, libc::SEEK_CUR) }).unwrap_or(0)
}
