import { describe, expect, it, vi } from 'vitest';
import type { Acted, Commands, ReviewEvent, RowView } from '../api/bindings';
import { CommandFailure, type Call } from '../api/call';
import { opened, question, row } from './fixture';
import { Review } from './review.svelte';

type Message = { command: string; request: unknown; ok: (reply: unknown) => void; no: (reason: unknown) => void };

/** A review whose questions come at once and whose decisions the test answers. */
function desk(rows: RowView[], more: Parameters<typeof opened>[1] = {}) {
  const waiting: Message[] = [];
  const events: string[] = [];
  const placed: number[] = [];
  const asked: number[] = [];
  let pause: (() => void) | undefined;
  const call = (async (command: keyof Commands, request: { n: number; event: ReviewEvent }) => {
    if (command === 'question') return asked.push(request.n), question(request.n);
    if (command === 'place') return void placed.push(request.n);
    if (command === 'act') {
      const { kind } = request.event;
      events.push('text' in request.event ? `${request.n} ${kind} ${request.event.text}` : `${request.n} ${kind}`);
    } else events.push(command);
    return new Promise((ok, no) => waiting.push({ command, request, ok, no }));
  }) as unknown as Call;
  const timer = { set: (then: () => void) => (pause = then), clear: () => (pause = undefined) };
  const review = new Review(call, () => 'ja', opened(rows, more), timer);
  return {
    review,
    events,
    placed,
    asked,
    pause: async () => (pause?.(), await settled()),
    reply: async (acted: Partial<Acted> & { n: number }) => {
      const { n, ...rest } = acted;
      waiting.shift()!.ok({ at: n, changed: [], question: question(n), history: { undo: '確認', redo: null }, reopened: null, ...rest });
      await settled();
    },
    refuse: async (message: string) => {
      waiting.shift()!.no(new CommandFailure('act', { code: 'notAllowed', message }));
      await settled();
    },
  };
}

async function settled() {
  for (let i = 0; i < 40; i += 1) await Promise.resolve();
}

const three = () => [row(0), row(1, { state: 'confirmed' }), row(2)];

describe('reviewing', () => {
  it('confirms, and goes to the next row that waits for a person', async () => {
    const d = desk(three());
    await settled();
    const done = d.review.confirm();
    await settled();
    expect([d.review.at, d.review.row(0)?.state]).toEqual([0, 'candidate']);
    await d.reply({ n: 0, changed: [row(0, { state: 'confirmed' })] });
    expect(await done).toBe(true);
    expect([d.review.at, d.review.row(0)?.state, d.review.question?.n]).toEqual([2, 'confirmed', 2]);
    expect(d.review.history.undo).toBe('確認');
  });

  it('comes to what is on hold when nothing else waits', async () => {
    const d = desk([row(0, { state: 'held' }), row(1, { state: 'propagated' }), row(2, { state: 'confirmed' })], { at: 1 });
    await settled();
    const done = d.review.confirm();
    await settled();
    await d.reply({ n: 1, changed: [row(1, { state: 'confirmed' })] });
    await done;
    expect([d.review.at, d.review.counts.todo]).toEqual([0, 1]);
  });

  it('stays and says why when a confirmation is refused', async () => {
    const d = desk(three());
    await settled();
    const done = d.review.confirm();
    await settled();
    await d.refuse('回答が空です。');
    expect(await done).toBe(false);
    expect([d.review.at, d.review.refusal]).toEqual([0, '回答が空です。']);
  });

  it('saves what is typed before it confirms', async () => {
    const d = desk(three());
    await settled();
    d.review.type('書いた');
    const done = d.review.confirm();
    await settled();
    expect(d.events).toEqual(['0 type 書いた']);
    await d.reply({ n: 0, question: question(0, { answer: '書いた' }) });
    expect(d.events).toEqual(['0 type 書いた', '0 confirm']);
    await d.reply({ n: 0 });
    expect(await done).toBe(true);
  });

  it('takes no letters for a row that is being confirmed, or before the next one is shown', async () => {
    const d = desk(three());
    await settled();
    expect(d.review.fixed).toBe(false);
    const done = d.review.confirm();
    expect(d.review.fixed).toBe(true);
    d.review.type('次の回答');
    await settled();
    d.review.type('次の回答');
    await d.pause();
    expect([d.events, d.review.answer]).toEqual([['0 confirm'], '回答1']);
    await d.reply({ n: 0, changed: [row(0, { state: 'confirmed' })] });
    await done;
    expect([d.review.fixed, d.review.at]).toEqual([false, 2]);
    d.review.move(-1);
    expect(d.review.fixed).toBe(true);
    d.review.type('早すぎる');
    d.review.typeNote('早すぎる');
    await settled();
    await d.pause();
    expect([d.review.fixed, d.events]).toEqual([false, ['0 confirm']]);
  });

  it('can be typed in again when a confirmation is refused', async () => {
    const d = desk(three());
    await settled();
    const done = d.review.confirm();
    await settled();
    await d.refuse('回答が空です。');
    await done;
    expect(d.review.fixed).toBe(false);
  });

  it('shows the next question at once, fetched while the last was read', async () => {
    vi.useFakeTimers();
    const d = desk(three());
    await vi.advanceTimersByTimeAsync(100);
    vi.useRealTimers();
    const asked = d.asked.length;
    const done = d.review.confirm();
    await settled();
    await d.reply({ n: 0, changed: [row(0, { state: 'confirmed' })] });
    await done;
    expect([d.review.question?.n, d.asked.length]).toEqual([2, asked]);
    // What a decision has changed is asked for again.
    d.review.choose(0);
    await settled();
    expect(d.asked.slice(asked)).toEqual([0]);
  });

  it('does not confirm what could not be saved', async () => {
    const d = desk(three());
    await settled();
    d.review.type('書いた');
    const done = d.review.confirm();
    await settled();
    await d.refuse('ディスクがいっぱいです。');
    expect(await done).toBe(false);
    expect(d.events).toEqual(['0 type 書いた']);
    expect(d.review.answer).toBe('書いた');
  });

  it('says “saved” only with the reply, and never for an older text', async () => {
    const d = desk(three());
    await settled();
    expect(d.review.saved).toBeUndefined();
    d.review.type('あ');
    await d.pause();
    expect(d.review.saved).toBe(false);
    d.review.type('あい');
    await d.reply({ n: 0, question: question(0, { answer: 'あ' }) });
    expect([d.review.saved, d.review.answer]).toEqual([false, 'あい']);
    await d.pause();
    await d.reply({ n: 0, question: question(0, { answer: 'あい' }) });
    expect([d.review.saved, d.review.answer]).toEqual([true, 'あい']);
  });

  it('does not say “saved” while something newer waits, in the note neither', async () => {
    const d = desk(three());
    await settled();
    d.review.type('あ');
    await d.pause();
    d.review.type('あい');
    await d.pause();
    d.review.typeNote('メモ');
    await d.reply({ n: 0 });
    expect([d.review.saved, d.review.answer]).toEqual([false, 'あい']);
    await d.reply({ n: 0 });
    expect(d.review.saved).toBe(false);
    await d.pause();
    await d.reply({ n: 0 });
    expect([d.review.saved, d.events]).toEqual([true, ['0 type あ', '0 type あい', '0 note メモ']]);
  });

  it('keeps what could not be saved in another row, and says which', async () => {
    const d = desk(three());
    await settled();
    d.review.type('書いた');
    d.review.move(1);
    await settled();
    await d.refuse('ディスクがいっぱいです。');
    expect(d.review.refusal).toBe('1: ディスクがいっぱいです。');
    d.review.type('次の行');
    const left = d.review.leave();
    await settled();
    await d.refuse('ディスクがいっぱいです。');
    await d.reply({ n: 1 });
    expect(await left).toBe(false);
    d.review.move(-1);
    await settled();
    expect(d.review.answer).toBe('書いた');
  });

  it('takes back what was said of it when it has been saved after all', async () => {
    const d = desk(three());
    await settled();
    d.review.type('書いた');
    await d.pause();
    await d.refuse('ディスクがいっぱいです。');
    d.review.move(1);
    await settled();
    d.review.type('次の行');
    await d.pause();
    await d.refuse('ディスクがいっぱいです。');
    const said = d.review.refusal;
    expect(said).toContain('ディスクがいっぱいです。');
    const left = d.review.leave();
    await settled();
    await d.reply({ n: 0 });
    expect(d.review.refusal).toBe(said);
    await d.reply({ n: 1 });
    expect([await left, d.review.refusal, d.review.saved]).toEqual([true, undefined, true]);
  });

  it('saves what was typed when another row is chosen, and shows it there no longer', async () => {
    const d = desk(three());
    await settled();
    d.review.type('書いた');
    d.review.move(1);
    await settled();
    expect([d.events, d.review.at, d.review.answer]).toEqual([['0 type 書いた'], 1, '回答2']);
    await d.reply({ n: 0, question: question(0, { answer: '書いた' }) });
    expect([d.review.question?.n, d.review.answer]).toEqual([1, '回答2']);
  });

  it('does decisions one after the other', async () => {
    const d = desk(three());
    await settled();
    void d.review.act({ kind: 'choose', choice: '△' });
    void d.review.act({ kind: 'hold' });
    await settled();
    expect(d.events).toEqual(['0 choose']);
    await d.reply({ n: 0 });
    expect(d.events).toEqual(['0 choose', '0 hold']);
  });

  it('is left only when all that was decided is done', async () => {
    const d = desk(three());
    await settled();
    void d.review.act({ kind: 'choose', choice: '△' });
    void d.review.confirm();
    let left = false;
    void d.review.leave().then(() => (left = true));
    await settled();
    await d.reply({ n: 0 });
    expect([d.events, left]).toEqual([['0 choose', '0 confirm'], false]);
    await d.reply({ n: 0 });
    expect(left).toBe(true);
  });

  it('tells who quotes something why that was not done', async () => {
    const d = desk(three());
    await settled();
    const stretches: [number, number][] = [[0, 4], [9, 12]];
    const inserted = d.review.insert('実25', stretches);
    await settled();
    await d.reply({ n: 0 });
    await d.reply({ n: 0 });
    expect(await inserted).toEqual({ done: true });
    const refused = d.review.insert('実25', stretches);
    await settled();
    await d.refuse('確認済です。');
    expect(await refused).toEqual({ done: false, why: '確認済です。' });
    expect(d.events).toEqual(['0 insert', '0 insert', '0 insert']);
  });

  it('decides nothing about a question that is not shown yet', async () => {
    const d = desk(three());
    await settled();
    d.review.move(1);
    expect(await d.review.confirm()).toBe(false);
    expect(d.events).toEqual([]);
  });

  it('says what was undone until something else is done', async () => {
    const d = desk(three(), { history: { undo: '1 の確認', redo: null } });
    await settled();
    void d.review.undo();
    await settled();
    expect(d.review.walked).toBeUndefined();
    await d.reply({ n: 0, history: { undo: null, redo: '1 の確認' } });
    expect(d.review.walked).toEqual({ back: true, what: '1 の確認' });
    void d.review.redo();
    await settled();
    await d.reply({ n: 0 });
    expect(d.review.walked).toEqual({ back: false, what: '1 の確認' });
    d.review.move(1);
    expect(d.review.walked).toBeUndefined();
  });

  it.each<[string, (review: Review) => void]>([
    ['a note is typed', (review) => review.typeNote('メモ')],
    ['the layout is corrected', (review) => review.take(opened(three()))],
    ['the language is another', (review) => review.again()],
  ])('says no longer what was undone when %s', async (_, then) => {
    const d = desk(three(), { history: { undo: '1 の確認', redo: null } });
    await settled();
    void d.review.undo();
    await settled();
    await d.reply({ n: 0 });
    expect(d.review.walked).toBeDefined();
    then(d.review);
    expect(d.review.walked).toBeUndefined();
  });

  it('takes no letters while another layout may come back', async () => {
    const d = desk(three());
    await settled();
    for (const walk of ['undo', 'redo'] as const) {
      const done = d.review[walk]();
      expect(d.review.fixed).toBe(true);
      d.review.type('どの質問に');
      await settled();
      d.review.typeNote('どの質問に');
      await d.reply({ n: 0, reopened: opened([row(0, { cell: 'E7' })]) });
      await done;
      await d.pause();
      expect([d.review.fixed, d.events.at(-1)]).toEqual([false, walk]);
    }
  });

  it('keeps what was typed with its question when another layout gives that another number', async () => {
    const d = desk(three(), { at: 2 });
    await settled();
    d.review.type('E7の回答');
    d.review.take(opened([row(0, { cell: 'E7' }), row(1, { cell: 'E8' })]));
    await settled();
    expect([d.review.at, d.review.answer]).toEqual([0, 'E7の回答']);
    const left = d.review.leave();
    await settled();
    expect(d.events).toEqual(['0 type E7の回答']);
    await d.reply({ n: 0 });
    expect(await left).toBe(true);
  });

  it('gives up what was typed where nothing is asked any longer, and says what it was', async () => {
    const d = desk(three());
    await settled();
    const lost: string[][] = [];
    d.review.onlost = (texts) => lost.push(texts);
    d.review.type('E5の回答');
    const first = d.review.leave();
    await settled();
    d.review.typeNote('E5のメモ');
    d.review.take(opened([row(0, { cell: 'F5' })]));
    expect(lost).toEqual([['E5: E5のメモ']]);
    // The other was on its way when the layout changed.
    await d.refuse('読み取りが変わったため、この質問はありません。');
    expect(await first).toBe(false);
    expect(await d.review.leave()).toBe(true);
    expect(lost).toEqual([['E5: E5のメモ'], ['E5: E5の回答']]);
    expect([d.review.answer, d.events]).toEqual(['回答1', ['0 type E5の回答']]);
  });

  it('goes where the undone decision was', async () => {
    const d = desk(three());
    await settled();
    void d.review.undo();
    await settled();
    await d.reply({ n: 2, changed: [row(2, { state: 'needsReview' })], question: question(2, { answer: '前の回答' }) });
    expect([d.review.at, d.review.answer, d.review.row(2)?.state]).toEqual([2, '前の回答', 'needsReview']);
  });
});

describe('the list', () => {
  it('does not move when a row no longer fits, until it is filtered again', async () => {
    const d = desk(three());
    await settled();
    d.review.narrow({ state: 'candidate' });
    expect(d.review.order).toEqual([0, 2]);
    void d.review.act({ kind: 'hold' });
    await settled();
    await d.reply({ n: 0, changed: [row(0, { state: 'held' })] });
    expect(d.review.order).toEqual([0, 2]);
    d.review.narrow({});
    expect(d.review.order).toEqual([2]);
  });

  it('stays at its ends, and comes back from a row that is filtered away', async () => {
    const d = desk(three());
    await settled();
    d.review.move(-5);
    expect(d.review.at).toBe(0);
    d.review.move(99);
    expect(d.review.at).toBe(2);
    d.review.narrow({ state: 'confirmed' });
    expect(d.review.chosen).toBe(-1);
    d.review.move(1);
    expect(d.review.at).toBe(1);
  });

  it('opens where it was left', async () => {
    const view = JSON.stringify({ pane: 'sheet', sheet: null, state: 'todo', category: null });
    const d = desk(three(), { at: 2, view });
    await settled();
    expect([d.review.at, d.review.pane, d.review.order]).toEqual([2, 'sheet', [0, 2]]);
    expect(desk(three(), { at: 99, view: 'rubbish' }).review.at).toBe(0);
  });

  it('says where it is, so that it can be left at any time', async () => {
    const d = desk(three());
    await settled();
    d.review.move(1);
    expect(d.placed).toEqual([1]);
  });
});
