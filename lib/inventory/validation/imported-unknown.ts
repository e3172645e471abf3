import { didYouMean } from "../../finding/did-you-mean";
import type { Finding } from "../../finding/finding";
import { inventoryFinding } from "../finding/inventory-finding";

/** What names entries to import, and the entries that are there. */
interface Importing {
  readonly adopt?: {
    readonly imported?: readonly unknown[];
    readonly importedWithoutAssociations?: readonly unknown[];
  };
  readonly accessEntries: object;
}

/** Keys of entries that `adopt` lists and nobody declares: no import block would be written for them. */
export function importedUnknown({ adopt = {}, accessEntries }: Importing): Finding[] {
  const known = Object.keys(accessEntries);
  const lists = {
    imported: adopt.imported,
    imported_without_associations: adopt.importedWithoutAssociations,
  };
  return Object.entries(lists).flatMap(([list, keys = []]) =>
    keys.flatMap((key, i) =>
      typeof key !== "string" || known.includes(key) ? [] : [unknownEntry(`adopt.${list}[${i}]`, key, known)],
    ),
  );
}

function unknownEntry(path: string, key: string, known: readonly string[]): Finding {
  const near = didYouMean(key, known);
  return inventoryFinding("reference-unknown", path, {
    message: `not a key of access_entries, expected one that is, got \`${key}\``,
    ...(near === undefined ? {} : { help: `did you mean \`${near}\`?` }),
  });
}
