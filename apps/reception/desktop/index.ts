export { startAgent, type Agent, type AgentOptions } from "./agent.ts";
export { joinPorts } from "../link/joined-port.ts";
export { loadPcsc, type Pcsc } from "./pcsc/library.ts";
export { createPcscPort } from "./pcsc/port.ts";
export type { TrayCard, TrayState } from "../link/protocol.ts";
export type { CardTray } from "./tray.ts";
export { createVirtualReader, type DeckCard } from "./virtual-reader.ts";
