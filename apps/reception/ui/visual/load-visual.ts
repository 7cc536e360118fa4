/** 目視 in a file of its own: most patients know their PIN, and nobody waits for what they do not use. */
export type Visual = typeof import("./visual.ts");

/** @throws TypeError when the file cannot be fetched */
export const loadVisual = (): Promise<Visual> => import("./visual.ts");
