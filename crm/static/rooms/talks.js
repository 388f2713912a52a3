// The one-on-ones of this phone: the outbox of whoever is signed in, and the bare page that opens without a signal.
"use strict";
const Talks = {
  page: document.querySelector("meta[name=talks]"),

  async open() {
    const box = await Outbox.open(`talks-${this.page.content}`);
    if (navigator.onLine && !document.querySelector("form[data-shell]")) await box.remember("device", this.page.dataset.token);
    // What has arrived is at home: nothing of it stays on the phone.
    box.addEventListener("change", async () => { if ((await box.counts()).arrived) await box.clear(); });
    for (const link of document.querySelectorAll("[data-talk]")) await box.remember(`name-${link.dataset.talk}`, link.dataset.name);
    await box.clear();
    box.send();
    return box;
  },

  async keepPage() {
    if (!("serviceWorker" in navigator)) return;
    const registration = await navigator.serviceWorker.register("/sw.js", { scope: "/one-on-ones/" });
    const worker = registration.active || registration.waiting || registration.installing;
    const answer = await fetch("/one-on-ones/shell", { cache: "no-store" });
    if (!answer.ok || answer.redirected) return;
    const bare = new DOMParser().parseFromString(await answer.text(), "text/html");
    const drawn = [...bare.querySelectorAll("link[href], script[src]")].map((one) => new URL(one.getAttribute("href") || one.getAttribute("src"), location).href);
    const icons = bare.querySelector("form[data-icons]").dataset.icons;
    const heard = new MessageChannel();
    heard.port1.onmessage = () => { document.documentElement.dataset.kept = "yes"; };
    worker.postMessage({ kind: "talk", files: [...drawn, new URL(icons, location).href] }, [heard.port2]);
  },
};
if (Talks.page && window.indexedDB) {
  Talks.box = Talks.open();
  Talks.keepPage().catch(() => {});
}
