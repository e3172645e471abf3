import type { Finding } from "../finding/finding";
import { inventoryFinding as finding } from "./finding/inventory-finding";

/** Larger files are not read: 3,000 entries, the quota of a cluster, are smaller. */
export const LARGEST_FILE = 1024 * 1024;

/** What is said of a file of `size` bytes, which is more than {@link LARGEST_FILE}. */
export function tooLarge(size: number): Finding {
  return finding("file-too-large", "", {
    message: `too large, expected at most ${LARGEST_FILE} bytes, got \`${size}\``,
    help: "name a cluster file; what other commands print is read by `import` and `review`",
  });
}
