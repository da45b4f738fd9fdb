// Revenue, per currency.
import { byId, el, empty, show } from './dom.js';
import { count, money, percent, sum } from './format.js';

/** Draws the revenue of a funnel. */
export function drawRevenue(funnel) {
  const before = new Map(funnel.revenueBefore.map((revenue) => [revenue.currency, revenue]));
  const previousOnly = funnel.revenueBefore.filter(({ currency }) => !funnel.revenue.some((now) => now.currency === currency));
  const all = [...funnel.revenue, ...previousOnly.map(({ currency }) => nothing(currency))];
  const cards = all.map((revenue) => card(revenue, before.get(revenue.currency)));
  show(byId('revenue'), cards.length > 0 ? cards : empty('No deposit in this period'));
  byId('revenue').removeAttribute('aria-busy');
}

/** The currencies of a funnel, in the order of its revenue. */
export const currenciesOf = (funnel) => funnel.revenue.map(({ currency }) => currency);

/** The sum of first and repeat deposits of a currency. */
export const total = (revenue) => sum(revenue.firstAmount, revenue.repeatAmount);

const nothing = (currency) => ({ currency, first: 0, firstAmount: '0', repeat: 0, repeatAmount: '0' });

function card(revenue, before) {
  const { currency } = revenue;
  return el('article', { class: 'currency', data: { currency } },
    el('p', { class: 'sum' }, el('strong', {}, money(total(revenue), currency)), ` ${currency}`),
    el('p', { class: 'muted' }, compared(revenue, before)),
    el('dl', {},
      line('First', revenue.first, revenue.firstAmount, currency),
      line('Repeat', revenue.repeat, revenue.repeatAmount, currency)));
}

const line = (name, many, amount, currency) =>
  el('div', {}, el('dt', {}, name), el('dd', { class: 'number muted' }, `${count(many)} ×`), el('dd', { class: 'number' }, money(amount, currency)));

function compared(revenue, before) {
  if (!before) {
    return 'none in the period before';
  }
  const previous = Number(total(before));
  const by = (Number(total(revenue)) - previous) / previous;
  const arrow = by > 0 ? '▲' : by < 0 ? '▼' : '=';
  return [`${money(total(before), revenue.currency)} before `,
    el('span', { class: 'trend', data: { tone: by > 0 ? 'up' : by < 0 ? 'down' : 'flat' } }, by === 0 ? arrow : `${arrow} ${percent(Math.abs(by))}`)];
}
