//! Files by name: where an open file lies, and where a name that is about to change lies. Asked of the kernel each time
//! (`/proc/self/fd`) instead of kept in a table of open files: a table is wrong as soon as one is duplicated.

use std::ffi::{CStr, CString, c_char, c_int};
use std::mem::MaybeUninit;

use crate::real;

/// Which file, whatever it is called: device and inode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity(pub(crate) u64, pub(crate) u64);

/// A name in a directory.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    /// The whole path, without links in its directories.
    pub(crate) path: CString,
    /// The directory it is in.
    pub(crate) directory: Identity,
}

impl Name {
    /// The name that a call with these arguments is about.
    ///
    /// # Safety
    /// `path` must be a C string.
    pub(crate) unsafe fn resolve(directory: c_int, path: *const c_char) -> Option<Self> {
        // SAFETY: as the caller promises.
        let path = unsafe { CStr::from_ptr(path) }.to_bytes();
        let cut = path.iter().rposition(|byte| *byte == b'/');
        let (parent, last) = match cut {
            Some(0) => (b"/".as_slice(), path.get(1..)?),
            Some(at) => (path.get(..at)?, path.get(at + 1..)?),
            None => (b".".as_slice(), path),
        };
        if last.is_empty() {
            return None;
        }
        let parent = CString::new(parent).ok()?;
        let flags = libc::O_PATH | libc::O_DIRECTORY | libc::O_CLOEXEC;
        // SAFETY: the path is a C string.
        let fd = unsafe { real::openat(directory, parent.as_ptr(), flags, 0) };
        if fd < 0 {
            return None;
        }
        let found = path_of(fd).zip(status_of(fd));
        // SAFETY: it was opened above and is used by nobody else.
        unsafe { real::close(fd) };
        let (mut whole, status) = found?;
        whole.push(b'/');
        whole.extend_from_slice(last);
        Some(Self { path: CString::new(whole).ok()?, directory: status.identity })
    }

    /// Whether anything has this name now.
    pub(crate) fn is_taken(&self) -> bool {
        // SAFETY: the path is a C string; the mode asks for existence only.
        unsafe {
            libc::faccessat(libc::AT_FDCWD, self.path.as_ptr(), libc::F_OK, libc::AT_SYMLINK_NOFOLLOW) == 0
        }
    }
}

/// What is known of an open file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Status {
    pub(crate) identity: Identity,
    /// In bytes.
    pub(crate) length: u64,
    pub(crate) is_directory: bool,
}

pub(crate) fn status_of(fd: c_int) -> Option<Status> {
    let mut status = MaybeUninit::<libc::stat>::uninit();
    // SAFETY: the buffer is of the type that fstat fills.
    if unsafe { libc::fstat(fd, status.as_mut_ptr()) } != 0 {
        return None;
    }
    // SAFETY: fstat succeeded and has filled it.
    let status = unsafe { status.assume_init() };
    Some(Status {
        identity: Identity(status.st_dev, status.st_ino),
        length: u64::try_from(status.st_size).unwrap_or(0),
        is_directory: status.st_mode & libc::S_IFMT == libc::S_IFDIR,
    })
}

/// The path of an open file; one that was unlinked has ` (deleted)` behind it.
pub(crate) fn path_of(fd: c_int) -> Option<Vec<u8>> {
    let link = link_to(fd)?;
    let mut path = vec![0u8; 4096];
    // SAFETY: the link's name is a C string, and the buffer is ours and as long as is said.
    let length = unsafe { libc::readlink(link.as_ptr(), path.as_mut_ptr().cast(), path.len()) };
    path.truncate(usize::try_from(length).ok()?);
    Some(path)
}

/// The same file opened once more, to read and write it whatever the program's own descriptor allows.
///
/// It is never closed: closing any descriptor of a file drops the locks that the process holds on it.
pub(crate) fn reopen(fd: c_int) -> Option<c_int> {
    let link = link_to(fd)?;
    // SAFETY: the link's name is a C string.
    let again = unsafe { real::openat(libc::AT_FDCWD, link.as_ptr(), libc::O_RDWR | libc::O_CLOEXEC, 0) };
    (again >= 0).then_some(again)
}

fn link_to(fd: c_int) -> Option<CString> {
    CString::new(format!("/proc/self/fd/{fd}")).ok()
}
