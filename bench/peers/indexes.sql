-- Keys and indexes, and what is reckoned once after the rows are there.

ALTER TABLE thing ADD UNIQUE (key);
ALTER TABLE thing ADD FOREIGN KEY (part_of_id) REFERENCES thing;
ALTER TABLE document ADD FOREIGN KEY (id) REFERENCES thing;
ALTER TABLE relation ADD UNIQUE (subject_id, predicate, object_id);
ALTER TABLE relation ADD FOREIGN KEY (subject_id) REFERENCES thing;
ALTER TABLE relation ADD FOREIGN KEY (object_id) REFERENCES thing;
ALTER TABLE claim ADD FOREIGN KEY (relation_id) REFERENCES relation;
ALTER TABLE claim ADD FOREIGN KEY (document_id) REFERENCES document;
CREATE INDEX ON thing (part_of_id);
CREATE INDEX ON relation (object_id, predicate, subject_id);
CREATE INDEX ON relation (object_id, subject_id) WHERE predicate = 'prioritises';
CREATE INDEX ON relation (subject_id, object_id) WHERE predicate = 'prioritises';
CREATE INDEX ON claim (relation_id, document_id, line);
CREATE INDEX ON claim (document_id);

-- Names of people as they are typed: in lower case, without spaces.
ALTER TABLE thing ADD folded text GENERATED ALWAYS AS (lower(replace(label, ' ', ''))) STORED;
CREATE INDEX ON thing (folded) WHERE kind = 'Official';

-- An industry with all that are narrower, and a place with all that lie in it.
CREATE TABLE branch AS
WITH RECURSIVE b (industry_id, narrower_id) AS (
  SELECT id, id FROM thing WHERE kind = 'Industry'
  UNION
  SELECT b.industry_id, r.subject_id FROM b JOIN relation r ON r.object_id = b.narrower_id AND r.predicate = 'broader'
)
SELECT * FROM b;
ALTER TABLE branch ADD PRIMARY KEY (industry_id, narrower_id);

CREATE TABLE territory AS
WITH RECURSIVE t (region_id, place_id) AS (
  SELECT id, id FROM thing WHERE kind = 'Place'
  UNION
  SELECT t.region_id, p.id FROM t JOIN thing p ON p.part_of_id = t.place_id AND p.kind = 'Place'
)
SELECT * FROM t;
ALTER TABLE territory ADD PRIMARY KEY (region_id, place_id);

-- What places prioritise and do more than cap, with the weight of the industry in a
-- likeness, and the sum of the weights of each place.
CREATE TABLE priority AS
WITH counted AS (
  SELECT r.subject_id AS place_id, r.object_id AS industry_id
  FROM relation r
  WHERE r.predicate = 'prioritises' AND EXISTS (SELECT FROM claim c WHERE c.relation_id = r.id AND c.stance <> 'LIMIT')
), weight AS (
  SELECT industry_id, ln((1 + (SELECT count(DISTINCT place_id) FROM counted) / count(*)::float8)) AS weight
  FROM counted GROUP BY industry_id
)
SELECT place_id, industry_id, weight FROM counted JOIN weight USING (industry_id);
ALTER TABLE priority ADD PRIMARY KEY (place_id, industry_id);
CREATE INDEX ON priority (industry_id) INCLUDE (place_id, weight);

CREATE TABLE weighed_place AS SELECT place_id, sum(weight) AS total FROM priority GROUP BY place_id;
ALTER TABLE weighed_place ADD PRIMARY KEY (place_id);

-- Which things are next to each other, for paths; none runs through a post or a metric.
CREATE TABLE neighbour AS
SELECT r.subject_id AS here_id, r.object_id AS there_id
FROM relation r JOIN thing s ON s.id = r.subject_id JOIN thing o ON o.id = r.object_id
WHERE s.kind NOT IN ('Post', 'Metric') AND o.kind NOT IN ('Post', 'Metric')
UNION
SELECT r.object_id, r.subject_id
FROM relation r JOIN thing s ON s.id = r.subject_id JOIN thing o ON o.id = r.object_id
WHERE s.kind NOT IN ('Post', 'Metric') AND o.kind NOT IN ('Post', 'Metric');
ALTER TABLE neighbour ADD PRIMARY KEY (here_id, there_id);
