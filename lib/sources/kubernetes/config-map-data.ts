import { fieldsOf } from "./fields";

/** Texts that something reads; of any other key the name alone, which may be a misspelt one of those. */
export function toldData(data: unknown): Readonly<Record<string, unknown>> | undefined {
  if (data === undefined) return undefined;
  const read = ["mapRoles", "mapUsers", "mapAccounts", "ca.crt"];
  return Object.fromEntries(Object.entries(fieldsOf(data)).map(([key, text]) => [key, read.includes(key) ? text : ""]));
}
