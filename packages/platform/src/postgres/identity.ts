import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { PostgresError } from "./errors.ts";

/** How to run PostgreSQL, which refuses to run as uid 0. */
export type Identity = {
  /** Words that go before the command; empty when the current user will do. */
  readonly prefix: readonly string[];
  /** Who must own the data directory when that is not the current user. */
  readonly owner: SystemUser | undefined;
};

/** What the choice depends on besides the data; a test gives another. */
export type Host = {
  readonly uid: number | undefined;
  isAllowed(prefix: readonly string[]): boolean;
};

export type SystemUser = { readonly name: string; readonly uid: number; readonly gid: number };

/**
 * Chooses how to run for a data directory that may not exist yet.
 * As root: a user namespace, in which the files stay root's and nothing has to be created or chowned;
 * where those are barred, or where the data already belongs to a system user, that user by setpriv.
 * @throws PostgresError "no-unprivileged-user"
 */
export function chooseIdentity(
  dataDir: string,
  host: Host = { uid: process.getuid?.(), isAllowed: canRun },
): Identity {
  if (host.uid !== 0) return { prefix: [], owner: undefined };
  const users = systemUsers();
  const dataOwner = existsSync(dataDir) ? statSync(dataDir).uid : 0;
  const user =
    users.find(({ uid }) => dataOwner !== 0 && uid === dataOwner) ??
    users.find(({ name }) => name === "postgres") ??
    users.find(({ name }) => name === "nobody") ??
    users[0];
  if (user) {
    const namespaced = namespacePrefix(user);
    if (dataOwner === 0 && host.isAllowed(namespaced))
      return { prefix: namespaced, owner: undefined };
    const switched = switchUserPrefix(user);
    if (host.isAllowed(switched)) return { prefix: switched, owner: user };
  }
  throw new PostgresError(
    "no-unprivileged-user",
    "PostgreSQL does not run as root, and neither a user namespace nor setpriv is allowed here",
  );
}

/** initdb looks its own uid up in the user database, so the mapped uid must be one that exists. */
function namespacePrefix(user: SystemUser): string[] {
  return ["unshare", "--user", `--map-user=${user.uid}`, `--map-group=${user.gid}`, "--"];
}

/**
 * The system user keeps the right to pass through folders such as /root (mode 0700) on the way to the programs and
 * the data; `no_setuid_fixup` makes access(2), which PostgreSQL asks about its own executable, honour that right.
 */
function switchUserPrefix(user: SystemUser): string[] {
  return [
    "setpriv",
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--securebits=+no_setuid_fixup",
    "--",
  ];
}

function systemUsers(): SystemUser[] {
  if (!existsSync("/etc/passwd")) return [];
  return readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name = "", , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0);
}

function canRun(prefix: readonly string[]): boolean {
  const [command = "true", ...args] = [...prefix, "true"];
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

export function isOnPath(command: string): boolean {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .some((folder) => existsSync(join(folder, command)));
}
