import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const everywhere = ["packages", "apps", "tools"];
const browser = everywhere.map((folder) => `${folder}/**/*.browser.test.{ts,tsx}`);
const pcsc = everywhere.map((folder) => `${folder}/**/*.pcsc.test.ts`);

/** Minutes, not seconds: a hang must end, a slow machine must not fail. */
const patience = { testTimeout: 180_000, hookTimeout: 240_000 };

export default defineConfig({
  test: {
    // Once for all projects: one database server a run.
    globalSetup: ["tools/test/src/global-database.ts"],
    pool: "threads",
    projects: [
      {
        test: {
          name: "unit",
          include: everywhere.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          exclude: ["**/node_modules/**", ...browser, ...pcsc],
          pool: "threads",
          // Modules hold no state of their own, so files may share them: this halves the time of a run.
          isolate: false,
          // The default leaves one core to a person who edits meanwhile.
          maxWorkers: availableParallelism(),
          ...patience,
        },
      },
      {
        // A page waits for its center and the center for its page: one file alone leaves nearly half of two cores idle.
        test: {
          name: "browser",
          include: browser,
          pool: "threads",
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 1 },
          ...patience,
        },
      },
      {
        // There is one pcscd and it has two virtual slots.
        test: { name: "pcsc", include: pcsc, pool: "threads", fileParallelism: false, ...patience },
      },
    ],
  },
});
