/**
 * A sheet of the customer's file, fetched in pieces as it is looked at. Heights of rows that have not
 * been fetched are guessed, and put right when they are.
 */
import type { Column, DrawnCell, DrawnRow } from '../api/bindings';
import { CommandFailure, type Call } from '../api/call';
import { tops } from '../grid/range';
import { locale } from '../i18n/locale.svelte';

/** Rows fetched together. */
export const PIECE = 100;
/** Height of a row nobody has seen yet. */
const GUESS = 24;

export class Sheet {
  columns = $state.raw<Column[]>([]);
  rowCount = $state(0);
  /** Where rows begin; one more than there are rows. */
  begins = $state.raw<Float64Array>(new Float64Array(1));
  /** Fetched rows by their place from 0. */
  rows = $state.raw<Map<number, DrawnRow>>(new Map());

  readonly number: number;
  /** With the answers in it? */
  filled = $state(false);
  #call: Call;
  #heights: number[] = [];
  #fetched = new Set<number>();
  /** First rows of pieces as they came: what is left of a merge from above stands in them. */
  #heads = new Map<number, DrawnRow>();

  constructor(call: Call, number: number, filled: boolean) {
    this.#call = call;
    this.number = number;
    this.filled = filled;
  }

  /** Fetches what of rows `[first, end)` is not there yet. */
  async need(first: number, end: number): Promise<void> {
    const wanted: number[] = [];
    for (let piece = Math.floor(first / PIECE); piece * PIECE < Math.max(end, 1); piece += 1) {
      if (!this.#fetched.has(piece)) wanted.push(piece);
    }
    for (const piece of wanted) {
      this.#fetched.add(piece);
      try {
        const from = piece * PIECE;
        this.#take(await this.#call('sheet', { sheet: this.number, from: from + 1, count: PIECE, filled: this.filled, lang: locale.lang }));
      } catch (reason) {
        if (!(reason instanceof CommandFailure)) throw reason;
        this.#fetched.delete(piece);
        return;
      }
    }
  }

  /** Shows it with the answers in it, or as it came. What is drawn stays until the other is there. */
  show(filled: boolean): void {
    if (filled === this.filled) return;
    this.filled = filled;
    void this.refresh();
  }

  /** Fetches again what is there: answers or the layout have changed. */
  async refresh(): Promise<void> {
    const pieces = [...this.#fetched];
    for (const piece of pieces) {
      try {
        const from = piece * PIECE;
        this.#take(await this.#call('sheet', { sheet: this.number, from: from + 1, count: PIECE, filled: this.filled, lang: locale.lang }));
      } catch (reason) {
        if (!(reason instanceof CommandFailure)) throw reason;
        return;
      }
    }
  }

  #take(drawing: { columns: Column[]; rowCount: number; rows: DrawnRow[] }): void {
    this.columns = drawing.columns;
    if (drawing.rowCount !== this.#heights.length) {
      this.#heights = Array.from({ length: drawing.rowCount }, (_, n) => this.#heights[n] ?? GUESS);
    }
    const rows = new Map(this.rows);
    for (const row of drawing.rows) {
      rows.set(row.row - 1, row);
      if ((row.row - 1) % PIECE === 0) this.#heads.set(row.row - 1, row);
      this.#heights[row.row - 1] = row.hidden ? 0 : row.height;
    }
    this.rowCount = drawing.rowCount;
    this.rows = rows;
    this.#joints();
    this.begins = tops(this.#heights);
  }

  /** A merged cell that goes on from the piece above says its words once. */
  #joints(): void {
    for (const [place, head] of this.#heads) {
      const above = new Map<number, string>();
      for (let n = Math.max(0, place - PIECE); n < place; n += 1) {
        for (const cell of this.rows.get(n)?.cells ?? []) if (n + cell.rowSpan === place) above.set(cell.column, cell.text);
      }
      const goesOn = (cell: DrawnCell) => cell.rowSpan * cell.colSpan > 1 && cell.text !== '' && above.get(cell.column) === cell.text;
      this.rows.set(place, { ...head, cells: head.cells.map((c) => (goesOn(c) ? { ...c, text: '' } : c)) });
    }
  }
}
