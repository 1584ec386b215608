//! The C library's own functions, behind the ones this library puts in front of them, found once each by
//! `dlsym(RTLD_NEXT)`. Everything here that touches a file goes through these, so that nothing is seen twice.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::sync::atomic::{AtomicPtr, Ordering};

use libc::{iovec, mode_t, off_t, size_t, ssize_t};

/// The next definition of a symbol after ours; the process ends if there is none.
fn next(slot: &AtomicPtr<c_void>, name: &CStr) -> *mut c_void {
    let known = slot.load(Ordering::Acquire);
    if !known.is_null() {
        return known;
    }
    // SAFETY: the name is a C string; dlsym with RTLD_NEXT has no other condition.
    let found = unsafe { libc::dlsym(libc::RTLD_NEXT, name.as_ptr()) };
    if found.is_null() {
        std::process::abort();
    }
    slot.store(found, Ordering::Release);
    found
}

macro_rules! real {
    ($($symbol:literal $name:ident($($argument:ident: $type:ty),*) -> $result:ty;)*) => {$(
        /// The C library's function of this name.
        ///
        /// # Safety
        /// As the C library says of it.
        pub(crate) unsafe fn $name($($argument: $type),*) -> $result {
            static SLOT: AtomicPtr<c_void> = AtomicPtr::new(std::ptr::null_mut());
            let found = next(&SLOT, $symbol);
            // SAFETY: the C library defines this symbol with this signature.
            let function = unsafe {
                std::mem::transmute::<*mut c_void, unsafe extern "C" fn($($type),*) -> $result>(found)
            };
            // SAFETY: the caller keeps to the function's own conditions.
            unsafe { function($($argument),*) }
        }
    )*};
}

// On the 64-bit systems this is built for, the plain names and those ending in 64 are the same functions. `openat` takes
// its mode as a variable argument in C; there, on these systems, it travels like an ordinary third or fourth one.
real! {
    c"openat" openat(directory: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int;
    c"read" read(fd: c_int, buffer: *mut c_void, count: size_t) -> ssize_t;
    c"pread" pread(fd: c_int, buffer: *mut c_void, count: size_t, at: off_t) -> ssize_t;
    c"write" write(fd: c_int, buffer: *const c_void, count: size_t) -> ssize_t;
    c"pwrite" pwrite(fd: c_int, buffer: *const c_void, count: size_t, at: off_t) -> ssize_t;
    c"writev" writev(fd: c_int, parts: *const iovec, count: c_int) -> ssize_t;
    c"pwritev" pwritev(fd: c_int, parts: *const iovec, count: c_int, at: off_t) -> ssize_t;
    c"fsync" fsync(fd: c_int) -> c_int;
    c"fdatasync" fdatasync(fd: c_int) -> c_int;
    c"ftruncate" ftruncate(fd: c_int, length: off_t) -> c_int;
    c"renameat" renameat(from: c_int, old: *const c_char, to: c_int, new: *const c_char) -> c_int;
    c"unlinkat" unlinkat(directory: c_int, path: *const c_char, flags: c_int) -> c_int;
    c"close" close(fd: c_int) -> c_int;
}

/// Reads until the buffer is full or the file ends; how many bytes were read.
pub(crate) fn read_at(fd: c_int, buffer: &mut [u8], at: u64) -> usize {
    let mut done = 0;
    while let Some(rest) = buffer.get_mut(done..).filter(|rest| !rest.is_empty()) {
        let from = at.saturating_add(u64::try_from(done).unwrap_or(u64::MAX));
        // SAFETY: the buffer is ours and as long as is said.
        let read = unsafe { pread(fd, rest.as_mut_ptr().cast(), rest.len(), offset(from)) };
        match usize::try_from(read) {
            Ok(read) if read > 0 => done += read,
            _ => break,
        }
    }
    done
}

/// Writes all of the bytes; what cannot be written is left out.
pub(crate) fn write_at(fd: c_int, bytes: &[u8], at: u64) {
    let mut done = 0;
    while let Some(rest) = bytes.get(done..).filter(|rest| !rest.is_empty()) {
        let from = at.saturating_add(u64::try_from(done).unwrap_or(u64::MAX));
        // SAFETY: the bytes are ours and as many as is said.
        let written = unsafe { pwrite(fd, rest.as_ptr().cast(), rest.len(), offset(from)) };
        match usize::try_from(written) {
            Ok(written) if written > 0 => done += written,
            _ => break,
        }
    }
}

/// Sets the length of a file in bytes.
pub(crate) fn set_length(fd: c_int, length: u64) {
    // SAFETY: ftruncate has no condition on memory.
    unsafe { ftruncate(fd, offset(length)) };
}

/// A file offset as the C library takes it.
pub(crate) fn offset(at: u64) -> off_t {
    off_t::try_from(at).unwrap_or(off_t::MAX)
}

/// Sets `errno`, and gives what a failed call returns.
pub(crate) fn fail<T: From<i8>>(errno: c_int) -> T {
    // SAFETY: the location is this thread's own and always valid.
    unsafe { *libc::__errno_location() = errno };
    T::from(-1)
}

/// Ends the process as a killed one ends: nothing is run, nothing is flushed.
pub(crate) fn die() -> ! {
    // SAFETY: no condition on memory; the process id is our own.
    unsafe { libc::kill(libc::getpid(), libc::SIGKILL) };
    loop {
        // SAFETY: no condition; reached only for the moment until the signal arrives.
        unsafe { libc::syscall(libc::SYS_exit_group, 137) };
    }
}
