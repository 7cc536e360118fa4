/** Type-checks the iOS app and builds its tests with Debian 13's Swift, against stubs of Apple's frameworks. */
import { cpSync, globSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expectWords, run, step } from "./step.ts";
import { type DebianParts, fetchDebian } from "./debian-parts.ts";

const parts: DebianParts = {
  suite: "trixie",
  packages: ["swiftlang", "libc6-dev", "libstdc++-14-dev"],
  withDependencies: true,
  // Debuggers, editors' servers and static libraries: a gigabyte that nothing here runs.
  without: [
    "*/lib/swift_static",
    "*/bin/lldb*",
    "*/lib/liblldb*",
    "*/bin/clangd",
    "*/bin/sourcekit-lsp",
    "*/bin/docc",
    "*/bin/swift-format",
    "*/bin/swift-package*",
    "*/share/doc",
  ],
};

/** Stubs import each other in this order. */
const stubs = ["CoreBluetooth", "CoreNFC", "UIKit", "WebKit"];
const swiftc = ["/usr/bin/swiftc", "-swift-version", "5", "-I", "/work", "-L", "/work"];

/**
 * `source`: apps/reception/ios. `folder`: for tools and results.
 * @returns how to start the test program
 * @throws Refusal
 */
export function buildIos(source: string, folder: string): readonly string[] {
  const tools = join(folder, "ios-tools");
  step("iOS の部品を集める（Debian 13 の Swift）", () => fetchDebian(tools, parts));
  const work = join(tools, "work");
  rmSync(work, { recursive: true, force: true });
  for (const each of ["dev", "proc", "tmp"]) mkdirSync(join(tools, each), { recursive: true });
  cpSync(source, work, { recursive: true });
  const inTools = (command: readonly string[]) => run("unshare", inRoot(tools, command));
  const swiftFiles = (folders: string) =>
    globSync(`${folders}/*.swift`, { cwd: work }).map((file) => `/work/${file}`);

  step("設定とプロジェクトの書式を確かめる", () => {
    const files = ["Info.plist", "Madoguchi.entitlements", "Madoguchi.xcodeproj/project.pbxproj"];
    const paths = files.map((file) => `/work/${file}`);
    const lint = inTools(["/usr/libexec/swift/bin/plutil", "-lint", "--", ...paths]);
    // It ends with 0 whatever it found.
    expectWords(
      lint,
      paths.map((path) => `${path}: OK`),
    );
  });

  step("Swift の型を検査する", () => {
    for (const name of stubs) {
      const module = ["-module-name", name, "-emit-module-path", `/work/${name}.swiftmodule`];
      const library = ["-emit-module", "-emit-library", "-static", "-o", `/work/lib${name}.a`];
      inTools([...swiftc, "-parse-as-library", ...module, ...library, `/work/Stubs/${name}.swift`]);
    }
    inTools([...swiftc, "-typecheck", "-warnings-as-errors", ...swiftFiles("Sources")]);
  });

  step("Swift の試験を組み立てる", () => {
    // The tests bring a `main` of their own.
    const files = swiftFiles("{Sources,Tests}").filter((file) => !file.endsWith("/App.swift"));
    const libraries = stubs.toReversed().map((name) => `-l${name}`);
    inTools([...swiftc, "-module-name", "Tests", "-o", "/work/tests", ...files, ...libraries]);
  });
  return ["unshare", ...inRoot(tools, ["/work/tests"])];
}

/** Arguments of unshare(1): runs the command with `root` as its root, which needs no privileges. */
function inRoot(root: string, command: readonly string[]): readonly string[] {
  // The Swift driver finds its parts by /proc.
  const script = [
    "root=$1; shift",
    'mount --rbind /proc "$root/proc"',
    'mount --rbind /dev "$root/dev"',
    "PATH=/usr/bin:/usr/sbin:/bin:/sbin",
    "export LD_LIBRARY_PATH=/usr/libexec/swift/lib/swift/linux",
    'exec chroot "$root" "$@"',
  ].join(" && ");
  return ["--mount", "--map-root-user", "sh", "-c", script, "sh", root, ...command];
}
