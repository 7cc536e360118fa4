/** What this computer can do for the billing computer. */
import type { AgentFolder, Folder } from "../../link/agent-folder.ts";
import { canChooseFolder, chosenFolderName } from "./browser-folder.ts";

export type Reach = {
  /** Null: no agent runs, or one that writes no files. */
  readonly agent: Folder | null;
  /** Null: none is chosen. Undefined: this browser cannot. */
  readonly browserFolder: string | null | undefined;
};

export async function findReach(
  facilityCode: string,
  agentFolder: AgentFolder | null,
): Promise<Reach> {
  const [agent, browserFolder] = await Promise.all([
    agentFolder?.of(facilityCode).catch(() => null) ?? null,
    canChooseFolder() ? chosenFolderName(facilityCode) : undefined,
  ]);

  return { agent, browserFolder };
}
