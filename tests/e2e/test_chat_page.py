"""The whole of it as a newcomer meets it: `mojo up`, and the chat page in a real browser."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from playwright.async_api import Page, Request, async_playwright, expect

from tests.e2e.support import MojoUp, Person

CODE = re.compile(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4})+")
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE_MS = 15_000


class Window:
    """One browser window, and everything that went wrong in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.field = page.get_by_role("textbox", name="Message")
        self.last = page.locator(".message:not(.own)").last
        """What Chronos said last."""
        self.troubles: list[str] = []
        page.on("console", lambda message: self.troubles.append(message.text))  # the content policy complains here too
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:")):
            self.troubles.append(f"left the machine: {request.url}")

    async def say(self, text: str, answer: str) -> None:
        """Type, press Enter and see the answer."""
        await self.field.fill(text)
        await self.field.press("Enter")
        await self.hear(answer)

    async def press(self, button: str, answer: str) -> None:
        """Press the last button of that name and see the answer."""
        await self.page.get_by_role("button", name=button).last.click()
        await self.hear(answer)

    async def hear(self, answer: str) -> None:
        """Wait until Chronos' last message says so."""
        await expect(self.last).to_contain_text(answer)

    async def tab_to(self, label: str) -> None:
        """Move the focus backwards with the keyboard until it is on what is called `label`."""
        for _ in range(40):
            if label in await self.page.evaluate("document.activeElement.textContent"):
                return
            await self.page.keyboard.press("Shift+Tab")
        raise AssertionError(f"the keyboard does not reach {label}")


Open: TypeAlias = Callable[[str], Awaitable[Window]]


@pytest.fixture
async def window() -> AsyncIterator[Open]:
    """Open windows of people who share nothing; nothing may have gone wrong in any of them."""
    assert CHROMIUM.exists(), "This test needs a browser at /usr/bin/chromium. Cure: apt-get install chromium"
    opened: list[Window] = []
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)

        async def open_window(url: str) -> Window:
            window = Window(await (await chromium.new_context()).new_page())
            window.page.set_default_timeout(PATIENCE_MS)
            opened.append(window)
            await window.page.goto(url)
            return window

        yield open_window
        await chromium.close()
    assert [trouble for window in opened for trouble in window.troubles] == []


def chat_of(mojo: MojoUp, name: str, language: str = "en") -> str:
    """Return the address of the chat of somebody new."""
    return f"{mojo.run['chat_page']}chat/{mojo.person(name, language).chat_id}"


async def test_two_windows_are_two_people(mojo: MojoUp, window: Open) -> None:
    anna, ben = await window(chat_of(mojo, "Anna")), await window(chat_of(mojo, "Ben", "de"))
    await anna.press("START", "Which language shall we speak?")
    await ben.press("START", "In welcher Sprache")
    await anna.press("English", "Here is what I can do")
    await expect(anna.last).to_contain_text("edited")  # in the place of the question
    await ben.press("Deutsch", "Das kann ich für dich tun")
    await anna.say("/weather Lisbon", "Lisbon, Portugal")
    await ben.say("/weather Lisbon", "Lissabon, Portugal")
    await anna.press("Morning report", "When should it come?")
    await anna.press("7:00 AM", "every day at 7:00 AM")
    await anna.say("/report in 2 seconds", "comes")
    await anna.hear("°C")
    await expect(ben.page.locator(".message:not(.own)")).to_have_count(2)
    await expect(ben.page.get_by_text("Lisbon, Portugal")).to_have_count(0)


async def test_a_location_is_shared_from_the_page(mojo: MojoUp, window: Open) -> None:
    anna = await window(chat_of(mojo, "Anna"))
    await anna.press("START", "Hello Anna")
    await anna.say("/weather", "Where?")
    await anna.page.get_by_role("button", name="Share my location").click()
    await anna.press("Nairobi", "Your location: ")
    await expect(anna.page.locator(".message.own").last).to_contain_text("-1.28")
    await anna.page.get_by_label("Send a location").click()
    await anna.page.get_by_label("Latitude").fill("64.15")
    await anna.page.get_by_label("Longitude").fill("-21.94")
    await anna.page.locator(".pair").get_by_role("button", name="Send").click()
    await expect(anna.page.locator(".message:not(.own)")).to_have_count(4)


async def test_a_deep_link_starts_by_itself_and_once(mojo: MojoUp, window: Open) -> None:
    anna = await window(chat_of(mojo, "Anna") + "?start=NO-SUCH-CODE")
    await anna.hear("Hello Anna")
    await anna.page.reload()
    await expect(anna.page.locator(".message.own")).to_have_count(1)
    await expect(anna.page.locator(".message.own")).to_contain_text("/start NO-SUCH-CODE")
    assert "start=" not in anna.page.url


async def test_everything_goes_with_the_keyboard_alone(mojo: MojoUp, window: Open) -> None:
    anna = await window(chat_of(mojo, "Anna"))
    await anna.page.keyboard.press("Enter")  # START has the focus
    await anna.hear("Hello Anna")
    await anna.tab_to("Español")
    await anna.page.keyboard.press("Enter")
    await anna.hear("Esto es lo que puedo hacer por ti")
    await anna.field.focus()
    await anna.page.keyboard.type("/weather Lisbon\n")
    await anna.hear("Lisboa, Portugal")
    await anna.tab_to("Actualizar")


async def test_markup_is_words_like_any_others(mojo: MojoUp, window: Open) -> None:
    name, text = "<img src=x onerror=alert(1)>", "<script>alert(2)</script> & <b>bold</b>"
    anna = await window(chat_of(mojo, name))
    await anna.press("START", f"Hello {name}")
    await anna.say(text, "/help")
    await expect(anna.page.locator(".message.own").last).to_contain_text(text)
    await anna.say("/weather <i>Lisbon</i>", "<i>Lisbon</i>")
    await expect(anna.page.locator("main img, main b, main i, main script")).to_have_count(0)


async def test_the_documentation_logs_in_with_a_code_from_chronos(mojo: MojoUp, owner: Person, window: Open) -> None:
    docs = (await window(mojo.run["docs_url"])).page
    field, said = docs.get_by_label("Code from /login in Chronos"), docs.locator("output")
    code = CODE.search(owner.say("/login"))
    assert code, owner.last()
    await field.fill(code[0])
    await field.press("Enter")
    await expect(said).to_have_text("You are logged in for 15 minutes.")
    await docs.get_by_role("button", name="GET /api/v1/me ", exact=False).first.click()
    await docs.get_by_role("button", name="Execute").click()
    await expect(docs.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
    await expect(docs.locator(".live-responses-table .microlight").first).to_contain_text('"name": "Olga"')


async def test_the_documentation_says_when_a_code_is_wrong(mojo: MojoUp, window: Open) -> None:
    opened = await window(mojo.run["docs_url"])
    await opened.page.get_by_label("Code from /login in Chronos").fill("AAAA-BBBB")
    await opened.page.get_by_role("button", name="Log in", exact=True).click()
    await expect(opened.page.locator("output")).not_to_be_empty()
    await expect(opened.page.locator("output")).not_to_contain_text("logged in for")
    opened.troubles = [trouble for trouble in opened.troubles if "401" not in trouble]
