// No signal, and nobody's form is asked for: my day as this phone last had it, to be read, with its ways to a one-on-one.
"use strict";
(async () => {
  const day = document.getElementById("day");
  if (!day || !Talks.box || new URLSearchParams(location.search).get("contact")) return;
  const said = document.getElementById("day-said");
  document.querySelector("form[data-one-on-one]").hidden = true;
  document.getElementById("waits").hidden = true;
  document.getElementById("heading").textContent = document.title = day.dataset.title;
  day.hidden = false;
  const kept = await (await Talks.box).recall("day");
  if (!kept) { said.textContent = said.dataset.nothing; return; }
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "short", hour: "numeric", minute: "2-digit" });
  said.textContent = said.dataset.words.replace("{time}", when.format(kept.at));

  // What only the server can do is taken out; what leads to a one-on-one stays.
  const bare = new DOMParser().parseFromString(kept.html, "text/html");
  for (const one of bare.querySelectorAll("script, button, input, details, header a")) one.remove();
  for (const link of bare.querySelectorAll("a:not([data-talk])")) link.replaceWith(...(link.matches(".btn") ? [] : link.childNodes));
  for (const form of bare.querySelectorAll("form")) form.replaceWith(...form.childNodes);
  document.getElementById("day-kept").replaceChildren(...bare.body.children);
})();
