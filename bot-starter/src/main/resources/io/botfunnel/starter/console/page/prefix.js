// The prefix of a uid in a start payload, from the status.
let prefix = 'fb_';

export const startPrefix = () => prefix;

export function setStartPrefix(status) {
  prefix = status.startPrefix || prefix;
}

/** Returns a uid without its prefix, if it has one. */
export const withoutPrefix = (uid) => (uid.startsWith(prefix) ? uid.slice(prefix.length) : uid);
