import { dirname, relative, resolve } from "node:path";
import { ringMembers } from "../../../app/ring/ring-members";
import type { StepResult } from "../../../app/step/step-result";
import { ringOf, waitsFor } from "../../../fleet/ring";
import { type HeldStep, heldBy } from "../../../fleet/ring-gate";
import { memberPath, readFleetSource } from "../../../inventory/fleet-file/fleet-source";
import { readFolder } from "../../../inventory/folder/read-folder";
import type { ClusterFileSource } from "../../../inventory/inventory";
import type { CliContext } from "../../context";
import type { VerdictFiles } from "../../files/verdict-files";

/** A step that was taken in the text of a file, and the results of `verify` that there are. */
interface Gated {
  readonly taken: StepResult;
  readonly source: ClusterFileSource;
  readonly verified: VerdictFiles | undefined;
}

/** What of the fleet holds the step of one file: the clusters of the ring before are read for it. Undefined where it may go. */
export function heldStep(context: CliContext, { taken, source, verified }: Gated): HeldStep | undefined {
  const { to } = taken.told;
  const rules = source.fleet === undefined ? undefined : readFleetSource(source.fleet).rules;
  if (rules?.rings === undefined || taken.text === undefined || to === undefined) return undefined;
  const at = dirname(resolve(context.cwd, source.file));
  const top = resolve(at, ...(source.folders ?? []).map(() => ".."));
  const read = readFolder(relative(context.cwd, top) || ".", top);
  const all = "sources" in read ? read.sources : [];
  const path = memberPath(source);
  const before = waitsFor(rules, all.map(memberPath), path);
  const asked = all.filter((one) => ringOf(rules, memberPath(one))?.index === before?.index);
  const evidence = { verdicts: verified?.verdicts ?? [], now: Date.now(), today: context.today };
  const members = before === undefined ? [] : ringMembers(asked, evidence);
  return heldBy(rules, members, { path, to: { stage: to.stage, ...(to.wave && { wave: to.wave.in }) } });
}
