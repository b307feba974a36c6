#!/usr/bin/env bash
# Audits drafts. What the job wants comes in variables INPUT_…, and is never part of a script.
set -euo pipefail

# The lines of a text, without the spaces around them and without empty ones.
lines_of() { sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' -e '/^$/d' <<<"${1//$'\r'/}"; }

arguments=(check --format github)
while IFS= read -r policy; do arguments+=("--policy=$policy"); done < <(lines_of "$INPUT_POLICY")
[ -z "$INPUT_FAIL_ON" ] || arguments+=("--fail-on=$INPUT_FAIL_ON")
[ -z "$INPUT_BASELINE" ] || arguments+=("--baseline=$INPUT_BASELINE")

if [ -n "$INPUT_CHANGED_SINCE" ]; then
  arguments+=("--changed-since=$INPUT_CHANGED_SINCE")
  # A checkout has one commit, and that is enough beside the other: no history is needed.
  if [[ $INPUT_CHANGED_SINCE != -* ]] && ! git rev-parse --quiet --verify "$INPUT_CHANGED_SINCE^{commit}" >/dev/null; then
    wanted=$INPUT_CHANGED_SINCE
    [[ $wanted != origin/* ]] || wanted="+refs/heads/${wanted#origin/}:refs/remotes/$wanted"
    git fetch --quiet --no-tags --depth=1 origin "$wanted" || true # if it is still missing, the auditor says so
  fi
fi

messages=$(mktemp "$RUNNER_TEMP/auditor-messages.XXXXXX")
reports=$(mktemp "$RUNNER_TEMP/auditor-reports.XXXXXX")
[ -z "$INPUT_SARIF_FILE" ] || arguments+=("--also=sarif=$INPUT_SARIF_FILE")
[ "$INPUT_SUMMARY" != true ] || arguments+=("--also=markdown=$reports")

arguments+=(--)
while IFS= read -r path; do arguments+=("$path"); done < <(lines_of "$INPUT_PATHS")

code=0
auditor "${arguments[@]}" 2>"$messages" || code=$?

# A draft may be called like a command of the runner. No line of its own begins with a name, or holds "##[".
sed -e 's/##\[/## [/g' -e 's/^/auditor: /' "$messages" >&2

if [ "$INPUT_SUMMARY" = true ] && [ -s "$reports" ]; then
  if [ "$(wc -c <"$reports")" -lt 1000000 ]; then
    cat "$reports" >>"$GITHUB_STEP_SUMMARY"
  else
    echo "The transparency reports are too long to be shown here: \`auditor report\` writes them." >>"$GITHUB_STEP_SUMMARY"
  fi
fi
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
if [ -n "$INPUT_SARIF_FILE" ] && [[ $code =~ ^[013]$ ]]; then # otherwise there was no run
  echo "sarif-file=${INPUT_SARIF_FILE//[$'\r\n']/ }" >>"$GITHUB_OUTPUT"
fi
exit "$code"
