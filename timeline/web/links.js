// Links and lists: real addresses for a new tab, followed here without loading the page.
const { parentElement, data, setTriggerValue } = component;
const nav = parentElement.querySelector("nav");
for (const [name, value] of Object.entries(data.theme)) nav.style.setProperty(name, value);
nav.setAttribute("aria-label", data.label);
nav.className = data.kind;
nav.replaceChildren();
for (const item of data.items) {
  if (item.heading) {
    const heading = document.createElement("h2");
    heading.textContent = item.heading;
    nav.append(heading);
    continue;
  }
  const link = document.createElement("a");
  link.href = `?${item.query}`;
  link.textContent = item.text;
  if (item.aside) {
    const aside = document.createElement("span");
    aside.textContent = item.aside;
    link.append(aside);
  }
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    setTriggerValue("go", item.query);
  });
  nav.append(link);
}
