#!/usr/bin/env bash
# Creates state.zip: make.sh FOLDER, where FOLDER is a clone of this repository at commit ab8b082 (version 0.1.0).
# Needs awk, zip and Maven; README.md lists the content of the archive.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
old=$(cd "${1:?the folder of a clone at commit ab8b082}" && pwd)
port=${2:-19095}
work=$(mktemp -d)
cd "$work" # The producer stores the file's name as given, so the name must not contain a folder.
trap '"$old/bin/kafka" stop --dir kafka || true' EXIT

calls=org.sanfrancisco.sfpd.servicecalls.v1

publish() {
  "$old/bin/producer" --bootstrap-server "127.0.0.1:$port" --file calls.ndjson.gz "$@"
}
# Publishes each line as a record without a key.
publish_lines() {
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "lib/*:$old/local-kafka/target/lib/*" org.apache.kafka.tools.ConsoleProducer \
    --bootstrap-server "127.0.0.1:$port" --topic "$calls"
}
# Runs the job with the defaults of config/ and of the program except for these flags; about seven batches.
count() {
  local name=$1
  shift
  "$old/bin/spark-submit" --properties-file "$old/config/spark-defaults.conf" \
    "$old/streaming-job/target/streaming-job.jar" --bootstrap-server "127.0.0.1:$port" \
    --trigger available-now --max-offsets-per-trigger 60 --top 1 --sink console --sink kafka \
    --checkpoint "$name/checkpoint" --counts-file "$name.counts.csv" --late-file "$name.late.csv" "$@"
}

"$old/bin/generate-calls" --calls 600 --days 3 --seed 10 --order event-time --format ndjson --out generated.ndjson
awk -f "$here/calls.awk" generated.ndjson >calls.ndjson
gzip -9 -n calls.ndjson
(cd "$old" && mvn -B -ntp -q dependency:copy -Dartifact=org.apache.kafka:kafka-tools:4.3.1 -DoutputDirectory="$work/lib" -pl local-kafka)

"$old/bin/kafka" start --dir kafka --port "$port"
publish --order file --transactional-id continued --max-records 230
printf 'no call %s\n' 1 2 3 | publish_lines
count plain
publish --order file --transactional-id continued --max-records 414 --resume
count plain
count deduplicated --deduplicate --counts-topic deduplicated.counts --late-topic deduplicated.late \
  --dead-letter-topic deduplicated.rejected
publish --transactional-id continued-by-event-time --max-records 345 --topic by-event-time \
  --rejected-topic by-event-time.rejected
"$old/bin/kafka" stop --dir kafka
trap - EXIT

# Not in the archive: files that the broker creates at each start (its settings have paths of the machine), and the
# indexes of its logs, which it recreates when they are missing.
rm -f "$here/state.zip"
find kafka/data plain deduplicated calls.ndjson.gz | LC_ALL=C sort |
  zip -X -9 -q "$here/state.zip" -@ -x '*.index' '*.timeindex' '*.lock'
echo "made $here/state.zip; the work is in $work"
