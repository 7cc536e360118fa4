export { registerLibrary } from "./portal.tsx";
