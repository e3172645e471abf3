import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Arguments that came with AWS provider 6, and that modules for it pass on from a variable of the same name. */
const ARGUMENTS = [
  "deletion_protection",
  "max_parallel_nodes_repaired_count",
  "max_parallel_nodes_repaired_percentage",
  "max_unhealthy_node_threshold_count",
  "max_unhealthy_node_threshold_percentage",
  "region",
  "update_strategy",
].join("|");

/** Blocks that came with AWS provider 6. */
const BLOCKS = ["control_plane_scaling_config", "node_repair_config_overrides"].join("|");

const SPACE = { maxBuffer: 64 * 1024 * 1024 };

/**
 * The archive of a module that asks for AWS provider 6, as 5.100.0 takes it: without that constraint, and without arguments that
 * provider 5 has not, all of them null where nobody sets them. Made in a temporary folder; the repository stays as it is.
 */
export function archiveForProvider5(archive: Buffer): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "eks-access-module-"));
  try {
    execFileSync("tar", ["-x", "-C", folder], { input: archive });
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      const file = join(folder, name);
      if (name.endsWith(".tf")) writeFileSync(file, forProvider5(readFileSync(file, "utf8")));
    }
    return execFileSync("tar", ["-cz", "-C", folder, "."], SPACE);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The text of one file of it. */
export function forProvider5(text: string): string {
  return text
    .replaceAll(/(source\s*=\s*"hashicorp\/aws"\s+version\s*=\s*)"[^"]*"/g, '$1">= 5.95"')
    .replaceAll(new RegExp(`^( *)(?:provider_meta "aws"|dynamic "(?:${BLOCKS})") \\{\\n[^]*?^\\1\\}\\n`, "gm"), "")
    .replaceAll(new RegExp(`^ *(${ARGUMENTS}) *= (?:var|\\w+\\.value)\\.\\1\\n`, "gm"), "")
    .replaceAll(/^( *value *= )try\([^\n]*\.(?:region|control_plane_scaling_config)\b[^\n]*\)$/gm, "$1null")
    .replaceAll(/data\.aws_region\.current\[0\]\.region/g, "data.aws_region.current[0].name");
}
