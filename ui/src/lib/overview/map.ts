/** The 261 controls as tiles, in the document's order. */
import type { ControlTile } from '../api/bindings';

/** What a tile shows: one thing each, the one that matters most for a person who reviews. */
export type Tile = 'blank' | 'negative' | 'often' | 'cited' | 'plain';

/** So many answers from one control are many: a change of it would touch them all. */
export const OFTEN = 3;

export function tile(control: ControlTile): Tile {
  if (control.blank) return 'blank';
  if (control.status === 'no') return 'negative';
  if (control.cited.length >= OFTEN) return 'often';
  return control.cited.length > 0 ? 'cited' : 'plain';
}

export interface Group {
  letter: string;
  controls: ControlTile[];
}

/** The controls by the part of the document that they stand in, in the order in which they come. */
export function groups(controls: readonly ControlTile[]): Group[] {
  const out: Group[] = [];
  for (const control of controls) {
    const letter = [...control.id][0] ?? '';
    const group = out.find((g) => g.letter === letter);
    if (group) group.controls.push(control);
    else out.push({ letter, controls: [control] });
  }
  return out;
}

export interface Legend {
  tile: Tile;
  count: number;
}

export function legend(controls: readonly ControlTile[]): Legend[] {
  const order: Tile[] = ['cited', 'often', 'negative', 'blank', 'plain'];
  return order.map((kind) => ({ tile: kind, count: controls.filter((c) => tile(c) === kind).length }));
}
