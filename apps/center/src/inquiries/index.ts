export { endIdleInquiries, forgetInquiries, INQUIRY_CRONTAB } from "./actions/upkeep.ts";
export { registerInquiryOffice } from "./office.tsx";
export { registerInquiryPages } from "./portal.tsx";
