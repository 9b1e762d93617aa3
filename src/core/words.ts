const LIST = new Intl.ListFormat('en-GB');

/** "a", "a and b", "a, b and c". */
export const listWords = (list: readonly string[]): string => LIST.format(list);
