import { createContext } from "react";

/** Whether the screens below are played with people who do not exist: then nothing is handed over or kept. */
export const PractisingContext = createContext(false);
