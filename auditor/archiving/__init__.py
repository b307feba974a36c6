"""Archives of many articles audited shard by shard, into tables of Parquet that a stopped run goes on with."""
