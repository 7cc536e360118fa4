import type { Center } from "../../center.ts";

/** A cookie of this noun beside the session's: its name and how it is kept. `__Host-` is accepted over https only. */
export function ownCookie({ config }: Center, use: "form" | "device" | "link") {
  const secure = config.publicUrl.startsWith("https:");

  return {
    name: secure ? `__Host-madoguchi-${use}` : `madoguchi-${use}`,
    options: { path: "/", httpOnly: true, sameSite: "lax", secure },
  } as const;
}
