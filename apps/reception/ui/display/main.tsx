/** Starts the patient's window, which knows nothing but what the staff's window tells it. */
import { createRoot } from "react-dom/client";
import { PatientScreen } from "./patient-screen.tsx";
import { StaffWindow } from "./staff-window.ts";
import "./patient-screen.css";

const place = document.querySelector("#app");
if (place === null) throw new Error("the page has no #app");
// By its type another window, which may be on any page; ours says so by its origin.
const staff: Window | null = window.opener;
createRoot(place).render(<PatientScreen staff={new StaffWindow(staff)} />);
