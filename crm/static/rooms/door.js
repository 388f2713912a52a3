// The host's list: two letters or two digits find a person, one tap signs her in, undo beside each, somebody new below.
"use strict";
(async () => {
  const page = document.querySelector("main[data-door=host]");
  if (!page) return;
  const MOST = 30;
  const $ = (id) => document.getElementById(id);
  const words = $("words").dataset;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const link = await DoorLink.begin("host");
  const { outbox } = link;
  let people = [];
  let rows = [];

  const named = ([, first, initial]) => (initial ? `${first} ${initial}.` : first);
  const shortName = (name) => { const [first, ...rest] = name.trim().split(/\s+/); return rest.length ? `${first} ${rest.at(-1)[0]}.` : first; };
  const clock = (moment) => new Intl.DateTimeFormat(document.documentElement.lang, { hour: "numeric", minute: "2-digit" }).format(moment);

  // What the server's list cannot know yet.
  const isNews = (row) => row.state !== "arrived" || row.arrived >= link.shown.asked;

  // Everybody of the list and everybody new on this phone, each with her row of this phone, if there is one.
  const gather = () => {
    const own = new Map();
    for (const row of rows) if (row.kind === "sign_in" && !row.undone) own.set(row.body.person || row.ref, row);
    const here = new Set(link.shown.here_ids);
    const undone = new Set(rows.filter((row) => row.kind === "undo" && isNews(row) && !own.has(row.body.person)).map((row) => row.body.person));
    const known = link.shown.people.map((one) => ({
      id: one[0], name: named(one), digits: one[3], said: one[4], row: own.get(one[0]), refs: link.shown.refs?.[one[0]] || [],
      isHere: own.has(one[0]) || (here.has(one[0]) && !undone.has(one[0])),
    }));
    const added = rows.filter((row) => row.kind === "sign_in" && !row.body.person && !row.undone)
      .map((row) => ({ id: row.ref, name: shortName(row.body.name || row.body.phone), digits: (row.body.phone || "").replace(/\D/g, "").slice(-2), said: "new", row, isHere: true }));
    people = [...known, ...added];
  };

  const finds = (one, typed) => (/^\d+$/.test(typed) ? one.digits.endsWith(typed.slice(-2)) : fold(one.name).includes(typed));
  const order = (one, typed) => [fold(one.name).startsWith(typed) ? 0 : 1, one.isHere ? 1 : 0, { yes: 0, maybe: 1 }[one.said] ?? 2];
  const compare = (typed) => (a, b) => {
    const [ours, theirs] = [order(a, typed), order(b, typed)];
    const at = ours.findIndex((value, index) => value !== theirs[index]);
    return at < 0 ? a.name.localeCompare(b.name) : ours[at] - theirs[at];
  };

  const detail = (one) => {
    const by = one.row?.body.by && people.find((other) => String(other.id) === one.row.body.by);
    return [words[one.said], one.digits && fill(words.ends, { digits: one.digits }), by && fill(words.with, { name: by.name })].filter(Boolean).join(" · ");
  };

  const marked = (name, typed) => {
    const at = typed ? fold(name).indexOf(typed) : -1;
    if (at < 0 || fold(name).length !== name.length) return [name];
    const mark = document.createElement("mark");
    mark.textContent = name.slice(at, at + typed.length);
    return [name.slice(0, at), mark, name.slice(at + typed.length)];
  };

  const draw = (one, typed) => {
    const item = $("row").content.firstElementChild.cloneNode(true);
    item.dataset.id = one.id;
    item.querySelector("b").replaceChildren(...marked(one.name, typed));
    item.querySelector("small").textContent = detail(one);
    const state = !one.isHere ? "" : { saved: "waiting", refused: "refused" }[one.row?.state] || "here";
    for (const chip of item.querySelectorAll("[data-state]")) chip.hidden = chip.dataset.state !== state;
    for (const button of item.querySelectorAll("button")) {
      button.hidden = { tap: one.isHere, undo: !one.row && !(one.isHere && one.refs?.length), by: !one.row || Boolean(one.row.body.by) }[button.dataset.do];
      button.setAttribute("aria-label", fill(button.dataset.label, { name: one.name }));
    }
    return item;
  };

  const showList = () => {
    const typed = fold($("find").value.trim());
    const found = typed.length < 2 ? people.filter((one) => one.row) : people.filter((one) => finds(one, typed));
    if (typed.length < 2) found.sort((a, b) => b.row.at - a.row.at); else found.sort(compare(typed));
    $("hint").hidden = found.length > 0 && typed.length >= 2;
    $("hint").textContent = typed.length < 2 ? (found.length ? $("hint").dataset.first : "") : $("hint").dataset.none;
    $("people").replaceChildren(...found.slice(0, MOST).map((one) => draw(one, typed)));
  };

  const showState = async () => {
    const mine = rows.filter((row) => row.kind === "sign_in" && !row.undone);
    const counts = { saved: rows.filter((row) => row.state !== "arrived").length, arrived: mine.filter((row) => row.state === "arrived").length };
    const data = $("state-title").dataset;
    const offline = link.isOnline === false || !navigator.onLine;
    const text = outbox.isRefused && counts.saved ? data.refused : offline ? data.offline : counts.saved ? data.waiting : data.online;
    $("state").dataset.state = offline || counts.saved ? "waiting" : "arrived";
    $("state-title").textContent = link.state === "opening" ? $("state").dataset.wait : fill(text, counts);
    $("state-text").textContent = `${fill($("state-text").dataset.words, counts)}${counts.saved ? ` ${$("state-text").dataset.safe}` : ""}`;
    $("state").dataset.saved = counts.saved;
    $("state").dataset.arrived = counts.arrived;
  };

  const showHead = () => {
    const { shown } = link;
    $("title").textContent = shown.title;
    $("hosted").textContent = fill(shown.host ? $("hosted").dataset.with : $("hosted").dataset.without, { name: shown.host, time: shown.ends });
    const came = people.filter((one) => one.row && one.isHere && isNews(one.row) && !shown.here_ids.includes(one.id)).length;
    const gone = people.filter((one) => !one.isHere && shown.here_ids.includes(one.id)).length;
    $("here").textContent = shown.here + came - gone;
    $("of-yes").textContent = fill($("of-yes").dataset.words, { yes: shown.yes });
    $("show-qr").hidden = !shown.qr;
    showFacts(shown.facts || []);
  };

  const showFacts = (facts) => {
    $("facts").hidden = !facts.length;
    $("facts-list").replaceChildren(...facts.map((one) => {
      const item = $("fact").content.firstElementChild.cloneNode(true);
      item.querySelector("b").textContent = one.figure;
      item.querySelector("b").hidden = !one.figure;
      item.querySelector("span").textContent = one.text;
      item.querySelector("small").textContent = one.source;
      return item;
    }));
  };

  const show = async () => {
    rows = await outbox.rows();
    const isOpen = link.state === "open" && link.shown;
    $("open").hidden = $("acts").hidden = !isOpen;
    $("closed").hidden = isOpen || link.state === "opening";
    if (isOpen) { gather(); showHead(); showList(); } else {
      const data = $("closed-text").dataset;
      $("closed-text").textContent = fill(data[link.state] || data.over, { time: link.opensAt ? clock(link.opensAt) : "" });
      $("people").replaceChildren();
      $("title").textContent = document.title.split(" · ")[0];
      $("here").textContent = "–";
      $("hosted").textContent = $("of-yes").textContent = "";
    }
    showState();
  };

  const offerHere = (select, but) => {
    const here = people.filter((one) => one.isHere && one.id !== but).sort((a, b) => a.name.localeCompare(b.name));
    select.replaceChildren(new Option("", ""), ...here.map((one) => new Option(one.digits ? `${one.name} (${one.digits})` : one.name, one.id)));
  };
  const askWho = (one) => {
    $("with-title").textContent = fill($("with-title").dataset.words, { name: one.name });
    offerHere($("with-whom"), one.id);
    $("with").dataset.ref = one.row.ref;
    $("with").showModal();
  };
  $("with-form").addEventListener("submit", (event) => {
    if (event.submitter?.value === "save" && $("with-whom").value) outbox.change($("with").dataset.ref, { by: $("with-whom").value });
  });

  const say = (text, one) => { $("said").textContent = fill(text, { name: one.name }); };
  const again = () => { $("find").focus(); $("find").select(); };

  $("people").addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    const one = button && people.find((other) => String(other.id) === button.closest("li").dataset.id);
    if (!one) return undefined;
    if (button.dataset.do === "by") return askWho(one);
    button.disabled = true;
    if (button.dataset.do === "tap") { await outbox.add("sign_in", { person: one.id, name: one.name }); say(words.signed, one); again(); } else {
      if (one.row) await outbox.change(one.row.ref, {}, { undone: true });
      // What another phone wrote down is taken back by its own marks, in whatever order both arrive.
      for (const ref of one.row ? [one.row.ref] : one.refs) await outbox.add("undo", { of: ref, person: one.id });
      say(words.undone, one);
    }
    return undefined;
  });
  $("find").addEventListener("input", showList);

  const form = $("person-form");
  const consent = () => link.shown.consent[form.elements.language.value] || link.shown.consent.en;
  const showConsent = () => { $("consent-words").textContent = consent().words; $("consent-words").lang = form.elements.language.value; };
  form.addEventListener("change", showConsent);
  $("new").addEventListener("click", () => {
    const typed = $("people").childElementCount ? "" : $("find").value.trim();
    form.reset();
    $("person-problem").hidden = true;
    if (typed.replace(/\D/g, "").length > 6) $("phone").value = typed;
    else if (!/\d/.test(typed)) $("name").value = typed;
    offerHere($("by"));
    showConsent();
    $("person").showModal();
    $("name").focus();
  });
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.value === "cancel") return;
    const [name, phone] = [$("name").value.trim(), $("phone").value.trim()];
    event.preventDefault();
    if (!name && !phone) {
      $("person-problem").textContent = $("person-problem").dataset.empty;
      $("person-problem").hidden = false;
      $("name").focus();
      return;
    }
    const language = form.elements.language.value;
    const said = { name, phone, language, minor: $("minor").checked, consent: $("consent").checked && phone ? consent().key : "", by: $("by").value };
    $("save").disabled = true;
    await outbox.add("sign_in", said);
    $("save").disabled = false;
    $("person").close();
    $("find").value = "";
    say(words.signed, { name: shortName(name || phone) });
    show();
  });

  $("show-qr").addEventListener("click", () => {
    $("qr-image").src = link.shown.qr;
    $("qr-address").textContent = link.shown.self_address;
    $("qr").showModal();
  });
  $("close").addEventListener("click", () => {
    const saved = Number($("state").dataset.saved);
    if (confirm(saved ? fill($("close").dataset.unsent, { saved }) : $("close").dataset.sure)) link.leave();
  });

  link.addEventListener("change", show);
  window.addEventListener("offline", showState);
  window.addEventListener("online", showState);
  await show();
})();
