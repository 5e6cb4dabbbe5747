-- The graph as tables, as someone would lay it out who serves it with PostgreSQL.

CREATE TABLE thing (
  id int PRIMARY KEY,
  key text NOT NULL,
  kind text NOT NULL,
  label text,
  level text,
  part_of_id int,
  claims int NOT NULL
);

CREATE TABLE document (
  id int PRIMARY KEY,
  key text NOT NULL,
  earliest text NOT NULL,
  latest text NOT NULL,
  begin text NOT NULL
);

CREATE TABLE relation (
  id int PRIMARY KEY,
  subject_id int NOT NULL,
  predicate text NOT NULL,
  object_id int NOT NULL
);

CREATE TABLE claim (
  id int PRIMARY KEY,
  relation_id int NOT NULL,
  document_id int NOT NULL,
  line int NOT NULL,
  stance text
);
