// The tabs of the lists; the arrow keys select the next one.
import { byId } from './dom.js';

/** @param opened called with the name of the list that was selected */
export function tabs(opened) {
  const all = [...document.querySelectorAll('[role=tab]')];
  const nameOf = (tab) => tab.id.replace('tab-', '');
  const open = (tab, focus) => {
    all.forEach((one) => mark(one, one === tab));
    if (focus) {
      tab.focus();
    }
    history.replaceState(null, '', `#${nameOf(tab)}`);
    opened(nameOf(tab));
  };
  all.forEach((tab, at) => {
    tab.addEventListener('click', () => open(tab, false));
    tab.addEventListener('keydown', (event) => {
      const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (next !== undefined) {
        event.preventDefault();
        open(all[(next + all.length) % all.length], true);
      }
    });
  });
  const asked = all.find((tab) => `#${nameOf(tab)}` === location.hash);
  if (asked) {
    open(asked, false);
  }
}

function mark(tab, selected) {
  tab.setAttribute('aria-selected', String(selected));
  tab.tabIndex = selected ? 0 : -1;
  byId(tab.getAttribute('aria-controls')).hidden = !selected;
}
