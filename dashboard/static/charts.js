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

  // colours replaces the names of CSS variables by the colours of the theme in force.
  function colours(value, css) {
    if (typeof value === "string") {
      const name = /^var\((--[a-z0-9-]+)\)$/.exec(value);
      return name ? css.getPropertyValue(name[1]).trim() : value;
    }
    if (Array.isArray(value)) return value.map((v) => colours(v, css));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, colours(v, css)]));
    }
    return value;
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
  function tooltips(option, figure, css) {
    const find = (p) => (figure.tips && figure.tips[p.seriesIndex] || [])[p.dataIndex];
    option.tooltip = Object.assign(option.tooltip || {}, {
      confine: true, backgroundColor: css.getPropertyValue("--surface").trim(), borderColor: css.getPropertyValue("--axis").trim(),
      textStyle: { color: css.getPropertyValue("--text").trim(), fontSize: 12.5 },
      formatter: (p) => {
        const points = Array.isArray(p) ? p : [p];
        if (points[0].dataType === "node") return tip((figure.names[points[0].name] || []).join("\n"));
        const text = points.map(find).find(Boolean);
        return text ? tip(text) : "";
      },
    });
  }

  // units writes the numbers of value axes in the reader's language.
  function units(option, figure, width) {
    for (const axes of [option.xAxis, option.yAxis]) {
      const name = axes === option.xAxis && figure.along || figure.unit;
      const unit = name ? "\u00a0" + name : "";
      for (const axis of axes || []) {
        if (axis.type === "category" && axis.axisLabel && axis.axisLabel.width) {
          axis.axisLabel = Object.assign({}, axis.axisLabel, { width: Math.min(axis.axisLabel.width, Math.round(width * 0.44)) });
          if (width < 420 && !axis.axisLabel.rotate) {
            Object.assign(axis.axisLabel, { overflow: "break", fontSize: 11, lineHeight: 12, formatter: (v) => v.length > 40 ? v.slice(0, 39) + "…" : v });
          }
        }
        if (axes === option.xAxis && axis.type === "category" && width < 480) axis.axisLabel = Object.assign({}, axis.axisLabel, { alignMaxLabel: "right" });
        if (axis.type !== "value" || axis.axisLabel && axis.axisLabel.formatter) continue;
        const said = figure.doublings && axes === option.xAxis ? (v) => fine.format(2 ** v) : (v) => number.format(v) + unit;
        axis.axisLabel = Object.assign(axis.axisLabel || {}, { formatter: said });
      }
    }
  }

  // room gives a list of names the width that its longest name has on this screen, and the last mark of the axis half of its own, so that
  // none is cut off.
  function room(option, figure, el) {
    const axis = (option.yAxis || [])[0];
    const grid = (option.grid || [])[0];
    if (!grid || !axis || axis.type !== "category" || !axis.axisLabel) return;
    const size = axis.axisLabel.fontSize || 12;
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = size + "px " + option.textStyle.fontFamily;
    Object.assign(axis.axisLabel, { fontSize: size, fontFamily: option.textStyle.fontFamily });
    if (option.xAxis[0].type !== "value") return;
    const most = axis.axisLabel.width || el.clientWidth;
    const widest = Math.max(0, ...(axis.data || []).map((name) => pen.measureText(name).width));
    grid.left = Math.ceil(Math.min(most, 1.06 * widest)) + 14;
    const largest = Math.max(0, ...option.series.flatMap((s) => (s.data || []).map((d) => Math.abs(Number(d.value)) || 0)));
    const mark = pen.measureText(number.format(Math.round(2 * largest)) + (figure.unit ? "\u00a0" + figure.unit : "")).width;
    grid.right = Math.max(Number(grid.right) || 0, Math.ceil(mark / 2) + 4);
    grid.outerBoundsMode = "none";
    grid.bottom = Number(grid.bottom) + 24;
    // Numbers below the bars have room for about one mark on 60 pixels.
    option.xAxis[0].splitNumber = Math.max(2, Math.min(5, Math.floor((el.clientWidth - grid.left) / 60)));
  }

  // labels names the stages of a Sankey and the ends of lines.
  function labels(option, figure, css, width) {
    option.series.forEach((series, i) => {
      if (series.type === "sankey") {
        const small = width < 560;
        const out = {};
        for (const link of series.links) out[link.source] = (out[link.source] || 0) + link.value;
        const whole = Math.max(...Object.values(out));
        const paper = css.getPropertyValue("--surface").trim();
        const pen = document.createElement("canvas").getContext("2d");
        pen.font = "12.5px " + option.textStyle.fontFamily;
        const last = series.data.filter((node) => !out[node.name]).map((node) => pen.measureText(figure.names[node.name][0]).width);
        Object.assign(series, small ? { right: 108, nodeGap: 26 } : { right: Math.round(Math.min(0.3 * width, Math.max(100, ...last) * 1.06 + 14)) });
        series.label = Object.assign(series.label || {}, {
          formatter: (p) => { if (figure.quiet && figure.quiet[p.name] || small && p.value < 0.05 * whole) return ""; const [name, n] = figure.names[p.name]; return "{a|" + plain(small && name.length > 20 ? name.slice(0, 19) + "…" : name) + "}\n{n|" + n + "}"; },
          rich: {
            a: { fontSize: small ? 11 : 12.5, color: css.getPropertyValue("--text").trim(), lineHeight: 15, textBorderColor: paper, textBorderWidth: 3 },
            n: { fontSize: 11, color: css.getPropertyValue("--text-faint").trim(), lineHeight: 14, textBorderColor: paper, textBorderWidth: 3 },
          },
        });
        // Where there is no room beside a stage in the middle, its label stands above it.
        if (small) for (const node of series.data) if (/^(tier|back|again):/.test(node.name)) node.label = { position: "top" };
        series.labelLayout = { hideOverlap: true };
      }
      if (series.type === "heatmap" && series.label && series.label.show) series.label = Object.assign({}, series.label, { formatter: (p) => number.format(p.value[2]) });
      if (series.type === "line") series.showAllSymbol = true; // a mark must not go when labels get tight
      const end = figure.ends && figure.ends[i];
      if (end) series.endLabel = { show: true, formatter: plain(end), color: css.getPropertyValue("--text-faint").trim(), fontSize: 11, lineHeight: 14, distance: 6 };
    });
  }

  // annotate draws what people wrote: numbered lines across time, and the target of what is shown.
  function annotate(option, figure, css) {
    const faint = css.getPropertyValue("--text-soft").trim(), first = option.series[0];
    if (!first || !(figure.marks || figure.goal)) return;
    const label = { color: faint, fontSize: 11 };
    const data = (figure.marks || []).map((m) => ({ xAxis: m.at, label: Object.assign({}, label, { formatter: plain(m.text), position: "end" }) }));
    if (figure.goal) {
      data.push({ yAxis: figure.goal.value, label: Object.assign({}, label, { formatter: plain(figure.goal.text), position: "insideStartTop" }), lineStyle: { type: "dashed", width: 1.5 } });
      const axis = (option.yAxis || [])[0];
      if (axis && typeof axis.max === "number" && axis.max < figure.goal.value) axis.max = Math.ceil(figure.goal.value * 1.05);
      if (axis && typeof axis.min === "number" && axis.min > figure.goal.value) axis.min = Math.floor(figure.goal.value * 0.95);
    }
    for (const g of option.grid || []) if (Number(g.top) < 20 && figure.marks) g.top = 20;
    first.markLine = { silent: true, symbol: "none", lineStyle: { color: faint, type: "dotted", width: 1.5 }, data };
  }

  // plain keeps a text from being read as rich text markup by the drawing library.
  const plain = (text) => text.replace(/[{}|]/g, (c) => ({ "{": "(", "}": ")", "|": "¦" })[c]);

  function draw(el, figure) {
    const css = style();
    const option = colours(structuredClone(figure.option), css);
    const old = drawn.get(el);
    option.animation = !old && !calm.matches; // a chart that is drawn anew for another width or theme stands at once
    option.animationDuration = 300;
    option.textStyle = { fontFamily: getComputedStyle(document.body).fontFamily, color: css.getPropertyValue("--text-soft").trim() };
    for (const g of option.grid || []) if (g.containLabel) { delete g.containLabel; g.outerBoundsMode = "same"; g.outerBoundsContain = "axisLabel"; }
    tooltips(option, figure, css);
    units(option, figure, el.clientWidth);
    room(option, figure, el);
    labels(option, figure, css, el.clientWidth);
    annotate(option, figure, css);
    if (el.clientWidth < 480 && option.legend && option.legend.show) for (const g of option.grid || []) g.bottom = g.outerBoundsMode === "none" ? 76 : 52;
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
