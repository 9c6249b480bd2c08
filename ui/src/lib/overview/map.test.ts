import { expect, it } from 'vitest';
import type { ControlTile } from '../api/bindings';
import { groups, legend, tile } from './map';

const control = (id: string, more: Partial<ControlTile> = {}): ControlTile => ({
  id, title: '', status: 'full', blank: false, cited: [], ...more,
});

it('shows of each control what matters most', () => {
  expect(tile(control('実1'))).toBe('plain');
  expect(tile(control('実1', { cited: [4] }))).toBe('cited');
  expect(tile(control('実1', { cited: [1, 2, 3] }))).toBe('often');
  expect(tile(control('設5', { status: 'no', cited: [1] }))).toBe('negative');
  expect(tile(control('実12', { blank: true, status: 'unknown' }))).toBe('blank');
});

it('keeps the order of the document', () => {
  const controls = ['統1', '統2', '設1', '実1', '実103-1', '監1'].map((id) => control(id));
  expect(groups(controls).map((g) => [g.letter, g.controls.length])).toEqual([['統', 2], ['設', 1], ['実', 2], ['監', 1]]);
  expect(legend(controls).reduce((sum, l) => sum + l.count, 0)).toBe(6);
});
