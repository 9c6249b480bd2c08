import { expect, it } from 'vitest';
import { rowOf } from './cells';

it('reads the row of a cell’s name', () => {
  expect([rowOf('D12'), rowOf('AB7'), rowOf(''), rowOf(undefined)]).toEqual([12, 7, undefined, undefined]);
});
