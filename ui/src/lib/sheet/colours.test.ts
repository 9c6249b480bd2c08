import { expect, it } from 'vitest';
import { contrast, readable } from './colours';

it('keeps the customer’s colours as long as they can be read', () => {
  expect(readable('#ffffff', '#1f3864', '#ffffff')).toBe('#ffffff');
  expect(readable('#7f7f7f', null, '#ffffff')).toBe('#000000');
  expect(readable(null, '#fff2cc', '#ffffff')).toBeNull();
  expect(readable(null, '#000000', '#ffffff')).toBe('#ffffff');
  expect(readable('#ff0000', '#ff0000', '#ffffff')).toBe('#000000');
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});
