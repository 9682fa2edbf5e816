// A scenario made ready for many runs: its units compiled by the host, and which globals each of them mentions.

import { type MachineSettings, soundMachine } from "../machine";
import type { Kernel } from "../kernel/kernel-types";
import type { World } from "../platform/world";
import type { CodeUnit, Scenario } from "../scenario";
import { encodeToken, timedSchedule } from "../schedule";
import { onlyCallsPromise } from "./only-calls";
import { type EngineHost, UNIT_PARAMETERS, type UnitFactory } from "./abi";

/** A unit of the program, ready to be called. */
export interface PreparedUnit {
  readonly factory: UnitFactory;
  /** Those of `UNIT_PARAMETERS` that the unit's text may mention, each with its place among them. */
  readonly mentions: readonly { readonly name: string; readonly index: number }[];
  /** Whether it certainly leaves `Promise` as it is. */
  onlyCallsPromise(): boolean;
}

/** What a run has left, made as it was at first: the next one on the same machine need not make it again. */
export interface Spare {
  readonly machine: MachineSettings;
  /** Whether its events were kept. */
  readonly recording: boolean;
  readonly kernel: Kernel;
  readonly world: World;
}

/** What runs of one scenario share. No run can tell by it whether there was another. */
export interface Program {
  readonly scenario: Scenario;
  readonly host: EngineHost;
  unit(id: string): PreparedUnit | undefined;
  /** The nearest machine that can really be (`soundMachine`); asked again for the same settings it need not look again. */
  machine(wanted: MachineSettings): MachineSettings;
  /** The token of a timed run on this machine. */
  token(machine: MachineSettings): string;
  /** Hands out what a run on this machine has left; to one run only. */
  takeSpare(machine: MachineSettings, recording: boolean): Spare | undefined;
  leaveSpare(spare: Spare): void;
}

export function prepareProgram(scenario: Scenario, host: EngineHost): Program {
  const prepared = new Map<string, PreparedUnit>();
  let last: { readonly wanted: MachineSettings; readonly sound: MachineSettings } | undefined;
  let written: { readonly machine: MachineSettings; readonly token: string } | undefined;
  /** One for runs with a trace and one for those without: who makes both by turns must not begin anew at each. */
  const left = new Map<boolean, Spare>();
  let byId: ReadonlyMap<string, CodeUnit> | undefined;
  return {
    scenario,
    host,
    unit(id) {
      const known = prepared.get(id);
      if (known !== undefined) return known;
      const factory = host.unit(id);
      if (factory === undefined) return undefined;
      byId ??= new Map(scenario.units.map((unit) => [unit.id, unit]));
      const unit = preparedUnit(factory, byId.get(id)?.code);
      prepared.set(id, unit);
      return unit;
    },
    machine(wanted) {
      if (last?.wanted !== wanted) last = { wanted, sound: soundMachine(wanted) };
      return last.sound;
    },
    token(machine) {
      if (written?.machine !== machine)
        written = { machine, token: encodeToken(timedSchedule(scenario.programHash, machine)) };
      return written.token;
    },
    takeSpare(machine, recording) {
      const spare = left.get(recording);
      if (spare?.machine !== machine) return undefined;
      left.delete(recording);
      return spare;
    },
    leaveSpare(spare) {
      left.set(spare.recording, spare);
    },
  };
}

/**
 * Code from strings is refused, so a name that the text does not contain cannot be looked up by it; one that it contains may
 * be part of another word, which costs no more than making the global. Without the text everything counts as mentioned.
 */
function preparedUnit(factory: UnitFactory, code: string | undefined): PreparedUnit {
  let harmless: boolean | undefined;
  return {
    factory,
    mentions: UNIT_PARAMETERS.flatMap((name, index) =>
      code === undefined || code.includes(name) ? [{ name, index }] : [],
    ),
    onlyCallsPromise() {
      harmless ??= code !== undefined && onlyCallsPromise(code);
      return harmless;
    },
  };
}
