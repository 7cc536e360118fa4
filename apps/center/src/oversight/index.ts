export { openData, recordOpening } from "./actions.ts";
export { registerOversight } from "./office.tsx";
export { OpeningForm } from "./opening-form.tsx";
export { openingSchema } from "./rules.ts";
export { isOpenFor } from "./store.ts";
