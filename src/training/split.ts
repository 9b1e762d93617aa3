import { mix32 } from '../core';

/** Which part of a dataset something belongs to. */
export type Split = 'train' | 'validation' | 'test';

export const SPLITS: readonly Split[] = ['train', 'validation', 'test'];

function split(key: number): Split {
  const tenth = mix32(key) % 10;
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

/** The first number from `from` on that is on this side: what is numbered anew by it stays where it was. */
export function nextOnSide(sideOf: (number: number) => Split, side: Split, from: number): number {
  let number = from;
  while (sideOf(number) !== side) number += 1;
  return number;
}
