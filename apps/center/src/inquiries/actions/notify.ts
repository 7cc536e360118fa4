/** Telling the asker, in the caller's transaction. A guest gets a new way in with each mail, for only its hash is kept. */
import { newToken, queueMail, sha256 } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { mailFacility } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { newsLetter } from "../mails.ts";
import type { News } from "../mails.ts";
import { LINK_DAYS } from "../rules.ts";
import type { Inquiry } from "../store/inquiries.ts";
import { insertLink } from "../store/messages.ts";

export async function tellAsker(
  tx: Tx,
  center: Center,
  inquiry: Pick<Inquiry, "id" | "number" | "facilityId" | "guestMail">,
  news: News,
): Promise<void> {
  const { publicUrl } = center.config;
  if (inquiry.facilityId !== null) {
    const address = `${publicUrl}/inquiries/${inquiry.number}`;
    await mailFacility(tx, inquiry.facilityId, newsLetter(inquiry.number, news, address, false));
  }
  if (inquiry.guestMail !== null) {
    const token = newToken();
    const until = center.clock.now().add({ hours: 24 * LINK_DAYS });
    await insertLink(tx, sha256(token), inquiry.id, until);
    const address = `${publicUrl}/inquiries/guest?token=${token}`;
    const letter = newsLetter(inquiry.number, news, address, true);
    await queueMail(tx, { to: inquiry.guestMail, ...letter });
  }
}
