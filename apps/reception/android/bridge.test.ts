/** The Java bridge on a JVM, driven by the page's own code, with the virtual card lying on a fake phone. */
import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FakeAcr1255 } from "../bluetooth/fake-acr1255.ts";
import type { NearDevice } from "../bluetooth/gatt.ts";
import { ShellBluetooth } from "../bluetooth/shell-bluetooth.ts";
import { describeBluetooth } from "../phone/bluetooth-journeys.fixture.ts";
import { describeShell } from "../phone/journeys.fixture.ts";
import { BluetoothProcess } from "../phone/bluetooth-process.fixture.ts";
import { PhoneReader } from "../phone/reader.ts";
import { ShellProcess, type ShellCommand } from "../phone/shell-process.fixture.ts";

/** Android's own JSON classes, from Debian's libandroid-json-java. */
const json = "/usr/share/java/com.android.json.jar";
/** They need a screen and a WebView, of which there is no fake: `npx madoguchi phones` compiles them. */
const withScreen = /(?:MainActivity|PageChannel)\.java$/u;

let classes: string;

const program = (name: string, ...options: readonly string[]): ShellCommand => ({
  kind: "nfc-android",
  command: "java",
  // Starts in half the time, and nothing here runs long enough for the rest.
  args: [
    "-XX:TieredStopAtLevel=1",
    "-Xshare:auto",
    ...options,
    "-cp",
    `${classes}:${json}`,
    `madoguchi.reception.${name}`,
  ],
});

const bluetooth = (...options: readonly string[]) => ({
  ...program("BluetoothProcess", ...options),
  address: (number: number) => `00:00:5E:00:53:0${number}`,
});

beforeAll(() => {
  classes = mkdtempSync(join(tmpdir(), "madoguchi-android-"));
  const sources = globSync("{src,test}/**/*.java", { cwd: import.meta.dirname })
    .filter((file) => !withScreen.test(file))
    .map((file) => join(import.meta.dirname, file));
  const options = ["-encoding", "UTF-8", "--release", "8", "-Xlint:-options", "-cp", json];
  execFileSync("javac", [...options, "-d", classes, ...sources]);
});

afterAll(() => rmSync(classes, { recursive: true }));

describeShell("Android", () => program("ShellProcess"), { commandsBefore: 0 });

describeBluetooth("Android", () => bluetooth(), {
  permissions: "android.permission.BLUETOOTH_SCAN android.permission.BLUETOOTH_CONNECT",
  asksAgain: true,
});

test("before Android 12, looking for a reader needs the permission to know the place", async () => {
  const phone = new BluetoothProcess(bluetooth("-Dmadoguchi.sdk=30"), [new FakeAcr1255()]);
  const central = new ShellBluetooth(phone.channel);
  const chosen = Promise.withResolvers<NearDevice | undefined>();
  const device = await central.choose({
    show: ([near]) => near && chosen.resolve(near),
    chosen: chosen.promise,
  });
  expect(device?.name).toBe("ACR1255U-J1-012345");
  expect(phone.asked).toEqual(["android.permission.ACCESS_FINE_LOCATION"]);
  await phone.end();
  expect(phone.stderr).toBe("");
});

test("NFC that is switched off is said, and noticed when the person comes back from the settings", async () => {
  const phone = new ShellProcess(program("ShellProcess"), "off");
  const reader = new PhoneReader(phone.shell, { prompt: "" });
  const events: string[] = [];
  const back = Promise.withResolvers<void>();
  reader.watch((event) => {
    events.push(event.type === "failed" ? event.error.code : event.type);
    if (event.type === "readers") back.resolve();
  });
  await expect(reader.open("phone", { exclusive: true })).rejects.toMatchObject({
    code: "service-down",
  });
  phone.nfc("on");
  phone.comeBack();
  await back.promise;
  expect(events).toEqual(["service-down", "readers"]);
  await phone.end();
});

test("hex and origins", () => {
  const { command, args } = program("UnitTests");
  expect(execFileSync(command, args, { encoding: "utf8" })).toBe("12 checks\n");
});
