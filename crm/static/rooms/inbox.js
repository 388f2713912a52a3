// One key for a ready answer (1 to 9), u to take it back, and the thread at its newest text; the page works without this file.
"use strict";
const toNewest = () => { const thread = document.getElementById("thread"); if (thread) thread.scrollTop = thread.scrollHeight; };
const fill = (button) => {
  const box = document.getElementById("body");
  box.value = button.dataset.text;
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
};
const countDown = () => {
  const form = document.getElementById("undo");
  if (!form || !form.dataset.seconds) return;
  const left = form.querySelector(".left");
  const ends = Date.now() + Number(form.dataset.seconds) * 1000;
  const tick = setInterval(() => {
    const seconds = Math.ceil((ends - Date.now()) / 1000);
    if (seconds <= 0) { clearInterval(tick); form.remove(); } else left.textContent = seconds;
  }, 200);
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-key]");
  if (button) { event.preventDefault(); fill(button); }
});
document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) return;
  const digit = /^Digit[1-9]$/.test(event.code) ? event.code.slice(5) : "";
  const button = digit && document.querySelector(`button[data-key="${digit}"], button[data-quick="${digit}"]`);
  const undo = event.key === "u" && document.querySelector("#undo button");
  if (undo) { event.preventDefault(); undo.click(); }
  if (!button) return;
  event.preventDefault();
  if (button.dataset.quick && event.shiftKey) fill(button); else button.click();
});
document.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "thread") toNewest(); });
document.addEventListener("DOMContentLoaded", () => { toNewest(); countDown(); });
