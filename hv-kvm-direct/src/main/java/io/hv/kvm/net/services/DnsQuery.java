package io.hv.kvm.net.services;

import org.jspecify.annotations.Nullable;

/** A question to a server of the DNS (RFC 1035, 4). Immutable. */
final class DnsQuery {

    static final int A = 1;
    static final int PTR = 12;
    static final int AAAA = 28;
    static final int ANY = 255;

    static final int INTERNET = 1;
    static final int EXTENSION = 41;

    static final int MALFORMED = 1;
    static final int FAILURE = 2;
    static final int NO_SUCH_NAME = 3;
    static final int NOT_IMPLEMENTED = 4;
    static final int REFUSED = 5;
    static final int BAD_VERSION = 16;

    private static final int OPERATION = 0x7800;
    private static final int IS_ANSWER = 0x8000;
    private static final int PLAIN_ROOM = 512;
    private static final int MOST_ROOM = 1232;

    private static final byte[] NONE = {};

    private final int id;
    private final int flags;
    private byte[] question = NONE;
    private String name = "";
    private int type;
    private int room = PLAIN_ROOM;
    private boolean extended;
    private int fault;

    private DnsQuery(int id, int flags) {
        this.id = id;
        this.flags = flags;
    }

    /** The question in a message; null where it is none that an answer could be given to. */
    static @Nullable DnsQuery read(Reader reader) {
        int id = reader.u16();
        int flags = reader.u16();
        int questions = reader.u16();
        int records = reader.u16() + reader.u16();
        int more = reader.u16();
        if (!reader.isGood() || (flags & IS_ANSWER) != 0) {
            return null;
        }
        DnsQuery query = new DnsQuery(id, flags);
        if ((flags & OPERATION) != 0) {
            query.fault = NOT_IMPLEMENTED;
        } else if (questions != 1) {
            query.fault = MALFORMED;
        } else {
            query.readQuestion(reader);
        }
        if (query.fault == 0 && records == 0 && more > 0) {
            query.readExtension(reader);
        }
        return query;
    }

    private void readQuestion(Reader reader) {
        Reader start = reader.again();
        String read = DnsNames.read(reader);
        type = reader.u16();
        int network = reader.u16();
        if (read == null || !reader.isGood()) {
            fault = MALFORMED;
            return;
        }
        name = read;
        question = start.bytes(start.remaining() - reader.remaining());
        fault = network == INTERNET || network == ANY ? 0 : NOT_IMPLEMENTED;
    }

    /** RFC 6891, 6.1. It is the first of what is behind the question, or there is none that counts. */
    private void readExtension(Reader reader) {
        int root = reader.u8();
        int kind = reader.u16();
        int size = reader.u16();
        int version = reader.skip(1).u8();
        reader.skip(2).skip(reader.u16());
        if (root == 0 && kind == EXTENSION && reader.isGood()) {
            extended = true;
            room = Math.max(PLAIN_ROOM, Math.min(size, MOST_ROOM));
            fault = version == 0 ? 0 : BAD_VERSION;
        }
    }

    int id() {
        return id;
    }

    int flags() {
        return flags;
    }

    /** The question as it was sent, which an answer repeats; empty where it could not be read. */
    byte[] question() {
        return question.clone();
    }

    /** The name that is asked for, in small letters; empty for the root. */
    String name() {
        return name;
    }

    /** What is asked about it. */
    int type() {
        return type;
    }

    /** Whether something is asked about it. */
    boolean wants(int kind) {
        return type == kind || type == ANY;
    }

    /** How many bytes an answer may have. */
    int room() {
        return room;
    }

    /** Whether the asker knows of extensions. */
    boolean isExtended() {
        return extended;
    }

    /** Why there is no answer, as the code of one; 0 where there is. */
    int fault() {
        return fault;
    }
}
