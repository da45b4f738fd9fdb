// Escapes control characters in text from elsewhere: those that turn the direction of writing hide text.
const CONTROL = /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}]/gu;

const escaped = (character) => [...Array(character.length).keys()]
  .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

/** Parses JSON and escapes every text in it; ids have none of these characters. */
export const parse = (json) =>
  JSON.parse(json, (name, value) => (typeof value === 'string' ? value.replace(CONTROL, escaped) : value));
