/** Questions as lines of the grid: which are shown, how many of each kind, and where to go next. */
import type { RowView, State } from '../api/bindings';

/** In the order in which work goes through them. */
export const STATES: readonly State[] = [
  'needsReview',
  'candidate',
  'notStated',
  'editing',
  'confirmed',
  'propagated',
  'held',
  'outOfScope',
];

/**
 * Has a person settled a question in this state? Only such rows are written. The gate and the list of
 * what was worked on count the same; everything else is open.
 */
export function isDone(state: State): boolean {
  return state === 'confirmed' || state === 'outOfScope';
}

/** Does a question in this state wait for a person? What was put aside is open, but does not. */
export function needsPerson(state: State): boolean {
  return !isDone(state) && state !== 'held';
}

const VERDICTS: readonly [marks: string, verdict: Verdict][] = [
  ['○〇◯◎●', 'full'],
  ['△▲', 'partial'],
  ['×✕✖✗xX', 'no'],
  ['-－−―ー—–', 'na'],
];

export type Verdict = 'full' | 'partial' | 'no' | 'na';

/** What a sign says at a glance, however it is written; an option in words is read, not coloured. */
export function verdictOf(choice: string | null): Verdict | undefined {
  const sign = choice?.trim().normalize('NFKC') ?? '';
  if ([...sign].length !== 1) return undefined;
  return VERDICTS.find(([marks]) => marks.normalize('NFKC').includes(sign))?.[1];
}

/** What the list is narrowed to; `null` narrows nothing. */
export interface Filter {
  sheet: number | null;
  state: State | 'todo' | 'problems' | null;
  category: string | null;
  /** Words that the question, its number or its answer must hold. */
  words: string;
}

export const NO_FILTER: Filter = { sheet: null, state: null, category: null, words: '' };

/** Places in `rows` of those that pass, in order. */
export function shown(rows: readonly RowView[], filter: Filter): number[] {
  const words = folded(filter.words).split(/\s+/).filter(Boolean);
  const out: number[] = [];
  rows.forEach((row, place) => {
    if (
      (filter.sheet === null || row.sheet === filter.sheet) &&
      (filter.category === null || row.category === filter.category) &&
      inState(row, filter.state) &&
      holds(row, words)
    ) {
      out.push(place);
    }
  });
  return out;
}

function inState(row: RowView, state: Filter['state']): boolean {
  if (state === null) return true;
  if (state === 'todo') return !isDone(row.state);
  if (state === 'problems') return row.problems > 0;
  return row.state === state;
}

function holds(row: RowView, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = folded(`${row.number} ${row.category} ${row.question} ${row.answer} ${row.citations.join(' ')}`);
  return words.every((word) => text.includes(word));
}

/** Full-width and half-width, large and small letters are one. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** How many questions there are of each kind, counted within the sheet that is looked at. */
export interface Counts {
  all: number;
  /** Not settled yet. */
  todo: number;
  done: number;
  problems: number;
  states: Record<State, number>;
}

export function counts(rows: readonly RowView[], sheet: number | null): Counts {
  const out: Counts = {
    all: 0,
    todo: 0,
    done: 0,
    problems: 0,
    states: {
      candidate: 0,
      needsReview: 0,
      notStated: 0,
      editing: 0,
      confirmed: 0,
      propagated: 0,
      held: 0,
      outOfScope: 0,
    },
  };
  for (const row of rows) {
    if (sheet !== null && row.sheet !== sheet) continue;
    out.all += 1;
    out.states[row.state] += 1;
    if (isDone(row.state)) out.done += 1;
    else out.todo += 1;
    if (row.problems > 0) out.problems += 1;
  }
  return out;
}

/** Categories of the sheet that is looked at, in the order in which they come. */
export function categories(rows: readonly RowView[], sheet: number | null): string[] {
  const seen = new Set<string>();
  for (const row of rows) {
    if ((sheet === null || row.sheet === sheet) && row.category !== '') seen.add(row.category);
  }
  return [...seen];
}

/**
 * The place in `order` of the next row after `from` that `wanted` accepts, round the end and never
 * `from` itself; −1 when there is none. `from` may be −1.
 */
export function following(
  rows: readonly RowView[],
  order: readonly number[],
  from: number,
  direction: 1 | -1,
  wanted: (row: RowView) => boolean,
): number {
  const size = order.length;
  const start = from < 0 && direction === -1 ? size : from;
  for (let step = 1; step <= size; step += 1) {
    const place = (((start + direction * step) % size) + size) % size;
    if (place !== from && wanted(rows[order[place]!]!)) return place;
  }
  return -1;
}
