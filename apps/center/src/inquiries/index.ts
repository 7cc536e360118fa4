export * as inquiryDeeds from "./deeds.ts";
export { endIdleInquiries, forgetInquiries, INQUIRY_CRONTAB } from "./actions/upkeep.ts";
export { applicationTalk } from "./cases/talk.tsx";
export { registerInquiryOffice } from "./office.tsx";
export { registerInquiryPages } from "./portal.tsx";
export { insertInquiry } from "./store/inquiries.ts";
export { insertMessage } from "./store/messages.ts";
export { transitions as inquiryTransitions } from "./rules.ts";
