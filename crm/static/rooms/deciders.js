// The power map by hand and by keys, its history played back, and the tally of a roll call. Without it forms do the same.
"use strict";
(() => {
  const map = document.querySelector("[data-map]");
  const form = document.querySelector("[data-move-form]");
  const X = (support) => 64 + (support + 5) * 64, Y = (power) => 400 - power * 37;
  const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
  const fields = form && { support: form.elements.support, power: form.elements.power };
  const mark = form && map && map.querySelector(`[data-target="${form.dataset.moveForm}"]`);

  function stand(support, power) {
    fields.support.value = clamp(support, -5, 5);
    fields.power.value = clamp(power, 0, 10);
    if (mark) { mark.setAttribute("transform", `translate(${X(+fields.support.value)} ${Y(+fields.power.value)})`); }
    form.closest("details").open = true;
  }
  // On a phone the map is wider than the screen: whoever is chosen stays in sight.
  function bringIntoSight() {
    const box = map.parentElement, frame = box.getBoundingClientRect(), at = mark.getBoundingClientRect();
    box.scrollLeft += at.left + at.width / 2 - frame.left - frame.width / 2;
  }
  function step(name, by) {
    stand(+fields.support.value + (name === "support" ? by : 0), +fields.power.value + (name === "power" ? by : 0));
    if (mark) { bringIntoSight(); }
  }
  if (form) {
    const arrows = form.querySelector("[data-arrows]");
    arrows.hidden = false;
    arrows.addEventListener("click", (event) => {
      const button = event.target.closest("[data-step]");
      if (button) { const [name, by] = button.dataset.step.split(","); step(name, +by); }
    });
  }
  if (mark) {
    bringIntoSight();
    const keys = { ArrowLeft: ["support", -1], ArrowRight: ["support", 1], ArrowUp: ["power", 1], ArrowDown: ["power", -1] };
    mark.addEventListener("keydown", (event) => {
      if (keys[event.key]) { event.preventDefault(); step(...keys[event.key]); }
      if (event.key === "Enter") { event.preventDefault(); form.elements.evidence.focus(); }
    });
    let moved = false;
    const at = (event) => {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
      return [Math.round((point.x - 64) / 64 - 5), Math.round((400 - point.y) / 37)];
    };
    mark.addEventListener("pointerdown", (event) => {
      moved = false;
      mark.setPointerCapture(event.pointerId);
      mark.classList.add("dragged");
    });
    mark.addEventListener("pointermove", (event) => {
      if (mark.classList.contains("dragged")) {
        const [support, power] = at(event);
        if (support !== +fields.support.value || power !== +fields.power.value) { moved = true; stand(support, power); }
      }
    });
    mark.addEventListener("pointerup", () => {
      mark.classList.remove("dragged");
      if (moved) { form.elements.evidence.focus(); }
    });
    mark.addEventListener("click", (event) => { event.preventDefault(); });
    mark.addEventListener("dragstart", (event) => { event.preventDefault(); });
  }

  const history = document.querySelector("[data-history]");
  if (map && history) {
    const moves = JSON.parse(history.dataset.history), day = 86400000;
    const first = Date.parse(history.dataset.first), last = Date.parse(history.dataset.last);
    const range = history.querySelector("[data-range]"), play = history.querySelector("[data-play]"), date = history.elements.day;
    const show = (moment) => {
      const iso = new Date(moment).toISOString().slice(0, 10), places = {};
      for (const one of moves) { if (one.day <= iso) { places[one.target] = one; } }
      map.classList.toggle("playing", moment < last);
      map.querySelectorAll("[data-target]").forEach((one) => {
        const place = places[one.dataset.target];
        one.classList.toggle("away", !place);
        if (place) { one.setAttribute("transform", `translate(${place.x} ${place.y})`); }
      });
      date.value = iso;
      range.setAttribute("aria-valuetext", iso);
    };
    range.hidden = play.hidden = first >= last;
    range.min = 0; range.max = Math.round((last - first) / day); range.value = range.max;
    range.addEventListener("input", () => show(first + range.value * day));
    play.addEventListener("click", () => {
      let at = 0;
      const tick = setInterval(() => {
        range.value = at;
        show(first + at * day);
        at += Math.max(1, Math.round(range.max / 30));
        if (at > range.max) { clearInterval(tick); range.value = range.max; show(last); }
      }, 150);
    });
  }

  const roll = document.querySelector("[data-roll]");
  const tally = roll && roll.querySelector("[data-tally]");
  if (tally) {
    const count = () => {
      const chosen = [...roll.querySelectorAll("input[type=radio]:checked")].map((one) => one.value);
      const yes = chosen.filter((one) => one === "yes").length, no = chosen.filter((one) => one === "no").length;
      const open = roll.querySelectorAll("fieldset").length - chosen.length;
      tally.textContent = tally.dataset.words.replace("{yes}", yes).replace("{no}", no).replace("{open}", open);
    };
    roll.addEventListener("change", count);
    count();
  }
})();
