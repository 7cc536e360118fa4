/** What people do with grants, for whoever plays all of them: the simulation goes through no other door than the pages do. */
export { correctAccount, recordRecall } from "./actions/after-payment.ts";
export {
  approveBatch,
  makeBatch,
  settleBatch,
  takeFile,
  withdrawBatch,
} from "./actions/batches.ts";
export { addProgramme } from "./actions/budget.ts";
export { approve, refuse, returnForCorrection } from "./actions/decide.ts";
export { saveForm, startApplication } from "./actions/edit.ts";
export { payerChanges } from "./actions/payer.ts";
export { programmeVersions } from "./actions/propose.ts";
export { addReceipts } from "./actions/receipts.ts";
export { confirmRevocation, proposeRevocation, receiveRepayment } from "./actions/revoke.ts";
export { submitApplication } from "./actions/submit.ts";
export { payerForm } from "./payer-form.ts";
export { programmeForm } from "./programme-form.ts";
export { DEMO_PROGRAMME_CODE } from "./programmes.ts";
export { currentPayer, insertPayer } from "./store/batches.ts";
export { booksOf } from "./store/books.ts";
export type { Books } from "./store/books.ts";
export { allBalances, journal } from "./store/ledger.ts";
export { currentProgramme } from "./store/programmes.ts";
