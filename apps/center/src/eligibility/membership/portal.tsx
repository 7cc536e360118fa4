/** 「健診の契約」: the insurers with whom a health-check site has a contract, kept by the site itself. */
import { tokyoToday } from "@madoguchi/notation";
import {
  ProblemError,
  dateField,
  insurerNumberField,
  optionalDateField,
  readForm,
  seeOther,
  sendPage,
} from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { asFacilityWith } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { searchInsurers } from "../../coverage/index.ts";
import { emptyForm } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { idParam } from "../../shell/params.ts";
import { addContract, endContract } from "./actions.ts";
import { EndContractPage } from "./portal/end.tsx";
import { ContractsPage, NoContractsPage } from "./portal/list.tsx";
import type { InsurerSearch } from "./portal/list.tsx";
import { can, contractProblemWords, phaseOn } from "./rules.ts";
import { contractsOf } from "./store.ts";

const contractSchema = z.object({
  insurerNumber: insurerNumberField.transform(({ number }) => number),
  validFrom: dateField("契約の始まりの日"),
  validTo: optionalDateField("契約の終わりの日"),
});

const querySchema = z.object({
  done: z.enum(["added", "ended"]).optional().catch(undefined),
  q: z.string().max(50).optional().catch(undefined),
  number: z.string().max(20).optional().catch(undefined),
});

export function registerContractPages(app: FastifyInstance, center: Center): void {
  app.get(
    "/checkup-contracts",
    asFacilityWith(center, { right: "inquire" }, async (actor, request, reply) => {
      const { done, q = "", number = "" } = querySchema.parse(request.query);
      const search = { q, found: q.trim() === "" ? null : await searchInsurers(center.db, q) };
      const state = { ...emptyForm, values: { insurerNumber: number } };

      return sendList(center, actor, reply, { state, search, done: done ?? null });
    }),
  );

  app.post(
    "/checkup-contracts",
    asFacilityWith(center, { right: "inquire" }, async (actor, request, reply) => {
      const form = readForm(contractSchema, request.body);
      const again = (state: FormState) => {
        const search = { q: "", found: null };

        return sendList(center, actor, reply, { state, search, done: null }, 422);
      };
      if (!can.haveContracts({ kind: actor.facilityKind })) throw new ProblemError("not-found");
      if (!form.ok) return again(form);
      const { kind } = await addContract(center, actor, form.value);
      if (kind === "added") return seeOther(reply, "/checkup-contracts?done=added");
      const field = kind === "unknown-insurer" ? "insurerNumber" : "validFrom";

      return again({ values: form.values, errors: { [field]: contractProblemWords[kind] } });
    }),
  );

  app.get(
    "/checkup-contracts/:id/end",
    asFacilityWith(center, { right: "inquire" }, async (actor, request, reply) => {
      const id = idParam(request);
      const contracts = await contractsOf(center.db, actor.facilityId);
      const contract = contracts.find((candidate) => candidate.id === id);
      const today = tokyoToday(center.clock);
      if (!contract || phaseOn(contract, today) === "ended") throw new ProblemError("not-found");

      return sendPage(reply, <EndContractPage actor={actor} contract={contract} today={today} />);
    }),
  );

  app.post(
    "/checkup-contracts/:id/end",
    asFacilityWith(center, { right: "inquire" }, async (actor, request, reply) => {
      const result = await endContract(center, actor, idParam(request));
      if (result === "not-found") throw new ProblemError("not-found");

      return seeOther(reply, "/checkup-contracts?done=ended");
    }),
  );
}

type Listed = {
  readonly state: FormState;
  readonly search: InsurerSearch;
  readonly done: "added" | "ended" | null;
};

async function sendList(
  center: Center,
  actor: FacilityActor,
  reply: FastifyReply,
  listed: Listed,
  status = 200,
): Promise<FastifyReply> {
  if (!can.haveContracts({ kind: actor.facilityKind })) {
    return sendPage(reply, <NoContractsPage actor={actor} />, 403);
  }
  const contracts = await contractsOf(center.db, actor.facilityId);
  const today = tokyoToday(center.clock);

  return sendPage(
    reply,
    <ContractsPage actor={actor} contracts={contracts} today={today} {...listed} />,
    status,
  );
}
