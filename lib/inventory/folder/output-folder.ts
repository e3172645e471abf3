import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Where cdktf writes if nobody says otherwise. */
const DEFAULT = "cdktf.out";

/**
 * The folder of the output, from `cwd`: CDKTF_OUTDIR, which `cdktf synth` sets; `output` of cdktf.json, from which it takes it;
 * or `cdktf.out`.
 * @see https://developer.hashicorp.com/terraform/cdktf/api-reference/cdktf-json
 */
export function outputFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
  cwd: string = process.cwd(),
): string {
  const { CDKTF_OUTDIR: outdir } = env;
  return outdir !== undefined && outdir !== "" ? outdir : (configured(join(cwd, "cdktf.json")) ?? DEFAULT);
}

/** A file that is no JSON is for cdktf to tell. */
function configured(path: string): string | undefined {
  try {
    const config: unknown = JSON.parse(readFileSync(path, "utf8"));
    const output: unknown = typeof config === "object" && config !== null && "output" in config ? config.output : "";
    return typeof output === "string" && output !== "" ? output : undefined;
  } catch {
    return undefined;
  }
}
