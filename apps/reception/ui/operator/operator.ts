export { OperatorMark } from "./operator-mark.tsx";
export { OperatorScreen } from "./operator-screen.tsx";
