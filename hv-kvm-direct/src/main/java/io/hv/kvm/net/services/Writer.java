package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.kvm.net.ether.Checksum;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects bytes, the highest of a number first. */
final class Writer {

    private byte[] bytes = new byte[128];
    private int size;

    private void grow(int count) {
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
        }
    }

    Writer u8(int value) {
        grow(1);
        bytes[size++] = (byte) value;
        return this;
    }

    Writer u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    Writer u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    Writer u64(long value) {
        return u32(value >>> 32).u32(value);
    }

    Writer mac(MacAddress mac) {
        return u16((int) (mac.bits() >>> 32)).u32(mac.bits());
    }

    Writer address(IpAddress address) {
        return bytes(address.bytes());
    }

    Writer bytes(byte... some) {
        grow(some.length);
        System.arraycopy(some, 0, bytes, size, some.length);
        size += some.length;
        return this;
    }

    Writer ascii(String text) {
        return bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    Writer zeros(int count) {
        grow(count);
        size += count;
        return this;
    }

    /** Writes over two bytes that are there. */
    Writer set16(int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
        return this;
    }

    int size() {
        return size;
    }

    /** The sum of the bytes from there on that {@link Checksum} goes on with. */
    long sum(int from) {
        return Checksum.add(0, bytes, from, size);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
