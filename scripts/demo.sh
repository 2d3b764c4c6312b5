#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# demo.sh DAU — the page of `make run`: unmarked sentences of several registers, restored; speed; model; what next.
#
# Needs a POSIX shell, awk and sed only. Fits 80 columns and, with the sentences there are, 40 rows. Colour on a
# terminal, unless NO_COLOR is set.
set -eu
dau=$1
root=$(dirname "$0")/..
sentences=$root/data/demo/sentences.tsv
model=$root/models/restore.dau

fail() {
  echo "demo: error: $1" >&2
  [ $# -lt 2 ] || echo "demo: hint: $2" >&2
  exit 1
}
[ -x "$dau" ] || fail "there is no program at $dau" "make build"
[ -r "$model" ] || fail "models/restore.dau is missing" "it is part of the repository: git checkout models/restore.dau"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

dim='' bold='' good='' bad='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
  dim=$(printf '\033[2m') bold=$(printf '\033[1m') plain=$(printf '\033[0m')
  good=$(printf '\033[32m') bad=$(printf '\033[1;31m')
fi

# Vietnamese letters without their marks, for a program that has no `dau strip`.
strip() {
  if "$dau" strip --help >/dev/null 2>&1; then
    "$dau" strip
  else
    LC_ALL=C.UTF-8 sed \
      -e 's/[áàảãạăắằẳẵặâấầẩẫậ]/a/g; s/[ÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬ]/A/g; s/đ/d/g; s/Đ/D/g' \
      -e 's/[éèẻẽẹêếềểễệ]/e/g; s/[ÉÈẺẼẸÊẾỀỂỄỆ]/E/g; s/[íìỉĩị]/i/g; s/[ÍÌỈĨỊ]/I/g' \
      -e 's/[óòỏõọôốồổỗộơớờởỡợ]/o/g; s/[ÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢ]/O/g' \
      -e 's/[úùủũụưứừửữự]/u/g; s/[ÚÙỦŨỤƯỨỪỬỮỰ]/U/g; s/[ýỳỷỹỵ]/y/g; s/[ÝỲỶỸỴ]/Y/g'
  fi
}

grep -v '^#' "$sentences" >"$scratch/rows"
cut -f 1 "$scratch/rows" >"$scratch/registers"
cut -f 2 "$scratch/rows" >"$scratch/authored"
strip <"$scratch/authored" >"$scratch/unmarked"
"$dau" restore <"$scratch/unmarked" >"$scratch/restored" || fail "dau restore failed"

# Per sentence: what went in, and what came out with the changed words in colour. A word that is not the author's has a
# star; the author's words stand together at the end, so that the page stays under 40 rows.
paste "$scratch/registers" "$scratch/unmarked" "$scratch/restored" "$scratch/authored" |
  LC_ALL=C awk -F '\t' -v dim="$dim" -v bold="$bold" -v good="$good" -v bad="$bad" -v plain="$plain" '
    # Columns of UTF-8: its continuation bytes take none.
    function columns(text) { gsub(/[\200-\277]/, "", text); return length(text) }
    function say(word) {
      if (columns(row " " word) > 80) { last = last row "\n"; row = "       " }
      row = row " " word
    }
    {
      n = split($2, unmarked, " "); split($3, restored, " "); split($4, authored, " ")
      line = ""
      for (i = 1; i <= n; i++) {
        word = restored[i]
        if (word != authored[i]) {
          meant[++wrong] = authored[i]
          word = bad "*" word plain
        } else if (word != unmarked[i]) word = good word plain
        line = line (i > 1 ? " " : "") word
      }
      words += n
      printf "%s%s%s\n  %s%s%s\n  %s\n", bold, $1, plain, dim, $2, plain, line
    }
    END {
      row = "Right  "
      say(words - wrong " of " words " words")
      if (wrong) row = row "; * the author wrote:"
      for (i = 1; i <= wrong; i++) { sub(/[.,?!]+$/, "", meant[i]); say(meant[i] (i < wrong ? "," : "")) }
      printf "\n%s%s\n", last, row
    }'

# Speed: the same sentences a thousand times, on one core, the start of the program included.
awk '{ lines[NR] = $0 } END { for (i = 0; i < 1000; i++) for (j = 1; j <= NR; j++) print lines[j] }' \
  "$scratch/unmarked" >"$scratch/many"
start=$(date +%s%N)
"$dau" restore --threads 1 <"$scratch/many" >"$scratch/many.out" || fail "dau restore failed"
nanoseconds=$(($(date +%s%N) - start))

# The licence of the model itself, not those of the texts it was trained on: the first one once these are taken away.
licence=$("$dau" info --json 2>/dev/null | tr -d '\n' | sed -e 's/.*"models": *\[//' -e 's/"sources": *\[[^]]*\]//g' |
  grep -o '"licence": *"[^"]*"' | head -n 1 | cut -d '"' -f 4)
awk -v n="$(wc -w <"$scratch/many")" -v ns="$nanoseconds" -v size="$(wc -c <"$model")" -v licence="$licence" 'BEGIN {
  printf "Speed   %d syllables in %.2f s: %d a second on one core\n", n, ns / 1e9, n / ns * 1e9
  printf "Model   restore.dau, %.1f MB, licence %s, offline\n", size / 1e6, licence
}'

cat <<EOT

Try     echo 'ban co khoe khong' | $dau restore
        echo 'hom nay troi dep qua' | $dau restore --json --alternatives 3
        $dau info
EOT
