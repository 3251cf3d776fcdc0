"""Looks at the page of a service with a browser that has no screen; standard library only.

usage: look_at_page.py BROWSER EXECUTABLE FOLDER

At 1,280 and at 390 pixels: every measure has a value and a curve, the comparison is drawn, nothing is wider than the window, no script
failed; then the service is killed and started again, and the page goes on by itself. Pictures go to FOLDER. Prints a line a width.
"""
import base64
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

browser, executable, folder = sys.argv[1], os.path.abspath(sys.argv[2]), pathlib.Path(sys.argv[3])

COMPARISON = {
    "schema": "tickmark.comparison/1",
    "rows": [
        {"case": "indicators/six-pack/252x4000", "ratio": 0.9, "interval": [0.88, 0.92], "verdict": "improved"},
        {"case": "risk/covariance/1000x2000", "ratio": 1.2, "interval": [1.1, 1.3], "verdict": "regressed"},
        {"case": "<img src=x onerror=alert(1)>", "ratio": 1.0, "interval": [0.999, 1.001], "verdict": "equivalent"},
    ],
}

PROBE = """JSON.stringify({
  state: document.getElementById("state").textContent,
  values: Array.from(document.querySelectorAll(".card")).filter(c => c.querySelector(".value").textContent !== "–").length,
  cards: document.querySelectorAll(".card").length,
  curves: Array.from(document.querySelectorAll(".card path")).filter(p => (p.getAttribute("d") || "").includes("L")).length,
  verdicts: document.querySelectorAll("#verdicts circle").length, images: document.querySelectorAll("img").length,
  inner: window.innerWidth, scroll: document.scrollingElement.scrollWidth,
  updates: document.querySelector("#updatesPerSecond .value").textContent })"""


class Page:
    """One page over the DevTools protocol."""

    def __init__(self, port):
        # The page itself is there a moment after the browser is.
        for _ in range(100):
            pages = [one for one in json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json")) if one["type"] == "page"]
            if pages:
                break
            time.sleep(0.1)
        path = pages[0]["webSocketDebuggerUrl"].split(f":{port}", 1)[1]
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.file = self.socket.makefile("rb")
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode())
        while self.file.readline() not in (b"\r\n", b""):
            pass
        self.number = 0
        self.problems = []

    def call(self, method, **parameters):
        self.number += 1
        data, mask = json.dumps({"id": self.number, "method": method, "params": parameters}).encode(), os.urandom(4)
        length = bytes([0x80 | len(data)]) if len(data) < 126 else bytes([0x80 | 126]) + len(data).to_bytes(2, "big")
        self.socket.sendall(b"\x81" + length + mask + bytes(byte ^ mask[index % 4] for index, byte in enumerate(data)))
        while True:
            message = json.loads(self.message())
            if message.get("method") == "Runtime.exceptionThrown":
                self.problems.append(message["params"]["exceptionDetails"]["text"])
            if message.get("id") == self.number:
                return message["result"]

    def message(self):
        payload = b""
        while True:
            first, second = self.file.read(2)
            length = second & 127
            if length >= 126:
                length = int.from_bytes(self.file.read(2 if length == 126 else 8), "big")
            payload += self.file.read(length)
            if first & 0x80:
                return payload

    def look(self):
        """What the page shows; nothing while it is loaded."""
        told = self.call("Runtime.evaluate", expression=PROBE)["result"].get("value")
        return json.loads(told) if told else None

    def wait(self, holds, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            seen = self.look()
            if seen and holds(seen):
                return seen
            time.sleep(0.2)
        raise SystemExit(f"the page does not get there: {seen}")


def serve(port, place):
    process = subprocess.Popen(
        [executable, "serve", "--port", str(port), "--verdicts", str(place / "comparison.json"), "--updates-per-second", "500"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    process.stdout.readline()
    return process


with tempfile.TemporaryDirectory() as name:
    place = pathlib.Path(name)
    (place / "comparison.json").write_text(json.dumps(COMPARISON))
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    service = serve(port, place)
    seen_by = subprocess.Popen(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-port=0",
         "--remote-allow-origins=*", f"--user-data-dir={place}/profile", "about:blank"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "HOME": name}, start_new_session=True)
    try:
        told = place / "profile" / "DevToolsActivePort"
        for _ in range(600):
            if told.exists() and told.read_text().strip():
                break
            time.sleep(0.1)
        page = Page(int(told.read_text().split("\n")[0]))
        page.call("Runtime.enable")
        for width in (1280, 390):
            page.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
            page.call("Page.navigate", url=f"http://127.0.0.1:{port}/")
            # The store is asked by nobody here: its card has no value.
            urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/portfolio").read()
            seen = page.wait(
                lambda seen: seen["state"] == "live" and seen["curves"] >= 9 and seen["values"] >= 10 and seen["verdicts"] == 3, 60)
            picture = page.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)
            (folder / f"page-{width}.png").write_bytes(base64.b64decode(picture["data"]))
            if seen["inner"] != width or seen["scroll"] > width or seen["images"] or page.problems:
                raise SystemExit(f"at {width} pixels: {seen} {page.problems}")
            service.send_signal(signal.SIGKILL)
            service.wait()
            page.wait(lambda seen: "lost" in seen["state"], 30)
            service = serve(port, place)
            page.wait(lambda seen: seen["state"] == "live" and seen["updates"] != "0", 60)
            print(f"{width} pixels: {seen['values']} of {seen['cards']} measures have values, {seen['curves']} curves, "
                  f"{seen['verdicts']} verdicts; live again after the service was killed")
    finally:
        service.kill()
        os.killpg(seen_by.pid, signal.SIGKILL)
        seen_by.wait()
        time.sleep(0.2)
