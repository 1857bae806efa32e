"use strict";
/* Draws the map: a circle for each region, a line for each link, names where there is room for them. */
(function () {
  const element = document.getElementById("map");
  if (!element) return;
  const { keep, layoutOf } = window.reportPage;
  const data = JSON.parse(document.getElementById("map-data").textContent);
  const colour = document.getElementById("map-colour"), region = document.getElementById("map-region");
  const panel = element.parentElement.querySelector(".map-panel");
  const steps = [[0.5, "#9fb3c2"], [0.9, "#5b7b93"], [0.99, "#1f4e6e"], [Infinity, "#c2410c"]];
  const unused = "#d5dbe1";
  const largest = Math.max(...data.moments.flatMap((m) => m.size), 1e-9);
  const heaviest = Math.max(...data.moments.flatMap((m) => m.load.filter((load) => load !== null)), 1e-9);
  const edge = { left: 44, right: 12, top: 12, bottom: 26 };
  const hoverPoints = 9, widest = 9;
  let shown = null, first = null, drawnAt = 0;

  /* The plotting library reads tags and entities in its labels; these show text as it is. */
  function label(text) {
    return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  function story(name, titles, facts) {
    return "<b>" + label(name) + "</b>" + titles.map((t, i) => "<br>" + label(t) + ": " + label(facts[i])).join("");
  }

  function widthOf(load) { return load > 0 ? Math.max(1.2, (widest * load) / heaviest) : 1; }
  function colourOf(load, full) { return load > 0 ? steps.find(([limit]) => full < limit)[1] : unused; }
  function diameter(size, most) { return size > 0 ? Math.max(6, most * Math.sqrt(size / largest)) : 5; }
  function largestDiameter(box) { return Math.min(46, Math.max(22, box.width / 19)); }

  /* Returns the part of the sheet that fills the box, in one scale for both directions. */
  function whole(box) {
    const span = (values) => [Math.min(...values), Math.max(...values)];
    const [x0, x1] = span(data.x), [y0, y1] = span(data.y);
    const scale = Math.min((box.width - 110) / Math.max(x1 - x0, 0.2), (box.height - 70) / Math.max(y1 - y0, 0.2));
    const [dx, dy] = [box.width / scale / 2, box.height / scale / 2];
    return { x: [(x0 + x1) / 2 - dx, (x0 + x1) / 2 + dx], y: [(y0 + y1) / 2 - dy, (y0 + y1) / 2 + dy] };
  }

  /* Links that look alike are one trace, whose parts are kept apart by gaps. */
  function linkTraces(moment) {
    const groups = new Map();
    data.links.forEach(function ([from, to], i) {
      const load = moment.load[i];
      if (load === null) return;
      const look = [Math.round(widthOf(load) * 2) / 2, colourOf(load, moment.full[i])];
      const key = look.join();
      if (!groups.has(key)) groups.set(key, { look, x: [], y: [] });
      const group = groups.get(key);
      group.x.push(data.x[from], data.x[to], null);
      group.y.push(data.y[from], data.y[to], null);
    });
    return [...groups.values()].sort((a, b) => a.look[0] - b.look[0]).map(({ look, x, y }) => ({
      type: "scatter", mode: "lines", x, y, hoverinfo: "skip", line: { width: look[0], color: look[1] },
    }));
  }

  /* Lines answer to the pointer at their ends alone, so that points without a mark are laid along them. */
  function linkHover(moment, isCovered) {
    const trace = { type: "scatter", mode: "markers", x: [], y: [], text: [], hoverinfo: "text", marker: { size: 9, opacity: 0 } };
    data.links.forEach(function ([from, to], i) {
      if (moment.load[i] === null) return;
      const text = story(data.linkNames[i], data.linkFacts, moment.linkFacts[i]);
      for (let k = 1; k <= hoverPoints; k += 1) {
        const part = 0.12 + (0.76 * (k - 1)) / (hoverPoints - 1);
        const x = data.x[from] + part * (data.x[to] - data.x[from]), y = data.y[from] + part * (data.y[to] - data.y[from]);
        if (isCovered(x, y)) continue;
        trace.x.push(x);
        trace.y.push(y);
        trace.text.push(text);
      }
    });
    return trace;
  }

  function regionTraces(moment, most) {
    const how = data.colourings[colour.value];
    const values = moment[colour.value];
    const known = values.map((value, i) => (value === null ? -1 : i)).filter((i) => i >= 0);
    const unknown = values.map((value, i) => (value === null ? i : -1)).filter((i) => i >= 0);
    const chosen = Number(region.value);
    const trace = (which, fill) => ({
      type: "scatter", mode: "markers", hoverinfo: "text",
      x: which.map((i) => data.x[i]), y: which.map((i) => data.y[i]), customdata: which,
      text: which.map((i) => story(data.names[i], data.regionFacts, moment.regionFacts[i])),
      marker: Object.assign({
        size: which.map((i) => diameter(moment.size[i], most)), opacity: 1,
        line: { color: "#1f2933", width: which.map((i) => (i === chosen ? 3 : 1)) },
      }, fill),
    });
    return [
      trace(unknown, { color: "#fff" }),
      trace(known, {
        color: known.map((i) => values[i]), colorscale: how.scale, cmin: how.range[0], cmax: how.range[1],
        showscale: true,
        colorbar: {
          orientation: "h", x: 0, xanchor: "left", xpad: 0, y: 1, yanchor: "bottom", ypad: 6, len: 260, lenmode: "pixels",
          thickness: 10, outlinewidth: 0, tickformat: how.format, nticks: 5, title: { text: label(how.title), side: "top", font: { size: 12 } },
        },
      }),
    ];
  }

  function pixels(x, y, view, box) {
    return [((x - view.x[0]) / (view.x[1] - view.x[0])) * box.width, ((view.y[1] - y) / (view.y[1] - view.y[0])) * box.height];
  }

  function circlesOn(moment, view, box, most) {
    return data.names.map(function (_, i) {
      const [x, y] = pixels(data.x[i], data.y[i], view, box), r = diameter(moment.size[i], most) / 2;
      return { left: x - r, right: x + r, top: y - r, bottom: y + r, x, y, r };
    });
  }

  const pen = document.createElement("canvas").getContext("2d");
  function touches(a, b) { return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom; }

  /* Returns a note for each name that fits beside its circle without touching a circle or another name. */
  function nameNotes(moment, view, box, most) {
    pen.font = "12px " + getComputedStyle(document.body).fontFamily;
    const circles = circlesOn(moment, view, box, most);
    const order = circles.map((_, i) => i).sort((a, b) => moment.size[b] - moment.size[a]);
    const taken = [], notes = [];
    for (const i of order) {
      const { x, y, r } = circles[i];
      const width = pen.measureText(data.names[i]).width + 4, height = 15, gap = r + 2, skew = 0.7 * r + 1;
      const spots = [
        [x + gap, y - height / 2], [x - gap - width, y - height / 2], [x - width / 2, y - gap - height], [x - width / 2, y + gap],
        [x + skew, y - skew - height], [x + skew, y + skew], [x - skew - width, y - skew - height], [x - skew - width, y + skew],
      ];
      const free = spots.map(([left, top]) => ({ left, top, right: left + width, bottom: top + height })).find((spot) =>
        spot.left >= 0 && spot.top >= 0 && spot.right <= box.width && spot.bottom <= box.height &&
        !taken.some((other) => touches(spot, other)) && !circles.some((circle, j) => j !== i && touches(spot, circle)));
      if (!free) continue;
      taken.push(free);
      notes.push({
        x: data.x[i], y: data.y[i], xanchor: "center", yanchor: "middle",
        xshift: (free.left + free.right) / 2 - x, yshift: y - (free.top + free.bottom) / 2,
        text: label(data.names[i]), showarrow: false, font: { size: 12 }, borderpad: 0, bgcolor: "rgba(255,255,255,0.72)",
        captureevents: false,
      });
    }
    return notes;
  }

  /* Returns the axis of a grid, with every so many of its lines that their names stand clear of each other. */
  function gridAxis(all, range, length) {
    const apart = all.length > 1 ? (Math.abs(all[1][0] - all[0][0]) / (range[1] - range[0])) * length : length;
    const every = Math.max(1, Math.ceil(48 / apart));
    const lines = all.filter((_, i) => i % every === 0);
    return {
      tickangle: 0,
      range, zeroline: false, showline: false, tickvals: lines.map(([at]) => at), ticktext: lines.map(([, name]) => label(name)),
      gridcolor: "#eef1f4", tickfont: { size: 11, color: "#52606d" }, automargin: false, showticklabels: lines.length > 0,
    };
  }

  function draw(at) {
    drawnAt = at;
    const moment = data.moments[at];
    const width = element.clientWidth;
    const height = Math.round(Math.min(620, Math.max(360, width * 0.72)));
    element.style.height = height + "px";
    const top = edge.top + 46;
    const box = { width: width - edge.left - edge.right, height: height - top - edge.bottom };
    first = whole(box);
    const view = shown || first;
    const most = largestDiameter(box);
    const layout = layoutOf({
      width, height, showlegend: false, dragmode: matchMedia("(pointer: coarse)").matches ? false : "pan",
      margin: { l: edge.left, r: edge.right, t: top, b: edge.bottom },
      xaxis: gridAxis(data.meridians, view.x, box.width), yaxis: gridAxis(data.parallels, view.y, box.height),
      modebar: { bgcolor: "rgba(0,0,0,0)", color: "#52606d", activecolor: "#0b4f7d" },
      annotations: nameNotes(moment, view, box, most), hoverdistance: 12,
    });
    const circles = circlesOn(moment, view, box, most);
    const isCovered = (x, y) => circles.some((c) => Math.hypot(...pixels(x, y, view, box).map((p, k) => p - [c.x, c.y][k])) < c.r + 8);
    const traces = [...linkTraces(moment), linkHover(moment, isCovered), ...regionTraces(moment, most)];
    Plotly.react(element, traces, layout, {
      displayModeBar: true, displaylogo: false, responsive: false,
      modeBarButtons: [["zoomIn2d", "zoomOut2d", "resetScale2d", "toImage"]],
      toImageButtonOptions: { format: "png", filename: "map", scale: 2 },
      locale: document.documentElement.lang, locales: { [document.documentElement.lang]: { dictionary: data.buttons } },
    });
    drawKey(most);
    tellRegion(moment);
  }

  function make(name, attributes, ...children) {
    const svg = ["svg", "circle", "line", "text"].includes(name);
    const node = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  /* Returns 1, 2 or 5 times a power of ten, not above `value`. */
  function round(value) {
    const power = 10 ** Math.floor(Math.log10(value));
    return power * [5, 2, 1].find((digit) => digit * power <= value * 1.0001);
  }

  function drawKey(most) {
    const number = new Intl.NumberFormat("en").format;
    const circles = [largest, largest / 6, largest / 40].map(round);
    const loads = [heaviest, heaviest / 4].map(round);
    const row = (mark, text) => make("div", { class: "key-row" }, mark, make("span", {}, text));
    const circle = (size) => {
      const d = diameter(size, most), side = most + 2;
      return make("svg", { width: side, height: d + 2 }, make("circle", { cx: side / 2, cy: d / 2 + 1, r: d / 2, fill: "#fff", stroke: "#1f2933" }));
    };
    const line = (stroke, thickness) => make("svg", { width: most + 2, height: 14 },
      make("line", { x1: 2, x2: most, y1: 7, y2: 7, stroke, "stroke-width": thickness }));
    const group = (title, rows) => make("div", { class: "key-group" }, make("h4", {}, title), ...rows);
    const hasLinks = data.moments.some((m) => m.load.some((load) => load !== null));
    panel.querySelector(".map-key").replaceChildren(
      group(data.words.capacity, circles.map((size) => row(circle(size), number(size)))),
      ...(hasLinks ? [
        group(data.words.load, loads.map((load) => row(line(steps[1][1], widthOf(load)), number(load)))),
        group(data.words.fullness, [
          ...steps.map(([, stroke], i) => row(line(stroke, 4), data.words.steps[i])), row(line(unused, 1), data.words.unused),
        ]),
      ] : []),
    );
  }

  function tellRegion(moment) {
    const i = Number(region.value);
    const facts = data.regionFacts.flatMap((title, k) => [make("dt", {}, title), make("dd", {}, moment.regionFacts[i][k])]);
    panel.querySelector(".map-facts").replaceChildren(make("h4", {}, data.names[i]), make("dl", {}, ...facts));
  }

  const last = data.moments[data.moments.length - 1].size;
  region.value = String(last.indexOf(Math.max(...last)));
  keep(element, true, draw);
  for (const select of [colour, region]) select.addEventListener("change", () => draw(drawnAt));
  element.on("plotly_click", function (event) {
    const i = event.points[0].customdata;
    if (Number.isInteger(i)) { region.value = String(i); draw(drawnAt); }
  });
  element.on("plotly_relayout", function (change) {
    if (!("xaxis.range[0]" in change) && !("xaxis.range" in change)) return;
    const now = element.layout;
    shown = { x: [...now.xaxis.range], y: [...now.yaxis.range] };
    if (Math.abs(shown.x[1] - shown.x[0] - (first.x[1] - first.x[0])) < 1e-9 && Math.abs(shown.x[0] - first.x[0]) < 1e-9) shown = null;
    draw(drawnAt);
  });
})();
