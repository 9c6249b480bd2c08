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
/** Pieces kept at most: those nearest to what is looked at. */
export const KEPT = 12;
/** Height of a row nobody has seen yet. */
const GUESS = 24;

export class Sheet {
  columns = $state.raw<Column[]>([]);
  rowCount = $state(0);
  /** Where rows begin; one more than there are rows. */
  begins = $state.raw<Float64Array>(new Float64Array(1));
  /** Fetched rows by their place from 0. */
  rows = $state.raw<Map<number, DrawnRow>>(new Map());
  /** Why what is looked at could not be drawn; empty when nobody said why. */
  failure = $state<string | undefined>();

  readonly number: number;
  /** With the answers in it? */
  filled = $state(false);
  #call: Call;
  #heights: number[] = [];
  /** Pieces that have come or are on their way, and since which refresh. */
  #asked = new Map<number, number>();
  /** Counts refreshes: a reply to what was asked before the last one is out of date. */
  #generation = 0;
  /** Rows that are looked at, from 0. */
  #seen: [first: number, end: number] = [0, 1];
  /** First rows of pieces as they came: what is left of a merge from above stands in them. */
  #heads = new Map<number, DrawnRow>();

  constructor(call: Call, number: number, filled: boolean) {
    this.#call = call;
    this.number = number;
    this.filled = filled;
  }

  /** Fetches what of rows `[first, end)` is not there yet. */
  need(first: number, end: number): Promise<void> {
    this.#seen = [first, Math.max(end, first + 1)];
    return this.#fetch();
  }

  /** Shows it with the answers in it, or as it came. What is drawn stays until the other is there. */
  show(filled: boolean): void {
    if (filled === this.filled) return;
    this.filled = filled;
    void this.refresh();
  }

  /** Answers or the layout have changed: fetches again what is looked at, and the rest when it is. */
  refresh(): Promise<void> {
    this.#generation += 1;
    return this.#fetch();
  }

  async #fetch(): Promise<void> {
    const generation = this.#generation;
    const [first, end] = this.#seen;
    for (let piece = Math.floor(first / PIECE); piece * PIECE < end; piece += 1) {
      if (this.#asked.get(piece) === generation) continue;
      this.#asked.set(piece, generation);
      try {
        const request = { sheet: this.number, from: piece * PIECE + 1, count: PIECE, filled: this.filled, lang: locale.lang };
        const drawing = await this.#call('sheet', request);
        if (generation !== this.#generation) return;
        this.#take(piece, drawing);
        this.failure = undefined;
      } catch (reason) {
        if (!(reason instanceof CommandFailure)) throw reason;
        if (generation !== this.#generation) return;
        this.#asked.delete(piece);
        this.failure = 'message' in reason.error ? reason.error.message : '';
        return;
      }
    }
  }

  #take(piece: number, drawing: { columns: Column[]; rowCount: number; rows: DrawnRow[] }): void {
    this.columns = drawing.columns;
    let moved = drawing.rowCount !== this.#heights.length;
    if (moved) this.#heights = Array.from({ length: drawing.rowCount }, (_, n) => this.#heights[n] ?? GUESS);
    const rows = new Map(this.rows);
    for (const old of this.#far(piece)) this.#forget(old, rows);
    for (const row of drawing.rows) {
      const place = row.row - 1;
      const height = row.hidden ? 0 : row.height;
      rows.set(place, row);
      if (place % PIECE === 0) this.#heads.set(place, row);
      if (this.#heights[place] !== height) {
        this.#heights[place] = height;
        moved = true;
      }
    }
    this.#joint(piece, rows);
    this.#joint(piece + 1, rows);
    this.rowCount = drawing.rowCount;
    this.rows = rows;
    if (moved) this.begins = tops(this.#heights);
  }

  /** Pieces that need not be kept beside this one: those of before a refresh, and the farthest when there are many. */
  #far(piece: number): number[] {
    const [first, end] = [Math.floor(this.#seen[0] / PIECE), Math.floor((this.#seen[1] - 1) / PIECE)];
    const others = [...this.#asked].filter(([p]) => p !== piece && (p < first || p > end));
    const late = others.filter(([, generation]) => generation !== this.#generation).map(([p]) => p);
    const good = others.filter(([, generation]) => generation === this.#generation).map(([p]) => p);
    const away = (p: number) => Math.abs(p - piece);
    return [...late, ...good.toSorted((a, b) => away(a) - away(b)).slice(KEPT - 1)];
  }

  #forget(piece: number, rows: Map<number, DrawnRow>): void {
    this.#asked.delete(piece);
    this.#heads.delete(piece * PIECE);
    for (let n = piece * PIECE; n < (piece + 1) * PIECE; n += 1) rows.delete(n);
  }

  /** A merged cell that goes on from the piece above says its words once. */
  #joint(piece: number, rows: Map<number, DrawnRow>): void {
    const place = piece * PIECE;
    const head = this.#heads.get(place);
    if (!head) return;
    const above = new Map<number, string>();
    for (let n = Math.max(0, place - PIECE); n < place; n += 1) {
      for (const cell of rows.get(n)?.cells ?? []) if (n + cell.rowSpan === place) above.set(cell.column, cell.text);
    }
    const goesOn = (cell: DrawnCell) => cell.rowSpan * cell.colSpan > 1 && cell.text !== '' && above.get(cell.column) === cell.text;
    rows.set(place, { ...head, cells: head.cells.map((c) => (goesOn(c) ? { ...c, text: '' } : c)) });
  }
}
