// The right column: how to read the chart, or the card of an event.
const { parentElement, data, setTriggerValue } = component;
const root = parentElement.querySelector("section");
for (const [name, value] of Object.entries(data.theme)) root.style.setProperty(name, value);
const act = (name) => setTriggerValue("act", { name, event: data.card?.id ?? "" });
root.className = data.card ? (data.card.narrow ? "side sheet" : "side") : "side help";
root.setAttribute("aria-label", data.card ? "Event" : data.head);
if (data.card) {
  const here = `${location.origin}${location.pathname}?${data.card.query}`;
  renderCard(root, { ...data.card, link: data.card.address || here }, act);
  root.scrollTop = 0;
} else {
  root.replaceChildren(element("h2", "", data.head), ...data.words.map((text) => element("p", "", text)));
}
// A click on a mark, bar or label opens its card, and the chosen mark wears the accent. Both happen
// here: Streamlit's own selection, or a figure that knows what is chosen, would build the chart anew
// at every click, without the reader's zoom.
const dress = (plot) => {
  const chosen = data.card?.id ?? "";
  if (!window.Plotly || !plot.data || (plot.timelineChosen ?? "") === chosen) return;
  plot.timelineChosen = chosen;
  const marks = plot.data.findIndex((trace) => trace.name === "events");
  const labels = plot.data.findIndex((trace) => trace.name === "labels");
  if (marks < 0 || labels < 0) return;
  const { color, size, symbol } = (plot.timelineMarker ??= structuredClone(plot.data[marks].marker));
  const ink = (plot.timelineInk ??= structuredClone(plot.data[labels].textfont.color));
  const is = (trace, i) => plot.data[trace].customdata[i][0] === chosen && chosen !== "";
  const isMark = (i) => is(marks, i) && !["line-ns-open", "x-thin-open"].includes(symbol[i]);
  const accent = data.theme["--accent"];
  const colors = Array.from(color, (c, i) => (isMark(i) ? accent : c));
  const sizes = Array.from(size, (s, i) => (isMark(i) ? s + 4 : s));
  const inks = Array.from(ink, (c, i) => (is(labels, i) ? accent : c));
  window.Plotly.restyle(plot, { "marker.color": [colors], "marker.size": [sizes] }, [marks]);
  window.Plotly.restyle(plot, { "textfont.color": [inks] }, [labels]);
};
// Streamlit draws each figure twice, the second time for nothing: its own button counts as a changed
// configuration. A figure says in datarevision what it draws; the same again is not drawn again.
const drawOnce = () => {
  const { Plotly } = window;
  if (!Plotly?.react || Plotly.timelineReact) return;
  const react = (Plotly.timelineReact = Plotly.react);
  Plotly.react = (plot, figure, ...rest) => {
    const { datarevision, width, height } = figure?.layout ?? {};
    const drawn = datarevision && [datarevision, width, height].join();
    if (drawn && plot.timelineDrawn === drawn && plot._fullData) return Promise.resolve(plot);
    plot.timelineDrawn = drawn;
    return react(plot, figure, ...rest);
  };
};
// What of the chart lies under a place of the screen: a title, a mark, a bar. Plotly itself hears only
// marks, on a phone only at the second touch.
const under = (plot, x, y, reach) => {
  let best = null;
  let least = reach;
  for (const [name, shape] of [["labels", ".textpoint text"], ["events", ".point"], [undefined, ".bars .point"]]) {
    const place = plot._fullData?.findIndex((trace) => trace.name === name || (!name && trace.type === "bar"));
    if (place === undefined || place < 0) continue;
    const { uid, customdata } = plot._fullData[place];
    const shapes = plot.querySelectorAll(name ? `.trace${uid} ${shape}` : ".barlayer .point");
    shapes.forEach((node, i) => {
      const box = node.getBoundingClientRect();
      const away = Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
      const event = customdata?.[i]?.[0];
      if (event && box.width && away < least) [best, least] = [event, away];
    });
  }
  return best;
};
const column = document.querySelector(".st-key-chart_column");
const listen = () => {
  drawOnce();
  for (const plot of document.querySelectorAll(".st-key-timeline_chart .js-plotly-plot")) {
    if (!plot._fullData) continue;
    if (!plot.timelineAct) {
      plot.addEventListener("pointerdown", (e) => (window.timelineDown = { plot, x: e.clientX, y: e.clientY }), true);
      plot.tabIndex = 0;
      plot.addEventListener("keydown", (e) => {
        const event = { Enter: data.first, " ": data.first, Home: data.first, End: data.last }[e.key];
        if (!event || e.target !== plot) return;
        e.preventDefault();
        plot.timelineAct("open", event);
      });
    }
    plot.timelineAct = (name, event) => setTriggerValue("act", { name, event });
    dress(plot);
  }
  if (column) steady(column);
};
// A drag covers the chart with an element of its own: the end of a click is heard by the window.
window.removeEventListener("pointerup", window.timelineUp, true);
window.timelineUp = (e) => {
  const { plot, x, y } = window.timelineDown ?? {};
  window.timelineDown = null;
  if (!plot?.isConnected || Math.hypot(e.clientX - x, e.clientY - y) > 5) return;
  const event = under(plot, x, y, e.pointerType === "touch" ? 16 : 5);
  if (event) plot.timelineAct("open", event);
};
window.addEventListener("pointerup", window.timelineUp, true);
window.timelineCharts?.disconnect();
window.timelineCharts = new MutationObserver(listen);
if (column) window.timelineCharts.observe(column, { childList: true, subtree: true });
listen();
// This function runs again at every change: one listener at a time, or a key would count twice.
document.removeEventListener("keydown", window.timelineKeys);
window.timelineKeys = cardKeys((name) => data.card && act(name));
document.addEventListener("keydown", window.timelineKeys);
return () => document.removeEventListener("keydown", window.timelineKeys);
