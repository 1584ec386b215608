//! What is to go wrong, as the environment says it. Read once, before the program's own code runs.

use std::ffi::{CStr, CString, c_int};

use crate::real;

/// The plan; a number that is 0 never comes.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// The directory watched, without links and without a slash at its end.
    pub(crate) root: Vec<u8>,
    /// The open file that the counts go to.
    pub(crate) count: Option<c_int>,
    pub(crate) crash_at: u64,
    /// How much of the last write is still performed, in bytes.
    pub(crate) torn: Option<usize>,
    /// The seed of a power cut.
    pub(crate) lose: Option<u64>,
    pub(crate) full_at: u64,
    pub(crate) fail_fsync_at: u64,
    pub(crate) read_error_at: u64,
}

impl Plan {
    /// The plan in the environment, or nothing where no directory is named.
    pub(crate) fn from_environment() -> Option<Self> {
        Some(Self {
            root: real_path(variable(c"FAULTFS_ROOT")?)?,
            count: variable(c"FAULTFS_COUNT").and_then(open_count),
            crash_at: number(c"FAULTFS_CRASH_AT").unwrap_or(0),
            torn: number(c"FAULTFS_TORN").and_then(|bytes| usize::try_from(bytes).ok()),
            lose: number(c"FAULTFS_LOSE"),
            full_at: number(c"FAULTFS_FULL_AT").unwrap_or(0),
            fail_fsync_at: number(c"FAULTFS_FAIL_FSYNC_AT").unwrap_or(0),
            read_error_at: number(c"FAULTFS_READ_ERROR_AT").unwrap_or(0),
        })
    }
}

fn variable(name: &CStr) -> Option<&'static CStr> {
    // SAFETY: the name is a C string. Nothing changes the environment before the program's own code runs, and what is
    // read is used up by then.
    let value = unsafe { libc::getenv(name.as_ptr()) };
    // SAFETY: getenv gives a C string or null.
    (!value.is_null()).then(|| unsafe { CStr::from_ptr(value) })
}

/// A number that is there but is none ends the process: a fault that was asked for must not silently stay away.
fn number(name: &CStr) -> Option<u64> {
    let value = variable(name)?;
    match value.to_str().ok().and_then(|text| text.parse().ok()) {
        Some(number) => Some(number),
        None => std::process::abort(),
    }
}

fn real_path(path: &CStr) -> Option<Vec<u8>> {
    // SAFETY: the path is a C string, and realpath makes its own buffer when given none.
    let found = unsafe { libc::realpath(path.as_ptr(), std::ptr::null_mut()) };
    if found.is_null() {
        std::process::abort();
    }
    // SAFETY: realpath gave a C string that is ours until it is freed.
    let root = unsafe { CStr::from_ptr(found) }.to_bytes().to_vec();
    // SAFETY: it came from malloc and is not used after this.
    unsafe { libc::free(found.cast()) };
    Some(root)
}

fn open_count(path: &CStr) -> Option<c_int> {
    let path: CString = path.to_owned();
    let flags = libc::O_WRONLY | libc::O_CREAT | libc::O_TRUNC | libc::O_CLOEXEC;
    // SAFETY: the path is a C string.
    let fd = unsafe { real::openat(libc::AT_FDCWD, path.as_ptr(), flags, 0o600) };
    (fd >= 0).then_some(fd)
}
