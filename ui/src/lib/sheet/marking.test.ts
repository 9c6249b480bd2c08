import { expect, it } from 'vitest';
import { cellAt, isDrag, isMark, marked } from './marking';

// Row numbers, A, a hidden B, C.
const lefts = [44, 144, 144, 244];
const begins = [0, 20, 40, 40, 60];

it('finds the cell at a point, over what is hidden and beyond the edges', () => {
  expect(cellAt(lefts, begins, 50, 5)).toEqual({ row: 0, column: 0 });
  expect(cellAt(lefts, begins, 150, 45)).toEqual({ row: 3, column: 2 });
  expect(cellAt(lefts, begins, 999, 999)).toEqual({ row: 3, column: 2 });
  expect(cellAt(lefts, begins, -5, -5)).toEqual({ row: 0, column: 0 });
});

it('marks from either corner, and not by a click', () => {
  const area = { top: 1, bottom: 3, left: 0, right: 2 };
  expect(marked({ row: 1, column: 0 }, { row: 3, column: 2 })).toEqual(area);
  expect(marked({ row: 3, column: 0 }, { row: 1, column: 2 })).toEqual(area);
  expect([isMark(area), isMark({ ...area, bottom: 1 })]).toEqual([true, false]);
});

it('takes no click that trembles for a drag', () => {
  expect(isDrag({ x: 100, y: 640 }, { x: 102, y: 643 })).toBe(false);
  expect(isDrag({ x: 100, y: 640 }, { x: 100, y: 634 })).toBe(true);
  expect(isDrag({ x: 100, y: 640 }, { x: 105, y: 640 })).toBe(true);
});
