// One lock by all the ways in which modules name it.
import lock from "./lock";
import * as whole from "./lock";
import * as index from "./index";
import { parts } from "./index";
import * as all from "./parts";
import { first, second } from "./parts";
import save from "./save";

export async function twice(): Promise<void> {
  await lock.runExclusive(() => save());
//                              ^^^^^^ error: `lock` is already held here
}

export async function byNamespace(): Promise<void> {
  await whole.default.runExclusive(() => lock.runExclusive(() => {}));
//                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `lock` is already held here
}

export async function ofAnObject(): Promise<void> {
  await all.first.runExclusive(() => first.runExclusive(() => {}));
//                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `first` is already held here
}

export async function throughBoth(): Promise<void> {
  await parts.second.runExclusive(() => all.second.runExclusive(() => {}));
//                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `second` is already held here
}

export async function different(): Promise<void> {
  await all.first.runExclusive(() => parts.second.runExclusive(() => save()));
}

const locks = { red: first, blue: second };

export async function renamed(): Promise<void> {
  const { red } = locks;
  await red.runExclusive(() => first.runExclusive(() => {}));
//                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `first` is already held here
}

export async function other(): Promise<void> {
  const { blue } = locks;
  await blue.runExclusive(() => save());
}

export async function moduleOfModules(): Promise<void> {
  console.log(Object.keys(index.parts));
  await index.parts.first.runExclusive(() => first.runExclusive(() => {}));
//                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `first` is already held here
}
