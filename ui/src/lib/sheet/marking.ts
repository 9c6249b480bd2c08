/** Cells that are marked by dragging over them. */
import { rowAt } from '../grid/range';

/** A cell by its places, from 0. */
export interface Place {
  row: number;
  column: number;
}

/** Cells between two corners, both included. */
export interface Marked {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** The cell at a point of the drawn sheet; beyond its edges the nearest. `lefts` begins with the width of the row numbers. */
export function cellAt(lefts: ArrayLike<number>, begins: ArrayLike<number>, x: number, y: number): Place {
  return { row: rowAt(begins, y), column: rowAt(lefts, x) };
}

export function marked(from: Place, to: Place): Marked {
  return {
    top: Math.min(from.row, to.row),
    bottom: Math.max(from.row, to.row),
    left: Math.min(from.column, to.column),
    right: Math.max(from.column, to.column),
  };
}

/** A point of the screen, in pixels. */
export interface Point {
  x: number;
  y: number;
}

/** A pointer that has moved no farther than this was pressed, not dragged. */
const STILL = 4;

/** Has the pointer been dragged? */
export function isDrag(from: Point, to: Point): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) > STILL;
}

/** A press on one cell marks nothing: a table has more than one row, and a click is easily made. */
export function isMark({ top, bottom }: Marked): boolean {
  return bottom > top;
}
