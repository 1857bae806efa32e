"use strict";
/* Draws the charts of a page, moves those that change with time, and opens everything for print. */
(function () {
  const font = getComputedStyle(document.body).fontFamily;
  const ink = "#1f2933", quiet = "#52606d", rule = "#e3e8ed";
  const axis = { gridcolor: rule, zerolinecolor: "#9aa5b1", linecolor: "#9aa5b1", automargin: true, tickfont: { color: quiet } };
  const everyLayout = {
    autosize: false, margin: { l: 10, r: 10, t: 10, b: 10 }, font: { family: font, size: 13, color: ink },
    paper_bgcolor: "#fff", plot_bgcolor: "#fff", hovermode: "closest", dragmode: false,
    hoverlabel: { bgcolor: "#fff", bordercolor: ink, font: { family: font, size: 13, color: ink }, align: "left" },
    legend: { orientation: "h", yref: "container", y: 0, yanchor: "bottom", x: 0, traceorder: "normal", font: { size: 12 } },
  };
  const config = { displayModeBar: false, displaylogo: false, responsive: false };
  const page = JSON.parse(document.getElementById("page").textContent);
  const drawings = [];
  let moment = (page.moments || []).length - 1;

  function isObject(value) { return value !== null && typeof value === "object" && !Array.isArray(value); }

  /* Returns `base` with what `own` says on top; axes begin as all axes do. */
  function merged(base, own) {
    const result = Object.assign({}, base);
    for (const [key, value] of Object.entries(own)) {
      const start = /^[xy]axis/.test(key) && !(key in base) ? axis : base[key];
      result[key] = isObject(value) ? merged(isObject(start) ? start : {}, value) : value;
    }
    return result;
  }

  /* Each axis is an object of its own: the library writes into it what it finds out about the values. */
  function layoutOf(own) {
    return merged(Object.assign({}, everyLayout, { xaxis: { ...axis }, yaxis: { ...axis } }), own);
  }

  /* Takes a drawing into the care of the page: `draw(moment)` is called at first, with each time and each width. */
  function keep(element, timed, draw) {
    drawings.push({ element, timed, draw });
    draw(moment);
  }

  function drawFigure(element, figure) {
    const own = layoutOf(figure.layout);
    const timed = figure.frames.length > 0;
    keep(element, timed, function (at) {
      const layout = Object.assign({}, own, { width: element.clientWidth, height: element.clientHeight });
      const traces = timed ? figure.frames[at] : figure.traces;
      /* Flows that follow others fade in; drawn anew they are there at once, also for those who asked for less motion. */
      const put = traces.some((trace) => trace.type === "sankey") ? Plotly.newPlot : Plotly.react;
      put(element, traces, layout, config);
    });
  }

  function redraw(timedOnly) {
    for (const { timed, draw } of drawings) if (timed || !timedOnly) draw(moment);
  }

  /* Several sliders may stand on a page; all show the same time. A period of a tree has several branches. */
  function setControls(at) {
    const { period } = page.moments[at];
    for (const box of document.querySelectorAll(".controls")) {
      const slider = box.querySelector("input[type=range]");
      if (!slider) continue;
      slider.value = String(period);
      slider.setAttribute("aria-valuetext", page.periods[period]);
      box.querySelector("output").textContent = page.periods[period];
      const select = box.querySelector("select[data-branch]");
      if (select) {
        select.replaceChildren(...branchesOf(period).map(function (i) {
          return new Option(page.moments[i].branch, String(i), false, i === at);
        }));
        select.disabled = select.options.length < 2;
      }
    }
  }

  function showMoment(at) {
    moment = at;
    setControls(at);
    redraw(true);
  }

  function branchesOf(period) {
    return page.moments.map((m, i) => (m.period === period ? i : -1)).filter((i) => i >= 0);
  }

  /* Moves to a period on the branch that was shown, or the one that shares most of its name. */
  function showPeriod(period) {
    const before = page.moments[moment].path;
    let best = -1, most = -1;
    for (const i of branchesOf(period)) {
      const path = page.moments[i].path;
      let same = 0;
      while (same < path.length && same < before.length && path[same] === before[same]) same += 1;
      if (same > most) { most = same; best = i; }
    }
    showMoment(best);
  }

  let opened = [];
  function beforePrint() {
    opened = [...document.querySelectorAll("details:not([open]):not(.long)")];
    for (const details of opened) details.open = true;
    document.body.classList.add("paper");
    redraw(false);
  }
  function afterPrint() {
    for (const details of opened) details.open = false;
    document.body.classList.remove("paper");
    redraw(false);
  }

  window.reportPage = { keep, layoutOf };
  if (moment >= 0) setControls(moment);
  for (const element of document.querySelectorAll(".plot")) {
    const figure = JSON.parse(document.getElementById(element.id + "-data").textContent);
    if (figure.frames) drawFigure(element, figure);
  }
  for (const slider of document.querySelectorAll(".controls input[type=range]")) {
    slider.addEventListener("input", () => showPeriod(Number(slider.value)));
  }
  for (const select of document.querySelectorAll("select[data-branch]")) {
    select.addEventListener("change", () => showMoment(Number(select.value)));
  }
  let waiting = 0;
  window.addEventListener("resize", function () {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => redraw(false));
  });
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", afterPrint);
})();
