import { setTimeout as sleep } from "node:timers/promises";
import type { Limits } from "../limits";

/** Waits before the next try: `tried` times it was tried. False where the signal ends the wait. */
export async function backOff(
  tried: number,
  { firstDelay, longestDelay }: Limits,
  signal: AbortSignal,
): Promise<boolean> {
  const delay = Math.min(firstDelay * 2 ** (tried - 1), longestDelay);
  try {
    await sleep(delay, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
