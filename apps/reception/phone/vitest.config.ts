import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** What `npx madoguchi phones` runs once it has built the shells. */
export default defineConfig({
  root: join(import.meta.dirname, ".."),
  test: {
    include: ["android/bridge.test.ts", "ios/bridge.phones.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
