/**
 * What the window is doing: which file is open, which view of it is shown, and the long jobs. Takes
 * the function that reaches Rust, so that tests can answer in its place.
 */
import type { CommandError, Lang, LayoutEdit, Opened, Progress, Recent, Spot, Warning } from '../api/bindings';
import { CommandFailure, type Call } from '../api/call';
import { Review } from '../review/review.svelte';
import { refusalOf, type Refusal } from './refusal';

export type Screen = 'home' | 'search' | 'review' | 'layout' | 'overview' | 'export';

/** The views of an open questionnaire, in the order of their tabs. */
export const VIEWS = ['review', 'layout', 'overview', 'export'] as const;

/** A job shorter than this needs no words. */
const PATIENCE_MS = 300;
/** How often the progress of a job is asked for. */
const POLL_MS = 150;
/** After a failed wait for files the next is tried this much later. */
const RETRY_MS = 2000;

export type { Refusal };

export class Desk {
  screen = $state<Screen>('home');
  recent = $state.raw<Recent[] | undefined>();
  opened = $state.raw<Opened | undefined>();
  review = $state.raw<Review | undefined>();
  refusal = $state.raw<Refusal | undefined>();
  /** A file that opens with its password, which is never kept. */
  locked = $state.raw<{ message: string; unlock: (password: string) => Promise<boolean> } | undefined>();
  /** The engine itself does not work. */
  failure = $state.raw<CommandError | undefined>();
  /** A job under way that has taken long enough to say so. */
  progress = $state.raw<Progress | undefined>();
  /** What the job under way is for. */
  job = $state<'open' | 'export'>('open');
  /** Is a file held over the window? */
  over = $state(false);
  /** What to know of the program itself: why it matches by words alone, if it does. */
  notices = $state.raw<string[]>([]);
  /** What is odd about the open file. */
  warnings = $state.raw<Warning[]>([]);
  /** A place in the sheets to be shown next. */
  spot = $state.raw<Spot | undefined>();
  /** Is a long job under way? Others have to wait. */
  busy = $state(false);
  /** Has the person asked to stop it? */
  cancelling = $state(false);

  #call: Call;
  #lang: () => Lang;
  #stopped = false;
  /** Files that came in and wait to be opened, and what was said of those before them. */
  #came: string[] = [];
  #said: Refusal[] = [];
  /** Is a file being opened, and is it one of those? */
  #opening = false;
  #turn = false;
  #watching: symbol | undefined;
  /** Does the view show what came of an export? No other file takes that away unread. */
  #unread = false;

  constructor(call: Call, lang: () => Lang) {
    this.#call = call;
    this.#lang = lang;
  }

  /** Loads what was worked on, and opens files as they are dropped or given. */
  start(): void {
    void this.refresh();
    void this.#receive();
  }

  stop(): void {
    this.#stopped = true;
  }

  async refresh(): Promise<void> {
    try {
      this.recent = await this.#call('recent', { lang: this.#lang() });
    } catch (reason) {
      this.recent = [];
      this.#refuse(reason);
    }
  }

  /** Asks for everything that was said in another language before. */
  async again(): Promise<void> {
    this.review?.again();
    const { opened } = this;
    try {
      const said = await this.#call('notices', { lang: this.#lang() });
      this.notices = said.program;
      if (!opened || this.opened !== opened) return;
      this.warnings = said.warnings;
      if (this.review) this.review.history = said.history;
    } catch (reason) {
      // What does not work at all is said by what the person asks for.
      if (!(reason instanceof CommandFailure)) throw reason;
    }
  }

  async choose(): Promise<void> {
    if (this.busy) return;
    try {
      const { path } = await this.#call('chooseFile', { lang: this.#lang() });
      if (path !== null) await this.open(path);
    } catch (reason) {
      this.#refuse(reason);
    }
  }

  open(path: string): Promise<boolean> {
    return this.#load((password) => this.#call('open', { path, lang: this.#lang(), ...password }));
  }

  resume(id: string): Promise<boolean> {
    return this.#load((password) => this.#call('resume', { id, lang: this.#lang(), ...password }));
  }

  /** Removes the kept work of one questionnaire. */
  async forget(id: string): Promise<void> {
    try {
      this.recent = await this.#call('forget', { id, lang: this.#lang() });
    } catch (reason) {
      this.#refuse(reason);
    }
  }

  /** Corrects what was found in the sheets; the view stays where it is. */
  async correct(edit: LayoutEdit): Promise<boolean> {
    const review = this.review;
    if (!review || this.busy) return false;
    if (!(await this.saved())) return false;
    try {
      await this.long(() =>
        review.correct(async () => {
          const opened = await this.#call('correct', { edit, lang: this.#lang() });
          this.#take(opened);
          return opened;
        }),
      );
      return true;
    } catch (reason) {
      this.#refuse(reason);
      return false;
    }
  }

  /** Saves what has been typed; when that cannot be done, says why, and nothing may be left then. */
  async saved(): Promise<boolean> {
    const { review } = this;
    if (!review || (await review.leave())) return true;
    this.refusal = { what: 'unsaved', message: review.refusal ?? '', hint: '' };
    return false;
  }

  /** Back to the first view. Everything is kept. */
  async close(): Promise<void> {
    if (!(await this.saved())) return;
    try {
      await this.#call('close', null);
    } catch (reason) {
      this.#refuse(reason);
    }
    this.opened = undefined;
    this.review = undefined;
    this.screen = 'home';
    await this.refresh();
  }

  async cancel(): Promise<void> {
    this.cancelling = true;
    await this.#call('cancel', null).catch(() => undefined);
  }

  /** Runs a long job; its progress is shown when it takes longer than a moment. */
  async long<T>(job: () => Promise<T>, kind: 'open' | 'export' = 'open'): Promise<T> {
    this.busy = true;
    this.refusal = undefined;
    this.#unread = false;
    // Who has gone elsewhere meanwhile, or has stopped it, waits for nothing.
    const told = () => (this.#unread = kind === 'export' && this.screen === 'export');
    try {
      const done = await this.#watched(job, kind);
      told();
      return done;
    } catch (reason) {
      if (refusalOf(reason)) told();
      throw reason;
    } finally {
      this.busy = false;
      this.#next();
    }
  }

  /** The person is done with what came of the export. */
  read(): void {
    if (!this.#unread) return;
    this.#unread = false;
    this.#next();
  }

  /** Takes the last act back, or does it again, which can take long with a correction of the layout; when it cannot
      be done, that is said where the person is. */
  async walk(which: 'undo' | 'redo'): Promise<void> {
    const { review } = this;
    if (!review || this.busy) return;
    if (await this.#watched(() => review[which](), 'open')) return;
    if (this.screen === 'review' || review.refusal === undefined) return;
    this.refusal = { what: review.unsaved ? 'unsaved' : 'other', message: review.refusal, hint: '' };
  }

  async #watched<T>(job: () => Promise<T>, kind: 'open' | 'export'): Promise<T> {
    this.job = kind;
    this.cancelling = false;
    // Another job may begin meanwhile, which shows its own progress.
    const me = (this.#watching = Symbol());
    let over = false;
    let timer: ReturnType<typeof setTimeout>;
    const poll = async () => {
      const progress = await this.#call('progress', null).catch(() => null);
      if (over) return;
      this.progress = progress ?? this.progress ?? (this.busy ? { step: 'reading', done: 0, total: 0 } : undefined);
      timer = setTimeout(() => void poll(), POLL_MS);
    };
    timer = setTimeout(() => void poll(), PATIENCE_MS);
    try {
      return await job();
    } finally {
      over = true;
      clearTimeout(timer);
      if (this.#watching === me) this.progress = undefined;
    }
  }

  async #load(ask: (password: { password?: string }) => Promise<Opened>, password?: string): Promise<boolean> {
    if (this.busy || this.#opening) return false;
    this.#opening = true;
    try {
      return await this.#loaded(ask, password);
    } finally {
      this.#opening = false;
      if (this.#turn && this.refusal) this.#said.push(this.refusal);
      this.#turn = false;
      this.#next();
    }
  }

  async #loaded(ask: (password: { password?: string }) => Promise<Opened>, password?: string): Promise<boolean> {
    if (!(await this.saved())) return false;
    this.locked = undefined;
    try {
      const opened = await this.long(() => ask(password === undefined ? {} : { password }));
      this.#take(opened);
      this.review = new Review(this.#call, this.#lang, opened);
      this.review.onreopened = (again) => this.#take(again);
      this.review.onsaved = () => {
        if (this.refusal?.what === 'unsaved') this.refusal = undefined;
      };
      this.review.onlost = (texts) => (this.refusal = { what: 'lost', message: texts.join('\n'), hint: '' });
      this.screen = 'review';
      return true;
    } catch (reason) {
      if (reason instanceof CommandFailure && reason.error.code === 'password') {
        this.locked = { message: reason.error.message, unlock: (given) => this.#load(ask, given) };
        return false;
      }
      this.#refuse(reason, 'open');
      // Nothing is open any longer when opening began; what was open before is kept in the list.
      if (!this.opened) void this.refresh();
      return false;
    }
  }

  #take(opened: Opened): void {
    this.opened = opened;
    this.warnings = opened.warnings;
  }

  /** Takes in what is dropped on the window or named when it was started. */
  async #receive(): Promise<void> {
    while (!this.#stopped) {
      try {
        const { path, over, closing } = await this.#call('nextFile', null);
        this.over = over;
        if (closing) void this.#leave();
        if (path !== null) this.#came.push(path);
        this.#next();
      } catch (reason) {
        if (!(reason instanceof CommandFailure)) throw reason;
        await new Promise((then) => setTimeout(then, RETRY_MS));
      }
    }
  }

  /** Opens the next file that came in, unless something else is being done: then it waits for that. */
  #next(): void {
    if (this.busy || this.locked || this.#opening || this.#unread) return;
    const path = this.#came.shift();
    if (path === undefined) {
      // Opening one takes away what was said of the one before, which nobody has read yet.
      if (this.#said.length > 1) this.refusal = { ...this.#said.at(-1)!, message: this.#said.map((r) => [r.message, r.hint].filter(Boolean).join(' ')).join('\n'), hint: '' };
      else this.refusal ??= this.#said[0];
      this.#said = [];
      return;
    }
    this.#turn = true;
    void this.open(path);
  }

  /** The window is being closed: what was typed is saved first. */
  async #leave(): Promise<void> {
    const saved = await this.saved();
    await this.#call('leave', { saved }).catch(() => undefined);
  }

  /** The person does without the file that asks for its password. */
  giveUp(): void {
    this.locked = undefined;
    this.#next();
  }

  #refuse(reason: unknown, what: Refusal['what'] = 'other'): void {
    const refusal = refusalOf(reason, what);
    if (reason instanceof CommandFailure && reason.error.code === 'engine') this.failure = reason.error;
    else this.refusal = refusal ?? this.refusal;
  }
}
