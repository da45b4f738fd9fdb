// Makes elements out of data. Data only ever becomes a text node or an attribute, never markup.

/** The element with an id of index.html. */
export const byId = (id) => document.getElementById(id);

/**
 * Makes an element. `on` holds listeners, `data` the data-* attributes, `class` the classes; every
 * other property is an attribute: false, null and undefined leave it out, true sets it empty.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    set(element, name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (name === 'on') {
    Object.entries(value).forEach(([event, listener]) => element.addEventListener(event, listener));
  } else if (name === 'data') {
    Object.assign(element.dataset, value);
  } else if (value === true) {
    element.setAttribute(name, '');
  } else if (value !== false && value !== null && value !== undefined) {
    element.setAttribute(name, value);
  }
}

/** Shows these children and no others. */
export function show(parent, ...children) {
  parent.replaceChildren(...children.flat().filter(Boolean));
}

/** Sets a text only where it changed, so that readers of screens hear changes alone. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/**
 * Brings the children of a parent in line with items, keeping those that did not change, and with
 * them the focus and the selection.
 *
 * @param mark what an item looks like, as a string: an element is kept while it stays the same
 */
export function keyed(parent, items, key, mark, make) {
  const wanted = new Set(items.map((item) => String(key(item))));
  [...parent.children].filter((child) => !wanted.has(child.dataset.key)).forEach((gone) => gone.remove());
  const there = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const old = there.get(String(key(item)));
    if (old === place) {
      place = place?.nextElementSibling ?? null;
    }
    if (old && old.dataset.mark === mark(item)) {
      moveBefore(parent, old, place);
    } else {
      parent.insertBefore(made(make(item), key(item), mark(item)), place);
      old?.remove();
    }
  }
}

/** Leaves it alone where it is there already: a move would take its focus. */
function moveBefore(parent, element, place) {
  if (element.nextElementSibling !== place) {
    parent.insertBefore(element, place);
  }
}

function made(element, key, mark) {
  element.dataset.key = key;
  element.dataset.mark = mark;
  return element;
}

/** Grey lines where something will be. */
export function skeleton(lines) {
  return el('div', { class: 'skeleton', 'aria-hidden': 'true' },
    Array.from({ length: lines }, () => el('span')));
}

/** What is shown where there is nothing. */
export function empty(title, ...hints) {
  return el('div', { class: 'empty' }, el('strong', {}, title), hints.map((hint) => el('p', {}, hint)));
}

/** What is shown where something could not be read, with a way to try again. */
export function failed(error, retry) {
  return el('div', { class: 'empty failed', role: 'alert' },
    el('strong', {}, 'This could not be read'),
    el('p', {}, error.message),
    el('button', { type: 'button', on: { click: retry } }, 'Try again'));
}

/** Says in passing what came of something. */
export function toast(text, tone = 'good') {
  const note = el('p', { class: 'toast', data: { tone } }, text);
  byId('toasts').append(note);
  setTimeout(() => note.remove(), 12_000);
}
