// The card of an event. Every text goes through textContent: nothing in a cell is markup.
"use strict";

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  return node;
}

function externalLink(text, url) {
  if (!/^https?:\/\//i.test(url)) return element("span", "", text);
  const link = element("a", "", text);
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

// Copies without any permission where the page is not served over https.
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

// `act(name)` is called for previous, next, close, pick, hide.
function renderCard(root, card, act) {
  root.replaceChildren();
  const article = element("article", "card");
  article.setAttribute("aria-label", card.title);
  const bar = element("nav", "card-bar");
  bar.setAttribute("aria-label", "Between events");
  const button = (name, text, label) => {
    const node = element("button", `card-${name}`, text);
    node.type = "button";
    node.title = label;
    if (text.length < 3) node.setAttribute("aria-label", label); // a sign alone says nothing
    node.addEventListener("click", () => act(name));
    return node;
  };
  if (card.narrow) bar.append(button("close", "← Back to the timeline", "Back to the timeline (Esc)"));
  bar.append(button("previous", "‹", "Previous event (left arrow)"), element("span", "card-place", card.place));
  bar.append(button("next", "›", "Next event (right arrow)"));
  if (!card.narrow) bar.append(button("close", "×", "Close (Esc)"));
  article.append(bar, element("h2", "", card.title));

  const when = element("p", "card-when", card.when);
  when.append(element("span", `status status-${card.status}`, card.status));
  article.append(when);
  if (card.promise) article.append(element("p", "card-promise", card.promise + "."));
  if (card.summary) article.append(element("p", "card-summary", card.summary));
  if (card.note) {
    const note = element("p", "card-note", card.note);
    note.prepend(element("b", "", "Note: "));
    article.append(note);
  }
  const facts = element("dl", "card-facts");
  const fact = (name, text) => text && facts.append(element("dt", "", name), element("dd", "", text));
  fact("Kind", card.kind);
  fact("Programme", card.programme);
  fact("Countries", card.countries.join(", "));
  fact("Agencies", card.agencies.join(", "));
  article.append(facts);
  if (card.forecasts.length) article.append(element("h3", "", "What was promised"), forecastList(card.forecasts));
  if (card.sources.length) article.append(element("h3", "", "Sources"), sourceList(card.sources));
  article.append(actions(card, button));
  root.append(article);
}

function forecastList(forecasts) {
  const list = element("ol", "card-forecasts");
  for (const f of forecasts) {
    const item = element("li", f.basis);
    const speaker = f.basis === "outcome" ? "" : ` ${f.by}${f.basis === "auditor" ? " (outside estimate)" : ""}`;
    item.append(element("b", "", f.announced), `${speaker}: ${f.said}`);
    if (f.move) item.append(element("span", "move", f.move));
    if (f.refs.length) item.append(element("span", "refs", ` [${f.refs.join(", ")}]`));
    if (f.note) item.append(element("span", "why", f.note));
    list.append(item);
  }
  return list;
}

function sourceList(sources) {
  const list = element("ol", "card-sources");
  for (const s of sources) {
    const item = element("li");
    item.append(externalLink(s.title, s.url), ` ${[s.publisher, s.published, s.kind].filter(Boolean).join(", ")}`);
    list.append(item);
  }
  return list;
}

// As Recorder.citation: title, date, publishers with addresses; then which table says so.
function footnote(card) {
  const told = (s) => [s.publisher, `“${s.title}”`, s.published, s.url].filter(Boolean).join(", ");
  const cited = card.sources.slice(0, card.own).map(told).join("; ");
  return `${card.title}, ${card.label}. ${cited && `${cited}. `}${card.table} (${card.id}).`;
}

function actions(card, button) {
  const row = element("div", "card-actions");
  const copies = (label, text, note) => {
    const node = element("button", "", label);
    node.type = "button";
    node.addEventListener("click", async () => {
      await copyText(text);
      status.textContent = note || "Copied.";
    });
    return node;
  };
  const status = element("p", "card-said");
  status.setAttribute("role", "status");
  if (card.picked !== undefined) {
    row.append(button("pick", card.picked ? "Take out of my picture" : "Add to my picture", "Collect events for a picture of your own"));
    row.append(button("hide", "Hide from the picture", "Leave this event out"));
  }
  row.append(copies("Copy as footnote", footnote(card)));
  if (card.link) row.append(copies("Copy link", card.link, card.link_note));
  const report = element("a", "", "Report an error");
  report.href = "mailto:" + encodeURIComponent(card.report_to || "") + "?" +
    `subject=${encodeURIComponent("Error in " + card.id)}&body=${encodeURIComponent(card.report)}`;
  row.append(report);
  const box = element("div");
  box.append(row, status);
  return box;
}

// Arrow keys and Esc, unless the reader types, moves in a widget, or a dialog is open.
function cardKeys(act) {
  return (event) => {
    const names = { ArrowLeft: "previous", ArrowRight: "next", Escape: "close" };
    const name = names[event.key];
    if (!name || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = event.composedPath()[0];
    const busy = target instanceof Element && target.closest("input, textarea, select, [role=listbox], [role=combobox], [role=radiogroup], [role=slider], [role=grid], canvas, [contenteditable]");
    if (busy || document.querySelector("[role=dialog], [data-baseweb=popover]")) return;
    event.preventDefault();
    act(name);
  };
}
