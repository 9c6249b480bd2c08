import { describe, expect, it } from 'vitest';
import { excerpt, pieces, type Stretch } from './marks';

/** Pieces as one string with the marked ones in brackets. */
function check(text: string, highlights: Stretch[]): string {
  const got = pieces(text, highlights);
  expect(got.map((p) => p.text).join('')).toBe(text);
  expect(got.every((p) => p.text !== '')).toBe(true);
  expect(got.every((p, i) => i === 0 || p.marked !== got[i - 1]!.marked)).toBe(true);
  return got.map((p) => (p.marked ? `[${p.text}]` : p.text)).join('');
}

describe('pieces', () => {
  it.each<[string, string, Stretch[], string]>([
    ['nothing marked', '特権ID', [], '特権ID'],
    ['an empty text', '', [[0, 3]], ''],
    ['in the middle', '権限は特権です', [[3, 5]], '権限は[特権]です'],
    ['at both ends', '特権と特権', [[0, 2], [3, 5]], '[特権]と[特権]'],
    ['everything', '特権', [[0, 2]], '[特権]'],
    ['characters outside the basic plane count once', '𠮷野家の𠮷', [[1, 3], [4, 5]], '𠮷[野家]の[𠮷]'],
    ['an emoji before the mark', '🔑鍵の管理', [[1, 2]], '🔑[鍵]の管理'],
    ['a base letter and its combining mark are two', 'か\u3099か', [[0, 2]], '[か\u3099]か'],
    ['stretches that touch become one', '特権ID', [[0, 1], [1, 2]], '[特権]ID'],
    ['stretches that overlap', '特権IDの', [[0, 3], [2, 4]], '[特権ID]の'],
    ['out of order', '特権と権限', [[3, 5], [0, 2]], '[特権]と[権限]'],
    ['past the end', '特権', [[1, 9]], '特[権]'],
    ['empty and reversed stretches are nothing', '特権', [[1, 1], [2, 1]], '特権'],
  ])('%s', (_, text, highlights, expected) => {
    expect(check(text, highlights)).toBe(expected);
  });

  it('agrees with counting code points, whatever the text', () => {
    const letters = ['特', '𠮷', 'a', '🔑', 'か\u3099', '\n'];
    let seed = 7;
    const next = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    for (let round = 0; round < 300; round += 1) {
      const chars = [...Array.from({ length: next(12) }, () => letters[next(letters.length)]).join('')];
      const start = next(chars.length + 1);
      const end = start + next(chars.length + 1 - start);
      const marked = pieces(chars.join(''), [[start, end]]).filter((p) => p.marked);
      expect(marked.map((p) => p.text).join('')).toBe(chars.slice(start, end).join(''));
    }
  });
});

describe('excerpt', () => {
  const show = (text: string, highlights: Stretch[], room: number) => {
    const got = excerpt(text, highlights, room);
    return (got.cut ? '…' : '') + got.pieces.map((p) => (p.marked ? `[${p.text}]` : p.text)).join('');
  };

  it('shows a text from its beginning when the mark is near', () => {
    expect(show('権限は特権です', [[3, 5]], 10)).toBe('権限は[特権]です');
  });

  it('shows a text without marks from its beginning', () => {
    expect(show('とても長い文です。'.repeat(20), [], 10)).toBe('とても長い文です。'.repeat(20));
  });

  it('begins with the sentence of the first mark', () => {
    expect(show('一つ目の長い文です。二つ目の特権です。', [[14, 16]], 8)).toBe('…二つ目の[特権]です。');
  });

  it('begins within a sentence that is longer than the row', () => {
    expect(show('ながいながいながいながい特権', [[12, 14]], 9)).toBe('…ながい[特権]');
  });

  it('begins with the mark when a sentence begins with it', () => {
    expect(show('一つ目の長い文です。特権です。', [[10, 12]], 8)).toBe('…[特権]です。');
  });
});
