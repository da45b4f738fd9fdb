// The charts of a period, drawn by uPlot in the colours of the theme.
import { byId, el, empty, show } from './dom.js';
import { count, money } from './format.js';
import { currenciesOf, total } from './revenue.js';

const HEIGHT = 190;

/** Both charts: starts and deposits, and revenue in one currency. */
export class Charts {
  #funnel = null;
  #currency = null;
  #drawn = [];

  constructor() {
    byId('currency').addEventListener('change', (event) => {
      this.#currency = event.target.value;
      this.redraw();
    });
    new ResizeObserver(() => this.#fit()).observe(byId('traffic-chart'));
  }

  /** Draws the time slices of a funnel. */
  draw(funnel) {
    this.#funnel = funnel;
    this.redraw();
  }

  /** Draws again after the theme or the currency has changed. */
  redraw() {
    if (!this.#funnel) {
      return;
    }
    if (typeof uPlot === 'undefined') {
      [byId('traffic-chart'), byId('money-chart')].forEach((place) => show(place, empty('The chart library did not load')));
      return;
    }
    this.#drawn.forEach((chart) => chart.destroy());
    this.#drawn = [this.#traffic(), this.#money()].filter(Boolean);
  }

  #traffic() {
    const { slices } = this.#funnel;
    const of = (step) => slices.map((slice) => slice.counts[step] ?? 0);
    const starts = of('started');
    const deposits = of('deposit');
    const place = byId('traffic-chart');
    describe(place, `${count(add(starts))} starts and ${count(add(deposits))} deposits, in ${slices.length} time slices`);
    return plot(place, [times(slices), starts, deposits], [
      line('Starts', '--accent', (at) => count(at === null ? add(starts) : starts[at])),
      line('Deposits', '--good', (at) => count(at === null ? add(deposits) : deposits[at])),
    ]);
  }

  #money() {
    const currency = this.#choose();
    const place = byId('money-chart');
    if (!currency) {
      describe(place, 'no revenue');
      show(place, empty('No deposit in this period'));
      return null;
    }
    const { slices, revenue } = this.#funnel;
    const all = revenue.find((one) => one.currency === currency);
    const at = (index) => (index === null ? all : slices[index].revenue.find((one) => one.currency === currency));
    const heights = (pick) => slices.map((_, index) => Number(at(index) ? pick(at(index)) : 0));
    const amountOf = (pick) => (index) => money(at(index) ? pick(at(index)) : '0', currency);
    const first = ({ firstAmount }) => firstAmount;
    describe(place, `${currency}: ${amountOf(total)(null)} in ${slices.length} time slices, first and repeat deposits`);
    return plot(place, [times(slices), heights(total), heights(first)], [
      bars(`Repeat ${currency}`, '--accent-soft', amountOf(({ repeatAmount }) => repeatAmount)),
      bars(`First ${currency}`, '--good', amountOf(first)),
    ]);
  }

  #choose() {
    const currencies = currenciesOf(this.#funnel);
    if (!currencies.includes(this.#currency)) {
      this.#currency = mostUsed(this.#funnel.revenue);
    }
    const select = byId('currency');
    select.hidden = currencies.length < 2;
    if ([...select.options].map((option) => option.value).join() !== currencies.join()) {
      show(select, currencies.map((currency) => el('option', { value: currency }, currency)));
    }
    select.value = this.#currency ?? '';
    return this.#currency;
  }

  #fit() {
    this.#drawn.forEach((chart) => chart.setSize({ width: widthOf(chart.root.parentElement), height: HEIGHT }));
  }
}

/** The currency with the most deposits; amounts of different currencies are not compared. */
const mostUsed = (revenue) => [...revenue].sort((one, other) => other.first + other.repeat - one.first - one.repeat)[0]?.currency ?? null;

const times = (slices) => slices.map(({ fromMs }) => fromMs / 1_000);

const add = (numbers) => numbers.reduce((one, other) => one + other, 0);

function describe(place, text) {
  place.setAttribute('role', 'img');
  place.setAttribute('aria-label', text);
}

function plot(place, data, series) {
  show(place);
  const margin = (data[0][1] - data[0][0]) / 2; // half a slice, so that no bar is cut
  const options = {
    width: widthOf(place), height: HEIGHT, series: [{ value: (_, at) => label(at) }, ...series],
    axes: [axis({ size: 30, space: 60, values: timesBelow }), axis({ size: 44, space: 26, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 1e5, 1e6, 1e7], values: (_, ticks) => ticks.map(count) })],
    scales: { x: { range: (_, first, last) => [first - margin, last + margin] }, y: { range: (_, low, high) => [0, Math.max(4, high * 1.1)] } },
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
    legend: { live: true },
  };
  return new uPlot(options, data, place);
}

/** The times below a chart: days if the marks are days apart, otherwise hours with the day at midnight. */
const timesBelow = (_, marks, axisAt, space, seconds) => marks.map((at) => {
  const midnight = new Date(at * 1_000).getHours() === 0 && new Date(at * 1_000).getMinutes() === 0;
  return (seconds >= 86_400 || midnight ? DAY : HOUR).format(at * 1_000);
});

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const HOUR = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

const label = (at) => (at === null || at === undefined ? 'all' : new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit' }).format(at * 1_000));

const axis = (more) => ({
  stroke: colour('--muted'), font: '11px system-ui', ticks: { show: false },
  grid: { stroke: colour('--line'), width: 1 }, ...more,
});

/** @param legend returns the legend of a time slice, or of the whole period if its index is null */
const line = (name, stroke, legend) => ({
  label: name, stroke: colour(stroke), fill: colour(stroke, 0.12), width: 1.75,
  points: { show: false }, value: (chart, value, series, at) => legend(at ?? null),
});

const bars = (name, fill, legend) => ({
  label: name, fill: colour(fill), stroke: colour(fill), width: 0,
  paths: uPlot.paths.bars({ size: [0.7, 28], radius: 0.15 }), points: { show: false },
  value: (chart, value, series, at) => legend(at ?? null),
});

/** A colour of the theme in a form that a canvas accepts. */
function colour(name, alpha = 1) {
  const probe = el('span', { hidden: true });
  document.body.append(probe);
  probe.style.setProperty('color', `color-mix(in srgb, var(${name}) ${alpha * 100}%, transparent)`);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}

function widthOf(place) {
  const style = getComputedStyle(place);
  return Math.max(200, Math.floor(place.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)));
}
