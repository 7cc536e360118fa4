export { registerMasterOffice } from "./office.tsx";
