/** Ids of elements that point at each other for assistive technology. */

/** Element id of a hit's row. */
export function optionId(id: string): string {
  return `hit-${id}`;
}
