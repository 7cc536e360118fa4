/** The typed client of 一括照会, for health-check sites: no counter needs it. */
import { bulkPath, bulkReceiptSchema, bulkStatusSchema } from "./bulk.ts";
import type { BULK_MEDIA_TYPES, BulkPurpose, BulkReceipt, BulkStatus } from "./bulk.ts";
import { openCalls, readResponse, refusedBy } from "./signed-calls.ts";
import type { CallResult, ClientOptions, TerminalIdentity } from "./signed-calls.ts";

type BulkFile = {
  readonly purpose: BulkPurpose;
  readonly mediaType: (typeof BULK_MEDIA_TYPES)[number];
  readonly file: Uint8Array<ArrayBuffer>;
};

export type BulkClient = ReturnType<typeof createBulkClient>;

export function createBulkClient(options: ClientOptions) {
  const { call, sendSigned } = openCalls(options);

  return {
    /** Accepted at once; the answers come later. */
    inquire: async (
      identity: TerminalIdentity,
      { purpose, mediaType, file }: BulkFile,
    ): Promise<CallResult<BulkReceipt>> => {
      const response = await sendSigned({ method: "POST", path: bulkPath }, identity, file, {
        "content-type": mediaType,
        "inquiry-purpose": purpose,
        "inquiry-basis": "stated",
      });

      return response ? readResponse(response, bulkReceiptSchema) : { ok: false, kind: "offline" };
    },
    status: (identity: TerminalIdentity, receiptNumber: string): Promise<CallResult<BulkStatus>> =>
      call(
        { method: "GET", path: `${bulkPath}/${receiptNumber}`, response: bulkStatusSchema },
        identity,
      ),
    /** @param path as the status names it @returns the table's bytes */
    file: async (
      identity: TerminalIdentity,
      path: string,
    ): Promise<CallResult<Uint8Array<ArrayBuffer>>> => {
      const response = await sendSigned({ method: "GET", path }, identity, new Uint8Array(), {});
      if (!response) return { ok: false, kind: "offline" };
      if (!response.ok) return refusedBy(await response.json().catch(() => null));

      return { ok: true, value: new Uint8Array(await response.arrayBuffer()) };
    },
  };
}
