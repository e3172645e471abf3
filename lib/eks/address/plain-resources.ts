import { type ITerraformDependable, TerraformElement, TerraformStack, Tokenization } from "cdktf";

/** A resource as Terraform JSON has it, without a reference that cdktf would have to resolve. */
export interface PlainResource {
  readonly type: string;
  /** Its name, which is the end of its address. */
  readonly name: string;
  /** Of the construct that it would be: cdktf's comments name it. */
  readonly id: string;
  /** In Terraform's words; undefined is left out. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

type ByName = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Resources of a stack that hold no reference, all in one construct: a construct for each, resolved again and again, is most of
 * what the synthesis of many entries costs. Their JSON is the same.
 */
export class PlainResources extends TerraformElement {
  /** Whether a construct is one. */
  public static isPlain(construct: unknown): construct is PlainResources {
    return construct instanceof PlainResources;
  }

  readonly #resources: PlainResource[] = [];

  /** Adds a resource of the scope; what is returned can be waited for. */
  public add(resource: PlainResource): ITerraformDependable {
    this.#resources.push(resource);
    return { fqn: addressIn(resource) };
  }

  /** `aws_eks_access_entry.admin` and the path of the construct that it stands for. */
  public get addresses(): readonly { readonly address: string; readonly path: string }[] {
    return this.#resources.map((resource) => ({ address: addressIn(resource), path: this.pathOf(resource) }));
  }

  /** By type and name, with the comment that cdktf gives every resource. */
  public get resources(): ByName {
    const byType: Record<string, Record<string, unknown>> = {};
    for (const resource of this.#resources) {
      const { type, name, attributes } = resource;
      const comment = { metadata: { path: this.pathOf(resource), uniqueId: name } };
      (byType[type] ??= {})[name] = { ...attributes, "//": comment };
    }
    return byType;
  }

  /** A stack of ours takes them as they are, after everything else is resolved. */
  public override toTerraform(): unknown {
    const { cdktfStack } = this;
    return cdktfStack instanceof ClusterStack || this.#resources.length === 0 ? {} : { resource: this.resources };
  }

  private pathOf({ id }: PlainResource): string {
    return `${this.node.scope?.node.path ?? ""}/${id}`;
  }
}

/** A stack whose plain resources are added to its JSON after all references are resolved. */
export class ClusterStack extends TerraformStack {
  /** The JSON of the stack. */
  public override toTerraform(): unknown {
    const json: unknown = super.toTerraform();
    const plain = this.node.findAll().filter((construct) => PlainResources.isPlain(construct));
    return plain.reduce((sum, { resources }) => withResources(sum, resources), json);
  }
}

/** Whether a config holds a reference, whatever cdktf has made of it. */
export function hasReference(config: unknown): boolean {
  if (typeof config === "string") return config.includes(TOKEN);
  if (Array.isArray(config)) return config.some(hasReference);
  if (typeof config !== "object" || config === null) return typeof config === "number" && config < 0;
  if (Tokenization.isResolvable(config)) return true;
  return Object.entries(config).some(([key, value]) => key.includes(TOKEN) || hasReference(value));
}

/** What marks a reference within a text. */
const TOKEN = "TfToken[";

function addressIn({ type, name }: PlainResource): string {
  return `${type}.${name}`;
}

function withResources(json: unknown, resources: ByName): Record<string, unknown> {
  const all = fieldsOf(json);
  const known = fieldsOf(all.resource);
  const added = Object.entries(resources).map(([type, named]) => [type, { ...fieldsOf(known[type]), ...named }]);
  return added.length === 0 ? all : { ...all, resource: { ...known, ...Object.fromEntries(added) } };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
