import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

const refactorings = new WeakMap<TerraformStack, Refactoring>();

/**
 * The `moved`, `import` and `removed` blocks of a stack. cdktf has no API for instance keys nor for `removed`, and a
 * second override of a list replaces the first: here each list is overridden once and grows afterwards.
 * @see DOMAIN §2.7, CDKTF specifics
 */
export class Refactoring {
  /** The stack's own. */
  public static of(scope: IConstruct): Refactoring {
    const stack = TerraformStack.of(scope);
    const refactoring = refactorings.get(stack) ?? new Refactoring(stack);
    refactorings.set(stack, refactoring);
    return refactoring;
  }

  private readonly lists = new Map<string, object[]>();

  private constructor(private readonly stack: TerraformStack) {}

  /** `module.eks.aws_eks_cluster.this[0]` is `aws_eks_cluster.this` from now on. */
  public move(from: string, to: string): void {
    this.add("moved", { from, to });
  }

  /** What AWS or Kubernetes has under an ID is the resource at `to` from now on. */
  public import(to: string, id: string): void {
    this.add("import", { to, id });
  }

  /**
   * Leaves state and stays alive. The resource must not be rendered any more.
   * Throws where `from` has an instance key, which Terraform refuses: gates let none of a definition come here
   */
  public forget(from: string): void {
    if (from.includes("[")) throw new Error(`removed: expected the address of a whole resource, got \`${from}\``);
    this.add("removed", { from, lifecycle: { destroy: false } });
  }

  private add(kind: "moved" | "import" | "removed", block: object): void {
    const list = this.lists.get(kind) ?? [];
    list.push(block);
    if (this.lists.has(kind)) return;
    this.lists.set(kind, list);
    this.stack.addOverride(kind, list);
  }
}
