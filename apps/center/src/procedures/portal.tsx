/** 「新設・廃止・コード変更などの手続き」: explained to everybody; form, preview and record for those who act for a facility. */
import { tokyoToday } from "@madoguchi/notation";
import { ProblemError, formValues, seeOther, sendPage, versionField } from "@madoguchi/platform";
import type { FormValues } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { asFacilityWith, facilityActorOf } from "../accounts/index.ts";
import type { FacilityActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { openReturnOf } from "../desk/index.ts";
import {
  compareWithMaster,
  differencesOf,
  findFacility,
  findSuccessor,
  versionsOf,
} from "../facilities/index.ts";
import type { DetailField, Facility } from "../facilities/index.ts";
import type { FormState } from "../shell/errors.tsx";
import { idParam } from "../shell/params.ts";
import { refusalOf, submitProcedure, withdrawProcedure } from "./actions/submit.ts";
import type { Notification } from "./actions/submit.ts";
import { knownValues, listedValues, readProcedureForm } from "./form.ts";
import type { ProcedureContent } from "./form.ts";
import { FormPage } from "./portal/form.tsx";
import { OverviewPage } from "./portal/overview.tsx";
import type { Own } from "./portal/overview.tsx";
import { PreviewPage } from "./portal/preview.tsx";
import { RecordPage } from "./portal/record.tsx";
import { can, possible, procedureKinds } from "./rules.ts";
import type { ProcedureKind } from "./rules.ts";
import { situationOf, stakesOf } from "./situation.ts";
import { eventsOf, findProcedure, proceduresOf } from "./store.ts";
import type { Procedure } from "./store.ts";

const againSchema = z.object({
  again: z.uuid().optional().catch(undefined),
  version: versionField.optional().catch(undefined),
  /** `list`: filled in with what the official list says. */
  from: z.literal("list").optional().catch(undefined),
});

export function registerProcedurePages(app: FastifyInstance, center: Center): void {
  app.get("/procedures", async (request, reply) => {
    const actor = await facilityActorOf(center, request);

    return sendPage(
      reply,
      <OverviewPage
        actor={actor}
        own={actor && (await ownOf(center, actor))}
        today={tokyoToday(center.clock)}
      />,
    );
  });

  for (const kind of procedureKinds) {
    registerForm(app, center, kind);
  }

  app.get(
    "/procedures/records/:id",
    asFacilityWith(center, { right: "procedures" }, (actor, request, reply) =>
      sendRecord(center, actor, reply, idParam(request)),
    ),
  );

  app.post(
    "/procedures/records/:id/withdraw",
    asFacilityWith(center, { right: "procedures" }, async (actor, request, reply) => {
      const id = idParam(request);
      switch (await withdrawProcedure(center, actor, id)) {
        case "done":
          return seeOther(reply, `/procedures/records/${id}`);
        case "resume-first":
          return sendRecord(
            center,
            actor,
            reply,
            id,
            "再開の手続きが進んでいます。先に、再開の手続きを取り下げてください。",
          );
        case "too-late":
          return sendRecord(
            center,
            actor,
            reply,
            id,
            "この手続きは、もう取り下げられません。いまの状態を確かめてください。",
          );
        case "not-found":
          throw new ProblemError("not-found");
      }
    }),
  );
}

function registerForm(app: FastifyInstance, center: Center, kind: ProcedureKind): void {
  const path = `/procedures/${kind}`;

  app.get(
    path,
    asFacilityWith(center, { right: "procedures" }, async (actor, request, reply) => {
      const facility = await facilityOf(center, actor);
      const { again, from } = againSchema.parse(request.query);
      const returned = again ? await returnedOf(center, actor, kind, again) : undefined;
      const { master } = await compareWithMaster(center.db, facility);
      const isListed = kind === "details" && !returned && from === "list";
      const values = {
        ...(isListed && master
          ? listedValues(facility, master)
          : knownValues(kind, facility, returned ?? null)),
        ...(returned && { again: returned.id, version: String(returned.version) }),
      };

      return sendForm(center, actor, reply, kind, { values, errors: {} });
    }),
  );

  app.post(
    `${path}/edit`,
    asFacilityWith(center, { right: "procedures" }, (actor, request, reply) =>
      sendForm(center, actor, reply, kind, { values: formValues(request.body), errors: {} }),
    ),
  );

  app.post(
    `${path}/preview`,
    asFacilityWith(center, { right: "procedures" }, async (actor, request, reply) => {
      const facility = await facilityOf(center, actor);
      const form = readProcedureForm(kind, facility, request.body);
      if (!form.ok) {
        return sendForm(center, actor, reply, kind, form, 422);
      }
      const refusal = await refusalOf(
        center.db,
        center,
        facility,
        notificationOf(kind, form.value, form.values),
      );
      if (refusal) {
        const errors = refusal.kind === "invalid" ? refusal.errors : {};

        return sendForm(center, actor, reply, kind, { values: form.values, errors }, 422);
      }

      return sendPage(
        reply,
        <PreviewPage
          actor={actor}
          facility={facility}
          kind={kind}
          content={form.value}
          values={form.values}
          stakes={await stakesOf(center, facility)}
        />,
      );
    }),
  );

  app.post(
    path,
    asFacilityWith(center, { right: "procedures" }, async (actor, request, reply) => {
      const facility = await facilityOf(center, actor);
      const form = readProcedureForm(kind, facility, request.body);
      if (!form.ok) {
        return sendForm(center, actor, reply, kind, form, 422);
      }
      const notification = notificationOf(kind, form.value, form.values);
      const result = await submitProcedure(center, actor, notification);
      switch (result.kind) {
        case "submitted":
          return seeOther(reply, `/procedures/records/${result.id}`);
        case "invalid":
          return sendForm(
            center,
            actor,
            reply,
            kind,
            { values: form.values, errors: result.errors },
            422,
          );
        case "not-now":
        case "changed-meanwhile":
          return sendForm(center, actor, reply, kind, { values: form.values, errors: {} }, 409);
      }
    }),
  );
}

function notificationOf(
  kind: ProcedureKind,
  content: ProcedureContent,
  values: FormValues,
): Notification {
  const { again, version } = againSchema.parse(values);

  return {
    kind,
    ...content,
    again: again !== undefined && version !== undefined ? { id: again, version } : null,
  };
}

/** The form, or why there is none now. */
async function sendForm(
  center: Center,
  actor: FacilityActor,
  reply: FastifyReply,
  kind: ProcedureKind,
  state: FormState,
  status = 200,
): Promise<FastifyReply> {
  const facility = await facilityOf(center, actor);
  const { again } = againSchema.parse(state.values);
  const returned = again ? await returnedOf(center, actor, kind, again) : undefined;
  const situation = await situationOf(center.db, facility, returned?.id ?? null);
  const allowed = possible(kind, situation, tokyoToday(center.clock));

  return sendPage(
    reply,
    <FormPage
      actor={actor}
      facility={facility}
      kind={kind}
      state={state}
      notNow={allowed === true ? null : allowed}
      returned={
        returned ? await openReturnOf(center.db, { work: "procedure", id: returned.id }) : null
      }
      now={center.clock.now()}
    />,
    allowed === true ? status : status === 200 ? 200 : 409,
  );
}

async function sendRecord(
  center: Center,
  actor: FacilityActor,
  reply: FastifyReply,
  id: string,
  problem: string | null = null,
): Promise<FastifyReply> {
  const procedure = await findProcedure(center.db, id);
  if (procedure?.facilityId !== actor.facilityId) {
    throw new ProblemError("not-found");
  }

  return sendPage(
    reply,
    <RecordPage
      actor={actor}
      facility={await facilityOf(center, actor)}
      procedure={procedure}
      events={await eventsOf(center.db, id)}
      problem={problem}
      returned={await openReturnOf(center.db, { work: "procedure", id })}
      objection={center.config.objection}
      now={center.clock.now()}
    />,
    problem === null ? 200 : 409,
  );
}

/** What this facility may hand in again; undefined for all else. */
async function returnedOf(
  center: Center,
  actor: FacilityActor,
  kind: ProcedureKind,
  id: string,
): Promise<Procedure | undefined> {
  const procedure = await findProcedure(center.db, id);

  return procedure?.kind === kind && can.resubmit(actor, procedure) === true
    ? procedure
    : undefined;
}

async function facilityOf(center: Center, actor: FacilityActor): Promise<Facility> {
  const facility = await findFacility(center.db, actor.facilityId);
  if (!facility) {
    throw new ProblemError("not-found");
  }

  return facility;
}

async function ownOf(center: Center, actor: FacilityActor): Promise<Own> {
  const facility = await facilityOf(center, actor);
  const { master, corrections } = await compareWithMaster(center.db, facility);
  // What its people saw and wrote otherwise, they know.
  const isMeant = (field: DetailField, listed: string): boolean =>
    corrections.some((each) => each.field === field && each.masterValue === listed);
  const differences = master ? differencesOf(master, facility) : [];

  return {
    facility,
    master,
    differences: differences.filter(({ field, before }) => !isMeant(field, before)),
    procedures: await proceduresOf(center.db, facility.id),
    versions: await versionsOf(center.db, facility.id),
    predecessor: facility.predecessorId
      ? await findFacility(center.db, facility.predecessorId)
      : undefined,
    successor: await findSuccessor(center.db, facility.id),
  };
}
