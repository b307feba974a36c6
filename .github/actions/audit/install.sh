#!/usr/bin/env bash
# Installs the auditor into an environment of its own, and puts it on the path of the steps that follow.
set -euo pipefail

if ! [[ $INPUT_EXTRAS =~ ^[a-z,]*$ ]]; then
  echo "::error::extras is a list such as formats or formats,reviews"
  exit 2
fi
if [ -z "$INPUT_VERSION" ]; then
  requirement=$(cd "$GITHUB_ACTION_PATH/../../.." && pwd) # the project that this action is a part of
elif [[ $INPUT_VERSION =~ ^[0-9][0-9A-Za-z.]*$ ]]; then
  requirement="auditor"
else
  echo "::error::version is a version such as 0.1.0"
  exit 2
fi
[ -z "$INPUT_EXTRAS" ] || requirement+="[$INPUT_EXTRAS]"
[ -z "$INPUT_VERSION" ] || requirement+="==$INPUT_VERSION"

environment="$RUNNER_TEMP/auditor-environment"
python -m venv "$environment"
programs="$environment/bin"
[ -d "$programs" ] || programs="$environment/Scripts" # Windows
"$programs/python" -m pip install --quiet --disable-pip-version-check --no-input -- "$requirement"
echo "$programs" >>"$GITHUB_PATH"
