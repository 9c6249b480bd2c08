import { expect, it } from 'vitest';
import { tops } from '../grid/range';
import { hiddenAbove, hiddenBefore } from './hidden';

it('counts the hidden rows above a row', () => {
  const begins = tops([0, 20, 0, 0, 0, 20, 20]);
  expect([0, 1, 5, 6].map((n) => hiddenAbove(begins, n))).toEqual([0, 1, 3, 0]);
});

it('names the hidden columns before a column', () => {
  const columns = [...'ABCDEF'].map((letter) => ({ letter, width: 10, hidden: 'ACDF'.includes(letter) }));
  expect([1, 2, 4, 6].map((n) => hiddenBefore(columns, n))).toEqual(['A', '', 'C–D', 'F']);
});
