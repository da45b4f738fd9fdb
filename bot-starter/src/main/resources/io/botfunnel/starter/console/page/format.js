// How numbers, money, times and users are shown.

const whole = new Intl.NumberFormat('en');
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const date = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short' });
const UNITS = [['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1_000]];

export const count = (number) => whole.format(number ?? 0);

/** A share in per cent, with one decimal below ten. */
export function percent(share) {
  const value = share * 100;
  return `${value.toFixed(Math.abs(value) < 10 && value !== 0 ? 1 : 0)} %`;
}

/** A duration in its two largest units: `3 h 12 min`. */
export function duration(ms) {
  const first = UNITS.findIndex(([, length]) => ms >= length);
  if (first < 0) {
    return '0 s';
  }
  const parts = [];
  let rest = ms;
  for (const [unit, length] of UNITS.slice(first, first + 2)) {
    const many = Math.floor(rest / length);
    rest -= many * length;
    if (many > 0) {
      parts.push(`${many} ${unit}`);
    }
  }
  return parts.join(' ');
}

export const time = (ms) => clock.format(ms);

/** The time, with the day unless it is today. */
export function dateTime(ms) {
  const today = new Date().toDateString() === new Date(ms).toDateString();
  return today ? time(ms) : `${date.format(ms)} ${time(ms)}`;
}

/** The time in ISO 8601, for `datetime` and tooltips. */
export const iso = (ms) => new Date(ms).toISOString();

/** A user id that is shortened, to tell rows apart without showing the user: `98…21`. */
export function masked(user) {
  const id = String(user);
  return id.length < 5 ? `${id.slice(0, 1)}…` : `${id.slice(0, 2)}…${id.slice(-2)}`;
}

/** Adds decimals in strings exactly, because money is never a floating point number. */
export function sum(...amounts) {
  const scale = Math.max(...amounts.map((amount) => fraction(amount).length));
  const units = amounts.map((amount) => BigInt(amount.split('.')[0] + fraction(amount).padEnd(scale, '0')));
  const digits = String(units.reduce((one, other) => one + other, 0n)).padStart(scale + 1, '0');
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

const fraction = (amount) => amount.split('.')[1] ?? '';

/** An amount with separated thousands and the decimals of its currency. */
export function money(amount, currency) {
  const rest = fraction(amount).replace(/0+$/, '');
  const digits = Math.max(rest.length, digitsOf(currency));
  const [units] = amount.split('.');
  const shown = whole.format(BigInt(units));
  return digits === 0 ? shown : `${shown}.${rest.padEnd(digits, '0')}`;
}

function digitsOf(currency) {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
  } catch {
    return 0; // the browser does not know the currency
  }
}
