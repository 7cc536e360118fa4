/** One answer on its way to the billing computer. What is handed over is made here and kept nowhere. */
import { LinkError } from "@madoguchi/card";
import type { Answer } from "@madoguchi/contract";
import { fileNameOf, labelText, resultCsv, resultXml } from "@madoguchi/exchange";
import { Temporal } from "temporal-polyfill";
import type { FolderProblem } from "../../link/protocol.ts";
import type { CounterPlace } from "../settings/counter-place.ts";
import type { HandoverWay, Settings } from "../settings/settings.ts";
import { writeIntoFolder } from "./browser-folder.ts";
import { saveFile } from "./save-file.ts";

/** `lost`: what Shift_JIS has no character for, so that ● stands in the file. */
export type HandoverEnd =
  | { readonly kind: "copied" }
  | { readonly kind: "saved" | "written"; readonly name: string; readonly lost: readonly string[] }
  | { readonly kind: "failed"; readonly why: HandoverFailure };

export type HandoverFailure = FolderProblem | "clipboard-refused" | "no-agent" | "no-permission";

/** The form of a file: of the settings, or chosen for this one. */
export type FileForm = Pick<Settings, "handoverFormat" | "handoverEncoding">;

/** Names with serial numbers, for a second file of one check in one second. */
const NAMES = 20;

export async function handOver(
  answer: Answer,
  place: CounterPlace,
  way: HandoverWay = place.settings.handoverWay,
  form: FileForm = place.settings,
): Promise<HandoverEnd> {
  const { facilityCode, agentFolder } = place;
  if (way === "clipboard") return copy(labelText(answer));
  const { bytes, lost } = fileOf(answer, facilityCode, form);
  const names = namesOf(answer, form);
  if (way === "download") {
    const [name = ""] = names;
    saveFile(name, bytes, form.handoverFormat === "xml" ? "application/xml" : "text/csv");
    return { kind: "saved", name, lost };
  }
  const end =
    way === "folder"
      ? await writeIntoFolder(facilityCode, names, bytes)
      : await askAgent(agentFolder, facilityCode, names, bytes);

  return end.ok ? { kind: "written", name: end.name, lost } : { kind: "failed", why: end.problem };
}

function fileOf(answer: Answer, facilityCode: string, form: FileForm) {
  const { handoverEncoding: encoding } = form;

  return form.handoverFormat === "xml"
    ? resultXml(answer, { facilityCode, encoding })
    : resultCsv(answer, { encoding });
}

function namesOf(answer: Answer, { handoverFormat: format }: FileForm): string[] {
  const writtenAt = Temporal.Now.instant();

  return Array.from({ length: NAMES }, (_, index) =>
    fileNameOf(answer, { writtenAt, format, ...(index > 0 && { serial: index + 1 }) }),
  );
}

async function askAgent(
  folder: CounterPlace["agentFolder"],
  facilityCode: string,
  names: readonly string[],
  bytes: Uint8Array<ArrayBuffer>,
) {
  const noAgent = { ok: false, problem: "no-agent" } as const;
  try {
    return (await folder?.write(facilityCode, names, bytes)) ?? noAgent;
  } catch (error) {
    if (error instanceof LinkError) return noAgent;
    throw error;
  }
}

async function copy(text: string): Promise<HandoverEnd> {
  try {
    await navigator.clipboard.writeText(text);
    return { kind: "copied" };
  } catch {
    return { kind: "failed", why: "clipboard-refused" };
  }
}
