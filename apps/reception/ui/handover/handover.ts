/** Handing an answer over, in a file of its own: a counter that is busy with a PIN does not load it. */
export { handOver } from "./hand-over.ts";
export { HandoverNote } from "./handover-note.tsx";
export { OtherWays } from "./other-ways.tsx";
