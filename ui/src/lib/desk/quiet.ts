/**
 * Typing that goes on after its field has gone. Who confirms and types on does not see at once that the
 * next question has nothing to type in; letters and digits would be taken for commands then.
 */
import type { KeyPress } from '../keys';

/** A pause that long means that the person has looked. */
export const QUIET_MS = 800;

export class Quiet {
  #until = -Infinity;

  /** The field that was typed in has gone. */
  begin(now: number): void {
    this.#until = now + QUIET_MS;
  }

  /** Is this press still of what was being typed? */
  swallows(press: Pick<KeyPress, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>, now: number): boolean {
    if (now >= this.#until) return false;
    const typed = !press.ctrlKey && !press.metaKey && !press.altKey && (press.key.length === 1 || TYPING.has(press.key));
    this.#until = typed ? now + QUIET_MS : MODIFIERS.has(press.key) ? this.#until : -Infinity;
    return typed;
  }
}

/** Keys that belong to typing besides the letters themselves. */
const TYPING = new Set(['Enter', 'Backspace', 'Process']);
const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'Meta']);

/** That of the answer, of which there is one. */
export const answerGone = new Quiet();
