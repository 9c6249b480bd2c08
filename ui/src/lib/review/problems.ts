/** The gate's list, as a person reads it. */
import type { Problem } from '../api/bindings';

/** The code of a row that nobody has confirmed: at first that is every row, so they are counted. */
const OPEN = 'unconfirmed';

/** What was found, what stops a row first, and how many rows are still open. */
export function forReading(problems: readonly Problem[]): { found: Problem[]; open: number } {
  const found = problems.filter((p) => p.code !== OPEN);
  return {
    found: [...found.filter((p) => p.severity === 'stop'), ...found.filter((p) => p.severity !== 'stop')],
    open: problems.length - found.length,
  };
}
