import { createFirewall } from '../../traffic/secrets/firewall.ts';
import { CARRIERS, type Carried, type Carrier } from './carriers.ts';
import { Chance } from './chance.ts';
import { LOOK_ALIKES } from './look-alikes.ts';
import { SECRET_SHAPES, type SecretShape } from './secret-shapes.ts';

/** How often the firewall did something for one shape or look-alike. */
export interface Tally {
  readonly name: string;
  readonly total: number;
  readonly hits: number;
  /** The carriers in which a secret stayed, or a look-alike gave an alarm. */
  readonly wrong: readonly string[];
}

export interface Measured {
  readonly secrets: readonly Tally[];
  readonly lookAlikes: readonly Tally[];
}

const firewall = createFirewall({ knownSecrets: [] });

/** Plants this many secrets of each shape and as many look-alikes of each kind, in carriers in turn. */
export function measureFirewall({ seed, each }: { readonly seed: number; readonly each: number }): Measured {
  const chance = new Chance(seed);
  const times = Array.from({ length: each }, (_, index) => index);
  return {
    secrets: SECRET_SHAPES.map((shape) => {
      const carriers = CARRIERS.filter((carrier) => fits(carrier, shape));
      const tried = times.map((index) => {
        const carrier = take(carriers, index);
        const secret = shape.create(chance);
        const carried = carrier.carry(shape.context?.(secret) ?? secret, shape.variable, chance);
        return { carrier, isHit: !carrier.read(redact(carried)).includes(secret) };
      });
      return count(shape.name, tried, ({ isHit }) => !isHit);
    }),
    lookAlikes: LOOK_ALIKES.map(({ name, variable, create }) => {
      const tried = times.map((index) => {
        const carrier = take(CARRIERS, index);
        return { carrier, isHit: isAlarmed(carrier.carry(create(chance), variable, chance)) };
      });
      return count(name, tried, ({ isHit }) => isHit);
    }),
  };
}

/** What is known by its name needs that name, and what is known by its context needs a place for a text. */
function fits(carrier: Carrier, { isNamed, context }: SecretShape): boolean {
  return isNamed ? carrier.isNamed === true : context === undefined || carrier.isBare !== true;
}

function take(carriers: readonly Carrier[], index: number): Carrier {
  const carrier = carriers[index % carriers.length];
  if (carrier === undefined) {
    throw new RangeError('No carrier fits the shape.');
  }
  return carrier;
}

function redact({ text, json }: Carried): string {
  return json === undefined ? firewall.redact(text) : JSON.stringify(firewall.redactJson(json));
}

function isAlarmed({ text, json }: Carried): boolean {
  return (json === undefined ? firewall.findSecrets(text) : firewall.findInJson(json)).length > 0;
}

interface Tried {
  readonly carrier: Carrier;
  readonly isHit: boolean;
}

function count(name: string, tried: readonly Tried[], isWrong: (one: Tried) => boolean): Tally {
  return {
    name,
    total: tried.length,
    hits: tried.filter(({ isHit }) => isHit).length,
    wrong: [...new Set(tried.filter(isWrong).map(({ carrier }) => carrier.name))],
  };
}
