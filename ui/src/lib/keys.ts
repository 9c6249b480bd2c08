/**
 * Every key of the window, once. The handlers, the `?` overlay, the hints at the window's foot and
 * `docs/keys.md` are made from this table; a key that is not here does nothing.
 */

/** What a key does. Its words stand in the messages under the same name. */
export type Action =
  | 'focusSearch'
  | 'next'
  | 'previous'
  | 'pageDown'
  | 'pageUp'
  | 'open'
  | 'back'
  | 'clear'
  | 'copy'
  | 'insert'
  | 'openFile'
  | 'viewReview'
  | 'viewLayout'
  | 'viewOverview'
  | 'viewExport'
  | 'confirm'
  | 'nextRow'
  | 'previousRow'
  | 'pageRowsDown'
  | 'pageRowsUp'
  | 'firstRow'
  | 'lastRow'
  | 'editAnswer'
  | 'toList'
  | 'take'
  | 'choose'
  | 'lookNext'
  | 'lookPrevious'
  | 'outOfScope'
  | 'hold'
  | 'undo'
  | 'redo'
  | 'nextProblem'
  | 'previousProblem'
  | 'toSheet'
  | 'fromSheet'
  | 'filterWords'
  | 'help'
  | 'tileNext'
  | 'tilePrevious'
  | 'tileDown'
  | 'tileUp'
  | 'tileFirst'
  | 'tileLast'
  | 'menuNext'
  | 'menuPrevious'
  | 'menuFirst'
  | 'menuLast'
  | 'menuClose'
  | 'decide'
  | 'zoomIn'
  | 'zoomOut'
  | 'zoomReset';

/**
 * Where the keyboard is.
 * - Searching: `search` (the box), `emptySearch` (the empty box), `detail` (the response), `elsewhere`.
 * - Reviewing: `list` (the questions), `sheet` (the customer's sheet), `answer` (its field), `field`
 *   (another field to type in), `tabs` (those of the matches), `desk` (a button or nothing in particular).
 * - `home`, `views` (the other views of a questionnaire), `map` (of the controls), `menu`, `reason` (why
 *   a question is out of scope) and `dialog`.
 */
export type Place =
  | 'search'
  | 'emptySearch'
  | 'detail'
  | 'elsewhere'
  | 'list'
  | 'sheet'
  | 'answer'
  | 'field'
  | 'tabs'
  | 'desk'
  | 'home'
  | 'views'
  | 'map'
  | 'menu'
  | 'reason'
  | 'dialog';

/** A key as the browser names it, with Ctrl (or ⌘), Shift and Alt where they are held. */
export interface Stroke {
  key: string;
  /** With `key`, a row of digits that do alike. */
  to?: string;
  ctrl?: true;
  shift?: true;
  alt?: true;
}

export interface Binding {
  action: Action;
  strokes: readonly [Stroke, ...Stroke[]];
  places: readonly Place[];
  /** Is it one of the few that stand at the window's foot? */
  hinted?: true;
}

/** Under which heading a key stands in the overlay and the documentation. */
export const GROUPS = ['review', 'move', 'search', 'window'] as const;
export type Group = (typeof GROUPS)[number];

const searching = ['search', 'emptySearch', 'detail', 'elsewhere'] as const;
const idle = ['emptySearch', 'detail', 'elsewhere'] as const;
const hits = ['search', 'emptySearch', 'elsewhere'] as const;
const rows = ['list', 'sheet', 'desk', 'tabs'] as const;
const typing = ['answer', 'field'] as const;
const reviewing = [...rows, ...typing] as const;
const views = ['views', 'map'] as const;
const opened = [...reviewing, ...views] as const;
const asking = ['dialog', 'menu'] as const;
const everywhere = [...searching, ...opened, 'home'] as const;

export const BINDINGS: readonly Binding[] = [
  { action: 'confirm', strokes: [{ key: 'Enter', ctrl: true }], places: reviewing, hinted: true },
  { action: 'take', strokes: [{ key: '1', to: '9', alt: true }], places: reviewing, hinted: true },
  { action: 'choose', strokes: [{ key: '1', to: '4' }], places: rows, hinted: true },
  { action: 'editAnswer', strokes: [{ key: 'Enter' }], places: ['list', 'sheet'], hinted: true },
  { action: 'toList', strokes: [{ key: 'Escape' }], places: ['answer', 'field', 'desk', 'tabs'] },
  { action: 'hold', strokes: [{ key: 'h', ctrl: true }], places: reviewing, hinted: true },
  { action: 'outOfScope', strokes: [{ key: 'd', ctrl: true }], places: reviewing, hinted: true },
  { action: 'undo', strokes: [{ key: 'z', ctrl: true }], places: opened, hinted: true },
  { action: 'redo', strokes: [{ key: 'z', ctrl: true, shift: true }, { key: 'y', ctrl: true }], places: opened },
  { action: 'nextRow', strokes: [{ key: 'ArrowDown' }], places: ['list', 'sheet'] },
  { action: 'nextRow', strokes: [{ key: 'j' }], places: rows },
  { action: 'nextRow', strokes: [{ key: 'ArrowDown', alt: true }], places: reviewing },
  { action: 'previousRow', strokes: [{ key: 'ArrowUp' }], places: ['list', 'sheet'] },
  { action: 'previousRow', strokes: [{ key: 'k' }], places: rows },
  { action: 'previousRow', strokes: [{ key: 'ArrowUp', alt: true }], places: reviewing },
  { action: 'lookNext', strokes: [{ key: 'ArrowRight' }], places: ['list', 'sheet', 'tabs'] },
  { action: 'lookPrevious', strokes: [{ key: 'ArrowLeft' }], places: ['list', 'sheet', 'tabs'] },
  { action: 'pageRowsDown', strokes: [{ key: 'PageDown' }], places: ['list', 'sheet'] },
  { action: 'pageRowsUp', strokes: [{ key: 'PageUp' }], places: ['list', 'sheet'] },
  { action: 'firstRow', strokes: [{ key: 'Home' }], places: ['list', 'sheet'] },
  { action: 'lastRow', strokes: [{ key: 'End' }], places: ['list', 'sheet'] },
  { action: 'nextProblem', strokes: [{ key: 'F8' }], places: reviewing, hinted: true },
  { action: 'previousProblem', strokes: [{ key: 'F8', shift: true }], places: reviewing },
  { action: 'toSheet', strokes: [{ key: 'Tab' }], places: ['list'] },
  { action: 'fromSheet', strokes: [{ key: 'Tab', shift: true }], places: ['sheet'] },
  { action: 'filterWords', strokes: [{ key: 'f', ctrl: true }], places: reviewing },
  { action: 'focusSearch', strokes: [{ key: '/' }], places: [...idle, ...rows, ...views, 'home'], hinted: true },
  { action: 'focusSearch', strokes: [{ key: 'k', ctrl: true }], places: everywhere },
  { action: 'next', strokes: [{ key: 'ArrowDown' }], places: hits, hinted: true },
  { action: 'previous', strokes: [{ key: 'ArrowUp' }], places: hits, hinted: true },
  { action: 'pageDown', strokes: [{ key: 'PageDown' }], places: hits },
  { action: 'pageUp', strokes: [{ key: 'PageUp' }], places: hits },
  { action: 'open', strokes: [{ key: 'Enter' }], places: ['search', 'emptySearch'], hinted: true },
  { action: 'insert', strokes: [{ key: 'Enter', ctrl: true }], places: searching, hinted: true },
  { action: 'back', strokes: [{ key: 'Escape' }], places: ['detail', 'elsewhere'] },
  { action: 'clear', strokes: [{ key: 'Escape' }], places: ['search', 'emptySearch'], hinted: true },
  { action: 'copy', strokes: [{ key: 'c', ctrl: true, shift: true }], places: searching, hinted: true },
  { action: 'openFile', strokes: [{ key: 'o', ctrl: true }], places: [...opened, 'home'] },
  { action: 'viewReview', strokes: [{ key: '1', ctrl: true }], places: opened },
  { action: 'viewLayout', strokes: [{ key: '2', ctrl: true }], places: opened },
  { action: 'viewOverview', strokes: [{ key: '3', ctrl: true }], places: opened },
  { action: 'viewExport', strokes: [{ key: '4', ctrl: true }, { key: 'e', ctrl: true }], places: opened },
  { action: 'zoomIn', strokes: [{ key: '+', ctrl: true }, { key: '=', ctrl: true }, { key: ';', ctrl: true }], places: everywhere },
  { action: 'zoomOut', strokes: [{ key: '-', ctrl: true }], places: everywhere },
  { action: 'zoomReset', strokes: [{ key: '0', ctrl: true }], places: everywhere },
  { action: 'help', strokes: [{ key: '?' }], places: [...idle, ...rows, ...views, ...asking, 'home'], hinted: true },
  { action: 'help', strokes: [{ key: 'F1' }], places: [...everywhere, ...asking, 'reason'] },
  { action: 'tileNext', strokes: [{ key: 'ArrowRight' }], places: ['map'] },
  { action: 'tilePrevious', strokes: [{ key: 'ArrowLeft' }], places: ['map'] },
  { action: 'tileDown', strokes: [{ key: 'ArrowDown' }], places: ['map'] },
  { action: 'tileUp', strokes: [{ key: 'ArrowUp' }], places: ['map'] },
  { action: 'tileFirst', strokes: [{ key: 'Home' }], places: ['map'] },
  { action: 'tileLast', strokes: [{ key: 'End' }], places: ['map'] },
  { action: 'menuNext', strokes: [{ key: 'ArrowDown' }], places: ['menu'] },
  { action: 'menuPrevious', strokes: [{ key: 'ArrowUp' }], places: ['menu'] },
  { action: 'menuFirst', strokes: [{ key: 'Home' }], places: ['menu'] },
  { action: 'menuLast', strokes: [{ key: 'End' }], places: ['menu'] },
  { action: 'menuClose', strokes: [{ key: 'Escape' }], places: ['menu'] },
  { action: 'menuClose', strokes: [{ key: 'Tab' }], places: ['menu'] },
  { action: 'menuClose', strokes: [{ key: 'Tab', shift: true }], places: ['menu'] },
  { action: 'decide', strokes: [{ key: 'Enter' }], places: ['reason'] },
  { action: 'decide', strokes: [{ key: 'Enter', ctrl: true }], places: ['reason'] },
];

/** What of a keyboard event the table needs; a real `KeyboardEvent` fits. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'keyCode' | 'isComposing' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'
>;

/** Does this press belong to the input method? Its Enter ends a conversion and means nothing to us. */
export function belongsToInputMethod(press: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return press.isComposing || press.keyCode === 229;
}

/** What a press does here; `undefined` leaves it to the browser. */
export function actionOf(press: KeyPress, place: Place): Action | undefined {
  if (belongsToInputMethod(press)) return undefined;
  return BINDINGS.find((b) => b.places.includes(place) && b.strokes.some((s) => fits(s, press)))?.action;
}

/** The digit that was pressed, whatever Alt makes of it. */
export function digitOf(press: Pick<KeyPress, 'key' | 'code'>): number | undefined {
  const found = /^(?:Digit|Numpad)?(\d)$/.exec(/^\d$/.test(press.key) ? press.key : press.code);
  return found ? Number(found[1]) : undefined;
}

function fits(stroke: Stroke, press: KeyPress): boolean {
  if ((stroke.ctrl ?? false) !== (press.ctrlKey || press.metaKey)) return false;
  if ((stroke.alt ?? false) !== press.altKey) return false;
  if (stroke.to !== undefined) {
    const digit = digitOf(press);
    return digit !== undefined && !press.shiftKey && digit >= Number(stroke.key) && digit <= Number(stroke.to);
  }
  // Shift is part of how `?` and `+` are typed, on some keyboards and not on others; it counts only
  // with letters, digits and named keys.
  const typed = /^[^a-z0-9]$/i.test(stroke.key);
  // WebKit on Linux has no name for Shift+Tab, only its code.
  const key = press.key === 'Unidentified' ? press.code : press.key;
  return (
    stroke.key.toLowerCase() === key.toLowerCase() && (typed || (stroke.shift ?? false) === press.shiftKey)
  );
}

const CAPS: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  '-': '−',
};

/** The caps to press, as they are drawn: `Ctrl`, `Shift`, `C`. */
export function caps(stroke: Stroke): string[] {
  const key = CAPS[stroke.key] ?? (stroke.key.length === 1 ? stroke.key.toUpperCase() : stroke.key);
  return [
    ...(stroke.ctrl ? ['Ctrl'] : []),
    ...(stroke.alt ? ['Alt'] : []),
    ...(stroke.shift ? ['Shift'] : []),
    stroke.to === undefined ? key : `${key}…${stroke.to}`,
  ];
}

function groupOf(action: Action): Group {
  const first = BINDINGS.find((b) => b.action === action)!;
  const only = (places: readonly Place[]) => first.places.every((p) => places.includes(p));
  if (/^(next|previous|page|first|last|look|to|from|filter|edit)[A-Z]/.test(action) && only(reviewing)) return 'move';
  if (only(reviewing) || action === 'undo' || action === 'redo') return 'review';
  return only(searching) || action === 'focusSearch' ? 'search' : 'window';
}

export interface Line {
  action: Action;
  group: Group;
  strokes: Stroke[];
}

/** The table by what the keys do, in its own order: one line of the overlay each. */
export function lines(): Line[] {
  const out = new Map<Action, Stroke[]>();
  for (const { action, strokes } of BINDINGS) {
    // The first stroke is the one to learn; the others are other keyboards' ways to type the same.
    out.set(action, [...(out.get(action) ?? []), strokes[0]]);
  }
  return [...out].map(([action, strokes]) => ({ action, group: groupOf(action), strokes }));
}

/** The few for the window's foot, where the keyboard is. */
export function hints(place: Place): { action: Action; stroke: Stroke }[] {
  const out = new Map<Action, Stroke>();
  for (const b of BINDINGS) {
    if (b.hinted && b.places.includes(place) && !out.has(b.action)) out.set(b.action, b.strokes[0]);
  }
  return [...out].map(([action, stroke]) => ({ action, stroke }));
}

/** Keys that do something to an answer do it once, however long they are held. */
export function repeats(action: Action): boolean {
  return !['confirm', 'take', 'choose', 'hold', 'outOfScope', 'decide', 'insert', 'help', 'openFile'].includes(action);
}

/** How a key is said in a tooltip: `Ctrl+Shift+C`. */
export function said(action: Action): string {
  const first = BINDINGS.find((b) => b.action === action);
  return first ? caps(first.strokes[0]).join('+') : '';
}
