export { takeReturned } from "./actions/failures.ts";
export { sendMail } from "./actions/send.ts";
export { registerMailOffice } from "./office.tsx";
export { registerMailPages } from "./portal.tsx";
export { countFailure, deleteSentMailsBefore, setStopped } from "./store.ts";
