// Words and numbers for people. Times are San Francisco's wall clock, kept as if it were UTC.
'use strict';
const text = (() => {
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const two = (n) => String(n).padStart(2, '0');
  const whole = new Intl.NumberFormat('en-US', {maximumFractionDigits: 0});
  const date = (second) => new Date(second * 1000);
  const number = (n) => whole.format(n);
  const clock = (second) => `${two(date(second).getUTCHours())}:${two(date(second).getUTCMinutes())}`;
  const weekday = (second) => days[(date(second).getUTCDay() + 6) % 7];
  const day = (second) => `${date(second).getUTCDate()} ${months[date(second).getUTCMonth()]}`;
  const dayYear = (second) => `${day(second)} ${date(second).getUTCFullYear()}`;
  const input = (second) => date(second).toISOString().slice(0, 16);
  const percent = (share) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

  /** 600 → "10 minutes". */
  function duration(seconds) {
    for (const [unit, name] of [[604800, 'week'], [86400, 'day'], [3600, 'hour'], [60, 'minute']]) {
      if (seconds >= unit && seconds % unit === 0) {
        return seconds === unit ? name : `${seconds / unit} ${name}s`;
      }
    }
    return `${number(seconds)} seconds`;
  }

  /** How long ago, roughly. */
  function ago(seconds) {
    if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`;
    if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
    if (seconds < 129600) return `${Math.round(seconds / 3600)} h`;
    return `${Math.round(seconds / 86400)} days`;
  }

  /** The change from a number before, as text and direction; null where the one before is not known. */
  function change(now, before) {
    if (before === null || before === undefined) return null;
    if (before === 0) return now === 0 ? {words: '±0 %', way: 'same'} : {words: 'new', way: 'up'};
    const share = now / before - 1;
    if (Math.abs(share) < 0.005) return {words: '±0 %', way: 'same'};
    return {words: `${share > 0 ? '+' : '−'}${number(100 * Math.abs(share))} %`, way: share > 0 ? 'up' : 'down'};
  }

  /** traffic_parking → "Traffic & parking". */
  function category(name) {
    const known = {traffic_parking: 'Traffic & parking', quality_of_life: 'Quality of life'};
    return known[name] || name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
  }

  return {days, number, clock, weekday, day, dayYear, input, percent, duration, ago, change, category};
})();

/** An element with attributes and children. Strings become text, never markup. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'onclick') made.addEventListener('click', value);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}
