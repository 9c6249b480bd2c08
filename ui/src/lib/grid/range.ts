/** Which rows of a long list are drawn. Only arithmetic: no element is touched here. */

/** Rows `[first, end)`. */
export interface Range {
  first: number;
  end: number;
}

/** Rows of one height that can be seen, and a few around them so that a flick shows no gap. */
export function range(scrolled: number, height: number, row: number, total: number, around = 6): Range {
  if (total === 0 || row <= 0) return { first: 0, end: 0 };
  const top = Math.max(0, Math.min(scrolled, total * row - height));
  const first = Math.max(0, Math.floor(top / row) - around);
  const end = Math.min(total, Math.ceil((top + height) / row) + around);
  return { first, end };
}

/** Where to scroll so that a row is in full sight; where it stands already, the same. */
export function reveal(place: number, scrolled: number, height: number, row: number): number {
  const top = place * row;
  if (top < scrolled) return top;
  if (top + row > scrolled + height) return top + row - height;
  return scrolled;
}

/** Where rows of different heights begin: one more than there are rows, the last being the whole height. */
export function tops(heights: ArrayLike<number>): Float64Array {
  const out = new Float64Array(heights.length + 1);
  for (let n = 0; n < heights.length; n += 1) out[n + 1] = out[n]! + heights[n]!;
  return out;
}

/** The row that stands at a height, by halving. */
export function rowAt(begins: ArrayLike<number>, y: number): number {
  let low = 0;
  let high = Math.max(0, begins.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (begins[middle]! <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
