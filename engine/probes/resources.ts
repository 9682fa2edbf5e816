// The resources of a run: who holds what, and what the user's code calls it.

import type { Task } from "../runtime/tasks";
import type { SiteId } from "../scenario";
import type { LockMode, ResourceId, ResourceInfo, ResourceKind, TaskId } from "../trace/trace";

export interface Holding {
  readonly task: Task | undefined;
  readonly amount: number;
  readonly mode: LockMode;
}

export interface Resource {
  readonly id: ResourceId;
  readonly kind: ResourceKind;
  readonly origin: string;
  readonly capacity: number | undefined;
  site: SiteId | undefined;
  /** A name that it has by itself, like a Web Lock. */
  readonly givenName: string | undefined;
  /** The object that user code holds; its label is the resource's name. */
  readonly object: object | undefined;
  /** It is one of several that belong to an object: the lock of one key. */
  readonly part: Part | undefined;
  readonly holdings: Holding[];
}

/** The tasks that hold it, one for each holding. */
export function holdersOf(resource: Resource | undefined): readonly TaskId[] {
  return resource === undefined ? [] : resource.holdings.flatMap(({ task }) => (task === undefined ? [] : [task.id]));
}

export interface Part {
  readonly of: object;
  readonly key: string;
}

export interface NewResource {
  readonly kind: ResourceKind;
  readonly origin: string;
  readonly capacity?: number;
  readonly site?: SiteId | undefined;
  readonly name?: string;
  readonly object?: object;
  readonly part?: Part;
}

export interface ResourceTable {
  create(given: NewResource): Resource;
  /** The resource that an object is, or that it wraps. */
  of(object: unknown): Resource | undefined;
  /** The resource that goes by a name for all threads and processes of the run, made where there is none. */
  named(name: string, make: () => Resource): Resource;
  /** Makes another object stand for a resource: `withTimeout(mutex, 100)`. */
  alias(object: object, resource: Resource): void;
  /** What user code calls an object: its variable or field, and whose field it is. The first name stays. */
  label(object: object, label: string, owner: object | undefined): void;
  /** What user code calls any object that has a name. */
  labelled(object: object): string | undefined;
  hold(resource: Resource, holding: Holding): void;
  /** Takes back up to `amount` units, first those of `task`, else the oldest; gives whose they were. */
  release(resource: Resource, amount: number, task: Task | undefined): Holding | undefined;
  drop(resource: Resource, holding: Holding): boolean;
  name(resource: Resource): string;
  infos(): readonly ResourceInfo[];
  byId(id: ResourceId): Resource | undefined;
  /** Whether there is no resource so far. */
  isEmpty(): boolean;
  /** Forgets all resources, and what objects are called. */
  renew(): void;
}

interface Label {
  readonly object: object;
  readonly label: string;
  readonly owner: object | undefined;
}

/** Labels that are kept before they are sorted. */
const MOST_FRESH = 256;

export function createResourceTable(): ResourceTable {
  let resources: Resource[] = [];
  let byObject = new WeakMap<object, Resource>();
  let labels: WeakMap<object, Label> | undefined;
  /** Labels that nobody has asked for yet: most never are, and a weak map is dear. */
  let fresh: Label[] = [];

  const sort = () => {
    labels ??= new WeakMap();
    for (const label of fresh) if (!labels.has(label.object)) labels.set(label.object, label);
    fresh = [];
  };
  let byName: Map<string, Resource> | undefined;

  const labelOf = (object: object | undefined, depth: number): string | undefined => {
    if (object !== undefined && fresh.length > 0) sort();
    const label = object === undefined ? undefined : labels?.get(object);
    if (label === undefined || object === undefined) return undefined;
    if (label.owner === undefined || depth > 3) return label.label;
    const owner = labelOf(label.owner, depth + 1) ?? className(label.owner);
    return owner === undefined ? label.label : `${owner}.${label.label}`;
  };
  const plainName = (resource: Resource) => {
    const { part } = resource;
    const own = resource.givenName ?? labelOf(resource.object, 0);
    if (own !== undefined || part === undefined) return own ?? resource.origin;
    return `${labelOf(part.of, 0) ?? resource.origin}[${JSON.stringify(part.key)}]`;
  };

  return {
    create(given) {
      const resource: Resource = {
        id: resources.length,
        kind: given.kind,
        origin: given.origin,
        capacity: given.capacity,
        site: given.site,
        givenName: given.name,
        object: given.object,
        part: given.part,
        holdings: [],
      };
      resources.push(resource);
      if (given.object !== undefined) byObject.set(given.object, resource);
      return resource;
    },
    of: (object) =>
      resources.length > 0 && ((typeof object === "object" && object !== null) || typeof object === "function")
        ? byObject.get(object)
        : undefined,
    named(name, make) {
      byName ??= new Map();
      const known = byName.get(name) ?? make();
      byName.set(name, known);
      return known;
    },
    alias: (object, resource) => byObject.set(object, resource),
    label(object, label, owner) {
      if (label === "") return;
      fresh.push({ object, label, owner });
      // What is not kept by the program shall not be kept by its label.
      if (fresh.length === MOST_FRESH) sort();
    },
    labelled: (object) => labelOf(object, 0),
    hold: (resource, holding) => resource.holdings.push(holding),
    release(resource, amount, task) {
      const own = resource.holdings.findIndex((holding) => holding.task === task && holding.amount >= amount);
      const index = Math.max(own, 0);
      const holding = resource.holdings[index];
      if (holding === undefined) return undefined;
      if (holding.amount > amount) resource.holdings[index] = { ...holding, amount: holding.amount - amount };
      else resource.holdings.splice(index, 1);
      return holding;
    },
    drop(resource, holding) {
      const index = resource.holdings.indexOf(holding);
      if (index < 0) return false;
      resource.holdings.splice(index, 1);
      return true;
    },
    name: plainName,
    infos() {
      const seen = new Map<string, number>();
      return resources.map((resource) => {
        const plain = plainName(resource);
        const count = (seen.get(plain) ?? 0) + 1;
        seen.set(plain, count);
        const { id, kind, origin, capacity, site } = resource;
        return {
          id,
          kind,
          name: count === 1 ? plain : `${plain} #${count}`,
          origin,
          ...(capacity === undefined ? {} : { capacity }),
          ...(site === undefined ? {} : { site }),
        };
      });
    },
    byId: (id) => resources[id],
    isEmpty: () => resources.length === 0,
    renew() {
      if (fresh.length > 0) fresh = [];
      labels = undefined;
      if (resources.length === 0) return;
      resources = [];
      byObject = new WeakMap();
      byName = undefined;
    },
  };
}

function className(object: object): string | undefined {
  const constructor: unknown = Reflect.get(object, "constructor");
  if (typeof constructor !== "function" || constructor === Object || constructor.name === "") return undefined;
  return constructor.name;
}
