// Ready answers by one key (1 to 9), and the thread scrolled to its newest text; the page works without this file.
"use strict";
const toNewest = () => { const thread = document.getElementById("thread"); if (thread) thread.scrollTop = thread.scrollHeight; };
const fill = (button) => {
  const box = document.getElementById("body");
  box.value = button.dataset.text;
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-text]");
  if (button) { event.preventDefault(); fill(button); }
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) return;
  const button = /^[1-9]$/.test(event.key) && document.querySelector(`button[data-key="${event.key}"]`);
  if (button) { event.preventDefault(); fill(button); }
});
document.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "thread") toNewest(); });
document.addEventListener("DOMContentLoaded", toNewest);
