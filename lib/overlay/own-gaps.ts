import type { FileFinding } from "../inventory/file-findings";
import type { CodeOf } from "../finding/catalogue";
import { ownEntries } from "./check/entry-checks";
import type { OverlayTarget } from "./overlay-target";

const GAP: CodeOf<"gate"> = "gap-remains";

/** Whether a finding is of the gap of an entry that main.tf has itself: it was there before the overlay, and no stage creates it. */
export function isGapOfOwn(target: OverlayTarget, { code, file, path }: FileFinding): boolean {
  if (code !== GAP || file !== target.cluster.file) return false;
  return Object.keys(ownEntries(target) ?? {}).some((key) => path === `access_entries.${key}`);
}
