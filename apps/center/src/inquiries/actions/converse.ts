/** The asker's half of the conversation: writing again, and saying that all is well. */
import { sha256, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { AuditAction, AuditActor } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import type { Kept } from "../attachments.ts";
import { can, transitions } from "../rules.ts";
import type { FacilityAction } from "../rules.ts";
import { changeInquiry, findInquiry, holdInquiry } from "../store/inquiries.ts";
import type { Inquiry } from "../store/inquiries.ts";
import { followLink, insertMessage, isWritten } from "../store/messages.ts";

/** Somebody of a facility, or whoever has the link of a guest's mail. */
export type Asker =
  | { readonly kind: "facility"; readonly actor: FacilityActor; readonly number: string }
  | { readonly kind: "guest"; readonly token: string };

/** `done-before`: the same form was sent twice. */
export type ConverseResult = "done" | "done-before" | "not-found" | "wrong-state";

export function write(
  center: Center,
  asker: Asker,
  { key, text }: { readonly key: string; readonly text: string },
  files: readonly Kept[],
): Promise<ConverseResult> {
  return act(center, asker, "write", async (tx, inquiry, parties) => {
    if (await isWritten(tx, key)) return null;
    const { author, accountId } = parties;
    const at = center.clock.now();
    const message = { id: key, inquiryId: inquiry.id, at, author, accountId, text };
    await insertMessage(tx, { ...message, kind: "reply" }, files);

    return { action: "inquiry.replied", detail: { files: files.length } };
  });
}

export function closeByAsker(center: Center, asker: Asker): Promise<ConverseResult> {
  return act(center, asker, "close", () => ({ action: "inquiry.closed-by-asker", detail: {} }));
}

type Parties = {
  readonly author: "facility" | "guest";
  readonly accountId: string | null;
  readonly auditActor: AuditActor;
};

type Deed = {
  readonly action: Extract<AuditAction, `inquiry.${string}`>;
  readonly detail: Readonly<Record<string, number>>;
};

/** @param work null when it was done before */
async function act(
  center: Center,
  asker: Asker,
  action: FacilityAction,
  work: (tx: Tx, inquiry: Inquiry, parties: Parties) => Promise<Deed | null> | Deed,
): Promise<ConverseResult> {
  return transaction(center.db, async (tx): Promise<ConverseResult> => {
    const now = center.clock.now();
    const id = await idOf(tx, center, asker);
    const inquiry = id === undefined ? undefined : await holdInquiry(tx, id);
    if (!inquiry) {
      return "not-found";
    }
    const allowed =
      asker.kind === "facility"
        ? can.act(asker.actor, inquiry, action)
        : can.actAsGuest(inquiry, action);
    if (allowed !== true) {
      return allowed === "not-yours" ? "not-found" : "wrong-state";
    }
    const parties = partiesOf(asker);
    const deed = await work(tx, inquiry, parties);
    const state = transitions[inquiry.state][action];
    if (!deed || !state) {
      return "done-before";
    }
    const still = state === inquiry.state;
    await changeInquiry(tx, inquiry, {
      state,
      // Who adds a word while it waits for us has not lost their place.
      ...(still ? {} : { stateSince: now, remindedAt: null }),
    });
    await audit(tx, center.clock, {
      ...deed,
      actor: parties.auditActor,
      facilityId: inquiry.facilityId,
      subject: { kind: "inquiry", id: inquiry.id },
    });

    return "done";
  });
}

async function idOf(tx: Tx, center: Center, asker: Asker): Promise<string | undefined> {
  if (asker.kind === "guest") {
    return followLink(tx, sha256(asker.token), center.clock.now());
  }

  return (await findInquiry(tx, asker.number))?.id;
}

function partiesOf(asker: Asker): Parties {
  return asker.kind === "facility"
    ? {
        author: "facility",
        accountId: asker.actor.id,
        auditActor: { kind: "person", id: asker.actor.id },
      }
    : { author: "guest", accountId: null, auditActor: { kind: "system", id: "guest" } };
}
