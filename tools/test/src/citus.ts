/**
 * What stands in for Citus, which cannot be installed with the embedded PostgreSQL: its functions by name and signature, and
 * its view of what was distributed. It records the calls in their order, and knows nothing of the rules about keys: the test of the schema does.
 */
export const CITUS_STAND_IN = `
  create schema citus;
  create type citus.distribution_type as enum ('hash', 'range', 'append');
  create table citus.call (
    ordinal integer generated always as identity, relation regclass primary key, kind text, by text, beside text
  );
  create function create_reference_table(table_name regclass) returns void language sql
    as $$ insert into citus.call (relation, kind) values (table_name, 'reference') $$;
  create function create_distributed_table(
    table_name regclass, distribution_column text, distribution_type citus.distribution_type default 'hash',
    colocate_with text default 'default', shard_count integer default null
  ) returns void language plpgsql as $$
  begin
    perform 1 from pg_attribute where attrelid = table_name and attname = distribution_column;
    if not found then raise exception 'column "%" does not exist', distribution_column; end if;
    if colocate_with <> 'none' then
      perform 1 from citus.call where relation = colocate_with::regclass and kind = 'distributed';
      if not found then raise exception 'relation % is not distributed', colocate_with; end if;
    end if;
    insert into citus.call (relation, kind, by, beside)
      values (table_name, 'distributed', distribution_column, colocate_with);
  end $$;
  create view citus_tables as
    select relation as table_name, kind as citus_table_type, coalesce(by, '<none>') as distribution_column
    from citus.call;`;
