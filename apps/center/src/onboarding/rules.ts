/** 利用申請: its life, and who may do what in each state. */
import type { Temporal } from "temporal-polyfill";
import { may } from "../accounts/index.ts";
import type { FacilityActor, OfficialActor } from "../accounts/index.ts";
import { mayDecide } from "../desk/index.ts";
import type { DecisionAction, DecisionRefusal } from "../desk/index.ts";

export type ApplicationState = "draft" | "submitted" | "returned" | "approved" | "refused";
export type ApplicationAction = "save" | "submit" | "correct" | "return" | "approve" | "refuse";

/** Every action that a state knows; what is not here cannot happen. */
export const transitions: Readonly<
  Record<ApplicationState, Readonly<Partial<Record<ApplicationAction, ApplicationState>>>>
> = {
  draft: { save: "draft", submit: "submitted" },
  // An official may mend what is no declaration of the applicant's.
  submitted: {
    correct: "submitted",
    return: "returned",
    approve: "approved",
    refuse: "refused",
  },
  // An official may end what was not corrected in time.
  returned: { save: "returned", submit: "submitted", refuse: "refused" },
  approved: {},
  refused: {},
};

export function isApplicationState(text: string): text is ApplicationState {
  return Object.hasOwn(transitions, text);
}

type Subject = { readonly facilityId: string; readonly state: ApplicationState };
type Permission = true | "not-yours" | "wrong-state";

export const can = {
  save: (actor: FacilityActor, application: Subject) => own(actor, application, "save"),
  submit: (actor: FacilityActor, application: Subject) => own(actor, application, "submit"),
  correct(
    actor: Pick<OfficialActor, "rights">,
    { state }: Pick<Subject, "state">,
  ): true | "no-right" | "wrong-state" {
    if (!may(actor, "cases.handle")) return "no-right";

    return transitions[state].correct ? true : "wrong-state";
  },
  /** @param deadline of the correction that is waited for; null where none is */
  decide(
    actor: OfficialActor,
    { state }: Pick<Subject, "state">,
    action: DecisionAction,
    deadline: Temporal.Instant | null,
    now: Temporal.Instant,
  ): true | DecisionRefusal {
    const isPossible = transitions[state][action] !== undefined;

    return mayDecide(
      actor,
      action,
      { isPossible, deadline: state === "returned" ? deadline : null },
      now,
    );
  },
} as const;

function own(actor: FacilityActor, application: Subject, action: ApplicationAction): Permission {
  if (actor.facilityId !== application.facilityId) {
    return "not-yours";
  }

  return transitions[application.state][action] ? true : "wrong-state";
}

export type EventKind = "submitted" | "corrected" | "returned" | "approved" | "refused";

export const decisionEvents = {
  return: "returned",
  approve: "approved",
  refuse: "refused",
} as const satisfies Record<DecisionAction, EventKind>;

/** How far 運用開始日 may lie from today, either way. */
export const GO_LIVE_YEARS = 1;
