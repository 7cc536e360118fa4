import { useEffect, useState } from "react";

/**
 * A part of the program that a screen may need, fetched as soon as the screen is there, so that it is there also when the line
 * breaks afterwards. Null until then, and where it cannot be fetched.
 * @param load the same function each time
 */
export function useModule<T>(load: () => Promise<T>): T | null {
  const [module, setModule] = useState<T | null>(null);
  useEffect(() => {
    let isHere = true;
    load().then(
      (loaded) => isHere && setModule(loaded),
      () => {},
    );
    return () => {
      isHere = false;
    };
  }, [load]);
  return module;
}
