package io.hv.examples;

import io.hv.kvm.device.Request;
import io.hv.kvm.device.RequestReader;
import io.hv.kvm.device.RequestWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A request for unit tests of devices: bytes to be read, and room for an answer; what does not fit is refused. */
final class PlainRequest implements Request {

    private final ByteBuffer said;
    private final ByteBuffer answer;
    private boolean completed;

    PlainRequest(byte[] said, int room) {
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

    private final class Reader implements RequestReader {

        @Override
        public long remaining() {
            return said.remaining();
        }

        @Override
        public int readByte() {
            return said.get() & 0xff;
        }

        @Override
        public int readShort() {
            return said.getShort() & 0xffff;
        }

        @Override
        public int readInt() {
            return said.getInt();
        }

        @Override
        public long readLong() {
            return said.getLong();
        }

        @Override
        public void read(byte[] target, int from, int length) {
            said.get(target, from, length);
        }

        @Override
        public void skip(long bytes) {
            said.position(said.position() + (int) bytes);
        }
    }

    private final class Writer implements RequestWriter {

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
            answer.put((byte) value);
        }

        @Override
        public void writeShort(int value) {
            answer.putShort((short) value);
        }

        @Override
        public void writeInt(int value) {
            answer.putInt(value);
        }

        @Override
        public void writeLong(long value) {
            answer.putLong(value);
        }

        @Override
        public void write(byte[] source, int from, int length) {
            answer.put(source, from, length);
        }
    }
}
