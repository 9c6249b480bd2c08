// Made from the types in src-tauri/src by `KOTAE_BLESS=1 cargo test -p kotae`. Not to be edited.

/** Why a command failed; the page tells the cases apart by `code`. */
export type CommandError = { "code": "engine",
/** In Japanese. */
ja: string,
/** In English. */
en: string, } | { "code": "noSuchItem",
/** Why, in the language of the request. */
message: string, } | { "code": "interrupted" };

/** Which document answers are drawn from. */
export type Edition = {
  /** Version of the document: `2.00`. */
  edition: string,
  /** Edition of the FISC standard: `第10版`. */
  fisc: string,
  /** ISO date. */
  date: string,
  /** 公開版. */
  kind: string,
  /** Number of controls. */
  controls: number,
  /** How many of them have an empty response. */
  blank: number,
};

/** How many hits there are of one kind. */
export type Facet<T> = {
  /** The kind. */
  key: T,
  /** Hits of this kind, narrowed by the *other* filters: what choosing it would show. */
  count: number,
};

/** One hit. */
export type Hit = {
  /** `実39`, `s2.5`. */
  id: string,
  /** Which part of the document. */
  series: Series,
  /** What the whole response claims. */
  status: Status,
  /** Topic line, or the section's heading. */
  title: string,
  /** The response, verbatim. */
  text: string,
  /** Matched stretches `[start, end)` in Unicode scalar values of `text`, in order, not overlapping. */
  highlights: Array<[number, number]>,
  /** Is the response empty in the document? */
  blank: boolean,
};

/** A control or section with everything known about it. */
export type Item = {
  /** `実39`, `s2.5`. */
  id: string,
  /** Which part of the document. */
  series: Series,
  /** What the whole response claims. */
  status: Status,
  /** Topic line, or the section's heading. */
  title: string,
  /** Verbatim. */
  text: string,
  /** Is it empty in the document? */
  blank: boolean,
  /** SHA-256 of the text, in hex. */
  sha256: string,
  /** Sentences that carry an exception or a negation, verbatim. */
  exceptions: Array<string>,
  /** Ids of items that say the same. */
  sameAs: Array<string>,
  /** What to watch for; may be empty. */
  note: string,
};

/** Which control or section to show. */
export type ItemRequest = {
  /** Its id, in any form customers write. */
  id: string,
  /** Language of the reason when there is none. */
  lang: Lang,
};

/** Language in which the page wants to be answered. */
export type Lang = "ja" | "en";

/** Hits of a search. */
export type SearchReply = {
  /** The query as given. */
  query: string,
  /** Best first, narrowed, at most `limit`. */
  hits: Array<Hit>,
  /** How many there are after narrowing. */
  total: number,
  /** How many there are before. */
  found: number,
  /** One for every part of the document, in [`Series::ALL`]'s order. */
  series: Array<Facet<Series>>,
  /** One for every status, in [`Status::ALL`]'s order. */
  status: Array<Facet<Status>>,
  /** When a number was typed that the standard does not have: why, in words. */
  note: string | null,
  /** Microseconds that the engine took. */
  tookUs: number,
};

/** What is typed, and what the hits are narrowed to. */
export type SearchRequest = {
  /** As typed. */
  query: string,
  /** Only these parts of the document; empty for all. */
  series: Array<Series>,
  /** Only these statuses; empty for all. */
  status: Array<Status>,
  /** At most so many hits are given back; all are counted. */
  limit: number,
  /** Language of `note`. */
  lang: Lang,
};

/** Which part of the document an item belongs to. */
export type Series = "governance" | "facility" | "operation" | "audit" | "narrative";

/** What a response as a whole claims. */
export type Status = "full" | "partial" | "no" | "na" | "delegated" | "unknown";

/** What the page can call: name, request and reply. */
export type Commands = {
  edition: { request: null; reply: Edition };
  search: { request: SearchRequest; reply: SearchReply };
  item: { request: ItemRequest; reply: Item };
};
