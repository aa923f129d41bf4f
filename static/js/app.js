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

// Where the reader is, so that any device can go on from there. The server keeps it only of those who have begun.
const reader = document.querySelector("[data-position]");
if (reader) {
  const passing = new Set();
  let scrolled = false, here = "", sent = "", wait = 0;
  const send = () => {
    if (!here || here === sent) { return; }
    sent = here;
    const body = new URLSearchParams({ block: here });
    fetch(reader.dataset.position, { method: "POST", body, keepalive: true }).catch(() => { sent = ""; });
  };
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) { passing[isIntersecting ? "add" : "delete"](target); }
    const innermost = [...reader.querySelectorAll("[data-block]")].filter((block) => passing.has(block)).pop();
    if (!scrolled || !innermost) { return; }
    here = innermost.id;
    clearTimeout(wait);
    wait = setTimeout(send, 1500);
  }, { rootMargin: "-40% 0px -60% 0px" });
  const watch = () => { for (const block of reader.querySelectorAll("[data-block]")) { watcher.observe(block); } };
  watch();
  document.addEventListener("htmx:after:swap", watch);
  window.addEventListener("scroll", () => { scrolled = true; }, { once: true, passive: true });
  window.addEventListener("pagehide", send);
}
