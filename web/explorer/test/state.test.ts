import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { address, changed } from '../src/data/address';
import { jaccard, seriate } from '../src/views/seriate';

describe('addresses', () => {
  it('one state has one address', () => {
    expect(address('/matrix', { industry: ['industry/steel', 'industry/hydrogen'], rollUp: true, stance: [], order: null, within: '' })).toBe(
      '/matrix?industry=industry/steel,industry/hydrogen&rollUp=1',
    );
    expect(address('/matrix')).toBe('/matrix');
  });
  it('a change leaves the rest as it is, and null takes away', () => {
    expect(changed(new URLSearchParams('a=1&b=2'), { b: null, c: 3 }).toString()).toBe('a=1&c=3');
  });
  it('what is put in comes out', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), text => {
        const [, parameters = ''] = address('/search', { text }).split(/\?(.*)/s);
        expect(new URLSearchParams(parameters).get('text')).toBe(text);
      }),
    );
  });
});

describe('rows in an order of likeness', () => {
  const sets = fc
    .dictionary(fc.string({ minLength: 1, maxLength: 4 }), fc.uniqueArray(fc.integer({ min: 0, max: 9 }).map(String)), { maxKeys: 30 })
    .map(given => new Map(Object.entries(given).map(([key, list]) => [key, new Set(list)])));
  it('each stands there once', () => {
    fc.assert(fc.property(sets, given => void expect(seriate(given).sort()).toEqual([...given.keys()].sort())));
  });
  it('the order in which they come does not matter', () => {
    fc.assert(fc.property(sets, given => void expect(seriate(new Map([...given].reverse()))).toEqual(seriate(given))));
  });
  it('what has the same stands together', () => {
    const given = new Map(Object.entries({ a: ['1', '2', '3'], b: ['7'], c: ['1', '2', '3'], d: ['7', '8'] }).map(([key, list]) => [key, new Set(list)]));
    expect(seriate(given)).toEqual(['a', 'c', 'd', 'b']);
  });
  it('nothing is alike to nothing', () => expect(jaccard(new Set(), new Set())).toBe(0));
});
