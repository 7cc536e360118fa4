/** A list that an official brings is tried at once and written only when it is decided. */
import { newId, readForm, transaction } from "@madoguchi/platform";
import type { FormValues } from "@madoguchi/platform";
import { z } from "zod";
import { mailFacility } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import {
  importFacilityList,
  isFacilityKind,
  newestListOf,
  takeInList,
} from "../../facilities/index.ts";
import type { FacilityKind, FacilityList } from "../../facilities/index.ts";
import { propose } from "../../proposals/index.ts";
import type { ProposalRefusal, Subject } from "../../proposals/index.ts";
import { entryChangedMail } from "./mails.ts";
import { areaOf, columnsOf, listForm, needsTwo } from "./rules.ts";
import type { ListForm } from "./rules.ts";
import { findUpload, insertUpload, setProposal } from "./store.ts";

const fileOf = (id: string): string => `facility-lists/${id}`;

/** Keeps the file until the list is decided. @returns its id */
export async function keepListFile(
  { files }: Pick<Center, "files">,
  source: AsyncIterable<Uint8Array>,
): Promise<{ readonly id: string; readonly bytes: number }> {
  const id = newId();

  return { id, bytes: await files.named.write(fileOf(id), source) };
}

export async function dropListFile({ files }: Pick<Center, "files">, id: string): Promise<void> {
  await files.named.remove(fileOf(id));
}

function listOf(center: Center, id: string, fileName: string, form: ListForm): FacilityList {
  return {
    name: fileName,
    open: () => center.files.named.read(fileOf(id)),
    source: form.source,
    listedOn: form.listedOn,
    scope: { kind: form.kind, prefectureCode: form.prefecture },
    isWhole: form.isWhole === "yes",
    // Those who look at the preview see how many left.
    acceptsGone: true,
    isDryRun: false,
    columns: columnsOf(form),
  };
}

export type TriedList = {
  readonly id: string;
  /** Null: it can be decided. */
  readonly refusal: ProposalRefusal | null;
};

/** @param values the form as it was filled in, so that it can be read anew when the list is decided */
export async function tryList(
  center: Center,
  official: OfficialActor,
  { id, fileName }: { readonly id: string; readonly fileName: string },
  form: ListForm,
  values: FormValues,
): Promise<TriedList> {
  const actor = { kind: "official", id: official.id } as const;
  const list = { ...listOf(center, id, fileName, form), isDryRun: true };
  const outcome = await importFacilityList(center, actor, list);
  const isReadable = outcome.kind === "accepted";
  const problems = "problems" in outcome ? outcome.problems : [];
  await transaction(center.db, async (tx) => {
    await insertUpload(tx, {
      id,
      fileName,
      form: values,
      uploadedBy: official.id,
      uploadedAt: center.clock.now(),
      problemCount: "problemCount" in outcome ? outcome.problemCount : 0,
      problems,
      preview: isReadable
        ? {
            counts: outcome.counts,
            known: outcome.known,
            differences: outcome.differences,
            arrivals: outcome.arrivals,
            successions: outcome.successions,
            affected: outcome.affected,
          }
        : null,
      proposalId: null,
    });
    await audit(tx, center.clock, {
      action: "facility-list.tried",
      actor,
      facilityId: null,
      subject: { kind: "facility-list-upload", id },
      detail: { readable: isReadable },
    });
  });
  if (!isReadable) {
    await dropListFile(center, id);

    return { id, refusal: null };
  }
  const proposed = await propose(center, official, facilityLists, {
    upload: id,
    kind: form.kind,
    prefecture: form.prefecture,
    needsTwo: needsTwo(outcome.counts, outcome.known),
  } satisfies ListChange);
  if (proposed.kind === "refused") {
    await dropListFile(center, id);

    return { id, refusal: proposed.reason };
  }
  await transaction(center.db, (tx) => setProposal(tx, id, proposed.id));

  return { id, refusal: null };
}

const changeSchema = z.object({
  upload: z.uuid(),
  kind: z.custom<FacilityKind>((value) => typeof value === "string" && isFacilityKind(value)),
  prefecture: z.string().nullable(),
  needsTwo: z.boolean(),
});
type ListChange = z.infer<typeof changeSchema>;

export const facilityLists: Subject<ListChange, never> = {
  name: "facility-list",
  audited: {
    proposed: "facility-list.proposed",
    confirmed: "facility-list.confirmed",
    withdrawn: "facility-list.withdrawn",
  },
  read: (content) => changeSchema.safeParse(content).data ?? null,
  keyOf: areaOf,
  holds: (tx, { kind, prefecture }) => newestListOf(tx, { kind, prefectureCode: prefecture }),
  refuse: () => Promise.resolve(null),
  needsTwo: (change) => change.needsTwo,
  async apply(tx, center, official, { upload: id }) {
    const upload = await findUpload(tx, id);
    if (!upload) throw new Error(`the list ${id} is not there`);
    const actor = { kind: "official", id: official.id } as const;
    const list = listOf(center, id, upload.fileName, readListForm(upload.form));
    const outcome = await takeInList(tx, center.clock, actor, list);
    if (outcome.kind !== "accepted" || outcome.id === null) {
      throw new Error(`the list ${id} could be read when it was tried, and cannot any more`);
    }
    for (const affected of outcome.affected) {
      const mail = entryChangedMail(center.config.publicUrl, affected, list);
      await mailFacility(tx, affected.facilityId, mail, "procedures");
    }

    return { became: outcome.id, detail: { affected: outcome.affected.length } };
  },
};

/** What was accepted once is accepted again. */
export function readListForm(values: FormValues): ListForm {
  const form = readForm(listForm, values);
  if (!form.ok) throw new Error("the form of a list can no longer be read");

  return form.value;
}
