package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.MacAddress;

/** Addresses that are made of others, and those that everybody knows. */
final class Addresses {

    static final MacAddress EVERYBODY = new MacAddress(0xffff_ffff_ffffL);
    static final IpAddress EVERYBODY_V4 = IpAddress.parse("255.255.255.255");
    static final IpAddress NOBODY_V4 = IpAddress.parse("0.0.0.0");
    static final IpAddress ALL_NODES = IpAddress.parse("ff02::1");
    static final IpAddress ALL_DHCP_SERVERS = IpAddress.parse("ff02::1:2");

    private static final int V6_BYTES = 16;

    private Addresses() {}

    /** The address of 4 or 16 bytes. */
    static IpAddress of(byte[] bytes) {
        boolean v6 = bytes.length == V6_BYTES;
        StringBuilder text = new StringBuilder(40);
        for (int i = 0; i < bytes.length; i += v6 ? 2 : 1) {
            int part = bytes[i] & 0xff;
            text.append(i == 0 ? "" : v6 ? ":" : ".")
                    .append(v6 ? Integer.toHexString(part << 8 | (bytes[i + 1] & 0xff)) : Integer.toString(part));
        }
        return IpAddress.parse(text.toString());
    }

    /** The address of an interface on its own link (RFC 4291, 2.5.6 and appendix A). */
    static IpAddress linkLocal(MacAddress mac) {
        long high = mac.bits() >>> 24 ^ 0x02_0000;
        return of(new Writer()
                .u64(0xfe80L << 48)
                .u32(high << 8 | 0xff)
                .u32(0xfeL << 24 | (mac.bits() & 0xff_ffff))
                .toBytes());
    }

    /** The group that the owner of an address of IPv6 is asked in (RFC 4291, 2.7.1). */
    static IpAddress solicitedNode(IpAddress address) {
        byte[] bytes = IpAddress.parse("ff02::1:ff00:0").bytes();
        System.arraycopy(address.bytes(), V6_BYTES - 3, bytes, V6_BYTES - 3, 3);
        return of(bytes);
    }

    /** The Ethernet group of a group of IPv6 (RFC 2464, 7). */
    static MacAddress group(IpAddress address) {
        byte[] bytes = address.bytes();
        return new MacAddress(0x3333L << 32 | (new Reader(bytes, V6_BYTES - 4, 4).i32() & 0xffff_ffffL));
    }

    /** The bits that all addresses of a network have in common, as an address. */
    static IpAddress mask(int bits, int prefix) {
        byte[] mask = new byte[bits / 8];
        for (int i = 0; i < prefix; i++) {
            mask[i / 8] |= (byte) (0x80 >>> i % 8);
        }
        return of(mask);
    }

    /** The first address of a network, all bits behind its prefix being 0. */
    static IpAddress first(IpAddress address, int prefix) {
        byte[] mask = mask(address.bits(), prefix).bytes();
        byte[] bytes = address.bytes();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= mask[i];
        }
        return of(bytes);
    }

    /** The last address of a network: of IPv4, all of its machines. */
    static IpAddress last(IpAddress address, int prefix) {
        byte[] mask = mask(address.bits(), prefix).bytes();
        byte[] bytes = address.bytes();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] |= (byte) ~mask[i];
        }
        return of(bytes);
    }
}
