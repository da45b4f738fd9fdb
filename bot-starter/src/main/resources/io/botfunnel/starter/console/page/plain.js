// Text from elsewhere, without what would be obeyed: what turns the direction of writing hides what is there.
const OBEYED = /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}]/gu;

const escaped = (character) => [...Array(character.length).keys()]
  .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

/** JSON as a value of which every text is plain; ids have none of these characters. */
export const parse = (json) =>
  JSON.parse(json, (name, value) => (typeof value === 'string' ? value.replace(OBEYED, escaped) : value));
