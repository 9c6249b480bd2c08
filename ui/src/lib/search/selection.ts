/** What of a drawn text the person has selected. */
import { length } from '../review/spans';

/** `[start, end)` of the selection in an element's text, in Unicode scalar values; none when it lies elsewhere. */
export function selectedIn(element: Element | undefined): [number, number] | undefined {
  const selection = getSelection();
  if (!element || !selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.startContainer) || !element.contains(range.endContainer)) return undefined;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(range.startContainer, range.startOffset);
  const start = length(before.toString());
  const chosen = range.toString();
  return chosen.trim() === '' ? undefined : [start, start + length(chosen)];
}

/** The words that are selected anywhere, short enough to search for. */
export function selectedWords(): string {
  const active = document.activeElement;
  const inField =
    active instanceof HTMLTextAreaElement
      ? active.value.slice(active.selectionStart, active.selectionEnd)
      : (getSelection()?.toString() ?? '');
  return inField.replace(/\s+/g, ' ').trim().slice(0, 100);
}
