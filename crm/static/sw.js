// Keeps the bare pages of the door and of the one-on-one (which stands in for Today too) and what they are drawn with, so
// that they open without a signal.
// They hold nobody's name: what they show lies in the phone's own store. Nothing else is ever kept; the one-on-one's page,
// which is a signed-in user's, goes when she signs out.
"use strict";
const KEPT = "reinvest-door-1";
const DOOR = /^\/(door|kiosk)\/[^/]+$/;
const TALKS = ["/one-on-ones/new", "/today"];
const SHELLS = { door: "/door/shell", kiosk: "/kiosk/shell", talk: "/one-on-ones/shell" };
const CACHES = { talk: "reinvest-talks-1" };
const PATIENCE = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// A page asks for its bare page to be kept, with what it is drawn with; what is kept already is not fetched again.
const drawnWith = (html) => [...html.matchAll(/(?:href|src|data-icons)="(\/static\/[^"]+)"/g)].map(([, file]) => file);
self.addEventListener("message", (event) => event.waitUntil((async () => {
  const { kind, files = [] } = event.data || {};
  if (!SHELLS[kind]) return;
  const credentials = kind === "talk" ? "same-origin" : "omit";
  const bare = await fetch(SHELLS[kind], { credentials, cache: "no-cache" });
  if (!bare.ok || bare.redirected) return;
  const cache = await caches.open(CACHES[kind] || KEPT);
  await cache.put(SHELLS[kind], bare.clone());
  const wanted = [...files, ...drawnWith(await bare.text())].map((file) => new URL(file, self.location));
  await Promise.all([...new Set(wanted.filter((file) => file.pathname.startsWith("/static/")).map(String))].map(async (file) => {
    if (await cache.match(file)) return;
    const answer = await fetch(file, { credentials: "omit", cache: "no-cache" });
    if (answer.ok) await cache.put(file, answer);
  }));
  event.ports[0]?.postMessage("kept");
})()));

const shell = async (request, kind) => {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status < 500) return answer;
    throw new Error(String(answer.status));
  } catch (error) {
    const kept = await caches.match(SHELLS[kind]);
    if (kept) return kept;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  const door = DOOR.exec(address.pathname);
  if (request.mode === "navigate" && door) event.respondWith(shell(request, door[1]));
  else if (request.mode === "navigate" && TALKS.includes(address.pathname)) event.respondWith(shell(request, "talk"));
  else if (address.pathname.startsWith("/static/")) {
    event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
  }
});
