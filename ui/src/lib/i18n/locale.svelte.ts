/** The language of the window: Japanese unless the person chose English, remembered for next time. */
import type { Lang } from '../api/bindings';
import { en } from './en';
import { ja, type Messages } from './ja';

const KEPT = 'kotae.language';
const MESSAGES: Record<Lang, Messages> = { ja, en };

class Locale {
  #lang = $state<Lang>('ja');

  /** Takes up the language kept from last time. */
  start(): void {
    this.choose(localStorage.getItem(KEPT) === 'en' ? 'en' : 'ja');
  }

  get lang(): Lang {
    return this.#lang;
  }

  /** What the window says in this language. */
  get t(): Messages {
    return MESSAGES[this.#lang];
  }

  choose(lang: Lang): void {
    this.#lang = lang;
    localStorage.setItem(KEPT, lang);
    document.documentElement.lang = lang;
  }
}

export const locale = new Locale();
