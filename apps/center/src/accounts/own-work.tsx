/** From the office's front page to what one works on. */
import { seeOther, sendPage } from "@madoguchi/platform";
import type { FastifyReply } from "fastify";
import type { Center } from "../center.ts";
import { officeLinksOf } from "../shell/pages.tsx";
import { NoRolePage } from "./office/refused.tsx";
import type { OfficialActor } from "./rules.ts";
import { officialsWith } from "./store/official-roles.ts";

export async function toOwnWork(
  center: Center,
  actor: OfficialActor,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const [first] = officeLinksOf(actor.rights);
  if (first) {
    return seeOther(reply, first.href);
  }
  const givers = await officialsWith(center.db, "officials.change", center.clock.now());

  return sendPage(reply, <NoRolePage actor={actor} givers={givers} />, 403);
}
