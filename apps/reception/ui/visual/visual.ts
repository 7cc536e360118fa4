/** All that is fetched when somebody chooses 目視. */
export { CompareScreen } from "./compare-screen.tsx";
export { decodeWithOpenJpeg } from "./load-openjpeg.ts";
export { LastNumberScreen } from "./last-number-screen.tsx";
export { NumbersScreen } from "./numbers-screen.tsx";
export { askVisually, readFace, readNumberCounter } from "./read-face.ts";
