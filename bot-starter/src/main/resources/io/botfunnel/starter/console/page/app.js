// The operator's page: passes the events of the stream to its parts.
import { read } from './api.js';
import { showBots } from './bots.js';
import { Charts } from './chart.js';
import { byId, failed, show, skeleton } from './dom.js';
import { Feed } from './feed.js';
import { drawFunnel } from './funnel.js';
import { Health } from './health.js';
import { LiveStream } from './live.js';
import { setStartPrefix } from './prefix.js';
import { audit, badge, conflicts, unmatched } from './notices.js';
import { RefusedEntries } from './refused.js';
import { login, loginOnHashChange, logout } from './session.js';
import { drawRevenue } from './revenue.js';
import { tabs } from './tabs.js';
import { Timeline } from './timeline.js';

const NOTICES_INTERVAL = 3_000;

const timeline = new Timeline();
const openTimeline = (entry) => timeline.openFor(entry);
const charts = new Charts();
const feed = new Feed(byId('panel-feed'), openTimeline);
const refusedEntries = (tab, topic) => new RefusedEntries(byId(`panel-${tab}`), topic, openTimeline, () => lists.audit.reload());
const lists = {
  refused: refusedEntries('refused', 'outbox'),
  inbox: refusedEntries('inbox', 'inbox'),
  conversions: refusedEntries('conversions', 'conversions'),
  conflicts: conflicts(openTimeline),
  unmatched: unmatched(openTimeline),
  audit: audit(),
};
const health = new Health(() => stream.open());
const stream = new LiveStream(onEvent, (connection) => health.connectionChanged(connection));

let selectedList = 'feed';
let period = 'day';
let noticesStale = true;

function onEvent(name, content) {
  if (name === 'status') {
    health.update(content);
    setStartPrefix(content);
    badge('refused', content.outbox.refused);
    badge('inbox', content.inbox.refused);
    badge('conversions', content.conversions.refused);
  } else if (name === 'feed') {
    feed.update(content);
    reloadLists();
  } else if (content.period === period) {
    drawPeriod(content);
  }
}

/** Reloads the list that is shown; the two whose number a tab shows are reloaded less often. */
function reloadLists() {
  noticesStale = true;
  if (['refused', 'inbox', 'conversions', 'audit'].includes(selectedList)) {
    lists[selectedList].reload();
  }
}

function reloadNotices() {
  if (noticesStale) {
    noticesStale = false;
    lists.conflicts.reload();
    lists.unmatched.reload();
  }
}

function drawPeriod(funnel) {
  drawFunnel(funnel);
  drawRevenue(funnel);
  charts.draw(funnel);
}

/** If this fails, the list of bots is loaded when the page is reloaded. */
async function loadBots() {
  try {
    showBots(await read('/api/bots'));
  } catch {
    // the banner about the connection reports it
  }
}

/** Shows a period at once, without waiting for the stream. */
async function choosePeriod(chosen) {
  period = chosen;
  [byId('funnel'), byId('revenue')].forEach((panel) => panel.setAttribute('aria-busy', 'true'));
  stream.open(chosen);
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
    // storage is disabled: the choice lasts until the page is closed
  }
}

await login();
loginOnHashChange();
byId('leave').addEventListener('click', async () => {
  try {
    await logout();
  } finally {
    stream.lock();
  }
});
byId('period').addEventListener('change', (event) => choosePeriod(event.target.value));
byId('search').addEventListener('submit', (event) => {
  event.preventDefault();
  timeline.find(byId('search-for').value.trim());
});
[byId('funnel'), byId('revenue')].forEach((panel) => show(panel, skeleton(7)));
themeButton();
tabs((name) => {
  selectedList = name;
  lists[name]?.reload();
});
setInterval(reloadNotices, NOTICES_INTERVAL);
loadBots();
reloadNotices();
choosePeriod(period);
