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
// Signing out takes one-on-ones off this phone; what was not sent yet would be lost, so that is asked first.
const talksHere = async () => {
  const names = ((await indexedDB.databases?.()) || []).map((one) => one.name).filter((name) => name?.startsWith("reinvest-talks-"));
  const read = (name) => new Promise((resolve) => {
    const asked = indexedDB.open(name);
    asked.onerror = () => resolve(false);
    asked.onsuccess = () => {
      const found = { rows: [], facts: [] };
      const deed = asked.result.transaction(["rows", "facts"], "readonly");
      deed.objectStore("rows").getAll().onsuccess = (event) => { found.rows = event.target.result; };
      deed.objectStore("facts").getAllKeys().onsuccess = (event) => { found.facts = event.target.result; };
      deed.oncomplete = () => { asked.result.close(); resolve(found.rows.some((row) => row.state !== "arrived") || found.facts.some((key) => key.startsWith("draft-"))); };
    };
  });
  return { names, isUnsent: (await Promise.all(names.map(read))).some(Boolean) };
};
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-sign-out]") || form.dataset.asked || !window.indexedDB) return;
  event.preventDefault();
  const { names, isUnsent } = await talksHere();
  if (isUnsent && !confirm(form.dataset.unsent)) return;
  if (typeof Talks !== "undefined") (await Talks.box)?.close();
  names.forEach((name) => indexedDB.deleteDatabase(name));
  await window.caches?.delete("reinvest-talks-1");
  form.dataset.asked = "yes";
  form.submit();
});
