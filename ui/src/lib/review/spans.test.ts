import { describe, expect, it } from 'vitest';
import { length, sentences, stretches } from './spans';

const show = (answer: string, ...quotes: string[]) =>
  stretches(answer, quotes.map((text, n) => ({ id: `実${n + 1}`, text, holds: true })))
    .map((s) => (s.id === null ? s.text : `[${s.text}]`))
    .join('');

describe('quoted words in an answer', () => {
  it.each([
    ['at the beginning', '引用です。担当者', ['引用です。'], '[引用です。]担当者'],
    ['none', '担当者', [], '担当者'],
    ['an empty answer', '', ['引用です。'], ''],
    ['two of them', '甲。\n乙。', ['甲。', '乙。'], '[甲。]\n[乙。]'],
    ['in another order', '乙。甲。', ['甲。', '乙。'], '[乙。][甲。]'],
    ['changed by the person', '引用でした。', ['引用です。'], '引用でした。'],
    ['typed around it', '前に引用です。後に', ['引用です。'], '前に[引用です。]後に'],
    ['the same words twice, quoted twice', '甲。甲。', ['甲。', '甲。'], '[甲。][甲。]'],
    ['the same words twice, quoted once', '甲。甲。', ['甲。'], '[甲。]甲。'],
    ['characters outside the basic plane', '𠮷は引用', ['引用'], '𠮷は[引用]'],
  ])('%s', (_, answer, quotes, expected) => expect(show(answer, ...quotes)).toBe(expected));
});

it('takes the sentences that hold a mark, or everything', () => {
  const text = '一つ目です。二つ目の特権です。三つ目。';
  const taken = (marks: [number, number][]) => sentences(text, marks).map(([s, e]) => [...text].slice(s, e).join(''));
  expect(taken([[10, 12]])).toEqual(['二つ目の特権です。']);
  expect(taken([[0, 1], [16, 17]])).toEqual(['一つ目です。', '三つ目。']);
  expect(taken([])).toEqual([text]);
  expect(sentences('', [])).toEqual([]);
});

it('takes the sentence with the exception along with those that hold a mark', () => {
  const text = '𠮷田が確認します。ただし、一部を除きます。ほかも同じです。';
  const taken = (marks: [number, number][], kept: string[]) => sentences(text, marks, kept).map(([s, e]) => [...text].slice(s, e).join(''));
  expect(taken([[3, 5]], ['ただし、一部を除きます。'])).toEqual(['𠮷田が確認します。', 'ただし、一部を除きます。']);
  expect(taken([[3, 5]], ['別の文です。', ''])).toEqual(['𠮷田が確認します。']);
  expect(taken([], ['ただし、一部を除きます。'])).toEqual([text]);
});

it('counts characters as a person does', () => {
  expect(length('𠮷野家')).toBe(3);
});
