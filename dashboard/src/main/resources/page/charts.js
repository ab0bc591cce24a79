// The two charts: calls over time (with uPlot), and calls by hour and weekday.
'use strict';
const charts = (() => {
  const order = ['violent', 'property', 'quality_of_life', 'traffic_parking', 'wellbeing', 'alarm', 'admin', 'other', 'unknown', 'all'];
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const tip = () => document.getElementById('tip');

  const categoryColour = (name) => css(`--c-${order.includes(name) ? name : 'other'}`);
  const typeColour = (index) => css(`--s-${index % 8}`);

  function place(x, y, ...children) {
    const box = tip();
    box.replaceChildren(...children);
    box.hidden = false;
    box.style.left = `${Math.max(4, Math.min(x + 14, innerWidth - box.offsetWidth - 8))}px`;
    box.style.top = `${Math.max(4, Math.min(y + 14, innerHeight - box.offsetHeight - 8))}px`;
  }
  const hideTip = () => { tip().hidden = true; };

  let plot = null;
  let drawing = false;

  /** The layers from bottom to top, in an order that does not depend on the counts. */
  function sorted(series, byType) {
    const rank = (one) => (order.indexOf(one.name) + 1 || order.length + 1);
    return byType ? series : [...series].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  }

  /** Draws the stacked layers, the highest first: each from the sum of all layers up to it down to zero. */
  function time(box, view, byType, choose) {
    const {from, step} = view.timeline;
    const layers = sorted(view.timeline.series, byType);
    const colours = layers.map((one, i) => (byType ? typeColour(i) : categoryColour(one.name)));
    const length = layers.length ? layers[0].calls.length : 0;
    const x = Array.from({length: length + 1}, (_, i) => from + i * step);
    const sums = [];
    layers.forEach((one, i) => {
      sums.push(one.calls.map((calls, at) => calls + (i ? sums[i - 1][at] : 0)));
    });
    const closed = sums.map((sum) => [...sum, sum[sum.length - 1]]);
    const stepped = uPlot.paths.stepped({align: 1});
    const axis = {stroke: css('--muted'), font: '12px system-ui, sans-serif', grid: {stroke: css('--line'), width: 1}, ticks: {show: false}};
    if (plot) plot.destroy();
    plot = new uPlot({
      width: Math.max(200, box.clientWidth), height: Math.max(120, box.clientHeight),
      ms: 1, tzDate: (time) => uPlot.tzDate(new Date(time), 'Etc/UTC'),
      legend: {show: false}, padding: [8, 26, 0, 0],
      cursor: {points: {show: false}, y: false, drag: {x: choose !== null, y: false, setScale: false}},
      scales: {y: {range: (u, low, high) => [0, Math.max(1, high * 1.08)]}, x: {range: (u, low, high) => [low, high]}},
      axes: [{...axis, grid: {show: false}, space: 70, values: [
        [86400000 * 28, '{MMM}\n{YYYY}', null, null, null, null, null, null, 1],
        [86400000, '{D} {MMM}', '\n{YYYY}', null, null, null, null, null, 1],
        [60000, '{HH}:{mm}', '\n{D} {MMM}', null, '\n{D} {MMM}', null, null, null, 1]]},
      {...axis, size: 46, values: (u, ticks) => ticks.map((n) => (Number.isInteger(n) ? text.number(n) : ''))}],
      series: [{}, ...layers.map((one, i) => ({label: one.name, fill: colours[i], width: 0, paths: stepped, points: {show: false}})).reverse()],
      hooks: {
        setSelect: [(u) => {
          if (choose && u.select.width > 4) {
            const a = u.posToVal(u.select.left, 'x');
            const b = u.posToVal(u.select.left + u.select.width, 'x');
            choose(Math.floor((a - from) / step) * step + from, Math.ceil((b - from) / step) * step + from);
          }
        }],
      },
    }, [x, ...closed.reverse()], box);
    plot.over.addEventListener('mousedown', () => { drawing = true; });
    plot.over.addEventListener('mouseleave', hideTip);
    plot.over.addEventListener('mousemove', (event) => {
      const at = Math.floor((plot.posToVal(event.offsetX, 'x') - from) / step);
      if (at < 0 || at >= length) return hideTip();
      const parts = layers.map((one, i) => ({name: one.name, calls: one.calls[at], colour: colours[i]})).filter((part) => part.calls > 0).reverse();
      const total = parts.reduce((sum, part) => sum + part.calls, 0);
      const start = from + at * step;
      return place(event.clientX, event.clientY,
        element('strong', {}, `${text.weekday(start)} ${text.day(start)} ${text.clock(start)}`),
        element('span', {}, `${text.number(total)} calls in ${text.duration(step)}`),
        ...parts.map((part) => {
          const swatch = element('i');
          swatch.style.background = part.colour;
          return element('span', {class: 'part'}, swatch, byType ? text.value(part.name) : text.category(part.name), element('b', {}, text.number(part.calls)));
        }));
    });
  }
  addEventListener('mouseup', () => { drawing = false; });

  function mix(share) {
    return `color-mix(in oklab, ${css('--hot')} ${Math.round(100 * share)}%, ${css('--cold')})`;
  }

  function heat(box, scale, cells) {
    const most = Math.max(0, ...cells.flat());
    let busiest = [0, 0];
    const grid = [element('span')];
    for (let hour = 0; hour < 24; hour++) grid.push(element('span', {class: 'hour'}, hour % 3 === 0 ? String(hour).padStart(2, '0') : ''));
    cells.forEach((row, day) => {
      grid.push(element('span', {class: 'day'}, text.days[day]));
      row.forEach((calls, hour) => {
        if (calls > cells[busiest[0]][busiest[1]]) busiest = [day, hour];
        const cell = element('span', {class: 'cell', 'data-calls': calls});
        cell.style.background = mix(most ? calls / most : 0);
        cell.addEventListener('mousemove', (event) => place(event.clientX, event.clientY,
          element('strong', {}, `${text.days[day]} ${String(hour).padStart(2, '0')}:00–${String(hour + 1).padStart(2, '0')}:00`),
          element('span', {}, `${text.number(calls)} calls`)));
        cell.addEventListener('mouseleave', hideTip);
        grid.push(cell);
      });
    });
    box.replaceChildren(...grid);
    const summary = most ? `Busiest: ${text.days[busiest[0]]} ${String(busiest[1]).padStart(2, '0')}:00, ${text.number(most)} calls` : 'No calls';
    box.setAttribute('aria-label', `Calls by hour and weekday. ${summary}.`);
    const bar = element('i', {class: 'ramp'});
    bar.style.background = `linear-gradient(to right in oklab, ${css('--cold')}, ${css('--hot')})`;
    scale.replaceChildren('0', bar, text.number(most), element('span', {}, summary));
  }

  return {time, heat, categoryColour, typeColour, isDrawing: () => drawing, hideTip};
})();
