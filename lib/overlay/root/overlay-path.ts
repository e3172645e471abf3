/** Where a block stands: `eks`, `eks["blue"]`, `platform.eks` within the module that `platform` calls. */
export interface OverlayPath {
  /** Calls of local modules on the way, outermost first. */
  readonly calls: readonly string[];
  readonly name: string;
  /** The instance, where the block has `for_each`. */
  readonly key?: string;
}

const NAME = "[\\p{L}_][\\p{L}\\p{N}_-]*";
const INSTANCE = '(?:\\["([^"\\\\$%]*)"\\])?';
const PATH = new RegExp(`^((?:${NAME}\\.)*)(${NAME})${INSTANCE}$`, "u");
const RESOURCE = new RegExp(`^(${NAME})\\.(${NAME})${INSTANCE}$`, "u");

/** Reads a path of `overlay.module` or `overlay.aws_auth_module`; undefined for what is none. */
export function overlayPath(text: string): OverlayPath | undefined {
  const [, calls = "", name, key] = PATH.exec(text) ?? [];
  if (name === undefined) return undefined;
  return {
    calls: calls.split(".").filter((call) => call !== ""),
    name,
    ...(key === undefined ? {} : { key }),
  };
}

/** Reads `aws_eks_cluster.main`, with or without an instance, as type and name; undefined for what is no address of a resource in the root. */
export function resourcePath(
  text: string,
): { readonly type: string; readonly name: string; readonly key?: string } | undefined {
  const [, type, name, key] = RESOURCE.exec(text) ?? [];
  return type === undefined || name === undefined ? undefined : { type, name, ...(key === undefined ? {} : { key }) };
}
