#!/usr/bin/env node
import { guardOutput } from "../report/standard-output";
import { processContext } from "./context";
import { run } from "./run";

guardOutput(process);

void run(process.argv.slice(2), processContext()).then((exitCode) => {
  process.exitCode = exitCode;
});
