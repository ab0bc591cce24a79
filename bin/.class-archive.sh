# shellcheck shell=bash
# Sourced by bin/spark-submit: starts this project's job with classes from a JVM archive (class-data sharing), in which they
# are already parsed and verified. The archive is created automatically:
# - The first run that counts something records the classes that it loads.
# - When this run has ended, a process in the background creates the archive. If that fails, the next start tries it.
# - Each later start uses the archive.
# An archive fits one JDK and one set of jars. When one of them changes, the archive is created again. The JVM ignores an
# archive that does not fit. The archive is used only with Maven's jars and only when the driver runs the whole of Spark
# (--master local…).
#
# SFCRIME_CLASS_ARCHIVE=none disables the archive; =wait creates the archive, if possible, before the job starts.
# Compatible with Bash 3.2 (macOS).

# Changes the array "command", the command line of a driver. Leaves the array unchanged when any step fails.
use_class_archive() {
  [ "${SFCRIME_CLASS_ARCHIVE:-}" != none ] && takes_archive || return 0
  local folder jdk jars name classes archive recorded
  folder=$(target_of streaming-job)/class-archive
  mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] || return 0
  jdk=$(file_times "$JAVA_HOME/lib/modules" "$JAVA_HOME/release" | short_sum) || return 0
  jars=$(file_times "$(jar_of streaming-job)" "$SPARK_HOME"/jars/*.jar | short_sum) || return 0
  name=$folder/$jdk-$jars
  classes=$name.classes
  archive=$name.jsa
  keep_recorded "$name"
  if [ ! -f "$archive" ] && [ -f "$classes" ] && [ ! -f "$name.failed" ]; then
    if [ "${SFCRIME_CLASS_ARCHIVE:-}" = wait ]; then
      make_archive "$name" 0 >/dev/null 2>&1 </dev/null || true
    else
      # The parent of this process exits immediately, so the process is not a child of the job.
      (make_archive "$name" 19 >/dev/null 2>&1 </dev/null &)
    fi
  fi
  if [ -f "$archive" ]; then
    # No messages: an archive that the JVM refuses only makes the start slower.
    with_archive_options "-XX:SharedArchiveFile=$archive" -Xshare:auto '-Xlog:cds*=off'
  elif [ ! -f "$classes" ]; then
    recorded=$name.$$.recording
    with_archive_options "-XX:DumpLoadedClassList=$recorded"
    [ "${SFCRIME_CLASS_ARCHIVE:-}" = wait ] || (make_archive_after "$$" "$name" >/dev/null 2>&1 </dev/null &)
  fi
}

# Succeeds if the command runs this project's job in one JVM, without additional jars or class-path settings from the user.
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

# The class path of an archive must consist of files, in the same order each time: first the jar of the job, then Spark's jars.
# Spark's configuration directory and the rest follow. (No jar contains a file with the name of a configuration file.)
with_archive_options() {
  local rest=${command[2]#"${SPARK_CONF_DIR%/}/:$SPARK_HOME/jars/*"}
  command=("${command[0]}" -cp "$(archived_jars):${SPARK_CONF_DIR%/}/$rest" "$@" "${command[@]:3}")
}

archived_jars() {
  local IFS=:
  set -- "$(jar_of streaming-job)" "$SPARK_HOME"/jars/*.jar
  echo "$*"
}

# Uses GNU stat or BSD stat.
file_times() {
  stat -L -c '%n %s %Y' "$@" 2>/dev/null || stat -L -f '%N %z %m' "$@" 2>/dev/null
}

short_sum() {
  cksum | tr ' ' -
}

# Keeps the recording of a run that has ended and that finished a batch. The last line of a killed run may be incomplete.
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

# Waits for the end of the process that records, which this script becomes: make_archive_after PROCESS NAME
make_archive_after() {
  while kill -0 "$1"; do sleep 1; done
  keep_recorded "$2"
  [ ! -f "$2.classes" ] || make_archive "$2" 10
}

# Creates NAME.jsa from NAME.classes, first under another name, and removes the archives of jars that no longer exist:
# make_archive NAME NICENESS. Only one process does this at a time: a symbolic link names the process, which may outlive its
# job. Two processes at a time would do no harm, only unnecessary work.
make_archive() {
  local name=$1 niceness=$2 own part made status=0 tries=0
  # shellcheck disable=SC2016 # the inner shell expands the variable: $$ would be the process id of the job
  own=$(exec sh -c 'echo $PPID')
  part=$name.$own.part
  while ! ln -s "$own" "$name.lock"; do
    kill -0 "$(readlink "$name.lock")" || rm -f "$name.lock"
    [ "${SFCRIME_CLASS_ARCHIVE:-}" = wait ] || [ ! -L "$name.lock" ] || return 0
    [ ! -f "$name.jsa" ] && [ "$((tries += 1))" -lt 600 ] || return 0
    sleep 0.2
  done
  env -u JDK_JAVA_OPTIONS -u JAVA_TOOL_OPTIONS nice -n "$niceness" "$JAVA_HOME/bin/java" -Xshare:dump -Xmx1g -XX:+UseG1GC \
    "-XX:SharedClassListFile=$name.classes" "-XX:SharedArchiveFile=$part" -cp "$(archived_jars)" || status=$?
  if [ "$status" = 0 ] && [ -s "$part" ]; then
    mv -f "$part" "$name.jsa"
    for made in "${name%-*-*}"-*; do
      [ "$made" = "$name.jsa" ] || [ "$made" = "$name.lock" ] || rm -rf "$made"
    done
  else
    rm -f "$part"
    # Do not try again with these jars, unless a signal ended the process.
    [ "$status" -ge 128 ] || touch "$name.failed"
  fi
  rm -f "$name.lock"
}
