import type { SeedDemo } from "./demo.ts";

/** The demo before it has people: an empty database and nobody to sign in as. */
export const seedDemo: SeedDemo = async () => ({ signIns: [] });
