/** Which part of a dataset something belongs to. */
export type Split = 'train' | 'validation' | 'test';

export const SPLITS: readonly Split[] = ['train', 'validation', 'test'];

/** Mixes 32 bits (the finaliser of MurmurHash3); the same on every machine and in every run. */
function hash(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function split(key: number): Split {
  const tenth = hash(key) % 10;
  return tenth === 8 ? 'validation' : tenth === 9 ? 'test' : 'train';
}

/** 80/10/10 by group of photos: variants of one photo are never on two sides. */
export function splitOfGroup(group: number): Split {
  return split(group + 0x1b56c4e9);
}

/** 80/10/10 by person. */
export function splitOfPerson(person: number): Split {
  return split(person + 0x7f4a7c15);
}
