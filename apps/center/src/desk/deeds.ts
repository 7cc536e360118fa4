/** What officials do with decisions that are held, for whoever plays all of them. */
export { takeCase } from "./actions/claims.ts";
export { takeEffects, undo } from "./actions/settle.ts";
export { deskTerms } from "./actions/terms.ts";
export { newestTerms } from "./store/terms.ts";
export { termsForm } from "./terms-form.ts";
