"use strict";
// Adds search, filters and the way back from a quote. Without it everything can still be read.
(() => {
  const main = document.getElementById("main");
  const one = (id) => document.getElementById(id);
  const show = (target) => {
    for (let at = target; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
      if (at.hidden && at.dataset.level) at.hidden = false;
    }
    target.scrollIntoView({ block: "center" });
    target.classList.add("hit");
    setTimeout(() => target.classList.remove("hit"), 2500);
  };

  // 1. From a quote to its words in the preserved text, and back again.
  const trail = [];
  const back = one("back");
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && one(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    trail.push(link);
    back.hidden = false;
    history.replaceState(null, "", link.hash);
    show(target);
    if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
  });
  back.addEventListener("click", () => {
    const link = trail.pop();
    back.hidden = trail.length === 0;
    if (link) { show(link); link.focus({ preventScroll: true }); }
  });

  // 2. Search over everything that can be named, folded parts included.
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u0652\u0640]/g, "")
    .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647");
  let entries = null;
  const all = () => entries || (entries = [...main.querySelectorAll(
    ".incident, .claims > li, tr, .source > h3, .text p, .elements > li, .dispute")]
    .map((element) => ({ element, text: null })));
  let hits = [], at = -1, asked = "";
  const find = one("find"), found = one("found");
  const next = () => {
    const words = fold(find.value.trim()).split(/\s+/).filter(Boolean);
    if (!words.length) { found.textContent = ""; hits = []; asked = ""; return; }
    if (asked !== words.join(" ")) {
      asked = words.join(" ");
      hits = all().filter((entry) => {
        entry.text = entry.text ?? fold(entry.element.textContent);
        return words.every((word) => entry.text.includes(word));
      });
      hits = hits.filter(({ element }) => !hits.some((other) => other.element !== element
        && hits.length < 2000 && element.contains(other.element)));
      at = -1;
    }
    at = hits.length ? (at + 1) % hits.length : -1;
    found.textContent = hits.length ? `${at + 1} / ${hits.length}` : found.dataset.none;
    if (hits.length) show(hits[at].element);
  };
  find.addEventListener("keydown", (event) => { if (event.key === "Enter") next(); });
  one("find-next").addEventListener("click", next);

  // 3. Filters: rows of a list by the value of one of their properties.
  for (const box of document.querySelectorAll("[data-filters]")) {
    box.hidden = false;
    box.addEventListener("change", () => {
      const wanted = new Set([...box.querySelectorAll("input:checked")].map((input) => input.value));
      for (const row of one(box.dataset.filters).querySelectorAll("[data-level]")) {
        row.hidden = !wanted.has(row.dataset.level);
      }
    });
  }
  one("tools").hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/INPUT|TEXTAREA/.test(document.activeElement.tagName)) {
      event.preventDefault();
      find.focus();
    }
  });
})();
