"""The chat page in a real browser: two windows are two people, and everything a person does on a phone works here."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.sandbox.running import ANNA, BEN, Running, running

CHROMIUM = Path("/usr/bin/chromium")
BUTTONS = {"inline_keyboard": [[{"text": "Refresh", "callback_data": "w:r"}, {"text": "Every day", "callback_data": "w:d"}]]}


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    assert CHROMIUM.exists(), "This test needs a browser. Cure: apt-get install chromium"
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        await chromium.close()


async def window(browser: Browser, box: Running, path: str, **options: Any) -> Page:
    """Open a page that must not complain: the content policy reports on the console what it stops."""
    page = await (await browser.new_context(**options)).new_page()
    page.set_default_timeout(5000)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(box.url + path)
    assert complaints == []
    return page


async def fetched(box: Running) -> list[dict[str, Any]]:
    """Return what the bot has not seen yet, and confirm it."""
    updates: list[dict[str, Any]] = await box.call("getUpdates", timeout=5)
    await box.call("getUpdates", offset=updates[-1]["update_id"] + 1)
    return updates


async def test_two_windows_are_two_people_and_everything_works(browser: Browser, tmp_path: Path) -> None:
    async with running(tmp_path) as box:
        await box.call("setMyCommands", commands=[{"command": "weather", "description": "How it is outside"}])
        anna = await window(browser, box, f"/chat/{ANNA}?start=OWNER-1")
        ben = await window(browser, box, "/")
        await _start(box, anna, ben)
        await _type_and_read(box, anna, ben)
        await _press(box, anna)
        await _choose_a_command(box, ben)
        await _share_a_location(box, anna)
        await _lose_and_find_the_sandbox(anna)


async def _start(box: Running, anna: Page, ben: Page) -> None:
    """A deep link starts by itself, once; a first visit shows START and nothing else to do."""
    assert (await fetched(box))[0]["message"]["text"] == "/start OWNER-1"
    await anna.reload()
    await expect(anna.locator(".message")).to_have_count(1)
    await ben.get_by_role("link", name="Ben").click()
    await expect(ben.get_by_label("Message", exact=True)).to_be_hidden()
    await ben.get_by_role("button", name="START").press("Enter")
    assert (await fetched(box))[0]["message"]["from"]["language_code"] == "de"
    await expect(ben.get_by_label("Message", exact=True)).to_be_focused()


async def _type_and_read(box: Running, anna: Page, ben: Page) -> None:
    field = anna.get_by_label("Message", exact=True)
    await field.fill("<b>one</b>")
    await field.press("Shift+Enter")
    await field.press_sequentially("two")
    await field.press("Enter")
    await expect(field).to_have_value("")
    own = anna.locator(".message.own").last
    await expect(own).to_contain_text("<b>one</b>")
    await expect(own).to_have_class("message own sent new")
    assert (await fetched(box))[0]["message"]["text"] == "<b>one</b>\ntwo"
    await expect(own).to_have_class("message own fetched new")
    await box.call("sendChatAction", chat_id=ANNA, action="typing")
    await expect(anna.locator("#status")).to_have_text("is typing…")
    await box.call("sendMessage", chat_id=ANNA, text="<script>alert(1)</script> & more", reply_markup=BUTTONS)
    await expect(anna.locator(".message").last).to_contain_text("<script>alert(1)</script> & more")
    await expect(anna.locator("#status")).to_have_text("bot · you are Anna")
    await expect(ben.locator(".message")).to_have_count(1)


async def _press(box: Running, anna: Page) -> None:
    """A pressed button turns until it is answered; the answer is a note, or an alert that wants an OK."""
    button = anna.get_by_role("button", name="Refresh")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    press = (await fetched(box))[0]["callback_query"]
    await box.call("answerCallbackQuery", callback_query_id=press["id"], text="Fresh now")
    await expect(anna.get_by_role("status").filter(has_text="Fresh now")).to_be_visible()
    await expect(button).not_to_have_attribute("aria-busy", "true")
    await anna.get_by_role("button", name="Every day").click()
    press = (await fetched(box))[0]["callback_query"]
    await box.call("answerCallbackQuery", callback_query_id=press["id"], text="Are you sure?", show_alert=True)
    await expect(anna.get_by_role("dialog")).to_contain_text("Are you sure?")
    await anna.get_by_role("button", name="OK").click()
    await box.call("editMessageText", chat_id=ANNA, message_id=press["message"]["message_id"], text="Every day at seven")
    await expect(anna.locator(".message").last).to_contain_text("Every day at seven")
    await expect(anna.locator(".message").last).to_contain_text("edited")


async def _choose_a_command(box: Running, ben: Page) -> None:
    await ben.get_by_label("Message", exact=True).press_sequentially("/")
    await ben.get_by_role("button", name="/weather How it is outside").click()
    assert (await fetched(box))[0]["message"]["text"] == "/weather"
    await ben.reload()
    await ben.get_by_label("Commands").click()
    await expect(ben.get_by_role("button", name="/weather How it is outside")).to_be_visible()
    await ben.keyboard.press("Escape")
    await expect(ben.get_by_role("button", name="/weather How it is outside")).to_be_hidden()


async def _share_a_location(box: Running, anna: Page) -> None:
    keyboard = {
        "keyboard": [[{"text": "Here I am", "request_location": True}, {"text": "Never mind"}]],
        "one_time_keyboard": True,
    }
    await box.call("sendMessage", chat_id=ANNA, text="Where are you?", reply_markup=keyboard)
    await anna.get_by_role("button", name="Here I am").click()
    await anna.get_by_role("button", name="Nairobi").click()
    assert (await fetched(box))[0]["message"]["location"]["latitude"] == pytest.approx(-1.28333)
    await expect(anna.get_by_role("button", name="Here I am")).to_have_count(0)
    await anna.get_by_label("Send a location").click()
    await anna.get_by_label("Latitude").fill("60,5")
    await anna.get_by_label("Longitude").fill("-3")
    await anna.locator(".pair").get_by_role("button", name="Send").click()
    assert (await fetched(box))[0]["message"]["location"] == {"latitude": 60.5, "longitude": -3.0}
    await expect(anna.locator(".place").last).to_have_text("60.5000, -3.0000")


async def _lose_and_find_the_sandbox(anna: Page) -> None:
    """What could not be sent is not lost: it stands in the field again."""
    await anna.route("**/say", lambda route: route.abort())
    await anna.get_by_label("Message", exact=True).fill("are you there?")
    await anna.get_by_label("Message", exact=True).press("Enter")
    await expect(anna.get_by_role("status").filter(has_text="does not answer")).to_be_visible()
    await expect(anna.get_by_label("Message", exact=True)).to_have_value("are you there?")


async def test_it_fits_a_phone_in_light_and_dark_and_works_without_scripts(browser: Browser, tmp_path: Path) -> None:
    async with running(tmp_path) as box:
        box.say("/start", BEN)
        await box.call("sendMessage", chat_id=BEN, text="long " * 200 + "w" * 300, reply_markup=BUTTONS)
        for scheme in ("light", "dark"):
            for path in ("/", f"/chat/{BEN}"):
                page = await window(browser, box, path, color_scheme=scheme, viewport={"width": 320, "height": 560})
                assert await page.evaluate("document.documentElement.scrollWidth") == 320
        plain = await window(browser, box, f"/chat/{BEN}", java_script_enabled=False)
        await plain.get_by_label("Message", exact=True).fill("no scripts here")
        await plain.get_by_role("button", name="Send", exact=True).click()
        await expect(plain.locator(".message.own").last).to_contain_text("no scripts here")
