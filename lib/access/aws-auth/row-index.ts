import { foldArn } from "../principal/arn";
import { type AwsAuth, type Placed, placeName, type RoleRow, type UserRow } from "./aws-auth";

/** The rows of aws-auth by the ARN that they are looked up by, in lower case. */
export interface RowIndex {
  /** Of rows for one role the last: it counts as a whole (R9). */
  readonly roles: ReadonlyMap<string, Placed<RoleRow>>;
  /** Of rows that spell one user alike the last; several spellings all stay (R9). */
  readonly users: ReadonlyMap<string, readonly Placed<UserRow>[]>;
  /** Rows of roles and users by the name of their place. */
  readonly places: ReadonlyMap<string, RoleRow | UserRow>;
  /** By account ID. */
  readonly accounts: ReadonlyMap<string, Placed<string>>;
}

const INDEXES = new WeakMap<AwsAuth, RowIndex>();

/** The index of a ConfigMap, made once: a cluster may have thousands of rows, and a comparison asks for each. */
export function rowIndex(awsAuth: AwsAuth): RowIndex {
  const known = INDEXES.get(awsAuth);
  if (known !== undefined) return known;
  const index = makeIndex(awsAuth);
  INDEXES.set(awsAuth, index);
  return index;
}

function makeIndex({ roles, users, accounts }: AwsAuth): RowIndex {
  const named = roles.flatMap((placed) =>
    placed.row.rolearn === undefined ? [] : [[foldArn(placed.row.rolearn), placed] as const],
  );
  const spellings = new Map<string, Map<string, Placed<UserRow>>>();
  for (const placed of users) {
    const folded = foldArn(placed.row.userarn);
    spellings.set(
      folded,
      (spellings.get(folded) ?? new Map<string, Placed<UserRow>>()).set(placed.row.userarn, placed),
    );
  }
  return {
    roles: new Map(named),
    users: new Map([...spellings].map(([folded, bySpelling]) => [folded, [...bySpelling.values()]])),
    places: new Map([...roles, ...users].map(({ place, row }) => [placeName(place), row])),
    accounts: new Map(accounts.map((placed) => [placed.row, placed])),
  };
}
