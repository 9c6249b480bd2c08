/** Why something was not done, as the window says it. */
import { CommandFailure } from '../api/call';

/** Why a file was not taken, and what to do. */
export interface Refusal {
  /** What was not done. */
  what: 'open' | 'unsaved' | 'lost' | 'other';
  message: string;
  hint: string;
}

/** The words of a command that failed; nothing where the person stopped it. What is no such failure is a fault of ours. */
export function refusalOf(reason: unknown, what: Refusal['what'] = 'other'): Refusal | undefined {
  if (!(reason instanceof CommandFailure)) throw reason;
  const { error } = reason;
  if (error.code === 'cancelled') return undefined;
  return { what, message: 'message' in error ? error.message : '', hint: 'hint' in error ? error.hint : '' };
}
