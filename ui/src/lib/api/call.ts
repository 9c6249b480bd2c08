/**
 * The one way to Rust. Takes a command's name and request, gives its reply; names and types come from
 * `bindings.ts`. A failure is a `CommandFailure`, whose `error.code` says what the page can do.
 */
import { invoke } from '@tauri-apps/api/core';
import type { CommandError, Commands } from './bindings';

export type Command = keyof Commands;

/** A command that failed for a reason that the desk names. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';

  constructor(
    readonly command: Command,
    readonly error: CommandError,
  ) {
    super(`${command}: ${error.code}`);
  }
}

/** The function `call`, so that tests can put another in its place. */
export type Call = <C extends Command>(
  command: C,
  request: Commands[C]['request'],
) => Promise<Commands[C]['reply']>;

export const call: Call = async (command, request) => {
  try {
    // While the page is made it can be looked at without Rust; the built page does not hold this.
    if (import.meta.env.DEV && new URLSearchParams(location.search).has('mock')) {
      return await (await import('./mock')).mock(command, request);
    }
    return await invoke(inRust(command), { request });
  } catch (reason) {
    // Tauri's own refusals (a command not permitted, a request of the wrong shape) are strings. They
    // are faults of ours that no person can mend, and are shown like work that was cut off.
    throw new CommandFailure(command, isCommandError(reason) ? reason : { code: 'interrupted' });
  }
};

/** A command's name as Rust spells it: `nextFile` is `next_file` there. */
export function inRust(command: string): string {
  return command.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function isCommandError(reason: unknown): reason is CommandError {
  return typeof reason === 'object' && reason !== null && 'code' in reason && typeof reason.code === 'string';
}
