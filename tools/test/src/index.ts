export { holdSlot, slots, startPcscd, type VirtualSlot } from "./pcscd.ts";
