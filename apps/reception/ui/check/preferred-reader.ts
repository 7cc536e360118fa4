/** Which of several readers this counter uses: a habit of the place, not of a person, so it may be kept. */
const KEY = "madoguchi.reader";

export function loadPreferredReader(): string | null {
  return localStorage.getItem(KEY);
}

export function keepPreferredReader(name: string): void {
  localStorage.setItem(KEY, name);
}
