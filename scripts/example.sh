# shellcheck shell=bash
# Tests/ExamplePackage as somebody has it who uses Tickmark: a git repository of its own that depends on a version. Sourced,
# after prelude.sh, by the scripts that test what such a user does.
#
# It lies in `.build/example` and stays there with its builds, so that only the first run waits for them:
#
#   tickmark   what a build reads of this work tree, changes included, as a repository with a tag: the version
#   ticks      the example package; in `.cache` what Swift's package manager and `ab --base` keep
#
# The same files make the same commit of the example, so what was built of that is found again.

example=${root:?}/.build/example
package=$example/ticks
log=$example/log

# What one's own environment would change.
unset TICKMARK_CPU TICKMARK_ALLOCATOR TICKMARK_BASELINES TICKMARK_BUDGETS TICKMARK_HISTORY
export NO_COLOR=1
export GIT_AUTHOR_NAME=Example GIT_AUTHOR_EMAIL=example@example.com GIT_AUTHOR_DATE=2026-01-01T00:00:00Z
export GIT_COMMITTER_NAME=Example GIT_COMMITTER_EMAIL=example@example.com GIT_COMMITTER_DATE=2026-01-01T00:00:00Z

# Caches and fingerprints of versions that nobody published have no place in the user's own; git's settings have.
mkdir -p "$example/config"
ln -sfn "${XDG_CONFIG_HOME:-$HOME/.config}/git" "$example/config/git"
export XDG_CONFIG_HOME=$example/config XDG_CACHE_HOME=$package/.cache

# The manifest names Tickmark's address; here git finds the copy under it. And no list of one's own, of what git ignores, is
# to leave something out.
git_setting() {
  local count=${GIT_CONFIG_COUNT:-0}
  export "GIT_CONFIG_KEY_$count=$1" "GIT_CONFIG_VALUE_$count=$2" GIT_CONFIG_COUNT=$((count + 1))
}
git_setting "url.$example/tickmark.insteadOf" https://example.com/tickmark.git
git_setting core.excludesFile /dev/null

# commit_all FOLDER MESSAGE
commit_all() {
  git -C "$1" add --all
  git -C "$1" -c commit.gpgsign=false commit --quiet --allow-empty --message "$2"
}

# Brings `tickmark` up to this work tree, and sets `version`, which follows from the commit: what has it never changes. What
# was there stays the commit's history, since clones share the objects.
publish_tickmark() {
  local copy=$example/tickmark
  mkdir -p "$copy"
  [[ -d $copy/.git ]] || git -C "$copy" init --quiet --initial-branch main
  find "$copy" -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} +
  git ls-files -z --cached --others --exclude-standard Package.swift Sources Plugins Tests |
    tar --create --null --files-from=- --ignore-failed-read 2>/dev/null | tar --extract --directory "$copy"
  git -C "$copy" add --all
  git -C "$copy" diff --cached --quiet HEAD 2>/dev/null || commit_all "$copy" "Tickmark"
  version=0.1.$((16#$(git -C "$copy" rev-parse HEAD | cut -c1-7)))
  git -C "$copy" tag | xargs --no-run-if-empty git -C "$copy" tag --delete >/dev/null
  git -C "$copy" tag "$version"
}

resolve_example() {
  swift package --package-path "$package" update tickmark >"$log" 2>&1 &&
    grep -q "\"version\" : \"$version\"" "$package/Package.resolved"
}

# Makes `ticks` with one commit, `base`, and leaves only what was built of that.
make_example() {
  publish_tickmark
  mkdir -p "$package"
  find "$package" -mindepth 1 -maxdepth 1 ! -name .build ! -name .cache -exec rm -rf {} +
  cp -r Tests/ExamplePackage/. "$package"
  if ! resolve_example; then
    # Perhaps an earlier run was interrupted.
    rm -rf "$package/.build" "$package/.cache"
    resolve_example || { tail -5 "$log" >&2; stop 69 "cannot resolve the example's packages"; }
  fi
  git -C "$package" init --quiet --initial-branch main
  commit_all "$package" "Two suites"
  git -C "$package" cat-file -e HEAD:Package.resolved || stop 70 "the example's first commit does not say which Tickmark it uses"
  base=$(git -C "$package" rev-parse HEAD)
  find "$package"/.cache/tickmark -mindepth 2 -maxdepth 2 ! -name "$base-*" -exec rm -rf {} + 2>/dev/null || true
}

# A commit in which a window is no longer carried on: the same sums, several times the work.
make_slower() {
  local file=$package/Sources/Ticks/RollingSum.swift
  sed -i 's/sum = sum &+ values\[index\] &- .*/sum = values[(index - window + 1)...index].reduce(0, \&+)/' "$file"
  grep -q 'reduce(0, &+)$' "$file" || stop 70 "nothing to make slower in '$file'"
  commit_all "$package" "Sums, more readable"
}

# A commit that changes nothing that runs.
make_note() {
  echo "A note." >>"$package/NOTES.md"
  commit_all "$package" "A note"
}
