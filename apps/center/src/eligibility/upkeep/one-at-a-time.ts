/** A round that takes long is not begun beside itself: the lists are large, and every job of a worker waits for a free place. */

export type Round = "all" | "due";

/**
 * Whoever asks for what is due while a round goes on has it by that round. Whoever asks for all gets a round of all after it,
 * however many ask.
 */
export function oneAtATime(
  round: (which: Round) => Promise<void>,
): (which: Round) => Promise<void> {
  let isRunning = false;
  let isAllAsked = false;

  return async (which) => {
    if (isRunning) {
      isAllAsked ||= which === "all";
      return;
    }
    isRunning = true;
    try {
      await round(which);
      while (isAllAsked) {
        isAllAsked = false;
        await round("all");
      }
    } finally {
      isRunning = false;
    }
  };
}
