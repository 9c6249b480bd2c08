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

export class Typing<K> {
  /** The newest text of each field that is not on its way, in the order in which they were typed. */
  #texts = new Map<K, string>();
  /** Which of them go next. */
  #due = new Set<K>();
  /** Which could not be saved when they were last sent. */
  #failed = new Set<K>();
  #sending: { key: K; text: string } | undefined;
  #underWay: Promise<boolean> | undefined;
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
    return this.#texts.get(key) ?? (this.#sending?.key === key ? this.#sending.text : undefined);
  }

  /** Where there is something that is not on its way. */
  get keys(): K[] {
    return [...this.#texts.keys()];
  }

  /** Is there something that could not be saved when it was last sent? */
  get failing(): boolean {
    return this.#failed.size > 0;
  }

  /** Is anything not saved yet? */
  get unsaved(): boolean {
    return this.#texts.size > 0 || this.#sending !== undefined;
  }

  type(key: K, text: string): void {
    // What was typed elsewhere goes at once; what failed there waits for the next occasion.
    const others = [...this.#texts.keys()].filter((other) => other !== key && !this.#failed.has(other));
    this.#texts.set(key, text);
    this.#failed.delete(key);
    if (others.length > 0) void this.#send(others);
    this.#timer.clear(this.#pause);
    this.#pause = this.#timer.set(() => void this.flush(), PAUSE_MS);
  }

  /** Throws away what has not been sent for `key`: something else has taken its place. */
  drop(key: K): void {
    this.#texts.delete(key);
    this.#failed.delete(key);
  }

  /** Sends all that waits, and resolves when everything typed so far is saved; `false` when it was not. */
  async flush(): Promise<boolean> {
    this.#timer.clear(this.#pause);
    if (this.#texts.size === 0) return (await this.#underWay) ?? true;
    return this.#send(this.#texts.keys());
  }

  #send(keys: Iterable<K>): Promise<boolean> {
    for (const key of keys) this.#due.add(key);
    this.#underWay ??= this.#run().finally(() => (this.#underWay = undefined));
    return this.#underWay;
  }

  /** One text after the other until none is due; whether nothing was left behind. */
  async #run(): Promise<boolean> {
    for (const key of this.#due) {
      this.#due.delete(key);
      const text = this.#texts.get(key);
      if (text === undefined) continue;
      this.#texts.delete(key);
      this.#failed.delete(key);
      this.#sending = { key, text };
      try {
        await this.#save(key, text);
      } catch {
        // Kept, unless something newer was typed there meanwhile.
        if (!this.#texts.has(key)) {
          this.#texts.set(key, text);
          this.#failed.add(key);
        }
      } finally {
        this.#sending = undefined;
      }
    }
    return this.#failed.size === 0;
  }
}
