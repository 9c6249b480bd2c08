import { expect, it } from 'vitest';
import { inRust } from './call';

it('calls commands by the names that Rust has for them', () => {
  expect(['open', 'nextFile', 'chooseFolder'].map(inRust)).toEqual(['open', 'next_file', 'choose_folder']);
});
