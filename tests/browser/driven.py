"""A headless Chromium that opens pages, presses keys and tells what it saw, led by Playwright.

It is this computer's own browser: Playwright brings none. Keys are real keys, and the pages stand under their
own content policy.
"""

import base64
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import CDPSession, ConsoleMessage, Error, Page, sync_playwright

from tests.browser.chromium import AXE, DESKTOP, FLAGS, Look, chromium, needed

MOST_MS = 30_000
"""What has not come after so long will not come."""
CLICKED: Final = ("link", "button", "checkbox")
"""What a click may be on."""
ASK_AXE = """
axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: {"target-size": {enabled: true}}, resultTypes: ["violations"],
}).then(found => ({
  rules: found.passes.length,
  violations: found.violations.map(
    each => each.id + ": " + each.nodes.slice(0, 3).map(node => node.html).join(" | ")),
}))
"""
WHERE = """
(() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const label = one.labels && one.labels[0] ? one.labels[0].textContent : "";
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    name: (one.getAttribute("aria-label") || label || one.textContent || "").trim(),
    tag: one.localName,
    part: (one.closest("body > *") || document.body).localName,
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inView: box.width > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
    place: [...document.querySelectorAll("*")].indexOf(one),
    covered: !!top && top !== one && !one.contains(top) && !top.contains(one),
  };
})()
"""
"""The element that has the focus: its name, the part of the page it is in, whether its ring shows, and
whether something lies over it."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody's page, and the browser's own tools that look at it."""

    page: Page
    devtools: CDPSession


class Browser:
    """One running Chromium, a context manager that ends it; what it does is done in a page of a `visitor`."""

    def __init__(self) -> None:
        self._driver = sync_playwright().start()
        self._chromium = self._driver.chromium.launch(
            executable_path=chromium(), args=FLAGS, chromium_sandbox=os.geteuid() != 0
        )
        self._visits: list[Visit] = []
        self.said: list[str] = []
        """What the page complained of on its console since it was opened."""
        self.clicks = 0
        """How often a link, a button or a box was clicked."""

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        self._chromium.close()
        self._driver.stop()

    @contextmanager
    def visitor(self) -> Iterator[None]:
        """A page of somebody who was never here before: no cookie, nothing kept."""
        with self._chromium.new_context(reduced_motion="reduce") as context:
            page = context.new_page()
            page.set_default_timeout(MOST_MS)
            page.on("console", self._heard)
            self._visits.append(Visit(page=page, devtools=context.new_cdp_session(page)))
            self.look(DESKTOP)
            try:
                yield
            finally:
                self._visits.pop()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.said.append(message.text)

    @property
    def page(self) -> Page:
        """The page of the visitor who came last."""
        return self._visits[-1].page

    def ask(self, method: str, **given: object) -> Any:
        """One command of the browser's own protocol, for what Playwright has no words for."""
        return self._visits[-1].devtools.send(method, given)

    def look(self, look: Look, *, paper: bool = False) -> None:
        """From now on as wide and as dark as this, or as it comes on paper."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=look.width, height=look.height, deviceScaleFactor=1, mobile=look.width < 720,
        )  # fmt: skip
        self.page.emulate_media(
            media="print" if paper else "screen", color_scheme="dark" if look.dark else "light"
        )

    def open(self, url: str) -> None:
        """Go there and wait until the page is loaded."""
        self.said.clear()
        self.page.goto(url)

    def open_text(self, html: str, folder: Path) -> None:
        """Open a page that is a file."""
        file = folder / "page.html"
        file.write_text(html, encoding="utf-8")
        self.open(file.as_uri())

    def until(self, condition: str) -> None:
        """Wait for the page, or the one that comes after it, to say yes."""
        wait = f"""new Promise((done, never) => {{
          setTimeout(() => never("it never came"), {MOST_MS});
          const look = () => ({condition}) ? done(true) : requestAnimationFrame(look); look(); }})"""
        while True:
            try:
                self.run(wait)
            except Error as gone:  # the page that was asked went away before it answered
                if "context" not in gone.message:
                    raise
                self.page.wait_for_load_state()
                continue
            return

    def run(self, script: str) -> Any:
        """What a script in the page gives; the page's policy does not bind it."""
        return self.page.evaluate(script)

    def press(self, key: str, *, backwards: bool = False) -> None:
        """Press and let go of a key; the page has acted on it when this returns."""
        self.page.keyboard.press(f"Shift+{key}" if backwards else key)

    def type(self, words: str) -> None:
        self.page.keyboard.insert_text(words)

    def click(self, words: str, *, which: int = 0) -> None:
        """Click the first link, button or box of that name, or the one after so many others, as soon as
        nothing lies over it, and wait for the page it may lead to."""
        found = self.page.get_by_role(CLICKED[0], name=words, exact=True)
        for role in CLICKED[1:]:
            found = found.or_(self.page.get_by_role(role, name=words, exact=True))
        found.nth(which).click()
        self.page.wait_for_load_state()
        self.clicks += 1

    def type_in(self, label: str, words: str) -> None:
        """Type into the field of that label."""
        self.page.get_by_label(label, exact=True).fill(words)

    def words(self) -> str:
        """What the main part of the page says to who reads it."""
        return self.page.get_by_role("main").inner_text()

    def focus(self) -> dict[str, Any] | None:
        """Where the keyboard stands."""
        found: dict[str, Any] | None = self.run(WHERE)
        return found

    def stops(self, most: int = 600, *, backwards: bool = False) -> list[dict[str, Any]]:
        """Every stop of the Tab key from where the keyboard stands, until it leaves or begins anew."""
        found: list[dict[str, Any]] = []
        for _ in range(most):
            self.press("Tab", backwards=backwards)
            stop = self.focus()
            if stop is None or (found and stop == found[0]):
                return found
            found.append(stop)
        raise AssertionError(f"after {most} stops the keyboard is still on the page")

    def axe(self) -> dict[str, Any]:
        """The rules of accessibility that were tried, and those that are broken."""
        needed(AXE.is_file(), "no axe-core here: run npm ci")
        if not self.run("!!window.axe"):
            self.run(AXE.read_text(encoding="utf-8") + ";0")
        return dict(self.run(ASK_AXE))

    def width(self) -> int:
        """How wide the page came out, in CSS pixels."""
        return int(self.run("document.documentElement.scrollWidth"))

    def picture(self, height: int = 0) -> bytes:
        """A PNG of the page: its upper part of that height, or all of it."""
        box = {"x": 0, "y": 0, "width": self.run("innerWidth")}
        box["height"] = height or self.run("document.documentElement.scrollHeight")
        shot = self.ask(
            "Page.captureScreenshot", format="png", clip={**box, "scale": 1},
            captureBeyondViewport=True,
        )  # fmt: skip
        return base64.b64decode(shot["data"])

    def paper(self) -> bytes:
        """The page as a PDF, in the size its style asks for."""
        return self.page.pdf(prefer_css_page_size=True)


def sheets(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
