// Formats numbers, times and names. Times are milliseconds of San Francisco's wall clock, read as UTC.
'use strict';
const text = (() => {
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const crimeTypes = ['crime_type', 'original_crime_type_name', 'canonical_type', 'category'];
  const sanFrancisco = new Intl.DateTimeFormat('en-US', {timeZone: 'America/Los_Angeles', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric'});
  const two = (n) => String(n).padStart(2, '0');
  const whole = new Intl.NumberFormat('en-US', {maximumFractionDigits: 0});
  const date = (time) => new Date(time);
  const number = (n) => whole.format(n);
  const clock = (time) => `${two(date(time).getUTCHours())}:${two(date(time).getUTCMinutes())}`;
  const weekday = (time) => days[(date(time).getUTCDay() + 6) % 7];
  const day = (time) => `${date(time).getUTCDate()} ${months[date(time).getUTCMonth()]}`;
  const dayYear = (time) => `${day(time)} ${date(time).getUTCFullYear()}`;
  const input = (time) => date(time).toISOString().slice(0, 16);
  const percent = (share) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

  /** 600000 → "10 minutes". */
  function duration(millis) {
    for (const [unit, name] of [[604800000, 'week'], [86400000, 'day'], [3600000, 'hour'], [60000, 'minute']]) {
      if (millis >= unit && millis % unit === 0) {
        return millis === unit ? name : `${millis / unit} ${name}s`;
      }
    }
    return `${number(millis / 1000)} seconds`;
  }

  /** A duration, rounded to its largest unit. */
  function rough(millis) {
    const seconds = millis / 1000;
    if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`;
    if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
    if (seconds < 129600) return `${Math.round(seconds / 3600)} h`;
    return `${Math.round(seconds / 86400)} days`;
  }

  /** The wall clock of San Francisco at a moment, in milliseconds since 1970. */
  function wallClock(moment) {
    const of = Object.fromEntries(sanFrancisco.formatToParts(moment).map((part) => [part.type, Number(part.value)]));
    return Date.UTC(of.year, of.month - 1, of.day, of.hour, of.minute, of.second);
  }

  /** Tells from the newest window whether the calls are of now: a word for the state, and the age of the newest call. */
  function newest(newest, now) {
    const quiet = now - newest.to;
    if (quiet <= 3600000) return {state: 'live', words: `newest call under ${rough(60000 * Math.max(1, Math.ceil((now - newest.from) / 60000)))} old`};
    if (quiet <= 172800000) return {state: 'behind', words: `newest call ${rough(quiet)} old`};
    return {state: 'replay', words: `newest calls of ${dayYear(newest.from)}`};
  }

  /** The change from an earlier number as text and direction; null if the earlier number is unknown. */
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

  /** police_district → "police district"; the fields of crime types → "type". */
  function field(name) {
    return crimeTypes.includes(name) ? 'type' : name.replaceAll('_', ' ');
  }

  /** A value of a grouping field; a record without the field is counted under the empty value. */
  const value = (name) => name || 'none';

  return {days, field, value, number, clock, weekday, day, dayYear, input, percent, duration, rough, wallClock, newest, change, category};
})();

/** Creates an element with attributes and children. Strings become text, never markup. */
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
