/** What people of facilities see of it: asking for oneself or for a colleague, and stopping it. */
import { readForm, seeOther, sendPage } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import type { Center } from "../../center.ts";
import { emptyForm } from "../../shell/errors.tsx";
import { asPerson } from "../guard.tsx";
import { linkPage, postedToken } from "../link-token.ts";
import { doors } from "../rules/doors.ts";
import { findAccount } from "../store.ts";
import { startReset, stopOpenReset, stopReset } from "./actions.ts";
import { LostPage, StillOpenPage } from "./portal/lost.tsx";
import { StopEndedPage, StopPage, StoppedPage } from "./portal/stop.tsx";
import { registerColleagueReset } from "./portal/colleague.tsx";
import { canReset, startSchema } from "./rules.ts";
import { readStopToken, STOP } from "./stop-link.ts";
import { findOpenReset, findReset } from "./store.ts";
import type { FactorReset } from "./store.ts";

const LOST = `${doors.facility.confirm}/lost`;
/** Who is here has given the password, and cannot give more. */
const HALFWAY = { proof: "none", keeps: false } as const;

export function registerFactorResetPages(app: FastifyInstance, center: Center): void {
  const hours = center.config.factorResetHours;
  registerColleagueReset(app, center);

  app.get(
    LOST,
    asPerson(center, "facility", HALFWAY, async (person, _request, reply) => {
      if (!person.account.hasFactor) {
        return seeOther(reply, doors.facility.confirm);
      }
      const open = await findOpenReset(center.db, person.account.id);

      return sendPage(
        reply,
        open ? (
          <StillOpenPage person={person} reset={open} />
        ) : (
          <LostPage person={person} hours={hours} state={emptyForm} />
        ),
      );
    }),
  );

  app.post(
    LOST,
    asPerson(center, "facility", HALFWAY, async (person, request, reply) => {
      const form = readForm(startSchema, request.body);
      if (!form.ok) {
        return sendPage(reply, <LostPage person={person} hours={hours} state={form} />, 422);
      }
      const { id } = person.account;
      const { reason } = form.value;
      await startReset(center, { accountId: id, as: "person", by: id, reason });

      return seeOther(reply, LOST);
    }),
  );

  app.post(
    `${LOST}/stop`,
    asPerson(center, "facility", HALFWAY, async ({ account }, _request, reply) => {
      await stopOpenReset(center, account.id, { kind: "person", id: account.id });

      return seeOther(reply, doors.facility.confirm);
    }),
  );

  const stoppable = async (token: string) => {
    const id = readStopToken(center, token);
    const reset = id === null ? undefined : await findReset(center.db, id);

    return reset && canReset.stop(reset) ? reset : null;
  };

  const realmOf = async ({ accountId }: FactorReset) =>
    (await findAccount(center.db, accountId))?.realm ?? "facility";

  app.get(
    STOP,
    linkPage(center, STOP, async (token, _request, reply) => {
      const reset = await stoppable(token);
      const account = reset && (await findAccount(center.db, reset.accountId));

      return reset && account
        ? sendPage(reply, <StopPage reset={reset} mail={account.mail} token={token} />)
        : sendPage(reply, <StopEndedPage />, 410);
    }),
  );

  app.post(STOP, async (request, reply) => {
    const reset = await stoppable(postedToken(request.body));

    return reset && (await stopReset(center, reset.id, null, null))
      ? sendPage(reply, <StoppedPage realm={await realmOf(reset)} />)
      : sendPage(reply, <StopEndedPage />, 410);
  });
}
