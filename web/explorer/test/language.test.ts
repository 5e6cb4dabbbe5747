import { describe, expect, it } from 'vitest';
import { amountIn, type Amount } from '../src/language/amounts';
import { chinese } from '../src/language/chinese';
import { dateIn, whole } from '../src/language/dates';
import { english } from '../src/language/english';

const amount = (value: number, more: Partial<Amount> = {}): Amount => ({ comparator: 'EQUAL', value, unit: 'CNY', ...more });

describe('amounts', () => {
  it.each([
    [amount(2e11), '¥200 bn', '2000亿元'],
    [amount(2e11, { comparator: 'MORE_THAN' }), '> ¥200 bn', '超过2000亿元'],
    [amount(1.5e12, { comparator: 'AT_LEAST' }), '≥ ¥1.5 trn', '不少于1.5万亿元'],
    [amount(3e6, { comparator: 'APPROXIMATELY' }), 'about ¥3 m', '约300万元'],
    [amount(950, { comparator: 'LESS_THAN' }), '< ¥950', '不足950元'],
    [amount(6, { unit: 'PERCENT' }), '6 %', '6%'],
    [amount(6, { unit: 'PERCENT', valueMax: 8 }), '6–8 %', '6至8%'],
    [amount(1e9, { valueMax: 2e9 }), '¥1 bn–¥2 bn', '10亿至20亿元'],
    [amount(1e11, { scaleClass: 'HUNDRED_BILLION_YUAN' }), '¥100 bn class', '千亿元级'],
    [amount(1, { unit: 'RANK' }), 'no. 1', '第 1'],
    [amount(12345, { unit: 'COUNT' }), '12,345', '1.2345万'],
    [amount(-2e9), '-¥2 bn', '-20亿元'],
    [amount(0, { unit: 'COUNT' }), '0', '0'],
  ])('%o reads %s and %s', (given, inEnglish, inChinese) => {
    expect(amountIn('en', english, given)).toBe(inEnglish);
    expect(amountIn('zh-Hans', chinese, given)).toBe(inChinese);
  });
});

describe('dates', () => {
  it.each([
    ['2025', '2025', '2025年'],
    ['2019-01', 'Jan 2019', '2019年1月'],
    ['2018-03-05', 'Mar 5, 2018', '2018年3月5日'],
  ])('%s is known to what it says', (date, inEnglish, inChinese) => {
    expect(dateIn('en', date)).toBe(inEnglish);
    expect(dateIn('zh-Hans', date)).toBe(inChinese);
  });
  it.each([
    ['2018-03-01', '2018-03-31', '2018-03'],
    ['2020-02-01', '2020-02-29', '2020-02'],
    ['2018-01-01', '2018-12-31', '2018'],
    ['2018-03-05', '2018-03-05', '2018-03-05'],
    ['2018-03-01', '2018-03-30', null],
    ['2018-12-01', '2019-01-31', null],
  ])('from %s to %s is %s', (earliest, latest, one) => expect(whole(earliest, latest)).toBe(one));
});
