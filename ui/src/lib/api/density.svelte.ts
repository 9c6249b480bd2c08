/** How closely the lines of the list stand. Kept on this machine for the next time. */
const KEY = 'kotae.compact';

class Density {
  compact = $state(kept());

  set(compact: boolean): void {
    this.compact = compact;
    try {
      localStorage.setItem(KEY, String(compact));
    } catch {
      // Nowhere to keep it: it holds until the window is closed.
    }
  }
}

function kept(): boolean {
  try {
    return localStorage.getItem(KEY) === 'true';
  } catch {
    return false;
  }
}

export const density = new Density();
