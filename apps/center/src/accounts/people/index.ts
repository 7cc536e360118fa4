/** Who acts for a facility, and for which facilities a person acts. */
import type { FastifyInstance } from "fastify";
import type { Center } from "../../center.ts";
import { registerFacilitySwitch } from "./facility.tsx";
import { registerHandoverPages } from "./hand-over.tsx";
import { registerInvitationPages } from "./invite.tsx";
import { registerJoining } from "./join.tsx";
import { registerPeopleList } from "./list.tsx";
import { registerMemberPages } from "./member.tsx";

export function registerPeoplePages(app: FastifyInstance, center: Center): void {
  registerPeopleList(app, center);
  registerInvitationPages(app, center);
  registerHandoverPages(app, center);
  registerMemberPages(app, center);
  registerJoining(app, center);
  registerFacilitySwitch(app, center);
}
