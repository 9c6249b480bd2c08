/**
 * One questionnaire under review: its rows, what is shown of them, the chosen question, and every
 * decision on its way to the store. Takes the function that reaches Rust, so that tests can answer.
 *
 * Messages that change something go one after the other, each after what was typed before it. A row
 * changes on the screen only with the reply, which comes when the decision is on the disk.
 */
import type { Acted, History, Lang, Opened, QuestionView, ReviewEvent, RowView } from '../api/bindings';
import type { Call } from '../api/call';
import { refusalOf } from '../desk/refusal';
import { counts, following, isDone, needsPerson, NO_FILTER, shown, type Counts, type Filter } from './rows';
import { Quotes } from './quotes.svelte';
import type { Quote } from './spans';
import { Typing, type Timer } from './typing';
import { viewOf, viewText, type Pane } from './view';

/**
 * What was typed is kept under the field it was typed in and where its question stands: index of the
 * sheet, and cell. The number of a question may be another's after the layout has changed.
 */
type Field = `${'answer' | 'note'} ${number} ${string}`;

/** Questions kept in full, so that going on shows them at once. */
const KEPT = 40;

/** A person who stays on a row so long is reading it. */
const CALM_MS = 60;

/** Where the person is is kept at most so often. */
const PLACE_MS = 250;

export class Review {
  rows = $state.raw<RowView[]>([]);
  filter = $state.raw<Filter>(NO_FILTER);
  /** Places in `rows` of what is listed. Made when the filter changes, so that nothing jumps when a row does. */
  order = $state.raw<number[]>([]);
  /** The chosen question's number `n`. */
  at = $state(0);
  /** The chosen question in full; for a moment that of the row before. */
  question = $state.raw<QuestionView | undefined>();
  /** The answer as it stands in the field. */
  answer = $state('');
  note = $state('');
  /** Counts up when the answer was changed by something else than typing: the field takes it over. */
  version = $state(0);
  /** Has the newest text been saved? `undefined` when nothing has been typed here. */
  saved = $state<boolean | undefined>();
  /** Why the last decision was not taken, in words. */
  refusal = $state<string | undefined>();
  history = $state.raw<History>({ undo: null, redo: null });
  /** What was undone or done again last, in words, until something else is done: it may be out of sight. */
  walked = $state.raw<{ back: boolean; what: string } | undefined>();
  /** The list of questions, or the customer's sheet as it is. */
  pane = $state<Pane>('list');
  /** The match that is looked at, from 0. */
  looked = $state(0);
  /** Is the shown answer being confirmed? */
  confirming = $state(false);
  /** Counts decisions, so that what depends on all of them can be asked for again. */
  decided = $state(0);

  /** Told when undoing has changed which questions there are. */
  onreopened: ((opened: Opened) => void) | undefined;
  /** Told when everything has been saved after something could not be. */
  onsaved: (() => void) | undefined;
  /** Told of texts that have nowhere to go, because their questions are no longer asked: cell and text. */
  onlost: ((texts: string[]) => void) | undefined;

  /** Which questionnaire it is. */
  #id = '';
  #call: Call;
  #lang: () => Lang;
  #places = new Map<number, number>();
  #kept = new Map<number, QuestionView>();
  #quotes: Quotes;
  #wanted: number | undefined;
  #asking = false;
  #ahead: ReturnType<typeof setTimeout> | undefined;
  #placed = { at: -PLACE_MS, later: undefined as ReturnType<typeof setTimeout> | undefined };
  #chain: Promise<unknown> = Promise.resolve();
  #typing: Typing<Field>;
  /** What was said of a text that could not be saved. */
  #unsaved: string | undefined;
  /** How many steps are under way that may change which questions there are. */
  #reopening = $state(0);

  constructor(call: Call, lang: () => Lang, opened: Opened, timer?: Timer) {
    this.#call = call;
    this.#lang = lang;
    this.#quotes = new Quotes(call, lang);
    this.#typing = new Typing((field, text) => this.#save(field, text), timer);
    this.take(opened);
  }

  /** Takes up the questionnaire as it was opened, or as it is after its layout was corrected. */
  take(opened: Opened): void {
    this.#id = opened.id;
    this.rows = opened.rows;
    this.#places = new Map(opened.rows.map((row, place) => [row.n, place]));
    this.history = opened.history;
    this.walked = undefined;
    this.#kept.clear();
    this.question = undefined;
    const view = viewOf(opened.view);
    this.pane = view.pane;
    this.filter = { ...view.filter, words: '' };
    this.narrow({});
    // A filter that hides everything is no help after coming back.
    if (this.order.length === 0) this.narrow(NO_FILTER);
    this.#lose(this.#typing.keys.filter((field) => this.#asked(field) === undefined));
    const known = this.#places.has(opened.at) ? opened.at : (opened.rows[0]?.n ?? 0);
    this.at = known;
    void this.#show(known);
  }

  get counts(): Counts {
    return counts(this.rows, null);
  }

  row(n: number): RowView | undefined {
    return this.rows[this.#places.get(n) ?? -1];
  }

  /** Place of the chosen row in the list; −1 when it is filtered away. */
  get chosen(): number {
    return this.order.indexOf(this.#places.get(this.at) ?? -1);
  }

  narrow(by: Partial<Filter>): void {
    this.filter = { ...this.filter, ...by };
    this.order = shown(this.rows, this.filter);
  }

  /** Says which question and view to come back to next time; not for every row that is flown past. */
  keepPlace(): void {
    clearTimeout(this.#placed.later);
    const now = performance.now();
    if (now - this.#placed.at < PLACE_MS) {
      this.#placed.later = setTimeout(() => this.keepPlace(), PLACE_MS);
      return;
    }
    this.#placed.at = now;
    this.#call('place', { n: this.at, view: viewText(this.pane, this.filter), lang: this.#lang() }).catch(() => undefined);
  }

  /** Shows the list or the sheet. */
  show(pane: Pane): void {
    this.pane = pane;
    this.keepPlace();
  }

  /** Chooses the question `n`. What was typed in the one before is saved. */
  choose(n: number): void {
    if (n === this.at || !this.#places.has(n)) return;
    void this.#typing.flush();
    this.at = n;
    this.refusal = this.walked = undefined;
    void this.#show(n);
    this.keepPlace();
  }

  /** Goes so many rows down the list; at either end it stays. */
  move(by: number): void {
    if (this.order.length === 0) return;
    const from = this.chosen;
    const to = from < 0 ? 0 : Math.min(this.order.length - 1, Math.max(0, from + by));
    this.choose(this.rows[this.order[to]!]!.n);
  }

  /** To the next row of the list that fits; tells whether there is one. */
  go(direction: 1 | -1, wanted: (row: RowView) => boolean): boolean {
    const to = following(this.rows, this.order, this.chosen, direction, wanted);
    if (to < 0) return false;
    this.choose(this.rows[this.order[to]!]!.n);
    return true;
  }

  /**
   * Can nothing be typed now? What is typed on after a confirmation is meant for the next question, and
   * must not change the one that stands there until it comes; nor is anything typed while another
   * layout may be on its way.
   */
  get fixed(): boolean {
    return this.confirming || this.#reopening > 0 || this.question?.n !== this.at;
  }

  /** The person has typed in the answer. */
  type(text: string): void {
    const question = this.question;
    if (!question || this.fixed || text === this.answer) return;
    this.answer = text;
    this.saved = false;
    this.walked = undefined;
    this.#typing.type(this.#field('answer', question.n), text);
  }

  /** The person has typed a note to themselves. */
  typeNote(text: string): void {
    if (!this.question || this.fixed) return;
    this.note = text;
    this.saved = false;
    this.walked = undefined;
    this.#typing.type(this.#field('note', this.question.n), text);
  }

  #field(kind: 'answer' | 'note', n: number): Field {
    const { sheet, cell } = this.#standing(n);
    return `${kind} ${sheet} ${cell}`;
  }

  /** The question that is typed in there, if there is one still. */
  #asked(field: Field): RowView | undefined {
    const [, sheet, cell] = field.split(' ');
    return this.rows.find((row) => `${row.sheet}` === sheet && row.cell === cell);
  }

  /** Gives up what was typed there, and says what it was. */
  #lose(fields: Field[]): void {
    if (fields.length === 0) return;
    const texts = fields.map((field) => `${field.split(' ')[2]}: ${this.#typing.pending(field) ?? ''}`);
    for (const field of fields) this.#typing.drop(field);
    this.#relieved();
    this.onlost?.(texts);
  }

  #standing(n: number): Pick<RowView, 'sheet' | 'cell'> {
    const { sheet, cell } = this.row(n) ?? { sheet: 0, cell: '' };
    return { sheet, cell };
  }

  /** Is there a text that could not be saved? */
  get unsaved(): boolean {
    return this.#typing.failing;
  }

  /** Waits for the decisions under way, and saves what has been typed. */
  async leave(): Promise<boolean> {
    for (let last: Promise<unknown> | undefined; last !== this.#chain; ) await (last = this.#chain);
    return this.#typing.flush();
  }

  /** Sends a decision about the chosen question, after everything before it; tells whether it was taken. */
  act(event: ReviewEvent): Promise<boolean> {
    const n = this.at;
    // Nobody decides about a question that is not shown yet.
    if (this.question?.n !== n) return Promise.resolve(false);
    const place = this.#standing(n);
    return this.#next(async () => {
      const reply = await this.#call('act', { session: this.#id, n, ...place, event, lang: this.#lang() });
      this.#took(reply, true);
    });
  }

  /** Confirms the answer and goes to the next row that waits for a person; to what is on hold when none does. */
  async confirm(): Promise<boolean> {
    const n = this.at;
    if (this.confirming) return false;
    this.confirming = true;
    try {
      if (!(await this.act({ kind: 'confirm' }))) return false;
    } finally {
      this.confirming = false;
    }
    if (this.at === n && !this.go(1, (row) => needsPerson(row.state))) this.go(1, (row) => !isDone(row.state));
    return true;
  }

  /** Quotes stretches of a response in the answer; why it was not done, if it was not. */
  async insert(id: string, stretches: [number, number][]): Promise<{ done: true } | { done: false; why: string | undefined }> {
    for (const [start, end] of stretches) {
      if (!(await this.act({ kind: 'insert', id, start, end }))) return { done: false, why: this.refusal };
    }
    return { done: true };
  }

  undo(): Promise<boolean> {
    return this.#back('undo');
  }

  redo(): Promise<boolean> {
    return this.#back('redo');
  }

  /** Asks again for the chosen question, in another language for one. */
  again(): void {
    this.#kept.clear();
    this.walked = undefined;
    void this.#show(this.at);
  }

  #back(command: 'undo' | 'redo'): Promise<boolean> {
    const step = async () => {
      const what = this.history[command];
      const reply = await this.#call(command, { lang: this.#lang() });
      if (!reply) return;
      this.at = reply.at;
      this.#took(reply, true);
      if (what !== null) this.walked = { back: command === 'undo', what };
    };
    return this.#still(() => this.#next(step));
  }

  /** Corrects the layout after everything that was decided before, and takes up what it gives. */
  correct(correction: () => Promise<Opened>): Promise<void> {
    const run = this.#chain.then(async () => this.take(await correction()));
    this.#chain = run.catch(() => undefined);
    return this.#still(() => run);
  }

  /** Runs what may change which questions there are; nothing is typed meanwhile. */
  async #still<T>(step: () => Promise<T>): Promise<T> {
    this.#reopening += 1;
    try {
      return await step();
    } finally {
      this.#reopening -= 1;
    }
  }

  /** Runs a step after all before it and after what has been typed. */
  #next(step: () => Promise<void>): Promise<boolean> {
    const run = this.#chain.then(async () => {
      try {
        if (!(await this.#typing.flush())) return false;
        this.refusal = this.walked = undefined;
        await step();
        return true;
      } catch (reason) {
        this.#refused(reason);
        return false;
      }
    });
    this.#chain = run.catch(() => undefined);
    return run;
  }

  async #save(field: Field, text: string): Promise<void> {
    const asked = this.#asked(field);
    if (!asked) return this.#lose([field]);
    const { n, sheet, cell } = asked;
    const kind = field.startsWith('answer') ? 'answer' : 'note';
    const event: ReviewEvent = kind === 'answer' ? { kind: 'type', text } : { kind: 'note', text };
    try {
      const reply = await this.#call('act', { session: this.#id, n, sheet, cell, event, lang: this.#lang() });
      this.#took(reply, false);
    } catch (reason) {
      this.#refused(reason, n);
      this.#unsaved = this.refusal;
      throw reason;
    }
    this.#relieved();
    // Only when nothing newer has been typed in either field.
    const other = this.#field(kind === 'answer' ? 'note' : 'answer', n);
    if (this.at === n && this.#typing.pending(field) === text && this.#typing.pending(other) === undefined) this.saved = true;
  }

  /** Takes back what was said of texts that could not be saved, when there are none any more. */
  #relieved(): void {
    if (this.#unsaved === undefined || this.#typing.failing) return;
    if (this.refusal === this.#unsaved) this.refusal = undefined;
    this.#unsaved = undefined;
    this.onsaved?.();
  }

  /** Says why something was not done, and in which row when that is not the one shown. */
  #refused(reason: unknown, n = this.at): void {
    const refused = refusalOf(reason);
    if (!refused) return;
    const { message } = refused;
    const row = n === this.at ? undefined : this.row(n);
    this.refusal = row && message ? `${row.number || row.cell}: ${message}` : message;
  }

  /** The words that the answer quotes. */
  get quotes(): Quote[] {
    return this.#quotes.now;
  }

  /** What a reply changed. `whole`: the answer too, because the person did not type it. */
  #took(reply: Acted, whole: boolean): void {
    if (reply.reopened) {
      this.decided += 1;
      this.take(reply.reopened);
      this.onreopened?.(reply.reopened);
      return;
    }
    const rows = [...this.rows];
    for (const row of reply.changed) {
      const place = this.#places.get(row.n);
      if (place !== undefined) rows[place] = row;
    }
    this.rows = rows;
    this.history = reply.history;
    const changed = new Set(reply.changed.map((row) => row.n)).add(reply.question.n);
    for (const [n, { alike }] of this.#kept) {
      if (changed.has(n) || alike.some((a) => changed.has(a.n))) this.#kept.delete(n);
    }
    this.decided += 1;
    if (reply.question.n !== this.at) return;
    if (whole) this.#display(reply.question);
    else {
      // What is typed stands; everything else follows the reply.
      this.question = reply.question;
      this.#quotes.of(reply.question);
    }
  }

  /** Shows a question: at once when it is kept, else as soon as it comes. Of several only the newest is asked for. */
  async #show(n: number): Promise<void> {
    const kept = this.#kept.get(n);
    if (kept) {
      this.#display(kept);
      this.#fetchAhead();
      return;
    }
    this.#wanted = n;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#wanted !== undefined) {
      const asked: number = this.#wanted;
      this.#wanted = undefined;
      const { decided } = this;
      try {
        const question = await this.#call('question', { n: asked, lang: this.#lang() });
        if (decided === this.decided) this.#keep(question);
        if (this.at === asked && decided === this.decided) this.#display(question);
        else if (this.at === asked && this.question?.n !== asked) this.#wanted ??= asked;
      } catch (reason) {
        if (this.at === asked) this.#refused(reason);
      }
    }
    this.#asking = false;
    this.#fetchAhead();
  }

  #keep(question: QuestionView): void {
    if (this.#kept.size >= KEPT) this.#kept.clear();
    this.#kept.set(question.n, question);
  }

  #display(question: QuestionView): void {
    const same = this.question?.n === question.n;
    this.question = question;
    this.answer = this.#typing.pending(this.#field('answer', question.n)) ?? question.answer;
    this.note = this.#typing.pending(this.#field('note', question.n)) ?? question.note;
    this.#quotes.of(question);
    this.version += 1;
    if (!same) {
      this.looked = 0;
      this.saved = undefined;
    }
  }

  /** What most likely comes next is fetched while the person reads; not while they fly past. */
  #fetchAhead(): void {
    clearTimeout(this.#ahead);
    this.#ahead = setTimeout(() => {
      const order = this.order;
      const next = this.rows[order[this.chosen + 1] ?? -1]?.n;
      const todo = this.rows[order[following(this.rows, order, this.chosen, 1, (r) => needsPerson(r.state))] ?? -1]?.n;
      for (const n of new Set([todo, next])) {
        if (n === undefined || this.#kept.has(n)) continue;
        const { decided } = this;
        this.#call('question', { n, lang: this.#lang() }).then(
          (question) => {
            if (decided === this.decided) this.#keep(question);
          },
          () => undefined,
        );
      }
    }, CALM_MS);
  }
}
