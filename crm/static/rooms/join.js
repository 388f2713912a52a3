// Leads a registrant in by itself after a moment, unless she writes down who watches with her. Previewers run no scripts.
"use strict";
const form = document.getElementById("join");
document.getElementById("by-itself").hidden = false;
const timer = setTimeout(() => form.requestSubmit(), 2500);
document.getElementById("beside").addEventListener("toggle", () => { clearTimeout(timer); document.getElementById("by-itself").hidden = true; });
