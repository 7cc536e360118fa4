import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  base: "/reception/",
  plugins: [react()],
  resolve: {
    alias: [{ find: /^temporal-polyfill$/, replacement: join(import.meta.dirname, "temporal.ts") }],
  },
  // The page's policy allows no data: scripts or styles, so everything is a file of its own.
  build: { assetsInlineLimit: 0, sourcemap: true, modulePreload: { polyfill: false } },
});
