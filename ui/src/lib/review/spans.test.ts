import { describe, expect, it } from 'vitest';
import type { SpanView } from '../api/bindings';
import { moved, scalars, sentences, stretches } from './spans';

const span = (start: number, end: number, holds = true): SpanView => ({ id: '実25', start, end, edition: '2.00', holds });
const show = (answer: string, spans: SpanView[]) =>
  stretches(answer, spans)
    .map((s) => (s.id === null ? s.text : s.holds ? `[${s.text}]` : `{${s.text}}`))
    .join('');

describe('quoted words in an answer', () => {
  it.each([
    ['at the beginning', '引用です。担当者', [span(0, 5)], '[引用です。]担当者'],
    ['none', '担当者', [], '担当者'],
    ['an empty answer', '', [span(0, 5)], ''],
    ['beyond the end', '引用', [span(0, 9)], '[引用]'],
    ['characters outside the basic plane count once', '𠮷は引用', [span(2, 4)], '𠮷は[引用]'],
  ])('%s', (_, answer, spans, expected) => expect(show(answer, spans)).toBe(expected));

  it.each([
    ['typed before', 'AAA引用', 'XAAA引用', [span(3, 5)], 'XAAA[引用]'],
    ['typed after', '引用AAA', '引用AAAX', [span(0, 2)], '[引用]AAAX'],
    ['typed right behind', '引用', '引用X', [span(0, 2)], '[引用]X'],
    ['typed within', '引用文', '引X用文', [span(0, 3)], '{引X用文}'],
    ['taken away before', 'AAA引用', 'A引用', [span(3, 5)], 'A[引用]'],
    ['taken away within', '引用文です', '引です', [span(0, 5)], '{引です}'],
    ['all replaced', '引用文', 'X', [span(0, 3)], '{X}'],
    ['all removed', '引用文', '', [span(0, 3)], ''],
    ['the other span stays', '一二三四', '一二X四', [span(0, 1), span(2, 3)], '[一]二{X}四'],
  ])('%s', (_, before, after, spans, expected) => expect(show(after, moved(spans, before, after))).toBe(expected));
});

it('takes the sentences that hold a mark, or everything', () => {
  const text = '一つ目です。二つ目の特権です。三つ目。';
  const taken = (marks: [number, number][]) => sentences(text, marks).map(([s, e]) => [...text].slice(s, e).join(''));
  expect(taken([[10, 12]])).toEqual(['二つ目の特権です。']);
  expect(taken([[0, 1], [16, 17]])).toEqual(['一つ目です。', '三つ目。']);
  expect(taken([])).toEqual([text]);
  expect(sentences('', [])).toEqual([]);
});

it('counts a selection in characters', () => {
  expect(scalars('𠮷野家', 2, 4)).toEqual([1, 3]);
});
