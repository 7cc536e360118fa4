export { insertClosing } from "./closings/store.ts";
export { registerMasterOffice } from "./office.tsx";
