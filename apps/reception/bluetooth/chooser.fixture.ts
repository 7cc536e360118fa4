import type { Chooser } from "./gatt.ts";

/** For tests: where the browser's chooser is the only one, and ours must stay out of sight. */
export const browsersOwn: Chooser = {
  show: () => {
    throw new Error("the browser has a chooser of its own");
  },
  chosen: new Promise(() => {}),
};
