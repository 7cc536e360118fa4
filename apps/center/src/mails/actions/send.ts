/** Sending one mail: not where nothing arrives, with a return address of its own, and with an ear for what the server says. */
import { newId, transaction } from "@madoguchi/platform";
import type { Mailer, MailMessage } from "@madoguchi/platform";
import type { Center } from "../../center.ts";
import { isStopped, returnAddress } from "../rules.ts";
import { findUnreachable, insertSentMail } from "../store.ts";
import { recordFailure } from "./failures.ts";

/** @throws what may be otherwise later: the queue tries again, each time after a longer pause */
export async function sendMail(
  center: Center,
  mailer: Mailer,
  message: MailMessage,
): Promise<void> {
  const { db, clock, config } = center;
  const address = message.to;
  const known = await findUnreachable(db, address);
  if (known && isStopped(known)) return;
  const id = newId();
  const returnTo =
    config.bounceAddress === null ? undefined : returnAddress(config.bounceAddress, id);
  // Written before it is sent: an answer may come back at once.
  if (returnTo !== undefined) {
    await transaction(db, (tx) =>
      insertSentMail(tx, { id, address, template: message.template, sentAt: clock.now() }),
    );
  }
  const result = await mailer.send(message, returnTo);
  if (result.kind === "refused") {
    const { status } = result;
    await transaction(db, (tx) => recordFailure(tx, center, { address, status }));
  }
}
