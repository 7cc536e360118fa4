export * as masterDeeds from "./deeds.ts";
export { insertClosing } from "./closings/store.ts";
export type { EnteredDevice } from "./devices/difference.ts";
export { deviceCatalogueOn } from "./devices/store.ts";
export { registerMasterOffice } from "./office.tsx";
