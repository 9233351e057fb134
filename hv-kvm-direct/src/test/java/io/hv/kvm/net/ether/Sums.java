package io.hv.kvm.net.ether;

/** Checksums as arithmetic says them, not as a fast machine does: words modulo 65,535, which all together are zero. */
public final class Sums {

    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int DESTINATION_OPTIONS = 60;

    private Sums() {}

    /** The sum of 16-bit words, modulo 65,535; an odd byte is followed by zero. */
    static int words(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            int octet = bytes[i] & 0xff;
            sum = (sum + ((i - from) % 2 == 0 ? octet * 256 : octet)) % 0xffff;
        }
        return sum;
    }

    static int two(byte[] bytes, int at) {
        return (bytes[at] & 0xff) * 256 + (bytes[at + 1] & 0xff);
    }

    /** What is wrong with a packet's headers, lengths and checksums; an empty text where nothing is. */
    public static String wrong(byte[] frame) {
        int at = 12;
        while (two(frame, at) == 0x8100 || two(frame, at) == 0x88a8) {
            at += 4;
        }
        int ip = at + 2;
        return switch (two(frame, at)) {
            case IPV4 -> four(frame, ip);
            case IPV6 -> six(frame, ip);
            default -> "type " + two(frame, at);
        };
    }

    private static String four(byte[] frame, int ip) {
        int header = (frame[ip] & 0xf) * 4;
        if ((frame[ip] & 0xf0) != 0x40 || header < 20 || ip + header > frame.length) {
            return "header";
        }
        if (words(frame, ip, ip + header) != 0) {
            return "header checksum";
        }
        if (two(frame, ip + 2) != frame.length - ip) {
            return "length " + two(frame, ip + 2);
        }
        return transport(frame, ip + 12, ip + 20, ip + header, frame[ip + 9]);
    }

    private static String six(byte[] frame, int ip) {
        if ((frame[ip] & 0xf0) != 0x60) {
            return "version";
        }
        if (two(frame, ip + 4) != frame.length - ip - 40) {
            return "length " + two(frame, ip + 4);
        }
        int next = frame[ip + 6];
        int at = ip + 40;
        while (next == DESTINATION_OPTIONS) {
            next = frame[at];
            at += 8;
        }
        return transport(frame, ip + 8, ip + 40, at, next);
    }

    private static String transport(byte[] frame, int addresses, int end, int at, int protocol) {
        int length = frame.length - at;
        if (protocol == Packet.UDP && two(frame, at + 4) != length) {
            return "UDP length";
        }
        int sum = words(frame, addresses, end) + protocol + length % 0xffff + words(frame, at, frame.length);
        return sum % 0xffff == 0 ? "" : "checksum of protocol " + protocol;
    }
}
