import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** What `npm run check:windows` runs once it has built the program. */
export default defineConfig({
  root: join(import.meta.dirname, "../../../.."),
  test: {
    globalSetup: ["tools/test/src/global-database.ts"],
    include: ["tools/cli/src/windows/*.journey.ts"],
    testTimeout: 180_000,
    hookTimeout: 240_000,
  },
});
