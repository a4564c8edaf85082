"""The chart as a picture (PNG, SVG, PDF): on its page, with title, sources and licence.

Text stays text in SVG and PDF. The picture is the chart of the screen, drawn by the camera of
whoever asks.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.exports.job import ExportError, Job


@dataclass(frozen=True)
class Picture:
    ENDING: str
    TITLE: str
    MIME: str

    def write(self, job: Job) -> bytes:
        if job.take_picture is None:
            raise ExportError(f"a {self.ENDING.upper()} needs a camera, and this job has none")
        return job.take_picture(self.ENDING)


PICTURES = (
    Picture("png", "Picture (PNG)", "image/png"),
    Picture("svg", "Drawing (SVG)", "image/svg+xml"),
    Picture("pdf", "Page (PDF)", "application/pdf"),
)
