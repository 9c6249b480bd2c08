/**
 * What a person types, on its way to the store. Typing never waits: each change is sent after a pause,
 * or at once when the person leaves; one message is under way at a time, the newest text wins, and a
 * text counts as saved only when its reply is there.
 */

/** A pause in typing that is long enough to save. */
export const PAUSE_MS = 250;

export interface Timer {
  set: (then: () => void, ms: number) => unknown;
  clear: (id: unknown) => void;
}

const realTimer: Timer = {
  set: (then, ms) => setTimeout(then, ms),
  clear: (id) => clearTimeout(id as ReturnType<typeof setTimeout>),
};

interface Draft<K> {
  key: K;
  text: string;
}

export class Typing<K> {
  #waiting: Draft<K> | undefined;
  #underWay: Promise<boolean> | undefined;
  #sending: Draft<K> | undefined;
  #pause: unknown;
  #timer: Timer;
  #save: (key: K, text: string) => Promise<void>;

  /** `save` sends one text; when it fails, the text stays unsaved until it is typed in or flushed again. */
  constructor(save: (key: K, text: string) => Promise<void>, timer: Timer = realTimer) {
    this.#save = save;
    this.#timer = timer;
  }

  /** The text that stands where `key` is, when it is newer than what has been saved. */
  pending(key: K): string | undefined {
    if (this.#waiting?.key === key) return this.#waiting.text;
    return this.#sending?.key === key ? this.#sending.text : undefined;
  }

  /** Is anything not saved yet? */
  get unsaved(): boolean {
    return this.#waiting !== undefined || this.#sending !== undefined;
  }

  type(key: K, text: string): void {
    if (this.#waiting && this.#waiting.key !== key) void this.flush();
    this.#waiting = { key, text };
    this.#timer.clear(this.#pause);
    this.#pause = this.#timer.set(() => void this.flush(), PAUSE_MS);
  }

  /** Throws away what has not been sent for `key`: something else has taken its place. */
  drop(key: K): void {
    if (this.#waiting?.key === key) this.#waiting = undefined;
  }

  /** Sends what waits, and resolves when everything typed so far is saved; `false` when it was not. */
  async flush(): Promise<boolean> {
    this.#timer.clear(this.#pause);
    const draft = this.#waiting;
    this.#waiting = undefined;
    if (!draft) return (await this.#underWay) ?? true;
    const before = this.#underWay;
    const run = (async () => {
      await before;
      this.#sending = draft;
      try {
        await this.#save(draft.key, draft.text);
        return true;
      } catch {
        // Kept, unless something newer was typed meanwhile.
        this.#waiting ??= draft;
        return false;
      } finally {
        this.#sending = undefined;
      }
    })();
    this.#underWay = run;
    const saved = await run;
    if (this.#underWay === run) this.#underWay = undefined;
    return saved;
  }
}
