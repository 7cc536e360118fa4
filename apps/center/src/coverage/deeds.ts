/** What insurers and officials do with files, for whoever plays all of them. */
export { decideEndings, deliverFeed, receiveFile } from "./actions/deliver-feed.ts";
export { changeContract } from "./actions/change-contract.ts";
export { issueInsurerKey } from "./actions/insurer-keys.ts";
export { beginDelivery, findDelivery } from "./store/deliveries.ts";
export { MAXIMUM_ATTEMPTS, UNCONFIRMED_DAYS } from "./rules/deliveries.ts";
