// The filter, the URL and the status events: decides which view the page shows and when to draw it again.
'use strict';
(() => {
  const by = (id) => document.getElementById(id);
  const inlined = by('inlined') ? JSON.parse(by('inlined').textContent) : null;
  const several = ['category', 'type', 'disposition'];
  let filter = read();
  let view = null;
  let status = null;
  let heardAt = 0;
  let skew = 0;
  let request = 0;
  let source = null;
  let retry = null;
  let problem = '';

  // The URL stores the filter, so that a view can be shared and the back button works.
  function read() {
    const given = new URLSearchParams(location.search);
    const found = {from: given.get('from') || '', to: given.get('to') || '', last: given.get('last') || '', names: given.get('names') || '', range: given.get('range') || ''};
    several.forEach((name) => { found[name] = given.getAll(name); });
    // A report contains the view of all calls and one view per category.
    return inlined ? {...found, from: '', to: '', last: '', names: '', category: found.category.filter((name) => name in inlined.views).slice(0, 1), type: [], disposition: []} : found;
  }

  function query() {
    const wanted = new URLSearchParams();
    ['from', 'to', 'last', 'names', 'range'].forEach((name) => { if (filter[name]) wanted.set(name, filter[name]); });
    several.forEach((name) => filter[name].forEach((value) => wanted.append(name, value)));
    return wanted.toString();
  }

  // The parameters of the API. Stray hours far from nearly all calls are left out, unless they are the present.
  function parameters() {
    const wanted = new URLSearchParams(query());
    wanted.delete('range');
    const isLive = view && text.newest(view.newest, text.wallClock(Date.now() + skew)).state === 'live';
    if (!filter.from && !filter.to && filter.range !== 'all' && !isLive) wanted.set('period', 'main');
    return wanted;
  }

  const same = (one, other) => one.from === other.from && one.to === other.to;
  const hasStrays = () => !same(view.main, view.data);
  const showAll = () => change({from: '', to: '', last: '', range: view && hasStrays() ? 'all' : ''});

  function change(next) {
    filter = {...filter, ...next};
    const asked = query();
    if (!inlined) history.pushState(null, '', asked ? `?${asked}` : location.pathname);
    load();
  }

  const toggle = (name, value) => change({[name]: filter[name].includes(value) ? filter[name].filter((one) => one !== value) : [...filter[name], value]});
  const choosing = (name) => (inlined ? null : (value) => toggle(name, value));
  const chooseTime = (from, to) => change({from: text.input(from), to: text.input(to), last: '', range: ''});

  async function load() {
    const mine = ++request;
    form();
    try {
      const asked = parameters().toString();
      const got = inlined ? inlined[filter.range === 'all' && inlined.all ? 'all' : 'views'][filter.category[0] || ''] : await fetchView(asked);
      if (mine !== request) return;
      problem = '';
      view = got;
      draw();
      if (!inlined && hasStrays() && asked !== parameters().toString()) load();
    } catch (e) {
      if (mine !== request) return;
      problem = e.message;
      say();
    }
  }

  async function fetchView(asked) {
    let answer;
    try {
      answer = await fetch(`api/view?${asked}`);
    } catch (e) {
      throw new Error('The dashboard does not answer.');
    }
    if (!answer.ok) throw new Error(`This view cannot be shown: ${(await answer.text()).slice(0, 200)}`);
    return answer.json();
  }

  function draw() {
    if (charts.isDrawing()) return;
    const empty = view.data.to === 0;
    const nothing = !empty && view.figures.calls === 0;
    document.body.dataset.state = empty ? 'empty' : nothing ? 'nothing' : 'ready';
    document.body.dataset.version = view.version;
    by('span').textContent = empty ? 'No counts yet' : `${text.dayYear(view.shown.from)} ${text.clock(view.shown.from)} – ${text.dayYear(view.shown.to)} ${text.clock(view.shown.to)}, San Francisco local time`;
    by('empty').hidden = !(empty || nothing);
    by('empty').textContent = nothing ? 'No calls match this filter. Clear it, or choose another time.' : emptyText();
    panels.outside(view, showAll, () => change({range: ''})); // before the charts, because it changes their height
    panels.titles(view);
    panels.figures(view);
    panels.categories(view, filter.category, (name) => (inlined ? change({category: filter.category[0] === name ? [] : [name]}) : toggle('category', name)));
    const byType = filter.type.length > 0 && filter.type.length <= 8;
    by('step').textContent = view.timeline.series.length ? `per ${text.duration(view.timeline.step)}${byType ? ', by type' : ''}` : '';
    charts.time(by('timechart'), view, byType, inlined ? null : chooseTime);
    by('timechart').setAttribute('aria-label', `Calls over time: ${text.number(view.figures.calls)} calls, stacked by ${byType ? 'type' : 'category'}.`);
    charts.heat(by('heat'), by('scale'), view.heat);
    panels.bars(by('types'), view.types, filter.type, choosing('type'), (one) => text.value(one.name));
    const compared = view.types.some((one) => one.before !== null);
    by('change').textContent = compared ? `change from the previous ${text.duration(view.shown.to - view.shown.from)}` : inlined ? '' : same(view.shown, view.main) ? 'shorter times show the change' : 'no earlier period to compare with';
    panels.dispositions(view, filter.disposition, choosing('disposition'));
    panels.unusual(view);
    form();
    say();
  }

  const emptyText = () => (status && status.following === 'no-topic' ? 'The counts topic does not exist yet. Start the job with --sink kafka; the page then updates by itself.'
    : status && status.following === 'no-broker' ? 'No broker answers. The page updates when a broker does.' : 'No counts yet. The page updates with the job’s first batch.');

  function form() {
    by('csv').href = `api/counts.csv?${parameters()}`;
    document.querySelectorAll('[data-last]').forEach((button) => button.setAttribute('aria-pressed', String(!filter.from && !filter.to && filter.last === button.dataset.last && (filter.last !== '' || filter.range === 'all' || !view || !hasStrays()))));
    if (document.activeElement !== by('from')) by('from').value = filter.from || (view && view.data.to ? text.input(view.shown.from) : '');
    if (document.activeElement !== by('to')) by('to').value = filter.to || (view && view.data.to ? text.input(view.shown.to) : '');
    by('written').checked = filter.names === 'as-written';
    if (view && document.activeElement !== by('disposition')) {
      by('disposition').replaceChildren(element('option', {value: ''}, filter.disposition.length > 1 ? 'several' : 'any'),
        ...view.choices.dispositions.map((one) => element('option', {value: `=${one.name}`}, one.meaning ? `${one.name} – ${one.meaning}` : text.value(one.name))));
      by('disposition').value = filter.disposition.length === 1 ? `=${filter.disposition[0]}` : '';
    }
    const chips = several.flatMap((name) => filter[name].map((value) => element('button', {type: 'button', class: 'chip', 'aria-label': `Remove ${text.value(value)}`, onclick: () => toggle(name, value)}, name === 'category' ? text.category(value) : text.value(value), ' ×')));
    by('chips').replaceChildren(...chips);
    by('clear').hidden = query() === '';
  }

  // Shows whether the counts are live, and why not.
  function say() {
    const quiet = Date.now() - heardAt;
    const stale = !inlined && heardAt > 0 && quiet > 12000;
    const following = status ? status.following : 'connecting';
    const banner = by('banner');
    let words = problem;
    if (stale || (!inlined && source === null && !document.hidden && heardAt > 0)) words = `Stale: no answer from the dashboard for ${text.rough(quiet)}. The page shows the counts of ${new Date(heardAt).toLocaleTimeString('en-GB')}. Trying again.`;
    else if (!words && following === 'no-broker' && view && view.data.to) words = 'The broker does not answer: the counts do not change until it does.';
    else if (!words && following === 'no-topic' && view && view.data.to) words = 'The counts topic was deleted: the counts do not change until the job creates it again.';
    else if (!words && following === 'failed') words = 'The dashboard no longer follows the counts; its log says why.';
    banner.hidden = !words;
    if (banner.textContent !== words) banner.textContent = words;
    // For a day: a page that was opened later may show less than yesterday.
    const startOver = status && status.startOver;
    by('startover').hidden = !startOver || Date.now() + skew - startOver.atMillis > 86400000;
    if (startOver) by('startover').textContent = `Started over at ${new Date(startOver.atMillis).toLocaleTimeString('en-GB')}: the counts topic ${startOver.reason}.`;
    // A follower that has all counts is live only if the newest calls are.
    const newest = following === 'live' && !words && view && view.data.to ? text.newest(view.newest, text.wallClock(Date.now() + skew)) : null;
    const live = inlined ? 'report' : words ? 'stale' : newest ? newest.state : following;
    const names = {'no-broker': 'no broker', 'no-topic': 'waiting', reading: 'reading', live: 'live', behind: 'behind', replay: 'replay', stale: 'stale', connecting: 'connecting', failed: 'failed', report: 'report'};
    if (by('live').dataset.live !== live) {
      by('live').dataset.live = live;
      by('live').textContent = names[live] || live;
    }
    const age = newest ? newest.words : '';
    if (by('newest').textContent !== age) by('newest').textContent = age;
    if (!inlined) panels.health(status, Date.now() + skew);
  }

  function hear(event) {
    const before = status;
    status = JSON.parse(event.data);
    heardAt = Date.now();
    skew = status.nowMillis - heardAt;
    problem = '';
    if (!view || !before || status.version !== view.version || before.following !== status.following) load();
    say();
  }

  // A browser opens at most six connections to a server: a hidden page closes its connection.
  function listen() {
    clearTimeout(retry);
    if (source) source.close();
    source = null;
    if (document.hidden) return;
    const mine = new EventSource('api/events');
    source = mine;
    mine.addEventListener('state', hear);
    mine.addEventListener('error', () => {
      if (source !== mine) return;
      // The browser would wait longer, and would not try again after a refusal.
      mine.close();
      source = null;
      say();
      retry = setTimeout(listen, 1000);
    });
  }

  function move(by_, zoom) {
    if (!view || !view.data.to) return;
    const {from, to} = view.shown;
    const length = Math.max(view.timeline.step, (to - from) * zoom);
    const middle = (from + to) / 2 + by_ * (to - from);
    const grid = (time) => Math.round(time / 600000) * 600000;
    let start = grid(middle - length / 2);
    let end = grid(middle + length / 2);
    if (start < view.data.from) { end = Math.min(view.data.to, end + view.data.from - start); start = view.data.from; }
    if (end > view.data.to) { start = Math.max(view.data.from, start - (end - view.data.to)); end = view.data.to; }
    if (start === view.data.from && end === view.data.to) showAll();
    else if (end > start) chooseTime(start, end);
  }

  /** Makes a search box: a field for the text, and a list of the values that contain the text. */
  function searchBox(box) {
    const {name} = box.dataset;
    const input = box.querySelector('input');
    const list = box.querySelector('ul');
    let typing = null;
    function open(yes) { list.hidden = !yes; input.setAttribute('aria-expanded', String(yes)); }
    function pick(value) { open(false); input.value = ''; input.focus(); toggle(name, value); }
    async function search() {
      const asked = parameters();
      asked.set('q', input.value);
      const answer = await fetch(`api/${name}s?${asked}`);
      if (!answer.ok) return;
      const found = await answer.json();
      list.replaceChildren(...(found.length ? found.map((one) => element('li', {role: 'option', tabindex: '-1', 'aria-selected': String(filter[name].includes(one.name)), onclick: () => pick(one.name)}, element('span', {}, text.value(one.name)), element('b', {}, text.number(one.calls))))
        : [element('li', {role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false'}, 'nothing found')]));
      open(true);
    }
    function keys(event) {
      const options = [...list.querySelectorAll('[role=option]:not([aria-disabled])')];
      const at = options.indexOf(document.activeElement);
      if (event.key === 'Escape') { open(false); input.focus(); }
      else if (event.key === 'ArrowDown' && options.length) { event.preventDefault(); options[Math.min(at + 1, options.length - 1)].focus(); }
      else if (event.key === 'ArrowUp' && at >= 0) { event.preventDefault(); (options[at - 1] || input).focus(); }
      else if (event.key === 'Enter') { event.preventDefault(); (options[Math.max(at, 0)])?.click(); }
    }
    input.addEventListener('input', () => { clearTimeout(typing); typing = setTimeout(search, 120); });
    input.addEventListener('focus', () => { if (input.value) search(); });
    box.addEventListener('keydown', keys);
    document.addEventListener('click', (event) => { if (!box.contains(event.target)) open(false); });
  }

  function theme(next) {
    document.documentElement.dataset.theme = next;
    by('theme').textContent = next === 'dark' ? 'Light' : 'Dark';
    by('theme').setAttribute('aria-label', `Use ${next === 'dark' ? 'light' : 'dark'} colours`);
  }
  const stored = () => { try { return localStorage.getItem('theme'); } catch (e) { return null; } };
  theme(stored() || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  by('theme').addEventListener('click', () => {
    theme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
    try { localStorage.setItem('theme', document.documentElement.dataset.theme); } catch (e) { /* not stored */ }
    if (view) draw();
  });

  by('filter').addEventListener('submit', (event) => event.preventDefault());
  document.querySelectorAll('[data-last]').forEach((button) => button.addEventListener('click', () => (button.dataset.last ? change({from: '', to: '', last: button.dataset.last, range: ''}) : showAll())));
  ['from', 'to'].forEach((id) => by(id).addEventListener('change', () => change({from: by('from').value, to: by('to').value, last: '', range: ''})));
  by('disposition').addEventListener('change', () => change({disposition: by('disposition').value ? [by('disposition').value.slice(1)] : []}));
  by('written').addEventListener('change', () => change({names: by('written').checked ? 'as-written' : '', type: []}));
  by('clear').addEventListener('click', () => change({from: '', to: '', last: '', names: '', range: '', category: [], type: [], disposition: []}));
  document.querySelectorAll('.search').forEach(searchBox);
  by('earlier').addEventListener('click', () => move(-0.5, 1));
  by('later').addEventListener('click', () => move(0.5, 1));
  by('in').addEventListener('click', () => move(0, 0.5));
  by('out').addEventListener('click', () => move(0, 2));
  addEventListener('popstate', () => { filter = read(); load(); });
  let resizing = null;
  addEventListener('resize', () => { clearTimeout(resizing); resizing = setTimeout(() => { if (view) draw(); }, 150); });
  if (inlined) {
    document.body.classList.add('report');
  } else {
    document.addEventListener('visibilitychange', listen);
    listen();
    setInterval(say, 1000);
  }
  load();
})();
