import type { Block } from "../../root/block";
import type { RootModule } from "../../root/root-module";
import type { ModuleState } from "./module-state";

/** A bump of one call, and what is there. */
export interface Bumped {
  readonly root: RootModule;
  readonly block: Block;
  readonly state: ModuleState;
  readonly from: string;
  readonly to: string;
}
