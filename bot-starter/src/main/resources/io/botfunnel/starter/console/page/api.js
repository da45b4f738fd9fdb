// Calls to the bot. Each returns the response or throws an ApiError.
import { chosenBot } from './bots.js';
import { parse } from './plain.js';
import { sessionHeaders } from './session.js';

/** An error response: `what` is wrong, and the `remedy` if there is one. */
export class ApiError extends Error {
  constructor(status, { error, what, remedy }) {
    super(error ?? `The bot answered ${status}.`);
    this.status = status;
    this.what = what ?? this.message;
    this.remedy = remedy ?? null;
  }
}

export const read = (path, parameters = {}) => call('GET', path, parameters, {});

const PING_TIMEOUT = 5_000;

/** Checks that the bot answers within 5 s. The error has `hung` if the bot accepts the connection but does not answer. */
export const ping = () => call('GET', '/api/bots', {}, {}, AbortSignal.timeout(PING_TIMEOUT));

/** Makes a change; a form of another site cannot send these headers. */
export const change = (path, parameters) =>
  call('POST', path, parameters, { 'X-BotFunnel-Request': '1', 'X-BotFunnel-Who': 'console' });

/** Returns the query string for the bot that is shown, without empty parameters. */
export function query(parameters) {
  const present = Object.entries({ ...parameters, bot: chosenBot() }).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return present.length === 0 ? '' : `?${new URLSearchParams(present)}`;
}

/** Reads the event stream: calls `onEvent` with each event's name and data. Ends by throwing. */
export async function readStream(parameters, signal, onEvent) {
  const response = await request(`/api/live${query(parameters)}`, { headers: sessionHeaders(), signal, cache: 'no-store' });
  if (!response.ok) {
    throw await errorOf(response);
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const events = (rest + chunk.value).split('\n\n');
    rest = events.pop();
    events.map((event) => EVENT.exec(event)).filter(Boolean).forEach(([, name, data]) => onEvent(name, parse(data)));
  }
  throw new Error('The bot has closed the stream.');
}

const EVENT = /^event: (\w+)\ndata: (.*)$/;

async function call(method, path, parameters, headers, signal) {
  const response = await request(path + query(parameters), { method, headers: { ...headers, ...sessionHeaders() }, signal, cache: 'no-store' });
  if (!response.ok) {
    throw await errorOf(response);
  }
  const body = await response.text();
  return body === '' ? null : parse(body);
}

async function errorOf(response) {
  return new ApiError(response.status, bodyOf(await response.text()));
}

async function request(url, options) {
  try {
    return await fetch(url, options);
  } catch (error) {
    throw Object.assign(new Error('The bot does not answer. Check that it is running.'), { hung: error.name === 'TimeoutError' });
  }
}

function bodyOf(text) {
  try {
    return parse(text) ?? {};
  } catch {
    return {}; // not from the console
  }
}
