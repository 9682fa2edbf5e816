// Imported by a path alias of the tsconfig.
import { groups, users } from "@app/locks";
import { users as same } from "./locks";

export async function stuck(): Promise<void> {
  await users.runExclusive(() => same.runExclusive(() => {}));
//                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `users` is already held here
}

export async function fine(): Promise<void> {
  await users.runExclusive(() => groups.runExclusive(() => {}));
}
