// A phone or tablet at a door: opens the link once, keeps what the door shows for when there is no signal, and forgets it
// at the end. What people sign in with goes through the outbox, whatever the door says.
"use strict";
class DoorLink extends EventTarget {
  static EVERY = 15000;

  static async begin(kind) {
    const link = new DoorLink();
    link.kind = kind;
    link.token = decodeURIComponent(location.pathname.split("/").pop());
    link.outbox = await Outbox.open(`${kind}-${link.token}`);
    link.shown = (await link.outbox.recall("shown")) || null;
    link.state = link.shown ? "open" : "opening";
    link.outbox.addEventListener("change", () => link.#tell());
    link.#keepPage();
    link.#ended();
    link.#tell();
    link.refresh();
    link.outbox.send();
    setInterval(() => { link.#ended(); if (!document.hidden) link.refresh(); }, DoorLink.EVERY);
    window.addEventListener("online", () => link.refresh());
    return link;
  }

  now() { return Date.now() + (this.skew || 0); }

  async refresh() {
    const device = await this.outbox.recall("device");
    if (this.state === "left") return;
    const asked = Date.now();
    try {
      const answer = device ? await this.#call("/door/list", { headers: { "X-Device-Token": device } })
        : await this.#call("/door/open", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ token: this.token, kind: this.kind }) });
      this.isOnline = true;
      const told = await answer.json();
      if (answer.ok) await this.#show({ ...told, asked });
      else if (answer.status === 403) await this.#closed(told);
    } catch {
      this.isOnline = false;
      if (this.state === "opening") this.state = "lost";
    }
    this.#tell();
  }

  // This phone is done: the list goes, what has not arrived stays.
  async leave() {
    await this.#forget("left");
    this.#tell();
  }

  async #show(told) {
    const { device, ...shown } = told;
    if (device) await this.outbox.remember("device", device);
    this.skew = shown.now - Date.now();
    this.shown = shown;
    this.state = "open";
    await this.outbox.remember("shown", shown);
    this.outbox.send();
  }

  async #closed(told) {
    this.opensAt = told.opens_at;
    await this.#forget(told.state === "early" ? "early" : "over");
  }

  async #forget(state) {
    this.state = state;
    this.shown = null;
    await this.outbox.forget("shown");
    await this.outbox.clear();
  }

  #ended() {
    if (this.shown && this.now() >= this.shown.ends_at) this.#forget("over").then(() => this.#tell());
  }

  #call(address, options) {
    return fetch(address, { credentials: "omit", redirect: "error", cache: "no-store", signal: AbortSignal.timeout(10000), ...options });
  }

  #tell() { this.dispatchEvent(new Event("change")); }

  // The service worker keeps the bare page and what it is drawn with, so that a reload works without a signal.
  async #keepPage() {
    if (!("serviceWorker" in navigator)) return;
    const registration = await navigator.serviceWorker.register("/sw.js", { scope: `/${this.kind === "host" ? "door" : "kiosk"}/` });
    const worker = registration.active || registration.waiting || registration.installing;
    const drawn = [...document.querySelectorAll("link[href], script[src]")].map((one) => one.href || one.src);
    const fetched = performance.getEntriesByType("resource").map((one) => one.name);
    const files = [...new Set([...drawn, ...fetched])].filter((one) => new URL(one).origin === location.origin);
    const heard = new MessageChannel();
    heard.port1.onmessage = () => { document.documentElement.dataset.kept = "yes"; };
    worker.postMessage({ kind: this.kind === "host" ? "door" : "kiosk", files }, [heard.port2]);
  }
}
