/** The gate's list, as a person reads it. */
import type { Problem } from '../api/bindings';

/** The code of a row that nobody has confirmed: at first that is every row, so they are counted. */
const OPEN = 'unconfirmed';

/** The code of another customer's name, which stops until a person allows it. */
const NAME = 'other-customer';

/** What was found in rows and in the file as a whole, what stops first; and how many rows are still open. */
export function forReading(problems: readonly Problem[]): { found: Problem[]; file: Problem[]; open: number } {
  const all = problems.filter((p) => p.code !== OPEN);
  const found = [...all.filter((p) => p.severity === 'stop'), ...all.filter((p) => p.severity !== 'stop')];
  return {
    found: found.filter((p) => p.n !== null),
    file: found.filter((p) => p.n === null),
    open: problems.length - all.length,
  };
}

/** How many names of other customers there are, and whether one of them holds the whole file back. */
export function names(problems: readonly Problem[]): { count: number; hold: boolean } {
  const found = problems.filter((p) => p.code === NAME && p.severity === 'stop');
  return { count: found.length, hold: found.some((p) => p.n === null) };
}
