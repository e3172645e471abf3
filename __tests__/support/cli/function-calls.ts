import { Session } from "node:inspector/promises";
import { join } from "node:path";

const LIB = join(__dirname, "..", "..", "..", "lib");

/** How often functions of `lib`, callbacks too, are called while `run` runs: the same on every machine. */
export async function functionCalls(run: () => void): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  run();
  const { result } = await session.post("Profiler.takePreciseCoverage");
  session.disconnect();
  return result
    .filter(({ url }) => url.replace("file://", "").startsWith(LIB))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.slice(0, 1)))
    .reduce((sum, { count }) => sum + count, 0);
}
