/** What officials do with notices, for whoever plays all of them. */
export { noticeChanges, withdrawNotice } from "./actions.ts";
export { findNotice } from "./store/notices.ts";
