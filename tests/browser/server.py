"""A page to test against: Streamlit on a free port, and the browser that looks at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-20"
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def chromium() -> str | None:
    """The system's Chrome or Chromium."""
    names = ("chromium", "google-chrome", "chrome", "chromium-browser")
    return next(
        (path for name in names if (path := shutil.which(name))), _MAC if Path(_MAC).exists() else None
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(app: Path = ROOT / "app.py", **environment: str) -> Iterator[str]:
    """Start an app and give its address; the server ends with the block."""
    port = free_port()
    call = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]
    given = {**os.environ, "TIMELINE_TODAY": TODAY, **environment}
    log = subprocess.DEVNULL if "TIMELINE_LOG" not in os.environ else None
    process = subprocess.Popen(call, cwd=ROOT, env=given, stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        assert process.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(address, timeout=1) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)
