import { describe, expect, it } from 'vitest';
import { Typing, type Timer } from './typing';

/** A place to type whose saves the test ends one by one, and whose pauses it makes. */
function desk() {
  const sent: string[] = [];
  const waiting: { ok: () => void; fail: () => void }[] = [];
  let pause: (() => void) | undefined;
  const timer: Timer = {
    set: (then) => (pause = then),
    clear: () => (pause = undefined),
  };
  const typing = new Typing<number>((key, text) => {
    sent.push(`${key}:${text}`);
    return new Promise((ok, fail) => waiting.push({ ok: () => ok(), fail: () => fail(new Error('no')) }));
  }, timer);
  return {
    typing,
    sent,
    pause: async () => (pause?.(), await settled()),
    saved: async () => (waiting.shift()!.ok(), await settled()),
    failed: async () => (waiting.shift()!.fail(), await settled()),
  };
}

async function settled() {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
}

describe('typing', () => {
  it('sends after a pause, only the newest', async () => {
    const d = desk();
    for (const text of ['特', '特権', '特権ID']) d.typing.type(1, text);
    expect(d.sent).toEqual([]);
    await d.pause();
    expect(d.sent).toEqual(['1:特権ID']);
  });

  it('counts as saved only with the reply', async () => {
    const d = desk();
    d.typing.type(1, 'あ');
    const flushed = d.typing.flush();
    await settled();
    expect(d.typing.unsaved).toBe(true);
    await d.saved();
    expect(await flushed).toBe(true);
    expect(d.typing.unsaved).toBe(false);
  });

  it('has one message under way, and then sends the newest', async () => {
    const d = desk();
    d.typing.type(1, 'あ');
    await d.pause();
    d.typing.type(1, 'あい');
    await d.pause();
    expect(d.sent).toEqual(['1:あ']);
    await d.saved();
    expect(d.sent).toEqual(['1:あ', '1:あい']);
  });

  it('saves what was typed in one row before the next is typed in', async () => {
    const d = desk();
    d.typing.type(1, 'あ');
    d.typing.type(2, 'い');
    const flushed = d.typing.flush();
    await settled();
    await d.saved();
    await d.saved();
    expect(await flushed).toBe(true);
    expect(d.sent).toEqual(['1:あ', '2:い']);
  });

  it('keeps a text that could not be saved, and sends it again', async () => {
    const d = desk();
    d.typing.type(1, 'あ');
    const first = d.typing.flush();
    await settled();
    await d.failed();
    expect(await first).toBe(false);
    expect(d.typing.pending(1)).toBe('あ');
    const second = d.typing.flush();
    await settled();
    await d.saved();
    expect(await second).toBe(true);
    expect(d.sent).toEqual(['1:あ', '1:あ']);
  });

  it('keeps what could not be saved in one row when another is typed in, and sends both', async () => {
    const d = desk();
    d.typing.type(5, '五');
    await d.pause();
    d.typing.type(6, '六');
    await d.failed();
    expect([d.typing.pending(5), d.typing.pending(6)]).toEqual(['五', '六']);
    d.typing.type(6, '六行目');
    expect(d.sent).toEqual(['5:五']);
    const flushed = d.typing.flush();
    await settled();
    await d.saved();
    await d.failed();
    expect([await flushed, d.typing.pending(5), d.typing.pending(6)]).toEqual([false, '五', undefined]);
    const again = d.typing.flush();
    await settled();
    await d.saved();
    expect([await again, d.typing.unsaved]).toEqual([true, false]);
    expect(d.sent).toEqual(['5:五', '6:六行目', '5:五', '5:五']);
  });

  it('knows a text that waits for its turn', async () => {
    const d = desk();
    d.typing.type(1, 'あ');
    await d.pause();
    d.typing.type(1, 'あい');
    await d.pause();
    expect(d.typing.pending(1)).toBe('あい');
    d.typing.type(2, 'う');
    await d.saved();
    expect([d.typing.pending(1), d.typing.pending(2)]).toEqual(['あい', 'う']);
  });

  it('waits for what is under way when there is nothing new', async () => {
    const d = desk();
    d.typing.type(1, 'あ');
    await d.pause();
    let done = false;
    void d.typing.flush().then(() => (done = true));
    await settled();
    expect(done).toBe(false);
    await d.saved();
    expect(done).toBe(true);
  });
});
