"use strict";
/* The site works without this file. It only smooths: a lost connection, a double press. */

const status = () => document.getElementById("status");
const say = (text) => { status().textContent = text; };

// A lost connection keeps what was chosen or written, and says so.
const LOST = "No connection just now. Your line is still here: try again.";
for (const name of ["htmx:error", "htmx:response:error"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.closest?.("form");
    form?.removeAttribute("data-sending");
    const box = form?.querySelector("[data-lost]");
    if (box) { box.hidden = false; box.focus(); } else { say(LOST); }
  });
}

// One press, one request; the server would refuse the second anyway.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.hasAttribute("data-sending")) { event.preventDefault(); return; }
  form.setAttribute("data-sending", "");
  setTimeout(() => form.removeAttribute("data-sending"), 8000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sending]")) { form.removeAttribute("data-sending"); }
});
