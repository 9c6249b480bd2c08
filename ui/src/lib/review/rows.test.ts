import { describe, expect, it } from 'vitest';
import type { RowView } from '../api/bindings';
import { row } from './fixture';
import { categories, counts, following, isDone, needsPerson, NO_FILTER, shown, STATES, verdictOf } from './rows';

const rows: RowView[] = [
  row(0, { state: 'confirmed', category: '体制', question: '規程を定めていますか' }),
  row(1, { state: 'needsReview', category: '体制', problems: 2 }),
  row(2, { state: 'held', sheet: 1, category: '設備' }),
  row(3, { state: 'candidate', sheet: 1, category: '設備', question: 'ＩＤは個人ごとですか', citations: ['実25'] }),
  row(4, { state: 'propagated', sheet: 1 }),
];

describe('what is listed', () => {
  it.each([
    ['everything', {}, [0, 1, 2, 3, 4]],
    ['a sheet', { sheet: 1 }, [2, 3, 4]],
    ['a state', { state: 'held' as const }, [2]],
    ['what is not settled', { state: 'todo' as const }, [1, 2, 3, 4]],
    ['what has remarks', { state: 'problems' as const }, [1]],
    ['a category', { category: '設備' }, [2, 3]],
    ['full-width and half-width alike', { words: 'id' }, [3]],
    ['every word has to be there', { words: 'id 規程' }, []],
    ['a cited control', { words: '実25' }, [3]],
    ['several at once', { sheet: 1, state: 'todo' as const, category: '設備' }, [2, 3]],
  ])('%s', (_, by, expected) => {
    expect(shown(rows, { ...NO_FILTER, ...by })).toEqual(expected);
  });
});

it('knows the signs of an answer, however they are written', () => {
  expect(['○', '〇', '◯', '△', '×', '✕', 'ｘ', '－', '-'].map(verdictOf)).toEqual(['full', 'full', 'full', 'partial', 'no', 'no', 'no', 'na', 'na']);
  expect([null, '', 'はい', '対応済', 'A', '○△'].map(verdictOf)).toEqual(Array(6).fill(undefined));
});

it('counts within the sheet that is looked at', () => {
  expect(counts(rows, null)).toMatchObject({ all: 5, todo: 4, done: 1, problems: 1 });
  expect(counts(rows, 1)).toMatchObject({ all: 3, todo: 3, done: 0, problems: 0 });
  expect(counts(rows, 1).states.held).toBe(1);
  expect(categories(rows, null)).toEqual(['体制', '設備']);
});

it('is settled when a person has confirmed it or declared it out of scope, as the gate has it', () => {
  expect(STATES.filter(isDone)).toEqual(['confirmed', 'outOfScope']);
  // What was filled from an identical question waits like any other; what is on hold was put aside.
  expect(STATES.filter((s) => !isDone(s) && !needsPerson(s))).toEqual(['held']);
});

describe('the next row', () => {
  const order = [0, 1, 2, 3, 4];
  const next = (from: number, by: 1 | -1 = 1) => following(rows, order, from, by, (r) => needsPerson(r.state));
  it('is the next that waits for a person, round the end', () => {
    expect([next(0), next(1), next(3), next(4)]).toEqual([1, 3, 4, 1]);
  });
  it('goes backwards too', () => {
    expect([next(3, -1), next(1, -1), next(0, -1)]).toEqual([1, 4, 4]);
  });
  it('starts at an end when nothing is chosen', () => {
    expect([next(-1), next(-1, -1)]).toEqual([1, 4]);
  });
  it('is never the row itself, and none when no other waits', () => {
    expect(following(rows, order, 1, 1, (r) => r.n === 1)).toBe(-1);
    expect(following(rows, [], -1, 1, () => true)).toBe(-1);
  });
  it('keeps to the list', () => {
    expect(following(rows, [0, 1, 2], 1, 1, (r) => needsPerson(r.state))).toBe(-1);
  });
});
