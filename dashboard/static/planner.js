// Plans anew while a number of the form moves: the server computes the page of the new address, and what is different about
// it takes its place. Without this script the form is sent by its button.
"use strict";
(function () {
  const form = document.querySelector("form.assume");
  if (!form) return;
  const pause = 120; // ms without a move, before the server is asked
  let timer, asked;

  // address is the page with what is typed; empty fields are left out.
  function address() {
    const values = [...new FormData(form)].filter(([, value]) => value !== "");
    return form.getAttribute("action") + "?" + new URLSearchParams(values);
  }

  const says = () => form.querySelector("[role=status]");

  async function plan() {
    asked?.abort();
    asked = new AbortController();
    const to = address();
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(to, { signal: asked.signal, headers: { Accept: "text/html" } });
      const understood = answer.ok || answer.status === 400; // 400: a page that says what is wrong with a number
      if (!understood || !answer.headers.get("Content-Type")?.startsWith("text/html")) throw new Error("status " + answer.status);
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
      history.replaceState(null, "", form.dataset.here);
      says().textContent = says().dataset.done;
      form.removeAttribute("aria-busy");
    } catch (err) {
      if (err.name === "AbortError") return;
      console.error("plan " + to + ": " + err);
      says().textContent = says().dataset.failed;
      form.removeAttribute("aria-busy");
    }
  }

  // show puts what is new in the place of what is old. The form stays, so that the hand on it does not let go.
  function show(page) {
    for (const part of [".tiles", ".side ul", ".langs"]) replace(part, page);
    notices(page);
    for (const fresh of page.querySelectorAll("main .card[id]")) {
      const old = document.getElementById(fresh.id);
      if (!old) continue;
      if (!old.contains(form)) { card(old, fresh); continue; }
      remarks(fresh);
      form.dataset.here = fresh.querySelector("form.assume").dataset.here;
    }
  }

  function replace(selector, page) {
    const old = document.querySelector(selector), fresh = page.querySelector(selector);
    if (old && fresh) old.replaceWith(fresh);
    else old?.remove();
    if (!old && fresh && selector === ".tiles") document.querySelector(".cards").before(fresh);
  }

  function notices(page) {
    for (const old of document.querySelectorAll("main > .notice")) old.remove();
    document.querySelector("main > header").after(...page.querySelectorAll("main > .notice"));
  }

  // card takes over a card; a chart keeps its canvas and loads its new data, and the reader's choice of chart or table stays.
  function card(old, fresh) {
    const table = old.querySelector('[data-view="table"][aria-pressed="true"]');
    const was = old.querySelector("[data-chart]"), is = fresh.querySelector("[data-chart]");
    const open = old.querySelector("details[open]");
    const scrolled = old.querySelector(".scroll")?.scrollTop;
    if (was && is && was.dataset.drawn) {
      was.dataset.chart = is.dataset.chart;
      is.replaceWith(was);
    }
    old.replaceWith(fresh);
    if (open) fresh.querySelector(":scope > details")?.setAttribute("open", "");
    if (scrolled) fresh.querySelector(".scroll")?.scrollTo(0, scrolled);
    if (is) document.dispatchEvent(new CustomEvent("chart", { detail: fresh.querySelector("[data-chart]") }));
    if (table) fresh.querySelector('[data-view="table"]')?.click();
  }

  // remarks are what the server says to each field: what holds without it, and what is wrong.
  function remarks(fresh) {
    for (const p of fresh.querySelectorAll(".field p[id]")) {
      const old = document.getElementById(p.id);
      const fault = p.querySelector(".fault");
      const input = old?.closest(".field").querySelector("input[name]");
      old?.replaceChildren(...p.childNodes);
      if (fault) input?.setAttribute("aria-invalid", "true"); else input?.removeAttribute("aria-invalid");
    }
    const link = form.querySelector(".send a"), now = fresh.querySelector(".send a");
    if (link) link.remove();
    if (now) form.querySelector(".send button").after(" ", now);
  }

  // Numbers have the decimal mark of the page's language; sliders have a point.
  const comma = document.documentElement.lang === "de";
  const written = (number) => comma ? number.replace(".", ",") : number;
  function number(text) {
    const plain = !comma ? text.replaceAll(",", "") : text.includes(",") ? text.replaceAll(".", "").replace(",", ".") : text;
    return plain.trim() === "" ? NaN : Number(plain);
  }

  function moved(event) {
    const input = event.target;
    if (input.dataset.for) document.getElementById(input.dataset.for).value = written(input.value);
    else {
      const slider = input.closest(".field")?.querySelector("input[type=range]");
      if (slider) slider.value = Number.isFinite(number(input.value)) ? number(input.value) : slider.dataset.at;
    }
    clearTimeout(timer);
    timer = setTimeout(plan, pause);
  }

  form.addEventListener("input", moved);
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); plan(); });
})();
