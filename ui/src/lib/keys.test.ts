import { describe, expect, it } from 'vitest';
import { en } from './i18n/en';
import { ja } from './i18n/ja';
import { actionOf, BINDINGS, caps, digitOf, GROUPS, lines, type Action, type KeyPress, type Place } from './keys';

/** A press written as the caps say it: `Ctrl Shift C`. */
function press(spelt: string, more: Partial<KeyPress> = {}): KeyPress {
  const parts = spelt.split(' ');
  const key = parts.at(-1)!;
  return {
    key,
    code: /^\d$/.test(key) ? `Digit${key}` : '',
    keyCode: 0,
    isComposing: false,
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Meta'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
    ...more,
  };
}

describe('what a key does', () => {
  it.each<[string, Place, Action | undefined]>([
    ['/', 'elsewhere', 'focusSearch'],
    ['/', 'detail', 'focusSearch'],
    ['/', 'search', undefined],
    ['Ctrl k', 'search', 'focusSearch'],
    ['Meta k', 'detail', 'focusSearch'],
    ['Ctrl K', 'detail', 'focusSearch'],
    ['k', 'elsewhere', undefined],
    ['ArrowDown', 'search', 'next'],
    ['ArrowDown', 'detail', undefined],
    ['Shift ArrowDown', 'search', undefined],
    ['Alt ArrowDown', 'search', undefined],
    ['Enter', 'search', 'open'],
    ['Enter', 'elsewhere', undefined],
    ['Escape', 'search', 'clear'],
    ['Escape', 'detail', 'back'],
    ['Escape', 'dialog', undefined],
    ['Ctrl Shift C', 'search', 'copy'],
    ['Ctrl c', 'search', undefined],
    ['Shift ?', 'elsewhere', 'help'],
    ['?', 'emptySearch', 'help'],
    ['?', 'search', undefined],
    ['F1', 'search', 'help'],
    ['F1', 'dialog', 'help'],
    ['Ctrl Shift +', 'search', 'zoomIn'],
    ['Ctrl =', 'search', 'zoomIn'],
    ['Ctrl -', 'search', 'zoomOut'],
    ['-', 'search', undefined],
    ['Ctrl Enter', 'answer', 'confirm'],
    ['Ctrl Enter', 'list', 'confirm'],
    ['Ctrl Enter', 'dialog', undefined],
    ['Enter', 'answer', undefined],
    ['Enter', 'list', 'editAnswer'],
    ['Enter', 'desk', undefined],
    ['j', 'list', 'nextRow'],
    ['j', 'answer', undefined],
    ['ArrowDown', 'answer', undefined],
    ['Alt ArrowDown', 'answer', 'nextRow'],
    ['ArrowDown', 'desk', undefined],
    ['1', 'list', 'choose'],
    ['1', 'answer', undefined],
    ['5', 'list', undefined],
    ['Alt 9', 'answer', 'take'],
    ['Alt 0', 'answer', undefined],
    ['Ctrl d', 'answer', 'outOfScope'],
    ['Ctrl h', 'field', 'hold'],
    ['Ctrl z', 'answer', 'undo'],
    ['Ctrl Shift z', 'list', 'redo'],
    ['F8', 'answer', 'nextProblem'],
    ['Shift F8', 'list', 'previousProblem'],
    ['Tab', 'list', 'toSheet'],
    ['Tab', 'sheet', undefined],
    ['Shift Tab', 'sheet', 'fromSheet'],
    ['Tab', 'answer', undefined],
    ['/', 'answer', undefined],
    ['/', 'list', 'focusSearch'],
    ['Ctrl k', 'answer', 'focusSearch'],
    ['Escape', 'answer', 'toList'],
    ['Ctrl o', 'home', 'openFile'],
    ['ArrowRight', 'tabs', 'lookNext'],
    ['Ctrl Enter', 'tabs', 'confirm'],
    ['2', 'tabs', 'choose'],
    ['ArrowDown', 'map', 'tileDown'],
    ['Ctrl 1', 'map', 'viewReview'],
    ['End', 'menu', 'menuLast'],
    ['Tab', 'menu', 'menuClose'],
    ['Shift Tab', 'menu', 'menuClose'],
    ['Enter', 'reason', 'decide'],
    ['Ctrl Enter', 'reason', 'decide'],
    ['Shift Enter', 'reason', undefined],
    ['?', 'reason', undefined],
    ['F1', 'reason', 'help'],
  ])('%s in %s: %s', (spelt, place, action) => {
    expect(actionOf(press(spelt), place)).toBe(action);
  });

  it('leaves every key to the input method while it composes', () => {
    for (const { strokes, places } of BINDINGS) {
      for (const stroke of strokes) {
        const spelt = caps(stroke).slice(0, -1).concat(stroke.key).join(' ');
        expect(stroke.to === undefined || Number(stroke.to) > Number(stroke.key)).toBe(true);
        for (const place of places) {
          expect(actionOf(press(spelt), place)).toBeDefined();
          expect(actionOf(press(spelt, { isComposing: true }), place)).toBeUndefined();
          // The Enter that ends a conversion arrives in some web views after `isComposing` is over.
          expect(actionOf(press(spelt, { keyCode: 229 }), place)).toBeUndefined();
        }
      }
    }
  });
});

it('knows Shift+Tab where the web view has no name for it', () => {
  expect(actionOf(press('Shift Unidentified', { code: 'Tab' }), 'sheet')).toBe('fromSheet');
});

it('knows a digit by its key where Alt makes another sign of it', () => {
  expect(digitOf({ key: '¡', code: 'Digit1' })).toBe(1);
  expect(digitOf({ key: '7', code: 'Numpad7' })).toBe(7);
  expect(digitOf({ key: 'a', code: 'KeyA' })).toBeUndefined();
});

describe('the table', () => {
  it('gives no key two meanings in one place', () => {
    const seen = new Map<string, Action>();
    for (const { action, strokes, places } of BINDINGS) {
      for (const stroke of strokes) {
        for (const place of places) {
          const at = `${caps(stroke).join(' ')} in ${place}`;
          expect(seen.get(at), at).toBeUndefined();
          seen.set(at, action);
        }
      }
    }
  });

  it('has words in both languages for each key', () => {
    for (const { action } of lines()) {
      expect(ja.keys[action]).not.toBe('');
      expect(en.keys[action]).not.toBe('');
    }
  });

  it('is shown whole, one line for each thing that a key does', () => {
    const shown = lines().map((l) => l.action);
    expect(new Set(shown)).toEqual(new Set(BINDINGS.map((b) => b.action)));
    expect(shown.length).toBe(new Set(shown).size);
  });
});

it('stands in docs/keys.md as it is here', async () => {
  const strokes = (action: Action) =>
    lines()
      .find((l) => l.action === action)!
      .strokes.map((s) => caps(s).map((c) => `<kbd>${c}</kbd>`).join('+'))
      .join(' ');
  const page = [
    '# キー一覧 / Keys',
    '',
    'Made from the table in `ui/src/lib/keys.ts` by `npm test -- -u` in `ui/`. Not to be edited. On a Mac, ⌘ does what Ctrl does.',
    ...GROUPS.flatMap((group) => [
      '',
      `## ${ja.help.groups[group]} / ${en.help.groups[group]}`,
      '',
      '| | | |',
      '|---|---|---|',
      ...lines()
        .filter((l) => l.group === group)
        .map(({ action }) => `| ${strokes(action)} | ${ja.keys[action]} | ${en.keys[action]} |`),
    ]),
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../../docs/keys.md');
});
