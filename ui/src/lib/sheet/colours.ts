/** Colours of the customer's cells: kept as they are, as long as their text can be read. */

/** Text on a fill must differ from it at least so much. */
const ENOUGH = 4.5;

function luminance(colour: string): number | undefined {
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!found) return undefined;
  const [r, g, b] = found.slice(1).map((part) => {
    const value = parseInt(part, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a) ?? 0, luminance(b) ?? 1];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** The colour of a cell's text: its own where that can be read on the cell's ground, else the plainer of black and white. */
export function readable(color: string | null, fill: string | null, paper: string): string | null {
  const ground = fill ?? paper;
  if (color !== null && contrast(color, ground) >= ENOUGH) return color;
  if (color === null && contrast('#000000', ground) >= ENOUGH) return null;
  return contrast('#000000', ground) >= contrast('#ffffff', ground) ? '#000000' : '#ffffff';
}
