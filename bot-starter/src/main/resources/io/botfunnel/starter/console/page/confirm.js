// Asks before a change, shows its progress, and returns its outcome.
import { byId, el, setText, show } from './dom.js';

/**
 * Opens the dialog. The button that makes the change is disabled until `facts` has resolved, which
 * may have to count first.
 *
 * @param question `{title, text, facts, yes, danger, act}`: `facts` promises `{number, lines}`, `act`
 *     makes the change, gets a function that shows progress, and promises its outcome
 * @returns a promise of that outcome, or of null if the operator cancels
 */
export function confirm(question) {
  const dialog = byId('confirm');
  prepare(question);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(null);
    dialog.oncancel = (event) => byId('confirm-no').disabled && event.preventDefault();
    run(dialog, question, byId('confirm-yes')).then(resolve);
  });
}

function prepare(question) {
  setText(byId('confirm-title'), question.title);
  setText(byId('confirm-text'), question.text);
  setText(byId('confirm-progress'), 'Counting…');
  show(byId('confirm-facts'));
  const yes = el('button', { type: 'button', id: 'confirm-yes', class: question.danger ? 'danger' : 'primary', disabled: true }, question.yes);
  byId('confirm-yes').replaceWith(yes); // drops the listeners of the previous question
  byId('confirm-no').disabled = false;
}

/** Never resolves if the change was cancelled or failed: closing the dialog then resolves `confirm`. */
async function run(dialog, question, yes) {
  try {
    await showFacts(question, yes);
    await new Promise((resolve) => yes.addEventListener('click', resolve, { once: true }));
    return await act(dialog, question, yes);
  } catch (error) {
    if (yes.isConnected) {
      setText(byId('confirm-progress'), error.message);
      byId('confirm-no').disabled = false;
    }
    return new Promise(() => {});
  }
}

/** Shows how many entries it concerns, unless another question was opened meanwhile. */
async function showFacts(question, yes) {
  const { number, lines } = await question.facts();
  if (yes.isConnected) {
    show(byId('confirm-facts'), lines.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
    setText(byId('confirm-progress'), number === 0 ? 'There is nothing left to change.' : '');
    yes.disabled = number === 0;
  }
}

async function act(dialog, question, yes) {
  yes.disabled = true;
  byId('confirm-no').disabled = true;
  const outcome = await question.act((text) => setText(byId('confirm-progress'), text));
  queueMicrotask(() => dialog.close());
  return outcome;
}
