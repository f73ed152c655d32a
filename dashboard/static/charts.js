// Draws the charts of a page from the data of their addresses, switches chart and table, and keeps the theme.
// Text from the data is only ever set as text, never as markup.
"use strict";
(function () {
  const lang = document.documentElement.lang;
  const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 });
  const fine = new Intl.NumberFormat(lang, { maximumSignificantDigits: 3 });
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const drawn = new Map(); // element -> {chart, figure}

  const style = () => getComputedStyle(document.documentElement);

  const pen = document.createElement("canvas").getContext("2d");

  // screen is what the option of a chart depends on besides its figure.
  function screen(el) {
    const css = style();
    return {
      width: el.clientWidth, font: getComputedStyle(document.body).fontFamily.replaceAll('"', "'"), // ECharts puts it into an attribute of SVG as it is
      colour: (name) => css.getPropertyValue(name).trim(),
      measure: (text, font) => { pen.font = font; return pen.measureText(text).width; },
      number: (v) => number.format(v), fine: (v) => fine.format(v),
    };
  }

  function tip(lines) {
    const box = document.createElement("div");
    lines.split("\n").forEach((line, i) => {
      const row = document.createElement(i === 0 ? "b" : "div");
      row.textContent = line;
      box.append(row);
    });
    return box;
  }

  // tooltips finds the text of a point; axis tooltips show the first series that has one.
  function tooltips(option, figure, colour) {
    const find = (p) => (figure.tips && figure.tips[p.seriesIndex] || [])[p.dataIndex];
    option.tooltip = Object.assign(option.tooltip || {}, {
      confine: true, backgroundColor: colour("--surface"), borderColor: colour("--axis"),
      textStyle: { color: colour("--text"), fontSize: 12.5 },
      formatter: (p) => {
        const points = Array.isArray(p) ? p : [p];
        if (points[0].dataType === "node") return tip((figure.names[points[0].name] || []).join("\n"));
        const text = points.map(find).find(Boolean);
        return text ? tip(text) : "";
      },
    });
  }

  function draw(el, figure) {
    const here = screen(el), old = drawn.get(el);
    const option = tiermixOption(figure, here);
    option.animation = !old && !calm.matches; // a chart that is drawn anew for another width or theme stands at once
    option.animationDuration = 300;
    tooltips(option, figure, here.colour);
    const chart = old ? old.chart : echarts.init(el, null, { renderer: "canvas" });
    chart.setOption(option, true);
    if (!old && figure.links) chart.on("click", (p) => follow(figure, p));
    drawn.set(el, { chart, figure });
  }

  function follow(figure, p) {
    const link = (figure.links[p.seriesIndex] || [])[p.dataIndex];
    if (link && link.startsWith("/")) location.assign(link);
  }

  function fail(el, text) {
    el.classList.remove("waiting");
    el.classList.add("failed");
    el.setAttribute("role", "alert");
    const p = document.createElement("p");
    p.className = "problem";
    p.textContent = text;
    el.replaceChildren(p);
  }

  async function load(el) {
    const address = el.dataset.chart;
    if (!drawn.has(el)) el.classList.add("waiting");
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      const figure = await answer.json();
      if (address !== el.dataset.chart) return; // planned anew meanwhile
      el.classList.remove("waiting");
      if (!answer.ok) return fail(el, figure.error || el.dataset.failed);
      if (!figure.option) return fail(el, figure.empty || el.dataset.failed);
      if (figure.height) { el.style.height = figure.height + "px"; el.style.flex = "none"; }
      draw(el, figure);
      el.dataset.drawn = "true";
    } catch (err) {
      console.error("chart " + el.dataset.chart + ": " + err);
      fail(el, el.dataset.failed);
    }
  }

  function redraw() { for (const [el, { figure }] of drawn) draw(el, figure); }

  function view(button) {
    const card = button.closest(".card");
    const table = button.dataset.view === "table";
    for (const b of card.querySelectorAll("[data-view]")) b.setAttribute("aria-pressed", String(b === button));
    card.querySelector(".as-table").classList.toggle("shown", table);
    const el = card.querySelector(".chart");
    el.hidden = table;
    el.style.display = table ? "none" : "";
    if (!table && drawn.has(el)) drawn.get(el).chart.resize();
  }

  // save keeps a chart as a picture, as it stands on the page.
  function save(button) {
    const card = button.closest(".card");
    const el = card.querySelector(".chart");
    const known = drawn.get(el);
    if (!known) return;
    const paper = style().getPropertyValue("--surface").trim();
    let address;
    if (button.dataset.save === "png") {
      address = known.chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: paper });
    } else {
      const copy = echarts.init(null, null, { renderer: "svg", ssr: true, width: Math.max(known.chart.getWidth(), 320), height: Math.max(known.chart.getHeight(), 160) });
      copy.setOption(Object.assign({}, known.chart.getOption(), { animation: false, backgroundColor: paper }));
      address = URL.createObjectURL(new Blob([copy.renderToSVGString()], { type: "image/svg+xml" }));
      copy.dispose();
    }
    const link = document.createElement("a");
    link.href = address;
    link.download = card.id + "." + button.dataset.save;
    link.click();
    if (address.startsWith("blob:")) setTimeout(() => URL.revokeObjectURL(address), 10000);
    card.dataset.saved = button.dataset.save;
    button.closest(".menu").open = false;
  }

  const dark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };

  function themeSwitch() {
    const button = document.querySelector("[data-theme-switch]");
    if (!button) return;
    const name = () => { button.textContent = dark() ? button.dataset.light : button.dataset.dark; };
    button.addEventListener("click", () => {
      const theme = dark() ? "light" : "dark";
      document.documentElement.dataset.theme = theme;
      try { localStorage.setItem("tiermix-theme", theme); } catch { /* not kept */ }
      name();
      redraw();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { name(); redraw(); });
    name();
  }

  function menus() {
    const open = () => document.querySelector(".menu[open]");
    document.addEventListener("click", (e) => { const m = open(); if (m && !m.contains(e.target)) m.open = false; });
    document.addEventListener("keydown", (e) => {
      if (e.key !== "Escape") return;
      if (document.querySelector("dialog[open]")) return;
      const m = open();
      if (m) { m.open = false; m.querySelector("summary").focus(); return; }
      const clear = document.querySelector("[data-clear]");
      if (clear) location.assign(clear.getAttribute("href"));
    });
    // A panel that would stick out on the right hangs from the other end of its button.
    for (const m of document.querySelectorAll(".menu")) {
      m.addEventListener("toggle", () => {
        m.classList.remove("flip");
        const panel = m.querySelector(".panel");
        if (m.open && panel.getBoundingClientRect().right > document.documentElement.clientWidth) m.classList.add("flip");
      });
    }
    // Empty dates are left out of the address.
    document.querySelector(".filters")?.addEventListener("submit", (e) => {
      for (const input of e.target.querySelectorAll('input[type="date"]')) if (!input.value) input.disabled = true;
    });
  }

  // keys: single letters lead to addresses that the server has worked out; nothing happens while something is typed or a control key is held.
  function keys() {
    const sheet = document.querySelector("dialog.keys");
    if (!sheet) return;
    document.querySelector("[data-help]")?.addEventListener("click", () => sheet.showModal());
    const names = { d: "d", w: "w", m: "m", q: "q", y: "y", x: "x", ArrowLeft: "previous", ArrowRight: "next" };
    document.addEventListener("keydown", (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || e.target.closest("input, textarea, select, [contenteditable], dialog, .scroll")) return;
      if (e.key === "?") { e.preventDefault(); sheet.showModal(); return; }
      if (e.key === "/") { e.preventDefault(); find(); return; }
      const address = sheet.dataset[names[e.key.length === 1 ? e.key.toLowerCase() : e.key]];
      if (address) { e.preventDefault(); location.assign(address); }
    });
  }

  // find opens the filter and puts the cursor where its values are searched.
  function find() {
    const menu = document.querySelector('[data-menu="dims"]');
    if (!menu) return;
    menu.open = true;
    menu.querySelector("[data-find]").focus();
  }

  // search shows the values of the filter that hold what is typed.
  function search() {
    for (const field of document.querySelectorAll("[data-find]")) {
      field.addEventListener("input", () => {
        const wanted = field.value.trim().toLocaleLowerCase(lang);
        for (const dim of field.closest(".panel").querySelectorAll(".dim")) {
          let found = false;
          for (const choice of dim.querySelectorAll(".choice")) {
            choice.hidden = wanted !== "" && !choice.textContent.toLocaleLowerCase(lang).includes(wanted);
            found = found || !choice.hidden;
          }
          dim.hidden = !found;
          if (wanted !== "") dim.open = found;
        }
      });
    }
  }

  document.addEventListener("click", (e) => {
    const b = e.target.closest("[data-view]");
    if (b) view(b);
    const s = e.target.closest("[data-save]");
    if (s) save(s);
  });
  themeSwitch();
  menus();
  keys();
  search();
  const watch = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const known = drawn.get(target);
      if (!known || target.clientWidth === 0) continue;
      const wider = target.clientWidth !== known.chart.getWidth();
      if (!wider && target.clientHeight === known.chart.getHeight()) continue;
      known.chart.resize();
      if (wider) draw(target, known.figure);
    }
  });
  for (const el of document.querySelectorAll("[data-chart]")) { load(el); watch.observe(el); }
  // A chart whose address or place is new: its page was planned anew.
  document.addEventListener("chart", ({ detail: el }) => {
    for (const [old, { chart }] of drawn) if (!old.isConnected) { chart.dispose(); watch.unobserve(old); drawn.delete(old); }
    load(el);
    watch.observe(el);
  });
  // Paper is light: the charts are drawn anew for it, and again for the screen afterwards.
  const paper = () => { for (const { chart } of drawn.values()) chart.resize(); redraw(); };
  matchMedia("print").addEventListener("change", paper);
})();
