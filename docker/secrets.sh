#!/bin/sh
# Make the secrets that the containers share, each in a file of its own: docker/secrets.sh [FOLDER]
# What is there already stays. The folder is yours alone; the files can be read by the containers' users, which mount one each.
set -eu
folder=${1:-$(dirname "$0")/secrets}
umask 077
mkdir -p "$folder"

random() { head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
keep() { if [ ! -s "$folder/$1" ]; then printf '%s\n' "$2" > "$folder/$1"; fi; }
hash_of() { printf '%s' "$1" | sha256sum | cut -d' ' -f1; }

keep redis_password "$(random)"
password=$(cat "$folder/redis_password")
keep redis_url "redis://mojo:$password@redis:6379/0"
keep redis_health_password "$(random)"
health=$(cat "$folder/redis_health_password")
# `mojo` may do everything with data and nothing to the server; `health` may say PING; nobody else may come in. `default` is off,
# too, but has every right: Valkey reads its append-only file in that name and leaves out each transaction that it has no right to
# (https://github.com/valkey-io/valkey/issues/3983), which is most of what we write. It follows from the passwords, so it is written
# each time.
printf '%s\n' "user default off ~* &* +@all
user mojo on #$(hash_of "$password") ~* &* +@all -@admin -@dangerous +info +keys +config|get
user health on #$(hash_of "$health") +ping" > "$folder/redis_acl.new"
mv "$folder/redis_acl.new" "$folder/redis_acl"
keep elastic_password "$(random)"
keep kibana_password "$(random)"
keep kibana_key "$(random)"
keep shipper_password "$(random)"
keep grafana_password "$(random)"
keep alertmanager_token "$(random)"
keep signing_secret "$(random)"
keep hooks_key "$(random)"
keep telegram_webhook_secret "$(random)"
if [ ! -s "$folder/telegram_bot_token" ]; then
    printf '%s\n' "${TELEGRAM_BOT_TOKEN:-}" > "$folder/telegram_bot_token"
    [ -n "${TELEGRAM_BOT_TOKEN:-}" ] || echo "Write the token that @BotFather gave you into $folder/telegram_bot_token" >&2
fi
chmod 0444 "$folder"/*
chmod 0600 "$folder/redis_password"
