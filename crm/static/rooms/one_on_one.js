// Asks become one button each that turns with every tap; a yes proposes its next step. The selects stay what is sent.
"use strict";
(() => {
  const form = document.querySelector("form[data-one-on-one]");
  if (!form) return;
  const ICONS = { "": "plus", yes: "check2", maybe: "question-circle", no: "x-lg" };
  const WEIGHTIEST = ["prep", "plan", "confirm", "meet", "call"];
  const said = document.getElementById("asks-said");
  const title = form.elements.next_title;
  const due = form.elements.next_due;
  let isChosen = false;

  const picture = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "bi");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `${form.dataset.icons}#${name}`);
    svg.append(use);
    return svg;
  };

  const takeStep = (radio) => {
    radio.checked = true;
    if (!radio.dataset.title) return;
    title.value = radio.dataset.title;
    due.value = radio.dataset.due;
  };

  const steps = [...form.querySelectorAll("input[name=next_choice]")];
  const step = (key) => steps.find((radio) => radio.value === key);
  for (const radio of steps) {
    radio.addEventListener("change", () => {
      isChosen = true;
      takeStep(radio);
      if (radio.value === "own") { title.value = ""; title.focus(); }
    });
  }
  for (const field of [title, due]) {
    field.addEventListener("input", () => { isChosen = true; step("own").checked = true; });
  }

  // The next step of the weightiest yes, until somebody chooses one.
  const propose = () => {
    const yeses = [...form.querySelectorAll(".ask")].filter((ask) => ask.querySelector("select").value === "yes");
    const wanted = WEIGHTIEST.find((key) => step(key) && yeses.some((ask) => ask.dataset.leadsTo === key));
    takeStep(step(wanted || "call"));
  };

  const show = (ask, select, button) => {
    const name = ask.querySelector("label").textContent;
    const word = select.selectedOptions[0].textContent;
    button.dataset.answer = select.value;
    const answer = document.createElement(select.value ? "b" : "span");
    answer.textContent = word;
    if (!select.value) answer.className = "visually-hidden";
    button.replaceChildren(picture(ICONS[select.value]), `${name} `, answer);
  };

  for (const ask of form.querySelectorAll(".ask")) {
    const select = ask.querySelector("select");
    const button = document.createElement("button");
    button.type = "button";
    show(ask, select, button);
    button.addEventListener("click", () => {
      select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
      show(ask, select, button);
      said.textContent = button.textContent;
      if (!isChosen) propose();
    });
    window.addEventListener("pageshow", () => show(ask, select, button));
    select.hidden = true;
    ask.querySelector("label").hidden = true;
    ask.append(button);
  }
  form.querySelector(".asks").classList.add("is-cycling");
  form.querySelector(".only-cycling").hidden = false;
})();
