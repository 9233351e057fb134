package io.hv.kvm.virtio.console;

import io.hv.kvm.device.Request;
import io.hv.kvm.device.RequestReader;
import io.hv.kvm.device.RequestWriter;
import io.hv.kvm.virtio.BrokenRule;
import io.hv.kvm.virtio.Rule;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A request without a ring: bytes to be read, and room for an answer. */
final class TestRequest implements Request {

    private final ByteBuffer said;
    private final ByteBuffer answer;
    private boolean completed;

    TestRequest(byte[] said, int room) {
        this.said = ByteBuffer.wrap(said).order(ByteOrder.LITTLE_ENDIAN);
        this.answer = ByteBuffer.allocate(room).order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean isCompleted() {
        return completed;
    }

    byte[] answer() {
        byte[] bytes = new byte[answer.position()];
        answer.get(0, bytes);
        return bytes;
    }

    @Override
    public RequestReader reader() {
        return new Reader();
    }

    @Override
    public RequestWriter writer() {
        return new Writer();
    }

    @Override
    public void complete() {
        if (completed) {
            throw new IllegalStateException("completed twice");
        }
        completed = true;
    }

    private static ByteBuffer checked(ByteBuffer buffer, long bytes, Rule rule) {
        if (buffer.remaining() < bytes) {
            throw new BrokenRule(rule);
        }
        return buffer;
    }

    private final class Reader implements RequestReader {

        private ByteBuffer next(long bytes) {
            return checked(said, bytes, Rule.REQUEST_TOO_SHORT);
        }

        @Override
        public long remaining() {
            return said.remaining();
        }

        @Override
        public int readByte() {
            return next(1).get() & 0xff;
        }

        @Override
        public int readShort() {
            return next(2).getShort() & 0xffff;
        }

        @Override
        public int readInt() {
            return next(4).getInt();
        }

        @Override
        public long readLong() {
            return next(8).getLong();
        }

        @Override
        public void read(byte[] target, int from, int length) {
            next(length).get(target, from, length);
        }

        @Override
        public void skip(long bytes) {
            next(bytes).position(said.position() + (int) bytes);
        }
    }

    private final class Writer implements RequestWriter {

        private ByteBuffer next(long bytes) {
            return checked(answer, bytes, Rule.ANSWER_TOO_SHORT);
        }

        @Override
        public long remaining() {
            return answer.remaining();
        }

        @Override
        public long written() {
            return answer.position();
        }

        @Override
        public void writeByte(int value) {
            next(1).put((byte) value);
        }

        @Override
        public void writeShort(int value) {
            next(2).putShort((short) value);
        }

        @Override
        public void writeInt(int value) {
            next(4).putInt(value);
        }

        @Override
        public void writeLong(long value) {
            next(8).putLong(value);
        }

        @Override
        public void write(byte[] source, int from, int length) {
            next(length).put(source, from, length);
        }
    }
}
