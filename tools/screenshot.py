"""Take docs/images/chat.png: a conversation with the real `mojo up`, in the sandbox's chat page.

python -m tools.screenshot        needs Debian's chromium
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.e2e.support import MojoUp

PICTURE = Path(__file__).parents[1] / "docs" / "images" / "chat.png"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--hide-scrollbars"]


def main() -> int:
    """Talk, and take the picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        up = MojoUp(Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            up.start()
            page = browser.new_page(viewport={"width": 440, "height": 956}, device_scale_factor=2)
            page.goto(f"{up.run['chat_page']}chat/1001")
            _talk(page)
            PICTURE.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURE)
        finally:
            browser.close()
            up.end()
    return 0


def _talk(page: Page) -> None:
    page.get_by_role("button", name="START").click()
    page.get_by_role("button", name="English").click()
    page.get_by_text("Here is what I can do").wait_for()
    _say(page, "/weather Lisbon", "Lisbon, Portugal")
    _say(page, "/report 07:30", "07:30")
    page.wait_for_timeout(500)  # the last message slides in


def _say(page: Page, text: str, answer: str) -> None:
    page.get_by_role("textbox", name="Message").fill(text)
    page.keyboard.press("Enter")
    page.get_by_text(answer).last.wait_for()


if __name__ == "__main__":
    sys.exit(main())
