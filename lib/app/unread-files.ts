import type { FileFinding } from "../inventory/file-findings";
import type { Fleet } from "../inventory/fleet";

/** The errors of files that are no clusters: nothing is known of what these say. */
export function errorsOfUnread({ clusters, findings }: Fleet): FileFinding[] {
  const read = clusters.map(({ file }) => file);
  return findings.filter(({ file, severity }) => severity === "error" && !read.includes(file));
}
