/** What health-check sites do, for whoever plays all of them. */
export { acceptBulkInquiry } from "./bulk/actions/accept.ts";
export { addContract } from "./membership/actions.ts";
