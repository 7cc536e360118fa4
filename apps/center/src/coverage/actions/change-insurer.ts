/** 保険者の登録内容: as the office changes it, with the share of coverages that a file may end. */
import { transaction } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import { endingShare, putEndingShare } from "../feeds/store/files.ts";
import { saySame } from "../rules/registry.ts";
import type { Insurer } from "../rules/registry.ts";
import { lockInsurer, putInsurer } from "../store/insurers.ts";
import type { Registry } from "./change.ts";

/** The contract changes by itself: a second official may have to agree. */
export type InsurerChange = Omit<Insurer, "number" | "kind" | "contractFrom" | "contractTo"> & {
  /** In hundredths. */
  readonly endingPercent: string;
};

export async function changeInsurer(
  center: Registry,
  actor: { readonly id: string },
  number: string,
  { endingPercent, ...details }: InsurerChange,
): Promise<"changed" | "unchanged" | "not-found"> {
  return transaction(center.db, async (tx) => {
    const before = await lockInsurer(tx, number);
    if (!before) return "not-found";
    const share = Number(endingPercent) / 100;
    const shareBefore = await endingShare(tx, number);
    const after = { ...before, ...details };
    const isSame = saySame(before, after);
    if (isSame && share === shareBefore) return "unchanged";
    if (!isSame) await putInsurer(tx, after, center.clock.now());
    if (share !== shareBefore) await putEndingShare(tx, number, String(share));
    await audit(tx, center.clock, {
      action: "insurer.changed",
      actor: { kind: "official", id: actor.id },
      facilityId: null,
      subject: { kind: "insurer", id: number },
      detail: { shareBefore, share },
    });

    return "changed";
  });
}
