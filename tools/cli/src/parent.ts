const checkEveryMs = 500;

/**
 * Ends this process when the one that started it is gone, even by kill -9: nothing may be left running unseen.
 * The bootstrap holds a channel to us; npm and npx hold none, so there the parent's id is watched.
 */
export function followParent(): void {
  const end = (): void => void process.kill(process.pid, "SIGTERM");
  if (process.channel) {
    process.once("disconnect", end);
    // Watching must not keep a finished command alive.
    process.channel.unref();
    return;
  }
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, checkEveryMs);
  watch.unref();
}
