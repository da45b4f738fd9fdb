// What stands before a uid in a start payload, as the status tells it.
let prefix = 'fb_';

export const startPrefix = () => prefix;

export function heardPrefix(status) {
  prefix = status.startPrefix || prefix;
}

/** A uid as it stands in a link, with the prefix or without. */
export const withoutPrefix = (uid) => (uid.startsWith(prefix) ? uid.slice(prefix.length) : uid);
