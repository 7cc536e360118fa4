/** r and s of 32 bytes each as an ECDSA-Sig-Value, Node's default: to name the other form costs as much as half a verification. */
export function derSignature(raw: Uint8Array): Uint8Array {
  const integers = [...derInteger(raw.subarray(0, 32)), ...derInteger(raw.subarray(32))];

  return Uint8Array.from([0x30, integers.length, ...integers]);
}

function derInteger(bytes: Uint8Array): readonly number[] {
  const first = bytes.findIndex((byte) => byte !== 0);
  const minimal = first < 0 ? [0] : [...bytes.subarray(first)];
  const signed = (minimal[0] ?? 0) < 0x80 ? minimal : [0, ...minimal];

  return [0x02, signed.length, ...signed];
}
