-- The questions that tables and relations alone do not answer, as functions that
-- PostGraphile offers as fields.

CREATE TYPE shared_priority AS (key text, label text, stances text[], earliest text, latest text, industry_keys text[], industry_labels text[]);
CREATE TYPE likeness AS (key text, label text, score float8);
CREATE TYPE counted AS (key text, label text, count int);

CREATE FUNCTION shared_priorities(industry text, places int) RETURNS SETOF shared_priority LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH stated AS MATERIALIZED (
    SELECT r.id, r.subject_id, r.object_id
    FROM branch b JOIN relation r ON r.object_id = b.narrower_id AND r.predicate = 'prioritises'
    WHERE b.industry_id = (SELECT id FROM thing WHERE key = industry)
  ), first AS MATERIALIZED (
    SELECT DISTINCT subject_id FROM stated ORDER BY subject_id LIMIT places
  ), named AS MATERIALIZED (
    SELECT s.subject_id, array_agg(i.key ORDER BY i.id) AS keys, array_agg(i.label ORDER BY i.id) AS labels
    FROM stated s JOIN first USING (subject_id) JOIN thing i ON i.id = s.object_id GROUP BY s.subject_id
  ), said AS MATERIALIZED (
    SELECT s.subject_id, array_agg(DISTINCT c.stance) AS stances,
      (array_agg(d.earliest ORDER BY d.begin, d.id))[1] AS earliest, (array_agg(d.latest ORDER BY d.begin, d.id))[1] AS latest
    FROM stated s JOIN first USING (subject_id) JOIN claim c ON c.relation_id = s.id JOIN document d ON d.id = c.document_id GROUP BY s.subject_id
  )
  SELECT p.key, p.label, said.stances, said.earliest, said.latest, named.keys, named.labels
  FROM said JOIN named USING (subject_id) JOIN thing p ON p.id = said.subject_id
  ORDER BY p.id
$$;

CREATE FUNCTION alike(place text, places int) RETURNS SETOF likeness LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH here AS (
    SELECT w.place_id, w.total FROM weighed_place w WHERE w.place_id = (SELECT id FROM thing WHERE key = place)
  ), best AS (
    SELECT s.place_id, s.shared / (here.total + w.total - s.shared) AS score
    FROM here, (
      SELECT other.place_id, sum(other.weight) AS shared
      FROM priority ours JOIN priority other USING (industry_id)
      WHERE ours.place_id = (SELECT place_id FROM here) AND other.place_id <> ours.place_id
      GROUP BY other.place_id
    ) s JOIN weighed_place w ON w.place_id = s.place_id
    ORDER BY score DESC, s.place_id LIMIT places
  )
  SELECT t.key, t.label, best.score FROM best JOIN thing t ON t.id = best.place_id ORDER BY best.score DESC, t.key
$$;

CREATE FUNCTION anchors(industry text, relations int) RETURNS SETOF relation LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT a.*
  FROM (
    SELECT DISTINCT i.subject_id AS id
    FROM branch b JOIN relation i ON i.object_id = b.narrower_id AND i.predicate = 'inIndustry'
    WHERE b.industry_id = (SELECT id FROM thing WHERE key = industry)
  ) cluster JOIN relation a ON a.object_id = cluster.id AND a.predicate = 'anchors'
  ORDER BY a.subject_id, a.object_id LIMIT relations
$$;

CREATE FUNCTION thing_builders(cluster thing) RETURNS SETOF thing LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT p.* FROM thing p
  WHERE p.kind = 'Place' AND p.id IN (
    SELECT r.subject_id FROM relation r WHERE r.object_id = cluster.id AND r.predicate IN ('builds', 'plans', 'hosts', 'runs')
  )
  ORDER BY p.id
$$;

CREATE FUNCTION thing_all_parts(place thing) RETURNS SETOF thing LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT p.* FROM territory t JOIN thing p ON p.id = t.place_id WHERE t.region_id = place.id AND p.id <> place.id ORDER BY p.id
$$;

CREATE FUNCTION thing_sources(about thing) RETURNS SETOF thing LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT d.* FROM thing d WHERE d.id IN (
    SELECT c.document_id FROM claim c JOIN relation r ON r.id = c.relation_id WHERE r.subject_id = about.id
    UNION ALL
    SELECT c.document_id FROM claim c JOIN relation r ON r.id = c.relation_id WHERE r.object_id = about.id
  )
  ORDER BY d.id
$$;

CREATE FUNCTION industry_counts(within text[], industries int) RETURNS SETOF counted LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  IF within IS NULL THEN
    RETURN QUERY SELECT i.key, i.label, n.count::int
    FROM (SELECT object_id, count(*) AS count FROM relation WHERE predicate = 'prioritises' GROUP BY object_id) n JOIN thing i ON i.id = n.object_id
    ORDER BY n.count DESC, i.id LIMIT industries;
    RETURN;
  END IF;
  RETURN QUERY SELECT i.key, i.label, n.count::int
  FROM (
    SELECT r.object_id, count(*) AS count
    FROM (SELECT DISTINCT t.place_id FROM thing region JOIN territory t ON t.region_id = region.id WHERE region.key = ANY (within)) place
    JOIN relation r ON r.subject_id = place.place_id AND r.predicate = 'prioritises'
    GROUP BY r.object_id
  ) n JOIN thing i ON i.id = n.object_id
  ORDER BY n.count DESC, i.id LIMIT industries;
END
$$;

-- Best is the name of which the text is the greatest part; who is named in many claims
-- comes a little sooner.
CREATE FUNCTION officials(text text, officials int) RETURNS SETOF thing LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT o.* FROM thing o
  WHERE o.kind = 'Official' AND o.folded >= lower(replace(text, ' ', '')) AND o.folded < lower(replace(text, ' ', '')) || chr(1114111)
  ORDER BY 0.7::float8 + 0.12::float8 * (length(replace(text, ' ', ''))::float8 / length(o.folded)) + 0.03::float8 * o.claims / (o.claims + 20) DESC,
    o.claims DESC, length(o.label), o.id
  LIMIT officials
$$;

-- A shortest path of four steps at most: what is next to both ends, or to what is next to
-- them. The longer ones are looked for only where there is no shorter one.
CREATE FUNCTION shortest_path(from_key text, to_key text) RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  f int := (SELECT id FROM thing WHERE key = from_key);
  t int := (SELECT id FROM thing WHERE key = to_key);
  ids int[];
BEGIN
  IF EXISTS (SELECT FROM neighbour WHERE here_id = f AND there_id = t) THEN
    ids := ARRAY[t];
  END IF;
  IF ids IS NULL THEN
    SELECT ARRAY[a.there_id, t] INTO ids
    FROM neighbour a JOIN neighbour b ON b.there_id = a.there_id
    WHERE a.here_id = f AND b.here_id = t LIMIT 1;
  END IF;
  IF ids IS NULL THEN
    SELECT ARRAY[a.there_id, c.there_id, t] INTO ids
    FROM neighbour a JOIN neighbour b ON b.here_id = a.there_id JOIN neighbour c ON c.there_id = b.there_id
    WHERE a.here_id = f AND c.here_id = t LIMIT 1;
  END IF;
  IF ids IS NULL THEN
    SELECT ARRAY[a.there_id, b.there_id, d.there_id, t] INTO ids
    FROM (neighbour a JOIN neighbour b ON b.here_id = a.there_id)
    JOIN (neighbour d JOIN neighbour c ON c.here_id = d.there_id) ON c.there_id = b.there_id
    WHERE a.here_id = f AND d.here_id = t LIMIT 1;
  END IF;
  RETURN (SELECT array_agg(thing.key ORDER BY step.at) FROM unnest(ids) WITH ORDINALITY AS step (id, at) JOIN thing ON thing.id = step.id);
END
$$;
