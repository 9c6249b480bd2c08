/** Replies for tests, in the shapes that Rust gives. */
import type { Hit, SearchReply } from '../api/bindings';

export function hit(id: string, more: Partial<Hit> = {}): Hit {
  return {
    id,
    series: 'operation',
    status: 'full',
    title: `${id}の主題`,
    text: `${id}の回答文です。`,
    highlights: [],
    blank: false,
    ...more,
  };
}

export function reply(query: string, hits: Hit[]): SearchReply {
  return { query, hits, total: hits.length, found: hits.length, series: [], status: [], note: null, tookUs: 900 };
}
