import { synthesizeClusters } from "./lib/synthesize-clusters";

// Reads the cluster files, judges them, writes one stack per cluster: what cdktf runs.
void synthesizeClusters().then((code) => {
  process.exitCode = code;
});
