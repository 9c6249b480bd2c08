import { expect, it } from 'vitest';
import { FieldUndo } from './fieldundo';

it('lets the browser undo what was typed, and then the desk', () => {
  const field = new FieldUndo();
  field.loaded('回答');
  expect(field.undoes('回答')).toBe(false);
  field.changed('insertText');
  expect(field.undoes('回答X')).toBe(true);
  expect(field.redoes).toBe(false);
  field.changed('historyUndo');
  expect([field.undoes('回答'), field.redoes]).toEqual([false, true]);
  field.changed('insertText');
  expect(field.redoes).toBe(false);
  field.changed('historyUndo');
  field.loaded('別の回答');
  expect([field.undoes('別の回答'), field.redoes]).toEqual([false, false]);
});
