/** Windows' registry by its own functions. What `reg.exe` prints comes in the code page of a console, in which a name may not exist. */

/** HKEY_CURRENT_USER and HKEY_LOCAL_MACHINE: 32-bit numbers with a sign, as wide as a pointer. */
const ROOTS = { HKCU: 0xffffffff80000001n, HKLM: 0xffffffff80000002n } as const;
const REG_SZ = 1;
/** RRF_RT_REG_SZ: nothing but text. */
const ONLY_TEXT = 2;
const SUCCESS = 0;
const FILE_NOT_FOUND = 2;
const MOST_BYTES = 65_536;

export type Root = keyof typeof ROOTS;

export type Registry = {
  /** @param name of the value; empty for the key's own. @returns undefined where there is no such text */
  read(root: Root, key: string, name: string): string | undefined;
  /** @throws where Windows refuses it */
  write(root: Root, key: string, name: string, text: string): void;
  remove(root: Root, key: string, name: string): void;
};

/** Undefined on systems that have none. */
export async function openRegistry(
  platform: NodeJS.Platform = process.platform,
): Promise<Registry | undefined> {
  if (platform !== "win32") return undefined;
  const { default: koffi } = await import("koffi");
  const library = koffi.load("advapi32.dll");
  const bytes = koffi.pointer("uint8_t");
  const where = ["uintptr_t", "str16", "str16"];
  const get = library.func("RegGetValueW", "int32_t", [
    ...where,
    "uint32_t",
    "uintptr_t",
    bytes,
    koffi.inout(koffi.pointer("uint32_t")),
  ]);
  const set = library.func("RegSetKeyValueW", "int32_t", [...where, "uint32_t", bytes, "uint32_t"]);
  const remove = library.func("RegDeleteKeyValueW", "int32_t", where);

  return {
    read(root, key, name) {
      const text = Buffer.alloc(MOST_BYTES);
      const size = [text.length];
      if (get(ROOTS[root], key, name, ONLY_TEXT, 0, text, size) !== SUCCESS) return undefined;

      return text.toString("utf16le", 0, size[0]).replace(/\0+$/u, "");
    },
    write(root, key, name, text) {
      const data = Buffer.from(`${text}\0`, "utf16le");
      const code: unknown = set(ROOTS[root], key, name, REG_SZ, data, data.length);
      if (code !== SUCCESS) throw new Error(`RegSetKeyValueW: ${code}`);
    },
    remove(root, key, name) {
      const code: unknown = remove(ROOTS[root], key, name);
      if (code !== SUCCESS && code !== FILE_NOT_FOUND) {
        throw new Error(`RegDeleteKeyValueW: ${code}`);
      }
    },
  };
}
