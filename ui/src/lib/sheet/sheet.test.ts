import { expect, it } from 'vitest';
import type { DrawnCell, DrawnRow, SheetDrawing, SheetRequest } from '../api/bindings';
import { CommandFailure, type Call } from '../api/call';
import { KEPT, PIECE, Sheet } from './sheet.svelte';

const cell = (column: number, text: string, rowSpan = 1): DrawnCell => ({
  column, text, rowSpan, colSpan: 1, fill: null, color: null, bold: false, align: null, wrap: false, border: true, role: null, question: null,
});

/** A sheet of 250 rows with a category over rows 91 to 120, drawn as the desk draws it. */
function desk(last = 250) {
  const asked: number[] = [];
  const held: (() => void)[] = [];
  const state = { hold: false, fail: '', version: 1 };
  const call = (async (_: string, { from, count }: SheetRequest): Promise<SheetDrawing> => {
    asked.push(from);
    const { version } = state;
    if (state.fail) throw new CommandFailure('sheet', { code: 'notAllowed', message: state.fail });
    if (state.hold) await new Promise<void>((then) => held.push(then));
    const rows: DrawnRow[] = [];
    for (let row = from; row < Math.min(from + count, last + 1); row += 1) {
      const cells = [cell(1, version > 1 ? `行${row} 版${version}` : `行${row}`)];
      if (row === 91) cells.push(cell(0, '分類', Math.min(30, from + count - row)));
      if (row === from && row > 91 && row <= 120) cells.push(cell(0, '分類', 121 - row));
      rows.push({ row, height: row === 3 ? 0 : 20, hidden: row === 3, cells });
    }
    return { columns: [{ letter: 'A', width: 50, hidden: false }], rowCount: last, from, rows };
  }) as unknown as Call;
  return { sheet: new Sheet(call, 0, true), asked, held, state };
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

const text = (sheet: Sheet, row: number) => sheet.rows.get(row - 1)?.cells.find((c) => c.column === 1)?.text;

it('fetches again only what is looked at, and the rest when it comes into sight', async () => {
  const d = desk(1000);
  for (let first = 0; first < 1000; first += 100) await d.sheet.need(first, first + 30);
  await d.sheet.need(480, 520);
  d.asked.length = 0;
  d.state.version = 2;
  await d.sheet.refresh();
  expect(d.asked).toEqual([401, 501]);
  expect([text(d.sheet, 450), text(d.sheet, 550), text(d.sheet, 650)]).toEqual(['行450 版2', '行550 版2', undefined]);
  await d.sheet.need(600, 630);
  expect([d.asked.at(-1), text(d.sheet, 650)]).toEqual([601, '行650 版2']);
});

it('keeps no more than what is near', async () => {
  const d = desk(10_000);
  for (let first = 0; first < 10_000; first += 100) await d.sheet.need(first, first + 30);
  expect(d.sheet.rows.size).toBeLessThanOrEqual((KEPT + 2) * PIECE);
  expect(d.sheet.rowCount).toBe(10_000);
});

it('draws no reply that is out of date', async () => {
  const d = desk();
  d.state.hold = true;
  const first = d.sheet.need(0, 30);
  d.state.version = 2;
  const second = d.sheet.refresh();
  // The later is answered first.
  d.held[1]!();
  await second;
  d.held[0]!();
  await first;
  expect([text(d.sheet, 1), d.asked]).toEqual(['行1 版2', [1, 1]]);
});

it('says why it cannot be drawn, and tries again', async () => {
  const d = desk();
  d.state.fail = 'シートがありません。';
  await d.sheet.need(0, 30);
  expect(d.sheet.failure).toBe('シートがありません。');
  d.state.fail = '';
  await d.sheet.refresh();
  expect([d.sheet.failure, text(d.sheet, 1)]).toEqual([undefined, '行1']);
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
