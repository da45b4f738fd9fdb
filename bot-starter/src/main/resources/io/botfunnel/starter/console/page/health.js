// The verdict with its reason at the top, the banners above it, the tiles and the books.
import { environmentVariable } from './bots.js';
import { byId, el, reconcile, setText } from './dom.js';
import { count, dateTime, duration, time } from './format.js';

const OVERDUE_AFTER = 120_000;

const NAMES = { started: '/start', deposit: 'deposit' };

/** Shows the last known health of the bot; ages are updated every second. */
export class Health {
  #status = null;
  #offset = 0;
  #connection = { state: 'loading', since: Date.now(), retryAt: null };
  #retry;

  /** @param retry called to reconnect at once */
  constructor(retry) {
    this.#retry = retry;
    setInterval(() => this.#draw(), 1_000);
  }

  /** Takes a new status of the bot. */
  update(status) {
    this.#status = status;
    this.#offset = status.nowMs - Date.now();
    byId('health').removeAttribute('aria-busy');
    this.#draw();
  }

  /** Takes a new state of the connection to the bot. */
  connectionChanged(connection) {
    this.#connection = connection;
    this.#draw();
  }

  #draw() {
    const now = Date.now() + this.#offset;
    const verdict = verdictOf(this.#status, this.#connection, now);
    drawConnection(this.#connection);
    drawVerdict(verdict, now);
    drawBanners(banners(this.#status, this.#connection, now), this.#retry);
    document.title = `${verdict.word} · BotFunnel`;
    if (this.#status) {
      setText(byId('bot'), botOf(this.#status));
      drawTiles(tiles(this.#status, now));
      drawBooks(this.#status);
    }
  }
}

const botOf = (status) => [status.bot && `@${status.bot}`, status.version].filter(Boolean).join(' · ');

/** The verdict as a word, a colour and a reason. */
function verdictOf(status, connection, now) {
  if (connection.state === 'locked') {
    return { word: 'Locked', tone: 'bad', since: null, reason: 'This tab has no session, or it has ended: after a logout, after 12 hours, or with the bot. Run the command “console” on the bot’s machine and open the link that it prints.' };
  }
  if (connection.state === 'stale') {
    return connection.hung
      ? { word: 'Hung', tone: 'bad', since: connection.since, reason: 'The bot accepts connections but does not answer: its process is stopped or hangs. Run doctor on its machine. The page shows the last known figures.' }
      : { word: 'Not running', tone: 'bad', since: connection.since, reason: 'Nothing answers at this address: the bot is not running, or the tunnel to it is closed. The page shows the last known figures.' };
  }
  if (!status) {
    return { word: 'Connecting…', tone: 'idle', since: null, reason: 'Reading the bot’s status.' };
  }
  return (VERDICTS[status.verdict] ?? unknown)(status, now);
}

/** How each verdict is shown. The bot decides on the verdict; the page only words it. */
const VERDICTS = {
  not_running: () => ({ word: 'Not running', tone: 'bad', since: null, reason: 'The bot is stopping: it accepts no updates and sends no events.' }),
  hung: ({ stalled }) => ({
    word: 'Hung', tone: 'bad', since: null,
    reason: `The bot makes no progress: its thread ${stalled?.thread} ${stalled?.activity} for ${duration(stalled?.durationMs ?? 0)}. Read its log, then restart it. Nothing that was acknowledged is lost.`,
  }),
  held: ({ held }) => ({
    word: 'Held', tone: 'bad', since: held.sinceMs,
    reason: `${held.reason} ${held.updates > 0 ? `${count(held.updates)} updates wait to be written; ` : ''}Telegram keeps updates for 24 hours.`,
  }),
  dry_run: ({ endpoint }) => ({ word: 'Dry run', tone: 'warn', since: endpoint.sinceMs, reason: 'Nothing is sent: each request is shown in the log instead.' }),
  unauthorized: ({ endpoint }) => ({
    word: 'Unauthorized', tone: 'bad', since: endpoint.sinceMs,
    reason: `XTRACKER does not accept the key (${endpoint.reason}). Put the right one into the bearer file, or set ${environmentVariable('XTRACKER_BEARER')} and restart. Nothing is lost.`,
  }),
  paused: ({ endpoint }) => ({
    word: 'Paused', tone: 'warn', since: endpoint.sinceMs,
    reason: `XTRACKER fails: ${endpoint.reason}. Delivery is paused by a circuit breaker: it sends one probe at a time, and resumes once a probe succeeds. Nothing is lost.`,
  }),
  refusing: ({ endpoint, outbox }) => ({
    word: 'Refusing', tone: 'bad', since: endpoint.refusing[0]?.sinceMs ?? null,
    reason: `XTRACKER refuses ${endpoint.refusing.map(refusedKind).join('; ') || `all ${count(outbox.refused)} events`}. They are kept: see “Refused events” below, fix the cause, and send them again.`,
  }),
  idle: ({ endpoint }) => ({ word: 'Idle', tone: 'idle', since: endpoint.sinceMs, reason: 'No event has been sent to XTRACKER since the start.' }),
  delivering,
};

const refusedKind = ({ kind, events, reason }) => `${kind} events (${count(events)}, the latest: ${reason})`;

const unknown = ({ verdict }) => ({ word: verdict, tone: 'warn', since: null, reason: 'This page has another version than the bot. Reload it.' });

function delivering(status, now) {
  const since = status.endpoint.sinceMs;
  const waited = status.oldestWaitingMs ? now - status.oldestWaitingMs : 0;
  return waited > OVERDUE_AFTER
    ? { word: 'Delivering', tone: 'warn', since, reason: `Events reach XTRACKER, but the oldest has waited for ${duration(waited)}. Filter the feed by “waiting” to see why.` }
    : { word: 'Delivering', tone: 'good', since, reason: 'Events reach XTRACKER.' };
}

function drawVerdict(verdict, now) {
  byId('verdict').dataset.tone = verdict.tone;
  setText(byId('verdict-word'), verdict.word);
  setText(byId('verdict-reason'), verdict.reason);
  setText(byId('verdict-since'), verdict.since ? `for ${duration(Math.max(0, now - verdict.since))}` : '');
}

function drawConnection(connection) {
  const words = { loading: 'Connecting…', live: 'Live', stale: 'Connection lost', locked: 'Locked' };
  document.body.dataset.connection = connection.state;
  setText(byId('connection-word'), words[connection.state]);
}

function tiles(status, now) {
  const { endpoint, outbox } = status;
  const waiting = outbox.waiting > 0;
  return [
    tile('waiting', 'Waiting', count(outbox.waiting), waiting ? 'to be delivered' : 'nothing waits'),
    tile('oldest', 'Oldest waiting', ageOf(waiting ? status.oldestWaitingMs : null, now), waiting && status.oldestWaitingMs ? `since ${time(status.oldestWaitingMs)}` : 'nothing waits', now - (status.oldestWaitingMs ?? now) > OVERDUE_AFTER ? 'warn' : ''),
    tile('success', 'Last success', ageOf(endpoint.lastSuccessAtMs, now), endpoint.lastSuccessAtMs ? `ago, at ${time(endpoint.lastSuccessAtMs)}` : 'none since the start'),
    tile('next', 'Next attempt', nextAttempt(endpoint, now), endpoint.nextProbeAtMs ? `at ${time(endpoint.nextProbeAtMs)}` : 'for new events'),
    tile('flight', 'In flight', `${count(status.inFlight)} of ${count(status.limit)}`, 'requests at a time'),
    telegram(status),
  ];
}

const tile = (key, name, value, hint, tone = '') => ({ key, name, value, hint, tone });

const ageOf = (since, now) => (since ? duration(Math.max(0, now - since)) : '–');

function nextAttempt(endpoint, now) {
  if (!endpoint.nextProbeAtMs) {
    return endpoint.status === 'running' ? 'at once' : '–';
  }
  const left = endpoint.nextProbeAtMs - now;
  return left > 0 ? `in ${duration(left + 999)}` : 'now';
}

function telegram(status) {
  if (status.telegramTrouble) {
    return tile('telegram', 'Telegram', 'trouble', 'see above', 'warn');
  }
  return status.polling
    ? tile('telegram', 'Telegram', 'connected', 'updates arrive')
    : tile('telegram', 'Telegram', 'connecting', 'no updates yet', 'warn');
}

function drawTiles(list) {
  reconcile(byId('tiles'), list, (item) => item.key, JSON.stringify, (item) =>
    el('div', { class: 'tile', data: { tone: item.tone, tile: item.key } },
      el('dt', {}, item.name), el('dd', {}, item.value), el('dd', { class: 'muted' }, item.hint)));
}

function drawBooks(status) {
  const books = [{ name: 'Events', ...status.outbox }, { name: 'Updates', ...status.inbox }];
  if (status.conversions.accepted > 0) {
    books.push({ name: 'Conversions', ...status.conversions });
  }
  reconcile(byId('books'), books, (book) => book.name, JSON.stringify, booksLine);
}

const TERMS = ['delivered', 'duplicate', 'waiting', 'refused', 'erased'];

function booksLine(book) {
  const terms = TERMS.flatMap((name, at) => [at === 0 ? sign('=') : sign('+'), term(name, book[name])]);
  return el('p', { class: 'equation', data: { book: book.name.toLowerCase(), balanced: book.balanced } },
    el('span', { class: 'book' }, book.name), term('accepted', book.accepted), ...terms, balance(book));
}

const sign = (text) => el('span', { class: 'sign' }, text);

const term = (name, number) =>
  el('span', { class: 'term', data: { term: name, some: number > 0 } }, el('b', {}, count(number)), ` ${name}`);

function balance(book) {
  if (book.balanced) {
    return el('span', { class: 'balance good' }, '✓ balanced');
  }
  const missing = book.accepted - TERMS.reduce((all, name) => all + book[name], 0);
  const off = missing > 0 ? `${count(missing)} missing` : `${count(-missing)} too many`;
  return el('span', { class: 'balance bad', role: 'alert' }, `✗ does not balance: ${off}. Report this`);
}

function banners(status, connection, now) {
  const list = [];
  if (connection.state === 'stale') {
    list.push({ key: 'stale', tone: 'bad', title: 'Connection to the bot lost', text: lostSince(connection), retry: true });
  }
  if (status?.dryRun) {
    list.push({ key: 'dry', tone: 'dry', title: 'DRY RUN', text: 'Nothing is sent to XTRACKER. Set tracking.dry-run to false to track for real.' });
  }
  if (status?.telegramTrouble) {
    list.push({ key: 'telegram', tone: 'bad', title: 'Telegram', text: status.telegramTrouble });
  }
  return list
    .concat((status?.quarantined ?? []).map((group) => quarantined(group, now)))
    .concat((status?.stalledSteps ?? []).map((step) => stalled(step, now)));
}

const UNITS = { inbox: ['update', 'updates'], conversions: ['conversion', 'conversions'] };

function quarantined({ topic, entries, nextTrialAtMs }, now) {
  const [one, many] = UNITS[topic] ?? [topic, topic];
  const left = nextTrialAtMs - now;
  const due = left > 0 ? `due in ${duration(left + 999)}, at ${dateTime(nextTrialAtMs)}` : 'due, once the bot has run for long enough';
  return {
    key: `quarantined-${topic}`, tone: 'warn', title: `${count(entries)} ${entries === 1 ? one : many} quarantined`,
    text: `The bot’s handler ended the process three times. The next trial is ${due}. Fix the handler: see “${topic === 'inbox' ? 'Refused updates' : 'Refused conversions'}” below.`,
  };
}

function lostSince(connection) {
  const left = connection.retryAt ? Math.max(0, connection.retryAt - Date.now()) : 0;
  const next = left > 0 ? `Trying again in ${duration(left + 999)}.` : 'Trying again…';
  return `${duration(Date.now() - connection.since)} ago, at ${time(connection.since)}. ${next}`;
}

function stalled({ step, lastAtMs, usualGapMs }, now) {
  const elapsed = Math.max(0, now - lastAtMs);
  const times = Math.floor(elapsed / Math.max(1, usualGapMs));
  return {
    key: `stalled-${step}`, tone: 'warn', title: `No ${NAMES[step] ?? step} for ${duration(elapsed)}`,
    text: `That is ${count(times)} times the usual gap of ${duration(usualGapMs)}. ${remedyOf(step)}`,
  };
}

const remedyOf = (step) => (step === 'deposit'
  ? 'Check that the offer takes payments and that its postbacks arrive.'
  : 'Check that the landing page and its link lead to the bot.');

function drawBanners(list, retry) {
  reconcile(byId('banners'), list, (item) => item.key, (item) => item.key, (item) =>
    el('p', { class: `banner ${item.tone}`, data: { banner: item.key } },
      el('strong', {}), ' ', el('span', { 'aria-live': 'off' }),
      item.retry ? el('button', { type: 'button', on: { click: retry } }, 'Try now') : null));
  list.forEach((item, at) => {
    const banner = byId('banners').children[at];
    setText(banner.querySelector('strong'), item.title);
    setText(banner.querySelector('span'), item.text);
  });
}
