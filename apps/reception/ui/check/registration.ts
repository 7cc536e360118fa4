/** Makes this device the facility's own, and remembers it: the private key lives in the browser and cannot be exported. */
import { terminalKeySchema, terminalSchema } from "@madoguchi/contract";
import type {
  ActivationRequest,
  CallResult,
  ContractClient,
  SetupInfo,
  Terminal,
} from "@madoguchi/contract";
import { deviceFacts } from "../device/report.ts";
import type { Registration } from "./check.ts";
import { openStore } from "../kept/open-store.ts";

const inStore = openStore("madoguchi-reception", "registration");
const FORMER_KEY = "self";

export async function register(
  client: Pick<ContractClient, "activate">,
  setup: SetupInfo & { readonly terminalName: string },
): Promise<CallResult<Registration>> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
  ]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const result: CallResult<Terminal> = await client.activate(pair.privateKey, {
    ...setup,
    key: terminalKeySchema.parse({ kty, crv, x, y }),
    terminalKind: terminalKind(navigator.userAgent),
    device: deviceFacts(),
  });
  if (!result.ok) return result;
  const registration = { terminal: result.value, privateKey: pair.privateKey };
  await inStore("readwrite", (store) => store.put(registration, result.value.terminalId));
  // Storage that a browser may clear under pressure would cost the clinic a new activation code.
  await navigator.storage?.persist?.();

  return { ok: true, value: registration };
}

/** Whether this device keeps what it is given: a private window, or a full disk, does not. */
export async function canKeep(): Promise<boolean> {
  try {
    await inStore("readwrite", (store) => store.delete("probe"));
    return true;
  } catch {
    return false;
  }
}

/** In the order of their facilities' codes. What cannot be read is as good as not there. */
export async function loadRegistrations(): Promise<Registration[]> {
  const kept: unknown[] = await inStore("readonly", (store) => store.getAll());

  return kept
    .map(readRegistration)
    .filter((each) => each !== null)
    .toSorted(byFacility);
}

function readRegistration(kept: unknown): Registration | null {
  if (typeof kept !== "object" || kept === null) return null;
  if (!("terminal" in kept && "privateKey" in kept)) return null;
  const terminal = terminalSchema.safeParse(kept.terminal);

  return terminal.success && kept.privateKey instanceof CryptoKey
    ? { terminal: terminal.data, privateKey: kept.privateKey }
    : null;
}

export function byFacility(a: Registration, b: Registration): number {
  const keyOf = ({ terminal }: Registration) => `${terminal.facilityCode} ${terminal.terminalId}`;

  return keyOf(a) < keyOf(b) ? -1 : 1;
}

/** With it goes what was kept in its name. */
export async function forgetRegistration({ terminal }: Registration): Promise<void> {
  await (await import("../today/vault.ts")).forgetAll(terminal.terminalId);
  await (await import("../offline/forget.ts")).forgetOffline(terminal.terminalId);
  (await import("../operator/kept.ts")).forgetStaff(terminal.facilityCode);
  // A device from before there could be several keeps its one under a name of its own.
  const keys = [terminal.terminalId, FORMER_KEY];
  for (const key of keys) {
    const kept = readRegistration(await inStore("readonly", (store) => store.get(key)));
    if (kept?.terminal.terminalId === terminal.terminalId) {
      await inStore("readwrite", (store) => store.delete(key));
    }
  }
}

export function terminalKind(userAgent: string): ActivationRequest["terminalKind"] {
  if (/Windows/.test(userAgent)) return "windows";
  if (/Android/.test(userAgent)) return "android";
  if (/iPhone|iPad/.test(userAgent)) return "ios";
  return "other";
}
