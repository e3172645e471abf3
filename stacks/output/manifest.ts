import { join } from "node:path";
import { jsonText } from "./json-text";

/** Of cdktf: what its command line expects in a manifest of this shape. */
const CDKTF = "0.21.0";

/** `manifest.json`, byte for byte as cdktf writes it of stacks that do not depend on each other: `cdktf diff` reads it. */
export function manifestText(names: readonly string[]): string {
  const stacks = names.map((name) => [name, stackEntry(name)] as const);
  return jsonText({ version: CDKTF, stacks: Object.fromEntries(stacks) });
}

function stackEntry(name: string) {
  const workingDirectory = join("stacks", name);
  return {
    name,
    constructPath: name,
    workingDirectory,
    synthesizedStackPath: join(workingDirectory, "cdk.tf.json"),
    stackMetadataPath: join(workingDirectory, "metadata.json"),
    annotations: [],
    dependencies: [],
  };
}
