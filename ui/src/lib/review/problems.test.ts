import { expect, it } from 'vitest';
import type { Problem } from '../api/bindings';
import { forReading, names } from './problems';

const problem = (code: string, severity: Problem['severity'], n: number | null = 0): Problem => ({
  n,
  code,
  severity,
  unsettled: false,
  where: '',
  spot: null,
  message: '',
});

it('puts what stops a row first, what is of the file apart, and counts what is still open', () => {
  const { found, file, open } = forReading([
    problem('choice-and-text', 'warn', 1),
    problem('unconfirmed', 'warn', 2),
    problem('quote', 'stop', 3),
    problem('unconfirmed', 'warn', 4),
    problem('property', 'warn', null),
    problem('other-customer', 'stop', null),
  ]);
  expect([found.map((p) => p.n), file.map((p) => p.code), open]).toEqual([[3, 1], ['other-customer', 'property'], 2]);
});

it('knows which names hold the whole file back', () => {
  const row = problem('other-customer', 'stop', 1);
  expect(names([row, problem('quote', 'stop', 2)])).toEqual({ count: 1, hold: false });
  expect(names([row, problem('other-customer', 'stop', null)])).toEqual({ count: 2, hold: true });
});
