/** Corrections of a layout, as the person makes them on the drawn sheet. */
import type { LayoutEdit, Role, TableView } from '../api/bindings';

export const ROLES: readonly Role[] = ['number', 'category', 'question', 'status', 'comment', 'reference'];

/** `[first, last]` of two rows in either order. */
export function between(a: number, b: number): number[] {
  const [from, to] = a <= b ? [a, b] : [b, a];
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

/** `1, 2, 3, 7` as 「1–3, 7」. */
export function rowsInWords(rows: readonly number[]): string {
  const out: string[] = [];
  const sorted = rows.toSorted((a, b) => a - b);
  for (let n = 0; n < sorted.length; ) {
    let end = n;
    while (end + 1 < sorted.length && sorted[end + 1] === sorted[end]! + 1) end += 1;
    out.push(end === n ? `${sorted[n]}` : `${sorted[n]}–${sorted[end]}`);
    n = end + 1;
  }
  return out.join(', ');
}

/** Which table is shown and corrected: the chosen one, as long as there are so many; 0 where there is none yet. */
export function tableAt(tables: readonly TableView[], chosen: number): number {
  return Math.min(chosen, Math.max(0, tables.length - 1));
}

/** Which table rows are of: the one that reaches over them, of several the chosen one; the chosen one where none does. */
export function tableOver(tables: readonly TableView[], rows: readonly [number, number], chosen: number): number {
  const begins = tables.map((table) => Math.min(...table.headerRows));
  const over = tables.flatMap((table, n) => {
    // A table whose end nobody has set goes on to the next one.
    const end = table.lastRow ?? Math.min(...begins.filter((begin) => begin > begins[n]!)) - 1;
    return begins[n]! <= rows[0] && rows[1] <= end ? [n] : [];
  });
  const now = tableAt(tables, chosen);
  return over.includes(now) ? now : (over[0] ?? now);
}

/** The role of a column in a table. */
export function roleOf(table: TableView | undefined, letter: string): Role | null {
  return table?.columns.find((c) => c.letter === letter)?.role ?? null;
}

/** The edit that gives a column its role; none when it has it already. */
export function giveRole(
  sheet: number,
  table: number,
  view: TableView | undefined,
  letter: string,
  role: Role | null,
): LayoutEdit | undefined {
  if (roleOf(view, letter) === role) return undefined;
  return { kind: 'role', sheet, table, letter, role };
}
