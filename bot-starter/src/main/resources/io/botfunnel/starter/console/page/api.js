// Calls to the bot. Every one gives its answer or throws an Error that says what went wrong.
import { chosenBot } from './bots.js';

/** An answer that says no. */
export class Refusal extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

export const read = (path, parameters = {}) => call('GET', path, parameters, {});

const SIGN_OF_LIFE = 5_000;

/** Whether the bot answers soon; what is thrown says by `hung` that it takes the connection and does not. */
export const ping = () => call('GET', '/api/bots', {}, {}, AbortSignal.timeout(SIGN_OF_LIFE));

/** Changes something; the header keeps forms of other sites from doing so. */
export const change = (path, parameters) =>
  call('POST', path, parameters, { 'X-BotFunnel-Request': '1', 'X-BotFunnel-Who': 'console' });

/** The query of a path, about the bot that is shown; what is empty is left out. */
export function query(parameters) {
  const given = Object.entries({ ...parameters, bot: chosenBot() }).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

async function call(method, path, parameters, headers, signal) {
  const response = await answered(path + query(parameters), { method, headers, signal, cache: 'no-store' });
  const body = await response.text();
  if (!response.ok) {
    throw new Refusal(errorOf(body) ?? `The bot answered ${response.status}.`, response.status);
  }
  return body === '' ? null : JSON.parse(body);
}

async function answered(url, options) {
  try {
    return await fetch(url, options);
  } catch (error) {
    throw Object.assign(new Error('The bot does not answer. Look whether it runs.'), { hung: error.name === 'TimeoutError' });
  }
}

function errorOf(body) {
  try {
    return JSON.parse(body).error;
  } catch {
    return null; // not an answer of the console's own
  }
}
