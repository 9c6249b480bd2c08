/** Quoted words in an answer while the person is typing in it. */

/** Words of the standard that the answer was made of. */
export interface Quote {
  id: string;
  text: string;
  /** Does the standard still read so? */
  holds: boolean;
}

/** A stretch of the answer: quoted, or a person's own words. */
export interface Stretch {
  text: string;
  id: string | null;
}

/** The answer in stretches; joined, they are the answer. A quote counts where it stands word for word, once. */
export function stretches(answer: string, quotes: readonly Quote[]): Stretch[] {
  const found: { start: number; end: number; id: string }[] = [];
  for (const { id, text } of quotes) {
    if (text === '') continue;
    const free = (start: number) => found.every((f) => start + text.length <= f.start || start >= f.end);
    let start = answer.indexOf(text);
    while (start >= 0 && !free(start)) start = answer.indexOf(text, start + 1);
    if (start >= 0) found.push({ start, end: start + text.length, id });
  }
  const out: Stretch[] = [];
  let at = 0;
  for (const { start, end, id } of found.toSorted((a, b) => a.start - b.start)) {
    if (start > at) out.push({ text: answer.slice(at, start), id: null });
    out.push({ text: answer.slice(start, end), id });
    at = end;
  }
  if (at < answer.length) out.push({ text: answer.slice(at), id: null });
  return out;
}

/** Length as a person counts: one for each character, however it is stored. */
export function length(text: string): number {
  return [...text].length;
}

/** The sentences of `text` that hold one of `marks`, and `kept` ones, which an answer must not leave out, as one
    stretch each; the whole text when there are no marks. */
export function sentences(text: string, marks: readonly (readonly [number, number])[], kept: readonly string[] = []): [number, number][] {
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
  const holds = ([start, end]: [number, number], [from, to]: readonly [number, number]) => from < end && to > start;
  if (!all.some((s) => marks.some((m) => holds(s, m)))) return [[0, chars.length]];
  const keep = kept.flatMap((sentence): [number, number][] => {
    const at = sentence === '' ? -1 : text.indexOf(sentence);
    return at < 0 ? [] : [[length(text.slice(0, at)), length(text.slice(0, at + sentence.length))]];
  });
  return all.filter((s) => [...marks, ...keep].some((m) => holds(s, m)));
}
