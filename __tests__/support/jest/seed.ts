import fc from "fast-check";
import { runs } from "../laws/law-runs";

/** Every run generates the same cases, so that a failure is the change's own; `SEED=7 npm test` looks for others. */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 1), numRuns: runs(100) });
