// The panels of text and bars.
'use strict';
const panels = (() => {
  const by = (id) => document.getElementById(id);

  function figure(id, name, value, note, way) {
    return element('div', {class: 'figure', id}, element('h2', {}, name), element('p', {class: 'value', title: value}, value), element('p', {class: 'note', 'data-way': way}, note));
  }

  function figures(view) {
    const f = view.figures;
    const hour = f.lastHour;
    const change = text.change(hour.calls, hour.weekBefore);
    const top = view.fields.type ? f.topType : view.dispositions[0];
    const share = (one) => `${text.number(one.calls)} calls, ${text.percent(one.calls / f.calls)}`;
    by('figures').replaceChildren(
      figure('k-calls', 'Calls in view', text.number(f.calls), `in ${text.number(f.groups)} groups`),
      figure('k-hour', `Last hour, ${text.clock(hour.from)}–${text.clock(hour.to)}`, text.number(hour.calls),
        change ? `${change.words} from a week before (${text.number(hour.weekBefore)})` : 'no data for the week before', change ? change.way : null),
      figure('k-type', `Most frequent ${text.field(view.fields.type || view.fields.disposition || '')}`, top ? text.value(top.meaning || top.name) : '–', top ? share(top) : ''),
      figure('k-busiest', 'Busiest window', f.busiest ? `${text.weekday(f.busiest.from)} ${text.day(f.busiest.from)}, ${text.clock(f.busiest.from)}` : '–',
        f.busiest ? `${text.number(f.busiest.calls)} calls in ${text.duration(f.busiest.to - f.busiest.from)}` : ''),
      otherFigure(view, share));
  }

  /** The figure of the disposition, or of the field that has its place. */
  function otherFigure(view, share) {
    const {calls, withoutDisposition} = view.figures;
    const field = view.fields.disposition;
    const top = view.dispositions[0];
    if (field !== null && field !== 'disposition') return figure('k-disposition', `Most frequent ${text.field(field)}`, top ? text.value(top.name) : '–', top ? share(top) : '');
    const uncounted = withoutDisposition === null;
    return figure('k-disposition', 'No known disposition', uncounted || !calls ? '–' : text.percent(withoutDisposition / calls),
      uncounted ? 'not counted by disposition' : `${text.number(withoutDisposition)} calls`);
  }

  function bar(one, most, chosen, choose, label) {
    const change = text.change(one.calls, one.before);
    const fill = element('i', {class: 'fill'});
    fill.style.width = `${most ? (100 * one.calls) / most : 0}%`;
    const made = choose ? element('button', {type: 'button', class: 'bar', 'aria-pressed': String(chosen), onclick: choose, title: label}) : element('div', {class: 'bar', title: label});
    made.append(
      fill, element('span', {class: 'name'}, label), element('span', {class: 'calls'}, text.number(one.calls)),
      ...(one.before === undefined || !change ? [] : [element('span', {class: 'change', 'data-way': change.way}, change.words)]));
    return element('li', {}, made);
  }

  /** Draws bars: buttons if a choice is possible; plain elements in a report, where the Tab key skips them. */
  function bars(box, list, chosen, choose, label) {
    const most = list.length ? list[0].calls : 0;
    const focused = box.contains(document.activeElement) ? [...box.querySelectorAll('button')].indexOf(document.activeElement) : -1;
    box.replaceChildren(...list.map((one) => bar(one, most, chosen.includes(one.name), choose && (() => choose(one.name)), label(one))));
    // Keep the keyboard focus when a new batch arrives.
    if (focused >= 0) box.querySelectorAll('button')[Math.min(focused, list.length - 1)]?.focus();
  }

  /** Returns a function that names a disposition. Adds the code if several codes share a description. */
  function dispositionName(view) {
    const shared = new Set(view.choices.dispositions.map((one) => one.meaning).filter((meaning, at, all) => all.indexOf(meaning) !== at));
    return (one) => (one.meaning ? (shared.has(one.meaning) ? `${one.meaning} (${one.name})` : one.meaning) : text.value(one.name));
  }

  function dispositions(view, chosen, choose) {
    by('most').textContent = view.choices.tooMany ? `top ${view.dispositions.length}` : '';
    if (view.fields.disposition === null) {
      by('dispositions').replaceChildren(element('li', {class: 'quiet'}, 'The job does not count by disposition. Add ', element('code', {}, ',disposition'), ' to its ', element('code', {}, '--group-by'), ' to see dispositions.'));
      return;
    }
    bars(by('dispositions'), view.dispositions, chosen, choose, dispositionName(view));
  }

  function unusual(view) {
    const {enoughHistory, types} = view.unusual;
    const hour = view.figures.lastHour;
    by('hour').textContent = view.data.to ? `${text.weekday(hour.from)} ${text.clock(hour.from)}–${text.clock(hour.to)}` : '';
    if (!enoughHistory) {
      by('unusual').replaceChildren(element('p', {class: 'quiet'}, 'At least 24 earlier hours with calls are needed.'));
    } else if (!types.length) {
      by('unusual').replaceChildren(element('p', {class: 'quiet'}, 'Nothing unusual in the last hour.'));
    } else {
      by('unusual').replaceChildren(element('ul', {class: 'surprises'}, ...types.map((one) => element('li', {},
        element('span', {class: 'name', title: one.name}, view.fields.type ? text.value(one.name) : 'all calls'),
        element('span', {class: 'calls'}, text.number(one.calls)),
        element('span', {class: 'why'}, `expected ${one.expected.toFixed(one.expected < 10 ? 1 : 0)} · ${chance(one.chance)}`
          + (one.weeks ? ` · ${one.weeks} week${one.weeks > 1 ? 's' : ''}` : ' · no earlier week'))))));
    }
  }

  /** Names the panels and the filters after the fields that the job groups by. */
  function titles(view) {
    const type = text.field(view.fields.type || '');
    const other = text.field(view.fields.disposition || 'disposition');
    by('h-types').textContent = type === 'type' ? 'Most frequent types' : `Calls by ${type}`;
    by('h-types').closest('section').hidden = !type;
    by('search').closest('.search').hidden = !type;
    by('disposition').closest('label').hidden = view.data.to > 0 && (view.fields.disposition === null || view.choices.tooMany);
    by('search-other').closest('.search').hidden = !view.choices.tooMany;
    by('search-other').closest('label').firstChild.textContent = `${text.category(other)} `;
    by('h-disp').textContent = other === 'disposition' ? 'Dispositions' : `Calls by ${other}`;
    by('search').closest('label').firstChild.textContent = `${text.category(type)} `;
    by('search').placeholder = type === 'type' ? 'search all types' : 'search';
    by('disposition').closest('label').firstChild.textContent = `${text.category(other)} `;
    by('written').closest('label').hidden = type !== 'type';
    by('categories').hidden = type !== 'type';
  }

  function chance(p) {
    return p < 1e-9 ? 'chance below 1 in a billion' : `chance 1 in ${text.number(Number((1 / p).toPrecision(2)))}`;
  }

  function row(name, value, mark) {
    return [element('dt', {}, name), element('dd', {'data-mark': mark || null, id: `p-${name.split(' ')[0].toLowerCase()}`}, value)];
  }

  function health(state, now) {
    const one = state && state.health;
    if (!state || !state.progress || !one) {
      by('age').textContent = '';
      by('health').replaceChildren(element('p', {class: 'quiet'},
        state && state.progress ? 'The job has not finished a batch yet.' : 'No progress file. Start the job with ', state && state.progress ? '' : element('code', {}, '--progress-json FILE'), state && state.progress ? '' : ' and the dashboard with ', state && state.progress ? '' : element('code', {}, '--progress FILE'), state && state.progress ? '' : '.'));
      return;
    }
    const t = one.totals;
    by('age').textContent = `batch ${text.number(one.batch)}, ${text.rough(now - one.writtenMillis)} ago`;
    by('health').replaceChildren(element('dl', {},
      ...row('Rows/s', text.number(one.rowsPerSecond)), ...row('Batch time', `${text.number(one.batchMillis)} ms`),
      ...row('Lag', `${text.number(one.lag)} records`), ...row('Watermark', one.watermark.slice(0, 16)),
      ...row('Counted', text.number(t.counted)), ...row('Late', text.number(t.late), t.late ? 'bad' : ''),
      ...(t.replaced ? row('Replaced', text.number(t.replaced)) : []),
      ...row('Rejected', text.number(t.rejected), t.rejected ? 'bad' : ''), ...row('Unmatched', text.number(t.unmatched))));
  }

  /** Says how many calls are outside of the period that holds nearly all calls, and how to see them. */
  function outside(view, showAll, showMain) {
    const {data, main, shown} = view;
    const isMain = shown.from === main.from && shown.to === main.to;
    const isAll = shown.from === data.from && shown.to === data.to;
    by('outside').hidden = isMain === isAll || (isMain && view.outside === 0);
    const calls = `${text.number(view.outside)} more ${view.outside === 1 ? 'call is' : 'calls are'}`;
    const earlier = data.from < main.from;
    const later = data.to > main.to;
    const first = text.dayYear(data.from);
    const last = text.dayYear(data.to - 1);
    by('outside').replaceChildren(
      isAll ? `Nearly all calls are from ${text.dayYear(main.from)} to ${text.dayYear(main.to - 1)}. `
        : earlier && later ? `${calls} earlier or later, between ${first} and ${last}. `
          : earlier ? `${calls} earlier, from ${first} on. ` : `${calls} later, until ${last}. `,
      element('button', {type: 'button', class: 'link', onclick: isAll ? showMain : showAll}, isAll ? 'Show only these days' : 'Show all'));
  }

  /** Draws the categories: the legend of the chart, and a filter. */
  function categories(view, chosen, choose) {
    const box = by('categories');
    const focused = box.contains(document.activeElement) ? document.activeElement.dataset.name : null;
    box.replaceChildren(...view.choices.categories.map((one) => {
      const swatch = element('i');
      swatch.style.background = charts.categoryColour(one.name);
      return element('button', {type: 'button', 'data-name': one.name, 'aria-pressed': String(chosen.includes(one.name)), onclick: () => choose(one.name)},
        swatch, text.category(one.name), element('b', {}, text.number(one.calls)));
    }));
    if (focused !== null) [...box.children].find((one) => one.dataset.name === focused)?.focus();
  }

  return {titles, figures, bars, dispositions, unusual, health, outside, categories};
})();
