# shellcheck shell=bash
# Sourced by bin/spark-submit: starts this project's job with its classes from an archive of the JVM's (class-data
# sharing), already parsed and verified. It makes itself: the first run that counts something records what it loads, the
# start after that makes the archive in the background, each later one uses it. It belongs to one JDK and to the jars as
# they are; when one changes it is made again, and the JVM itself refuses an archive that does not fit and goes on
# without. Only for a driver that is the whole of Spark (--master local…), from Maven's jars.
#
# SFCRIME_CLASS_ARCHIVE=none does without; =wait makes the archive, if it can be made, before the job starts.
# Bash 3.2 (macOS) suffices.

# Changes the array "command", a driver's command line. Whatever does not work out leaves it as it is.
use_class_archive() {
  [ "${SFCRIME_CLASS_ARCHIVE:-}" != none ] && takes_archive || return 0
  local folder="$SFCRIME_HOME/streaming-job/target/class-archive" jdk jars name classes archive recorded
  mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] || return 0
  jdk=$(file_times "$JAVA_HOME/lib/modules" "$JAVA_HOME/release" | short_sum) || return 0
  jars=$(file_times "$(jar_of streaming-job)" "$SPARK_HOME"/jars/*.jar | short_sum) || return 0
  name=$folder/$jdk-$jars
  classes=$name.classes
  archive=$name.jsa
  keep_recorded "$name"
  if [ ! -f "$archive" ] && [ -f "$classes" ] && [ ! -f "$name.failed" ]; then
    if [ "${SFCRIME_CLASS_ARCHIVE:-}" = wait ]; then
      make_archive "$name" >/dev/null 2>&1 </dev/null || true
    else
      # Its own parent is gone at once: the job does not have it as a child.
      (make_archive "$name" >/dev/null 2>&1 </dev/null &)
    fi
  fi
  if [ -f "$archive" ]; then
    # Silent: an archive that is refused only makes the start slower.
    with_archive_options "-XX:SharedArchiveFile=$archive" -Xshare:auto '-Xlog:cds*=off'
  elif [ ! -f "$classes" ]; then
    recorded=$name.$$.recording
    with_archive_options "-XX:DumpLoadedClassList=$recorded"
  fi
}

# Whether the command is this project's job, all in this JVM, with nothing of the user's on the class path or beside it.
takes_archive() {
  local at=0 word previous='' properties=$SPARK_CONF_DIR/spark-defaults.conf master=''
  [ "${command[1]}" = -cp ] || return 1
  case "${command[2]}" in
    "${SPARK_CONF_DIR%/}/:$SPARK_HOME/jars/*"*) ;;
    *) return 1 ;;
  esac
  case "${command[*]} ${JDK_JAVA_OPTIONS:-} ${JAVA_TOOL_OPTIONS:-}" in
    *-Xshare:* | *SharedArchiveFile* | *ClassList* | *ArchiveClasses* | *userClassPathFirst* | *spark.jars*) return 1 ;;
  esac
  while [ "${command[at]}" != org.apache.spark.deploy.SparkSubmit ]; do
    at=$((at + 1))
    [ "$at" -lt ${#command[@]} ] || return 1
  done
  for word in "${command[@]:at+1}"; do
    case "$previous $word" in
      "--master "*) master=$word ;;
      "--conf spark.master="*) master=${word#*=} ;;
      "--properties-file "*) properties=$word ;;
      "--deploy-mode cluster" | *" --jars" | *" --packages") return 1 ;;
    esac
    previous=$word
    if [ "$(readlink -f -- "$word" 2>/dev/null || true)" = "$(jar_of streaming-job)" ]; then
      if [ -r "$properties" ]; then
        ! grep -qE '^[[:space:]]*spark\.(jars|driver\.userClassPathFirst|submit\.deployMode)' "$properties" || return 1
        [ -n "$master" ] || master=$(sed -nE 's/^[[:space:]]*spark\.master[[:space:]=:]+//p' "$properties" | tail -n 1)
      fi
      [ "${master#local}" != "$master" ]
      return
    fi
  done
  return 1
}

# The class path of an archive has files only, in the same order each time: the job's own jar, Spark's, and only behind
# them Spark's folder of settings (no jar has a file of a name that one looks for there) and what else was behind it.
with_archive_options() {
  local rest=${command[2]#"${SPARK_CONF_DIR%/}/:$SPARK_HOME/jars/*"}
  command=("${command[0]}" -cp "$(archived_jars):${SPARK_CONF_DIR%/}/$rest" "$@" "${command[@]:3}")
}

archived_jars() {
  local IFS=:
  set -- "$(jar_of streaming-job)" "$SPARK_HOME"/jars/*.jar
  echo "$*"
}

# By GNU's stat or BSD's.
file_times() {
  stat -L -c '%n %s %Y' "$@" 2>/dev/null || stat -L -f '%N %z %m' "$@" 2>/dev/null
}

short_sum() {
  cksum | tr ' ' -
}

# Of the runs that recorded and have ended, one that finished a batch; what a killed one wrote may lack the end of a line.
keep_recorded() {
  local recording pid
  for recording in "$1".*.recording; do
    [ -f "$recording" ] || continue
    pid=${recording%.recording}
    pid=${pid##*.}
    ! kill -0 "$pid" 2>/dev/null || continue
    if grep -q '^org/apache/spark/sql/streaming/StreamingQueryListener.QueryProgressEvent' "$recording"; then
      if [ -n "$(tail -c 1 "$recording")" ]; then
        sed '$d' "$recording" >"$recording.whole" && mv -f "$recording.whole" "$recording"
      fi
      mv -f "$recording" "$1.classes" || true
    else
      rm -f "$recording"
    fi
  done
} 2>/dev/null

# Makes NAME.jsa of NAME.classes, under another name first, and removes those of jars that are no more. One at a time, by
# a link that names the process that does it, which may outlive its job; two would do no harm but work.
make_archive() {
  local name=$1 own part made status=0 tries=0
  # shellcheck disable=SC2016 # the other shell's word: $$ would be the job's here
  own=$(exec sh -c 'echo $PPID')
  part=$name.$own.part
  while ! ln -s "$own" "$name.lock"; do
    kill -0 "$(readlink "$name.lock")" || rm -f "$name.lock"
    [ "${SFCRIME_CLASS_ARCHIVE:-}" = wait ] || [ ! -L "$name.lock" ] || return 0
    [ ! -f "$name.jsa" ] && [ "$((tries += 1))" -lt 600 ] || return 0
    sleep 0.2
  done
  env -u JDK_JAVA_OPTIONS -u JAVA_TOOL_OPTIONS nice -n 19 "$JAVA_HOME/bin/java" -Xshare:dump -Xmx1g -XX:+UseG1GC \
    "-XX:SharedClassListFile=$name.classes" "-XX:SharedArchiveFile=$part" -cp "$(archived_jars)" || status=$?
  if [ "$status" = 0 ] && [ -s "$part" ]; then
    mv -f "$part" "$name.jsa"
    for made in "${name%-*-*}"-*; do
      [ "$made" = "$name.jsa" ] || [ "$made" = "$name.lock" ] || rm -rf "$made"
    done
  else
    rm -f "$part"
    # Not again with these jars, unless something ended it.
    [ "$status" -ge 128 ] || touch "$name.failed"
  fi
  rm -f "$name.lock"
}
