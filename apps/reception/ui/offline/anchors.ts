/** Whom the center trusts to issue cards, asked for while it can be asked. They are public, and stand in the clear. */
import { trustAnchorsSchema } from "@madoguchi/contract";
import type { ContractClient, TerminalIdentity } from "@madoguchi/contract";
import { openStore } from "../kept/open-store.ts";

const inStore = openStore("madoguchi-anchors", "anchors");

export async function fetchAnchors(
  client: Pick<ContractClient, "trustAnchors">,
  identity: TerminalIdentity,
): Promise<void> {
  const told = await client.trustAnchors(identity);
  if (told.ok) await inStore("readwrite", (store) => store.put(told.value, identity.terminalId));
}

export async function keptAnchors(terminalId: string): Promise<readonly string[]> {
  const kept = trustAnchorsSchema.safeParse(
    await inStore("readonly", (store) => store.get(terminalId)),
  );

  return kept.success ? kept.data.anchors : [];
}
