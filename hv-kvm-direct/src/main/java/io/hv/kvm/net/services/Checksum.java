package io.hv.kvm.net.services;

import io.hv.IpAddress;

/** The Internet's checksum (RFC 1071): the complement of the sum of 16-bit words, carries added at the end. */
final class Checksum {

    private Checksum() {}

    /** Sums words up, to be {@linkplain #of(long) finished}; sums of parts of an even length may be added. */
    static long sum(byte[] bytes, int from, int length) {
        long sum = 0;
        int end = from + length;
        for (int i = from; i + 1 < end; i += 2) {
            sum += (bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff);
        }
        return length % 2 == 0 ? sum : sum + ((bytes[end - 1] & 0xff) << 8);
    }

    /** What stands before a packet in its sum and is not sent (RFC 768; RFC 8200, 8.1). */
    static long pseudoHeader(IpAddress source, IpAddress destination, int protocol, int length) {
        byte[] from = source.bytes();
        byte[] to = destination.bytes();
        return sum(from, 0, from.length) + sum(to, 0, to.length) + protocol + (length >>> 16) + (length & 0xffff);
    }

    /** The checksum of what has that sum; 0 where a right checksum was summed up too. */
    static int of(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) (~folded & 0xffff);
    }
}
