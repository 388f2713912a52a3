// A tablet at the door: asks everybody the same and answers everybody the same at once, whatever the server knows; what was
// typed goes through the outbox, and the page forgets it by itself.
"use strict";
(async () => {
  const page = document.querySelector("main[data-door=kiosk]");
  if (!page) return;
  const THANKED_FOR = 6000;
  const IDLE_FOR = 45000;
  const $ = (id) => document.getElementById(id);
  const form = $("self");
  const link = await DoorLink.begin("kiosk");
  let isThanking = false;
  let idle;

  const spans = (texts) => Object.entries(texts).map(([lang, text]) => Object.assign(document.createElement("span"), { lang, textContent: text }));
  const reset = () => {
    form.reset();
    $("problem").hidden = true;
    document.activeElement?.blur();
  };
  const show = async () => {
    const isOpen = link.state === "open" && link.shown;
    $("ask").hidden = !isOpen || isThanking;
    $("thanks").hidden = !isThanking;
    $("closed").hidden = isOpen || isThanking || link.state === "opening";
    if (isOpen) {
      const { titles, consent } = link.shown;
      $("starts").textContent = `${link.shown.organization} · ${link.shown.starts}`;
      $("title").replaceChildren(...(titles.en === titles.es ? [document.createTextNode(titles.en)] : spans(titles)));
      $("title").classList.toggle("both", titles.en !== titles.es);
      if (!$("consent-words").childElementCount) $("consent-words").replaceChildren(...spans(Object.fromEntries(Object.entries(consent).map(([lang, { words }]) => [lang, words]))));
    }
    const { saved, refused, arrived } = await link.outbox.counts();
    $("state").textContent = $("state").dataset.words.replace("{saved}", saved + refused).replace("{arrived}", arrived);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const value = (name) => form.elements[name].value.trim();
    if (!value("phone") || !value("first_name")) {
      $("problem").hidden = false;
      form.elements[value("phone") ? "first_name" : "phone"].focus();
      return;
    }
    const language = event.submitter?.value || "en";
    const consent = form.elements.consent.checked ? link.shown.consent[language].key : "";
    const said = { name: `${value("first_name")} ${value("last_name")}`.trim(), phone: value("phone"), language, consent, minor: form.elements.minor.checked };
    isThanking = true;
    await link.outbox.add("sign_in", said);
    reset();
    show();
    setTimeout(() => { isThanking = false; show(); }, THANKED_FOR);
  });
  for (const kind of ["input", "focusin"]) {
    form.addEventListener(kind, () => { clearTimeout(idle); idle = setTimeout(reset, IDLE_FOR); });
  }
  link.addEventListener("change", show);
  await show();
})();
