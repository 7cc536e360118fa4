/** For tests: an agent with the sample card in its tray, and pages that speak to it. */
import { defaultPin, type Switches, VirtualCard } from "@madoguchi/virtual-card";
import { sampleCard } from "@madoguchi/virtual-card/sample";
import { AgentLink } from "../link/client.ts";
import { seen } from "../link/seen.fixture.ts";
import { type Agent, type AgentOptions, startAgent } from "./agent.ts";
import { createVirtualReader } from "./virtual-reader.ts";

export const token = "a-token-for-tests-only";
/** The page that the agent lets in. */
export const page = "http://localhost:3000";
export const challenge = new TextEncoder().encode("a context made by the center");
export const pinBytes = (pin: string = defaultPin) => new TextEncoder().encode(pin);

let opened: (() => void | Promise<void>)[] = [];

export async function closeAll(): Promise<void> {
  for (const close of opened.toReversed()) await close();
  opened = [];
}

export async function openAgent(options: Omit<AgentOptions, "allowedOrigins">): Promise<Agent> {
  const agent = await startAgent({ ...options, allowedOrigins: [page] });
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= agent.close());
  opened.push(close);
  return { url: agent.url, close };
}

type Start = Pick<AgentOptions, "port" | "token" | "settingsFile"> & {
  readonly delayMs?: number;
  /** Told of what goes to the card and comes from it. */
  readonly wire?: Switches["wire"];
};

export async function start({ delayMs = 0, wire = null, ...options }: Start) {
  const { image } = await sampleCard();
  const card = VirtualCard.fromImage(image, { wire });
  const deck = [
    { id: "taro", label: "架空 太郎", description: "３割", printed: null, load: () => card },
  ];
  const { port, tray } = createVirtualReader({ deck, delayMs });
  const agent = await openAgent({ ports: [port], tray, ...options });
  return { agent, card, tray };
}

export function linkTo(agent: Agent): AgentLink {
  const link = new AgentLink({ url: agent.url, token });
  opened.push(() => link.close());
  return link;
}

/** The id of the reader once a card lies on it. */
export async function readerWithCard(link: AgentLink): Promise<string> {
  await link.putCard("taro");
  const event = await seen(
    link,
    (each) => each.type === "readers" && each.readers.some((reader) => reader.cardPresent),
  );
  const id = event.type === "readers" ? event.readers[0]?.id : undefined;
  if (id === undefined) throw new Error("no reader");
  return id;
}
