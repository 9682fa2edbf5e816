// One lock under many names, through `index.ts`.
import { all, groups, ordinary, shown, teams, users, withUsers } from "./locks";
import * as everything from "./locks/index";
import { groups as direct } from "./locks/locks";

export async function star(): Promise<void> {
  await withUsers(() => users.runExclusive(() => {}).then(() => {}));
//                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `users` is already held here
}

export async function renamed(): Promise<void> {
  await teams.runExclusive(() => direct.runExclusive(() => {}));
//                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `groups` is already held here
  await users.runExclusive(() => teams.runExclusive(() => {}));
}

export async function namespaces(): Promise<void> {
  await all.groups.runExclusive(() => everything.teams.runExclusive(() => {}));
//                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `groups` is already held here
}

export async function defaults(): Promise<void> {
  await ordinary.runExclusive(() => shown.runExclusive(() => {}));
  await shown.runExclusive(() => everything.shown.runExclusive(() => {}));
//                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `hidden` is already held here
}
