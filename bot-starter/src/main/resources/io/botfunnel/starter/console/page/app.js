// The operator's page: the stream comes in here and goes to the parts.
import { read } from './api.js';
import { offer } from './bots.js';
import { Charts } from './chart.js';
import { byId, failed, show, skeleton } from './dom.js';
import { Feed } from './feed.js';
import { drawFunnel } from './funnel.js';
import { Health } from './health.js';
import { Live } from './live.js';
import { heardPrefix } from './prefix.js';
import { audit, badge, conflicts, unmatched } from './notices.js';
import { Refused } from './refused.js';
import { enter, enterLater, leave } from './session.js';
import { drawRevenue } from './revenue.js';
import { tabs } from './tabs.js';
import { Timeline } from './timeline.js';

const NOTICES_EVERY = 3_000;

const timeline = new Timeline();
const openTimeline = (entry) => timeline.of(entry);
const charts = new Charts();
const feed = new Feed(byId('panel-feed'), openTimeline);
const setAside = (tab, topic) => new Refused(byId(`panel-${tab}`), topic, openTimeline, () => lists.audit.reload());
const lists = {
  refused: setAside('refused', 'outbox'),
  inbox: setAside('inbox', 'inbox'),
  conversions: setAside('conversions', 'conversions'),
  conflicts: conflicts(openTimeline),
  unmatched: unmatched(openTimeline),
  audit: audit(),
};
const health = new Health(() => live.open());
const live = new Live(heard, (stand) => health.connection(stand));

let shownList = 'feed';
let period = 'day';
let stirred = true;

function heard(name, content) {
  if (name === 'status') {
    health.tell(content);
    heardPrefix(content);
    badge('refused', content.outbox.refused);
    badge('inbox', content.inbox.refused);
    badge('conversions', content.conversions.refused);
  } else if (name === 'feed') {
    feed.heard(content);
    reloadLists();
  } else if (content.period === period) {
    drawPeriod(content);
  }
}

/** The lists that follow the feed; those whose number a tab shows are read less often. */
function reloadLists() {
  stirred = true;
  if (['refused', 'inbox', 'conversions', 'audit'].includes(shownList)) {
    lists[shownList].reload();
  }
}

function reloadNotices() {
  if (stirred) {
    stirred = false;
    lists.conflicts.reload();
    lists.unmatched.reload();
  }
}

function drawPeriod(funnel) {
  drawFunnel(funnel);
  drawRevenue(funnel);
  charts.draw(funnel);
}

/** Whoever cannot be asked now is asked when the page is opened anew. */
async function offerBots() {
  try {
    offer(await read('/api/bots'));
  } catch {
    // the connection tells of it
  }
}

/** Shows a period at once, without waiting for the stream. */
async function choosePeriod(chosen) {
  period = chosen;
  [byId('funnel'), byId('revenue')].forEach((place) => place.setAttribute('aria-busy', 'true'));
  live.open(chosen);
  try {
    const funnel = await read('/api/funnel', { period: chosen });
    if (chosen === period) {
      drawPeriod(funnel);
    }
  } catch (error) {
    show(byId('funnel'), failed(error, () => choosePeriod(chosen)));
    show(byId('revenue'));
  }
}

function themeButton() {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const dark = () => (document.documentElement.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const draw = () => {
    byId('theme').textContent = dark() ? 'Light' : 'Dark';
    charts.redraw();
  };
  byId('theme').addEventListener('click', () => {
    const theme = dark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    remember(theme);
    draw();
  });
  system.addEventListener('change', draw);
  draw();
}

function remember(theme) {
  try {
    localStorage.setItem('theme', theme);
  } catch {
    // storage is switched off: the choice holds until the page is left
  }
}

await enter();
enterLater();
byId('leave').addEventListener('click', async () => {
  try {
    await leave();
  } finally {
    live.lock();
  }
});
byId('period').addEventListener('change', (event) => choosePeriod(event.target.value));
byId('search').addEventListener('submit', (event) => {
  event.preventDefault();
  timeline.find(byId('search-for').value.trim());
});
[byId('funnel'), byId('revenue')].forEach((place) => show(place, skeleton(7)));
themeButton();
tabs((name) => {
  shownList = name;
  lists[name]?.reload();
});
setInterval(reloadNotices, NOTICES_EVERY);
offerBots();
reloadNotices();
choosePeriod(period);
