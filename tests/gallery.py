"""`make gallery`: what can be taken away, drawn by the project itself into `docs/gallery/`."""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image

from tests.browser.server import ROOT
from tests.builders import SHIPPED, TODAY
from timeline.camera import Camera
from timeline.charts import CHARTS
from timeline.chronicle import chronicle
from timeline.dataset import read_dataset
from timeline.exports.job import Style
from timeline.selection import COMMAND_DEFAULT, default_of
from timeline.sheet import PRESETS
from timeline.studio import job_for

PLACE = ROOT / "docs" / "gallery"
WIDEST = 800  # px: thumbnails, so that the repository stays small


def main() -> None:
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    known, camera = chronicle(dataset, TODAY), Camera()
    lines = [
        "# Gallery",
        "",
        "Drawn by `make gallery` from the table; each file is also an editable slide.",
        "",
    ]
    PLACE.mkdir(exist_ok=True)
    for chart in CHARTS:
        views = {default_of(chart).detail: default_of(chart)}
        if chart == "timeline":
            views["europe"] = replace(COMMAND_DEFAULT, agency=("ESA",), detail="main")
        for preset in PRESETS:
            for view, selection in views.items():
                style = Style(preset, "dark" if preset == "web" else "light")
                job = job_for(
                    chart,
                    known,
                    CHARTS[chart].chosen(known, selection),
                    selection,
                    style=style,
                    camera=camera,
                )
                assert job.take_picture
                name = f"{chart}_{preset}_{view}.png"
                _thumbnail(job.take_picture("png")).save(PLACE / name, optimize=True)
                lines += [f"## {CHARTS[chart].TITLE}, {PRESETS[preset].title}, {view}", "",
                          f"![{CHARTS[chart].TITLE} of {view} as {preset}](gallery/{name})", ""]  # fmt: skip
    camera.close()
    (ROOT / "docs" / "gallery.md").write_text("\n".join(lines), "utf-8")
    print(f"{PLACE.relative_to(ROOT)}: {len(list(PLACE.glob('*.png')))} pictures")


def _thumbnail(picture: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.thumbnail((WIDEST, WIDEST))
    return image.quantize(256, kmeans=2)  # without it the small marks lose their hues


if __name__ == "__main__":
    main()
