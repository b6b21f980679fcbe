"""Looks at the page that is served while runs train, in a real Chromium: python3 live_test.py PROGRAM [FOLDER]

Trains two small networks on embedded images and checks that the page shows them, that their curves grow and switch off, that
the results appear when one is finished, that nothing is asked of another host, and that it says so when the program has
ended. With FOLDER it leaves screenshots there.
"""

import atexit
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, sync_playwright

failures = []


def check(holds, sentence):
    if not holds:
        failures.append(sentence)
        print("failed:", sentence)


def program(path, results, *more):
    """The program with a training on embedded images; its first line with an address is read."""
    command = [path, "run", "filter-size", "--profile", "demo", "--results", results, "--serve", "0", "--threads", "1",
               "--set", "training.evaluateEarly=null", "--set", "training.evaluateEvery=400", "--set", "training.seeds=1", *more]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    atexit.register(process.kill)
    for line in process.stderr:
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        if found:
            return process, found.group()
    sys.exit("no address was said")


def until(page, expression, seconds):
    """Waits for what the page's own policy doesn't let a script of ours wait for."""
    def holds():
        try:
            return page.evaluate(expression)
        except Error:
            return False  # the page has just read itself anew

    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            sys.exit(f"after {seconds} seconds not yet: {expression}")
        page.wait_for_timeout(300)


def points(page):
    lines = page.locator("#figure-live-curves polyline.curve")
    return sum(len(line.get_attribute("points").split()) for line in lines.all()) if lines.count() else 0


def watches(page, address, folder, name):
    page.goto(address)
    until(page, "document.querySelector('.underway progress')?.value > 0", 120)
    check("being trained" in page.locator("#live .said").text_content(), "it says that a run is being trained")
    check("backprops" in page.locator(".underway tbody td").first.text_content(), "and how far it is")
    until(page, "!!document.querySelector('#figure-live-curves polyline.curve')", 120)
    before, end = points(page), time.monotonic() + 120
    while points(page) <= before and time.monotonic() < end:
        page.wait_for_timeout(500)
    check(points(page) > before, f"the curve grows, found {before} and {points(page)} points")
    page.locator("#figure-live-curves [data-curve='0']").uncheck()
    check(points(page) == 0, "a curve that is switched off is gone")
    page.wait_for_timeout(4500)
    check(points(page) == 0, "and stays so when new numbers come")
    page.locator("#figure-live-curves [data-curve='0']").check()
    check(points(page) > before, "and comes back")
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    check(wide <= 0, f"{name}: the page is no wider than the window, found {wide} pixels more")
    for violation in Axe().run(page).response["violations"]:
        check(False, f"{name}: {violation['id']}: {violation['help']}, as in {violation['nodes'][0]['target']}")
    if folder:
        page.screenshot(path=f"{folder}/{name}-live.png")


def main(path, folder=None):
    if folder:
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as results:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])

        def opened(width):
            page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
            page.on("pageerror", lambda error: check(False, f"script: {error}"))
            page.on("request", lambda request: check(
                re.match(r"http://127\.0\.0\.1:|data:", request.url), f"asked for {request.url[:80]}"))
            return page

        process, address = program(path, results, "--only", "9-1-5", "--set", "training.backprops=10000000")
        for name, width in {"desktop": 1400, "phone": 390}.items():
            page = opened(width)
            watches(page, address, folder, name)
        process.send_signal(signal.SIGINT)
        check(process.wait(timeout=60) == 130, "Ctrl-C ends the program with its state saved")
        until(page, "document.querySelector('#live .said').textContent.includes('has ended')", 20)

        # The first of two is finished while the page is open.
        process, address = program(
            path, results + "/two", "--only", "9-1-5", "--only", "9-5-5", "--set", "training.backprops=2000")
        page = opened(1400)
        page.goto(address)
        until(page, "!!document.querySelector('#experiment-filter-size')", 300)
        check(page.locator(".run").count() >= 1, "a finished run appears by itself")
        if folder:
            page.screenshot(path=f"{folder}/filled-live.png")
        check(process.wait(timeout=300) == 0, "the program ends though the page is open")
        browser.close()
    print(f"{len(failures)} checks failed" if failures else "the live page works")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
