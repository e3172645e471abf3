import type { CodeOf } from "../finding/catalogue";
import { findingsIn } from "../finding/finding";
import { type LocatedFinding, locatedAt } from "../inventory/finding/located-finding";
import { argumentLine, type Block, blockAddress } from "./root/block";

/** A code about an overlay. */
export type OverlayCode = CodeOf<"overlay">;

/** Makes a finding about an overlay. */
export const overlayFinding = findingsIn("overlay");

/** What is said in a finding. */
interface Text {
  readonly message: string;
  readonly help?: string;
}

/** A finding at a line of a file. */
export function overlayAt(
  code: OverlayCode,
  { file, line, path = "" }: { readonly file: string; readonly line: number; readonly path?: string },
  text: Text,
): LocatedFinding {
  return locatedAt(file, overlayFinding(code, path, text), { line, column: 1 });
}

/** A finding at a block of a root module, or at an argument of it. */
export function overlayIn(
  block: Block,
  [code, ...path]: readonly [OverlayCode, ...string[]],
  text: Text,
): LocatedFinding {
  const line = path.length === 0 ? block.line : argumentLine(block, path);
  return overlayAt(code, { file: block.file, line, path: [blockAddress(block), ...path].join(".") }, text);
}
