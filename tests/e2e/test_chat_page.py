"""The whole of it as a newcomer meets it: `mojo up`, and the chat page in a real browser."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Request, async_playwright

from tests.e2e.support import MojoUp

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    assert CHROMIUM.exists(), "This test needs a browser. Cure: apt-get install chromium"
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        await chromium.close()


class Window:
    """One browser window, and everything that went wrong in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.troubles: list[str] = []
        page.on("console", lambda message: self.troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if "//127.0.0.1" not in request.url and not request.url.startswith("data:"):
            self.troubles.append(f"left the machine: {request.url}")

    async def say(self, text: str, answer: str) -> None:
        await self.page.get_by_role("textbox", name="Message").fill(text)
        await self.page.keyboard.press("Enter")
        await self.page.get_by_text(answer).last.wait_for()

    async def press(self, button: str, answer: str) -> None:
        await self.page.get_by_role("button", name=button).last.click()
        await self.page.get_by_text(answer).last.wait_for()


async def window(browser: Browser, url: str) -> Window:
    opened = Window(await (await browser.new_context()).new_page())
    await opened.page.goto(url)
    return opened


async def test_two_windows_are_anna_and_ben(mojo: MojoUp, browser: Browser) -> None:
    anna = await window(browser, f"{mojo.run['chat_page']}chat/1001")
    ben = await window(browser, f"{mojo.run['chat_page']}chat/1002")
    await anna.press("START", "Which language")
    await ben.press("START", "In welcher Sprache")
    await anna.press("English", "Here is what I can do")
    await ben.press("Deutsch", "Das kann ich für dich tun")
    await anna.say("/weather Lisbon", "Lisbon, Portugal")
    await ben.say("/weather Lisbon", "Lissabon, Portugal")
    await anna.press("Refresh", "Lisbon, Portugal")
    await anna.say("/report in 2 seconds", "comes")
    await anna.page.get_by_text("Lisbon, Portugal").nth(1).wait_for()
    assert await ben.page.get_by_text("Lisbon, Portugal").count() == 0
    assert anna.troubles == ben.troubles == []
