package io.hv.kvm.gdb;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Makes packets of the bytes that come in: {@code $payload#checksum}, with {@code }} as an escape (Debugging with GDB,
 * E.1). Bytes between packets that mean nothing are passed over.
 */
final class PacketDecoder {

    /** Who gets what the bytes mean. */
    interface Sink {

        /** A whole packet, a character for each byte. */
        void packet(String payload);

        /** A packet whose checksum is wrong. */
        void damaged();

        /** The byte 03h outside of a packet. */
        void interrupt();

        /** The last packet has not arrived well. */
        void again();

        /** A packet that is longer than was agreed upon. */
        void tooLong();
    }

    /** The longest payload, as it is before escapes are taken out. */
    static final int MOST = 0x4000;

    private static final int INTERRUPT = 3;
    private static final int ESCAPED = 0x20;

    private enum State {
        BETWEEN,
        PAYLOAD,
        ESCAPE,
        FIRST_DIGIT,
        SECOND_DIGIT
    }

    private final Sink sink;
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
    private State state = State.BETWEEN;
    private int length;
    private int sum;
    private int told;

    PacketDecoder(Sink sink) {
        this.sink = sink;
    }

    void accept(byte next) {
        int value = next & 0xff;
        switch (state) {
            case BETWEEN -> between(value);
            case PAYLOAD, ESCAPE -> inside(value);
            case FIRST_DIGIT -> {
                told = Character.digit(value, 16) << 4;
                state = State.SECOND_DIGIT;
            }
            case SECOND_DIGIT -> {
                told |= Character.digit(value, 16);
                state = State.BETWEEN;
                end();
            }
        }
    }

    private void between(int value) {
        switch (value) {
            case '$' -> begin();
            case INTERRUPT -> sink.interrupt();
            case '-' -> sink.again();
            default -> {
                // '+', or noise.
            }
        }
    }

    private void begin() {
        payload.reset();
        length = 0;
        sum = 0;
        state = State.PAYLOAD;
    }

    private void inside(int value) {
        if (state == State.PAYLOAD && value == '#') {
            state = State.FIRST_DIGIT;
            return;
        }
        if (++length > MOST) {
            state = State.BETWEEN;
            sink.tooLong();
            return;
        }
        sum = (sum + value) & 0xff;
        if (state == State.ESCAPE) {
            payload.write(value ^ ESCAPED);
            state = State.PAYLOAD;
        } else if (value == '}') {
            state = State.ESCAPE;
        } else if (value == '$') {
            // The end of the packet before was lost.
            begin();
        } else {
            payload.write(value);
        }
    }

    private void end() {
        if (told == sum) {
            sink.packet(payload.toString(StandardCharsets.ISO_8859_1));
        } else {
            sink.damaged();
        }
    }
}
