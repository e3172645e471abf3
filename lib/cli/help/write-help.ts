import { writeFileSync } from "node:fs";
import { BUILT_HELP } from "./built-help";
import { processContext } from "../context";
import { runProgram } from "../program";

// The last step of `npm run build`: the help as commander prints it, for `built-help.ts`.
const lines: string[] = [];
void runProgram(["help"], { ...processContext(), stdout: { write: (text) => lines.push(text) } }).then((exitCode) => {
  if (exitCode === 0) writeFileSync(BUILT_HELP, lines.join(""));
  process.exitCode = exitCode;
});
