#!/bin/sh
# Writes .env beside docker-compose.yml with passwords and keys of this installation, once. `docker compose` reads it.
set -eu
cd "$(dirname "$0")/../.."
if [ -e .env ]; then
  echo ".env is there already and stays as it is." >&2
  exit 1
fi
secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
umask 077
{
  echo "POSTGRES_PASSWORD=$(secret)"
  echo "TEMPORAL_DB_PASSWORD=$(secret)"
  echo "CALLOUT_SERVICE_KEY=$(secret)"
  for service in gateway orders dispatch inventory invoicing reporting; do
    name=$(echo "$service" | tr '[:lower:]' '[:upper:]')
    echo "${name}_DATABASE_URL=postgres://callout_${service}:$(secret)@postgres:5432/callout"
    echo "${name}_OWNER_DATABASE_URL=postgres://callout_${service}_owner:$(secret)@postgres:5432/callout"
  done
} > .env
echo "Wrote .env. Start with: docker compose up --build"
