import { transaction } from "@madoguchi/platform";
import type { FormValues } from "@madoguchi/platform";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import type { Device } from "../form.ts";
import { putDeviceChoice } from "../store/device-choice.ts";

/** The way to read cards, with the answers that led to it. Choosing again replaces both. */
export async function chooseDevice(
  center: Center,
  actor: FacilityActor,
  way: Device,
  answers: FormValues,
): Promise<void> {
  await transaction(center.db, async (tx) => {
    await putDeviceChoice(tx, {
      facilityId: actor.facilityId,
      way,
      answers,
      chosenAt: center.clock.now(),
      accountId: actor.id,
    });
    await audit(tx, center.clock, {
      action: "device.chosen",
      actor: { kind: "person", id: actor.id },
      facilityId: actor.facilityId,
      subject: { kind: "facility", id: actor.facilityId },
      detail: { way },
    });
  });
}
