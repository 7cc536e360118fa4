/** What tests of other folders use of the command line's inside. */
export { playOverVpcd, type PlayableCard, type VpcdSession } from "./card/vpcd.ts";
