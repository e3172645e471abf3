import { compareVersions } from "../../../lib/module/module-version";
import { cli } from "../cli/cli-run";
import { repository } from "./overlay-repository";
import { ROOT, state } from "./upgrade-root";

/** Edits of a root whose call has other groups, by their places: `main.tf:17 eks_managed_node_groups.blue.x: …`. */
export async function edits(
  text: string,
  { from = "19.21.0", more = "" }: { readonly from?: string; readonly more?: string } = {},
): Promise<string[]> {
  const is20 = compareVersions(from, "20.0.0") >= 0;
  const main = ROOT.replace("19.21.0", from).replace(
    / {2}manage_aws_auth[^]*\n\}\n/,
    `${is20 ? '  authentication_mode = "API"\n' : ""}  ${text}\n}\n`,
  );
  const made = is20 ? { mode: "API", rows: false } : { rows: false };
  const { cwd } = repository({ "infra/main.tf": main, "infra/locals.tf": more, "state.json": state(made) });
  const args = ["upgrade-module", "--root", "infra", "--state", "state.json", "--to", is20 ? "21" : "20"];
  const { exitCode, stdout, stderr } = await cli(args, { cwd });
  expect([exitCode, stderr]).toEqual([0, ""]);
  return stdout.split("\n").flatMap((line) => {
    const [, place, what] = /^ {2}infra\/(\S+\.tf:\d+) +(.*)$/.exec(line) ?? [];
    return place === undefined || what === undefined || what.includes("the default was") ? [] : [`${place} ${what}`];
  });
}
