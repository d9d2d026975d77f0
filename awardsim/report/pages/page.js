// Draws the end dates anew so that values can be read off them; the still chart stays for paper,
// and wherever anything here fails.
(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent);
  var font = { family: getComputedStyle(document.body).fontFamily, size: 12, color: "#222222" };
  var config = { displayModeBar: false, responsive: true };

  function draw(name, traces, layout) {
    var figure = document.getElementById("figure-" + name);
    if (!figure || !traces.length) { return; }
    var place = figure.querySelector(".live");
    figure.classList.add("drawn");
    layout.font = font;
    layout.paper_bgcolor = layout.plot_bgcolor = "#ffffff";
    try {
      Plotly.newPlot(place, traces, layout, config).catch(function () {
        figure.classList.remove("drawn");
      });
    } catch (problem) {
      figure.classList.remove("drawn");
      throw problem;
    }
  }

  function finish(found) {
    var traces = [];
    var alone = found.series.length === 1;
    found.series.forEach(function (one) {
      if (alone) { traces.push({
        type: "bar", name: one.name, x: one.days, y: one.shares, opacity: 0.75,
        marker: { color: one.late.map(function (late) { return late ? one.colours[1] : one.colours[0]; }) },
        hovertemplate: "%{y:.1%} " + found.words.on + "<extra></extra>", showlegend: false
      }); }
      traces.push({
        type: "scatter", mode: "lines", name: one.name, x: one.days, y: one.by, yaxis: alone ? "y2" : "y",
        line: { shape: "hv", color: one.colours[2], width: 2 },
        hovertemplate: "%{y:.1%} " + found.words.by + (alone ? "<extra></extra>" : ""), showlegend: !alone
      });
    });
    var lines = [], notes = [];
    if (found.deadline) {
      lines.push({ type: "line", xref: "x", yref: "paper", x0: found.deadline.after, x1: found.deadline.after,
        y0: 0, y1: 1, line: { color: "#c00000", width: 2 } });
      notes.push({ xref: "x", yref: "paper", x: found.deadline.after, y: 1.06, showarrow: false,
        text: found.deadline.text, font: { color: "#c00000" } });
    }
    draw("finish", traces, {
      height: 360, margin: { l: 52, r: 52, t: 34, b: 44 }, hovermode: "x unified", barmode: "overlay",
      bargap: 0.1, shapes: lines, annotations: notes, legend: { orientation: "h", y: -0.16 },
      xaxis: { type: "date", tickformat: "%m-%d", hoverformat: "%Y-%m-%d" },
      yaxis: { tickformat: ".0%", rangemode: "tozero",
        title: { text: alone ? found.words.left : found.words.right } },
      yaxis2: { overlaying: "y", side: "right", range: [0, 1.02], tickformat: ".0%", showgrid: false,
        tickmode: "array", tickvals: [0, 0.25, 0.5, 0.75, 1],
        title: { text: found.words.right } }
    });
  }

  if (window.Plotly) {
    if (data.finish) { finish(data.finish); }
  }
})();
