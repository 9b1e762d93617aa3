/** Text as it stands in XML and HTML, between tags or in quotes. */
export const escapeMarkup = (text: string): string =>
  text.replace(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`);

const LIST = new Intl.ListFormat('en-GB');

/** "a", "a and b", "a, b and c". */
export const listWords = (list: readonly string[]): string => LIST.format(list);
