/** What the cells of a drawn sheet are to the questions. */
import type { DrawnCell } from '../api/bindings';

/** Is this a question's own cell or one its answer goes into? A category's or a number's may stand for several. */
export function belongs(cell: DrawnCell): boolean {
  return cell.role === 'question' || cell.role === 'status' || cell.role === 'comment';
}

/** The row from 1 of a cell's name: 12 of `D12`. */
export function rowOf(cell: string | undefined): number | undefined {
  const row = Number(/\d+$/.exec(cell ?? '')?.[0]);
  return row > 0 ? row : undefined;
}
