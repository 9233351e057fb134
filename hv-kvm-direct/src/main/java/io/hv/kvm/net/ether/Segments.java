package io.hv.kvm.net.ether;

/**
 * Splits what a guest hands over as one long TCP segment into those that a cable carries (RFC 9293, and virtio 1.2, 5.1.6.2):
 * headers are repeated, with sequence numbers, lengths and checksums of their own. Used again and again; for one thread at a
 * time.
 */
public final class Segments {

    private static final int TYPE = 12;
    private static final int TAG = 4;
    private static final int VLAN = 0x8100;
    private static final int VLAN_STACKED = 0x88a8;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int TCP_HEADER = 20;
    private static final int TCP = 6;
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int DESTINATION = 60;
    /** More of them nobody sends; each segment has them all. */
    private static final int MOST_EXTENSIONS = 512;

    private static final int FIN_AND_PUSH = 0x09;
    private static final int CONGESTION_REDUCED = 0x80;

    private final Frame piece = new Frame(Frame.MOST);

    /**
     * Hands on what a cable would carry: the frame itself, with its checksum, or its segments one by one. A frame that says
     * of itself what cannot be is handed on to nobody.
     *
     * @return whether it was in order
     */
    public boolean plain(Frame frame, FrameSink to) {
        if (frame.segments() == Frame.WHOLE) {
            if (frame.checksumStart() == Frame.NO_CHECKSUM) {
                to.accept(frame);
                return true;
            }
            piece.copy(frame);
            Checksum.complete(piece);
            to.accept(piece);
            return true;
        }
        return split(frame, to);
    }

    private boolean split(Frame frame, FrameSink to) {
        byte[] bytes = frame.bytes();
        int ip = network(frame);
        int tcp = frame.checksumStart();
        boolean four = frame.segments() == Frame.TCP4;
        if (ip < 0
                || tcp < ip + (four ? IPV4_HEADER : IPV6_HEADER)
                || tcp + TCP_HEADER > frame.length()
                || Octets.u16(bytes, ip - Short.BYTES) != (four ? IPV4 : IPV6)
                || !(four ? leads4(bytes, ip, tcp) : leads6(bytes, ip, tcp))) {
            return false;
        }
        int headers = tcp + ((bytes[tcp + 12] >>> 4) & 0xf) * Integer.BYTES;
        if (headers < tcp + TCP_HEADER || headers > frame.length() || frame.segmentSize() < 1) {
            return false;
        }
        int sequence = Octets.u32(bytes, tcp + 4);
        int from = headers;
        int index = 0;
        do {
            int size = Math.min(frame.segmentSize(), frame.length() - from);
            boolean last = from + size == frame.length();
            piece.begin(headers + size);
            System.arraycopy(bytes, 0, piece.bytes(), 0, headers);
            System.arraycopy(bytes, from, piece.bytes(), headers, size);
            Octets.u32(piece.bytes(), tcp + 4, sequence + (from - headers));
            flags(tcp, index == 0, last);
            if (four) {
                finish4(ip, tcp, index);
            } else {
                finish6(ip, tcp);
            }
            to.accept(piece);
            from += size;
            index++;
        } while (from < frame.length());
        return true;
    }

    /** Where the network header begins, behind VLAN tags; -1 where there is none. */
    private static int network(Frame frame) {
        int at = TYPE;
        while (at + Short.BYTES <= frame.length()) {
            int type = Octets.u16(frame.bytes(), at);
            if (type != VLAN && type != VLAN_STACKED) {
                return at + Short.BYTES;
            }
            at += TAG;
        }
        return -1;
    }

    /** Whether an IPv4 header goes as far as the TCP header, and says that it comes (RFC 791, 3.1). */
    private static boolean leads4(byte[] bytes, int ip, int tcp) {
        int versionAndLength = bytes[ip] & 0xff;
        return versionAndLength >>> 4 == 4
                && ip + (versionAndLength & 0xf) * Integer.BYTES == tcp
                && bytes[ip + 9] == TCP;
    }

    /** The same of an IPv6 header and its extensions (RFC 8200, 3 and 4). */
    private static boolean leads6(byte[] bytes, int ip, int tcp) {
        if ((bytes[ip] & 0xf0) >>> 4 != 6 || tcp - ip > IPV6_HEADER + MOST_EXTENSIONS) {
            return false;
        }
        int next = bytes[ip + 6];
        int at = ip + IPV6_HEADER;
        while (at < tcp && (next == HOP_BY_HOP || next == ROUTING || next == DESTINATION)) {
            next = bytes[at];
            at += ((bytes[at + 1] & 0xff) + 1) * Long.BYTES;
        }
        return at == tcp && next == TCP;
    }

    /** FIN and PSH belong to the last segment, CWR to the first (RFC 3168, 6.1.2). */
    private void flags(int tcp, boolean first, boolean last) {
        byte[] bytes = piece.bytes();
        int flags = bytes[tcp + 13] & 0xff;
        if (!last) {
            flags &= ~FIN_AND_PUSH;
        }
        if (!first) {
            flags &= ~CONGESTION_REDUCED;
        }
        bytes[tcp + 13] = (byte) flags;
    }

    private void finish4(int ip, int tcp, int index) {
        byte[] bytes = piece.bytes();
        Octets.u16(bytes, ip + 2, piece.length() - ip);
        Octets.u16(bytes, ip + 4, Octets.u16(bytes, ip + 4) + index);
        Octets.u16(bytes, ip + 10, 0);
        Octets.u16(bytes, ip + 10, Checksum.of(Checksum.add(0, bytes, ip, tcp)));
        finishTcp(tcp, Checksum.add(0, bytes, ip + 12, ip + IPV4_HEADER));
    }

    private void finish6(int ip, int tcp) {
        Octets.u16(piece.bytes(), ip + 4, piece.length() - ip - IPV6_HEADER);
        finishTcp(tcp, Checksum.add(0, piece.bytes(), ip + 8, ip + IPV6_HEADER));
    }

    private void finishTcp(int tcp, long addresses) {
        byte[] bytes = piece.bytes();
        Octets.u16(bytes, tcp + 16, 0);
        long sum = Checksum.add(addresses + TCP + (piece.length() - tcp), bytes, tcp, piece.length());
        Octets.u16(bytes, tcp + 16, Checksum.of(sum));
    }
}
