package io.hv.kvm.bus;

import java.util.ArrayList;
import java.util.List;

/** Notes the messages that a device sends and prepares. */
public final class TestMsi implements MsiSink {

    private final List<String> events = new ArrayList<>();
    private int open;
    private boolean full;
    private boolean deaf;

    @Override
    public synchronized void send(long address, int data) {
        if (deaf) {
            throw new IllegalStateException("nobody is there");
        }
        events.add("send " + text(address, data));
    }

    @Override
    public synchronized Message message(long address, int data) {
        checkRoom();
        open++;
        events.add("open " + text(address, data));
        return new Prepared(address, data);
    }

    /** From now on the host has no room for a message, or has again; those that are prepared stay. */
    public synchronized void full(boolean value) {
        full = value;
    }

    /** From now on nobody takes what is sent one by one. */
    public synchronized void deaf(boolean value) {
        deaf = value;
    }

    /** How many prepared messages are not closed. */
    public synchronized int open() {
        return open;
    }

    /** What has happened since the last call, in order: open, update, signal, close, send, each with its message. */
    public synchronized List<String> drain() {
        List<String> drained = List.copyOf(events);
        events.clear();
        return drained;
    }

    private void checkRoom() {
        if (full) {
            throw new IllegalStateException("the table is full");
        }
    }

    private static String text(long address, int data) {
        return Long.toHexString(address) + "=" + Integer.toHexString(data);
    }

    private final class Prepared implements Message {

        private String text;
        private boolean closed;

        Prepared(long address, int data) {
            text = text(address, data);
        }

        @Override
        public void signal() {
            note("signal " + text);
        }

        @Override
        public void update(long address, int data) {
            synchronized (TestMsi.this) {
                checkRoom();
                text = text(address, data);
                note("update " + text);
            }
        }

        @Override
        public void close() {
            synchronized (TestMsi.this) {
                if (!closed) {
                    note("close " + text);
                    closed = true;
                    open--;
                }
            }
        }

        private void note(String event) {
            synchronized (TestMsi.this) {
                if (closed) {
                    throw new IllegalStateException("the message is closed");
                }
                events.add(event);
            }
        }
    }
}
