/** Builds the Android app from its Java and resources with the parts of Debian 11, the last release that had them all. */
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { Refusal } from "../refusal.ts";
import { writeRelease } from "../release.ts";
import { expectWords, run, step } from "./step.ts";
import { type DebianParts, fetchDebian } from "./debian-parts.ts";

const parts: DebianParts = {
  suite: "bullseye",
  packages: [
    "libandroid-23-java",
    "dalvik-exchange",
    "aapt",
    "zipalign",
    "apksigner",
    "libapksig-java",
    // What aapt and zipalign load.
    "android-libaapt",
    "android-libandroidfw",
    "android-libbacktrace",
    "android-libbase",
    "android-libcutils",
    "android-liblog",
    "android-libunwind",
    "android-libutils",
    "android-libziparchive",
    "libexpat1",
    "libpng16-16",
    "libprotobuf-lite23",
    "libzopfli1",
    "p7zip-full",
  ],
  withDependencies: false,
};

/** By which the app is signed: a phone takes an update only with the same key. */
export type SigningKey = {
  /** A PKCS12 file with one key. */
  readonly file: string;
  readonly password: string;
};

export type AndroidOptions = {
  /** apps/reception/android. */
  readonly source: string;
  /** For tools, and for what lies between source and app. */
  readonly folder: string;
  /** The app, once it has passed: a release lies beside it. */
  readonly target: string;
  readonly center: string;
  readonly version: string;
  /** Null: a key of this machine's own, made for trying out. */
  readonly key: SigningKey | null;
};

/** @throws Refusal */
export function buildAndroid(options: AndroidOptions): void {
  const { source, folder, target, center, version } = options;
  const tools = join(folder, "android-tools");
  const build = join(folder, "android");
  step("Android の部品を集める（Debian 11）", () => fetchDebian(tools, parts));
  rmSync(build, { recursive: true, force: true });
  for (const each of ["gen", "classes", "res/values", "unpacked"]) {
    mkdirSync(join(build, each), { recursive: true });
  }
  const { aapt, zipalign, java, androidJar } = toolbox(tools);
  const manifest = join(build, "AndroidManifest.xml");
  const apk = join(build, "madoguchi.apk");

  step("画面と文字をまとめる", () => {
    writeFileSync(join(build, "res/values/center.xml"), centerResource(center));
    writeFileSync(
      manifest,
      withPlaceholder(readFileSync(join(source, "AndroidManifest.xml"), "utf8")),
    );
    const resources = ["-S", join(build, "res"), "-S", join(source, "res"), "--auto-add-overlay"];
    const named = ["--version-name", version, "--version-code", versionCodeOf(version)];
    const inputs = ["-M", manifest, ...named, ...resources, "-I", androidJar];
    // Android 11 and later map the table of resources into memory: it must lie there uncompressed.
    const outputs = ["-0", "arsc", "-J", join(build, "gen"), "-F", join(build, "packed.apk")];
    aapt(["package", "-f", "-m", ...inputs, ...outputs]);
    const unpacked = join(build, "unpacked");
    run("jar", ["xf", join(build, "packed.apk")], { cwd: unpacked });
    const binary = join(unpacked, "AndroidManifest.xml");
    writeFileSync(binary, withNewAttribute(readFileSync(binary)));
    // Packed anew: what aapt takes out leaves a gap, by which zipalign reckons wrongly.
    const files = [
      "AndroidManifest.xml",
      ...globSync(["resources.arsc", "res/**/*.*"], { cwd: unpacked }),
    ];
    run("jar", ["c0Mf", join(build, "unsigned.apk"), ...files], { cwd: unpacked });
  });

  step("Java を本物の android.jar（API 23）に対して翻訳する", () => {
    const files = [join(source, "src"), join(build, "gen")].flatMap((cwd) =>
      globSync("**/*.java", { cwd }).map((file) => join(cwd, file)),
    );
    const language = ["-encoding", "UTF-8", "-source", "8", "-target", "8"];
    const strict = ["-Xlint:all,-options,-serial", "-Werror", "-bootclasspath", androidJar];
    run("javac", [...language, ...strict, "-d", join(build, "classes"), ...files]);
    const dex = ["--dex", "--min-sdk-version=26", `--output=${join(build, "classes.dex")}`];
    java("com.android.dx.jar", "com.android.dx.command.Main", [...dex, join(build, "classes")]);
    aapt(["add", "unsigned.apk", "classes.dex"], build);
  });

  const key = options.key ?? ownKey(folder);
  const whose = options.key === null ? "この機械の試験用の鍵" : key.file;
  step(`APK に署名する（${whose}）`, () => {
    zipalign(["-f", "4", join(build, "unsigned.apk"), join(build, "aligned.apk")]);
    // Named, not told: other people of the machine see what a command was told.
    const env = { [PASSWORD]: key.password };
    const signing = ["sign", "--ks", key.file, "--ks-pass", `env:${PASSWORD}`, "--out", apk];
    java("apksigner.jar:apksig.jar", SIGNER, [...signing, join(build, "aligned.apk")], env);
    return `${apk}（${Math.round(statSync(apk).size / 1000)} kB）`;
  });

  step("APK を確かめる（署名、配置、権限）", () => {
    const verified = java("apksigner.jar:apksig.jar", SIGNER, ["verify", "--verbose", apk]);
    expectWords(verified, ["(APK Signature Scheme v2): true", "(APK Signature Scheme v3): true"]);
    zipalign(["-c", "4", apk]);
    expectWords(aapt(["dump", "badging", apk]), [
      `package: name='madoguchi.reception' versionCode='${versionCodeOf(version)}' versionName='${version}'`,
      "sdkVersion:'26'",
      "targetSdkVersion:'35'",
      "uses-permission: name='android.permission.NFC'",
      "uses-permission: name='android.permission.BLUETOOTH_SCAN'",
      "uses-permission: name='android.permission.BLUETOOTH_CONNECT'",
      "launchable-activity: name='madoguchi.reception.MainActivity'",
    ]);
    expectWords(aapt(["dump", "xmltree", apk, "AndroidManifest.xml"]), [
      `(0x0${newAttribute.id.toString(16)})=(type 0x10)0x${newAttribute.value.toString(16)}`,
    ]);
    expectWords(aapt(["dump", "--values", "resources", apk]), [`"${center}"`]);
    return "v2 と v3 の署名、minSdk 26、targetSdk 35、NFC、Bluetooth";
  });

  step("配布するものとして置く", () => {
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(apk, target);
    writeRelease(target, { platform: "android", version });
    return target;
  });
}

/** 「1.2.3」 as 1002003: later versions have greater numbers, as phones ask. */
function versionCodeOf(version: string): string {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);

  return String(major * 1_000_000 + minor * 1000 + patch);
}

const PASSWORD = "MADOGUCHI_ANDROID_KEY_PASSWORD";

/** Kept beside the tools. */
function ownKey(folder: string): SigningKey {
  const key = { file: join(folder, "debug-key.p12"), password: "madoguchi" };
  if (!existsSync(key.file)) makeKey(key.file);

  return key;
}

const SIGNER = "com.android.apksigner.ApkSignerTool";

function toolbox(tools: string) {
  const [libraries = ""] = globSync("usr/lib/*-linux-gnu", { cwd: tools });
  const folders = [join(libraries, "android"), libraries, "usr/lib"];
  const env = { LD_LIBRARY_PATH: folders.map((each) => join(tools, each)).join(":") };
  const native = (name: string) => (args: readonly string[], cwd?: string) =>
    run(join(tools, "usr/lib/android-sdk/build-tools/debian", name), args, {
      env,
      ...(cwd === undefined ? {} : { cwd }),
    });
  const jars = join(tools, "usr/share/java");
  return {
    aapt: native("aapt"),
    zipalign: native("zipalign"),
    java: (
      names: string,
      main: string,
      args: readonly string[],
      env: Readonly<Record<string, string>> = {},
    ) => {
      const classPath = names.split(":").map((name) => join(jars, name));
      return run("java", ["-cp", classPath.join(":"), main, ...args], { env });
    },
    androidJar: join(jars, "com.android.android-23.jar"),
  };
}

function makeKey(file: string): void {
  const store = ["-keystore", file, "-storetype", "PKCS12", "-storepass", "madoguchi"];
  const key = ["-alias", "debug", "-keyalg", "RSA", "-keysize", "2048", "-validity", "10000"];
  run("keytool", ["-genkeypair", ...store, ...key, "-dname", "CN=Madoguchi debug"]);
}

/**
 * Android 12's `usesPermissionFlags="neverForLocation"`, by which Bluetooth is looked for without a right to know the place.
 * An aapt of before knows neither: it is given another number's attribute, whose id is then changed in the binary manifest.
 */
const newAttribute = {
  text: 'android:usesPermissionFlags="neverForLocation"',
  id: 0x01010644,
  value: 0x10000,
};
/** Used nowhere else in the manifest; greater than `name`'s, by which the attributes of an element are sorted. */
const placeholder = { name: "android:priority", id: 0x0101001c };

function withPlaceholder(manifest: string): string {
  return manifest.replace(newAttribute.text, `${placeholder.name}="${newAttribute.value}"`);
}

/** The id stands in the file once, in its table of attributes. @throws Refusal */
function withNewAttribute(binary: Uint8Array): Uint8Array {
  const patched = Buffer.from(binary);
  const id = Buffer.alloc(4);
  id.writeUInt32LE(placeholder.id);
  const at = patched.indexOf(id);
  if (at < 0 || patched.indexOf(id, at + 1) >= 0) {
    throw new Refusal("AndroidManifest.xml の属性の番号を書き換えられません。");
  }
  patched.writeUInt32LE(newAttribute.id, at);
  return patched;
}

/** `center` is an origin, whose characters mean nothing to XML. */
function centerResource(center: string): string {
  return `<resources><string name="center" translatable="false">${center}</string></resources>\n`;
}
