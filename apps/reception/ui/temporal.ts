/** In the bundle this stands for "temporal-polyfill": a browser that has Temporal itself does not fetch another. */
import type { Temporal as Type } from "temporal-polyfill";

const own: typeof Type | undefined = Reflect.get(globalThis, "Temporal");

export const Temporal = own ?? (await import("temporal-polyfill/implementation")).Temporal;
