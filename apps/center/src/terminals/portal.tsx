/** 「端末とアプリ」: the facility's app accounts, their set-up information, and the devices registered with them. */
import { setupInfoSchema } from "@madoguchi/contract";
import { formatDateTime } from "@madoguchi/notation";
import {
  ProblemError,
  parseBody,
  seeOther,
  sendPage,
  sendPdf,
  versionField,
} from "@madoguchi/platform";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { asFacilityWith } from "../accounts/index.ts";
import type { FacilityActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { idParam } from "../shell/params.ts";
import { isCurrentSetupInfo, issueSetupInfo } from "./actions/issue-setup-info.ts";
import { reportLost } from "./actions/report-lost.ts";
import { removeTerminal, setStopped } from "./actions/stop.ts";
import { registerAdditions } from "./portal/additions.tsx";
import {
  LostTerminalPage,
  ReissuePage,
  RemoveTerminalPage,
  StopAccountPage,
} from "./portal/confirm.tsx";
import { TerminalsPage, isDone } from "./portal/list.tsx";
import { AlreadyShownPage, SetupInfoPage } from "./portal/setup-info.tsx";
import { setupInfoPdf } from "./setup-info-pdf.ts";
import { roomForAccounts } from "./store/additions.ts";
import { appAccountsOf, findAppAccount, lostTerminalsOf, terminalsOf } from "./store/terminals.ts";
import type { AppAccount } from "./store/terminals.ts";

const issueSchema = z.object({
  version: versionField,
  stopTerminals: z.literal("yes").optional(),
});
const doneSchema = z.object({ done: z.string().optional().catch(undefined) });

export function registerTerminalPages(app: FastifyInstance, center: Center): void {
  app.get(
    "/terminals",
    asFacilityWith(center, { right: "terminals" }, async (actor, request, reply) => {
      const { done } = doneSchema.parse(request.query);
      const { facilityId, facilityKind } = actor;
      const [accounts, terminals, lost, room] = await Promise.all([
        appAccountsOf(center.db, facilityId),
        terminalsOf(center.db, facilityId),
        lostTerminalsOf(center.db, facilityId),
        roomForAccounts(center.db, facilityId, facilityKind),
      ]);

      return sendPage(
        reply,
        <TerminalsPage
          {...{ actor, accounts, terminals, lost, room }}
          done={done !== undefined && isDone(done) ? done : null}
        />,
      );
    }),
  );

  app.post(
    "/terminals/accounts/:id/setup-info",
    asFacilityWith(
      center,
      { right: "credentials", stepUp: true },
      async (actor, request, reply) => {
        const accountId = idParam(request);
        const { version, stopTerminals } = parseBody(issueSchema, request.body);
        const result = await issueSetupInfo(center, actor, {
          accountId,
          version,
          stopTerminals: stopTerminals === "yes",
        });
        switch (result.kind) {
          case "issued":
            return sendPage(
              reply,
              <SetupInfoPage
                actor={actor}
                accountId={accountId}
                info={result.info}
                terminalsRemoved={result.terminalsRemoved}
                receptionUrl={receptionUrl(center)}
              />,
            );
          case "changed-meanwhile":
            return sendPage(
              reply,
              <AlreadyShownPage actor={actor} account={result.account} />,
              409,
            );
          case "not-found":
            throw new ProblemError("not-found");
        }
      },
    ),
  );

  // Shows nothing that the form does not hold already.
  app.post(
    "/terminals/accounts/:id/setup-info.pdf",
    asFacilityWith(center, { right: "credentials" }, async (actor, request, reply) => {
      const accountId = idParam(request);
      const info = parseBody(setupInfoSchema, request.body);
      if (!(await isCurrentSetupInfo(center, actor, accountId, info))) {
        const account = await accountOf(center, actor, request);

        return sendPage(reply, <AlreadyShownPage actor={actor} account={account} />, 409);
      }
      const pdf = await setupInfoPdf({
        info,
        facilityName: actor.facilityName,
        madeAt: formatDateTime(center.clock.now()),
        receptionUrl: receptionUrl(center),
      });

      return sendPdf(reply, "attachment", `ユーザー設定情報_${info.userId}.pdf`, pdf);
    }),
  );

  app.get(
    "/terminals/accounts/:id/reissue",
    asFacilityWith(
      center,
      { right: "credentials", stepUp: true },
      async (actor, request, reply) => {
        const account = await accountOf(center, actor, request);
        const terminals = await terminalsOf(center.db, actor.facilityId);
        const own = terminals.filter((terminal) => terminal.appAccountId === account.id);

        return sendPage(reply, <ReissuePage actor={actor} account={account} terminals={own} />);
      },
    ),
  );

  app.get(
    "/terminals/accounts/:id/stop",
    asFacilityWith(center, { right: "terminals" }, async (actor, request, reply) => {
      const account = await accountOf(center, actor, request);

      return sendPage(reply, <StopAccountPage actor={actor} account={account} />);
    }),
  );

  for (const verb of ["stop", "resume"] as const) {
    app.post(
      `/terminals/accounts/:id/${verb}`,
      asFacilityWith(center, { right: "terminals" }, async (actor, request, reply) => {
        requireFound(await setStopped(center, actor, idParam(request), verb === "stop"));

        return seeOther(reply, `/terminals?done=${verb}`);
      }),
    );
  }

  registerAdditions(app, center);

  app.get(
    "/terminals/devices/:id/remove",
    asFacilityWith(center, { right: "terminals" }, async (actor, request, reply) => {
      const { terminal } = await terminalOf(center, actor, request);

      return sendPage(reply, <RemoveTerminalPage actor={actor} terminal={terminal} />);
    }),
  );

  app.get(
    "/terminals/devices/:id/lost",
    asFacilityWith(center, { right: "terminals" }, async (actor, request, reply) => {
      const { terminal, others } = await terminalOf(center, actor, request);
      const account = await findAppAccount(center.db, actor.facilityId, terminal.appAccountId);
      if (!account) {
        throw new ProblemError("not-found");
      }

      return sendPage(
        reply,
        <LostTerminalPage actor={actor} terminal={terminal} account={account} others={others} />,
      );
    }),
  );

  app.post(
    "/terminals/devices/:id/lost",
    asFacilityWith(center, { right: "terminals" }, async (actor, request, reply) => {
      requireFound(await reportLost(center, actor, idParam(request)));

      return seeOther(reply, "/terminals?done=lost");
    }),
  );

  app.post(
    "/terminals/devices/:id/remove",
    asFacilityWith(center, { right: "terminals" }, async (actor, request, reply) => {
      requireFound(await removeTerminal(center, actor, idParam(request)));

      return seeOther(reply, "/terminals?done=remove");
    }),
  );
}

/** One that is in use. @throws ProblemError `not-found` also for another facility's */
async function terminalOf(center: Center, actor: FacilityActor, request: FastifyRequest) {
  const id = idParam(request);
  const terminals = await terminalsOf(center.db, actor.facilityId);
  const terminal = terminals.find((candidate) => candidate.id === id);
  if (!terminal) {
    throw new ProblemError("not-found");
  }
  const { appAccountId } = terminal;

  return {
    terminal,
    others: terminals.filter((each) => each !== terminal && each.appAccountId === appAccountId),
  };
}

/** @throws ProblemError `not-found` also for an account of another facility */
async function accountOf(
  center: Center,
  actor: FacilityActor,
  request: FastifyRequest,
): Promise<AppAccount> {
  const account = await findAppAccount(center.db, actor.facilityId, idParam(request));
  if (!account) {
    throw new ProblemError("not-found");
  }

  return account;
}

function requireFound(result: "done" | "not-found"): void {
  if (result === "not-found") {
    throw new ProblemError("not-found");
  }
}

/** Reception is served by the center itself. */
function receptionUrl({ config }: Center): string {
  return `${config.publicUrl}/reception/`;
}
