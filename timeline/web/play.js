// Plays the years of the map: the frames of the figure, drawn by Plotly alone, without the server.
const { parentElement, data } = component;
const root = parentElement.querySelector("section");
for (const [name, value] of Object.entries(data.theme)) root.style.setProperty(name, value);
root.className = "card play";
root.replaceChildren();
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const row = element("div", "card-actions");
const said = element("p", "card-said");
said.setAttribute("role", "status");
const chart = () => document.querySelector(".st-key-timeline_chart .js-plotly-plot");
const years = () => (chart()?._transitionData?._frames ?? []).map((frame) => frame.name);
const STEP = 300; // ms a year
const stop = () => {
  clearInterval(window.timelinePlaying);
  window.timelinePlaying = null;
  button.textContent = "Play over the years";
};
const show = (year) => {
  const { Plotly } = window;
  const plot = chart();
  if (!Plotly || !plot) return;
  Plotly.animate(plot, [year], { mode: "immediate", transition: { duration: 0 }, frame: { duration: 0, redraw: true } });
  said.textContent = `At the end of ${year}`;
};
const play = () => {
  if (window.timelinePlaying) return stop();
  const all = years();
  let place = 0;
  if (!all.length) return;
  button.textContent = "Stop";
  show(all[place]);
  window.timelinePlaying = setInterval(() => {
    place += 1;
    if (place >= all.length || !chart()) return stop();
    show(all[place]);
  }, STEP);
};
const button = element("button", "", still ? "Step through the years" : "Play over the years");
button.type = "button";
let at = -1;
button.addEventListener("click", () => {
  if (!still) return play();
  const all = years();
  at = (at + 1) % Math.max(all.length, 1);
  if (all.length) show(all[at]);
});
clearInterval(window.timelinePlaying);
window.timelinePlaying = null;
document.removeEventListener("keydown", window.timelinePlayKeys);
window.timelinePlayKeys = (event) => event.key === "Escape" && window.timelinePlaying && stop();
document.addEventListener("keydown", window.timelinePlayKeys);
row.append(button, said);
root.append(row);
