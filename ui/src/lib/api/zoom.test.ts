import { expect, it } from 'vitest';
import { kept, step, STEPS } from './zoom';

it('goes up and down one step at a time and stays at either end', () => {
  const up = [1];
  for (let i = 0; i < 20; i += 1) up.push(step(up.at(-1)!, 1));
  expect(up.slice(0, 8)).toEqual([1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3]);
  expect(up.at(-1)).toBe(STEPS.at(-1));
  expect(step(STEPS[0], -1)).toBe(STEPS[0]);
  expect(step(1.1, -1)).toBe(1);
});

it('takes from what was kept only what is a step', () => {
  const store = (value: string | null) => ({ getItem: () => value });
  expect([null, '1.5', '17', 'abc', ''].map((v) => kept(store(v)))).toEqual([1, 1.5, 1, 1, 1]);
});
