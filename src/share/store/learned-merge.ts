/**
 * What two tabs have learned, as one: each tab kept what it knew, and neither knew of the other. A number grows by what
 * each has added; anything else is taken from the tab that has changed it. Texts in, text out: the lessons' own decoders
 * say what the fields mean.
 */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/**
 * `base` is what this tab began with, `ours` what it has now, `theirs` what another tab has kept since. Where it is not
 * known what they have in common, `base` is null, and the larger number counts. Undefined where one of them is not a JSON
 * object.
 */
export function mergeLearned(base: string | null, ours: string, theirs: string): string | undefined {
  const [before, own, other] = [base === null ? null : parse(base), parse(ours), parse(theirs)];
  if (before === undefined || !own || !other) return undefined;
  return JSON.stringify(createMerge(before === null)(before ?? {}, own, other));
}

function createMerge(isUnknown: boolean) {
  function mergeValues(base: Json | undefined, ours: Json | undefined, theirs: Json | undefined) {
    if (isSame(ours, theirs) || isSame(theirs, base)) return ours;
    if (isSame(ours, base)) return theirs;
    if (typeof ours === 'number' && typeof theirs === 'number')
      return isUnknown ? Math.max(ours, theirs) : theirs + ours - (typeof base === 'number' ? base : 0);
    if (isList(ours) && isList(theirs)) return mergeLists(isList(base) ? base : [], ours, theirs);
    if (isObject(ours) && isObject(theirs)) return mergeObjects(isObject(base) ? base : {}, ours, theirs);
    if (typeof ours === 'boolean' && typeof theirs === 'boolean') return ours || theirs;
    // What one of them has taken away and the other has changed stays.
    return ours ?? theirs;
  }
  function mergeObjects(base: JsonObject, ours: JsonObject, theirs: JsonObject): JsonObject {
    const keys = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
    const merged = keys.map((key): [string, Json | undefined] => [
      key,
      mergeValues(get(base, key), get(ours, key), get(theirs, key)),
    ]);
    return Object.fromEntries(merged.filter((pair): pair is [string, Json] => pair[1] !== undefined));
  }
  /** The counts of a coverage map are one entry for each request, in a list. */
  function mergeLists(
    base: readonly Json[],
    ours: readonly Json[],
    theirs: readonly Json[],
  ): readonly Json[] {
    const [before = {}, own = {}, other = {}] = [base, ours, theirs].map((list) =>
      Object.fromEntries(list.map((item) => [toIdentity(item), item])),
    );
    return Object.values(mergeObjects(before, own, other));
  }
  return mergeObjects;
}

/** What an entry counts: all that is not a count. */
function toIdentity(item: Json): string {
  if (!isObject(item)) return JSON.stringify(item);
  const { right: _, wrong: __, ...named } = item;
  return JSON.stringify(Object.entries(named).sort());
}

const get = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSame = (one: Json | undefined, other: Json | undefined) =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

function parse(text: string): JsonObject | undefined {
  try {
    const json: Json = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
