/**
 * How many planted secrets the firewall finds, and how many harmless look-alikes it takes for secrets, by shape:
 * `node bench/secrets/main.ts [seed] [each]`. The corpus is made from the seed, `each` of every shape; no key is stored.
 */
import { measureFirewall, type Tally } from '../../harness/testing/secrets/measure-firewall.ts';

const [seed = '1', each = '40'] = process.argv.slice(2);

const { secrets, lookAlikes } = measureFirewall({ seed: Number(seed), each: Number(each) });
print('Secrets found', secrets);
print('False alarms', lookAlikes);

function print(title: string, tallies: readonly Tally[]): void {
  const total = tallies.reduce((sum, tally) => sum + tally.total, 0);
  const hits = tallies.reduce((sum, tally) => sum + tally.hits, 0);
  console.log(`${title}: ${hits} of ${total} (${((100 * hits) / total).toFixed(2)} %), ${tallies.length} shapes`);
  for (const tally of tallies) {
    const where = tally.wrong.length === 0 ? '' : `   in: ${tally.wrong.join(', ')}`;
    console.log(`  ${tally.name.padEnd(34)} ${String(tally.hits).padStart(4)} of ${tally.total}${where}`);
  }
}
