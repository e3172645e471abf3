import { FleetFolder, memberText, RINGS, type Where } from "./fleet-folder";

const CLUSTERS: Readonly<Record<string, Where & { readonly isVerified?: boolean }>> = {
  "dev/checkout": { stage: "retire", account: "111111111111", owner: "team checkout", isVerified: true },
  "dev/ledger": { stage: "retire", account: "111111111111", owner: "team ledger", isVerified: true },
  "dev/search": { stage: "entries", account: "111111111111", owner: "team search", isVerified: true },
  "staging/checkout": { stage: "entries", account: "222222222222", owner: "team checkout", isVerified: true },
  "staging/ledger": { stage: "entries", wave: 1, account: "222222222222", owner: "team ledger", isVerified: true },
  "staging/search": { stage: "dual", account: "222222222222", owner: "team search" },
  "prod/checkout": { stage: "dual", account: "333333333333", owner: "team checkout", isVerified: true },
  "prod/ledger": { stage: "config-map", account: "333333333333", owner: "team ledger" },
  "prod/search": { stage: "config-map", account: "333333333333", owner: "team search" },
};

/** Nobody accepts there what its entries take. */
const BLOCKED = "staging/checkout";

/** Nine clusters in three rings, one of them blocked: the fleet of docs/status.png, which whoever asks removes. */
export function pictureFleet(): FleetFolder {
  const fleet = new FleetFolder();
  fleet.write("clusters/fleet.yaml", RINGS);
  for (const [path, { isVerified = false, ...where }] of Object.entries(CLUSTERS)) {
    const [, name = ""] = path.split("/");
    const text = memberText(name, where);
    fleet.write(`clusters/${path}.yaml`, path === BLOCKED ? text.replace(/accept:\n.*\n/, "") : text);
    if (isVerified) fleet.verify(path);
  }
  return fleet;
}
