// Makes reviewing quick; everything here can be done without it through links and forms.
// Single keys, and selecting words of the article: what is selected is asked of the server, which answers with the page.
"use strict";

const place = document.querySelector("[data-keys]");  // the page's addresses, and whether single keys are on
document.documentElement.classList.add("has-script");

// --- places in the text: characters as Python counts them, which are code points, not UTF-16 units ---------------

const points = (words) => Array.from(words).length;

function placeOf(node, offset) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const paragraph = element && element.closest("[data-start]");
  if (!paragraph) return null;
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  range.setEnd(node, offset);
  return Number(paragraph.dataset.start) + points(range.toString());
}

function selected() {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const text = document.querySelector(".archived .text");
  if (!text || !text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  return start !== null && end !== null && start < end ? { start, end } : null;
}

// --- asking for the page with these words, and putting its form and its article in place ---------------------------

let asking = null;

async function take(span) {
  if (!place || !place.dataset.selects) return;
  const address = new URL(place.dataset.selects, location.href);
  address.searchParams.set("start", span.start);
  address.searchParams.set("end", span.end);
  if (asking) asking.abort();
  asking = new AbortController();
  let page;
  try {
    const answer = await fetch(address, { signal: asking.signal, credentials: "same-origin" });
    if (!answer.ok) return location.assign(address);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch (problem) {
    if (problem.name !== "AbortError") location.assign(address);
    return;
  }
  for (const part of ["#panel", ".archived .text"]) {
    const now = document.querySelector(part), then = page.querySelector(part);
    if (!now || !then) return location.assign(address);
    now.replaceWith(then);
  }
  history.replaceState(null, "", address);
  window.getSelection().removeAllRanges();
  const first = document.querySelector("#panel .keep select, #panel .keep input:not([type=hidden]), #panel .keep button");
  if (first && choosing) first.focus();
  choosing = false;
  const panel = document.getElementById("panel").getBoundingClientRect();
  if (panel.top > window.innerHeight - 80 || panel.bottom < 80) document.getElementById("panel").scrollIntoView();
  say(page.querySelector("#panel textarea[name=words]"));
}

function say(words) {
  let told = document.getElementById("told");
  if (!told) {
    told = document.createElement("div");
    told.id = "told";
    told.className = "unseen";
    told.setAttribute("role", "status");
    document.body.append(told);
  }
  told.textContent = words ? words.value : "";
}

let pressed = false;
document.addEventListener("pointerdown", () => { pressed = true; });
document.addEventListener("pointerup", () => { pressed = false; later(); });
document.addEventListener("selectionchange", () => { if (!pressed && !choosing) later(); });

let waiting = 0;
function later() {
  clearTimeout(waiting);
  if (choosing) return;
  waiting = setTimeout(() => { const span = selected(); if (span) take(span); }, 350);
}

// --- selecting words with the keyboard -----------------------------------------------------------------------------

let choosing = false, words = [], at = 0, from = 0;

function wordsOf(text) {
  const found = [];
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest("[data-start]")) continue;
    for (const match of node.data.matchAll(/[\p{L}\p{N}\p{M}'’-]+/gu)) {
      found.push({ node, start: match.index, end: match.index + match[0].length });
    }
  }
  return found;
}

function choose() {
  const text = document.querySelector(".archived .text");
  if (!text || !place.dataset.selects) return;
  words = wordsOf(text);
  if (!words.length) return;
  const mark = text.querySelector("mark.f-chosen") || text.querySelector("mark");
  at = from = Math.max(0, words.findIndex((word) => mark && mark.contains(word.node)));
  choosing = true;
  text.tabIndex = -1;
  text.focus({ preventScroll: true });
  show();
}

function show() {
  const first = words[Math.min(at, from)], last = words[Math.max(at, from)];
  window.getSelection().setBaseAndExtent(first.node, first.start, last.node, last.end);
  words[at].node.parentElement.scrollIntoView({ block: "nearest" });
}

function vertical(step) {
  const box = (word) => {
    const range = document.createRange();
    range.setStart(word.node, word.start);
    range.setEnd(word.node, word.end);
    return range.getBoundingClientRect();
  };
  const here = box(words[at]);
  let line = null, best = at, far = Infinity;
  for (let n = at + step; n >= 0 && n < words.length; n += step) {
    const there = box(words[n]);
    if (Math.abs(there.top - here.top) < 4) continue;
    if (line === null) line = there.top;
    if (Math.abs(there.top - line) >= 4) break;
    const distance = Math.abs(there.left - here.left);
    if (distance < far) { far = distance; best = n; }
  }
  return best;
}

function move(event) {
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: words.length - 1 };
  const flip = getComputedStyle(words[at].node.parentElement).direction === "rtl";
  if (flip) [to.ArrowLeft, to.ArrowRight] = [to.ArrowRight, to.ArrowLeft];
  let next = to[event.key];
  if (event.key === "ArrowUp") next = vertical(-1);
  if (event.key === "ArrowDown") next = vertical(1);
  if (next === undefined) return false;
  at = Math.max(0, Math.min(words.length - 1, next));
  if (!event.shiftKey) from = at;
  show();
  return true;
}

// --- keys ------------------------------------------------------------------------------------------------------------

function press(selector) {
  const target = document.querySelector(selector);
  if (target) target.click();
  return Boolean(target);
}

function step(key) {
  const address = key === "j" ? place.dataset.next || place.dataset.following : place.dataset.previous;
  if (address) location.assign(address);
  return Boolean(address);
}

function edits() { return Array.from(document.querySelectorAll(".card.is-here .edit, .card.is-here .unsaid a")); }

function edit(by) {
  const links = edits();
  if (!links.length) return false;
  const now = links.indexOf(document.activeElement);
  links[(Math.max(0, now) + (now < 0 ? 0 : by) + links.length) % links.length].focus();
  return true;
}

const KEYS = {
  j: () => step("j"), k: () => step("k"),
  y: () => press(".judge [data-key=y]"), n: () => press(".judge [data-key=n]"), u: () => press(".judge [data-key=u]"),
  e: () => edit(0), a: () => press("[data-key=a]"), s: () => { choose(); return true; },
  z: () => press(".notice button"),
};

document.addEventListener("keydown", (event) => {
  if (!place || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (choosing) {
    if (event.key === "Enter") { const span = selected(); if (span) { event.preventDefault(); take(span); } return; }
    if (event.key === "Escape") { choosing = false; window.getSelection().removeAllRanges(); event.preventDefault(); return; }
    if (event.key === "Tab") { choosing = false; return; }
    if (move(event)) event.preventDefault();
    return;
  }
  const writes = event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select");
  if (event.key === "Escape") { if (press("[data-key=Escape]")) event.preventDefault(); return; }
  if (writes || place.dataset.keys !== "on" || event.shiftKey) return;
  if (edits().includes(document.activeElement) && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    if (edit(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    return;
  }
  const action = KEYS[event.key];
  if (action && action()) event.preventDefault();
});
