/**
 * The words behind the quotations of an answer. The desk says where in the standard they stand; the
 * text is that of a match, or is asked for.
 */
import type { Lang, QuestionView } from '../api/bindings';
import type { Call } from '../api/call';
import type { Quote } from './spans';

export class Quotes {
  now = $state.raw<Quote[]>([]);

  #call: Call;
  #lang: () => Lang;
  #texts = new Map<string, string>();
  #shown: QuestionView | undefined;

  constructor(call: Call, lang: () => Lang) {
    this.#call = call;
    this.#lang = lang;
  }

  /** Takes up the quotations of a question. */
  of(question: QuestionView): void {
    this.#shown = question;
    for (const match of question.matches) this.#texts.set(match.id, match.text);
    this.#put();
    for (const id of new Set(question.spans.map((s) => s.id))) {
      if (this.#texts.has(id)) continue;
      this.#call('item', { id, lang: this.#lang() }).then(
        (item) => {
          this.#texts.set(id, item.text);
          if (this.#shown === question) this.#put();
        },
        () => undefined,
      );
    }
  }

  #put(): void {
    this.now = (this.#shown?.spans ?? []).map(({ id, start, end, holds }) => ({
      id,
      text: [...(this.#texts.get(id) ?? '')].slice(start, end).join(''),
      holds,
    }));
  }
}
