package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.kvm.net.ether.Checksum;
import java.util.Arrays;

/**
 * Reads a part of an array, the highest byte of a number first. What is not there reads as zero, and {@link #isGood()} tells
 * of it afterwards; nothing is thrown.
 */
final class Reader {

    private static final byte[] NONE = {};
    private static final int MAC = 6;

    private final byte[] bytes;
    private final int end;
    private int at;
    private boolean good = true;

    Reader(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.at = from;
        this.end = from + length;
    }

    /** Whether all that was read was there. */
    boolean isGood() {
        return good;
    }

    int remaining() {
        return end - at;
    }

    private boolean has(int count) {
        if (count < 0 || count > remaining()) {
            good = false;
            at = end;
        }
        return good;
    }

    int u8() {
        return has(1) ? bytes[at++] & 0xff : 0;
    }

    int u16() {
        return has(2) ? u8() << 8 | u8() : 0;
    }

    /** Four bytes, as a number that may be negative. */
    int i32() {
        return has(4) ? u16() << 16 | u16() : 0;
    }

    MacAddress mac() {
        long high = has(MAC) ? u16() : 0;
        return new MacAddress(high << 32 | (i32() & 0xffff_ffffL));
    }

    IpAddress v4() {
        return Addresses.of(has(4) ? bytes(4) : new byte[4]);
    }

    IpAddress v6() {
        return Addresses.of(has(16) ? bytes(16) : new byte[16]);
    }

    /** A copy of the next bytes; none where there are not so many. */
    byte[] bytes(int count) {
        if (!has(count)) {
            return NONE;
        }
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    byte[] rest() {
        return bytes(remaining());
    }

    Reader skip(int count) {
        if (has(count)) {
            at += count;
        }
        return this;
    }

    /** The next bytes as what can be read by itself; nothing where there are not so many. */
    Reader part(int count) {
        if (!has(count)) {
            return new Reader(bytes, end, 0);
        }
        at += count;
        return new Reader(bytes, at - count, count);
    }

    /** The same bytes from here on, to be read once more. */
    Reader again() {
        return new Reader(bytes, at, remaining());
    }

    /** The sum of the remaining bytes that {@link Checksum} goes on with. */
    long sum() {
        return Checksum.add(0, bytes, at, at + remaining());
    }
}
