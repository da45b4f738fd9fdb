// The session of this tab. One secret is in a cookie that no script can read; the other is here and is sent as a header.
const STORE = 'botfunnel-secret';
const KEY = /^#key=([\w-]+)$/;

let secret = restored();

/** The headers of each call. */
export const sessionHeaders = () => (secret === null ? {} : { 'X-BotFunnel-Key': secret });

/** Removes the key from the URL and exchanges it for a session; a key works once. */
export async function login() {
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
      store((await answer.json()).secret);
    }
    return answer.ok;
  } catch {
    return false; // the banner about the connection reports it
  }
}

/** Logs in when a link is opened in this tab, which changes only the hash of the URL. */
export function loginOnHashChange() {
  addEventListener('hashchange', async () => {
    if (await login()) {
      location.reload();
    }
  });
}

/** Ends the session in this tab and in the bot. */
export async function logout() {
  try {
    await fetch('/api/logout', { method: 'POST', cache: 'no-store', headers: { 'X-BotFunnel-Request': '1', ...sessionHeaders() } });
  } finally {
    store(null);
  }
}

function store(value) {
  secret = value;
  try {
    if (value === null) {
      sessionStorage.removeItem(STORE);
    } else {
      sessionStorage.setItem(STORE, value);
    }
  } catch {
    // storage is disabled: the session lasts until the page is closed
  }
}

function restored() {
  try {
    return sessionStorage.getItem(STORE);
  } catch {
    return null; // storage is disabled
  }
}
