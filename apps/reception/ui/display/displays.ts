/** Whether the patient has a window of their own, and the way to open it. Its program is fetched when it is first opened. */
import type { Staff } from "./display.ts";
import type { PatientWindow } from "./patient-window.ts";

export type OpenDisplay = { readonly window: PatientWindow; readonly Staff: typeof Staff };
export type Displays = ReturnType<typeof displays>;

export function displays() {
  let current: OpenDisplay | "blocked" | null = null;
  const listeners = new Set<() => void>();
  const become = (next: typeof current) => {
    current = next;
    for (const listener of listeners) listener();
  };
  return {
    current: () => current,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Under the hand that pressed, or browsers open nothing. A window of the name that is there already is loaded anew. */
    open() {
      const child = open("patient.html", "madoguchi-patient", "popup,width=1024,height=768");
      if (current !== null && current !== "blocked") current.window.retire();
      if (child === null) return become("blocked");
      void import("./display.ts").then(
        ({ PatientWindow: Opened, Staff: Shown }) =>
          become({ window: new Opened(child), Staff: Shown }),
        () => child.close(),
      );
    },
    close() {
      if (current !== null && current !== "blocked") current.window.close();
      become(null);
    },
  };
}
