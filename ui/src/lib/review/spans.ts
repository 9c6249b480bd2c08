/** Cited spans of an answer while the person is typing in it. All offsets are Unicode scalar values. */
import type { SpanView } from '../api/bindings';

/** A stretch of the answer: cited, cited but changed since, or a person's own words. */
export interface Stretch {
  text: string;
  id: string | null;
  holds: boolean;
}

/** The answer in stretches; joined, they are the answer. */
export function stretches(answer: string, spans: readonly SpanView[]): Stretch[] {
  const chars = [...answer];
  const out: Stretch[] = [];
  let at = 0;
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const start = Math.max(at, span.start);
    const end = Math.min(chars.length, span.end);
    if (end <= start) continue;
    if (start > at) out.push({ text: chars.slice(at, start).join(''), id: null, holds: true });
    out.push({ text: chars.slice(start, end).join(''), id: span.id, holds: span.holds });
    at = end;
  }
  if (at < chars.length) out.push({ text: chars.slice(at).join(''), id: null, holds: true });
  return out;
}

/** The spans after `before` was changed to `after` in one place: later ones move, a touched one no longer holds. */
export function moved(spans: readonly SpanView[], before: string, after: string): SpanView[] {
  if (before === after) return [...spans];
  const a = [...before];
  const b = [...after];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const end = a.length - tail;
  const by = b.length - a.length;
  const out: SpanView[] = [];
  for (const span of spans) {
    if (span.end <= head) out.push({ ...span });
    else if (span.start >= end) out.push({ ...span, start: span.start + by, end: span.end + by });
    else {
      const to = Math.max(span.start, span.end + by);
      if (to > span.start) out.push({ ...span, end: to, holds: false });
    }
  }
  return out;
}

/** Length as a person counts: one for each character, however it is stored. */
export function length(text: string): number {
  return [...text].length;
}

/** `[start, end)` in scalar values of a selection given in UTF-16 units. */
export function scalars(text: string, start: number, end: number): [number, number] {
  return [length(text.slice(0, start)), length(text.slice(0, end))];
}

/** The sentences of `text` that hold one of `marks`, as one stretch each; the whole text when there are no marks. */
export function sentences(text: string, marks: readonly (readonly [number, number])[]): [number, number][] {
  const chars = [...text];
  if (chars.length === 0) return [];
  const all: [number, number][] = [];
  let start = 0;
  chars.forEach((char, n) => {
    if (/[。．！？!?\n]/.test(char) || n === chars.length - 1) {
      if (chars.slice(start, n + 1).join('').trim() !== '') all.push([start, n + 1]);
      start = n + 1;
    }
  });
  const hit = all.filter(([s, e]) => marks.some(([from, to]) => from < e && to > s));
  return hit.length > 0 ? hit : [[0, chars.length]];
}
