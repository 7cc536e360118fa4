/** All that is fetched when somebody wants to register a card. */
export { AgreeScreen } from "./agree-screen.tsx";
export { StatementScreen } from "./statement-screen.tsx";
