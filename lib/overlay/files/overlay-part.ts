import type { OverlayTarget } from "../overlay-target";

/** What a cluster brings into the files. */
export interface OverlayPart {
  readonly target: OverlayTarget;
  /** What names of ours of this cluster begin with. */
  readonly prefix: string;
  /** Whether it brings a Kubernetes provider; then by which reference. */
  readonly kubernetes: string | undefined;
  readonly normal: JsonMap;
  readonly required: JsonMap;
}

/** A block of Terraform JSON, or several. */
export type JsonMap = Readonly<Record<string, unknown>>;
