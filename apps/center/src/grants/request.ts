/** From a request to the record it is about; what is not there and what is another's look the same. */
import { ProblemError, versionField } from "@madoguchi/platform";
import type { FormValues } from "@madoguchi/platform";
import type { FastifyRequest } from "fastify";
import type { FacilityActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { idParam } from "../shell/params.ts";
import { findRecord } from "./record.ts";
import type { GrantRecord } from "./record.ts";

/** @param actor whose record it must be; null for officials, who see all */
export async function recordOfRequest(
  center: Center,
  request: FastifyRequest,
  actor: FacilityActor | null,
): Promise<GrantRecord> {
  const record = await findRecord(
    center.db,
    idParam(request),
    center.clock.now(),
    actor?.facilityId,
  );
  if (!record) {
    throw new ProblemError("not-found");
  }

  return record;
}

/** The version of the application that the person saw. */
export function versionOf(values: FormValues): number {
  return versionField.catch(0).parse(values["version"]);
}
