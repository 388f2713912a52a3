// The one-on-one form on a phone: a draft at every touch, saved here first, sent at once or when the signal returns.
"use strict";
(async () => {
  const form = document.querySelector("form[data-one-on-one]");
  if (!form || !Talks.box) return;
  const isShell = "shell" in form.dataset;
  const contact = form.dataset.contact || new URLSearchParams(location.search).get("contact");
  const waits = document.getElementById("waits");
  const kept = document.getElementById("kept");
  const say = (words) => { waits.textContent = waits.dataset[words]; waits.hidden = false; };
  if (isShell && !contact) return;
  let isBusy = false;
  let isReady = () => {};
  const ready = new Promise((resolve) => { isReady = resolve; });
  form.addEventListener("submit", (event) => { if (!form.dataset.straight) { event.preventDefault(); save(); } });
  const draft = `draft-${contact}`;
  let box;

  const fields = () => {
    const found = {};
    for (const [name, value] of new FormData(form)) {
      if (name !== "csrf_token") (found[name] ||= []).push(value);
    }
    // A page that was kept may be days old: what nobody chose is for the server to say.
    if (isShell && (found.next_choice || [""])[0] !== "own") { delete found.next_title; delete found.next_due; }
    return found;
  };

  const restore = (found) => {
    for (const one of form.elements) {
      const values = found[one.name];
      if (one.name === "csrf_token" || !one.name) continue;
      if (one.type === "radio" || one.type === "checkbox") one.checked = Boolean(values && values.includes(one.value));
      else if (values) one.value = values[0];
    }
    window.dispatchEvent(new Event("pageshow"));
  };

  // What must not be written down is asked about here too, since the server may be far.
  const isFine = () => {
    const never = document.getElementById("never");
    const story = form.elements.story.value;
    const names = Object.entries(JSON.parse(form.dataset.never))
      .filter(([, patterns]) => patterns.some(([pattern, flags]) => new RegExp(pattern, flags).test(story))).map(([name]) => name);
    const isNumber = names.includes("identity_number");
    if (!names.length || (!isNumber && form.elements.is_story_confirmed.checked)) { never.hidden = true; return true; }
    never.querySelector("span").textContent = isNumber ? never.dataset.number : never.dataset.ask;
    never.hidden = false;
    document.getElementById("confirm").hidden = isNumber;
    form.elements.story.focus();
    return false;
  };

  // Whom the person's card called under 18: who the second adult was is asked for at the top, as on the page itself.
  const askSecondAdult = () => {
    const field = form.elements.second_adult;
    field.required = true;
    const note = document.getElementById("minor");
    note.append(field.parentElement);
    note.hidden = false;
  };

  const sendNow = async () => {
    if (isShell || !navigator.onLine) return null;
    try {
      return await fetch(form.action, {
        method: "POST", body: new FormData(form), headers: { "X-Kept-On-Phone": "yes" }, signal: AbortSignal.timeout(8000),
      });
    } catch { return null; }
  };

  const save = async () => {
    if (isBusy || !isFine()) return;
    isBusy = true;
    await ready;
    await box.remember(draft, fields());
    const answer = await sendNow();
    if (answer && answer.status === 204) { await box.forget(draft); await box.drop(form.elements.client_ref.value); location.assign(form.dataset.done); return; }
    if (answer && answer.status === 422) { form.dataset.straight = "yes"; form.submit(); return; }
    await box.add("one_on_one", { contact, fields: fields() }, form.elements.client_ref.value);
    await box.forget(draft);
    form.hidden = true;
    say("saved");
  };

  box = await Talks.box;
  if (isShell) {
    const name = (await box.recall(`name-${contact}`)) || "";
    document.getElementById("whom").textContent = name;
    const day = new Date();
    form.elements.client_ref.value = Outbox.ref();
    form.elements.met_on.value = new Date(day - day.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }
  if (isShell && await box.recall(`minor-${contact}`)) askSecondAdult();
  const waiting = (await box.recall(draft)) || null;
  const isAnswered = "answered" in form.dataset;
  if (waiting && !isAnswered) { restore(waiting); kept.hidden = false; }

  // A record that the server could not take comes back into the form, with its sentence and every field in sight.
  const refused = (await box.rows()).find((row) => row.state === "refused" && row.body.contact === contact);
  if (refused && !isAnswered) {
    if (!waiting) restore({ ...refused.body.fields, client_ref: [refused.ref] });
    waits.textContent = refused.said;
    waits.hidden = false;
    form.querySelectorAll("details.sheet").forEach((fold) => { fold.open = true; });
  }

  const remember = async () => {
    if (isBusy) return;
    await box.remember(draft, fields());
    kept.hidden = false;
  };
  for (const moment of ["input", "change", "click"]) form.addEventListener(moment, remember);
  box.addEventListener("change", async () => {
    const counts = await box.counts();
    if (form.hidden && !counts.saved && !counts.refused) { say("arrived"); }
  });
  isReady();
  form.dataset.ready = "yes";
})();
