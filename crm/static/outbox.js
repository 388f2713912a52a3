// What a phone saves without a signal: rows in IndexedDB by their UUID, sent until the server says that each has arrived.
// Any screen may use it: Outbox.open(name), add(kind, body), change(ref, body), rows(), send(); it tells "change".
// Only the server's word for a row empties the queue: a refusal, a redirect or a broken answer leaves everything as it is.
"use strict";
class Outbox extends EventTarget {
  static ADDRESS = "/door/sync";
  static AT_ONCE = 100;
  static PAUSE = { least: 2000, most: 60000 };

  static async open(name) {
    const box = new Outbox();
    box.name = name;
    box.database = await new Promise((resolve, reject) => {
      const asked = indexedDB.open(`reinvest-${name}`, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("rows", { keyPath: "ref" });
        asked.result.createObjectStore("facts");
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    // Whoever takes this store off the phone, on this page or another, finds no page that holds on to it.
    box.database.onversionchange = () => box.close();
    navigator.storage?.persist?.();
    for (const moment of ["online", "focus"]) window.addEventListener(moment, () => box.send());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) box.send(); });
    return box;
  }

  // From here on nothing is sent, tried again or told.
  close() {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.database.close();
  }

  static ref() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  // Facts: the device's token, and what the screen must remember over a reload.
  recall(key) { return this.#ask("facts", "readonly", (store) => store.get(key)); }
  remember(key, value) { return this.#ask("facts", "readwrite", (store) => store.put(value, key)); }
  forget(key) { return this.#ask("facts", "readwrite", (store) => store.delete(key)); }

  rows() { return this.#ask("rows", "readonly", (store) => store.getAll()); }

  async counts() {
    const counts = { saved: 0, arrived: 0, refused: 0 };
    for (const row of await this.rows()) counts[row.state] += 1;
    return counts;
  }

  // Saved on this phone before the promise is kept; sent as soon as there is a signal. The same ref again replaces the row.
  async add(kind, body, ref = Outbox.ref()) {
    const skew = (await this.recall("skew")) ?? null;
    const row = { ref, kind, at: Date.now(), skew, body, state: "saved", version: 1 };
    await this.#ask("rows", "readwrite", (store) => store.put(row));
    this.#tell();
    this.send();
    return row.ref;
  }

  // Says more about a row; it is sent again. What is kept for this phone alone goes into `own`.
  async change(ref, body, own = {}) {
    await this.#update([ref], (row) => ({
      ...row, ...own, body: { ...row.body, ...body },
      ...(Object.keys(body).length ? { state: "saved", version: row.version + 1 } : {}),
    }));
    this.#tell();
    this.send();
  }

  // Forgets what has arrived; what is still saved here alone stays.
  async clear() {
    const rows = await this.rows();
    const gone = rows.filter((row) => row.state === "arrived").map((row) => row.ref);
    await this.#ask("rows", "readwrite", (store) => { gone.forEach((ref) => store.delete(ref)); return store.count(); });
    this.#tell();
  }

  // Takes one row off the phone: the server has it from somewhere else.
  async drop(ref) {
    await this.#ask("rows", "readwrite", (store) => store.delete(ref));
    this.#tell();
  }

  // One send at a time over all pages of this phone; what fails is tried again, later and later.
  async send() {
    if (this.isClosed) return;
    clearTimeout(this.timer);
    const one = async () => {
      try { while (await this.#sendSome()) this.pause = 0; } catch { this.#later(); }
    };
    if (!navigator.locks) return one();
    return navigator.locks.request(`outbox-${this.name}`, one);
  }

  async #sendSome() {
    const token = await this.recall("device");
    const rows = (await this.rows()).filter((row) => row.state === "saved").slice(0, Outbox.AT_ONCE);
    if (!token || !rows.length) return false;
    const began = Date.now();
    const answer = await fetch(Outbox.ADDRESS, {
      method: "POST", credentials: "omit", redirect: "error", cache: "no-store", signal: AbortSignal.timeout(15000),
      headers: { "Content-Type": "application/json", "X-Device-Token": token },
      body: JSON.stringify({ sent_at: began, rows: rows.map(({ ref, kind, at, skew, body }) => ({ ref, kind, at, skew, body })) }),
    });
    if (this.isRefused !== (answer.status === 401)) { this.isRefused = answer.status === 401; this.#tell(); }
    if (!answer.ok) throw new Error(String(answer.status));
    const { now, results } = await answer.json();
    await this.remember("skew", Math.round(now - (began + Date.now()) / 2));
    const sent = new Map(rows.map((row) => [row.ref, row.version]));
    const told = Object.keys(results).filter((ref) => sent.has(ref));
    await this.#update(told, (row) => {
      if (row.version !== sent.get(row.ref)) return row;
      return results[row.ref] === "arrived" ? { ...row, state: "arrived", arrived: Date.now() } : { ...row, state: "refused", said: results[row.ref] };
    });
    this.#tell();
    return told.length > 0;
  }

  #later() {
    if (this.isClosed) return;
    const { least, most } = Outbox.PAUSE;
    this.pause = Math.min(most, Math.max(least, (this.pause || 0) * 2));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), this.pause * (0.75 + Math.random() / 2));
    this.#tell();
  }

  #tell() { if (!this.isClosed) this.dispatchEvent(new Event("change")); }

  #update(refs, changed) {
    return new Promise((resolve, reject) => {
      const deed = this.database.transaction("rows", "readwrite");
      const store = deed.objectStore("rows");
      for (const ref of refs) {
        const asked = store.get(ref);
        asked.onsuccess = () => { if (asked.result) store.put(changed(asked.result)); };
      }
      deed.oncomplete = () => resolve();
      deed.onerror = deed.onabort = () => reject(deed.error);
    });
  }

  #ask(name, mode, question) {
    return new Promise((resolve, reject) => {
      const deed = this.database.transaction(name, mode);
      const asked = question(deed.objectStore(name));
      deed.oncomplete = () => resolve(asked.result);
      deed.onerror = deed.onabort = () => reject(deed.error);
    });
  }
}
