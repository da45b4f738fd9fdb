// Whether events flow, and if not why: the strip at the top and the alarms above it.
import { variable } from './bots.js';
import { byId, el, keyed, say } from './dom.js';
import { count, moment, span, time } from './format.js';

const STALLED_AFTER = 120_000;

const NAMES = { started: '/start', deposit: 'deposit' };

/** The health of the bot as it was last told, reckoned anew every second. */
export class Health {
  #status = null;
  #offset = 0;
  #stand = { state: 'loading', since: Date.now(), retryAt: null };
  #retry;

  /** @param retry called to try a lost connection at once */
  constructor(retry) {
    this.#retry = retry;
    setInterval(() => this.#draw(), 1_000);
  }

  /** What the bot says of itself. */
  tell(status) {
    this.#status = status;
    this.#offset = status.nowMs - Date.now();
    byId('health').removeAttribute('aria-busy');
    this.#draw();
  }

  /** Where the connection to the bot stands. */
  connection(stand) {
    this.#stand = stand;
    this.#draw();
  }

  #draw() {
    const now = Date.now() + this.#offset;
    const verdict = verdictOf(this.#status, this.#stand, now);
    drawConnection(this.#stand);
    drawVerdict(verdict, now);
    drawBanners(banners(this.#status, this.#stand, now), this.#retry);
    document.title = `${verdict.word} · BotFunnel`;
    if (this.#status) {
      say(byId('bot'), botOf(this.#status));
      drawTiles(tiles(this.#status, now));
      drawBooks(this.#status);
    }
  }
}

const botOf = (status) => [status.bot && `@${status.bot}`, status.version].filter(Boolean).join(' · ');

/** The one word of the strip. */
function verdictOf(status, stand, now) {
  if (stand.state === 'locked') {
    return { word: 'Locked', tone: 'bad', since: null, reason: 'This tab has no session, or it has ended: at a logout, after 12 hours, or with the bot. Run the command “console” on the bot’s machine and open the link that it prints.' };
  }
  if (stand.state === 'stale') {
    return stand.hung
      ? { word: 'Hung', tone: 'bad', since: stand.since, reason: 'The bot takes connections and answers none: its process is stopped or hangs. Run doctor on its machine. Below is the last that was heard.' }
      : { word: 'Not running', tone: 'bad', since: stand.since, reason: 'Nothing answers at this address: the bot does not run, or the tunnel to it is closed. Below is the last that was heard.' };
  }
  if (!status) {
    return { word: 'Connecting…', tone: 'idle', since: null, reason: 'Asking the bot how it does.' };
  }
  return (VERDICTS[status.verdict] ?? unknown)(status, now);
}

/** How each verdict of the bot is shown. What is the case the bot decides, and this only words it. */
const VERDICTS = {
  not_running: () => ({ word: 'Not running', tone: 'bad', since: null, reason: 'The bot is about to end: nothing is taken and nothing is sent.' }),
  hung: ({ stalled }) => ({
    word: 'Hung', tone: 'bad', since: null,
    reason: `The bot makes no progress: its thread ${stalled?.thread} ${stalled?.what} for ${span(stalled?.lastingMs ?? 0)}. Read its log, then restart it. Nothing that was acknowledged is lost.`,
  }),
  held: ({ held }) => ({
    word: 'Held', tone: 'bad', since: held.sinceMs,
    reason: `${held.reason} ${held.updates > 0 ? `${count(held.updates)} updates wait to be written; ` : ''}Telegram keeps updates for 24 hours.`,
  }),
  dry_run: ({ endpoint }) => ({ word: 'Dry run', tone: 'warn', since: endpoint.sinceMs, reason: 'Nothing is sent: each request is shown in the log instead.' }),
  unauthorized: ({ endpoint }) => ({
    word: 'Unauthorized', tone: 'bad', since: endpoint.sinceMs,
    reason: `XTRACKER does not accept the key (${endpoint.reason}). Put the right one into the bearer file, or set ${variable('XTRACKER_BEARER')} and restart. Nothing is lost.`,
  }),
  paused: ({ endpoint }) => ({
    word: 'Paused', tone: 'warn', since: endpoint.sinceMs,
    reason: `XTRACKER fails: ${endpoint.reason}. Nothing is lost; delivery goes on automatically.`,
  }),
  refusing: ({ endpoint, outbox }) => ({
    word: 'Refusing', tone: 'bad', since: endpoint.refusing[0]?.sinceMs ?? null,
    reason: `XTRACKER refuses ${endpoint.refusing.map(refusal).join('; ') || `all ${count(outbox.refused)} events`}. They are kept: see “Refused” below, mend the cause, and send them again.`,
  }),
  idle: ({ endpoint }) => ({ word: 'Idle', tone: 'idle', since: endpoint.sinceMs, reason: 'XTRACKER has been sent nothing yet since the start.' }),
  delivering,
};

const refusal = ({ kind, events, reason }) => `${kind} events (${count(events)}, the latest: ${reason})`;

const unknown = ({ verdict }) => ({ word: verdict, tone: 'warn', since: null, reason: 'This page is of another version than the bot. Load it anew.' });

function delivering(status, now) {
  const since = status.endpoint.sinceMs;
  const waited = status.oldestWaitingMs ? now - status.oldestWaitingMs : 0;
  return waited > STALLED_AFTER
    ? { word: 'Delivering', tone: 'warn', since, reason: `Events reach XTRACKER, but the oldest has waited for ${span(waited)}. Filter the feed by “waiting” to see why.` }
    : { word: 'Delivering', tone: 'good', since, reason: 'Events reach XTRACKER.' };
}

function drawVerdict(verdict, now) {
  byId('verdict').dataset.tone = verdict.tone;
  say(byId('verdict-word'), verdict.word);
  say(byId('verdict-reason'), verdict.reason);
  say(byId('verdict-since'), verdict.since ? `for ${span(Math.max(0, now - verdict.since))}` : '');
}

function drawConnection(stand) {
  const words = { loading: 'Connecting…', live: 'Live', stale: 'Connection lost', locked: 'Locked' };
  document.body.dataset.connection = stand.state;
  say(byId('connection-word'), words[stand.state]);
}

function tiles(status, now) {
  const { endpoint, outbox } = status;
  const waiting = outbox.waiting > 0;
  return [
    tile('waiting', 'Waiting', count(outbox.waiting), waiting ? 'to be delivered' : 'nothing waits'),
    tile('oldest', 'Oldest waiting', ageOf(waiting ? status.oldestWaitingMs : null, now), waiting && status.oldestWaitingMs ? `since ${time(status.oldestWaitingMs)}` : 'nothing waits', now - (status.oldestWaitingMs ?? now) > STALLED_AFTER ? 'warn' : ''),
    tile('success', 'Last success', ageOf(endpoint.lastSuccessAtMs, now), endpoint.lastSuccessAtMs ? `ago, at ${time(endpoint.lastSuccessAtMs)}` : 'none since the start'),
    tile('next', 'Next attempt', nextAttempt(endpoint, now), endpoint.nextProbeAtMs ? `at ${time(endpoint.nextProbeAtMs)}` : 'of what comes in'),
    tile('flight', 'In flight', `${count(status.inFlight)} of ${count(status.limit)}`, 'calls at once'),
    telegram(status),
  ];
}

const tile = (key, name, value, hint, tone = '') => ({ key, name, value, hint, tone });

const ageOf = (since, now) => (since ? span(Math.max(0, now - since)) : '–');

function nextAttempt(endpoint, now) {
  if (!endpoint.nextProbeAtMs) {
    return endpoint.status === 'running' ? 'at once' : '–';
  }
  const left = endpoint.nextProbeAtMs - now;
  return left > 0 ? `in ${span(left + 999)}` : 'now';
}

function telegram(status) {
  if (status.telegramTrouble) {
    return tile('telegram', 'Telegram', 'trouble', 'see above', 'warn');
  }
  return status.polling
    ? tile('telegram', 'Telegram', 'connected', 'updates come in')
    : tile('telegram', 'Telegram', 'connecting', 'no updates yet', 'warn');
}

function drawTiles(list) {
  keyed(byId('tiles'), list, (item) => item.key, JSON.stringify, (item) =>
    el('div', { class: 'tile', data: { tone: item.tone, tile: item.key } },
      el('dt', {}, item.name), el('dd', {}, item.value), el('dd', { class: 'muted' }, item.hint)));
}

function drawBooks(status) {
  const books = [{ name: 'Events', ...status.outbox }, { name: 'Updates', ...status.inbox }];
  if (status.conversions.accepted > 0) {
    books.push({ name: 'Conversions', ...status.conversions });
  }
  keyed(byId('books'), books, (book) => book.name, JSON.stringify, equation);
}

const TERMS = ['delivered', 'duplicate', 'waiting', 'refused', 'erased'];

function equation(book) {
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

function banners(status, stand, now) {
  const list = [];
  if (stand.state === 'stale') {
    list.push({ key: 'stale', tone: 'bad', title: 'Connection to the bot lost', text: lost(stand), retry: true });
  }
  if (status?.dryRun) {
    list.push({ key: 'dry', tone: 'dry', title: 'DRY RUN', text: 'Nothing is sent to XTRACKER. Set tracking.dry-run to false to track for real.' });
  }
  if (status?.telegramTrouble) {
    list.push({ key: 'telegram', tone: 'bad', title: 'Telegram', text: status.telegramTrouble });
  }
  return list
    .concat((status?.quarantined ?? []).map((some) => quarantine(some, now)))
    .concat((status?.silences ?? []).map((silence) => alarm(silence, now)));
}

const UNITS = { inbox: ['update', 'updates'], conversions: ['conversion', 'conversions'] };

function quarantine({ topic, entries, nextTrialAtMs }, now) {
  const [one, many] = UNITS[topic] ?? [topic, topic];
  const left = nextTrialAtMs - now;
  const due = left > 0 ? `due in ${span(left + 999)}, at ${moment(nextTrialAtMs)}` : 'due, once the bot has run for long enough';
  return {
    key: `quarantined-${topic}`, tone: 'warn', title: `${count(entries)} ${entries === 1 ? one : many} quarantined`,
    text: `The bot’s handler ended the process three times. The next trial is ${due}. Mend the handler: see “${topic === 'inbox' ? 'Set aside' : 'Not told'}” below.`,
  };
}

function lost(stand) {
  const left = stand.retryAt ? Math.max(0, stand.retryAt - Date.now()) : 0;
  const next = left > 0 ? `Trying again in ${span(left + 999)}.` : 'Trying again…';
  return `${span(Date.now() - stand.since)} ago, at ${time(stand.since)}. ${next}`;
}

function alarm(silence, now) {
  const quiet = Math.max(0, now - silence.lastAtMs);
  const times = Math.floor(quiet / Math.max(1, silence.usualGapMs));
  return {
    key: `silence-${silence.step}`, tone: 'warn', title: `No ${NAMES[silence.step] ?? silence.step} for ${span(quiet)}`,
    text: `That is ${count(times)} times the usual gap of ${span(silence.usualGapMs)}. ${remedy(silence.step)}`,
  };
}

const remedy = (step) => (step === 'deposit'
  ? 'Look whether the offer takes payments and its postbacks still arrive.'
  : 'Look whether the landing page and its link still lead to the bot.');

function drawBanners(list, retry) {
  keyed(byId('banners'), list, (item) => item.key, (item) => item.key, (item) =>
    el('p', { class: `banner ${item.tone}`, data: { banner: item.key } },
      el('strong', {}), ' ', el('span', { 'aria-live': 'off' }),
      item.retry ? el('button', { type: 'button', on: { click: retry } }, 'Try now') : null));
  list.forEach((item, at) => {
    const banner = byId('banners').children[at];
    say(banner.querySelector('strong'), item.title);
    say(banner.querySelector('span'), item.text);
  });
}
