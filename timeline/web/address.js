// Replaces the address, or adds to the history where an event was opened or closed; says where
// Back and Forward have led. Python's runs may lag behind the browser, so each change of the
// selection is written once, by its serial: an older run never takes a newer address back.
const { query, push, serial } = component.data;
const kept = new URLSearchParams(location.search);
const embed = ["embed", "embed_options"].flatMap((key) => kept.getAll(key).map((value) => [key, value]));
const search = [query, new URLSearchParams(embed).toString()].filter(Boolean).join("&");
if (serial !== window.timelineSerial && location.search.replace(/^\?/, "") !== search) {
  history[push ? "pushState" : "replaceState"](history.state, "", location.pathname + (search ? `?${search}` : ""));
}
window.timelineSerial = serial;
// To another page Streamlit goes by itself, and a word from the page that is left would call it
// back. Streamlit adds pages to the history without an event, so the path is noted as it is added.
if (!window.timelinePath) {
  const add = history.pushState.bind(history);
  history.pushState = (...state) => {
    add(...state);
    window.timelinePath = location.pathname;
  };
}
window.timelinePath = location.pathname;
window.removeEventListener("popstate", window.timelineVisited);
window.timelineVisited = () => {
  const stays = window.timelinePath === location.pathname;
  window.timelinePath = location.pathname;
  if (stays) component.setTriggerValue("visited", { query: location.search.slice(1) });
};
window.addEventListener("popstate", window.timelineVisited);
return () => window.removeEventListener("popstate", window.timelineVisited);
