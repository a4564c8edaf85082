// The right column: how to read the chart, or the card of an event.
const { parentElement, data, setTriggerValue } = component;
const root = parentElement.querySelector("section");
for (const [name, value] of Object.entries(data.theme)) root.style.setProperty(name, value);
const act = (name) => setTriggerValue("act", { name, event: data.card?.id ?? "" });
root.className = data.card ? (data.card.narrow ? "side sheet" : "side") : "side help";
root.setAttribute("aria-label", data.card ? "Event" : "How to read this");
if (data.card) {
  const address = data.card.public_address || location.origin + location.pathname;
  renderCard(root, { ...data.card, link: `${address}?${data.card.query}` }, act);
  root.scrollTop = 0;
} else {
  root.replaceChildren(element("h2", "", "How to read this"), ...data.words.map((text) => element("p", "", text)));
}
// A click on a mark, bar or label opens its card, and the chosen mark wears the accent. Both happen
// here: Streamlit's own selection, or a figure that knows what is chosen, would build the chart anew
// at every click, without the reader's zoom.
const dress = (plot) => {
  const chosen = data.card?.id ?? "";
  if (!window.Plotly || !plot.data || plot.timelineChosen === chosen) return;
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
const listen = () => {
  for (const plot of document.querySelectorAll(".st-key-timeline_chart .js-plotly-plot")) {
    if (!plot.on) continue;
    if (!plot.timelineAct) {
      plot.on("plotly_click", ({ points }) => {
        const event = points.map((point) => point.customdata?.[0]).find(Boolean);
        if (event) plot.timelineAct(event);
      });
    }
    plot.timelineAct = (event) => setTriggerValue("act", { name: "open", event });
    dress(plot);
  }
};
window.timelineCharts?.disconnect();
window.timelineCharts = new MutationObserver(listen);
const place = document.querySelector(".st-key-chart_column") ?? document.querySelector(".st-key-timeline_chart");
if (place) window.timelineCharts.observe(place, { childList: true, subtree: true });
listen();
// This function runs again at every change: one listener at a time, or a key would count twice.
document.removeEventListener("keydown", window.timelineKeys);
window.timelineKeys = cardKeys((name) => data.card && act(name));
document.addEventListener("keydown", window.timelineKeys);
return () => document.removeEventListener("keydown", window.timelineKeys);
