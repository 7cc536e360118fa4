/** Set-up information that came with the address, from the portal's link for this device. */
import { SETUP_FRAGMENT, readSetupFragment } from "@madoguchi/contract";
import type { SetupInfo } from "@madoguchi/contract";

export function bringsSetup(): boolean {
  return location.hash.startsWith(SETUP_FRAGMENT);
}

/** At most once: the secrets leave the address, and with it the history, before anything else happens. */
export function takeGivenSetup(): SetupInfo | null {
  if (!bringsSetup()) return null;
  const given = readSetupFragment(location.hash);
  history.replaceState(null, "", location.pathname + location.search);

  return given;
}
