// The offline page: choose, draw, read. All data stands in the page itself; nothing is asked of any host.
"use strict";

const DATA = JSON.parse(document.getElementById("data").textContent);
const records = ({ fields, rows }) => rows.map((row) => Object.fromEntries(row.map((cell, i) => [fields[i], cell])));
const CARDS = records(DATA.cards);
const SOURCES = new Map(records(DATA.sources).map((source) => [source.id, source]));
const lineOf = (programme) => DATA.programmes[programme]?.line ?? [programme];
const EVENTS = records(DATA.events).map((event, i) => ({ ...event, card: CARDS[i], line: lineOf(event.programme) }));
const BY_ID = new Map(EVENTS.map((event) => [event.id, event]));
const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const DETAILS = { headlines: 1, main: 2, all: 3 };
const start = { from: DATA.period[0], to: DATA.period[1], detail: DATA.detail, ...DATA.start };
const state = { ...start, who: [...start.who] };
let shown = [];
let drawn = null;

PACK.setUp(DATA.constants, DATA.advances);
$("chart").addEventListener("keydown", chartKeys);

// --- choosing ------------------------------------------------------------------------------------

// As text.compared and selection.searched: words without case, accents and punctuation, found at
// their beginning; Chinese and Japanese anywhere.
const LETTERS = { ß: "ss", ς: "σ", ł: "l", ø: "o", đ: "d", ð: "d", æ: "ae", œ: "oe", ı: "i", "'": "", "’": "", "‘": "", ʼ: "" };
const plain = (text) => text.toLowerCase().replace(/[ßςłøđðæœı'’‘ʼ]/g, (c) => LETTERS[c]).normalize("NFKD").replace(/\p{M}/gu, "").match(/[\p{L}\p{N}_]+/gu) ?? [];
const searched = (text) => plain(text).map((word) => (/[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/.test(word) ? word : ` ${word}`));
// As chronicle.haystacks: the event's own words, then every name of its programme, agencies and countries. Put
// together when somebody searches: written into the page, the words would be an eighth of it.
const wordsOf = ({ title, card }) => ` ${plain(`${title} | ${card.summary}`).join(" ")}`;
const haystackOf = (event) => {
  const keys = [...event.line.map((id) => `programme:${id}`), ...event.agencies.map((id) => `agency:${id}`), ...event.countries.map((code) => `country:${code}`)];
  return (event.haystack ??= [wordsOf(event), ...keys.map((key) => DATA.searched[key] ?? "")].join(" "));
};
const idOf = (key) => key.slice(key.indexOf(":") + 1);
const dayOf = (year, end) => PACK.toOrdinal(end ? year + 1 : year, 0, 1) - (end ? 1 : 0);

function select() {
  const tokens = searched(state.q);
  const only = state.only && new Set(state.only);
  const first = state.from === null ? -Infinity : dayOf(state.from, false);
  const last = state.to === null ? Infinity : dayOf(state.to, true);
  return EVENTS.filter((e) => {
    if (only) return only.has(e.id);
    if (e.importance > DETAILS[state.detail] || e.high < first || e.low > last) return false;
    if (state.programme && !e.line.includes(state.programme)) return false;
    if (!holdsPartners(e)) return false;
    if (state.q.trim() && !tokens.length) return false;
    return tokens.every((token) => haystackOf(e).includes(token));
  });
}

// As in selection.py: any of the countries and any of the agencies, or all of them together.
function holdsPartners(event) {
  const named = (kind) => state.who.filter((key) => key.startsWith(kind)).map((key) => key.slice(kind.length));
  const holds = (wanted, cell) =>
    !wanted.length || (state.together ? wanted.every((key) => cell.includes(key)) : wanted.some((key) => cell.includes(key)));
  return holds(named("country:"), event.countries) && holds(named("agency:"), event.agencies);
}

function laneOf(event) {
  const line = event.line;
  const place = state.programme ? line.indexOf(state.programme) : -1;
  return place >= 0 ? line[Math.max(place - 1, 0)] : line[line.length - 1] ?? "Other";
}

function lanes(events) {
  const rows = new Map();
  events.forEach((event, row) => {
    const key = laneOf(event) || "Other";
    if (!rows.has(key)) rows.set(key, []);
    rows.get(key).push(row);
  });
  const rank = (key) => DATA.programmes[key]?.rank ?? 9999;
  const keys = [...rows.keys()].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const found = keys.slice(0, 12).map((key) => ({ key, name: DATA.programmes[key]?.name ?? key, hue: DATA.programmes[key]?.hue ?? 0, rows: rows.get(key) }));
  const rest = keys.slice(12).flatMap((key) => rows.get(key)).sort((a, b) => a - b);
  return rest.length ? [...found, { key: "Other", name: "Other", hue: -1, rows: rest }] : found;
}

function periodOf(events) {
  const dated = events.filter((e) => e.point !== null);
  const low = dated.length ? Math.min(...dated.map((e) => e.low)) : DATA.today;
  const high = dated.length ? Math.max(...dated.map((e) => e.high)) : DATA.today;
  const first = state.from !== null && !state.only ? dayOf(state.from, false) : dayOf(PACK.toDate(low).getUTCFullYear(), false);
  const last = state.to !== null && !state.only ? dayOf(state.to, true) : dayOf(PACK.toDate(high).getUTCFullYear(), true);
  return [first, Math.max(last, first + 1)];
}

// --- drawing -------------------------------------------------------------------------------------

function node(name, attributes, parent, text) {
  const made = document.createElementNS(SVG, name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  if (text !== undefined) made.textContent = text;
  if (parent) parent.append(made);
  return made;
}

const SIGNS = {
  talks: (x, y) => `M${x - 6},${y}a6,6 0 1,0 12,0a6,6 0 1,0 -12,0`,
  signed: (x, y) => `M${x - 7},${y}L${x},${y - 7}L${x + 7},${y}L${x},${y + 7}Z`,
  flown: (x, y) => `M${x - 7},${y + 5}L${x},${y - 7}L${x + 7},${y + 5}Z`,
  ended: (x, y) => `M${x - 5.5},${y - 5.5}h11v11h-11Z`,
  lost: (x, y) => `M${x - 6},${y - 3}l3,-3l3,3l3,-3l3,3l-3,3l3,3l-3,3l-3,-3l-3,3l-3,-3l3,-3Z`,
};
const HOLLOW = ["planned", "paused", "withdrawn", "failed", "cancelled"];
const CROSSED = ["failed", "cancelled"];

function sign(parent, family, status, x, y, color) {
  const hollow = HOLLOW.includes(status);
  node("path", { class: "sign", d: SIGNS[family](x, y), fill: hollow ? "var(--ground)" : color, "fill-opacity": hollow ? 0.01 : 1, stroke: color, "stroke-width": hollow ? 2.4 : 0 }, parent);
  if (CROSSED.includes(status)) node("path", { d: `M${x - 6},${y - 6}l12,12m0,-12l-12,12`, stroke: "var(--ink)", "stroke-width": 2 }, parent);
}

function draw() {
  const holder = $("chart");
  const dark = document.documentElement.dataset.theme === "dark";
  const hues = dark ? DATA.hues.dark : DATA.hues.light;
  const hue = (place) => (place < 0 ? "var(--quiet)" : hues[place % hues.length]);
  const made = PACK.layOut(shown, lanes(shown), periodOf(shown), holder.clientWidth || 320, DATA.today);
  drawn = made;
  const svg = node("svg", { class: "chart", width: made.width, height: made.height, viewBox: `0 0 ${made.width} ${made.height}`, role: "group", "aria-label": `Timeline of ${shown.length} events; arrow keys move between them, Enter opens one` });
  made.lanes.forEach((lane, i) => {
    if (i % 2 === 0) node("rect", { x: 0, y: lane.top, width: made.width, height: lane.bottom - lane.top, fill: "var(--band)" }, svg);
    const beside = made.left > 20;
    lane.lines.forEach((text, k) => node("text", { class: "lane-name", x: 8, y: (beside ? (lane.top + lane.bottom) / 2 + (k - (lane.lines.length - 1) / 2) * 17 : lane.top + 14) + 4.5 }, svg, text));
  });
  for (const tick of made.ticks) {
    node("line", { x1: tick.x, x2: tick.x, y1: made.top, y2: made.bottom, stroke: "var(--grid)" }, svg);
    node("text", { class: "quiet", x: tick.x, y: made.top - 6, "text-anchor": "middle" }, svg, tick.text);
  }
  if (made.today !== null) {
    node("line", { x1: made.today, x2: made.today, y1: made.top - 2, y2: made.bottom, stroke: "var(--quiet)" }, svg);
    node("text", { class: "quiet", x: made.today, y: 11, "text-anchor": "middle" }, svg, DATA.standing);
  }
  drawEvents(svg, made, hue);
  for (const item of made.strips) {
    const group = node("g", {}, svg);
    node("rect", { x: item.x - 12, y: item.y - 6, width: 24, height: 12, rx: 6, fill: "var(--strip)" }, group);
    node("text", { class: "quiet", x: item.x, y: item.y + 4, "text-anchor": "middle" }, group, item.events.length);
    node("title", {}, group, item.events.map((id) => BY_ID.get(id).title).join("\n"));
  }
  drawKey(svg, made);
  holder.replaceChildren(svg);
}

function drawEvents(svg, made, hue) {
  const parts = made.marks.map((mark) => ({ mark, ghosts: null, label: null }));
  made.ghosts.forEach((g) => (parts[g.mark].ghosts = g));
  made.labels.forEach((l) => (parts[l.mark].label = l));
  const order = parts.map((_, i) => i).sort((a, b) => shown[parts[a].mark.row].low - shown[parts[b].mark.row].low);
  for (const index of order) drawEvent(svg, parts[index], made, hue);
  const first = svg.querySelector(".chosen") ?? svg.querySelector(".event");
  if (first) first.setAttribute("tabindex", "0");
}

function drawEvent(svg, { mark, ghosts, label }, made, hue) {
  const event = BY_ID.get(mark.event);
  const dateless = ["paused", "withdrawn"].includes(mark.status);
  const color = dateless ? "var(--quiet)" : hue(made.lanes[mark.lane].hue);
  const group = node("g", { class: "event" + (event.id === state.event ? " chosen" : ""), tabindex: "-1", role: "button", "data-event": event.id, "aria-label": `${event.title}, ${event.label}, ${event.status}` }, svg);
  const edge = label ? [Math.min(mark.box[0], label.x), Math.max(mark.box[1], label.x + label.width)] : mark.box;
  node("rect", { class: "hit", x: edge[0], y: mark.y - 9, width: edge[1] - edge[0], height: 18, rx: 4 }, group);
  const pale = (x, width, opacity) => width > 0 && node("rect", { x, y: mark.y - 5.5, width, height: 11, rx: 5, fill: color, opacity }, group);
  if (mark.pale && !dateless) pale(mark.pale[0], mark.pale[1] - mark.pale[0], 0.28);
  const C = DATA.constants;
  const [left, right] = mark.pale ?? [mark.x, mark.x];
  for (let step = 0; step < (dateless ? 0 : C.FADE_STEPS); step++) {
    const strength = 0.24 - 0.07 * step;
    if (mark.opens === "right") pale(right + step * C.FADE, Math.min(C.FADE - 2, made.right - right - step * C.FADE), strength);
    if (mark.opens === "left") pale(Math.max(left - (step + 1) * C.FADE + 2, made.left), C.FADE - 2, strength);
  }
  if (mark.bar) pale(mark.bar[0], mark.bar[1] - mark.bar[0], 0.62);
  if (ghosts) {
    const xs = [...ghosts.xs, mark.x];
    node("path", { d: `M${Math.min(...xs)},${mark.y}H${Math.max(...xs)}` + ghosts.xs.map((x) => `M${x},${mark.y - 5}v10`).join(""), stroke: "var(--ghost)", "stroke-width": 1.4, fill: "none" }, group);
  }
  sign(group, mark.family, mark.status, mark.x, mark.y, color);
  if (label) node("text", { class: "label", x: label.side === "right" ? label.x : label.x + label.width, y: label.y + 4.5, "text-anchor": label.side === "right" ? "start" : "end" }, group, label.text);
  group.addEventListener("click", () => open(event.id));
  group.addEventListener("pointermove", (e) => tip(event, e));
  group.addEventListener("pointerleave", () => ($("tip").hidden = true));
}

function drawKey(svg, made) {
  for (const item of made.key) {
    if (item.status === "ghost") node("path", { d: `M${item.x},${item.y - 5}v10`, stroke: "var(--ghost)", "stroke-width": 2 }, svg);
    else if (item.status === "vague") node("rect", { x: item.x - 7, y: item.y - 5, width: 14, height: 10, rx: 5, fill: "var(--quiet)", opacity: 0.4 }, svg);
    else if (item.status === "strip") node("rect", { x: item.x - 7, y: item.y - 5, width: 14, height: 10, rx: 5, fill: "var(--strip)" }, svg);
    else sign(svg, item.family, item.status, item.x, item.y, "var(--quiet)");
    node("text", { class: "quiet", x: item.x + 11, y: item.y + 4 }, svg, item.text);
  }
}

function tip(event, pointer) {
  const box = $("tip");
  box.replaceChildren(element("b", "", event.title), `${event.label} · ${event.status}`);
  box.hidden = false;
  box.style.left = `${Math.min(pointer.pageX + 14, window.scrollX + document.documentElement.clientWidth - box.offsetWidth - 8)}px`;
  box.style.top = `${pointer.pageY + 16}px`;
}

// Tab enters the chart once; arrows, Home and End move inside it, Enter and Space open.
function chartKeys(event) {
  const marks = [...document.querySelectorAll("#chart .event")];
  const here = marks.indexOf(document.activeElement);
  if (here < 0) return;
  const go = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: marks.length - 1 }[event.key];
  if (event.key === "Enter" || event.key === " ") open(marks[here].dataset.event);
  else if (go === undefined || !marks[go]) return;
  else {
    marks[here].setAttribute("tabindex", "-1");
    marks[go].setAttribute("tabindex", "0");
    marks[go].focus();
  }
  event.preventDefault();
  event.stopPropagation();
}

// --- the card ------------------------------------------------------------------------------------

function cardOf(id) {
  const event = BY_ID.get(id);
  const place = shown.findIndex((e) => e.id === id);
  const sources = event.card.sources.map((s) => SOURCES.get(s) ?? { title: s, url: "", publisher: "", published: "", kind: "" });
  return {
    ...event.card, sources, id, title: event.title, status: event.status, label: event.label, table: DATA.table,
    narrow: window.innerWidth <= 900, place: place < 0 ? "not in this view" : `${place + 1} of ${shown.length}`,
    report: `Event: ${id}\nTable: ${DATA.version}\nDate shown: ${event.label}\nWhat is wrong, and a source:\n`,
  };
}

let opener = null;
function open(id, remember = true) {
  if (!BY_ID.has(id)) return;
  if (!state.event) opener = id;
  state.event = id;
  $("tip").hidden = true;
  $("side").className = "side open";
  renderCard($("side"), cardOf(id), act);
  document.querySelectorAll("#chart .event").forEach((g) => g.classList.toggle("chosen", g.dataset.event === id));
  if (remember) write(true);
  if (window.innerWidth <= 900) $("side").querySelector("button").focus();
}

function close(remember = true) {
  state.event = "";
  renderHelp();
  document.querySelectorAll("#chart .chosen").forEach((g) => g.classList.remove("chosen"));
  if (remember) write(true);
  const back = opener && document.querySelector(`#chart [data-event="${CSS.escape(opener)}"]`);
  if (back) back.focus();
  opener = null;
}

function act(name) {
  if (name === "close") return state.event && close();
  if (!state.event) return undefined;
  const place = shown.findIndex((e) => e.id === state.event);
  const next = shown[place + (name === "next" ? 1 : -1)];
  return next && open(next.id);
}
document.addEventListener("keydown", cardKeys((name) => state.event && act(name)));

function renderHelp() {
  const side = $("side");
  side.className = "side empty";
  side.replaceChildren(element("h2", "", "How to read this"));
  for (const text of DATA.help) side.append(element("p", "said", text));
}

// --- the page ------------------------------------------------------------------------------------

function refresh() {
  shown = select();
  const noun = state.only ? "event" : { headlines: "headline", main: "main event", all: "event" }[state.detail];
  const years = state.only || state.from === null || state.to === null ? "" : `, ${state.from}–${state.to}`;
  const programme = DATA.programmes[state.programme]?.name;
  const who = state.who.map((key) => (key.startsWith("agency:") ? idOf(key) : DATA.names[key])).join(state.together ? " with " : " or ");
  const subject = [who, programme].filter(Boolean).join(" in ") || (state.q && `“${state.q}”`) || DATA.subject;
  $("title").textContent = `${subject}: ${shown.length} ${noun}${shown.length === 1 ? "" : "s"}${years}`;
  $("none").hidden = shown.length > 0;
  $("chart").hidden = $("table").hidden = $("years").hidden = shown.length === 0;
  if (!shown.length) explainNone();
  if (shown.length) draw();
  const notes = [];
  if (drawn && shown.length) {
    const folded = new Set(drawn.strips.flatMap((s) => s.events)).size;
    if (folded) notes.push(`small events folded into counts: ${folded}`);
    if (drawn.unlabelled) notes.push(`marks without room for a title: ${drawn.unlabelled}`);
    if (drawn.undated.length) notes.push(`without a date, in the table only: ${drawn.undated.length}`);
  }
  $("notes").textContent = notes.length ? `${notes.join("; ")}. Narrow the view to open them.` : "";
  fillTable();
  fillYears();
  chips();
  if (!state.event) renderHelp();
}

function explainNone() {
  const box = $("none");
  box.replaceChildren(element("p", "", "Nothing matches. Try without:"));
  const row = element("div", "chips");
  const offer = (text, change) => {
    const before = { ...state };
    change();
    const count = select().length;
    Object.assign(state, before);
    if (!count) return;
    const button = element("button", "", `${text} (${count})`);
    button.addEventListener("click", () => (change(), changed()));
    row.append(button);
  };
  for (const key of state.who) offer(`Remove ${DATA.names[key] ?? key}`, () => (state.who = state.who.filter((k) => k !== key)));
  if (state.q) offer(`Remove “${state.q}”`, () => (state.q = ""));
  if (state.programme) offer("Remove the programme", () => (state.programme = ""));
  offer("Remove the period", () => ((state.from = null), (state.to = null)));
  offer("Show all details", () => (state.detail = "all"));
  offer("Show all events", () => Object.assign(state, { q: "", who: [], programme: "", from: null, to: null, detail: "all", only: null }));
  box.append(row);
}

function fillTable() {
  const body = $("rows");
  $("count").textContent = `Table (${shown.length} row${shown.length === 1 ? "" : "s"})`;
  if (!$("table").open) return body.replaceChildren();
  body.replaceChildren(...shown.map((event) => {
    const row = element("tr");
    const cell = element("td");
    const button = element("button", "", event.title);
    button.addEventListener("click", () => open(event.id));
    cell.append(button);
    row.append(element("td", "", event.label), cell, element("td", "", event.status), element("td", "", event.card.programme), element("td", "", event.card.countries.join(", ")), element("td", "", event.card.summary));
    return row;
  }));
  return undefined;
}

function fillYears() {
  const list = $("years");
  list.replaceChildren();
  let year = null;
  for (const event of shown) {
    const own = event.point === null ? "Without a date" : String(PACK.toDate(event.point).getUTCFullYear());
    if (own !== year) list.append(element("h2", "", (year = own)));
    const button = element("button", "", event.title);
    button.append(element("span", "when", event.label));
    button.addEventListener("click", () => open(event.id));
    list.append(button);
  }
}

function chips() {
  const row = $("chips");
  row.replaceChildren();
  const chip = (text, drop) => {
    const button = element("button", "", `${text} ×`);
    button.setAttribute("aria-label", `Remove ${text}`);
    button.addEventListener("click", () => (drop(), changed()));
    row.append(button);
  };
  for (const key of state.who) chip(DATA.names[key] ?? key, () => (state.who = state.who.filter((k) => k !== key)));
  if (state.only) chip(`${state.only.length} chosen events`, () => (state.only = null));
}

function write(push) {
  const query = new URLSearchParams();
  for (const key of ["q", "programme", "detail", "together"]) if (state[key] !== start[key]) query.set(key, state[key]);
  if (state.event !== start.event) query.set("event", state.event || "none");
  if (start.only && !state.only) query.set("only", "none");
  for (const key of ["from", "to"]) if (state[key] !== start[key]) query.set(key, state[key] ?? "any");
  if (state.who.join() !== start.who.join()) for (const key of state.who.length ? state.who : ["none"]) query.append("who", key);
  const hash = query.toString() ? `#${query}` : location.pathname;
  history[push ? "pushState" : "replaceState"](null, "", hash);
}

function read() {
  const query = new URLSearchParams(location.hash.slice(1));
  Object.assign(state, start, { who: [...start.who], event: query.get("event") === "none" ? "" : start.event });
  state.q = query.get("q") ?? start.q;
  if (query.has("programme")) state.programme = DATA.programmes[query.get("programme")] ? query.get("programme") : "";
  if (DETAILS[query.get("detail")]) state.detail = query.get("detail");
  if (query.has("together")) state.together = query.get("together") === "true";
  if (query.has("who")) state.who = query.getAll("who").filter((key) => DATA.names[key]);
  if (query.get("only") === "none") state.only = null;
  for (const key of ["from", "to"]) {
    const text = query.get(key);
    if (text === "any") state[key] = null;
    else if (/^[1-9]\d{3}$/.test(text ?? "")) state[key] = Number(text);
  }
  if (BY_ID.has(query.get("event"))) state.event = query.get("event");
  show();
}

function show() {
  $("q").value = state.q;
  $("programme").value = state.programme;
  $("detail").value = state.detail;
  $("from").value = state.from ?? "";
  $("to").value = state.to ?? "";
  $("together").checked = state.together;
  refresh();
  if (state.event) open(state.event, false);
  else renderHelp();
}

function changed() {
  write(false);
  show();
}

function theme() {
  document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function option(select, value, text) {
  const made = element("option", "", text);
  made.value = value;
  select.append(made);
}

for (const key of DATA.partners) option($("who"), key, `${DATA.names[key]} (${idOf(key)})`);
for (const [key, programme] of Object.entries(DATA.programmes).sort((a, b) => a[1].rank - b[1].rank)) option($("programme"), key, (programme.line.length > 1 ? "– " : "") + programme.name);
$("q").addEventListener("input", () => ((state.q = $("q").value), write(false), refresh()));
$("who").addEventListener("change", () => {
  if ($("who").value && !state.who.includes($("who").value)) state.who.push($("who").value);
  $("who").value = "";
  changed();
});
$("together").addEventListener("change", () => ((state.together = $("together").checked), changed()));
$("programme").addEventListener("change", () => ((state.programme = $("programme").value), changed()));
$("detail").addEventListener("change", () => ((state.detail = $("detail").value), changed()));
for (const key of ["from", "to"]) {
  $(key).addEventListener("change", () => {
    const year = Number($(key).value);
    state[key] = year >= 1000 && year <= 9999 ? year : null;
    if (state.from !== null && state.to !== null && state.from > state.to) state[key === "from" ? "to" : "from"] = state[key];
    changed();
  });
}
$("reset").addEventListener("click", () => (Object.assign(state, start, { who: [...start.who] }), changed()));
$("everything").addEventListener("click", () => ((state.from = null), (state.to = null), changed()));
$("table").addEventListener("toggle", fillTable);
addEventListener("popstate", read);
addEventListener("hashchange", read);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => (theme(), shown.length && draw()));
let width = 0;
new ResizeObserver(() => {
  if (Math.abs($("chart").clientWidth - width) < 8) return;
  width = $("chart").clientWidth;
  if (shown.length) draw();
}).observe($("chart"));
theme();
read();
