// Small helps for every page; each works without this file as well.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
    const find = document.querySelector("input[type=search]");
    if (find && find.offsetParent) { event.preventDefault(); find.focus(); }
  }
});
document.addEventListener("change", (event) => {
  const form = event.target.dataset.tickAll;
  if (form) { document.querySelectorAll(`input[type=checkbox][form="${form}"]`).forEach((box) => { box.checked = event.target.checked; }); }
});
