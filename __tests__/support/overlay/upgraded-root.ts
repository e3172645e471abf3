import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { upgradeModule } from "../../../lib/overlay/upgrade/upgrade-module";

/** The module of the fixtures in v19's shape, as a root of the registry calls it. */
const REGISTRY = 'source = "terraform-aws-modules/eks/aws"\n  version = "19.21.0"';

/** The files that `upgrade-module` writes for a root with this main.tf and state, by name. */
export async function upgradedFiles(main: string, state: string): Promise<Readonly<Record<string, string>>> {
  const registry = mkdtempSync(join(tmpdir(), "upgrade-"));
  try {
    writeFileSync(join(registry, "main.tf"), main.replace('source = "./modules/eks-v19"', REGISTRY));
    const root = { folder: "root", path: registry };
    const made = await upgradeModule({ root, state: { file: "state", text: state }, to: "20" });
    if (!("upgrade" in made)) throw new Error(made.findings.map(({ message }) => message).join("\n"));
    return made.upgrade.files;
  } finally {
    rmSync(registry, { recursive: true });
  }
}
