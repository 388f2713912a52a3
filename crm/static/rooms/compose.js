// Fields go in where the cursor was; choosing a day or a list chooses its kind; a second press of Send waits for the first.
"use strict";
(() => {
  const form = () => document.getElementById("compose");
  const check = (selector) => { const box = form().querySelector(selector); if (box) { box.checked = true; } };
  let last = "en";
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("#compose textarea, #template-form textarea")) { last = event.target.id; }
  });
  document.addEventListener("input", (event) => {
    if (!event.target.closest("#compose")) { return; }
    if (event.target.dataset.kind && event.target.value) { check(`input[name=kind][value=${event.target.dataset.kind}]`); }
    if (event.target.name === "said") { check("input[name=kind][value=action]"); }
    if (event.target.id === "at" && event.target.value) { check("input[name=when][value=later]"); }
    if (event.target.name === "touch") { check("input[name=when][value=touch]"); }
  }, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-field]");
    if (!button) { return; }
    const text = document.getElementById(last);
    text.setRangeText(`{${button.dataset.field}}`, text.selectionStart, text.selectionEnd, "end");
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id === "compose" && event.submitter && event.submitter.value === "send") {
      if (event.target.dataset.sent) { event.preventDefault(); }
      event.target.dataset.sent = "yes";
    }
  });
  const ready = () => {
    if (form()) { delete form().dataset.sent; }
    document.querySelectorAll("[data-field]").forEach((one) => { one.hidden = false; });
  };
  window.addEventListener("pageshow", ready);
  document.addEventListener("htmx:afterSettle", ready);
})();
