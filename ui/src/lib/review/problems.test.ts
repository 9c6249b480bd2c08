import { expect, it } from 'vitest';
import type { Problem } from '../api/bindings';
import { forReading } from './problems';

const problem = (code: string, severity: Problem['severity'], n = 0): Problem => ({ n, code, severity, where: '', message: '' });

it('puts what stops a row first and counts what is still open', () => {
  const { found, open } = forReading([
    problem('choice-and-text', 'warn', 1),
    problem('unconfirmed', 'warn', 2),
    problem('quote', 'stop', 3),
    problem('unconfirmed', 'warn', 4),
  ]);
  expect([found.map((p) => p.n), open]).toEqual([[3, 1], 2]);
});
