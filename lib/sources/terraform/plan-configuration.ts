import type { ConfiguredProvider, Facts, ModuleCall } from "../facts";
import type { SourceNode } from "../source";

/** What a plan says beside its state: which modules are called, and how the root module configures providers. */
export function configurationFacts(configuration: SourceNode | undefined, facts: Facts): void {
  facts.calls.push(...callsIn(configuration?.child("root_module"), []));
  const providers = configuration?.child("provider_config");
  for (const key of providers?.keys ?? []) facts.providers.push(...providerOf(providers?.child(key)));
}

function callsIn(module: SourceNode | undefined, within: readonly string[]): ModuleCall[] {
  const calls = module?.child("module_calls");
  return (calls?.keys ?? []).flatMap((name) => {
    const call = calls?.child(name);
    const [source, version] = [call?.plainText("source"), call?.plainText("version_constraint")];
    const path = [...within, "module", name];
    const own = { module: path.join("."), ...(version === undefined ? {} : { version }) };
    return [...(source === undefined ? [] : [{ ...own, source }]), ...callsIn(call?.child("module"), path)];
  });
}

/** A provider of a module within has its address; those that a module only requires have none of their own. */
function providerOf(provider: SourceNode | undefined): ConfiguredProvider[] {
  const source = provider?.plainText("full_name");
  if (provider === undefined || source === undefined || provider.has("module_address")) return [];
  const alias = provider.plainText("alias");
  const expressions = provider.child("expressions");
  const names = expressions?.keys ?? [];
  const texts = names.flatMap((name) => {
    const text = expressions?.child(name)?.plainText("constant_value");
    return text === undefined ? [] : [[name, text] as const];
  });
  return [{ source, ...(alias === undefined ? {} : { alias }), arguments: names, texts: Object.fromEntries(texts) }];
}
