import { z } from "zod";
import { clusterFile } from "./cluster-file";

const LINE_WIDTH = 120;

/**
 * The JSON Schema of cluster files, for editors: what they complete, show and underline. Draft 7, which the YAML language
 * server knows best.
 */
export function clusterJsonSchema(): string {
  const schema = z.toJSONSchema(clusterFile, { io: "input", target: "draft-7" });
  return `${foldLists(JSON.stringify({ title: "Cluster file", ...schema }, undefined, 2))}\n`;
}

/** Lists of texts stand in one line where they fit, as the formatter of this repository has them. */
function foldLists(json: string): string {
  return json.replace(/^(.*)\[\n\s+([^[\]{}]*?)\n\s+\]/gm, (list, head: string, items: string) => {
    const folded = `${head}[${items.replace(/\n\s+/g, " ")}]`;
    return folded.length < LINE_WIDTH ? folded : list;
  });
}
