import { expect, it } from 'vitest';
import type { TableView } from '../api/bindings';
import { between, giveRole, rowsInWords, tableAt, tableOver } from './layout';

const table: TableView = {
  headerRows: [4, 5], lastRow: null, columns: [{ letter: 'F', header: '質問', role: 'question' }, { letter: 'G', header: '', role: null }],
  choices: [], legend: [], questions: 3,
};

it('picks rows in either direction', () => {
  expect(between(4, 6)).toEqual([4, 5, 6]);
  expect(between(6, 4)).toEqual([4, 5, 6]);
});

it('corrects the table that is shown', () => {
  // A correction that leaves fewer tables than before shows the last of them.
  expect(tableAt([table, table], 1)).toBe(1);
  expect(tableAt([table], 1)).toBe(0);
  // Where there is none yet, the first correction makes it.
  expect(tableAt([], 1)).toBe(0);
});

it('corrects the table that was dragged over', () => {
  const second: TableView = { ...table, headerRows: [20] };
  const tables = [table, second];
  expect(tableOver(tables, [21, 30], 0)).toBe(1);
  expect(tableOver(tables, [6, 9], 1)).toBe(0);
  // Over both, above both, or where there is none: the chosen one.
  expect(tableOver(tables, [9, 22], 1)).toBe(1);
  expect(tableOver(tables, [1, 2], 1)).toBe(1);
  expect(tableOver([], [1, 2], 1)).toBe(0);
  // One that ends before it is not meant; of two side by side the chosen one is.
  expect(tableOver([{ ...table, lastRow: 12 }, second], [13, 15], 1)).toBe(1);
  expect(tableOver([table, table], [6, 9], 1)).toBe(1);
});

it('says rows as a person would', () => {
  expect(rowsInWords([5, 4, 9])).toBe('4–5, 9');
  expect(rowsInWords([3])).toBe('3');
  expect(rowsInWords([])).toBe('');
});

it('corrects only what differs', () => {
  expect(giveRole(0, 0, table, 'F', 'question')).toBeUndefined();
  expect(giveRole(0, 1, table, 'G', 'status')).toEqual({ kind: 'role', sheet: 0, table: 1, letter: 'G', role: 'status' });
  expect(giveRole(0, 0, table, 'F', null)).toMatchObject({ role: null });
});
