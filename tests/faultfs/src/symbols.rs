//! The functions that take the place of the C library's. Each asks whether the file is one that is watched; if it is
//! not, the call goes through as it came.
//!
//! `open` and its kin take their mode as a variable argument in C. On the 64-bit systems this is built for it travels
//! like an ordinary argument, and is looked at only where a file is made.

use std::ffi::{c_char, c_int, c_void};
use std::slice;

use libc::{AT_FDCWD, iovec, mode_t, off_t, size_t, ssize_t};

use crate::real::{self, fail};
use crate::shim::{watching, watching_name};

/// Puts a body in front of the C library's function, under one of its names.
macro_rules! symbols {
    ($($symbol:ident = $body:ident($($argument:ident: $type:ty),*) -> $result:ty;)*) => {$(
        #[doc = concat!("In front of the C library's `", stringify!($symbol), "`.")]
        ///
        /// # Safety
        /// As the C library says of the function of this name.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $symbol($($argument: $type),*) -> $result {
            // SAFETY: the caller keeps to the conditions of the function of this name.
            unsafe { $body($($argument),*) }
        }
    )*};
}

symbols! {
    open = open_here(path: *const c_char, flags: c_int, mode: mode_t) -> c_int;
    open64 = open_here(path: *const c_char, flags: c_int, mode: mode_t) -> c_int;
    openat = open_below(directory: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int;
    openat64 = open_below(directory: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int;
    read = read_on(fd: c_int, buffer: *mut c_void, count: size_t) -> ssize_t;
    pread = read_there(fd: c_int, buffer: *mut c_void, count: size_t, at: off_t) -> ssize_t;
    pread64 = read_there(fd: c_int, buffer: *mut c_void, count: size_t, at: off_t) -> ssize_t;
    write = write_on(fd: c_int, buffer: *const c_void, count: size_t) -> ssize_t;
    pwrite = write_there(fd: c_int, buffer: *const c_void, count: size_t, at: off_t) -> ssize_t;
    pwrite64 = write_there(fd: c_int, buffer: *const c_void, count: size_t, at: off_t) -> ssize_t;
    writev = write_parts(fd: c_int, parts: *const iovec, count: c_int) -> ssize_t;
    pwritev = write_parts_there(fd: c_int, parts: *const iovec, count: c_int, at: off_t) -> ssize_t;
    pwritev64 = write_parts_there(fd: c_int, parts: *const iovec, count: c_int, at: off_t) -> ssize_t;
    fsync = sync_all(fd: c_int) -> c_int;
    fdatasync = sync_contents(fd: c_int) -> c_int;
    ftruncate = resize(fd: c_int, length: off_t) -> c_int;
    ftruncate64 = resize(fd: c_int, length: off_t) -> c_int;
    rename = rename_here(old: *const c_char, new: *const c_char) -> c_int;
    renameat = rename_below(from: c_int, old: *const c_char, to: c_int, new: *const c_char) -> c_int;
    unlink = unlink_here(path: *const c_char) -> c_int;
    unlinkat = unlink_below(directory: c_int, path: *const c_char, flags: c_int) -> c_int;
}

// SAFETY for all bodies below: the arguments are those of the C library's function of that name, whose conditions the
// caller keeps; they are handed on unchanged, or read as that function would read them.

unsafe fn open_here(path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: see above.
    unsafe { open_below(AT_FDCWD, path, flags, mode) }
}

unsafe fn open_below(directory: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    if flags & (libc::O_CREAT | libc::O_TRUNC) != 0
        // SAFETY: see above.
        && let Some((shim, name)) = unsafe { watching_name(directory, path) }
    {
        return shim.open(&name, flags, mode);
    }
    // SAFETY: see above.
    unsafe { real::openat(directory, path, flags, mode) }
}

unsafe fn read_on(fd: c_int, buffer: *mut c_void, count: size_t) -> ssize_t {
    match watching(fd).and_then(|shim| shim.read()) {
        Some(errno) => fail(errno),
        // SAFETY: see above.
        None => unsafe { real::read(fd, buffer, count) },
    }
}

unsafe fn read_there(fd: c_int, buffer: *mut c_void, count: size_t, at: off_t) -> ssize_t {
    match watching(fd).and_then(|shim| shim.read()) {
        Some(errno) => fail(errno),
        // SAFETY: see above.
        None => unsafe { real::pread(fd, buffer, count, at) },
    }
}

unsafe fn write_on(fd: c_int, buffer: *const c_void, count: size_t) -> ssize_t {
    match watching(fd) {
        // SAFETY: see above.
        Some(shim) => shim.write(fd, unsafe { bytes_of(buffer, count) }, None),
        // SAFETY: see above.
        None => unsafe { real::write(fd, buffer, count) },
    }
}

unsafe fn write_there(fd: c_int, buffer: *const c_void, count: size_t, at: off_t) -> ssize_t {
    match watching(fd).zip(u64::try_from(at).ok()) {
        // SAFETY: see above.
        Some((shim, at)) => shim.write(fd, unsafe { bytes_of(buffer, count) }, Some(at)),
        // SAFETY: see above.
        None => unsafe { real::pwrite(fd, buffer, count, at) },
    }
}

unsafe fn write_parts(fd: c_int, parts: *const iovec, count: c_int) -> ssize_t {
    match watching(fd) {
        // SAFETY: see above.
        Some(shim) => shim.write(fd, &unsafe { gather(parts, count) }, None),
        // SAFETY: see above.
        None => unsafe { real::writev(fd, parts, count) },
    }
}

unsafe fn write_parts_there(fd: c_int, parts: *const iovec, count: c_int, at: off_t) -> ssize_t {
    match watching(fd).zip(u64::try_from(at).ok()) {
        // SAFETY: see above.
        Some((shim, at)) => shim.write(fd, &unsafe { gather(parts, count) }, Some(at)),
        // SAFETY: see above.
        None => unsafe { real::pwritev(fd, parts, count, at) },
    }
}

unsafe fn sync_all(fd: c_int) -> c_int {
    // SAFETY: see above.
    let perform = || unsafe { real::fsync(fd) };
    watching(fd).map_or_else(perform, |shim| shim.sync(fd, perform))
}

unsafe fn sync_contents(fd: c_int) -> c_int {
    // SAFETY: see above.
    let perform = || unsafe { real::fdatasync(fd) };
    watching(fd).map_or_else(perform, |shim| shim.sync(fd, perform))
}

unsafe fn resize(fd: c_int, length: off_t) -> c_int {
    // SAFETY: see above.
    let perform = || unsafe { real::ftruncate(fd, length) };
    match watching(fd).zip(u64::try_from(length).ok()) {
        Some((shim, length)) => shim.resize(fd, length, perform),
        None => perform(),
    }
}

unsafe fn rename_here(old: *const c_char, new: *const c_char) -> c_int {
    // SAFETY: see above.
    unsafe { rename_below(AT_FDCWD, old, AT_FDCWD, new) }
}

unsafe fn rename_below(from: c_int, old: *const c_char, to: c_int, new: *const c_char) -> c_int {
    // SAFETY: see above.
    let perform = || unsafe { real::renameat(from, old, to, new) };
    // SAFETY: see above.
    let names = unsafe { watching_name(from, old).zip(watching_name(to, new)) };
    names.map_or_else(perform, |((shim, old), (_, new))| shim.rename(&old, &new, perform))
}

unsafe fn unlink_here(path: *const c_char) -> c_int {
    // SAFETY: see above.
    unsafe { unlink_below(AT_FDCWD, path, 0) }
}

unsafe fn unlink_below(directory: c_int, path: *const c_char, flags: c_int) -> c_int {
    // SAFETY: see above.
    let perform = || unsafe { real::unlinkat(directory, path, flags) };
    if flags & libc::AT_REMOVEDIR != 0 {
        return perform();
    }
    // SAFETY: see above.
    unsafe { watching_name(directory, path) }.map_or_else(perform, |(shim, name)| shim.unlink(&name, perform))
}

unsafe fn bytes_of<'a>(buffer: *const c_void, count: size_t) -> &'a [u8] {
    if buffer.is_null() || count == 0 {
        return &[];
    }
    // SAFETY: see above.
    unsafe { slice::from_raw_parts(buffer.cast(), count) }
}

unsafe fn gather(parts: *const iovec, count: c_int) -> Vec<u8> {
    let count = usize::try_from(count).unwrap_or(0);
    if parts.is_null() || count == 0 {
        return Vec::new();
    }
    // SAFETY: see above.
    let parts = unsafe { slice::from_raw_parts(parts, count) };
    // SAFETY: see above.
    parts.iter().flat_map(|part| unsafe { bytes_of(part.iov_base, part.iov_len) }).copied().collect()
}
