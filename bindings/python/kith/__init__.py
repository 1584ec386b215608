"""Kith in Python: a vault, its commands and its screens, as plain values.

Everything that can be asked is generated from the core and stands in ``kith._core``; all of it is offered here. This
package adds what Python expects: a context manager for an open vault, and changes as an asynchronous iterator. It holds
no rule and no wording.
"""

import asyncio
import atexit
import contextlib
import typing

__version__ = "0.1.0"

try:
    from . import _core
except (OSError, AttributeError) as missing:
    raise ImportError("the library of kith cannot be loaded, or is of another version") from missing
except Exception as other:
    # The generated code compares the library with itself, call by call.
    if type(other).__name__ != "InternalError":
        raise
    raise ImportError("the library beside this package is of another version of kith") from other

if _core.library_version() != __version__:
    raise ImportError(f"this package is kith {__version__}, the library beside it {_core.library_version()}")

# A thread of the library that is calling into Python while it ends would end the process in a crash.
atexit.register(_core.quiet)

from ._core import *  # noqa: E402, F403

__all__ = [*_core.__all__, "changes", "opened"]


@contextlib.asynccontextmanager
async def opened(place: "_core.Place") -> typing.AsyncIterator["_core.Kith"]:
    """An open vault, closed again at the end of the block. Raises ``KithError`` where it cannot be opened."""
    kith = await _core.open(place)
    try:
        yield kith
    finally:
        await kith.shut()


class _Queued(_core.Observer):
    def __init__(self, loop: asyncio.AbstractEventLoop, queue: "asyncio.Queue[_core.Changed]"):
        self._loop, self._queue = loop, queue

    def changed(self, changed: "_core.Changed") -> None:
        with contextlib.suppress(RuntimeError):  # the loop may have ended meanwhile
            self._loop.call_soon_threadsafe(self._queue.put_nowait, changed)


async def changes(kith: "_core.Kith") -> typing.AsyncIterator["_core.Changed"]:
    """What changes from the first wait on. Watching ends where the iterator is closed."""
    queue: "asyncio.Queue[_core.Changed]" = asyncio.Queue()
    watch = kith.watch(_Queued(asyncio.get_running_loop(), queue))
    try:
        while True:
            yield await queue.get()
    finally:
        watch.end()
