/** One object store of this browser, in a database of its own. The connection is opened for each piece of work and closed after it. */
export function openStore(database: string, name: string) {
  /** What was written is on the disk when this settles: a power cut afterwards takes nothing back. */
  return async function inStore<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    const opening = indexedDB.open(database, 1);
    opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(name));
    const opened = await settled(opening);
    try {
      const transaction = opened.transaction(name, mode, { durability: "strict" });
      const written = mode === "readwrite" ? completed(transaction) : null;
      const [result] = await Promise.all([settled(work(transaction.objectStore(name))), written]);
      return result;
    } finally {
      opened.close();
    }
  };
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error));
  });
}
