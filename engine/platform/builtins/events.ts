// `node:events`: the emitters' module, with the class that needs `async_hooks` too.

import { isCallable, isConstructor } from "../../runtime/values";
import type { EmitterClass } from "../events";
import type { Parts } from "../parts";

export function createEventsModule(parts: Parts): EmitterClass {
  const { EventEmitter } = parts;
  let made: object | undefined;
  // Made when it is asked for: it takes `async_hooks` along.
  Object.defineProperty(EventEmitter, "EventEmitterAsyncResource", {
    get() {
      made ??= asyncResourceEmitter(parts);
      return made;
    },
    configurable: true,
    enumerable: true,
  });
  return EventEmitter;
}

/** An emitter whose listeners run in the context in which it was made. */
function asyncResourceEmitter({ EventEmitter, asyncHooks }: Parts): object {
  const { AsyncResource } = asyncHooks;
  if (!isConstructor(AsyncResource)) throw new Error("[engine bug] AsyncResource is no constructor");
  const Resource = AsyncResource;
  const call = (resource: object, name: string, ...args: unknown[]): unknown => {
    const method: unknown = Reflect.get(resource, name);
    return isCallable(method) ? method.apply(resource, args) : undefined;
  };
  return class EventEmitterAsyncResource extends EventEmitter {
    readonly #resource: object;
    constructor(options?: unknown) {
      super();
      const name = typeof options === "object" && options !== null ? Reflect.get(options, "name") : options;
      this.#resource = new Resource(name ?? new.target.name);
    }
    override emit(event: PropertyKey, ...args: unknown[]): boolean {
      return call(this.#resource, "runInAsyncScope", () => super.emit(event, ...args)) === true;
    }
    emitDestroy(): void {
      call(this.#resource, "emitDestroy");
    }
    get asyncId(): unknown {
      return call(this.#resource, "asyncId");
    }
    get triggerAsyncId(): unknown {
      return call(this.#resource, "triggerAsyncId");
    }
    get asyncResource(): object {
      return this.#resource;
    }
  };
}
