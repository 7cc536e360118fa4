import { expect, test } from "vitest";
import { DerReader } from "../der.ts";
import { der, nameDer, text } from "../test-paths.ts";
import { directoryName, readGeneralName, readName } from "../path/names.ts";
import { directoryNameWords, partitionWords } from "./partition-words.ts";

const uri = (value: string) => readGeneralName(new DerReader(text(0x86, value))).key;
const dn = (commonName: string) =>
  directoryName(readName(new DerReader(nameDer(commonName)).any())).key;

test.each([
  ["", ""],
  [dn("CRL 1"), "CN=crl 1"],
  [dn('A "quoted", b=c'), 'CN=a "quoted", b=c'],
  [uri("http://crl.example.jp/1.crl"), "http://crl.example.jp/1.crl"],
  [uri(`http://crl.example.jp/${"a".repeat(200)}`), `http://crl.example.jp/${"a".repeat(200)}`],
  [`${dn("CRL 1")}\n${uri("urn:1")}`, "CN=crl 1 / urn:1"],
])("%j reads %j", (scope, words) => {
  expect(partitionWords(scope)).toBe(words);
});

test("an attribute whose type has no short name keeps its number, and one that is no text is left out", () => {
  const attribute = (type: readonly number[], value: Uint8Array) =>
    der(0x31, der(0x30, der(0x06, Uint8Array.from(type)), value));
  const name = readName(
    new DerReader(
      der(
        0x30,
        attribute([0x55, 4, 12], text(0x0c, "T")),
        attribute([0x55, 4, 45], der(0x03, Uint8Array.of(0))),
      ),
    ).any(),
  );
  expect(directoryNameWords(name.key)).toBe("2.5.4.12=t");
});
