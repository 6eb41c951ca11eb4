#!/bin/sh
# Run once by the Postgres image when its data folder is new: Temporal's own role, which may make Temporal's two databases.
set -eu
psql --username postgres --set ON_ERROR_STOP=1 --set password="$TEMPORAL_DB_PASSWORD" <<'SQL'
create role temporal login createdb password :'password';
SQL
