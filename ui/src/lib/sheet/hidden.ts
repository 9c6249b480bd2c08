/** What of a sheet is hidden, as it is marked where it would stand. */
import type { Column } from '../api/bindings';

/** How many rows without a height stand right above row `n`, counted from 0. */
export function hiddenAbove(begins: ArrayLike<number>, n: number): number {
  let count = 0;
  while (n - count > 0 && begins[n - count] === begins[n - count - 1]) count += 1;
  return count;
}

/** The hidden columns right before column `n`, counted from 0, as `C` or `C–E`; empty when there are none. */
export function hiddenBefore(columns: readonly Column[], n: number): string {
  let first = n;
  while (first > 0 && columns[first - 1]!.hidden) first -= 1;
  if (first === n) return '';
  const [from, to] = [columns[first]!.letter, columns[n - 1]!.letter];
  return from === to ? from : `${from}–${to}`;
}
