// Buttons that copy: a text, the address of a view, or a frame around it.
const { parentElement, data } = component;
const root = parentElement.querySelector("section");
for (const [name, value] of Object.entries(data.theme)) root.style.setProperty(name, value);
root.className = "card";
root.replaceChildren();
const said = element("p", "card-said");
said.setAttribute("role", "status");
const row = element("div", "card-actions");
const here = `${location.origin}${location.pathname}${data.query ? "?" + data.query : ""}`;
const address = data.address || here;
for (const item of data.items) {
  const [width, height] = (item.frame || "x").split("x");
  const frame = element("iframe");
  frame.setAttribute("src", `${address}${address.includes("?") ? "&" : "?"}embed=true`);
  frame.setAttribute("title", "Space Cooperation Timeline");
  frame.setAttribute("width", width);
  frame.setAttribute("height", height);
  frame.setAttribute("style", "border:0;max-width:100%");
  frame.setAttribute("loading", "lazy");
  const text = item.frame ? frame.outerHTML : item.text ?? address;
  const button = element("button", "", item.label);
  button.type = "button";
  button.addEventListener("click", async () => {
    await copyText(text);
    said.textContent = item.note;
  });
  row.append(button);
}
root.append(row, said);
