// The one-on-ones of this phone: the outbox of whoever is signed in, and the bare page that opens without a signal.
"use strict";
const Talks = {
  page: document.querySelector("meta[name=talks]"),

  async open() {
    const box = await Outbox.open(`talks-${this.page.content}`);
    if (navigator.onLine && !document.querySelector("form[data-shell]")) await box.remember("device", this.page.dataset.token);
    // What has arrived is at home: nothing of it stays on the phone.
    box.addEventListener("change", async () => { if ((await box.counts()).arrived) await box.clear(); });
    await this.remember(box);
    await box.clear();
    box.addEventListener("change", () => this.tell(box));
    this.tell(box);
    box.send();
    return box;
  },

  // The people of this page by name, and who of them is under 18; on Today, the day itself.
  async remember(box) {
    for (const { dataset } of document.querySelectorAll("[data-talk]")) {
      await box.remember(`name-${dataset.talk}`, dataset.name);
      await box[dataset.minor === undefined ? "forget" : "remember"](`minor-${dataset.talk}`, "yes");
    }
    const day = document.querySelector("[data-day]");
    if (day) await box.remember("day", { at: Date.now(), html: day.innerHTML });
  },

  // A record that the server could not take is said on every page, until it is mended in its form.
  async tell(box) {
    const here = new URLSearchParams(location.search).get("contact");
    document.querySelectorAll("[data-not-taken]").forEach((note) => note.remove());
    for (const { body, said } of (await box.rows()).filter((row) => row.state === "refused" && row.body.contact !== here)) {
      const note = document.createElement("p");
      const link = document.createElement("a");
      note.className = "note warn";
      note.dataset.notTaken = body.contact;
      link.href = `/one-on-ones/new?contact=${encodeURIComponent(body.contact)}`;
      link.textContent = this.page.dataset.refused.replace("{name}", (await box.recall(`name-${body.contact}`)) || "–");
      note.append(`${said} `, link);
      document.querySelector("main").prepend(note);
    }
  },

  async keepPage() {
    if (!("serviceWorker" in navigator)) return;
    if (document.querySelector("[data-day]")) await navigator.serviceWorker.register("/sw.js", { scope: "/today" });
    const registration = await navigator.serviceWorker.register("/sw.js", { scope: "/one-on-ones/" });
    const worker = registration.active || registration.waiting || registration.installing;
    const heard = new MessageChannel();
    heard.port1.onmessage = () => { document.documentElement.dataset.kept = "yes"; };
    worker.postMessage({ kind: "talk" }, [heard.port2]);
  },
};
if (Talks.page && window.indexedDB) {
  Talks.box = Talks.open();
  Talks.keepPage().catch(() => {});
}
