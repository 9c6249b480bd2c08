import { expect, it } from 'vitest';
import type { DrawnCell, DrawnRow, SheetDrawing, SheetRequest } from '../api/bindings';
import type { Call } from '../api/call';
import { PIECE, Sheet } from './sheet.svelte';

const cell = (column: number, text: string, rowSpan = 1): DrawnCell => ({
  column, text, rowSpan, colSpan: 1, fill: null, color: null, bold: false, align: null, wrap: false, border: true, role: null, question: null,
});

/** A sheet of 250 rows with a category over rows 91 to 120, drawn as the desk draws it. */
function desk() {
  const asked: number[] = [];
  const call = (async (_: string, { from, count }: SheetRequest): Promise<SheetDrawing> => {
    asked.push(from);
    const rows: DrawnRow[] = [];
    for (let row = from; row < Math.min(from + count, 251); row += 1) {
      const cells = [cell(1, `行${row}`)];
      if (row === 91) cells.push(cell(0, '分類', Math.min(30, from + count - row)));
      if (row === from && row > 91 && row <= 120) cells.push(cell(0, '分類', 121 - row));
      rows.push({ row, height: row === 3 ? 0 : 20, hidden: row === 3, cells });
    }
    return { columns: [{ letter: 'A', width: 50, hidden: false }], rowCount: 250, from, rows };
  }) as unknown as Call;
  return { sheet: new Sheet(call, 0, true), asked };
}

const category = (sheet: Sheet, row: number) => sheet.rows.get(row - 1)?.cells.find((c) => c.column === 0)?.text;

it('fetches each piece once, when it is looked at', async () => {
  const d = desk();
  await d.sheet.need(0, 30);
  await d.sheet.need(0, 30);
  await d.sheet.need(90, 110);
  expect(d.asked).toEqual([1, PIECE + 1]);
  expect([d.sheet.rowCount, d.sheet.rows.size]).toEqual([250, 200]);
});

it('puts heights right when they are known', async () => {
  const d = desk();
  await d.sheet.need(0, 10);
  expect([...d.sheet.begins.slice(0, 5)]).toEqual([0, 20, 40, 40, 60]);
  expect(d.sheet.begins.length).toBe(251);
});

it('says the words of a merged cell once, whichever piece came first', async () => {
  for (const order of [[0, 100], [100, 0]]) {
    const d = desk();
    for (const first of order) await d.sheet.need(first, first + 10);
    expect([category(d.sheet, 91), category(d.sheet, 101)]).toEqual(['分類', '']);
  }
  const alone = desk();
  await alone.sheet.need(100, 110);
  expect(category(alone.sheet, 101)).toBe('分類');
});
