// Finding a filter among all that there are; without this file all of them are there to be read.
"use strict";
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const offerFinding = () => document.querySelectorAll(".find-filter[hidden]").forEach((place) => { place.hidden = false; });
document.addEventListener("DOMContentLoaded", offerFinding);
document.addEventListener("htmx:afterSettle", offerFinding);
document.addEventListener("input", (event) => {
  if (!event.target.dataset.finds) { return; }
  event.stopPropagation();
  const words = plain(event.target.value).split(/\s+/);
  for (const button of document.querySelectorAll(`#${event.target.dataset.finds} button`)) {
    const text = plain(`${button.textContent} ${button.closest("section").querySelector("h3").textContent}`);
    button.hidden = !words.every((word) => text.includes(word));
  }
}, true);
