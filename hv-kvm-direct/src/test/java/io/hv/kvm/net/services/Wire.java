package io.hv.kvm.net.services;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Puts frames together for tests, by nothing of what is tested. Text is hexadecimal, spaces being left out. */
final class Wire {

    static final int UDP = 17;
    static final int ICMP = 1;
    static final int ICMPV6 = 58;

    private Wire() {}

    static byte[] hex(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts).replaceAll("\\s", ""));
    }

    static String text(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] ip(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static byte[] mac(String mac) {
        return hex(mac.replace(":", ""));
    }

    static byte[] u16(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    static byte[] u32(long value) {
        return ByteBuffer.allocate(4).putInt((int) value).array();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] ethernet(String to, String from, int type, byte[] payload) {
        return join(mac(to), mac(from), u16(type), payload);
    }

    /** A datagram or a message of ICMP in a packet, its checksums put in. */
    static byte[] packet(String from, String to, int protocol, int hops, byte[] payload) {
        byte[] source = ip(from);
        byte[] destination = ip(to);
        byte[] summed = payload.clone();
        int at = protocol == UDP ? 6 : 2;
        byte[] pseudo = join(source, destination, u32(payload.length), u32(protocol));
        int sum = checksum(protocol == ICMP ? payload : join(pseudo, payload));
        ByteBuffer.wrap(summed).putShort(at, (short) (protocol == UDP && sum == 0 ? 0xffff : sum));
        if (source.length == 16) {
            byte[] start = join(u32(0x60000000), u16(payload.length), new byte[] {(byte) protocol, (byte) hops});
            return join(start, source, destination, summed);
        }
        byte[] header =
                join(hex("4500"), u16(20 + payload.length), hex("00000000"), new byte[] {(byte) hops, (byte) protocol});
        byte[] whole = join(header, hex("0000"), source, destination);
        ByteBuffer.wrap(whole).putShort(10, (short) checksum(whole));
        return join(whole, summed);
    }

    static byte[] udp(int from, int to, byte[] payload) {
        return join(u16(from), u16(to), u16(8 + payload.length), hex("0000"), payload);
    }

    /** RFC 1071, 4.1, word by word. */
    static int checksum(byte[] bytes) {
        int sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += (bytes[i] & 0xff) << (i % 2 == 0 ? 8 : 0);
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return ~sum & 0xffff;
    }
}
