"""Opens a report in a real Chromium and uses it as a reader does: python3 page_test.py results/index.html [FOLDER]

Checks that nothing is said on the console and nothing is asked of the network, that every image is whole, and that switches,
axes, tables, badges, slider and zoom do what they say, at 1400 and 390 pixels. With FOLDER it leaves screenshots there.
"""

import pathlib
import re
import shutil
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

WIDTHS = {"desktop": 1400, "phone": 390}
failures = []


def check(holds, sentence):
    if not holds:
        failures.append(sentence)
        print("failed:", sentence)


def images_are_whole(page):
    broken = page.evaluate("[...document.images].filter(i => i.src && i.complete && i.naturalWidth === 0).length")
    check(page.evaluate("document.images.length") > 0, "there are images")
    check(broken == 0, f"no image is broken, found {broken}")


def nothing_sticks_out(page, name):
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    check(wide <= 0, f"{name}: the page is no wider than the window, found {wide} pixels more")


def figure(page):
    """Fig. 7, which has curves of ours and the paper's, where it is on the page."""
    return page.locator("#fig7" if page.locator("#fig7").count() else ".plot").first


def figures_switch(page):
    plot = figure(page)
    plot.scroll_into_view_if_needed()
    before = plot.locator("polyline.curve").count()
    marks = plot.locator(".mark").count()
    plot.locator("[data-curve='0']").uncheck()
    after = plot.locator("polyline.curve").count() + plot.locator(".mark").count()
    check(after < before + marks, "a curve that is switched off is gone")
    plot.locator("[data-curve='0']").check()
    check(plot.locator("polyline.curve").count() == before, "and comes back")
    labels = lambda: plot.locator("svg text").all_text_contents()
    logarithmic = labels()
    plot.get_by_label("linear").check()
    check(labels() != logarithmic, "the linear axis has ticks of its own")
    plot.get_by_label("logarithmic").check()
    check(labels() == logarithmic, "and the logarithmic one is as it was")


def marks_are_true(page):
    """No circle stands where its value isn't: beyond an end of y there is a triangle that says the value."""
    for plot in page.evaluate("""() => [...plots.values()].filter((plot) => plot.svg && !plot.paperEnds && !plot.data.groups).map((plot) => {
          const [left, right, low, high] = plot.ends;
          const lines = plot.data.lines.filter((line, i) => plot.shown[i] && (line.isPaper ? line.points.length === 1 : line.points.length > 0));
          const ends = lines.map((line) => line.points.at(-1)).filter(([x]) => x >= left && x <= right);
          return {
            id: plot.card.id, beyond: ends.map(([, y]) => y).filter((y) => y < low || y > high).map((y) => y.toFixed(plot.digits)),
            said: all(".mark.beyond title", plot.svg).map((title) => title.textContent),
            circles: all("circle.mark", plot.svg).length, within: ends.filter(([, y]) => y >= low && y <= high).length,
          };
        })"""):
        check(len(plot["said"]) == len(plot["beyond"]) and plot["circles"] == plot["within"],
              f"{plot['id']}: marks beyond the axis are triangles, found {plot}")
        check(all(any(value in said for said in plot["said"]) for value in plot["beyond"]),
              f"{plot['id']}: and say their value, found {plot}")


def bars_are_true(page):
    """Each bar is as high as its number, from zero, and the one under the pointer is said with the name of its group."""
    plot = page.locator(".plot:has(rect.bar)").first
    if not plot.count():
        return
    wrong = page.evaluate("""() => [...plots.values()].filter((plot) => plot.svg && plot.data.groups).flatMap((plot) => {
          const values = plot.data.lines.filter((line) => !line.isPaper).flatMap((line) => line.points.map(([, y]) => y));
          const heights = all("rect.bar", plot.svg).map((bar) => bar.height.baseVal.value);
          return values.filter((y, i) => !(Math.abs(heights[i] - Math.abs(plot.y(y) - plot.y(0))) < 0.01));
        })""")
    check(wrong == [], f"bars are as high as their numbers, found others for {wrong}")
    plot.scroll_into_view_if_needed()
    bar = plot.locator("rect.bar").first.bounding_box()
    page.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    said = plot.locator(".readout").text_content()
    check(re.search(r" at \D.*: -?\d", said), f"the bar under the pointer is said with its group, found '{said}'")
    bars = plot.locator("rect.bar").count()
    plot.locator("[data-curve='0']").uncheck()
    check(plot.locator("rect.bar").count() < bars, "bars that are switched off are gone")
    plot.locator("[data-curve='0']").check()
    check(plot.locator("rect.bar").count() == bars, "and come back")


def values_are_read(page):
    plot = figure(page)
    canvas = plot.locator(".canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] / 2)
    pointed = plot.locator(".readout").text_content()
    check(re.search(r"\d\d\.\d\d", pointed), f"the values under the pointer are said, found '{pointed}'")
    canvas.focus()
    page.keyboard.press("End")
    check(plot.locator(".readout").text_content() != pointed, "arrow keys go along the figure")
    plot.locator(".values summary").click()
    check(plot.locator(".values td").count() > 10, "the values are there as a table")
    with page.expect_download() as download:
        plot.locator(".csv").click()
    text = pathlib.Path(download.value.path()).read_text()
    check(text.startswith("curve,of,") and text.count("\n") > 10, "the source data come as CSV")
    plot.locator(".values summary").click()


def tables_sort(page):
    table = page.locator("table.sortable:has(thead th.number)").first
    button = table.locator("thead th.number button").first
    place = page.evaluate("b => b.parentElement.cellIndex", button.element_handle())
    values = lambda: [v for v in table.evaluate(
        "(t, c) => [...t.tBodies[0].rows].map(r => r.cells[c].dataset.value)", place) if v is not None]
    button.click()
    up = [float(v) for v in values()]
    check(up == sorted(up), "a table sorts by its numbers")
    button.click()
    check([float(v) for v in values()] == sorted(up, reverse=True), "and the other way round")
    check(table.locator("th[aria-sort='descending']").count() == 1, "and says so")


def badges_filter(page):
    every = page.locator(".claim").count()
    shown = lambda: page.locator(".claim:visible").count()
    check(every > 0 and shown() == 0, f"claims are folded at first, found {shown()} of {every}")
    for verdict in ["held", "not-held", "undecided"]:
        badge = page.locator(f"button[data-value='{verdict}']")
        said = int(badge.locator("b").text_content())
        badge.click()
        check(shown() == said, f"the badge of {verdict} shows {said} claims, found {shown()}")
        check(page.locator(".shown").text_content() == f"{said} of {every} claims", "the count is said")
        badge.click()
        check(shown() == 0, f"and folds them again, found {shown()}")
    check(page.locator(".shown").text_content() == f"{every} of {every} claims", "without a badge all claims are counted")


def links_unfold(page):
    shown = lambda: page.locator(".claim:visible").count()
    link = page.locator("a[data-choose='held']")
    said = int(link.locator("b").text_content())
    link.click()
    check(shown() == said, f"the tally at the top shows {said} claims that held, found {shown()}")
    check(page.locator("#claims").bounding_box()["y"] < 900, "and leads to them")
    other = page.locator("a[data-choose='undecided']")
    said = int(other.locator("b").text_content())
    other.click()
    check(shown() == said, f"another verdict of it takes the place of the first: {said} claims, found {shown()}")
    page.locator("button[data-value='undecided']").click()
    check(shown() == 0, "the badge that it has pressed is let go")

    link = page.locator(".chapter a[href^='#claim-']").first
    claim = page.locator(f"[id='{link.get_attribute('href')[1:]}']")
    group = claim.locator("xpath=ancestor::details")
    unfolded = lambda: page.locator("#claims details[open]").count()
    link.click()
    check(claim.is_visible() and 0 <= claim.bounding_box()["y"] < 900, "a link to a claim leads to the claim itself")
    check(group.evaluate("g => g.open") and unfolded() == 1, f"and opens the fold around it alone, found {unfolded()}")
    other = "undecided" if claim.get_attribute("data-verdict") != "undecided" else "held"
    page.locator(f"button[data-value='{other}']").click()
    link.click()
    check(claim.is_visible() and unfolded() == 1, "also where a badge hides the claim")
    summary = group.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    check(not group.evaluate("g => g.open") and shown() == 0, "a key folds them")

    # As when the page is printed.
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    check(shown() == page.locator(".claim").count(), "all claims are on paper")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    check(shown() == 0, "and folded again behind it")


def first_screens(page, name):
    """The verdicts and an image before and after come right behind the headline."""
    parts = [part for part in [".headline", ".verdicts", ".compare .stage", "#claims"] if page.locator(part).count()]
    check({".headline", ".verdicts", "#claims"} <= set(parts), f"{name}: headline, verdicts and claims are there")
    tops = [page.locator(part).first.bounding_box()["y"] for part in parts]
    check(tops == sorted(tops), f"{name}: headline, verdicts and image stand before the claims")


def images_compare(page):
    compare = page.locator(".compare").first
    stage = compare.locator(".stage")
    stage.scroll_into_view_if_needed()
    cut = lambda: stage.evaluate("s => getComputedStyle(s.querySelector('.right')).clipPath")
    start = cut()
    compare.locator("input[type=range]").fill("20")
    check(cut() != start, "the slider moves the divider")
    box = stage.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 40)
    page.mouse.up()
    check(compare.locator("input[type=range]").input_value() in ("90", "89"), "the divider follows the pointer")
    compare.get_by_label("Zoom in").click()
    compare.get_by_label("Zoom in").click()
    place = lambda: stage.evaluate("s => getComputedStyle(s.querySelector('img')).transform")
    zoomed = place()
    check("matrix(4" in zoomed, f"the image is four times as large, found {zoomed}")
    source = stage.locator("img").first.get_attribute("src")
    compare.locator("select").first.select_option("0")
    check(stage.locator("img").first.get_attribute("src") != source, "another method is shown")
    check(place() == zoomed, "and the zoom stays where it was")
    compare.get_by_label("Whole image").click()
    compare.locator("select").first.select_option("1")
    compare.locator("input[type=range]").fill("50")


def contents_stay(page):
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    page.wait_for_timeout(200)
    check(page.locator("nav").bounding_box()["y"] >= -1, "the contents stay in view")
    check(page.locator("nav a[aria-current]").count() == 1, "and mark the part that is read")
    page.evaluate("scrollTo(0, 0)")


def themes_switch(page):
    ground = lambda: page.evaluate("getComputedStyle(document.body).backgroundColor")
    seen = {ground()}
    for _ in range(3):
        page.locator(".theme").click()
        seen.add(ground())
    check(len(seen) == 2, f"the theme button shows both themes, found {seen}")


def is_accessible(page, name):
    found = Axe().run(page).response["violations"]
    for violation in found:
        nodes = [node["target"][0] for node in violation["nodes"][:3]]
        check(False, f"{name}: {violation['id']} ({violation['impact']}): {violation['help']}, {len(violation['nodes'])} times, as in {nodes}")


def screenshots(page, folder, name):
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=f"{folder}/{name}-top.png")
    for part in ["headline-title", "verdicts-title", "claims", "before-and-after", "fig7", "fig12", "experiment-filter-size"]:
        if page.locator(f"#{part}").count():
            page.evaluate(f"document.getElementById('{part}').scrollIntoView()")
            page.wait_for_timeout(150)
            page.screenshot(path=f"{folder}/{name}-{part}.png")


def main(file, folder=None):
    file = pathlib.Path(file).resolve()
    check(file.stat().st_size < 3_000_000, f"the page has less than 3 MB, found {file.stat().st_size}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, width in WIDTHS.items():
            for theme in ["light", "dark"]:
                context = browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=theme, has_touch=width < 500)
                page = context.new_page()
                page.on("console", lambda message: check(message.type != "error", f"console: {message.text}"))
                page.on("pageerror", lambda error: check(False, f"script: {error}"))
                page.on("request", lambda request: check(
                    request.url.startswith(("file:", "data:", "blob:")), f"asked for {request.url[:80]}"))
                page.goto(file.as_uri())
                page.wait_for_timeout(500)
                images_are_whole(page)
                nothing_sticks_out(page, f"{name}, {theme}")
                is_accessible(page, f"{name}, {theme}")
                if folder:
                    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
                    screenshots(page, folder, f"{name}-{theme}")
                if theme == "light":
                    figures_switch(page)
                    marks_are_true(page)
                    bars_are_true(page)
                    values_are_read(page)
                    tables_sort(page)
                    first_screens(page, name)
                    badges_filter(page)
                    links_unfold(page)
                    images_compare(page)
                    contents_stay(page)
                    themes_switch(page)
                    nothing_sticks_out(page, f"{name}, after use")
                context.close()
        browser.close()
    print(f"{len(failures)} checks failed" if failures else "the page works")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
