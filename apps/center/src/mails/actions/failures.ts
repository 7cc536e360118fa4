/** A mail did not arrive: counted, told to who can do something about it, and in the end no more is sent. */
import { queueMails, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { colleaguesOf, findAccountByMail } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { undeliverableMail } from "../letters.ts";
import { endsSending, isStopped } from "../rules.ts";
import { countFailure, markReturned, setStopped } from "../store.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    /** A mail server gave a mail back; `status` as in RFC 3463. */
    "mail-returned": { readonly sentMail: string; readonly status: string };
  }
}

/** What the worker needs of a center. */
type Place = Pick<Center, "config" | "clock">;

const SYSTEM = { kind: "system", id: "mail" } as const;

export async function takeReturned(
  center: Place & Pick<Center, "db">,
  { sentMail, status }: { readonly sentMail: string; readonly status: string },
): Promise<void> {
  await transaction(center.db, async (tx) => {
    const mail = await markReturned(tx, sentMail, center.clock.now());
    if (mail) await recordFailure(tx, center, { address: mail.address, status });
  });
}

export async function recordFailure(
  tx: Tx,
  center: Place,
  { address, status }: { readonly address: string; readonly status: string },
): Promise<void> {
  const { clock, config } = center;
  const at = clock.now();
  const known = await countFailure(tx, { address, status, at });
  const account = await findAccountByMail(tx, address);
  const subject = { kind: "mail-address", id: known.id };
  await audit(tx, clock, {
    action: "mail.undeliverable",
    actor: SYSTEM,
    facilityId: null,
    subject,
    detail: { failures: known.failures, status },
  });
  // Once: what fails again says nothing new.
  if (known.failures === 1 && account?.realm === "facility") {
    const colleagues = await colleaguesOf(tx, account.id);
    await queueMails(
      tx,
      colleagues.map(({ mail, facilityName }) => ({
        to: mail,
        ...undeliverableMail(config.publicUrl, {
          facilityName,
          name: account.name,
          address,
          status,
          at,
        }),
      })),
    );
  }
  if (!isStopped(known) && endsSending(known.failures, config.mailStopAfter)) {
    await setStopped(tx, known.id, at);
    await audit(tx, clock, { action: "mail.stopped", actor: SYSTEM, facilityId: null, subject });
  }
}
