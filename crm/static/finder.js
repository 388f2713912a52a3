// The search box of every page: "/" goes to it, arrows move through the people found, Escape puts them away.
"use strict";
(() => {
  const options = (box) => [...box.form.querySelectorAll("[role=option]")];
  const shown = (box) => box.offsetParent !== null;
  const mark = (box, chosen) => {
    options(box).forEach((option, at) => {
      option.id = `${box.id}-${at}`;
      option.setAttribute("aria-selected", String(option === chosen));
    });
    if (chosen) { box.setAttribute("aria-activedescendant", chosen.id); chosen.scrollIntoView({ block: "nearest" }); }
    else box.removeAttribute("aria-activedescendant");
  };
  const close = (box) => {
    box.form.querySelector(".found").replaceChildren();
    box.setAttribute("aria-expanded", "false");
    mark(box, null);
  };
  const move = (box, step) => {
    const all = options(box);
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    mark(box, all[(at + step + all.length + (at < 0 && step < 0 ? 1 : 0)) % all.length]);
  };
  const keys = {
    ArrowDown: (box) => move(box, 1),
    ArrowUp: (box) => move(box, -1),
    Escape: close,
    Enter: (box) => options(box).find((option) => option.getAttribute("aria-selected") === "true")?.click(),
  };
  const spoken = (box) => ({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${box.id}-found` });
  document.querySelectorAll(".finder input").forEach((box) => {
    Object.entries(spoken(box)).forEach(([name, value]) => box.setAttribute(name, value));
  });
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest?.(".finder input");
    if (!box || !keys[event.key] || !options(box).length) return;
    if (event.key !== "Enter" || box.hasAttribute("aria-activedescendant")) event.preventDefault();
    keys[event.key](box);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const box = event.target.closest?.(".finder")?.querySelector("input");
    if (!box) return;
    mark(box, null);
    box.setAttribute("aria-expanded", String(options(box).length > 0));
  });
  document.addEventListener("focusout", (event) => {
    const form = event.target.closest?.(".finder");
    if (form && !form.contains(event.relatedTarget)) setTimeout(() => close(form.querySelector("input")), 150);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const fields = [...document.querySelectorAll("#find, .finder input, input[type=search]")];
    const box = fields.find((field) => field.id === "find") || fields.find(shown);
    if (box && shown(box)) { event.preventDefault(); box.focus(); box.select(); }
  });
})();
