/** One object store of this browser, in a database of its own. The connection is opened for each piece of work and closed after it. */
export function openStore(database: string, name: string) {
  return async function inStore<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    const opening = indexedDB.open(database, 1);
    opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(name));
    const opened = await settled(opening);
    try {
      return await settled(work(opened.transaction(name, mode).objectStore(name)));
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
