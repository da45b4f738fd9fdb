// Calls to the bot. Every one gives its answer or throws an Error that says what went wrong.
import { chosenBot } from './bots.js';
import { parse } from './plain.js';
import { sessionHeaders } from './session.js';

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

/** The stream of what happens: `take` gets each event's name and content. Ends by throwing. */
export async function follow(parameters, signal, take) {
  const response = await answered(`/api/live${query(parameters)}`, { headers: sessionHeaders(), signal, cache: 'no-store' });
  if (!response.ok) {
    throw await refusal(response);
  }
  const texts = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let read = await texts.read(); !read.done; read = await texts.read()) {
    const events = (rest + read.value).split('\n\n');
    rest = events.pop();
    events.map((event) => EVENT.exec(event)).filter(Boolean).forEach(([, name, data]) => take(name, parse(data)));
  }
  throw new Error('The bot has ended the stream.');
}

const EVENT = /^event: (\w+)\ndata: (.*)$/;

async function call(method, path, parameters, headers, signal) {
  const response = await answered(path + query(parameters), { method, headers: { ...headers, ...sessionHeaders() }, signal, cache: 'no-store' });
  if (!response.ok) {
    throw await refusal(response);
  }
  const body = await response.text();
  return body === '' ? null : parse(body);
}

async function refusal(response) {
  return new Refusal(errorOf(await response.text()) ?? `The bot answered ${response.status}.`, response.status);
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
    return parse(body).error;
  } catch {
    return null; // not an answer of the console's own
  }
}
