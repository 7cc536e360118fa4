/** Long work in short turns, between which its caller may see to others. */

/** Yields between its turns. */
export type Turns<T> = Generator<undefined, T>;

export function atOnce<T>(work: Turns<T>): T {
  let turn = work.next();
  while (turn.done !== true) turn = work.next();
  return turn.value;
}

/** @param pause lets the others on, such as `setImmediate` of node:timers/promises. */
export async function inTurns<T>(work: Turns<T>, pause: () => Promise<unknown>): Promise<T> {
  let turn = work.next();
  while (turn.done !== true) {
    await pause();
    turn = work.next();
  }
  return turn.value;
}
