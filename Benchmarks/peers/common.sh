# shellcheck shell=sh
# What the peers have in common. A peer defines `authority ALGORITHM` and `pair server|client NAME ALGORITHM`,
# which work in the current folder, and where it can verify, `proves FOLDER NAME`.
#
# usage: PEER authority|fleet|clients FOLDER ALGORITHM COUNT
#        PEER verify|chains PKI - COUNT
#
# `authority` makes the authority in FOLDER; `clients` adds COUNT clients; `fleet` makes authority, server and
# clients. `verify` proves the first COUNT slaves of a pki folder of mkcerts, `chains` without their keys.
# Like an administrator's script, it stops at the first error.
set -eu

run_peer() {
  job=$1 folder=$2 algorithm=$3 count=$4
  mkdir -p "$folder"
  cd "$folder"
  case $job in
    authority) authority "$algorithm" ;;
    fleet)
      authority "$algorithm"
      pair server master "$algorithm"
      add_clients
      ;;
    clients) add_clients ;;
    verify | chains) prove_slaves "$job" ;;
    *) echo "there is no job $job" >&2; exit 64 ;;
  esac
}

client_name() { name=0000$1; name=slave${name#"${name%?????}"}; }

add_clients() {
  number=1
  while [ $number -le "$count" ]; do
    client_name $number
    pair client "$name" "$algorithm"
    number=$((number + 1))
  done
}

prove_slaves() {
  number=1
  while [ $number -le "$count" ]; do
    client_name $number
    "prove_$1" "hosts/$name"
    number=$((number + 1))
  done
}
