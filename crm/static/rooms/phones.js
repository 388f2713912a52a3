// The newest text of the phone in view; the page works without this file.
"use strict";
const toNewest = () => { const thread = document.getElementById("thread"); if (thread) thread.scrollTop = thread.scrollHeight; };
document.addEventListener("htmx:afterSwap", toNewest);
document.addEventListener("DOMContentLoaded", toNewest);
