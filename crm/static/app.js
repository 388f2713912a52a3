// Small helps for every page; each works without this file as well.
"use strict";
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  await navigator.clipboard?.writeText(field.value);
  button.textContent = button.dataset.copied;
});
document.addEventListener("change", (event) => {
  const form = event.target.dataset.tickAll;
  if (form) { document.querySelectorAll(`input[type=checkbox][form="${form}"]`).forEach((box) => { box.checked = event.target.checked; }); }
});
