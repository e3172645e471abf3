const STEP = /module\.([\w-]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\.?/y;

/** One module of an address: its call's name, and which of its instances. */
interface ModuleStep {
  readonly name: string;
  /** `["a"]` or `[0]`; empty where the call makes one module. */
  readonly instance: string;
}

/** The modules of `module.x["a"].module.eks`, outermost first; whatever follows is not read. */
export function moduleSteps(address: string): ModuleStep[] {
  const steps: ModuleStep[] = [];
  const pattern = new RegExp(STEP);
  for (let match = pattern.exec(address); match !== null; match = pattern.exec(address)) {
    steps.push({ name: match[1] ?? "", instance: match[2] ?? "" });
  }
  return steps;
}

/** The call path of a module, instances left out: `x.eks`; empty for the root module. */
export function callPath(moduleAddress: string): string {
  return moduleSteps(moduleAddress)
    .map(({ name }) => name)
    .join(".");
}

/** How many modules two addresses have in common from the root on, instances and all. */
export function sharedSteps(a: string, b: string): number {
  const [first, second] = [moduleSteps(a), moduleSteps(b)];
  const differs = first.findIndex((step, i) => second[i]?.name !== step.name || second[i].instance !== step.instance);
  return differs === -1 ? first.length : differs;
}

const MODULES = /^(?:module\.[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\.)+/;

/** The module of a resource: `module.eks["a"]` of `module.eks["a"].aws_eks_cluster.this[0]`; empty in the root module. */
export function addressOfModule(address: string): string {
  return (MODULES.exec(address)?.[0] ?? ".").slice(0, -1);
}
