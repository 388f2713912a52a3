// Typing a sheet without a mouse: the fewest letters find a person, Enter takes her and goes to the next row; each row is
// saved as it is left, and tried again when there was no connection.
"use strict";
(() => {
  const grid = document.querySelector("table.grid");
  if (!grid) return;
  const offered = document.getElementById("offered");
  const problem = document.getElementById("problem");
  const token = document.querySelector("input[name=csrf_token]").value;
  const saved = new Map();
  const times = [];
  let people = [];
  let chosen = 0;
  let asked = 0;
  let answered = Promise.resolve();
  let box = null;

  const rows = [...grid.tBodies[0].rows];
  const rowOf = (field) => field.closest("tr");
  const fields = (row) => [...row.querySelectorAll("td input, td select")];
  const form = (row) => row.querySelector("form");
  const said = (row) => new URLSearchParams(new FormData(form(row))).toString();
  rows.forEach((row) => saved.set(row, said(row)));

  // What people the letters may mean, under the field they are typed in.
  const hide = () => {
    people = [];
    offered.hidden = true;
    offered.replaceChildren();
    box?.removeAttribute("aria-activedescendant");
    box?.setAttribute("aria-expanded", "false");
  };
  const choose = (at) => {
    chosen = ((at % people.length) + people.length) % people.length;
    [...offered.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
    box.setAttribute("aria-activedescendant", offered.children[chosen].id);
  };
  const offer = () => {
    offered.replaceChildren(...people.map((person, at) => {
      const item = document.createElement("li");
      item.id = `offered-${at}`;
      item.setAttribute("role", "option");
      const [name, detail] = ["b", "small"].map((tag) => document.createElement(tag));
      name.textContent = person.name;
      detail.textContent = person.detail;
      item.append(name, detail);
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); chosen = at; take(); });
      return item;
    }));
    const around = offered.parentElement.getBoundingClientRect();
    const place = box.getBoundingClientRect();
    offered.hidden = !people.length;
    offered.style.setProperty("left", `${Math.max(0, place.left - around.left)}px`);
    offered.style.setProperty("top", `${place.bottom - around.top + 2}px`);
    box.setAttribute("aria-expanded", String(people.length > 0));
    chosen = -1;
    // Beside a name that is written already a number proposes and never takes: families share phones.
    if (people.length && (box.name === "name" || !rowOf(box).querySelector("[name=name]").value.trim())) choose(0);
  };
  const ask = async () => {
    const mine = ++asked;
    const typed = box.value.trim();
    form(rowOf(box)).elements.contact_id.value = "";
    people = [];
    if (typed.replace(/\D/g, "").length < 4 && typed.replace(/[^\p{L}]/gu, "").length < 2) return hide();
    try {
      const answer = await fetch(`${grid.dataset.people}?q=${encodeURIComponent(typed)}`);
      if (mine !== asked || !answer.ok) return undefined;
      ({ people } = await answer.json());
      offer();
    } catch { hide(); }
    return undefined;
  };
  const take = () => {
    const person = people[chosen];
    const row = rowOf(box);
    if (!person) { hide(); return; }
    const [name, phone, language] = ["name", "phone", "language"].map((key) => row.querySelector(`[name=${key}]`));
    form(row).elements.contact_id.value = person.id;
    name.value = person.name;
    if (box === phone || !phone.value) phone.value = person.phone;
    if (!language.value) language.value = person.language;
    asked += 1;
    hide();
  };

  // Saving: the newest words of a row, one request at a time for each row.
  const show = (row, answer) => {
    for (const chip of row.querySelectorAll("[data-mark]")) chip.hidden = chip.dataset.mark !== answer.mark;
    for (const [name, count] of Object.entries(answer.counts)) document.querySelector(`[data-count=${name}]`).textContent = count;
    const chip = row.querySelector("[data-mark]:not([hidden])");
    document.getElementById("said").textContent = chip ? `${row.dataset.row}: ${chip.textContent}` : "";
  };
  const keep = async (row) => {
    const words = said(row);
    if (saved.get(row) === words || row.dataset.state === "saving") return;
    row.dataset.state = "saving";
    try {
      const answer = await fetch(form(row).action, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": token }, body: new URLSearchParams(words), redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      saved.set(row, words);
      row.dataset.state = "saved";
      problem.hidden = true;
      show(row, await answer.json());
      if (said(row) !== words) keep(row);
    } catch {
      row.dataset.state = "unsaved";
      problem.textContent = problem.dataset.offline;
      problem.hidden = false;
      setTimeout(() => keep(row), 3000);
    }
  };
  const pace = () => {
    times.push(Date.now());
    if (times.length > 1) document.getElementById("speed").textContent = Math.round((times.at(-1) - times[0]) / 1000 / (times.length - 1));
  };
  const leave = (row) => { hide(); if (said(row) !== saved.get(row)) pace(); keep(row); };
  const next = (row) => { leave(row); (rows[rows.indexOf(row) + 1] || row).querySelector("[name=name]").focus(); };

  const above = (field) => {
    const before = rows[rows.indexOf(rowOf(field)) - 1];
    if (before) field.value = before.querySelector(`[name=${field.name}]`).value;
  };
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  grid.addEventListener("keydown", (event) => {
    const field = event.target;
    const row = rowOf(field);
    if (event.ctrlKey && event.key.toLowerCase() === "d") { event.preventDefault(); above(field); }
    else if (event.key === "Enter") { event.preventDefault(); answered.then(() => { if (people.length) take(); next(row); }); }
    else if (event.key === "Tab" && !event.shiftKey && row.contains(box) && ["name", "phone"].includes(field.name)) {
      event.preventDefault();
      answered.then(() => { if (people.length) take(); fields(row)[fields(row).indexOf(field) + 1].focus(); });
    }
    else if (event.key === "Escape") { asked += 1; answered = Promise.resolve(); hide(); form(row).elements.contact_id.value = ""; }
    else if (moves[event.key] && people.length) { event.preventDefault(); choose(chosen + moves[event.key]); }
    else if (moves[event.key] && field.tagName === "INPUT") {
      const to = rows[rows.indexOf(row) + moves[event.key]];
      if (to) { event.preventDefault(); to.querySelector(`[name=${field.name}]`).focus(); }
    }
  });
  grid.addEventListener("input", (event) => {
    box = event.target;
    if (box.name === "name" || box.name === "phone") answered = ask();
  });
  grid.addEventListener("focusin", (event) => {
    if (["name", "phone"].includes(event.target.name)) {
      const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "offered", "aria-expanded": "false" };
      Object.entries(combobox).forEach(([name, value]) => event.target.setAttribute(name, value));
    }
  });
  grid.addEventListener("focusout", (event) => {
    const row = rowOf(event.target);
    if (!row.contains(event.relatedTarget)) leave(row); else hide();
  });
  window.addEventListener("beforeunload", (event) => { if (rows.some((row) => said(row) !== saved.get(row))) event.preventDefault(); });
  rows.find((row) => !fields(row).some((field) => field.value))?.querySelector("[name=name]").focus();
})();
