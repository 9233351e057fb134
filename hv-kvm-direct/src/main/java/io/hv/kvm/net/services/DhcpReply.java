package io.hv.kvm.net.services;

import io.hv.IpAddress;

/** Writes a message of a server of DHCP. An option that does not fit any more is left out. */
final class DhcpReply {

    /** RFC 951 has messages of this size; RFC 2131, 2 has clients take what fits into 576 bytes with headers. */
    private static final int LEAST = 300;

    private static final int LEAST_MOST = 548;
    private static final int HEADERS = 28;
    private static final int MOST = 1400;
    private static final int MOST_VALUE = 255;

    private final Writer writer = new Writer();
    private final int most;

    /**
     * Begins an answer.
     *
     * @param asked what it answers
     * @param type which kind of answer
     * @param client the address that the machine has, by its own word
     * @param yours the address that it gets
     */
    DhcpReply(DhcpMessage asked, int type, IpAddress client, IpAddress yours) {
        int packet = asked.options().number(DhcpOptions.MOST_BYTES);
        this.most = Math.min(MOST, Math.max(LEAST_MOST, packet - HEADERS));
        writer.u8(DhcpMessage.REPLY).u16(DhcpMessage.ETHERNET).u8(0);
        writer.u32(asked.transaction()).u16(0).u16(asked.flags());
        writer.address(client).address(yours).zeros(8).mac(asked.mac()).zeros(10 + 64 + 128);
        writer.u32(DhcpMessage.COOKIE);
        option(DhcpOptions.TYPE, (byte) type);
    }

    DhcpReply option(int code, byte... value) {
        if (value.length <= MOST_VALUE && writer.size() + value.length + 3 <= most) {
            writer.u8(code).u8(value.length).bytes(value);
        }
        return this;
    }

    DhcpReply option(int code, IpAddress address) {
        return option(code, address.bytes());
    }

    DhcpReply seconds(int code, long seconds) {
        return option(code, new Writer().u32(seconds).toBytes());
    }

    DhcpReply text(int code, String text) {
        return option(code, new Writer().ascii(text).toBytes());
    }

    /** The whole message, as long as the oldest clients want it. */
    byte[] toBytes() {
        writer.u8(DhcpOptions.END);
        return writer.zeros(Math.max(0, LEAST - writer.size())).toBytes();
    }
}
