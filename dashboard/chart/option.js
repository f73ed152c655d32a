// Makes the option that ECharts draws out of a figure, for a screen or for paper. It asks for nothing but what the screen hands in, so that it runs in a browser and
// on the server alike:
//   width    of the chart in CSS pixels
//   font     family
//   colour   (name of a CSS variable) -> colour
//   measure  (text, CSS font) -> width in CSS pixels
//   number   (value) -> text with at most two decimals, in the reader's language
//   fine     (value) -> text with three significant digits
"use strict";
globalThis.tiermixOption = (function () {
  // colours replaces the names of CSS variables by the colours of the theme in force.
  function colours(value, screen) {
    if (typeof value === "string") {
      const name = /^var\((--[a-z0-9-]+)\)$/.exec(value);
      return name ? screen.colour(name[1]) : value;
    }
    if (Array.isArray(value)) return value.map((v) => colours(v, screen));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, colours(v, screen)]));
    }
    return value;
  }

  // units writes the numbers of value axes in the reader's language.
  function units(option, figure, screen) {
    const width = screen.width;
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
        const said = figure.doublings && axes === option.xAxis ? (v) => screen.fine(2 ** v) : (v) => screen.number(v) + unit;
        axis.axisLabel = Object.assign(axis.axisLabel || {}, { formatter: said });
      }
    }
  }

  // room gives a list of names the width that its longest name has on this screen, and the last mark of the axis half of its own, so that
  // none is cut off.
  function room(option, figure, screen) {
    const axis = (option.yAxis || [])[0];
    const grid = (option.grid || [])[0];
    if (!grid || !axis || axis.type !== "category" || !axis.axisLabel) return;
    const size = axis.axisLabel.fontSize || 12;
    const wide = (text) => screen.measure(text, size + "px " + screen.font);
    Object.assign(axis.axisLabel, { fontSize: size, fontFamily: screen.font });
    if (option.xAxis[0].type !== "value") return;
    const most = axis.axisLabel.width || screen.width;
    const widest = Math.max(0, ...(axis.data || []).map(wide));
    grid.left = Math.ceil(Math.min(most, 1.06 * widest)) + 14;
    const largest = Math.max(0, ...option.series.flatMap((s) => (s.data || []).map((d) => Math.abs(Number(d.value)) || 0)));
    const mark = wide(screen.number(Math.round(2 * largest)) + (figure.unit ? "\u00a0" + figure.unit : ""));
    grid.right = Math.max(Number(grid.right) || 0, Math.ceil(mark / 2) + 4);
    grid.outerBoundsMode = "none";
    grid.bottom = Number(grid.bottom) + 24;
    // Numbers below the bars have room for about one mark on 60 pixels.
    option.xAxis[0].splitNumber = Math.max(2, Math.min(5, Math.floor((screen.width - grid.left) / 60)));
  }

  // stages names the stages of a Sankey.
  function stages(series, figure, screen) {
    const small = screen.width < 560;
    const out = {};
    for (const link of series.links) out[link.source] = (out[link.source] || 0) + link.value;
    const whole = Math.max(...Object.values(out));
    const paper = screen.colour("--surface");
    const last = series.data.filter((node) => !out[node.name]).map((node) => screen.measure(figure.names[node.name][0], "12.5px " + screen.font));
    Object.assign(series, small ? { right: 108, nodeGap: 26 } : { right: Math.round(Math.min(0.3 * screen.width, Math.max(100, ...last) * 1.06 + 14)) });
    series.label = Object.assign(series.label || {}, {
      formatter: (p) => { if (figure.quiet && figure.quiet[p.name] || small && p.value < 0.05 * whole) return ""; const [name, n] = figure.names[p.name]; return "{a|" + plain(small && name.length > 20 ? name.slice(0, 19) + "…" : name) + "}\n{n|" + n + "}"; },
      rich: {
        a: { fontSize: small ? 11 : 12.5, color: screen.colour("--text"), lineHeight: 15, textBorderColor: paper, textBorderWidth: 3 },
        n: { fontSize: 11, color: screen.colour("--text-faint"), lineHeight: 14, textBorderColor: paper, textBorderWidth: 3 },
      },
    });
    // Where there is no room beside a stage in the middle, its label stands above it.
    if (small) for (const node of series.data) if (/^(tier|back|again):/.test(node.name)) node.label = { position: "top" };
    series.labelLayout = { hideOverlap: true };
  }

  // labels names the stages of a Sankey and the ends of lines.
  function labels(option, figure, screen) {
    option.series.forEach((series, i) => {
      if (series.type === "sankey") stages(series, figure, screen);
      if (series.type === "heatmap" && series.label && series.label.show) series.label = Object.assign({}, series.label, { formatter: (p) => screen.number(p.value[2]) });
      if (series.type === "line") series.showAllSymbol = true; // a mark must not go when labels get tight
      const end = figure.ends && figure.ends[i];
      if (end) series.endLabel = { show: true, formatter: plain(end), color: screen.colour("--text-faint"), fontSize: 11, lineHeight: 14, distance: 6 };
    });
  }

  // annotate draws what people wrote: numbered lines across time, and the target of what is shown.
  function annotate(option, figure, screen) {
    const faint = screen.colour("--text-soft"), first = option.series[0];
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

  return function (figure, screen) {
    const option = colours(JSON.parse(JSON.stringify(figure.option)), screen);
    option.textStyle = { fontFamily: screen.font, color: screen.colour("--text-soft") };
    for (const g of option.grid || []) if (g.containLabel) { delete g.containLabel; g.outerBoundsMode = "same"; g.outerBoundsContain = "axisLabel"; }
    units(option, figure, screen);
    room(option, figure, screen);
    labels(option, figure, screen);
    annotate(option, figure, screen);
    if (screen.width < 480 && option.legend && option.legend.show) for (const g of option.grid || []) g.bottom = g.outerBoundsMode === "none" ? 76 : 52;
    return option;
  };
})();
