import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandError, Commands } from '../api/bindings';
import { CommandFailure, type Call } from '../api/call';
import { opened, question, row } from '../review/fixture';
import { Desk } from './desk.svelte';

const warning = (message: string) => ({ code: 'merged', sheet: null, cell: null, message });

/** A desk whose `open` the test answers; everything else answers by itself. */
function desk() {
  const asked: string[] = [];
  const answers: Partial<Record<keyof Commands, () => Promise<unknown>>> = {};
  const files: { path: string | null; over: boolean; closing?: boolean }[] = [];
  let failing: CommandError | undefined;
  const waiting: { ok: (reply: unknown) => void; no: (error: CommandError) => void }[] = [];
  const call = (async (command: keyof Commands, request: unknown) => {
    asked.push(command);
    if (answers[command]) return answers[command]();
    if (command === 'open') {
      asked[asked.length - 1] = `open ${JSON.stringify(request)}`;
      return new Promise((ok, no) => waiting.push({ ok, no: (error) => no(new CommandFailure('open', error)) }));
    }
    if (command === 'leave') asked[asked.length - 1] = `leave ${JSON.stringify(request)}`;
    if (command === 'act' && failing) throw new CommandFailure('act', failing);
    if (command === 'act') return { at: 0, changed: [], question: question(0), history: { undo: null, redo: null }, reopened: null };
    if (command === 'nextFile') return files.shift() ?? new Promise(() => undefined);
    if (command === 'recent') return [];
    if (command === 'notices') return { program: ['by words'], warnings: [warning('merged cells')], history: { undo: 'confirming 1', redo: null } };
    if (command === 'question') return question(0);
    if (command === 'progress') return { step: 'matching', done: 3, total: 66 };
    return null;
  }) as unknown as Call;
  const fail = (error: CommandError | undefined) => (failing = error);
  return { desk: new Desk(call, () => 'ja'), asked, answers, files, answer: () => waiting.shift()!, fail };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const settled = () => vi.advanceTimersByTimeAsync(0);

/** A desk with a questionnaire open. */
async function atWork() {
  const d = desk();
  const done = d.desk.open('/調査票.xlsx');
  await settled();
  d.answer().ok(opened([row(0)]));
  await done;
  await settled();
  return d;
}

describe('opening a file', () => {
  it('shows the review', async () => {
    const d = desk();
    const done = d.desk.open('/調査票.xlsx');
    await settled();
    d.answer().ok(opened([row(0)]));
    expect(await done).toBe(true);
    expect([d.desk.screen, d.desk.review?.rows.length]).toEqual(['review', 1]);
  });

  it('says nothing about a moment, and how far it is when it takes longer', async () => {
    const d = desk();
    const done = d.desk.open('/調査票.xlsx');
    await vi.advanceTimersByTimeAsync(290);
    expect(d.desk.progress).toBeUndefined();
    await vi.advanceTimersByTimeAsync(20);
    expect(d.desk.progress).toEqual({ step: 'matching', done: 3, total: 66 });
    d.answer().ok(opened([row(0)]));
    await done;
    expect([d.desk.progress, d.desk.busy]).toEqual([undefined, false]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(d.desk.progress).toBeUndefined();
  });

  it('says why a file was refused and what to do', async () => {
    const d = desk();
    const done = d.desk.open('/壊れた.xlsx');
    await settled();
    d.answer().no({ code: 'refused', message: '壊れています。', hint: '開き直してください。' });
    expect(await done).toBe(false);
    expect(d.desk.refusal).toEqual({ what: 'open', message: '壊れています。', hint: '開き直してください。' });
    expect(d.desk.screen).toBe('home');
  });

  it('asks for a password, again when it was not it, and keeps none', async () => {
    const d = desk();
    void d.desk.open('/鍵.xlsx');
    await settled();
    d.answer().no({ code: 'password', message: 'パスワードが必要です。' });
    await settled();
    expect([d.desk.locked?.message, d.desk.refusal]).toEqual(['パスワードが必要です。', undefined]);
    void d.desk.locked!.unlock('違う');
    await settled();
    d.answer().no({ code: 'password', message: 'パスワードが違います。' });
    await settled();
    expect(d.desk.locked?.message).toBe('パスワードが違います。');
    void d.desk.locked!.unlock('合う');
    await settled();
    d.answer().ok(opened([row(0)]));
    await settled();
    expect([d.desk.locked, d.desk.screen]).toEqual([undefined, 'review']);
    expect(d.asked.filter((a) => a.startsWith('open'))).toEqual([
      'open {"path":"/鍵.xlsx","lang":"ja"}',
      'open {"path":"/鍵.xlsx","lang":"ja","password":"違う"}',
      'open {"path":"/鍵.xlsx","lang":"ja","password":"合う"}',
    ]);
  });

  it('is silent about what the person stopped', async () => {
    const d = desk();
    const done = d.desk.open('/調査票.xlsx');
    await settled();
    await d.desk.cancel();
    d.answer().no({ code: 'cancelled' });
    expect(await done).toBe(false);
    expect([d.desk.refusal, d.asked.includes('cancel')]).toEqual([undefined, true]);
  });

  it('does one long job at a time', async () => {
    const d = desk();
    void d.desk.open('/一.xlsx');
    await settled();
    expect(await d.desk.open('/二.xlsx')).toBe(false);
    expect(d.asked.filter((a) => a.startsWith('open')).length).toBe(1);
  });
});

describe('what could not be saved', () => {
  /** An open questionnaire in which something was typed that the disk does not take. */
  async function typed() {
    const d = await atWork();
    d.fail({ code: 'refused', message: 'ディスクがいっぱいです。', hint: '' });
    d.desk.review!.type('書いた');
    return d;
  }

  it('is not left behind by going elsewhere', async () => {
    for (const leave of [
      (d: Desk) => d.close(),
      (d: Desk) => d.open('/別.xlsx'),
      (d: Desk) => d.correct({ kind: 'reset', sheet: 0 }),
    ]) {
      const d = await typed();
      const { review } = d.desk;
      const before = d.asked.length;
      await leave(d.desk);
      expect(d.desk.refusal).toEqual({ what: 'unsaved', message: 'ディスクがいっぱいです。', hint: '' });
      expect(d.asked.slice(before)).toEqual(['act']);
      expect([d.desk.review, d.desk.review?.answer, d.desk.screen]).toEqual([review, '書いた', 'review']);
    }
  });
});

describe('what could be saved after all', () => {
  it('is no longer said to be unsaved', async () => {
    const d = await atWork();
    d.desk.screen = 'layout';
    for (const left of [() => d.desk.close(), () => d.desk.walk('undo')]) {
      d.fail({ code: 'refused', message: 'ディスクがいっぱいです。', hint: '' });
      d.desk.review!.type(`書いた${d.asked.length}`);
      await left();
      expect(d.desk.refusal?.what).toBe('unsaved');
      d.fail(undefined);
      await d.desk.review!.leave();
      expect([d.desk.refusal, d.desk.review!.refusal]).toEqual([undefined, undefined]);
    }
  });
});

describe('closing the window', () => {
  it('waits until what was typed is saved', async () => {
    const d = await atWork();
    d.desk.review!.type('書いた');
    d.files.push({ path: null, over: false, closing: true });
    d.desk.start();
    await settled();
    expect(d.asked.filter((a) => a === 'act' || a.startsWith('leave'))).toEqual(['act', 'leave {"saved":true}']);
    d.desk.stop();
  });

  it('says when that cannot be done, and why', async () => {
    const d = await atWork();
    d.fail({ code: 'refused', message: 'ディスクがいっぱいです。', hint: '' });
    d.desk.review!.type('書いた');
    d.files.push({ path: null, over: false, closing: true });
    d.desk.start();
    await settled();
    expect(d.asked.at(-1)).toBe('leave {"saved":false}');
    expect(d.desk.refusal).toMatchObject({ what: 'unsaved', message: 'ディスクがいっぱいです。' });
    d.desk.stop();
  });
});

describe('a file held over the window', () => {
  it('is seen before it is let go, and opened then', async () => {
    const d = desk();
    const seen: boolean[] = [];
    d.files.push({ path: null, over: true });
    d.desk.start();
    await settled();
    seen.push(d.desk.over);
    d.files.push({ path: '/調査票.xlsx', over: false });
    d.desk.start();
    await settled();
    seen.push(d.desk.over);
    expect([seen, d.asked.some((a) => a.startsWith('open'))]).toEqual([[true, false], true]);
    d.desk.stop();
  });
});

describe('files that come in while another is worked on', () => {
  const opens = (d: ReturnType<typeof desk>) => d.asked.filter((a) => a.startsWith('open')).map((a) => /"path":"([^"]*)"/.exec(a)![1]);

  it('wait for their turn', async () => {
    const d = desk();
    d.files.push({ path: '/一.xlsx', over: false }, { path: '/二.xlsx', over: false }, { path: '/三.xlsx', over: false });
    d.desk.start();
    await settled();
    expect(opens(d)).toEqual(['/一.xlsx']);
    d.answer().no({ code: 'refused', message: '一は壊れています。', hint: '' });
    await settled();
    d.answer().ok(opened([row(0)]));
    await settled();
    expect(opens(d)).toEqual(['/一.xlsx', '/二.xlsx', '/三.xlsx']);
    d.answer().ok(opened([row(0), row(1)]));
    await settled();
    expect(d.desk.review?.rows.length).toBe(2);
    // What was said of the first is still there to be read.
    expect(d.desk.refusal?.message).toBe('一は壊れています。');
    d.desk.stop();
  });

  it('wait for a job of another kind, and for a password', async () => {
    const d = desk();
    let end: (() => void) | undefined;
    const job = d.desk.long(() => new Promise<void>((then) => (end = then)), 'export');
    d.files.push({ path: '/鍵一.xlsx', over: false }, { path: '/鍵二.xlsx', over: false });
    d.desk.start();
    await settled();
    expect(opens(d)).toEqual([]);
    end!();
    await job;
    await settled();
    d.answer().no({ code: 'password', message: '一のパスワード' });
    await settled();
    expect([opens(d), d.desk.locked?.message]).toEqual([['/鍵一.xlsx'], '一のパスワード']);
    void d.desk.locked!.unlock('違う');
    await settled();
    d.answer().no({ code: 'password', message: '違います' });
    await settled();
    expect([opens(d).length, d.desk.locked?.message]).toEqual([2, '違います']);
    d.desk.giveUp();
    await settled();
    expect(opens(d).at(-1)).toBe('/鍵二.xlsx');
    d.answer().no({ code: 'password', message: '二のパスワード' });
    await settled();
    void d.desk.locked!.unlock('合う');
    await settled();
    d.answer().ok(opened([row(0)]));
    await settled();
    expect([d.desk.screen, d.desk.locked]).toEqual(['review', undefined]);
    d.desk.stop();
  });
});

describe('what came of an export', () => {
  /** A desk with its export under way, and a file that comes in meanwhile. */
  async function exporting() {
    const d = await atWork();
    d.desk.screen = 'export';
    let end: { ok: (reply: string) => void; no: (error: CommandError) => void };
    const job = d.desk.long(
      () => new Promise<string>((ok, no) => (end = { ok, no: (error) => no(new CommandFailure('export', error)) })),
      'export',
    );
    d.files.push({ path: '/二.xlsx', over: false });
    d.desk.start();
    await settled();
    d.desk.stop();
    const opens = () => d.asked.filter((a) => a.startsWith('open')).length;
    return { ...d, job: job.catch(() => 'refused'), end: end!, opens };
  }

  it('is not taken away by the next file until it has been read', async () => {
    for (const [end, result] of [
      [(d: Awaited<ReturnType<typeof exporting>>) => d.end.ok('written'), 'written'],
      [(d: Awaited<ReturnType<typeof exporting>>) => d.end.no({ code: 'refused', message: 'ディスクがいっぱいです。', hint: '' }), 'refused'],
    ] as const) {
      const d = await exporting();
      end(d);
      expect(await d.job).toBe(result);
      await settled();
      expect([d.opens(), d.desk.screen]).toEqual([1, 'export']);
      d.desk.read();
      await settled();
      expect(d.opens()).toBe(2);
    }
  });

  it('keeps no file waiting when the person has stopped it or gone elsewhere', async () => {
    for (const end of [
      (d: Awaited<ReturnType<typeof exporting>>) => d.end.no({ code: 'cancelled' }),
      (d: Awaited<ReturnType<typeof exporting>>) => {
        d.desk.screen = 'review';
        d.end.ok('written');
      },
    ]) {
      const d = await exporting();
      end(d);
      await d.job;
      await settled();
      expect(d.opens()).toBe(2);
    }
  });
});

describe('another language', () => {
  it('says again what was said of the program and of the file', async () => {
    const d = desk();
    await d.desk.again();
    expect([d.desk.notices, d.desk.warnings]).toEqual([['by words'], []]);
    const done = d.desk.open('/調査票.xlsx');
    await settled();
    d.answer().ok({ ...opened([row(0)]), warnings: [warning('結合セル')] });
    await done;
    expect(d.desk.warnings[0]?.message).toBe('結合セル');
    await d.desk.again();
    expect([d.desk.warnings[0]?.message, d.desk.review?.history.undo]).toEqual(['merged cells', 'confirming 1']);
  });
});

describe('undoing', () => {
  it('gives back a text whose question is no longer there', async () => {
    const d = await atWork();
    d.desk.review!.type('書いた');
    d.desk.review!.take(opened([row(0, { cell: 'F5' })]));
    expect(d.desk.refusal).toMatchObject({ what: 'lost', message: 'E5: 書いた' });
  });

  it('says how far it is when a correction of the layout takes long, and nothing when it does not', async () => {
    const d = await atWork();
    let undone: (reply: unknown) => void = () => undefined;
    d.answers.undo = () => new Promise((ok) => (undone = ok));
    for (const wait of [0, 400]) {
      void d.desk.walk('undo');
      await vi.advanceTimersByTimeAsync(wait);
      expect(d.desk.progress?.step).toBe(wait ? 'matching' : undefined);
      undone(null);
      await settled();
      expect(d.desk.progress).toBe(undefined);
    }
  });

  it('is silent when the person stopped it', async () => {
    const d = await atWork();
    d.answers.undo = () => Promise.reject(new CommandFailure('undo', { code: 'cancelled' }));
    for (const screen of ['review', 'layout'] as const) {
      d.desk.screen = screen;
      await d.desk.walk('undo');
      expect([d.desk.review!.refusal, d.desk.refusal, d.desk.review!.walked]).toEqual([undefined, undefined, undefined]);
    }
  });
});
