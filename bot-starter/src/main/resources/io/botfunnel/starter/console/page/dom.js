// Builds elements. Data becomes a text node or an attribute, never markup.

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

/** Replaces the children of an element. */
export function show(parent, ...children) {
  parent.replaceChildren(...children.flat().filter(Boolean));
}

/** Sets a text if it differs, so that screen readers announce changes only. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/**
 * Updates the children of a parent to match items. It keeps the elements of unchanged items, and
 * with them the focus and the selection.
 *
 * @param mark returns a fingerprint of an item: its element is kept while that stays the same
 */
export function reconcile(parent, items, key, mark, make) {
  const keys = new Set(items.map((item) => String(key(item))));
  [...parent.children].filter((child) => !keys.has(child.dataset.key)).forEach((gone) => gone.remove());
  const existing = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let next = parent.firstElementChild;
  for (const item of items) {
    const old = existing.get(String(key(item)));
    if (old === next) {
      next = next?.nextElementSibling ?? null;
    }
    if (old && old.dataset.mark === mark(item)) {
      moveBefore(parent, old, next);
    } else {
      parent.insertBefore(tagged(make(item), key(item), mark(item)), next);
      old?.remove();
    }
  }
}

/** Does not move an element that is in place already, because that would take its focus. */
function moveBefore(parent, element, next) {
  if (element.nextElementSibling !== next) {
    parent.insertBefore(element, next);
  }
}

function tagged(element, key, mark) {
  element.dataset.key = key;
  element.dataset.mark = mark;
  return element;
}

/** Grey placeholder lines while something loads. */
export function skeleton(lines) {
  return el('div', { class: 'skeleton', 'aria-hidden': 'true' },
    Array.from({ length: lines }, () => el('span')));
}

/** The message of an empty list. */
export function empty(title, ...hints) {
  return el('div', { class: 'empty' }, el('strong', {}, title), hints.map((hint) => el('p', {}, hint)));
}

/** The message of a failed request: what is wrong, the remedy, and a button to try again. */
export function failed(error, retry) {
  return el('div', { class: 'empty failed', role: 'alert' },
    el('strong', {}, 'Could not load'),
    el('p', {}, error.what ?? error.message),
    error.remedy && el('p', { class: 'remedy' }, error.remedy),
    el('button', { type: 'button', on: { click: retry } }, 'Try again'));
}

/** Shows a message for 12 seconds. */
export function toast(text, tone = 'good') {
  const note = el('p', { class: 'toast', data: { tone } }, text);
  byId('toasts').append(note);
  setTimeout(() => note.remove(), 12_000);
}
