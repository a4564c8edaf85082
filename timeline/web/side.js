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
// This function runs again at every change: one listener at a time, or a key would count twice.
document.removeEventListener("keydown", window.timelineKeys);
window.timelineKeys = cardKeys((name) => data.card && act(name));
document.addEventListener("keydown", window.timelineKeys);
return () => document.removeEventListener("keydown", window.timelineKeys);
