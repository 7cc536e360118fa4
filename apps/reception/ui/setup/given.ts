/** Set-up information that came with the address, from the portal's link for this device. */
import { SETUP_FRAGMENT } from "@madoguchi/contract";

export function bringsSetup(): boolean {
  return location.hash.startsWith(SETUP_FRAGMENT);
}

/** The fragment as it came, at most once: the secrets leave the address, and with it the history, before anything else happens. */
export function takeGivenSetup(): string | null {
  if (!bringsSetup()) return null;
  const given = location.hash;
  history.replaceState(null, "", location.pathname + location.search);

  return given;
}
