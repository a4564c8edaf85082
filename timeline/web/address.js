// Replaces the address, or adds to the history where an event was opened or closed; says where
// Back and Forward have led. Python's runs may lag behind the browser, so each change of the
// selection is written once, by its serial: an older run never takes a newer address back.
const { query, push, serial, page, pages } = component.data;
const kept = new URLSearchParams(location.search);
const embed = ["embed", "embed_options"].flatMap((key) => kept.getAll(key).map((value) => [key, value]));
const search = [query, new URLSearchParams(embed).toString()].filter(Boolean).join("&");
if (serial !== window.timelineSerial && location.search.replace(/^\?/, "") !== search) {
  history[push ? "pushState" : "replaceState"](history.state, "", location.pathname + (search ? `?${search}` : ""));
}
window.timelineSerial = serial;
window.removeEventListener("popstate", window.timelineVisited);
const there = () => pages.find((name) => name && location.pathname.endsWith(`/${name}`)) ?? "";
window.timelineVisited = () => {
  // To another page Streamlit goes by itself; a word from this one would call it back.
  if (there() === page) component.setTriggerValue("visited", { query: location.search.slice(1) });
};
window.addEventListener("popstate", window.timelineVisited);
return () => window.removeEventListener("popstate", window.timelineVisited);
