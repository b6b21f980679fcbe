"use strict";

// What the page does once it is read. Texts are set as text and never as markup.
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const make = (name, attributes = {}, text) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
};

// Light, dark, or as the system has it.
const themes = ["automatic", "light", "dark"];
const themeButton = document.querySelector(".theme");
const setTheme = (theme) => {
  if (theme === "automatic") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  themeButton.textContent = `Theme: ${theme}`;
  try { localStorage.setItem("theme", theme); } catch { /* a page from disk may not store anything */ }
};
let stored = null;
try { stored = localStorage.getItem("theme"); } catch { /* as above */ }
if (themes.includes(stored)) setTheme(stored);
themeButton.hidden = false;
themeButton.addEventListener("click", () => {
  const now = document.documentElement.dataset.theme ?? "automatic";
  setTheme(themes[(themes.indexOf(now) + 1) % themes.length]);
});

// Contents: closed on a phone, and the part in view is marked.
const contents = document.querySelector("nav details");
const narrow = matchMedia("(max-width: 60rem)");
const fold = () => { contents.open = !narrow.matches; };
fold();
narrow.addEventListener("change", fold);
const entries = all("nav a");
for (const link of entries) link.addEventListener("click", () => { if (narrow.matches) contents.open = false; });
const targets = entries.map((link) => document.getElementById(link.hash.slice(1)));
const markPlace = () => {
  // "main" holds all the others, so the last one that has begun counts.
  let current = 0;
  targets.forEach((target, index) => { if (target.getBoundingClientRect().top < innerHeight / 3) current = index; });
  entries.forEach((link, index) => {
    if (index === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
};
addEventListener("scroll", markPlace, { passive: true });
markPlace();

// Claims: pressed badges of one kind add up, the two kinds narrow each other, and what is left is unfolded.
const filters = all("[data-filter]");
const cards = all(".claim");
const groups = all(".claims-of");
const showClaims = () => {
  const chosen = (kind) => filters.filter((button) => button.dataset.filter === kind && button.ariaPressed === "true")
    .map((button) => button.dataset.value);
  const [verdicts, sections] = [chosen("verdict"), chosen("section")];
  const isFiltered = verdicts.length + sections.length > 0;
  for (const card of cards) {
    card.hidden = (verdicts.length > 0 && !verdicts.includes(card.dataset.verdict))
      || (sections.length > 0 && !sections.includes(card.dataset.section));
  }
  for (const group of groups) {
    group.hidden = all(".claim", group).every((card) => card.hidden);
    // What a filter has opened is closed again without one.
    if (isFiltered && !group.hidden && !group.open) {
      group.open = true;
      group.dataset.opened = "";
    } else if (!isFiltered && "opened" in group.dataset) {
      group.open = false;
      delete group.dataset.opened;
    }
  }
  const shown = cards.filter((card) => !card.hidden).length;
  document.querySelector(".shown").textContent = `${shown} of ${cards.length} ${cards.length === 1 ? "claim" : "claims"}`;
};
const press = (isPressed) => {
  for (const button of filters) button.ariaPressed = String(isPressed(button));
  showClaims();
};
for (const button of filters) {
  button.addEventListener("click", () => press((other) => (other === button) !== (other.ariaPressed === "true")));
}
for (const link of all("[data-choose]")) {
  link.addEventListener("click", () => press((button) => button.dataset.filter === "verdict" && button.dataset.value === link.dataset.choose));
}

// A link opens the folds around what it leads to and no others, also where a filter hides that.
const unfold = (hash) => {
  let target = null;
  try { target = document.getElementById(decodeURIComponent(hash.slice(1))); } catch { /* no id is spelled so */ }
  if (target?.closest(".claims-of[hidden], .claim[hidden]")) press(() => false);
  for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") {
    part.open = true;
    delete part.dataset.opened;
  }
};
for (const link of all("a[href^='#']")) link.addEventListener("click", () => unfold(link.hash));
addEventListener("hashchange", () => unfold(location.hash));
unfold(location.hash);

// On paper nothing can be opened.
let folded = [];
addEventListener("beforeprint", () => {
  folded = groups.filter((group) => !group.open);
  for (const group of folded) group.open = true;
});
addEventListener("afterprint", () => { for (const group of folded) group.open = false; });

// Tables: by numbers where there are some, else by words; what is missing stays at the end.
const sortTable = (table, column, isAscending) => {
  const value = (row) => {
    const cell = row.cells[column];
    if (cell.dataset.value !== undefined) return Number(cell.dataset.value);
    return cell.textContent === "–" ? null : cell.textContent;
  };
  const compare = (a, b) => {
    if (a === null || b === null) return (a === null) - (b === null);
    const order = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });
    return isAscending ? order : -order;
  };
  const body = table.tBodies[0];
  body.append(...[...body.rows].sort((a, b) => compare(value(a), value(b))));
};
for (const table of all("table.sortable")) {
  const heads = all("thead th", table);
  heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => {
    const isAscending = head.getAttribute("aria-sort") !== "ascending";
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", isAscending ? "ascending" : "descending");
    sortTable(table, column, isAscending);
  }));
}

// Figures.
const svgNode = (name, attributes, text) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
};
const superscript = (number) => [...String(number)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit] ?? "⁻").join("");
const count = (value) => {
  if (value === 0) return "0";
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  if (exponent > -4 && exponent < 4) return String(Number(value.toPrecision(4)));
  const mantissa = Number((value / 10 ** exponent).toPrecision(3));
  return (mantissa === 1 ? "" : `${mantissa}×`) + "10" + superscript(exponent);
};
const evenTicks = (low, high, most) => {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough);
  const ticks = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index += 1) ticks.push(Number((index * step).toPrecision(12)));
  return ticks;
};
const powerTicks = (low, high) => {
  const ticks = [];
  const mantissas = high / low > 100 ? [1] : [1, 2, 5];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.log10(high) + 1; exponent += 1) {
    for (const mantissa of mantissas) ticks.push(mantissa * 10 ** exponent);
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
};

class Plot {
  constructor(card) {
    this.card = card;
    this.data = JSON.parse(document.getElementById(`${card.dataset.plot}-data`).textContent);
    this.canvas = card.querySelector(".canvas");
    this.readout = card.querySelector(".readout");
    this.boxes = all("[data-curve]", card);
    this.shown = this.data.lines.map(() => true);
    this.scale = card.querySelector(".scale input:checked")?.value ?? "linear";
    for (const box of this.boxes) box.addEventListener("change", () => this.toggle(box));
    for (const input of all(".scale input", card)) {
      input.disabled = this.data[input.value].length === 0;
      input.addEventListener("change", () => { this.scale = input.value; this.draw(); });
    }
    this.canvas.addEventListener("pointermove", (event) => this.point(event.clientX - this.canvas.getBoundingClientRect().left));
    this.canvas.addEventListener("pointerleave", () => this.leave());
    this.canvas.addEventListener("keydown", (event) => this.step(event));
    this.canvas.addEventListener("blur", () => this.leave());
    card.querySelector(".csv").addEventListener("click", () => this.save());
    card.querySelector(".values").addEventListener("toggle", (event) => { if (event.target.open) this.tabulate(event.target.lastElementChild); });
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  // Other numbers in place of those, as of a training that goes on; curves that are off stay off.
  replace(data) {
    const off = new Set(this.data.lines.filter((line, index) => !this.shown[index]).map((line) => line.label));
    this.data = data;
    this.shown = data.lines.map((line) => !off.has(line.label));
    const keys = data.lines.map((line, index) => {
      const key = make("label", { class: `key ours hue${line.hue}` });
      const box = make("input", { type: "checkbox", "data-curve": index });
      box.checked = this.shown[index];
      box.addEventListener("change", () => this.toggle(box));
      key.append(box, make("i"), ` ${line.label}`);
      return key;
    });
    this.card.querySelector(".keys").replaceChildren(...keys);
    this.boxes = all("[data-curve]", this.card);
    const scales = all(".scale input", this.card);
    for (const input of scales) input.disabled = data[input.value].length === 0;
    this.draw();
  }

  toggle(box) {
    if (box.dataset.curve === "paper") {
      this.data.lines.forEach((line, index) => { if (line.isPaper) this.shown[index] = box.checked; });
    } else {
      this.shown[Number(box.dataset.curve)] = box.checked;
    }
    for (const other of this.boxes) {
      const name = other.dataset.curve;
      other.checked = name === "paper" ? this.data.lines.some((line, index) => line.isPaper && this.shown[index]) : this.shown[Number(name)];
    }
    this.draw();
  }

  x(value, isPaper = false) {
    const [low, high] = isPaper && this.paperEnds ? this.paperEnds : this.ends;
    const share = this.scale === "log" ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return this.left + (this.data.isReversed ? 1 - share : share) * this.plotWidth;
  }

  y(value) { return this.top + (this.ends[3] - value) / (this.ends[3] - this.ends[2]) * this.plotHeight; }

  isDrawn(point) { return this.scale !== "log" || point[0] > 0; }

  draw() {
    const width = Math.max(260, Math.floor(this.canvas.clientWidth));
    if (this.canvas.clientWidth === 0 || this.data[this.scale].length === 0) return;
    const isNarrow = width < 520;
    this.paperEnds = this.scale === "log" ? this.data.paperLog : this.data.paperLinear;
    const names = Object.entries(this.data.levels).map(([label, value]) => `${label} ${value.toFixed(2)}`);
    Object.assign(this, { width, height: isNarrow ? 300 : 400, left: 52, top: this.paperEnds ? 52 : 12, bottom: 46 });
    if (this.data.groups) this.fitNames();
    this.right = isNarrow ? 12 : Math.min(150, 20 + 7 * Math.max(0, ...names.map((name) => name.length)));
    this.ends = this.data[this.scale];
    this.plotWidth = width - this.left - this.right;
    this.plotHeight = this.height - this.top - this.bottom;
    this.svg = svgNode("svg", { viewBox: `0 0 ${width} ${this.height}`, "aria-hidden": "true" });
    this.drawAxes(isNarrow);
    this.drawLevels(isNarrow);
    const clip = `clip-${this.card.dataset.plot}`;
    const frame = svgNode("clipPath", { id: clip });
    frame.append(svgNode("rect", { x: this.left, y: this.top, width: this.plotWidth, height: this.plotHeight }));
    this.svg.append(frame);
    const lines = svgNode("g", { "clip-path": `url(#${clip})` });
    this.svg.append(lines);
    const order = [...this.data.lines.keys()].filter((index) => this.shown[index]);
    for (const index of order) {
      if (this.data.groups) this.drawBars(lines, this.data.lines[index]);
      else this.drawBand(lines, this.data.lines[index]);
    }
    for (const isPaper of [true, false]) {
      for (const index of order) if (this.data.lines[index].isPaper === isPaper && !this.data.groups) this.drawLine(lines, this.data.lines[index]);
    }
    if (!this.data.groups && this.data.lines.every((line) => line.points.length === 1)) this.nameMarks(order);
    this.cursor = svgNode("line", { class: "cursor", y1: this.top, y2: this.top + this.plotHeight, visibility: "hidden" });
    this.svg.append(this.cursor);
    this.canvas.replaceChildren(this.svg);
  }

  drawAxes(isNarrow) {
    const [x0, x1, y0, y1] = this.ends;
    const base = this.top + this.plotHeight;
    const yTicks = evenTicks(y0, y1, isNarrow ? 6 : 9);
    const digits = Math.max(0, -Math.floor(Math.log10(yTicks[1] - yTicks[0]) + 1e-9));
    this.digits = Math.max(2, digits + 1);
    for (const tick of yTicks) {
      const y = this.y(tick);
      this.svg.append(svgNode("line", { class: "grid", x1: this.left, x2: this.left + this.plotWidth, y1: y, y2: y }));
      this.svg.append(svgNode("text", { x: this.left - 6, y: y + 4, "text-anchor": "end" }, tick.toFixed(digits)));
    }
    const ticks = this.data.groups ? [] : this.scale === "log" ? powerTicks(x0, x1) : evenTicks(x0, x1, isNarrow ? 3 : 6);
    if (this.data.groups) this.drawNames(base);
    for (const tick of ticks) {
      const x = this.x(tick);
      this.svg.append(svgNode("line", { class: "grid", x1: x, x2: x, y1: this.top, y2: base }));
      this.svg.append(svgNode("text", { x, y: base + 18, "text-anchor": "middle" }, count(tick)));
    }
    this.svg.append(svgNode("text", { x: this.left + this.plotWidth / 2, y: this.height - 8, "text-anchor": "middle" }, this.data.xLabel));
    if (this.paperEnds) this.drawPaperAxis(isNarrow);
    const middle = this.top + this.plotHeight / 2;
    this.svg.append(svgNode("text", { x: 12, y: middle, "text-anchor": "middle", transform: `rotate(-90 12 ${middle})` }, this.data.yLabel));
  }

  // Above the plot, since the paper trained a hundred times as long.
  drawPaperAxis(isNarrow) {
    const [low, high] = this.paperEnds;
    for (const tick of this.scale === "log" ? powerTicks(low, high) : evenTicks(low, high, isNarrow ? 3 : 6)) {
      const x = this.x(tick, true);
      this.svg.append(svgNode("line", { class: "cursor", x1: x, x2: x, y1: this.top - 5, y2: this.top }));
      this.svg.append(svgNode("text", { x, y: this.top - 9, "text-anchor": "middle" }, count(tick)));
    }
    this.svg.append(svgNode("line", { class: "cursor", x1: this.left, x2: this.left + this.plotWidth, y1: this.top, y2: this.top }));
    this.svg.append(svgNode("text", { x: this.left + this.plotWidth / 2, y: 14, "text-anchor": "middle" }, `${this.data.xLabel}, the paper`));
  }

  drawLevels(isNarrow) {
    const levels = Object.entries(this.data.levels).filter(([, value]) => value >= this.ends[2] && value <= this.ends[3]).sort((a, b) => b[1] - a[1]);
    let lowest = this.top - 14;
    for (const [label, value] of levels) {
      const y = this.y(value);
      this.svg.append(svgNode("line", { class: "level", x1: this.left, x2: this.left + this.plotWidth, y1: y, y2: y }));
      const place = Math.max(y + (isNarrow ? -4 : 4), lowest + 14);
      lowest = place;
      const end = this.left + this.plotWidth;
      this.svg.append(svgNode("text", { x: isNarrow ? end - 4 : end + 6, y: place, "text-anchor": isNarrow ? "end" : "start" }, `${label} ${value.toFixed(2)}`));
    }
  }

  // The names below groups of bars: on lines as wide as a group, or upright where a word is longer than that.
  fitNames() {
    const room = Math.floor((this.width - this.left - 20) / this.data.groups.length / 6.5);
    const wrap = (name) => name.split(" ").reduce((lines, word) => {
      const last = lines.at(-1);
      return last !== undefined && last.length + word.length < room ? [...lines.slice(0, -1), `${last} ${word}`] : [...lines, word];
    }, []);
    const wrapped = this.data.groups.map(wrap);
    this.isUpright = wrapped.flat().some((line) => line.length > room);
    this.names = this.isUpright ? this.data.groups.map((name) => [name]) : wrapped;
    const rows = this.isUpright ? Math.max(...this.data.groups.map((name) => name.length)) * 6.5 / 14 : Math.max(...this.names.map((lines) => lines.length));
    const more = Math.max(0, Math.ceil(14 * (rows - 1)));
    this.bottom += more;
    this.height += more;
  }

  drawNames(base) {
    const zero = this.y(0);
    this.svg.append(svgNode("line", { class: "cursor", x1: this.left, x2: this.left + this.plotWidth, y1: zero, y2: zero }));
    this.names.forEach((lines, index) => lines.forEach((line, row) => {
      const [x, y] = [this.x(index), base + 18 + 14 * row];
      const place = this.isUpright ? { x, y: base + 8, "text-anchor": "end", transform: `rotate(-90 ${x} ${base + 8})`, dy: 4 } : { x, y, "text-anchor": "middle" };
      this.svg.append(svgNode("text", place, line));
    }));
  }

  drawBars(group, line) {
    const half = this.data.barWidth * this.plotWidth / this.data.groups.length / 2;
    for (const [middle, value, low, high] of line.points) {
      const x = this.x(middle);
      if (line.isPaper) {
        this.svg.append(svgNode("circle", { class: `mark paper hue${line.hue}`, cx: x, cy: this.y(value), r: 4.5 }));
        continue;
      }
      const [top, foot] = [this.y(Math.max(value, 0)), this.y(Math.min(value, 0))];
      group.append(svgNode("rect", { class: `bar hue${line.hue}`, x: x - half, y: top, width: 2 * half, height: foot - top }));
      if (low !== undefined) group.append(svgNode("line", { class: "spread", x1: x, x2: x, y1: this.y(low), y2: this.y(high) }));
    }
  }

  drawBand(group, line) {
    const points = line.points.filter((point) => point.length > 2 && this.isDrawn(point));
    if (points.length === 1) {
      const [x, , low, high] = points[0];
      group.append(svgNode("line", { class: `curve hue${line.hue}`, x1: this.x(x), x2: this.x(x), y1: this.y(low), y2: this.y(high) }));
    }
    if (points.length < 2) return;
    const edge = (index, list) => list.map((point) => `${this.x(point[0]).toFixed(1)},${this.y(point[index]).toFixed(1)}`);
    const hue = `hue${line.hue}`;
    group.append(svgNode("polygon", { class: `band ${hue}`, points: [...edge(3, points), ...edge(2, points.toReversed())].join(" ") }));
    for (const index of [2, 3]) group.append(svgNode("polyline", { class: `edge ${hue}`, points: edge(index, points).join(" ") }));
  }

  drawLine(group, line) {
    const points = line.points.filter((point) => this.isDrawn(point));
    const kind = `hue${line.hue}${line.isPaper ? " paper" : ""}`;
    if (points.length > 1) {
      group.append(svgNode("polyline", { class: `curve ${kind}`, points: points.map((point) => `${this.x(point[0], line.isPaper).toFixed(1)},${this.y(point[1]).toFixed(1)}`).join(" ") }));
    }
    const last = points.at(-1);
    if (last && (points.length === 1 || !line.isPaper)) this.drawMark(line, last, kind);
  }

  // A mark is a circle at its value. Beyond an end of y it is a triangle that points there, with the value in words; beyond x there is none.
  drawMark(line, point, kind) {
    const [x, y, side] = [this.x(point[0], line.isPaper), this.markY(point[1]), this.beyond(point[1])];
    if (!this.isWithin(x)) return;
    if (side === 0) {
      this.svg.append(svgNode("circle", { class: `mark ${kind}`, cx: x, cy: y, r: 4.5 }));
      return;
    }
    const corners = [[x, y - 5 * side], [x - 5, y + 4 * side], [x + 5, y + 4 * side]];
    const mark = svgNode("polygon", { class: `mark beyond ${kind}`, points: corners.map((corner) => corner.join(",")).join(" ") });
    mark.append(svgNode("title", {}, `${this.nameOf(line)} ${point[1].toFixed(this.digits)}, beyond the axis`));
    this.svg.append(mark);
  }

  // 1 for a value beyond the upper end of y, -1 beyond the lower one, 0 between them.
  beyond(value) { return (value > this.ends[3]) - (value < this.ends[2]); }

  isWithin(x) { return x >= this.left - 0.5 && x <= this.left + this.plotWidth + 0.5; }

  // The height of a mark: at its value, or just within the end that the value is beyond.
  markY(value) {
    const side = this.beyond(value);
    return side === 0 ? this.y(value) : side > 0 ? this.top + 6 : this.top + this.plotHeight - 6;
  }

  nameOf(line) { return line.isPaper ? `${line.label} (paper)` : line.label; }

  // A name above its mark, or below, right or left of it, wherever nothing else is.
  nameMarks(shown) {
    const order = shown.filter((index) => this.isWithin(this.x(this.data.lines[index].points[0][0])));
    const taken = order.map((index) => { const [x, y] = this.data.lines[index].points[0]; return { x: this.x(x) - 6, y: this.markY(y) - 6, w: 12, h: 12 }; });
    const meets = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
    for (const index of order) {
      const line = this.data.lines[index];
      const value = line.points[0][1];
      const [x, y] = [this.x(line.points[0][0]), this.markY(value)];
      const isBeyond = this.beyond(value) !== 0;
      const words = isBeyond ? `${this.nameOf(line)} ${value.toFixed(this.digits)}` : line.label;
      const w = 6.8 * words.length + 4;
      const beside = [[x + 9, y - 7], [x - w - 9, y - 7]];
      const places = isBeyond ? beside : [[x - w / 2, y - 21], [x - w / 2, y + 8], ...beside];
      const box = places.map(([left, top]) => ({ x: left, y: top, w, h: 14 }))
        .find((candidate) => candidate.x > this.left && candidate.x + w < this.width && !taken.some((other) => meets(candidate, other)));
      if (!box) continue;
      taken.push(box);
      this.svg.append(svgNode("text", { class: `label hue${line.hue}`, x: box.x + w / 2, y: box.y + 11, "text-anchor": "middle" }, words));
    }
  }

  // Every place that a shown curve has a point at, from left to right on the screen.
  get stops() {
    const places = this.data.lines.flatMap((line, index) =>
      this.shown[index] ? line.points.filter((point) => this.isDrawn(point)).map((point) => this.x(point[0], line.isPaper)) : []);
    return [...new Set(places)].filter((x) => this.isWithin(x)).sort((a, b) => a - b);
  }

  point(pixels) {
    const x = pixels * this.width / this.canvas.clientWidth;
    const nearest = this.stops.reduce((best, stop) => best === undefined || Math.abs(stop - x) < Math.abs(best - x) ? stop : best, undefined);
    if (nearest !== undefined) this.show(nearest);
  }

  step(event) {
    const stops = this.stops;
    const at = stops.indexOf(this.at);
    const next = { ArrowRight: Math.min(at + 1, stops.length - 1), ArrowLeft: at < 0 ? stops.length - 1 : Math.max(at - 1, 0), Home: 0, End: stops.length - 1 }[event.key];
    if (next === undefined || stops.length === 0) return;
    event.preventDefault();
    this.show(stops[next]);
  }

  show(x) {
    this.at = x;
    this.cursor.setAttribute("x1", x);
    this.cursor.setAttribute("x2", x);
    this.cursor.setAttribute("visibility", "visible");
    const parts = [make("span", {}, `${this.data.xLabel}:`)];
    this.data.lines.forEach((line, index) => {
      if (!this.shown[index]) return;
      const point = this.nearest(line, x);
      if (!point) return;
      const digits = this.digits;
      const band = point.length > 2 ? ` (${point[2].toFixed(digits)} to ${point[3].toFixed(digits)})` : "";
      const part = make("span");
      part.append(parts.length > 1 ? "  ·  " : " ", make("b", { class: `hue${line.hue}` }, `${line.label}${line.isPaper ? ", paper" : ""}`), ` at ${this.place(point[0])}: ${point[1].toFixed(digits)}${band}`);
      parts.push(part);
    });
    this.readout.replaceChildren(...parts);
  }

  // What stands at a place of the x axis: a number, or the name of a group of bars.
  place(x) { return this.data.groups?.[Math.round(x)] ?? count(x); }

  // The point of a curve that lies nearest, unless the curve is elsewhere.
  nearest(line, x) {
    const away = (point) => Math.abs(this.x(point[0], line.isPaper) - x);
    return line.points.filter((point) => this.isDrawn(point) && away(point) < 12).sort((a, b) => away(a) - away(b))[0];
  }

  leave() {
    this.cursor?.setAttribute("visibility", "hidden");
  }

  get rows() {
    return this.data.lines.flatMap((line) => line.points.map((point) =>
      [line.label, line.isPaper ? "paper" : "this program", this.data.groups?.[Math.round(point[0])] ?? point[0], point[1], point[2] ?? "", point[3] ?? ""]));
  }

  get heads() { return ["curve", "of", this.data.xLabel, this.data.yLabel, "low", "high"]; }

  tabulate(place) {
    const table = make("table");
    const head = make("tr");
    for (const title of this.heads) head.append(make("th", { scope: "col" }, title));
    table.createTHead().append(head);
    const body = table.createTBody();
    for (const row of this.rows) {
      const line = body.insertRow();
      for (const cell of row) line.insertCell().textContent = cell;
    }
    place.replaceChildren(table);
  }

  save() {
    // What a spreadsheet would compute gets an apostrophe in front; numbers are none of it.
    const plain = (cell) => typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
    const quote = (cell) => /[",\n]/.test(cell) ? `"${plain(cell).replaceAll('"', '""')}"` : plain(cell);
    const text = [this.heads, ...this.rows].map((row) => row.map(quote).join(",") + "\n").join("");
    const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: `${this.card.dataset.plot}.csv` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
}
const plots = new Map(all("[data-plot]").map((card) => [card.id, new Plot(card)]));

// What is being trained, on a page that is served: asked for every two seconds.
class Live {
  constructor(section) {
    this.section = section;
    this.plot = plots.get("figure-live-curves");
    this.news = section.querySelector(".news");
    this.touched = 0;
    for (const kind of ["pointerdown", "keydown", "wheel"]) addEventListener(kind, () => { this.touched = Date.now(); }, { passive: true });
    this.news.querySelector("button").addEventListener("click", () => location.reload());
    const first = JSON.parse(document.getElementById("live-state").textContent);
    this.version = first.version;
    this.show(first);
    setTimeout(() => this.ask(), 1000);
  }

  async ask() {
    try {
      const answer = await fetch("live.json", { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.statusText);
      const state = await answer.json();
      if (state.version !== this.version) {
        // Who is reading isn't torn away.
        if (Date.now() - this.touched > 15000) { location.reload(); return; }
        this.news.hidden = false;
      }
      this.show(state);
    } catch {
      this.say("The program that served this page has ended. What is shown is its last state.");
    }
    setTimeout(() => this.ask(), 2000);
  }

  say(sentence) {
    const place = this.section.querySelector(".said");
    if (place.textContent !== sentence) place.textContent = sentence;
  }

  show(state) {
    const count = state.runs.length;
    this.say([count === 0 ? "No run is being trained." : `${count} ${count === 1 ? "run is" : "runs are"} being trained.`, ...state.notes].join(" "));
    const rows = state.runs.map((run) => {
      const row = make("tr");
      row.append(make("th", { scope: "row" }, run.title));
      const progress = make("td", {}, `${run.progress} `);
      progress.append(make("progress", { max: 1, value: run.share, "aria-label": `progress of ${run.title}` }));
      row.append(progress);
      for (const cell of [run.psnr, run.rate, run.timeLeft, run.owner]) row.append(make("td", {}, cell));
      return row;
    });
    this.section.querySelector("tbody").replaceChildren(...rows);
    this.section.querySelector(".scroll").hidden = count === 0;
    this.plot.card.hidden = state.plot.linear.length === 0;
    this.plot.replace(state.plot);
  }
}
const live = document.getElementById("live");
if (live) new Live(live);

// Before and after: two methods over each other; the part in view stays when a method is changed.
class Compare {
  constructor(box) {
    this.box = box;
    this.figures = all(".shots figure", box);
    this.names = this.figures.map((figure) => figure.querySelector("figcaption").textContent);
    Object.assign(this, { zoom: 1, x: 0, y: 0, cut: 50 });
    this.stage = make("div", { class: "stage" });
    const first = this.figures[0].querySelector("img");
    this.stage.style.aspectRatio = `${first.getAttribute("width")} / ${first.getAttribute("height")}`;
    this.layers = ["left", "right"].map((side) => {
      const layer = make("div", { class: `layer ${side}` });
      layer.append(make("img", { alt: "" }));
      return layer;
    });
    this.divider = make("div", { class: "divider" });
    this.stage.append(...this.layers, this.divider);
    box.append(this.tools(), this.stage, this.slider());
    box.classList.add("live");
    this.choose(0, Math.max(0, this.names.findIndex((name) => /^bicubic/i.test(name))));
    this.choose(1, this.names.length - 1);
    this.stage.addEventListener("pointerdown", (event) => this.grab(event));
    this.stage.addEventListener("wheel", (event) => {
      // Without a key the wheel moves the page, as everywhere.
      if (!event.ctrlKey) return;
      event.preventDefault();
      const frame = this.stage.getBoundingClientRect();
      this.magnify(event.deltaY < 0 ? 1.25 : 0.8, event.clientX - frame.left, event.clientY - frame.top);
    }, { passive: false });
    this.update();
  }

  tools() {
    const tools = make("div", { class: "tools" });
    this.selects = ["Left", "Right"].map((title, side) => {
      const label = make("label", {}, `${title} `);
      const select = make("select");
      this.names.forEach((name, index) => select.append(make("option", { value: index }, name)));
      select.addEventListener("change", () => this.choose(side, Number(select.value)));
      label.append(select);
      tools.append(label);
      return select;
    });
    for (const [title, name, action] of [["+", "Zoom in", () => this.magnify(2)], ["−", "Zoom out", () => this.magnify(0.5)], ["1:1", "Whole image", () => this.magnify(0)]]) {
      const button = make("button", { type: "button", "aria-label": name }, title);
      button.addEventListener("click", action);
      tools.append(button);
    }
    this.factor = make("span", { role: "status" });
    tools.append(this.factor);
    return tools;
  }

  slider() {
    const tools = make("div", { class: "tools" });
    const label = make("label", { style: "flex: 1" }, "Divider ");
    this.range = make("input", { type: "range", min: 0, max: 100, step: 1 });
    this.range.addEventListener("input", () => { this.cut = Number(this.range.value); this.update(); });
    label.append(this.range);
    tools.append(label);
    return tools;
  }

  choose(side, index) {
    this.layers[side].firstChild.src = this.figures[index].querySelector("img").src;
    this.layers[side].firstChild.alt = this.figures[index].querySelector("img").alt;
    this.selects[side].value = index;
  }

  grab(event) {
    const start = { x: event.clientX, y: event.clientY, left: this.x, top: this.y };
    const isDivider = event.target === this.divider || this.zoom === 1;
    this.stage.setPointerCapture(event.pointerId);
    const move = (moved) => {
      if (isDivider) {
        const frame = this.stage.getBoundingClientRect();
        this.cut = Math.min(100, Math.max(0, (moved.clientX - frame.left) / frame.width * 100));
      } else {
        this.x = start.left + moved.clientX - start.x;
        this.y = start.top + moved.clientY - start.y;
      }
      this.update();
    };
    const end = () => this.stage.removeEventListener("pointermove", move);
    move(event);
    this.stage.addEventListener("pointermove", move);
    this.stage.addEventListener("pointerup", end, { once: true });
    this.stage.addEventListener("pointercancel", end, { once: true });
  }

  magnify(factor, x = this.stage.clientWidth / 2, y = this.stage.clientHeight / 2) {
    const zoom = factor === 0 ? 1 : Math.min(12, Math.max(1, this.zoom * factor));
    this.x = x - (x - this.x) * zoom / this.zoom;
    this.y = y - (y - this.y) * zoom / this.zoom;
    this.zoom = zoom;
    this.update();
  }

  update() {
    this.x = Math.min(0, Math.max(this.stage.clientWidth * (1 - this.zoom), this.x));
    this.y = Math.min(0, Math.max(this.stage.clientHeight * (1 - this.zoom), this.y));
    const style = this.stage.style;
    style.setProperty("--zoom", this.zoom);
    style.setProperty("--x", `${this.x}px`);
    style.setProperty("--y", `${this.y}px`);
    style.setProperty("--cut", `${this.cut}%`);
    this.range.value = this.cut;
    this.factor.textContent = `${Number(this.zoom.toFixed(1))}×`;
  }
}
for (const box of all(".compare")) new Compare(box);
