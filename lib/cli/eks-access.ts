#!/usr/bin/env node
import { processContext } from "./context";
import { run } from "./run";

// Whoever reads the output may have read enough: `eks-access explain | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

void run(process.argv.slice(2), processContext()).then((exitCode) => {
  process.exitCode = exitCode;
});
