// Small helps for every page; each works without this file as well.
"use strict";
document.addEventListener("change", (event) => {
  const form = event.target.dataset.tickAll;
  if (form) { document.querySelectorAll(`input[type=checkbox][form="${form}"]`).forEach((box) => { box.checked = event.target.checked; }); }
});
