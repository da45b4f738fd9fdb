// Asks before something is changed, shows how far it is, and says what came of it.
import { byId, el, say, show } from './dom.js';

/**
 * Opens the dialog. The question may need to count first: until `facts` has answered, the button
 * that changes something is off.
 *
 * @param question `{title, text, facts, yes, danger, act}`: `facts` promises `{number, lines}`, `act`
 *     does it, is given a function that tells the progress, and promises the sentence of its outcome
 * @returns a promise of that sentence, or of null where the operator thought better of it
 */
export function confirm(question) {
  const dialog = byId('confirm');
  prepare(question);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(null);
    dialog.oncancel = (event) => byId('confirm-no').disabled && event.preventDefault();
    carriedOut(dialog, question, byId('confirm-yes')).then(resolve);
  });
}

function prepare(question) {
  say(byId('confirm-title'), question.title);
  say(byId('confirm-text'), question.text);
  say(byId('confirm-progress'), 'Counting…');
  show(byId('confirm-facts'));
  const yes = el('button', { type: 'button', id: 'confirm-yes', class: question.danger ? 'danger' : 'primary', disabled: true }, question.yes);
  byId('confirm-yes').replaceWith(yes); // without the listeners of the question before
  byId('confirm-no').disabled = false;
}

/** Never ends where it was cancelled or failed: then closing the dialog is the answer. */
async function carriedOut(dialog, question, yes) {
  try {
    await counted(question, yes);
    await new Promise((resolve) => yes.addEventListener('click', resolve, { once: true }));
    return await acted(dialog, question, yes);
  } catch (error) {
    if (yes.isConnected) {
      say(byId('confirm-progress'), error.message);
      byId('confirm-no').disabled = false;
    }
    return new Promise(() => {});
  }
}

/** Says how many it is about, unless another question was asked meanwhile. */
async function counted(question, yes) {
  const { number, lines } = await question.facts();
  if (yes.isConnected) {
    show(byId('confirm-facts'), lines.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
    say(byId('confirm-progress'), number === 0 ? 'There is nothing left to change.' : '');
    yes.disabled = number === 0;
  }
}

async function acted(dialog, question, yes) {
  yes.disabled = true;
  byId('confirm-no').disabled = true;
  const outcome = await question.act((text) => say(byId('confirm-progress'), text));
  queueMicrotask(() => dialog.close());
  return outcome;
}
