-- Reports that counted until another with the same id and another content turned up. Sums and counts
-- are without them. With them, it shows which of two states of a row is the later one.
alter table aggregates add column withdrawn bigint not null default 0;
alter table tallies add column withdrawn bigint not null default 0;
