/**
 * From a text and the engine's highlights to the pieces that are drawn. The engine counts Unicode
 * scalar values, a string here counts UTF-16 units: 𠮷 is one there and two here.
 */

/** A stretch of text, marked or not. */
export interface Piece {
  text: string;
  marked: boolean;
}

/** `[start, end)` in Unicode scalar values. */
export type Stretch = readonly [start: number, end: number];

/**
 * The text in pieces. Joined, they are the text. Stretches that overlap, are out of order or reach
 * past the end are taken as far as they make sense.
 */
export function pieces(text: string, highlights: readonly Stretch[]): Piece[] {
  const wanted = highlights.filter(([s, e]) => e > s).toSorted((a, b) => a[0] - b[0]);
  const out: Piece[] = [];
  const add = (part: string, marked: boolean) => {
    const last = out.at(-1);
    if (part === '') return;
    if (last?.marked === marked) last.text += part;
    else out.push({ text: part, marked });
  };
  let unit = 0;
  let scalar = 0;
  const upTo = (target: number): string => {
    const from = unit;
    while (scalar < target && unit < text.length) {
      unit += text.codePointAt(unit)! > 0xffff ? 2 : 1;
      scalar += 1;
    }
    return text.slice(from, unit);
  };
  for (const [start, end] of wanted) {
    add(upTo(start), false);
    add(upTo(end), true);
  }
  add(text.slice(unit), false);
  return out;
}

/** What of a long text is shown in a row: pieces, and whether something stands before them. */
export interface Excerpt {
  cut: boolean;
  pieces: Piece[];
}

const BOUNDARY = /[。．！？!?\n]/;

/**
 * The text from the sentence that holds the first mark, unless that mark is among the first `room`
 * characters anyway, as it is when the row shows the text from its beginning.
 */
export function excerpt(text: string, highlights: readonly Stretch[], room: number): Excerpt {
  const all = pieces(text, highlights);
  const before = all[0]?.marked === false && all.length > 1 ? all[0].text : '';
  if ([...before].length <= room) return { cut: false, pieces: all };
  let start = before.length;
  while (start > 0 && !BOUNDARY.test(before[start - 1]!)) start -= 1;
  // A sentence longer than the row: a few words before the mark are enough to read it.
  const lead = [...before.slice(start)];
  const kept = lead.length > room ? lead.slice(-Math.floor(room / 3)).join('') : lead.join('');
  const rest = all.slice(1);
  return { cut: true, pieces: kept === '' ? rest : [{ text: kept, marked: false }, ...rest] };
}

/** A stretch of text under two kinds of marks. */
export interface Twice {
  text: string;
  first: boolean;
  second: boolean;
}

/** The text in pieces under two sets of marks that may cross. Joined, they are the text. */
export function twice(text: string, first: readonly Stretch[], second: readonly Stretch[]): Twice[] {
  const out: Twice[] = [];
  const chars = [...text];
  const within = (marks: readonly Stretch[], at: number) => marks.some(([s, e]) => s <= at && at < e);
  const cuts = new Set([0, chars.length]);
  for (const [s, e] of [...first, ...second]) {
    cuts.add(Math.min(Math.max(s, 0), chars.length));
    cuts.add(Math.min(Math.max(e, 0), chars.length));
  }
  const sorted = [...cuts].toSorted((a, b) => a - b);
  for (let n = 0; n + 1 < sorted.length; n += 1) {
    const [start, end] = [sorted[n]!, sorted[n + 1]!];
    const piece = { text: chars.slice(start, end).join(''), first: within(first, start), second: within(second, start) };
    const last = out.at(-1);
    if (last && last.first === piece.first && last.second === piece.second) last.text += piece.text;
    else out.push(piece);
  }
  return out;
}
