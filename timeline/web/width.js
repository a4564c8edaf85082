// Says how wide its place is, once and whenever that changes by more than a hair.
const { parentElement, setStateValue } = component;
const place = parentElement.host ?? parentElement;
let told = place.timelineWidth ?? 0;
let timer = null;
const tell = () => {
  const now = Math.round(place.getBoundingClientRect().width);
  if (now < 50 || Math.abs(now - told) < 4) return;
  told = place.timelineWidth = now;
  setStateValue("width", now);
};
// This function runs again at every change: one observer at a time.
place.timelineObserver?.disconnect();
place.timelineObserver = new ResizeObserver(() => {
  clearTimeout(timer);
  timer = setTimeout(tell, told ? 150 : 0);
});
place.timelineObserver.observe(place);
return () => place.timelineObserver.disconnect();
