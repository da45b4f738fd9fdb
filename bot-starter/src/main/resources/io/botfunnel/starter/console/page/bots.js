// Which bot is shown, where several run: the address says it, so that a reload and a bookmark keep it.
import { byId, el } from './dom.js';

let chosen = new URLSearchParams(location.search).get('bot');

/** Its name, or null for the first. */
export const chosenBot = () => chosen;

/** @param bots as the console tells them */
export function offer(bots) {
  if (chosen !== null && !bots.some((bot) => bot.name === chosen)) {
    location.replace('/');
    return;
  }
  chosen ??= bots[0].name;
  if (bots.length > 1) {
    drawChoice(bots);
  }
}

/** What a variable of the environment is called for the bot that is shown. */
export function variable(name) {
  const own = chosen === null || chosen === '-' ? '' : `BOTS_${chosen.toUpperCase().replaceAll('-', '_')}_`;
  return own + name;
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
