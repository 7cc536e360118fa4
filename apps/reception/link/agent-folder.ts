/** The folder on this computer from which the billing computer takes in files, as the agent keeps it for each facility. */
import { toBase64Url } from "@madoguchi/contract";
import type { AgentReply, Ask, FolderProblem } from "./protocol.ts";

export type Folder = { readonly path: string | null; readonly problem: FolderProblem | null };

export type FileWritten =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: FolderProblem };

type FolderParts = {
  ask(ask: Ask): Promise<AgentReply>;
  /** Whether the agent that is connected knows of folders. */
  isOffered(): Promise<boolean>;
};

export class AgentFolder {
  readonly #parts: FolderParts;

  constructor(parts: FolderParts) {
    this.#parts = parts;
  }

  /** Null: this agent writes no files. @throws LinkError while none answers */
  async of(facility: string): Promise<Folder | null> {
    if (!(await this.#parts.isOffered())) return null;

    return folderOf(await this.#parts.ask({ type: "folder", facility }));
  }

  /** Kept if files can be written there; otherwise the one before stays. @throws LinkError */
  async choose(facility: string, path: string): Promise<Folder> {
    return folderOf(await this.#parts.ask({ type: "choose-folder", facility, path }));
  }

  /** Whole or not at all, under the first of the names that is not taken. @throws LinkError */
  async write(
    facility: string,
    names: readonly string[],
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<FileWritten> {
    const content = toBase64Url(bytes);
    const reply = await this.#parts.ask({ type: "write", facility, names: [...names], content });
    switch (reply.type) {
      case "written":
        return { ok: true, name: reply.name };
      case "not-written":
        return { ok: false, problem: reply.problem };
      default:
        throw new TypeError(`the agent answered ${reply.type}`);
    }
  }
}

function folderOf(reply: AgentReply): Folder {
  if (reply.type !== "folder") throw new TypeError(`the agent answered ${reply.type}`);

  return { path: reply.path, problem: reply.problem };
}
