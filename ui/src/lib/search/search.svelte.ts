/**
 * The search as it stands: what is typed, what it is narrowed to, the hits and the chosen one. Takes
 * the function that reaches Rust, so that tests can answer in its place.
 *
 * At most one search is under way. What is typed meanwhile is sent when its reply is there, the newest
 * only: a slow start leaves no queue behind, and hits never appear for a query that is gone.
 */
import type { CommandError, Hit, Lang, SearchReply, SearchRequest, Series, Status } from '../api/bindings';
import { CommandFailure, type Call } from '../api/call';

/** Hits drawn at once; the foot of the list says how many more there are. */
export const LIMIT = 100;

/** Rows that PageDown moves. */
export const PAGE = 10;

/** A wait shorter than this needs no words. */
const PATIENCE_MS = 300;

type Question = Pick<SearchRequest, 'query' | 'series' | 'status' | 'lang'>;

export class Search {
  query = $state('');
  series = $state<Series[]>([]);
  status = $state<Status[]>([]);
  /** The newest reply; `undefined` before the first and when nothing is typed. */
  reply = $state.raw<SearchReply | undefined>();
  /** Why the last search failed. */
  failure = $state.raw<CommandError | undefined>();
  /** Place of the chosen hit in `hits`; −1 when there is none. */
  chosen = $state(-1);
  /** Has the search under way been long enough to say so? */
  slow = $state(false);

  #call: Call;
  #lang: () => Lang;
  #underWay = false;
  #wanted: Question | undefined;

  constructor(call: Call, lang: () => Lang) {
    this.#call = call;
    this.#lang = lang;
  }

  get hits(): Hit[] {
    return this.reply?.hits ?? [];
  }

  get hit(): Hit | undefined {
    return this.hits[this.chosen];
  }

  get narrowed(): boolean {
    return this.series.length > 0 || this.status.length > 0;
  }

  /** What is typed has changed. */
  type(query: string): Promise<void> {
    this.query = query;
    return this.ask();
  }

  /** Narrows to a part of the document too, or no longer. */
  toggleSeries(key: Series): Promise<void> {
    this.series = toggled(this.series, key);
    return this.ask();
  }

  /** Narrows to a status too, or no longer. */
  toggleStatus(key: Status): Promise<void> {
    this.status = toggled(this.status, key);
    return this.ask();
  }

  /** Narrows to nothing. */
  widen(): Promise<void> {
    this.series = [];
    this.status = [];
    return this.ask();
  }

  /** Esc: the query goes first, then the filters. */
  clear(): Promise<void> {
    return this.query === '' ? this.widen() : this.type('');
  }

  /** Chooses the hit so many rows further; at either end it stays. */
  move(rows: number): void {
    if (this.hits.length === 0) return;
    this.chosen = Math.min(this.hits.length - 1, Math.max(0, this.chosen + rows));
  }

  choose(id: string): void {
    this.chosen = this.hits.findIndex((h) => h.id === id);
  }

  /** Searches for what stands now. Resolves when nothing is left to ask. */
  async ask(): Promise<void> {
    this.#wanted = { query: this.query, series: this.series, status: this.status, lang: this.#lang() };
    if (this.#underWay) return;
    this.#underWay = true;
    const patience = setTimeout(() => (this.slow = true), PATIENCE_MS);
    try {
      while (this.#wanted) {
        const asked: Question = this.#wanted;
        this.#wanted = undefined;
        await this.#answer(asked);
      }
    } finally {
      clearTimeout(patience);
      this.slow = false;
      this.#underWay = false;
    }
  }

  async #answer(asked: Question): Promise<void> {
    if (asked.query.trim() === '') {
      this.#show(undefined);
      return;
    }
    try {
      const reply = await this.#call('search', { ...asked, limit: LIMIT });
      // Emptied meanwhile: these hits would flash up for nobody.
      if (this.#wanted?.query.trim() !== '') this.#show(reply);
      this.failure = undefined;
    } catch (reason) {
      if (!(reason instanceof CommandFailure)) throw reason;
      this.#show(undefined);
      this.failure = reason.error;
    }
  }

  /**
   * Shows a reply. The chosen hit stays chosen while only filters change; new words start at the top.
   * When a number was typed that the standard does not have, nothing is chosen: no hit is what was meant.
   */
  #show(reply: SearchReply | undefined): void {
    const kept = reply?.query === this.reply?.query ? this.hit?.id : undefined;
    this.reply = reply;
    const place = kept === undefined ? -1 : this.hits.findIndex((h) => h.id === kept);
    const top = reply?.note == null ? Math.min(0, this.hits.length - 1) : -1;
    this.chosen = place >= 0 ? place : top;
  }
}

function toggled<T>(set: readonly T[], key: T): T[] {
  return set.includes(key) ? set.filter((k) => k !== key) : [...set, key];
}
