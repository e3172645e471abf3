import type { LocatedFinding } from "../../inventory/finding/located-finding";
import type { OverlayTarget } from "../overlay-target";
import { untoldEntries } from "./untold-entries";
import { untoldRows } from "./untold-rows";

/** What of a root module is not held against its cluster file, for it is an expression: entries and rows. */
export function untold(target: OverlayTarget): LocatedFinding[] {
  return [...untoldEntries(target), ...untoldRows(target)];
}
