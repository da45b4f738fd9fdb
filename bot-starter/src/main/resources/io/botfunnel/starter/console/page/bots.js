// Which bot is shown if several run: its name is in the URL, so that a reload and a bookmark keep it.
import { byId, el } from './dom.js';

let chosen = new URLSearchParams(location.search).get('bot');

/** Returns the name of the chosen bot, or null for the first. */
export const chosenBot = () => chosen;

/** Shows the choice of bots. @param bots the response of /api/bots */
export function showBots(bots) {
  if (chosen !== null && !bots.some((bot) => bot.name === chosen)) {
    location.replace('/');
    return;
  }
  chosen ??= bots[0].name;
  if (bots.length > 1) {
    drawChoice(bots);
  }
}

/** Returns the name of an environment variable for the bot that is shown. */
export function environmentVariable(name) {
  const prefix = chosen === null || chosen === '-' ? '' : `BOTS_${chosen.toUpperCase().replaceAll('-', '_')}_`;
  return prefix + name;
}

function drawChoice(bots) {
  const choice = byId('bots');
  choice.replaceChildren(...bots.map((bot) => el('option', { value: bot.name }, titleOf(bot))));
  choice.value = chosen;
  choice.hidden = false;
  choice.addEventListener('change', () => location.assign(`/?${new URLSearchParams({ bot: choice.value })}${location.hash}`));
}

function titleOf({ name, username }) {
  if (name !== '-') {
    return name;
  }
  return username ? `@${username}` : 'without a name';
}
