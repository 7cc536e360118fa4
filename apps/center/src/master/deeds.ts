/** What officials do with closings, devices and lists, for whoever plays all of them. */
export { addClosing, takeBackClosing } from "./closings/actions.ts";
export { closingsFrom } from "./closings/store.ts";
export { deviceCatalogue } from "./devices/actions.ts";
export { keepListFile, readListForm, tryList } from "./lists/actions.ts";
