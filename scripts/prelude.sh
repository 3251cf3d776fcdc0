# shellcheck shell=bash
# What every script here begins with: messages on standard error, `--help` from the comment block at the top of the
# script, the repository as the current folder, and the one place that decides which build goes into which folder.
#
# Levels do not overwrite each other: a portable build lies in `.build`, one for `haswell` in `.build/haswell`, and so on.
# `.build/release` and `.build/debug` always point at the last build of that kind, so `.build/release/tickmark` is what
# `scripts/build` made last.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit

say() { printf '%s\n' "$*" >&2; }

# stop STATUS MESSAGE...
stop() {
  local status=$1
  shift
  say "${0##*/}: $*"
  exit "$status"
}

# The script's own comment block, without the hashes.
show_help() { sed -n '2,/^[^#]*$/ s/^# \{0,1\}//p' "$1"; }

need_swift() {
  command -v swift >/dev/null || stop 69 "no 'swift' on the PATH; install Swift 6.3 from https://www.swift.org/install"
}

# choose_level debug|release: sets `level` ("" is portable) and `scratch`, and leaves TICKMARK_CPU as Package.swift wants
# it: set to a level, or absent. A debug build is portable unless TICKMARK_CPU says otherwise; a release build takes the
# best level of this machine.
# shellcheck disable=SC2034  # the scripts that source this use them
choose_level() {
  level=${TICKMARK_CPU-unset}
  if [[ $level == unset ]]; then
    level=
    [[ $1 == debug ]] || level=$(scripts/instruction-set)
  fi
  case $level in
    haswell | skylake-avx512) ;;
    '' | portable) level= ;;
    *) stop 64 "TICKMARK_CPU is '$level'; it is 'haswell', 'skylake-avx512', or 'portable'" ;;
  esac
  if [[ -n $level ]]; then
    export TICKMARK_CPU=$level
    scratch=.build/$level
  else
    unset TICKMARK_CPU
    scratch=.build
  fi
}
