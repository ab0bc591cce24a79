#!/usr/bin/env bash
# Takes the pictures of the README: the job's live console in a terminal of 100 x 30 (console.svg), and the page in a browser of
# 1440 x 900 (dashboard.png). Needs tmux, curl, Maven, and Chromium with its driver. The calls are those of the sample in data/.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

export LC_ALL=C.UTF-8
work=var/pictures
mkdir -p "$work"
broker=127.0.0.1:19392
page=http://127.0.0.1:18380/
terminal=(tmux -L "sfcrime-$$")
dashboard=
finish() {
  "${terminal[@]}" kill-server 2>/dev/null || true
  [ -z "$dashboard" ] || kill "$dashboard" || true
  bin/kafka stop --dir "$work/kafka" || true
  rm -rf "$work"
}
trap finish EXIT

# Waits until a command succeeds: await SECONDS COMMAND...
await() {
  local left=$1
  shift
  until "$@"; do
    sleep 1
    left=$((left - 1))
    [ "$left" -gt 0 ] || { echo "gave up: $*" >&2 && exit 1; }
  done
}

shows() { "${terminal[@]}" capture-pane -p | grep -q "$1"; }

# Converts a screen of text to a picture. textLength keeps the columns in place with any font.
svg() {
  local line tenths y=26
  echo '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 864 564" width="864" height="564">'
  echo '<rect width="100%" height="100%" rx="6" fill="#1b1f24"/>'
  echo '<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" fill="#d5dbe1">'
  while IFS= read -r line; do
    if [ -n "$line" ]; then
      tenths=$((${#line} * 84))
      # In Bash 5.2, & in a replacement is the matched text.
      line=${line//&/\&amp;}
      line=${line//</\&lt;}
      line=${line// /$'\u00a0'} # browsers put several spaces together
      printf '<text x="12" y="%d" textLength="%d.%d" lengthAdjust="spacingAndGlyphs">%s</text>\n' \
        $y $((tenths / 10)) $((tenths % 10)) "$line"
    fi
    y=$((y + 18))
  done
  printf '</g>\n</svg>\n'
}

bin/kafka start --port "${broker#*:}" --dir "$work/kafka"
"${terminal[@]}" -f /dev/null new-session -d -x 100 -y 30 \
  "bin/spark-submit --properties-file config/spark-defaults.conf streaming-job/target/streaming-job.jar \
    --bootstrap-server $broker --checkpoint $work/checkpoint --sink console --sink kafka --trigger '1 second' \
    --progress-json $work/progress.jsonl"
await 60 shows 'waiting for topic'
bin/producer --bootstrap-server "$broker" --file data/sfpd-calls-sample.json.gz --throughput 1000
await 60 shows 'counted 31,000'
"${terminal[@]}" capture-pane -p | svg >docs/img/console.svg

bin/dashboard --bootstrap-server "$broker" --port 18380 --progress "$work/progress.jsonl" &
dashboard=$!
await 30 curl -fsS -o "$work/page" "$page"
mvn -q -B -ntp -pl dashboard -am test -Dtest=ScreenshotTest -Dsurefire.failIfNoSpecifiedTests=false -Dsfcrime.page="$page"
