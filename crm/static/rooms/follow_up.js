// Choosing a day means "at a time"; a second press of Send waits for the first.
"use strict";
document.addEventListener("input", (event) => {
  if (event.target.id === "at" && event.target.value) {
    const later = document.querySelector("#follow-up input[name=when][value=later]");
    if (later) { later.checked = true; }
  }
});
document.addEventListener("submit", (event) => {
  if (event.target.id === "follow-up" && event.submitter && event.submitter.value === "send") {
    if (event.target.dataset.sent) { event.preventDefault(); }
    event.target.dataset.sent = "yes";
  }
});
window.addEventListener("pageshow", () => {
  const form = document.getElementById("follow-up");
  if (form) { delete form.dataset.sent; }
});
