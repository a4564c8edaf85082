// Replaces the address, or adds to the history where an event was opened or closed.
const { query, push } = component.data;
const kept = new URLSearchParams(location.search);
const embed = ["embed", "embed_options"].flatMap((key) => kept.getAll(key).map((value) => [key, value]));
const search = [query, new URLSearchParams(embed).toString()].filter(Boolean).join("&");
if (location.search.replace(/^\?/, "") !== search) {
  history[push ? "pushState" : "replaceState"](history.state, "", location.pathname + (search ? `?${search}` : ""));
}
