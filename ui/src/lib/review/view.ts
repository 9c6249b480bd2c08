/** Which view of a questionnaire to come back to, as the store keeps it: words of our own. */
import { NO_FILTER, STATES, type Filter } from './rows';

/** What the middle of the window shows: the list of questions, or the customer's sheet. */
export type Pane = 'list' | 'sheet';

export function viewText(pane: Pane, { sheet, state, category }: Filter): string {
  return JSON.stringify({ pane, sheet, state, category });
}

/** The view as it was kept; anything that cannot be read is the plain list. */
export function viewOf(kept: string): { pane: Pane; filter: Filter } {
  try {
    const { pane, sheet, state, category } = JSON.parse(kept) as Record<string, unknown>;
    const known = state === 'todo' || state === 'problems' || STATES.some((s) => s === state);
    return {
      pane: pane === 'sheet' ? 'sheet' : 'list',
      filter: {
        sheet: typeof sheet === 'number' ? sheet : null,
        state: known ? (state as Filter['state']) : null,
        category: typeof category === 'string' ? category : null,
        words: '',
      },
    };
  } catch {
    return { pane: 'list', filter: NO_FILTER };
  }
}
