"""`make screenshot`: the README's picture, made by the project itself."""

from __future__ import annotations

from playwright.sync_api import sync_playwright

from tests.browser.server import ROOT, chromium, serving
from tests.browser.test_page import settled

PICTURE = ROOT / "docs" / "first-screen.png"


def main() -> None:
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address + "?event=artemis-ii")
        settled(page)
        page.wait_for_timeout(1000)
        page.screenshot(path=PICTURE, clip={"x": 0, "y": 0, "width": 1440, "height": 780})
        browser.close()
    print(f"{PICTURE.relative_to(ROOT)}: written")


if __name__ == "__main__":
    main()
