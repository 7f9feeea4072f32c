"""A headless Chromium that is driven over a pipe: it opens pages, presses keys and tells what it saw.

It speaks the browser's own debugging protocol (one JSON value and a zero byte a message), so that keys are
real keys and the pages stand under their own content policy.
"""

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser.chromium import AXE, DESKTOP, Look, chromium, flags, needed

READY_S = 60
ENDS = """
import os, sys
ends = [int(one) for one in sys.argv[1:3]]
while min(ends) < 5: ends = [os.dup(one) for one in ends]
for end, number in zip(ends, (3, 4)): os.dup2(end, number)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Starts the browser with the two ends of the pipes where it looks for them: it reads 3 and writes 4."""
KEYS = {"Tab": ("Tab", 9, ""), "Enter": ("Enter", 13, "\r"), "Space": (" ", 32, " ")}
"""What a key is called, its number, and the text it types."""
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


class Browser:
    """One running Chromium, a context manager that ends it; what it does is done in a page of a `visitor`."""

    def __init__(self, folder: Path) -> None:
        self._to_read, self._to_write = os.pipe(), os.pipe()
        command = [chromium(), *flags(folder), "--remote-debugging-pipe", "--no-first-run"]
        passed = (self._to_write[0], self._to_read[1])
        self._process = subprocess.Popen(
            [sys.executable, "-c", ENDS, *map(str, passed), *command],
            pass_fds=passed,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in passed:
            os.close(end)
        self._left, self._number, self._session = b"", 0, ""
        self.said: list[str] = []
        """What the page complained of on its console since it was opened."""

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._to_write[1])
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._to_read[0])

    @contextmanager
    def visitor(self) -> Iterator[None]:
        """A page of somebody who was never here before: no cookie, nothing kept."""
        before, self._session = self._session, ""
        context = self.ask("Target.createBrowserContext")["browserContextId"]
        target = self.ask("Target.createTarget", url="about:blank", browserContextId=context)
        joined = self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = joined["sessionId"]
        for domain in ("Page", "Log", "Runtime"):
            self.ask(f"{domain}.enable")
        self.look(DESKTOP)
        try:
            yield
        finally:
            self._session = ""
            self.ask("Target.disposeBrowserContext", browserContextId=context)
            self._session = before

    def ask(self, method: str, **given: object) -> Any:
        """The answer to one command; what happens meanwhile is noted."""
        self._number += 1
        number = self._number
        message: dict[str, object] = {"id": number, "method": method, "params": given}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to_write[1], json.dumps(message).encode() + b"\0")
        while True:
            heard = self._heard()
            if heard.get("id") == number:
                assert "error" not in heard, f"{method}: {heard['error']}"
                return heard["result"]

    def _heard(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            more = os.read(self._to_read[0], 1 << 20)
            assert more, "the browser ended"
            self._left += more
        first, _, self._left = self._left.partition(b"\0")
        heard = dict(json.loads(first))
        if heard.get("method") == "Log.entryAdded":
            self.said.append(heard["params"]["entry"]["text"])
        return heard

    def look(self, look: Look, *, paper: bool = False) -> None:
        """From now on as wide and as dark as this, or as it comes on paper."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=look.width, height=look.height, deviceScaleFactor=1, mobile=look.width < 720,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if look.dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.ask(
            "Emulation.setEmulatedMedia", media="print" if paper else "", features=[scheme, still]
        )

    def open(self, url: str) -> None:
        """Go there and wait until the page is loaded."""
        self.said.clear()
        self.ask("Page.navigate", url=url)
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    def open_text(self, html: str, folder: Path) -> None:
        """Open a page that is a file."""
        file = folder / "page.html"
        file.write_text(html, encoding="utf-8")
        self.open(file.as_uri())

    def until(self, condition: str) -> None:
        """Wait for the page to say yes; while one page goes and the next comes there is nobody to ask."""
        wait = f"""new Promise(done => {{
          const look = () => ({condition}) ? done(true) : requestAnimationFrame(look); look(); }})"""
        for _ in range(READY_S):
            try:
                self.run(wait)
            except AssertionError:
                continue
            return
        raise AssertionError(f"never came: {condition}")

    def run(self, script: str) -> Any:
        """What a script in the page gives; the page's policy does not bind it."""
        found = self.ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def press(self, key: str, *, backwards: bool = False) -> None:
        """Press and let go of a key; the page has acted on it when this returns."""
        name, number, text = KEYS[key]
        given: Mapping[str, object] = {
            "key": name, "code": key, "windowsVirtualKeyCode": number, "modifiers": 8 * backwards,
        }  # fmt: skip
        self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **given)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **given)

    def type(self, words: str) -> None:
        self.ask("Input.insertText", text=words)

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
        box: dict[str, object] = {"x": 0, "y": 0, "scale": 1, "width": self.run("innerWidth")}
        box["height"] = height or self.run("document.documentElement.scrollHeight")
        shot = self.ask(
            "Page.captureScreenshot", format="png", clip=box, captureBeyondViewport=True
        )
        return base64.b64decode(shot["data"])

    def paper(self) -> bytes:
        """The page as a PDF, in the size its style asks for."""
        return base64.b64decode(self.ask("Page.printToPDF", preferCSSPageSize=True)["data"])


def sheets(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
