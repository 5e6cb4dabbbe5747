import type { Comparator, ScaleClass, Unit } from '../generated/graphql';
import type { Words } from './english';

export type Amount = {
  comparator: Comparator;
  value: number;
  valueMax?: number | null;
  unit: Unit;
  scaleClass?: ScaleClass | null;
};

/** Whether a language counts in 万 and 亿, and in thousands else. */
const inTenThousands = (language: string) => language.startsWith('zh');

/** How large amounts are cut, the largest first. */
const chinese: [number, string][] = [
  [1e12, '万亿'],
  [1e8, '亿'],
  [1e4, '万'],
];
const english: [number, string][] = [
  [1e12, ' trn'],
  [1e9, ' bn'],
  [1e6, ' m'],
];

function short(value: number, language: string): string {
  const number = new Intl.NumberFormat(language, { maximumSignificantDigits: 6, useGrouping: inTenThousands(language) ? 'min2' : 'auto' });
  const steps = inTenThousands(language) ? chinese : english;
  const [size, name] = steps.find(([size]) => Math.abs(value) >= size) ?? [1, ''];
  return number.format(value / size) + name;
}

/** Units in English and Chinese: what stands before a value, and behind it. */
const units: Record<Unit, { en: [string, string]; zh: [string, string] }> = {
  CNY: { en: ['¥', ''], zh: ['', '元'] },
  PERCENT: { en: ['', ' %'], zh: ['', '%'] },
  RATIO: { en: ['', ' ×'], zh: ['', ' 倍'] },
  COUNT: { en: ['', ''], zh: ['', ''] },
  RANK: { en: ['', ''], zh: ['', ''] },
  TONNE: { en: ['', ' t'], zh: ['', '吨'] },
  TONNES_PER_YEAR: { en: ['', ' t a year'], zh: ['年', '吨'] },
  CUBIC_METRE: { en: ['', ' m³'], zh: ['', '立方米'] },
  KILOMETRE: { en: ['', ' km'], zh: ['', '公里'] },
  SQUARE_KILOMETRE: { en: ['', ' km²'], zh: ['', '平方公里'] },
  HECTARE: { en: ['', ' ha'], zh: ['', '公顷'] },
  MEGAWATT: { en: ['', ' MW'], zh: ['', '兆瓦'] },
  KILOWATT_HOUR: { en: ['', ' kWh'], zh: ['', '千瓦时'] },
  HOUR: { en: ['', ' h'], zh: ['', '小时'] },
};

/** An amount as people write it: ¥200 bn, 2000亿元. */
export function amountIn(language: string, words: Words, amount: Amount): string {
  if (amount.scaleClass) return words.scales[amount.scaleClass];
  const [before, behind] = units[amount.unit][inTenThousands(language) ? 'zh' : 'en'];
  const one = (value: number) => (value < 0 ? '-' : '') + before + short(Math.abs(value), language) + behind;
  if (amount.unit === 'RANK') return words.amounts.rank(short(amount.value, language));
  if (amount.valueMax != null) {
    // The unit once, where nothing stands before the value.
    return before === '' && behind !== ''
      ? words.amounts.range(short(amount.value, language), one(amount.valueMax))
      : words.amounts.range(one(amount.value), one(amount.valueMax));
  }
  const plain = one(amount.value);
  switch (amount.comparator) {
    case 'AT_LEAST':
      return words.amounts.atLeast(plain);
    case 'MORE_THAN':
      return words.amounts.moreThan(plain);
    case 'AT_MOST':
      return words.amounts.atMost(plain);
    case 'LESS_THAN':
      return words.amounts.lessThan(plain);
    case 'APPROXIMATELY':
      return words.amounts.about(plain);
    default:
      return plain;
  }
}
