package io.hv.kvm.net.services;

import io.hv.IpAddress;

/** Writes an answer of a server of the DNS. What does not fit is left out, and the answer says so. */
final class DnsReply {

    private static final int IS_ANSWER = 0x8000;
    private static final int AUTHORITATIVE = 0x0400;
    private static final int TRUNCATED = 0x0200;
    private static final int RECURSION_OFFERED = 0x0080;
    /** What is taken over from the question: its operation and whether it wants others to be asked. */
    private static final int KEPT = 0x7900;

    private static final int ANSWERS = 6;
    private static final int MORE = 10;
    private static final int EXTENSION_SIZE = 11;
    private static final int OWN_ROOM = 1232;
    /** Points to the name in the question, behind the header. */
    private static final int SAME_NAME = 0xc00c;

    private final DnsQuery query;
    private final Writer writer = new Writer();
    private final int seconds;
    private int flags;
    private int answers;

    /**
     * Begins an answer.
     *
     * @param query what is answered
     * @param own whether it is out of one's own knowledge
     * @param asksOthers whether others are asked for what one does not know
     * @param seconds for how long it is good
     */
    DnsReply(DnsQuery query, boolean own, boolean asksOthers, int seconds) {
        this.query = query;
        this.flags =
                IS_ANSWER | (query.flags() & KEPT) | (own ? AUTHORITATIVE : 0) | (asksOthers ? RECURSION_OFFERED : 0);
        this.seconds = seconds;
        byte[] question = query.question();
        writer.u16(query.id())
                .u16(0)
                .u16(question.length == 0 ? 0 : 1)
                .u16(0)
                .u16(0)
                .u16(0);
        writer.bytes(question);
    }

    DnsReply address(IpAddress address) {
        return record(address.isV6() ? DnsQuery.AAAA : DnsQuery.A, address.bytes());
    }

    DnsReply name(String name) {
        return record(DnsQuery.PTR, DnsNames.encode(name));
    }

    private DnsReply record(int type, byte[] data) {
        int size = writer.size() + 12 + data.length + (query.isExtended() ? EXTENSION_SIZE : 0);
        if (size > query.room() || (flags & TRUNCATED) != 0) {
            flags |= TRUNCATED;
            return this;
        }
        writer.u16(SAME_NAME).u16(type).u16(DnsQuery.INTERNET).u32(seconds);
        writer.u16(data.length).bytes(data);
        answers++;
        return this;
    }

    byte[] toBytes() {
        return toBytes(0);
    }

    /** The answer, with a code that says why there is nothing in it. */
    byte[] toBytes(int code) {
        if (query.isExtended()) {
            writer.u8(0)
                    .u16(DnsQuery.EXTENSION)
                    .u16(OWN_ROOM)
                    .u8(code >>> 4)
                    .u8(0)
                    .u16(0)
                    .u16(0);
            writer.set16(MORE, 1);
        }
        return writer.set16(2, flags | (code & 0xf)).set16(ANSWERS, answers).toBytes();
    }
}
