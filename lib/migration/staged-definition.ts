import type { EntryCluster } from "../access/access-entry/access-entry";
import { validateAccessEntries } from "../access/access-entry/access-entry-validation";
import type { AwsAuth } from "../access/aws-auth/aws-auth";
import type { Finding } from "../finding/finding";
import { rowStates, type StatedRow } from "../access/aws-auth/row-state";
import type { AccessDefinition } from "./definition";
import { type EffectiveRow, servingRows } from "./effective-rows";
import { contextOf } from "./translation-context";
import { render, type Rendering } from "./rendering/rendering";
import { rowsOf } from "./file-rows";
import { translateRows, type Translation } from "./translation/translation";

/**
 * A definition at its stage, worked out: its rows, their states, their translation, what the stage renders. Each part is made
 * when it is first asked for, and once: whoever needs one takes it from here instead of making it again.
 */
export class StagedDefinition<Definition extends AccessDefinition = AccessDefinition> {
  #rows?: AwsAuth;
  #rowStates?: readonly StatedRow[];
  #effectiveRows?: readonly EffectiveRow[];
  #translation?: Translation;
  #rendering?: Rendering;
  #entryFindings?: readonly Finding[];

  /**
   * With `areRowsOpen` for a file that leaves it open which rows aws-auth has: `rows` is empty then, and nobody may be said to
   * have none.
   */
  constructor(
    readonly definition: Definition,
    readonly areRowsOpen = false,
  ) {}

  /** The rows of the file, each at its place. */
  get rows(): AwsAuth {
    return (this.#rows ??= rowsOf(this.definition));
  }

  /** The state of every row: whom it serves. */
  get rowStates(): readonly StatedRow[] {
    return (this.#rowStates ??= rowStates(this.rows));
  }

  /** The rows that serve somebody. */
  get effectiveRows(): readonly EffectiveRow[] {
    return (this.#effectiveRows ??= servingRows(this.rowStates));
  }

  /** The rows as access entries, as far as they can be. */
  get translation(): Translation {
    return (this.#translation ??= translateRows(this.rows, contextOf(this.definition)));
  }

  /** What a stack renders. */
  get rendering(): Rendering {
    return (this.#rendering ??= render(this.definition));
  }

  /** What EKS would refuse in the declared entries. Without a migration the file's own mode has to take them. */
  get entryFindings(): readonly Finding[] {
    return (this.#entryFindings ??= validateAccessEntries(this.definition.accessEntries, this.entryCluster()));
  }

  /** The same rows at another stage: their states and their translation are those of here. */
  at(definition: AccessDefinition): StagedDefinition {
    const other = new StagedDefinition(definition, this.areRowsOpen);
    other.#rows = this.rows;
    other.#rowStates = this.rowStates;
    other.#translation = this.translation;
    return other;
  }

  /** With a migration the stage decides when entries are made, so the mode is not asked. */
  private entryCluster(): EntryCluster {
    const { accountId, partition, migration } = this.definition;
    return {
      ...(accountId === undefined ? {} : { accountId }),
      ...(partition === undefined ? {} : { partition }),
      ...(migration === undefined ? { mode: this.rendering.mode } : {}),
    };
  }
}
