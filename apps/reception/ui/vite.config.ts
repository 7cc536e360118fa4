import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import type { Plugin } from "vite";

/** A counter reads by schemas and writes none: what zod writes JSON Schema with keeps its names and does nothing. */
const withoutJsonSchema: Plugin = {
  name: "without-json-schema",
  transform(code, id) {
    if (!/\/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/.test(id)) return null;
    const own = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(
      ([, name]) => `export const ${name} = () => {};`,
    );
    const renamed = [...code.matchAll(/^export \{ \w+ as (\w+) \};$/gm)].map(
      ([, name]) => `const of_${name} = () => {};\nexport { of_${name} as ${name} };`,
    );

    return { code: [...own, ...renamed].join("\n"), map: null };
  },
};

export default defineConfig({
  root: import.meta.dirname,
  base: "/reception/",
  plugins: [react(), withoutJsonSchema],
  resolve: {
    alias: [{ find: /^temporal-polyfill$/, replacement: join(import.meta.dirname, "temporal.ts") }],
  },
  // The page's policy allows no data: scripts or styles, so everything is a file of its own.
  build: {
    assetsInlineLimit: 0,
    sourcemap: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Small files of which every counter loads all: together they pack better.
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: "react", test: /node_modules\/(?:react|react-dom|scheduler)\// },
            { name: "contract", test: /packages\/contract\/src\// },
            {
              name: "parts",
              test: /packages\/ui\/src\/(?:action\/|form\/form-address\.|show\/(?:icon|notice|details|tone)\.)/,
            },
            {
              name: "card",
              test: /packages\/card\/src\/(?:hex|transport|serial|jpki|apdu|decorate|exchange|profile|guard|outcome|application|signature|tlv|session)\.|reception\/link\/(?:protocol|remote-transport)\./,
            },
            {
              name: "counter",
              test: /reception\/(?:phone\/card-place|ui\/(?:shell\/(?:header|screen-heading|use-module|use-idle)|pin\/(?:pin-buffer|tries-left|keypad)|state\/screen|waiting\/card-picture|patient\/languages|trouble\/|declaration\/declaration-button|lock\/lock-state|settings\/(?:settings|counter-place)\.|today\/keeping|kept\/open-store))/,
            },
          ],
        },
      },
      input: {
        index: join(import.meta.dirname, "index.html"),
        patient: join(import.meta.dirname, "patient.html"),
      },
    },
  },
});
