/** What the pages of the usage application are made of. */
import { formatPhone, tokyoToday } from "@madoguchi/notation";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { findFacility, isFacilityKind } from "../../facilities/index.ts";
import type { FacilityKind } from "../../facilities/index.ts";
import { savedWords } from "../../shell/autosave.ts";
import { emptyForm } from "../../shell/errors.tsx";
import { eligibilitiesFor } from "../form.ts";
import { REVIEW_WINDOW_DAYS, expectationOf } from "../review-time.ts";
import type { Expectation } from "../review-time.ts";
import { currentApplication, eventsOf } from "../store/applications.ts";
import type { UsageApplication } from "../store/applications.ts";
import { deviceChoiceOf } from "../store/device-choice.ts";
import { reviewTimes } from "../store/review-times.ts";
import { straightTermsOn } from "../straight/store.ts";
import type { FormPageProps } from "./form.tsx";

type Loaded = Awaited<ReturnType<typeof loadApplication>>;

export async function loadApplication(center: Center, actor: FacilityActor) {
  const facility = await findFacility(center.db, actor.facilityId);
  const application = await currentApplication(center.db, actor.facilityId);
  const kind = facility && isFacilityKind(facility.kind) ? facility.kind : ("medical" as const);

  return {
    facility,
    kind,
    application,
    events: application ? await eventsOf(center.db, application.id) : [],
  };
}

/** It is the facility's turn to write. */
export function isOpen({ state }: UsageApplication): boolean {
  return state === "draft" || state === "returned";
}

export function formPageOf(
  center: Center,
  actor: FacilityActor,
  { application, kind, events }: Loaded,
): FormPageProps {
  const open = application && isOpen(application) ? application : null;

  return {
    actor,
    kind,
    version: open?.version ?? 0,
    events: open?.state === "returned" ? events : [],
    now: center.clock.now(),
    saved: open ? savedWords(open.updatedAt) : null,
    state: emptyForm,
  };
}

/** The saved draft; after a refusal the old answers in a new form; else what is known of the facility already. */
export async function startPageOf(
  center: Center,
  actor: FacilityActor,
  loaded: Loaded,
): Promise<FormPageProps> {
  const { facility, application, kind } = loaded;
  const choice = await deviceChoiceOf(center.db, actor.facilityId);
  const [only, ...others] = eligibilitiesFor(kind);
  const known = {
    ...(only && others.length === 0 ? { eligibility: only } : {}),
    // As the five questions before registering came out.
    ...(facility?.statedTarget ? { eligibility: facility.statedTarget } : {}),
    ...(choice ? { devices: choice.way } : {}),
    accountCount: choice?.answers["seats"] ?? "1",
    contactName: actor.name,
    contactPhone: formatPhone(facility?.phone ?? ""),
  };

  return {
    ...formPageOf(center, actor, loaded),
    state: { values: application?.form ?? known, errors: {} },
  };
}

export async function isPartlyAutomatic(
  { db, clock }: Center,
  kind: FacilityKind,
): Promise<boolean> {
  return (await straightTermsOn(db, kind, tokyoToday(clock))).isOn;
}

export async function expectation({ db, clock }: Center): Promise<Expectation> {
  const since = clock.now().subtract({ hours: REVIEW_WINDOW_DAYS * 24 });

  return expectationOf(await reviewTimes(db, since));
}
