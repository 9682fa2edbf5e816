// Plain reads and writes of shared typed arrays: each may be a step that others see, and is checked for races.

import { passOn, SUSPENDED } from "../runtime/suspension";
import { get, isObject } from "../runtime/values";
import type { SiteId } from "../scenario";
import type { Realm } from "./realm";
import { cellOwner, isContended, isVisible } from "./shared-memory";

export interface ElementAccess {
  /** `stops`: the code around it can be suspended. */
  load(site: SiteId, stops: boolean, array: unknown, key: unknown): unknown;
  store(site: SiteId, stops: boolean, array: unknown, key: unknown, value: unknown): unknown;
  /** `array[key]++` and its like: a read and a write, with room for others in between. */
  increment(site: SiteId, stops: boolean, by: number, prefix: boolean, array: unknown, key: unknown): unknown;
}

interface Place {
  readonly array: object;
  readonly index: number;
  readonly buffer: object;
  readonly offset: number;
}

export function createElementAccess(realm: Realm): ElementAccess {
  const { suspensions } = realm;

  const step = (
    site: SiteId,
    stops: boolean,
    place: Place | undefined,
    write: boolean,
    run: () => unknown,
  ): unknown => {
    if (place === undefined) return run();
    const { buffer, offset, array, index } = place;
    const perform = () => {
      realm.world.memory().races.access({
        thread: realm.thread,
        task: realm.tasks.owner()?.id,
        site,
        at: realm.recorder.now(),
        write,
        atomic: false,
        buffer,
        offset,
        name: () => `${cellOwner(realm, array)}[${index}]`,
      });
      return run();
    };
    if (!stops || !suspensions.isInterruptible() || !isContended(realm, buffer)) return perform();
    return suspensions.suspend({ perform: () => ({ value: perform() }) });
  };

  const placeOf = (array: unknown, key: unknown): Place | undefined => {
    if (!ArrayBuffer.isView(array) || typeof key !== "number") return undefined;
    const { buffer, byteOffset } = array;
    if (!isVisible(realm, buffer)) return undefined;
    const size = Number(get(array, "BYTES_PER_ELEMENT"));
    const inside = Number.isInteger(key) && key >= 0 && key < Number(get(array, "length"));
    return inside ? { array, index: key, buffer, offset: byteOffset + key * size } : undefined;
  };

  const read = (array: unknown, key: unknown): unknown => {
    if (array === undefined || array === null) {
      throw new TypeError(`Cannot read properties of ${array} (reading '${String(key)}')`);
    }
    return Reflect.get(Object(array), keyOf(key), array);
  };
  const write = (array: unknown, key: unknown, value: unknown): void => {
    if (array === undefined || array === null) {
      throw new TypeError(`Cannot set properties of ${array} (setting '${String(key)}')`);
    }
    if (!Reflect.set(Object(array), keyOf(key), value, array) && isObject(array)) {
      throw new TypeError(`Cannot assign to read only property '${String(key)}' of object`);
    }
  };

  return {
    load: (site, stops, array, key) => step(site, stops, placeOf(array, key), false, () => read(array, key)),
    store: (site, stops, array, key, value) =>
      step(site, stops, placeOf(array, key), true, () => {
        write(array, key, value);
        return value;
      }),
    increment(site, stops, by, prefix, array, key) {
      const place = placeOf(array, key);
      const change = (given: unknown): unknown => {
        const before = typeof given === "bigint" ? given : Number(given);
        const after = typeof before === "bigint" ? before + BigInt(by) : before + by;
        const result = prefix ? after : before;
        const stored = step(site, stops, place, true, () => write(array, key, after));
        if (stored !== SUSPENDED) return result;
        suspensions.defer((inner) => {
          passOn(inner);
          return result;
        });
        return SUSPENDED;
      };
      const before = step(site, stops, place, false, () => read(array, key));
      if (before !== SUSPENDED) return change(before);
      suspensions.defer((inner) => change(passOn(inner)));
      return SUSPENDED;
    },
  };
}

function keyOf(key: unknown): PropertyKey {
  return typeof key === "symbol" || typeof key === "number" ? key : String(key);
}
