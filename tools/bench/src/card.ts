/** One 暗証番号 check from closed reader to closed reader, in process and over PC/SC, against the bare time of its own APDUs. */
import { availableParallelism } from "node:os";
import { sampleCard } from "@madoguchi/virtual-card/sample";
import { recordCheck, sum, timeCheck } from "./card/check.ts";
import type { CheckTime, Way } from "./card/check.ts";
import { openInProcessWay } from "./card/in-process.ts";
import { countOpenSc } from "./card/opensc.ts";
import { openPcscWay } from "./card/pcsc.ts";
import type { BenchResult } from "./result.ts";
import { median, rounded } from "./statistics.ts";

const ROUNDS = 301;
const WARM_UP = 300;

export async function benchCard(): Promise<BenchResult> {
  const { image } = await sampleCard();
  await using pcsc = await openPcscWay(image);
  const near = await measure(openInProcessWay(image));
  const far = pcsc.way === null ? null : await measure(pcsc.way);
  const opensc = pcsc.way === null ? null : await countOpenSc(pcsc.way);

  return {
    name: "card",
    ours: near.ours,
    ceiling: near.ceiling,
    ratio: near.ratio,
    unit: "ms/check",
    conditions: {
      check:
        "checkPin: open the reader, read the certificate, ask the counter, VERIFY, sign a SHA-256 digest, power off",
      ceiling:
        "the same calls of the layer below (connect, the APDUs, disconnect with power off), bare, in alternating rounds",
      ratio: "ceiling / ours",
      overhead:
        "of one and the same check: its whole time without the calls of the layer below, each timed from JavaScript to JavaScript",
      overPercent: "overhead / the transmit times of the same check",
      apdus: near.apdus,
      overheadMilliseconds: near.overhead,
      pcscMilliseconds: far?.ours ?? null,
      pcscCeiling: far?.ceiling ?? null,
      pcscRatio: far?.ratio ?? null,
      pcscApdus: far?.apdus ?? null,
      pcscOverheadMilliseconds: far?.overhead ?? null,
      pcscOverPercent: far?.overPercent ?? null,
      pcscTransmitMilliseconds: far?.transmitting ?? null,
      pcscConnectMilliseconds: far?.connecting ?? null,
      pcscDisconnectMilliseconds: far?.disconnecting ?? null,
      pcsc: pcsc.description,
      openscApdus: opensc?.apdus ?? null,
      opensc: opensc?.description ?? "not counted: it needs PC/SC",
      card: "virtual card, RSA-2048; a real card takes some hundred milliseconds more",
      rounds: ROUNDS,
      cores: availableParallelism(),
      node: process.version,
    },
  };
}

async function measure(way: Way) {
  const commands = await recordCheck(way);
  const checks: CheckTime[] = [];
  const bare: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const check = await timeCheck(way);
    const best = sum(await way.bare(commands));
    if (round < 0) continue;
    checks.push(check);
    bare.push(best);
  }
  const middle = (what: keyof CheckTime) => rounded(median(checks.map((check) => check[what])));

  return {
    apdus: commands.length,
    ours: middle("total"),
    ceiling: rounded(median(bare)),
    ratio: rounded(median(checks.map(({ total }, round) => (bare[round] ?? Number.NaN) / total))),
    overhead: middle("overhead"),
    overPercent: rounded(
      100 * median(checks.map(({ overhead, transmitting }) => overhead / transmitting)),
    ),
    connecting: middle("connecting"),
    transmitting: middle("transmitting"),
    disconnecting: middle("disconnecting"),
  };
}
