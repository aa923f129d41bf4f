"use strict";
/* The site works without this file. It only smooths: a lost connection, a double press. */

const status = () => document.getElementById("status");
const say = (text) => { status().textContent = text; };

// A lost connection keeps what was chosen or written, says so, and offers to send it again.
const LOST = "No connection just now. Your line is still here: try again.";
const pressed = new WeakMap();
const lost = (form) => {
  const box = form?.querySelector("[data-lost]");
  const button = pressed.get(form);
  if (!box) { say(LOST); return; }
  const [again, chosen] = ["again", "chosen"].map((name) => box.querySelector(`[data-${name}]`));
  if (button && button !== again) {
    for (const other of form.querySelectorAll(".chosen")) { other.classList.remove("chosen"); }
    button.classList.add("chosen");
    again.name = button.name;
    again.value = button.value;
    chosen.textContent = button.name ? button.lastElementChild.textContent : "";
  }
  box.hidden = false;
  box.focus();
};
for (const name of ["htmx:error", "htmx:response:error"]) {
  document.addEventListener(name, (event) => {
    const status = event.detail?.ctx?.response?.status;
    if (status === undefined || status >= 500) { lost(event.target.closest?.("form")); }
  });
}
document.addEventListener("htmx:finally:request", (event) => {
  event.target.closest?.("form")?.removeAttribute("data-sending");
});

// One press, one request; the server would refuse the second anyway.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.hasAttribute("data-sending")) { event.preventDefault(); event.stopImmediatePropagation(); return; }
  form.setAttribute("data-sending", "");
  pressed.set(form, event.submitter);
  setTimeout(() => form.removeAttribute("data-sending"), 8000);
}, true);

// What the site keeps has dates and hours: they are those of this browser's clock, until somebody chooses others.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
document.addEventListener("submit", ({ target: form }) => {
  if (!zone || form.method !== "post" || form.elements.browser_time_zone) { return; }
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "browser_time_zone", value: zone });
  form.append(field);
}, true);

// What has just been put into the page says where to read on.
document.addEventListener("htmx:after:swap", () => {
  const here = document.querySelector("[data-focus]");
  here?.focus();
  here?.removeAttribute("data-focus");
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

// Copy in one press; where the browser does not allow it, the words are selected, ready to be copied by hand.
const select = (words) => {
  if (words.select) { words.select(); } else { getSelection().selectAllChildren(words); }
  say("Selected: copy it with your browser’s own command.");
};
const copy = async (button) => {
  const words = document.getElementById(button.dataset.copy);
  try { await navigator.clipboard.writeText(words.value ?? words.textContent); } catch { select(words); return; }
  say("");
  say("Copied");
  button.setAttribute("data-copied", "");
  setTimeout(() => button.removeAttribute("data-copied"), 2000);
};
for (const button of document.querySelectorAll("[data-copy], [data-print]")) { button.hidden = false; }
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copy], [data-print]");
  if (!button) { return; }
  if ("copy" in button.dataset) { copy(button); } else { window.print(); }
});
