import { describe, expect, it } from 'vitest';
import { range, reveal, rowAt, tops } from './range';

describe('rows in sight', () => {
  it.each([
    ['at the top', 0, { first: 0, end: 26 }],
    ['further down', 3200, { first: 94, end: 126 }],
    ['at the end', 320_000, { first: 9974, end: 10_000 }],
    ['pulled beyond the end', 999_999, { first: 9974, end: 10_000 }],
    ['pulled beyond the top', -50, { first: 0, end: 26 }],
  ])('%s', (_, scrolled, expected) => expect(range(scrolled, 640, 32, 10_000)).toEqual(expected));

  it('draws no more than there is', () => {
    expect(range(0, 640, 32, 3)).toEqual({ first: 0, end: 3 });
    expect(range(0, 640, 32, 0)).toEqual({ first: 0, end: 0 });
  });

  it('holds every row that can be seen, wherever one scrolls to', () => {
    for (let at = 0; at < 10_000; at += 7) {
      const { first, end } = range(at, 500, 32, 400);
      const top = Math.min(at, 400 * 32 - 500);
      expect(first * 32).toBeLessThanOrEqual(Math.max(0, top));
      expect(end * 32).toBeGreaterThanOrEqual(Math.min(400 * 32, top + 500));
      expect(end - first).toBeLessThan(32);
    }
  });
});

it('scrolls only as far as it must', () => {
  expect(reveal(5, 0, 640, 32)).toBe(0);
  expect(reveal(20, 0, 640, 32)).toBe(32);
  expect(reveal(3, 200, 640, 32)).toBe(96);
});

it('finds the row at a height when rows differ', () => {
  const begins = tops([10, 0, 30, 20]);
  expect([...begins]).toEqual([0, 10, 10, 40, 60]);
  expect([0, 9, 10, 39, 40, 59, 60, 999].map((y) => rowAt(begins, y))).toEqual([0, 0, 2, 2, 3, 3, 3, 3]);
  expect(rowAt(tops([]), 5)).toBe(0);
});
