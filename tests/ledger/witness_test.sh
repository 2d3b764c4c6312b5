#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# witness_test.sh DAU DATA: cosignatures and time stamps made and checked with OpenSSL beside the program. DATA: tests/data/mark.
# Ends with 77 where there is no openssl.
set -eu
dau=$1 data=$2
command -v openssl >/dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "witness_test: $1" >&2; exit 1; }

"$dau" log init n --origin w.test/n >key
seq 5 | "$dau" log append n --plain >receipts
"$dau" log checkpoint n >c5
openssl genpkey -algorithm ed25519 -out w.pem 2>/dev/null
"$dau" log cosign --show-key --key w.pem --name wit.vn/1 >w.vkey
"$dau" log cosign c5 --pub key --key w.pem --name wit.vn/1 >c5.cosigned

# 1. OpenSSL agrees with the cosignature: 4 bytes of the key's id, 8 of time, 64 of signature, over time and body.
grep '^— wit.vn/1 ' c5.cosigned | cut -d ' ' -f 3 | base64 -d >bytes
time=$(printf '%d' "0x$(dd if=bytes bs=1 skip=4 count=8 2>/dev/null | od -An -tx1 | tr -d ' \n')")
{ printf 'cosignature/v1\ntime %s\n' "$time"; head -n 3 c5; } >message
tail -c 64 bytes >signature
openssl pkey -in w.pem -pubout -out w.pub
openssl pkeyutl -verify -pubin -inkey w.pub -rawin -in message -sigfile signature >/dev/null || fail "OpenSSL does not agree"

# 2. The log keeps it, and shows it to whoever has the witness's key.
"$dau" log attach n c5.cosigned >said
seq 4 | "$dau" log append n --plain >receipts
"$dau" log verify n --pub key --witness w.vkey | grep -q 'wit.vn/1 saw 5 entries at 20' || fail "the cosignature is not shown"
openssl genpkey -algorithm ed25519 -out other.pem 2>/dev/null
"$dau" log cosign --show-key --key other.pem --name wit.vn/1 >other.vkey
"$dau" log verify n --pub key --witness other.vkey | grep -q saw && fail "another key's cosignature is shown"

# 3. A witness goes on from what it saw, and not otherwise.
"$dau" log checkpoint n >c9
"$dau" log prove n --from 5 >growth
"$dau" log cosign c9 --pub key --key w.pem --name wit.vn/1 --older c5 --growth growth >c9.cosigned
"$dau" log attach n c9.cosigned >said
"$dau" log verify n --pub key --witness w.vkey | grep -c 'wit.vn/1 saw' | grep -qx 2 || fail "not both are shown"
"$dau" log init m --origin w.test/n --key n/key.pem >/dev/null
seq 9 20 | "$dau" log append m --plain >receipts
"$dau" log checkpoint m >m12
"$dau" log prove m --from 5 >m.growth
if "$dau" log cosign m12 --pub key --key w.pem --name wit.vn/1 --older c5 --growth m.growth >out 2>err; then fail "a fork is cosigned"; fi
[ ! -s out ] || fail "a fork is cosigned"
if "$dau" log attach n m12 2>err; then fail "a checkpoint of another log is attached"; fi

# 4. A time stamp of a checkpoint (RFC 3161).
printf '[tsa]\ndefault_tsa = t\n[t]\nserial = serial\ndefault_policy = 1.2.3.4\nsigner_digest = sha256\ndigests = sha256\ness_cert_id_alg = sha256\n' >tsa.cnf
openssl ts -query -data c5 -sha256 -cert -no_nonce -out query 2>/dev/null
openssl ts -reply -config tsa.cnf -section t -queryfile query -signer "$data/tsa.pem" -inkey "$data/tsa.key" -token_out -out token 2>/dev/null
"$dau" log attach n token --to c5 >said
"$dau" log verify n --pub key --trust "$data/root.pem" | grep -q '5 entries were there at 20' || fail "the time stamp is not shown"
"$dau" log verify n --pub key --trust "$data/self.pem" | grep -q 'nobody of --trust vouches' || fail "an unknown authority is trusted"
if "$dau" log attach n token --to c9 2>err; then fail "a time stamp of something else is attached"; fi

# 5. The pack has them too.
"$dau" log export n -o pack.tar >said
tar -tf pack.tar | grep -c '^witness/' | grep -qx 4 || fail "the pack lacks what others said"
mkdir p && tar -xf pack.tar -C p
"$dau" log verify p --pub key --witness w.vkey --trust "$data/root.pem" | grep -c '^  ' | grep -qx 3 || fail "the pack tells less"
echo "cosignatures and time stamps: as OpenSSL has them"
