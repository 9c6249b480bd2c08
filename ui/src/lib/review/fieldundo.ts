/**
 * Ctrl+Z inside the answer: what was typed there comes back first, by the browser itself; when nothing
 * of that is left, the last decision is undone.
 */
export class FieldUndo {
  #base = '';
  #undone = false;

  /** The field was given a text by something else than typing. */
  loaded(text: string): void {
    this.#base = text;
    this.#undone = false;
  }

  /** The field changed under the person's hands. */
  changed(how: string): void {
    this.#undone = how === 'historyUndo' || (this.#undone && how === 'historyRedo');
  }

  /** Has the browser something to undo in a field that holds `text`? */
  undoes(text: string): boolean {
    return text !== this.#base;
  }

  /** Has the browser something to redo? */
  get redoes(): boolean {
    return this.#undone;
  }
}

/** That of the answer, of which there is one. */
export const answerUndo = new FieldUndo();
