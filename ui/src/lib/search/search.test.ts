import { describe, expect, it } from 'vitest';
import type { SearchReply, SearchRequest } from '../api/bindings';
import { CommandFailure, type Call } from '../api/call';
import { hit, reply } from './fixture';
import { LIMIT, Search } from './search.svelte';

/** A search whose replies the test gives one by one. */
function desk() {
  const asked: SearchRequest[] = [];
  const waiting: { resolve: (r: SearchReply) => void; reject: (e: unknown) => void }[] = [];
  const call = ((_: string, request: SearchRequest) => {
    asked.push(request);
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  }) as unknown as Call;
  return {
    search: new Search(call, () => 'ja'),
    asked,
    queries: () => asked.map((r) => r.query),
    answer: async (...ids: string[]) => {
      const request = asked.at(-1)!;
      waiting.shift()!.resolve(reply(request.query, ids.map((id) => hit(id))));
      await settled();
    },
    answerWithNote: async (note: string, ...ids: string[]) => {
      const request = asked.at(-1)!;
      waiting.shift()!.resolve({ ...reply(request.query, ids.map((id) => hit(id))), note });
      await settled();
    },
    fail: async (reason: unknown) => {
      waiting.shift()!.reject(reason);
      await settled();
    },
  };
}

/** Everything that was resolved has been taken up. */
async function settled() {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
}

describe('searching as you type', () => {
  it('asks for what is typed and chooses the best hit', async () => {
    const d = desk();
    void d.search.type('特権');
    expect(d.asked).toEqual([{ query: '特権', series: [], status: [], limit: LIMIT, lang: 'ja' }]);
    await d.answer('実25', '実26');
    expect(d.search.hit?.id).toBe('実25');
  });

  it('has one search under way and then asks only for the newest', async () => {
    const d = desk();
    for (const typed of ['特', '特権', '特権I', '特権ID']) void d.search.type(typed);
    expect(d.queries()).toEqual(['特']);
    await d.answer('実1');
    expect(d.queries()).toEqual(['特', '特権ID']);
    await d.answer('実25');
    expect(d.search.reply?.query).toBe('特権ID');
  });

  it('asks nothing when nothing is typed', async () => {
    const d = desk();
    void d.search.type('  ');
    await settled();
    expect(d.asked).toEqual([]);
    expect(d.search.reply).toBeUndefined();
  });

  it('shows no hits of a query that was emptied while it ran', async () => {
    const d = desk();
    void d.search.type('特権');
    void d.search.type('');
    await d.answer('実25');
    expect(d.search.reply).toBeUndefined();
    expect(d.search.hit).toBeUndefined();
  });

  it('says why a search failed and recovers with the next', async () => {
    const d = desk();
    void d.search.type('特権');
    await d.fail(new CommandFailure('search', { code: 'interrupted' }));
    expect(d.search.failure).toEqual({ code: 'interrupted' });
    void d.search.type('特権I');
    await d.answer('実25');
    expect(d.search.failure).toBeUndefined();
    expect(d.search.hits.length).toBe(1);
  });

  it('asks what was typed during a search that failed', async () => {
    const d = desk();
    void d.search.type('特');
    void d.search.type('特権');
    await d.fail(new CommandFailure('search', { code: 'interrupted' }));
    await d.answer('実25');
    expect(d.search.reply?.query).toBe('特権');
  });
});

describe('choosing', () => {
  it('moves within the list and stays at its ends', async () => {
    const d = desk();
    void d.search.type('特権');
    await d.answer('実1', '実2', '実3');
    const at = (rows: number) => (d.search.move(rows), d.search.hit?.id);
    expect([at(1), at(1), at(1), at(-1), at(-10), at(10)]).toEqual(['実2', '実3', '実3', '実2', '実1', '実3']);
  });

  it('chooses nothing by itself when a number was typed that does not exist', async () => {
    const d = desk();
    void d.search.type('設100');
    await d.answerWithNote('設100 は対象外', '設10', '設1');
    expect(d.search.hit).toBeUndefined();
    d.search.move(1);
    expect(d.search.hit?.id).toBe('設10');
  });

  it('has nothing to move in when there are no hits', async () => {
    const d = desk();
    void d.search.type('ない言葉');
    await d.answer();
    d.search.move(1);
    expect(d.search.hit).toBeUndefined();
  });

  it('keeps the chosen hit while filters change, and starts anew with new words', async () => {
    const d = desk();
    void d.search.type('特権');
    await d.answer('実1', '実2', '実3');
    d.search.choose('実3');
    void d.search.toggleSeries('operation');
    await d.answer('実2', '実3');
    expect(d.search.hit?.id).toBe('実3');
    void d.search.toggleStatus('full');
    await d.answer('実2');
    expect(d.search.hit?.id).toBe('実2');
    void d.search.type('特権ID');
    await d.answer('実9', '実2');
    expect(d.search.hit?.id).toBe('実9');
  });
});

describe('narrowing', () => {
  it('sends what is chosen, and clears the words before the filters', async () => {
    const d = desk();
    void d.search.type('特権');
    await d.answer('実1');
    void d.search.toggleSeries('operation');
    await d.answer('実1');
    void d.search.toggleSeries('audit');
    await d.answer('実1');
    void d.search.toggleSeries('operation');
    await d.answer('監1');
    expect(d.asked.at(-1)).toMatchObject({ series: ['audit'], status: [] });
    await d.search.clear();
    expect([d.search.query, d.search.series]).toEqual(['', ['audit']]);
    await d.search.clear();
    expect(d.search.narrowed).toBe(false);
  });
});
