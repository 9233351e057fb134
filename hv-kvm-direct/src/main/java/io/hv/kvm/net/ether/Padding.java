package io.hv.kvm.net.ether;

/** What makes a short frame as long as Ethernet's shortest one, 60 bytes without its checksum (IEEE 802.3, 4.2.3.3). */
public final class Padding {

    private static final int TYPE = 12;
    private static final int HEADER = 14;
    private static final int IPV4 = 0x0800;
    private static final int IPV4_HEADER = 20;
    private static final int IPV4_LENGTH = HEADER + 2;
    private static final int IPV6 = 0x86dd;
    private static final int IPV6_HEADER = 40;
    private static final int IPV6_LENGTH = HEADER + 4;

    private Padding() {}

    /**
     * How long a frame is up to the end of its packet of IPv4 (RFC 791) or IPv6 (RFC 8200), as that says itself; all of it where
     * there is none, where that says what cannot be, or is a jumbogram (RFC 2675).
     */
    public static int without(byte[] frame) {
        if (frame.length < HEADER + IPV4_HEADER) {
            return frame.length;
        }
        int packet = switch (Octets.u16(frame, TYPE)) {
            case IPV4 -> atLeast(IPV4_HEADER, Octets.u16(frame, IPV4_LENGTH));
            case IPV6 -> atLeast(IPV6_HEADER + 1, IPV6_HEADER + Octets.u16(frame, IPV6_LENGTH));
            default -> frame.length;
        };
        return Math.min(frame.length, HEADER + packet);
    }

    private static int atLeast(int least, int length) {
        return length < least ? Frame.MOST : length;
    }
}
