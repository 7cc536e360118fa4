/** The staff's side of the patient's window, in a file of its own: most counters have one screen. */
export { PatientWindow } from "./patient-window.ts";
export { Staff } from "./staff.tsx";
