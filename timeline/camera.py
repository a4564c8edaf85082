"""Pictures from a browser of our own: PNG, SVG and PDF of a figure, drawn by kaleido.

One browser is kept warm in a thread of its own. Callers stand in line, so that each gets its own
picture; a picture that takes too long, or a browser that has died, costs one restart and no more.
The browser reaches no other host. Kaleido's own shared server does none of this reliably.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

import kaleido
import plotly.graph_objects as go
from choreographer.browsers.chromium import Chromium

_PATIENCE = 40.0  # s, for one picture; the first one starts the browser
_NOWHERE = "http://127.0.0.1:9"  # a proxy that refuses: nothing is asked of any host

REMEDY = (
    "Pictures (PNG, SVG, PDF) need Chrome, Chromium or Edge, and none was found. Install one "
    "(Debian and Ubuntu: apt-get install chromium) or set BROWSER_PATH to it. Slides, tables and the "
    "offline page need none."
)


class CameraError(Exception):
    """No picture could be taken; the message says why and what helps."""


def browser_found() -> bool:
    """Whether a browser that can draw pictures is on this machine."""
    named = os.environ.get("BROWSER_PATH")
    found = named or Chromium.find_browser(skip_local=False)
    return bool(found) and Path(str(found)).exists()


class Camera:
    """Takes pictures, one after another; may be called from any thread."""

    def __init__(self) -> None:
        self._line = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._browser: kaleido.Kaleido | None = None

    def take(self, figure: go.Figure, ending: str, scale: float) -> bytes:
        """The picture of `figure` at its own size times `scale`. Raises CameraError."""
        if not browser_found():
            raise CameraError(REMEDY)
        with self._line:
            try:
                return self._wait(self._picture(figure, ending, scale))
            except Exception:
                self._drop()  # the browser may have died or hang: once more with a new one
            try:
                return self._wait(self._picture(figure, ending, scale))
            except Exception as fault:
                self._drop()
                words = str(fault) or type(fault).__name__
                raise CameraError(f"The browser could not draw the picture ({words}). Try again.") from fault

    def close(self) -> None:
        """Let the browser go; the next picture starts a new one."""
        with self._line:
            self._drop()
            loop, self._loop = self._loop, None
            if loop is not None:
                loop.call_soon_threadsafe(loop.stop)

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            loop = self._loop = asyncio.new_event_loop()

            def work() -> None:
                loop.run_forever()
                loop.close()

            threading.Thread(target=work, daemon=True, name="camera").start()
        return self._loop

    def _wait(self, work: Coroutine[Any, Any, bytes]) -> bytes:
        running = asyncio.run_coroutine_threadsafe(work, self._running_loop())
        try:
            return running.result(_PATIENCE)
        except BaseException:
            running.cancel()
            raise

    async def _picture(self, figure: go.Figure, ending: str, scale: float) -> bytes:
        if self._browser is None:
            browser = kaleido.Kaleido(n=1, mathjax=False, timeout=30, proxy_server=_NOWHERE)
            await browser.open()
            self._browser = browser
        size = {"width": figure.layout.width, "height": figure.layout.height}
        options = {"format": ending, "scale": scale, **size}
        return bytes(await self._browser.calc_fig(figure.to_dict(), opts=options))

    def _drop(self) -> None:
        """Forget the browser, whatever state it is in."""
        browser, self._browser = self._browser, None
        if browser is None or self._loop is None:
            return
        with suppress(Exception):
            asyncio.run_coroutine_threadsafe(browser.close(), self._loop).result(5)
