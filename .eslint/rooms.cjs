"use strict";

/**
 * What each room may import from the others: `lib/access/*` is that folder and all below it. A room that holds sub-rooms is
 * their table of contents: files within it may be in both directions, files themselves never form a circle.
 */
const MAY_IMPORT = {
  "lib/finding": [],
  "lib/access/principal": ["lib/finding"],
  "lib/access/go-yaml": ["lib/finding"],
  "lib/access/aws-auth": ["lib/finding", "lib/access/principal", "lib/access/go-yaml"],
  "lib/access/access-policy": ["lib/finding", "lib/access/principal"],
  "lib/access/access-entry": ["lib/finding", "lib/access/principal", "lib/access/aws-auth", "lib/access/access-policy"],
  "lib/access/rbac": ["lib/finding", "lib/access/access-policy"],
  "lib/access/effective": [
    "lib/finding",
    "lib/access/principal",
    "lib/access/aws-auth",
    "lib/access/access-policy",
    "lib/access/access-entry",
  ],
  "lib/yaml": [],
  "lib/migration/translation": ["lib/finding", "lib/access/*"],
  "lib/migration/guard": ["lib/finding", "lib/access/*", "lib/migration"],
  "lib/migration/gate": [
    "lib/finding",
    "lib/access/*",
    "lib/migration",
    "lib/migration/translation",
    "lib/migration/guard",
  ],
  "lib/migration": ["lib/finding", "lib/access/*", "lib/migration/*"],
  "lib/migration/explanation": ["lib/finding", "lib/access/*", "lib/migration/*"],
  "lib/module": [],
  "lib/inventory/schema": ["lib/finding", "lib/access/*", "lib/migration/*", "lib/inventory"],
  "lib/inventory": ["lib/finding", "lib/access/*", "lib/migration/*", "lib/yaml", "lib/module", "lib/inventory/*"],
  "lib/eks/address": ["lib/finding", "lib/access/*", "lib/inventory"],
  "lib/eks/settings": ["lib/finding", "lib/access/*", "lib/inventory", "lib/eks/address"],
  "lib/eks/iam": ["lib/finding", "lib/access/*", "lib/inventory", "lib/eks/address", "lib/eks/settings"],
  "lib/eks/cluster": [
    "lib/finding",
    "lib/access/*",
    "lib/inventory",
    "lib/eks/address",
    "lib/eks/settings",
    "lib/eks/iam",
  ],
  "lib/eks/modules": ["lib/finding", "lib/access/*", "lib/inventory", "lib/eks/address"],
  "lib/eks": ["lib/finding", "lib/access/*", "lib/inventory", "lib/eks/*"],
  "lib/guards": ["lib/finding", "lib/access/*", "lib/migration/*", "lib/inventory", "lib/eks/*"],
  "lib/plan/reading": ["lib/finding", "lib/access/*"],
  "lib/plan/objects": ["lib/finding", "lib/access/*", "lib/plan/reading"],
  "lib/plan/cluster": ["lib/finding", "lib/access/*", "lib/plan/reading", "lib/plan/objects"],
  "lib/plan": ["lib/finding", "lib/access/*", "lib/plan/*"],
  "lib/rules/compared": ["lib/finding", "lib/access/*", "lib/migration/*", "lib/inventory", "lib/plan/*"],
  "lib/rules/review": [
    "lib/finding",
    "lib/access/*",
    "lib/migration/*",
    "lib/inventory",
    "lib/plan/*",
    "lib/rules/compared",
  ],
  "lib/rules": ["lib/finding", "lib/access/*", "lib/migration/*", "lib/inventory", "lib/plan/*", "lib/rules/*"],
  "lib/report/text": ["lib/finding", "lib/inventory", "lib/report/schema"],
  "lib/report/schema": ["lib/finding", "lib/access/*", "lib/migration/*", "lib/rules/review"],
  "lib/report/findings": ["lib/finding", "lib/inventory", "lib/report/text"],
  "lib/report": ["lib/finding", "lib/access/*", "lib/migration/*", "lib/inventory", "lib/report/text"],
  "lib/sources/formats": ["lib/finding", "lib/access/*", "lib/sources"],
  "lib/sources": ["lib/finding", "lib/access/*", "lib/migration/*", "lib/inventory", "lib/yaml", "lib/sources/formats"],
  "lib/import/draft": ["lib/finding", "lib/access/*", "lib/migration/*", "lib/inventory", "lib/sources", "lib/import"],
  "lib/import/text": ["lib/access/*", "lib/yaml", "lib/import/draft"],
  "lib/import/update": [
    "lib/finding",
    "lib/access/*",
    "lib/migration/*",
    "lib/inventory/*",
    "lib/yaml",
    "lib/import",
    "lib/import/draft",
    "lib/import/text",
  ],
  "lib/import": ["lib/finding", "lib/inventory", "lib/sources", "lib/import/*"],
  "lib/live": ["lib/finding", "lib/access/*", "lib/migration/*", "lib/inventory", "lib/sources"],
  "lib/cli": [
    "lib/finding",
    "lib/access/*",
    "lib/migration/*",
    "lib/inventory",
    "lib/yaml",
    "lib/plan/*",
    "lib/rules/*",
    "lib/report/*",
    "lib/sources",
    "lib/import",
    "lib/live",
  ],
  stacks: ["lib/finding", "lib/access/*", "lib/migration/*", "lib/inventory", "lib/report", "lib/eks/*", "lib/guards"],
  main: ["lib/finding", "lib/access/*", "lib/migration/*", "lib/inventory", "lib/report/*", "lib/eks/*", "stacks"],
};

const JUDGEMENT_ROOMS = ["access", "aws-auth", "cluster", "entries", "mode", "plan"];
const JUDGES = ["lib/finding", "lib/access/*", "lib/migration/*", "lib/inventory", "lib/plan/*", "lib/rules/compared"];
MAY_IMPORT["lib/rules/judgements"] = JUDGES;
for (const room of JUDGEMENT_ROOMS) MAY_IMPORT[`lib/rules/judgements/${room}`] = [...JUDGES, "lib/rules/judgements"];

for (const room of ["check", "explain", "import", "review", "step"]) {
  MAY_IMPORT[`lib/report/${room}`] = [
    "lib/finding",
    "lib/access/*",
    "lib/migration/*",
    "lib/inventory",
    "lib/rules/*",
    "lib/report/text",
    "lib/report/schema",
    "lib/report/findings",
  ];
}

module.exports = { MAY_IMPORT, MAY_USE_CDKTF: ["lib/eks/*", "lib/guards", "stacks", "main"] };
