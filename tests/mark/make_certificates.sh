#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# make_certificates.sh FOLDER: the certificates of tests/data/mark: one right, and for each rule one that breaks it. They
# are valid for a hundred years but where their name says otherwise; their keys sign nothing but tests.
set -eu
cd "$1"
key() { openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$1.key"; }
key root; key leaf
openssl req -x509 -new -key root.key -subj "/O=Test/CN=Test root" -days 36500 -out root.pem \
  -addext keyUsage=critical,keyCertSign,cRLSign -addext basicConstraints=critical,CA:TRUE 2>/dev/null
# leaf NAME EXTENSIONS [KEY [DIGEST [DATES]]]
leaf() {
  printf '%b' "$2" >ext
  openssl req -new -key "${3:-leaf}.key" -subj "/O=Test/CN=$1" -out csr 2>/dev/null
  openssl x509 -req -in csr -CA root.pem -CAkey root.key -set_serial "0x$(openssl rand -hex 8)" -days "${5:-36500}" \
    -"${4:-sha256}" -extfile ext -out "$1.pem" 2>/dev/null
}
usage='keyUsage=critical,digitalSignature\n'
purpose='extendedKeyUsage=1.3.6.1.4.1.62558.2.1,emailProtection\n'
ids='subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n'
leaf good "basicConstraints=critical,CA:FALSE\n$usage$purpose$ids"
leaf no_usage "$purpose$ids"
leaf usage_not_critical "keyUsage=digitalSignature\n$purpose$ids"
leaf no_digital_signature "keyUsage=critical,keyEncipherment\n$purpose$ids"
leaf signs_certificates "keyUsage=critical,digitalSignature,keyCertSign\n$purpose$ids"
leaf authority "basicConstraints=critical,CA:TRUE\n$usage$purpose$ids"
leaf no_purpose "$usage$ids"
leaf any_purpose "${usage}extendedKeyUsage=anyExtendedKeyUsage,emailProtection\n$ids"
leaf time_stamping "${usage}extendedKeyUsage=timeStamping\n$ids"
leaf ocsp_signing "${usage}extendedKeyUsage=OCSPSigning,emailProtection\n$ids"
leaf other_purpose "${usage}extendedKeyUsage=serverAuth\n$ids"
leaf no_authority_id "$usage${purpose}subjectKeyIdentifier=hash\nauthorityKeyIdentifier=none\n"
leaf sha1 "$usage$purpose$ids" leaf sha1
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out rsa1024.key 2>/dev/null
leaf rsa1024 "$usage$purpose$ids" rsa1024
openssl ecparam -name secp256k1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out k1.key
leaf k1 "$usage$purpose$ids" k1
leaf short "$usage$purpose$ids" leaf sha256 1
openssl req -x509 -new -key leaf.key -subj "/O=Test/CN=self" -days 36500 -out self.pem -addext keyUsage=critical,digitalSignature \
  -addext extendedKeyUsage=emailProtection -addext basicConstraints=critical,CA:FALSE 2>/dev/null
openssl req -new -key leaf.key -subj "/O=Test/CN=v1" -out csr 2>/dev/null
openssl x509 -req -in csr -CA root.pem -CAkey root.key -set_serial 7 -days 36500 -out version1.pem 2>/dev/null
# A time-stamping authority, and one that nobody vouches for.
key tsa
leaf tsa "${usage}extendedKeyUsage=critical,timeStamping\n$ids" tsa
rm -f ext csr root.srl
