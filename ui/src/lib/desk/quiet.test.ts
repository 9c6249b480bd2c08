import { expect, it } from 'vitest';
import { Quiet, QUIET_MS } from './quiet';

const letter = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

it('lets nothing through that goes on being typed after its field has gone', () => {
  const quiet = new Quiet();
  expect(quiet.swallows(letter('k'), 0)).toBe(false);
  quiet.begin(1000);
  for (let n = 1; n <= 20; n += 1) expect(quiet.swallows(letter('k'), 1000 + n * 200)).toBe(true);
  expect(quiet.swallows(letter('2'), 5000 + QUIET_MS - 1)).toBe(true);
  expect(quiet.swallows(letter('2'), 5000 + 2 * QUIET_MS)).toBe(false);
});

it('swallows what ends a conversion too, and no command', () => {
  const quiet = new Quiet();
  quiet.begin(0);
  expect([' ', 'Enter', 'Process', 'Backspace'].map((key) => quiet.swallows(letter(key), 100))).toEqual([true, true, true, true]);
  expect(['ArrowDown', 'Escape', 'F8', 'Tab'].some((key) => quiet.swallows(letter(key), 100))).toBe(false);
  quiet.begin(200);
  expect(quiet.swallows(letter('Enter', { ctrlKey: true }), 300)).toBe(false);
  // A command is no typing: what follows it is meant.
  expect(quiet.swallows(letter('1'), 310)).toBe(false);
});
