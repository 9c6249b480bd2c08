/** A response as it is pasted into a mail or a workbook: its words, and where they stand. */
import type { Edition } from '../api/bindings';
import type { Messages } from '../i18n/ja';

/** The text as it is, then its source on a line of its own. */
export function quote(t: Messages, item: { id: string; text: string }, edition: Edition): string {
  return `${item.text}\n${t.quote.source(item.id, edition.fisc, edition.edition, edition.kind, edition.date)}`;
}
