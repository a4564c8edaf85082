// Streamlit builds a chart anew at every change of its figure, and for some frames nothing is there.
// Until the new one is drawn, a copy of the last one stands in its place.
"use strict";

const HELD_AT_MOST = 1500; // ms; by then whatever takes so long has said so itself

// What is cheap to ask comes first: an offset lays the whole page out anew.
function drawnChart(column) {
  const charts = [...column.querySelectorAll(".stPlotlyChart")];
  return charts.find((chart) => chart.querySelector(".main-svg .trace") && chart.offsetHeight > 100);
}

function isAwaited(column) {
  if (!column.isConnected) return false;
  return column.querySelector(".stPlotlyChart") || document.querySelector('[data-test-script-state="running"]');
}

// A copy is made when the browser has nothing else to do: the drawing itself never waits for it. Safari
// cannot say when that is.
const whenIdle = window.requestIdleCallback ?? ((made) => setTimeout(made, 200));
const notThen = window.cancelIdleCallback ?? clearTimeout;
function keepCopy(held, column, chart) {
  notThen(held.soon);
  held.soon = whenIdle(() => {
    if (!chart.isConnected || !chart.offsetHeight) return;
    const [outer, inner] = [column.getBoundingClientRect(), chart.getBoundingClientRect()];
    held.at = { left: inner.left - outer.left, top: inner.top - outer.top, width: inner.width, height: inner.height };
    held.copy = chart.cloneNode(true);
    held.page = location.pathname;
  });
}

function steady(column) {
  const held = (window.timelineHeld ??= {});
  const chart = drawnChart(column);
  if (chart) {
    held.shown?.remove();
    keepCopy(held, column, chart);
    return;
  }
  if (!held.copy || held.shown?.isConnected || held.page !== location.pathname || !isAwaited(column)) return;
  const { left, top } = column.getBoundingClientRect();
  const { at } = held;
  const shown = (held.shown = held.copy);
  shown.setAttribute("aria-hidden", "true");
  shown.style.cssText = "position: fixed; z-index: 2; pointer-events: none";
  for (const [name, px] of Object.entries({ ...at, left: at.left + left, top: at.top + top })) shown.style[name] = `${px}px`;
  document.body.append(shown);
  const since = performance.now();
  const look = () => {
    if (!shown.isConnected) return;
    if (drawnChart(column) || !isAwaited(column) || performance.now() - since > HELD_AT_MOST) return shown.remove();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
