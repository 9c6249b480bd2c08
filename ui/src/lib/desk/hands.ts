/** From a key of the table to what happens: where the keyboard is, and whose work an action is. */
import { tick } from 'svelte';
import { digitOf, type Action, type KeyPress, type Place } from '../keys';
import { answerUndo } from '../review/fieldundo';
import { selectedWords } from '../search/selection';
import type { Desk, Screen } from './desk.svelte';

/** What the window can do besides the desk. */
export interface Hands {
  desk: Desk;
  /** Opens the search, with words when there are any. */
  find: (words: string) => void;
  /** Lets the search do what a key of its own says; tells whether it did. */
  searched: (action: Action) => boolean;
  help: () => void;
  scope: () => void;
  /** Larger, smaller, or 0 for the original size. */
  zoom: (by: 1 | -1 | 0) => void;
}

/** Rows that PageDown moves. */
const PAGE = 10;

const PLACES: Record<Screen, Place> = {
  home: 'home',
  search: 'elsewhere',
  review: 'list',
  layout: 'views',
  overview: 'views',
  export: 'views',
};

/** Where the keyboard is: the nearest part of the page that says so, else what the view is. */
export function placeOf(target: EventTarget | null, screen: Screen, help: boolean): Place {
  if (help) return 'dialog';
  if (!(target instanceof Element)) return PLACES[screen];
  // Nothing has the keyboard: what is on top of everything counts, never what lies below it.
  const top = target === document.body ? document.querySelector<HTMLElement>('dialog[open]') : null;
  if (top) return (top.dataset['place'] as Place | undefined) ?? 'dialog';
  const place = target.closest<HTMLElement>('[data-place]')?.dataset['place'] as Place | undefined;
  return place ?? PLACES[screen];
}

/** Puts the keyboard on the first of these parts that is there and takes it. */
export function focusOn(...places: Place[]): void {
  for (const place of places) {
    for (const part of document.querySelectorAll<HTMLElement>(`[data-place=${place}]`)) {
      part.focus();
      if (document.activeElement === part) return;
    }
  }
}

/** Does what a key says; `false` leaves it to the browser. */
export function doing(action: Action, event: KeyPress & { target: EventTarget | null }, hands: Hands): boolean {
  const { desk } = hands;
  const review = desk.screen === 'review' ? desk.review : undefined;
  switch (action) {
    case 'help':
      hands.help();
      return true;
    case 'zoomIn':
      hands.zoom(1);
      return true;
    case 'zoomOut':
      hands.zoom(-1);
      return true;
    case 'zoomReset':
      hands.zoom(0);
      return true;
    case 'openFile':
      void desk.choose();
      return true;
    case 'focusSearch':
      if (!hands.searched(action)) hands.find(event.key === '/' ? '' : selectedWords());
      return true;
    case 'undo':
    case 'redo':
      return undo(action, event.target, desk);
    case 'viewReview':
    case 'viewLayout':
    case 'viewOverview':
    case 'viewExport':
      if (!desk.review) return false;
      void desk.review.leave();
      desk.screen = ({ viewReview: 'review', viewLayout: 'layout', viewOverview: 'overview', viewExport: 'export' } as const)[action];
      return true;
    default:
      return hands.searched(action) || (review !== undefined && reviewing(action, event, hands));
  }
}

function reviewing(action: Action, event: KeyPress, { desk, scope }: Hands): boolean {
  const review = desk.review!;
  const digit = digitOf(event) ?? 0;
  switch (action) {
    case 'confirm':
      void review.confirm();
      return true;
    case 'take':
      if (digit <= (review.question?.matches.length ?? 0)) void review.act({ kind: 'take', match: digit - 1 });
      return true;
    case 'choose': {
      const choice = review.question?.choices[digit - 1];
      if (choice) void review.act({ kind: 'choose', choice: choice.value });
      return true;
    }
    case 'hold':
      void review.act({ kind: review.question?.state === 'held' ? 'reopen' : 'hold' });
      return true;
    case 'outOfScope':
      scope();
      return true;
    case 'editAnswer':
      document.getElementById('answer')?.focus();
      return true;
    case 'toList':
      void review.leave();
      focusOn('list', 'sheet');
      return true;
    case 'nextRow':
      review.move(1);
      return true;
    case 'previousRow':
      review.move(-1);
      return true;
    case 'pageRowsDown':
      review.move(PAGE);
      return true;
    case 'pageRowsUp':
      review.move(-PAGE);
      return true;
    case 'firstRow':
      review.move(-review.rows.length);
      return true;
    case 'lastRow':
      review.move(review.rows.length);
      return true;
    case 'lookNext':
    case 'lookPrevious': {
      const last = (review.question?.matches.length ?? 1) - 1;
      review.looked = Math.min(last, Math.max(0, review.looked + (action === 'lookNext' ? 1 : -1)));
      return true;
    }
    case 'nextProblem':
    case 'previousProblem':
      review.go(action === 'nextProblem' ? 1 : -1, (row) => row.problems > 0 || row.flags.length > 0);
      return true;
    case 'toSheet':
    case 'fromSheet':
      review.show(action === 'toSheet' ? 'sheet' : 'list');
      void tick().then(() => focusOn('list', 'sheet'));
      return true;
    case 'filterWords':
      document.querySelector<HTMLElement>('[data-words]')?.focus();
      return true;
    default:
      return false;
  }
}

/** In a field the browser goes first, as long as it has something to undo. */
function undo(action: 'undo' | 'redo', target: EventTarget | null, desk: Desk): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) {
    const answer = target.id === 'answer';
    const text = target instanceof HTMLInputElement ? target.type === 'text' || target.type === 'search' : true;
    if (text && !answer) return false;
    if (answer && (action === 'undo' ? answerUndo.undoes(target.value) : answerUndo.redoes)) return false;
  }
  if (!desk.review) return false;
  void desk.walk(action);
  return true;
}
