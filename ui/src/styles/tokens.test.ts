import { describe, expect, it } from 'vitest';
import tokens from './tokens.css?raw';

type Rgb = [number, number, number];

/** OKLCH to linear sRGB, by Björn Ottosson's published matrices. */
function linear(l: number, c: number, h: number): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (x: number) => Math.min(1, Math.max(0, x));
  return [
    clamp(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    clamp(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    clamp(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ];
}

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function colour(name: string, theme: 'light' | 'dark'): Rgb {
  const pattern = new RegExp(`--${name}: light-dark\\(oklch\\(([^)]*)\\), oklch\\(([^)]*)\\)\\)`);
  const found = pattern.exec(tokens);
  if (!found) throw new Error(`--${name} is no pair of opaque OKLCH colours`);
  const [l, c, h] = (theme === 'light' ? found[1] : found[2])!.split(' ').map(Number);
  return linear(l!, c!, h!);
}

function contrast(text: string, ground: string, theme: 'light' | 'dark'): number {
  const [a, b] = [luminance(colour(text, theme)), luminance(colour(ground, theme))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const grounds = ['ground', 'ground-side', 'ground-field', 'ground-hover', 'ground-float', 'tint'];
const roles = ['number', 'category', 'question', 'status', 'comment', 'reference', 'header'];
const pairs: [text: string, grounds: string[], atLeast: number][] = [
  ['text', grounds, 7],
  ['on-mark', ['mark'], 7],
  ['text-meta', grounds, 4.5],
  ['accent-text', grounds, 4.5],
  ['on-accent', ['accent'], 4.5],
  ...['full', 'partial', 'no', 'na', 'delegated', 'unknown'].map(
    (verdict): [string, string[], number] => [verdict, grounds, 4.5],
  ),
  ['accent', grounds, 3],
  [
    'on-paper',
    ['paper', 'paper-head', 'tint-done', 'tint-need', 'tint-none', 'tint-edit', ...roles.map((r) => `role-${r}`)],
    7,
  ],
  ['text', ['cited'], 7],
  ['chart-2', ['ground', 'ground-side'], 3],
  ['chart-3', ['ground', 'ground-side'], 3],
  ['rule-control', ['ground', 'ground-side', 'ground-field', 'ground-float'], 3],
];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each(pairs)('%s can be read on %j at %s:1', (text, on, atLeast) => {
    for (const ground of on) {
      expect(contrast(text, ground, theme), `${text} on ${ground}`).toBeGreaterThanOrEqual(atLeast);
    }
  });
});

it('measures contrast as the guidelines do', () => {
  const white = luminance(linear(1, 0, 0));
  const black = luminance(linear(0, 0, 0));
  expect((white + 0.05) / (black + 0.05)).toBeCloseTo(21, 3);
});

it('names no colour, size or duration anywhere else', () => {
  const sources = import.meta.glob(['../**/*.svelte', './base.css'], { query: '?raw', import: 'default', eager: true });
  const files = Object.entries(sources as Record<string, string>);
  expect(files.length).toBeGreaterThan(3);
  for (const [file, source] of files) {
    const style = file.endsWith('.css') ? source : (/<style>([\s\S]*)<\/style>/.exec(source)?.[1] ?? '');
    expect(style, file).not.toMatch(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab)a?\(|\b\d+(?:\.\d+)?m?s\b/i);
    expect(style, file).not.toMatch(/font-size:\s*[\d.]|font-weight:\s*\d/);
  }
});
