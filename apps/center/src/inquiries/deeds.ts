/** What people do with inquiries, for whoever plays all of them. */
export { ask, askAsGuest } from "./actions/ask.ts";
export { closeByAsker, write } from "./actions/converse.ts";
export { answer } from "./actions/handle.ts";
export { findInquiry } from "./store/inquiries.ts";
