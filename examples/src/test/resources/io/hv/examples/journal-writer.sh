#!/bin/sh
# A database as small as it gets: appends numbered records with their checksums to a journal, and acknowledges each one when
# it is safe. Arguments: the journal, the file of acknowledgements.
number=0
while :; do
  number=$((number + 1))
  sum=$(echo "order $number" | md5sum | cut -c1-32)
  echo "order $number $sum" | dd of="$1" oflag=append conv=notrunc,fsync 2>/dev/null
  echo "$number" >>"$2"
done
