/** What another catalogue would change: models, and what is known of devices that somebody has entered. */
import { findModel } from "@madoguchi/contract/known-models";
import type { KnownModel } from "@madoguchi/contract/known-models";
import { deviceColumns, fieldText, nameOf } from "./file.ts";
import type { DeviceField } from "./file.ts";

export type DeviceDifference =
  | { readonly kind: "added" | "gone"; readonly model: string }
  | {
      readonly kind: "changed";
      readonly model: string;
      readonly field: DeviceField;
      readonly before: string;
      readonly after: string;
    };

export function differencesOf(
  before: readonly KnownModel[],
  after: readonly KnownModel[],
): readonly DeviceDifference[] {
  const earlier = new Map(before.map((model) => [nameOf(model), model]));
  const later = new Map(after.map((model) => [nameOf(model), model]));

  return [
    ...after.flatMap((model): DeviceDifference[] => {
      const name = nameOf(model);
      const known = earlier.get(name);
      if (!known) return [{ kind: "added", model: name }];

      return deviceColumns.flatMap(({ key: field }) => {
        const [was, is] = [fieldText(known, field), fieldText(model, field)];

        return was === is
          ? []
          : [{ kind: "changed" as const, model: name, field, before: was, after: is }];
      });
    }),
    ...before.flatMap((model): DeviceDifference[] =>
      later.has(nameOf(model)) ? [] : [{ kind: "gone", model: nameOf(model) }],
    ),
  ];
}

/** A device that somebody has entered by its name, in something that is not decided yet. */
export type EnteredDevice = {
  readonly name: string;
  readonly facilityName: string;
  /** Where an official sees it. */
  readonly href: string;
};

export type AffectedDevice = EnteredDevice & {
  /** Null: no model of the catalogue. */
  readonly before: string | null;
  readonly after: string | null;
};

/** Those that would be taken for another model, or for none any more, or for one at last. */
export function affectedBy(
  entered: readonly EnteredDevice[],
  before: readonly KnownModel[],
  after: readonly KnownModel[],
): readonly AffectedDevice[] {
  const nameIn = (models: readonly KnownModel[], name: string) => {
    const found = findModel(name, models);

    return found && nameOf(found);
  };

  return entered
    .map((device) => ({
      ...device,
      before: nameIn(before, device.name),
      after: nameIn(after, device.name),
    }))
    .filter((device) => device.before !== device.after);
}
