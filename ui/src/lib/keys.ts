/**
 * Every key of the window, once. The handlers, the `?` overlay and the hints at the window's foot are
 * made from this table; a key that is not here does nothing.
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
  | 'help'
  | 'zoomIn'
  | 'zoomOut'
  | 'zoomReset';

/** Where the keyboard is. `idle`: in no field, or in an empty one, where a letter starts nothing yet. */
export type Place = 'search' | 'emptySearch' | 'detail' | 'elsewhere' | 'dialog';

/** A key as the browser names it, with Ctrl (or ⌘) and Shift where they are held. */
export interface Stroke {
  key: string;
  ctrl?: true;
  shift?: true;
}

export interface Binding {
  action: Action;
  strokes: readonly [Stroke, ...Stroke[]];
  places: readonly Place[];
  /** Is it one of the few that stand at the window's foot? */
  hinted?: true;
}

const everywhere = ['search', 'emptySearch', 'detail', 'elsewhere'] as const;
const idle = ['emptySearch', 'detail', 'elsewhere'] as const;
const list = ['search', 'emptySearch', 'elsewhere'] as const;

export const BINDINGS: readonly Binding[] = [
  { action: 'focusSearch', strokes: [{ key: '/' }], places: idle, hinted: true },
  { action: 'focusSearch', strokes: [{ key: 'k', ctrl: true }], places: everywhere },
  { action: 'next', strokes: [{ key: 'ArrowDown' }], places: list, hinted: true },
  { action: 'previous', strokes: [{ key: 'ArrowUp' }], places: list, hinted: true },
  { action: 'pageDown', strokes: [{ key: 'PageDown' }], places: list },
  { action: 'pageUp', strokes: [{ key: 'PageUp' }], places: list },
  { action: 'open', strokes: [{ key: 'Enter' }], places: ['search', 'emptySearch'], hinted: true },
  { action: 'back', strokes: [{ key: 'Escape' }], places: ['detail', 'elsewhere'] },
  { action: 'clear', strokes: [{ key: 'Escape' }], places: ['search', 'emptySearch'], hinted: true },
  { action: 'copy', strokes: [{ key: 'c', ctrl: true, shift: true }], places: everywhere, hinted: true },
  { action: 'zoomIn', strokes: [{ key: '+', ctrl: true }, { key: '=', ctrl: true }, { key: ';', ctrl: true }], places: everywhere },
  { action: 'zoomOut', strokes: [{ key: '-', ctrl: true }], places: everywhere },
  { action: 'zoomReset', strokes: [{ key: '0', ctrl: true }], places: everywhere },
  { action: 'help', strokes: [{ key: '?' }], places: [...idle, 'dialog'], hinted: true },
  { action: 'help', strokes: [{ key: 'F1' }], places: [...everywhere, 'dialog'] },
];

/** What of a keyboard event the table needs; a real `KeyboardEvent` fits. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'keyCode' | 'isComposing' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'
>;

/** Does this press belong to the input method? Its Enter ends a conversion and means nothing to us. */
export function belongsToInputMethod(press: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return press.isComposing || press.keyCode === 229;
}

/** What a press does here; `undefined` leaves it to the browser. */
export function actionOf(press: KeyPress, place: Place): Action | undefined {
  if (belongsToInputMethod(press) || press.altKey) return undefined;
  return BINDINGS.find((b) => b.places.includes(place) && b.strokes.some((s) => fits(s, press)))?.action;
}

function fits(stroke: Stroke, press: KeyPress): boolean {
  // Shift is part of how `?` and `+` are typed, on some keyboards and not on others; it counts only
  // with letters and named keys.
  const typed = /^[^a-z0-9]$/i.test(stroke.key);
  return (
    stroke.key.toLowerCase() === press.key.toLowerCase() &&
    (stroke.ctrl ?? false) === (press.ctrlKey || press.metaKey) &&
    (typed || (stroke.shift ?? false) === press.shiftKey)
  );
}

const CAPS: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  Escape: 'Esc',
  '-': '−',
};

/** The caps to press, as they are drawn: `Ctrl`, `Shift`, `C`. */
export function caps(stroke: Stroke): string[] {
  const key = CAPS[stroke.key] ?? (stroke.key.length === 1 ? stroke.key.toUpperCase() : stroke.key);
  return [...(stroke.ctrl ? ['Ctrl'] : []), ...(stroke.shift ? ['Shift'] : []), key];
}

/** The table by what the keys do, in its own order: one line of the overlay each. */
export function lines(): { action: Action; strokes: Stroke[] }[] {
  const out = new Map<Action, Stroke[]>();
  for (const { action, strokes } of BINDINGS) {
    // The first stroke is the one to learn; the others are other keyboards' ways to type the same.
    out.set(action, [...(out.get(action) ?? []), strokes[0]]);
  }
  return [...out].map(([action, strokes]) => ({ action, strokes }));
}

/** The few for the window's foot. */
export function hints(): { action: Action; stroke: Stroke }[] {
  return BINDINGS.filter((b) => b.hinted).map((b) => ({ action: b.action, stroke: b.strokes[0] }));
}
