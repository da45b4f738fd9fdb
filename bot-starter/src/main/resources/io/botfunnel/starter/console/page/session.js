// The session of this tab: one half is in a cookie that no script sees, the other is here and goes along as a header.
const STORE = 'botfunnel-secret';
const KEY = /^#key=([\w-]+)$/;

let secret = stored();

/** What each call sends along. */
export const sessionHeaders = () => (secret === null ? {} : { 'X-BotFunnel-Key': secret });

/** Takes the key out of the address, and gets a session for it; a key serves once. */
export async function enter() {
  const key = KEY.exec(location.hash)?.[1];
  if (!key) {
    return false;
  }
  history.replaceState(null, '', location.pathname + location.search);
  try {
    const answer = await fetch('/api/login', {
      method: 'POST', cache: 'no-store', headers: { 'X-BotFunnel-Request': '1', 'X-BotFunnel-Login': key },
    });
    if (answer.ok) {
      keep((await answer.json()).secret);
    }
    return answer.ok;
  } catch {
    return false; // the connection tells of it
  }
}

/** A link that is opened in this tab, too, changes nothing of its address but the key. */
export function enterLater() {
  addEventListener('hashchange', async () => {
    if (await enter()) {
      location.reload();
    }
  });
}

/** Ends the session here and at the bot. */
export async function leave() {
  try {
    await fetch('/api/logout', { method: 'POST', cache: 'no-store', headers: { 'X-BotFunnel-Request': '1', ...sessionHeaders() } });
  } finally {
    keep(null);
  }
}

function keep(value) {
  secret = value;
  try {
    if (value === null) {
      sessionStorage.removeItem(STORE);
    } else {
      sessionStorage.setItem(STORE, value);
    }
  } catch {
    // storage is switched off: the session lasts until the page is left
  }
}

function stored() {
  try {
    return sessionStorage.getItem(STORE);
  } catch {
    return null; // storage is switched off
  }
}
