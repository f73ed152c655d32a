// Draws a figure as SVG text. tiermixMeasure and tiermixOption are there already.
"use strict";
echarts.setPlatformAPI({ measureText: (text, font) => ({ width: tiermixMeasure(text, font || "12px sans-serif") }) });
globalThis.tiermixDraw = function (figure, width, height, font, colour, number, fine) {
  const screen = { width, font, colour, measure: tiermixMeasure, number, fine };
  const option = tiermixOption(JSON.parse(figure), screen);
  option.animation = false;
  delete option.tooltip;
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption(option);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
};
