import type { Format } from "../facts";
import { readList } from "./list";

/**
 * `aws eks list-addons`
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListAddons.html
 */
export const listAddonsFormat: Format = {
  name: "aws eks list-addons",
  // A module's variable of this name, in a cluster file that was carried over, is a map.
  recognizes: (source) => source.has("addons") && source.child("addons")?.node.kind !== "map",
  read: (source, facts) => {
    facts.listedAddons.push(...readList(source, "addons", (list) => list.items().flatMap((item) => item.text() ?? [])));
  },
};
