/** Size of everything in the window: steps, what is remembered, and handing it to the web view. */
import { invoke } from '@tauri-apps/api/core';

/** The steps of Ctrl + and Ctrl −; 1 is how the window is drawn at first. */
export const STEPS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

const KEPT = 'kotae.zoom';

/** The next step up or down from a size; at either end the size stays. */
export function step(from: number, direction: 1 | -1): number {
  const next =
    direction === 1 ? STEPS.find((s) => s > from + 0.001) : STEPS.findLast((s) => s < from - 0.001);
  return next ?? from;
}

/** The size kept from last time, or 1. */
export function kept(store: Pick<Storage, 'getItem'> = localStorage): number {
  const value = Number(store.getItem(KEPT) ?? '1');
  return STEPS.some((s) => s === value) ? value : 1;
}

/** Draws everything at this size and keeps it for next time. */
export async function apply(size: number): Promise<void> {
  localStorage.setItem(KEPT, String(size));
  await invoke('plugin:webview|set_webview_zoom', { value: size });
}
